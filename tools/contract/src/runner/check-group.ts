import { compareTranscripts, readRecording } from "./recordings.ts";
import { runGroup, type RunOptions, type ScenarioResult } from "./run-group.ts";
import type { Group } from "./scenario.ts";
import type { Entry } from "../stage/transcript.ts";
import { withoutChanges } from "../targets/go-changes.ts";
import { familyOf, type Target } from "../targets/target.ts";

/** The result of one scenario. */
export interface Verdict {
  /** `asks/bare-re-ack-is-200` */
  readonly name: string;
  readonly rule: string;
  /** One line for each problem. Empty if the rule holds and all answers equal the recording. */
  readonly problems: readonly string[];
  /** Its calls, such as `GET /peers/…`. */
  readonly calls: readonly string[];
}

/** The options of a check. */
export interface CheckOptions extends RunOptions {
  /** The release whose recorded answers count. Default: the release that the target reports. */
  readonly release?: string;
}

/**
 * Runs the scenarios of a group, and compares all answers and frames with the recording of the
 * release. For a release without a recording it checks only the rules.
 */
export async function checkGroup(
  group: Group,
  target: Target,
  { release = target.version, ...options }: CheckOptions = {},
): Promise<Verdict[]> {
  const recording = await readRecording(release, group.name);
  const results = await runGroup(group, target, options);
  return results.map((result) => {
    const id = result.name.slice(group.name.length + 1);
    const { rule = "" } = group.scenarios.find((scenario) => scenario.id === id) ?? {};
    const { name, calls } = result;
    const recorded = recording?.scenarios[id];
    const { transcript } = result;
    const known = familyOf(release) === "go" && recorded !== undefined;
    const shown = known ? (withoutChanges(recorded, transcript) as Entry[]) : transcript;
    const problems = problemsOf({ ...result, transcript: shown }, recorded);
    return { name, rule, calls, problems };
  });
}

function problemsOf(
  { error, transcript }: ScenarioResult,
  recorded: Parameters<typeof compareTranscripts>[0] | undefined,
): string[] {
  const broken = error
    ? [error.name === "ContractFailure" ? error.message : (error.stack ?? "")]
    : [];
  return [...broken, ...(recorded ? compareTranscripts(recorded, transcript) : [])];
}
