import { compareTranscripts, readRecording } from "./recordings.ts";
import { runGroup, type RunOptions, type ScenarioResult } from "./run-group.ts";
import type { Group } from "./scenario.ts";
import type { Entry } from "../stage/transcript.ts";
import { withoutChanges } from "../targets/go-changes.ts";
import { familyOf, type Target } from "../targets/target.ts";

/** What was found out about one scenario. */
export interface Verdict {
  /** `asks/bare-re-ack-is-200` */
  readonly name: string;
  readonly rule: string;
  /** What is wrong, a line each; none when the rule holds and all was said as the release says it. */
  readonly problems: readonly string[];
  /** The calls that it made, as `GET /peers/…`. */
  readonly calls: readonly string[];
}

/** What a group is checked by. */
export interface CheckOptions extends RunOptions {
  /** The release whose recorded answers count. Default: the one that the target says it is. */
  readonly release?: string;
}

/**
 * Runs the scenarios of a group, and compares all that was said with what the release said when it
 * was recorded. Of a release that never was recorded only the rules are checked.
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
