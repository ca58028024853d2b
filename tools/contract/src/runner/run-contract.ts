import { checkGroup, type Verdict } from "./check-group.ts";
import { type Gap, gapOf, problemsBesideGaps, strayGaps } from "./gaps.ts";
import { groups as allGroups } from "../scenarios/index.ts";
import { readRecording } from "./recordings.ts";
import { scenariosFor } from "./run-group.ts";
import type { Group } from "./scenario.ts";
import type { Target } from "../targets/target.ts";
import { urlTarget } from "../targets/url-target.ts";

/** The options of a run. */
export interface ContractOptions {
  /** The daemon's address. The daemon must have no peers and no other user. */
  readonly url: string | URL | Target;
  /** The bearer token that it requires. Default: none. */
  readonly authToken?: string | undefined;
  /** Runs only scenarios whose name (`asks/bare-re-ack-is-200`) contains this text. Default: all. */
  readonly only?: string | undefined;
  /**
   * The release whose recorded answers count. Default: the release that the daemon reports. If it has
   * no recording, only the rules are checked.
   */
  readonly release?: string | undefined;
  /**
   * Known differences. A listed difference that does not occur, or whose scenario does not exist, is a
   * failure. Default: none.
   */
  readonly gaps?: readonly Gap[] | undefined;
  /** Receives a line for each group and each problem. Default: no output. */
  readonly log?: ((line: string) => void) | undefined;
}

/** The result of a run. */
export interface ContractReport {
  /** A description of the daemon. */
  readonly target: string;
  readonly passed: readonly Verdict[];
  readonly failed: readonly Verdict[];
  /** Known failures. */
  readonly gaps: readonly Verdict[];
  /** Scenarios that cannot run on this daemon, with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Scenarios of which only the rule was checked, because the release has no recording of them. */
  readonly unrecorded: readonly string[];
}

type Names = readonly string[];

/**
 * Checks whether a running daemon keeps the contract: the rules must hold, and every answer and frame
 * must equal the recording of the release.
 *
 * @throws Error if no daemon answers, or if it already has peers.
 */
export async function runContract(options: ContractOptions): Promise<ContractReport> {
  const { url, authToken, only = "", gaps: known = [], log = () => {} } = options;
  const target =
    typeof url === "string" || url instanceof URL
      ? await urlTarget(url, { authToken, version: options.release })
      : url;
  const release = options.release ?? target.version;
  const report = { passed: [], failed: [], gaps: [], skipped: [] } as {
    -readonly [List in "passed" | "failed" | "gaps"]: Verdict[];
  } & { skipped: { name: string; reason: string }[] };
  const fail = (verdict: Verdict, problems: Names) => {
    report.failed.push(verdict);
    log(`FAILED ${verdict.name}: ${verdict.rule}`);
    for (const problem of problems) log(`  ${problem}`);
  };
  for (const verdict of strayGaps(known, allGroups)) fail(verdict, verdict.problems);
  const wanted: [Group, Names][] = [];
  for (const group of allGroups) {
    const names = scenariosFor(group, target.version)
      .map(({ id }) => `${group.name}/${id}`)
      .filter((name) => name.includes(only));
    const reason = whyNot(group);
    if (names.length === 0) continue;
    if (reason === undefined) {
      wanted.push([group, names]);
    } else {
      log(`skipped ${group.name} (${names.length}): ${reason}`);
      report.skipped.push(...names.map((name) => ({ name, reason })));
    }
  }
  const unrecorded = await unrecordedIn(wanted, release);
  logUnrecorded(unrecorded, wanted, release, log);
  if (target.ranBefore && wanted.length > 0)
    log(`${target.name}: waiting half a minute, so that the time of its next repair is known`);
  for (const [group] of wanted) {
    const verdicts = await checkGroup(group, target, {
      release,
      only: (name) => name.includes(only),
    });
    for (const verdict of verdicts) {
      const problems = problemsBesideGaps(verdict, known, release);
      if (problems.length > 0) fail(verdict, problems);
      else report[gapOf(known, verdict.name, release) ? "gaps" : "passed"].push(verdict);
    }
    log(`${group.name}: ${verdicts.length} scenarios`);
  }
  return { target: target.name, ...report, unrecorded };
}

async function unrecordedIn(
  wanted: readonly (readonly [Group, Names])[],
  release: string,
): Promise<string[]> {
  const lists = wanted.map(async ([group, names]) => {
    const { scenarios = {} } = (await readRecording(release, group.name)) ?? {};
    return names.filter((name) => scenarios[name.slice(group.name.length + 1)] === undefined);
  });
  return (await Promise.all(lists)).flat();
}

/**
 * Reports once that a release has no recording. Otherwise passing would look like agreement with it.
 */
function logUnrecorded(
  unrecorded: Names,
  wanted: readonly (readonly [Group, Names])[],
  release: string,
  log: (line: string) => void,
): void {
  if (unrecorded.length === 0) return;
  const isAll = unrecorded.length === wanted.flatMap(([, names]) => names).length;
  const where = isAll ? "" : ` in ${unrecorded.join(", ")}`;
  log(`${release} has no recording${where}: only the rules are checked${isAll ? "" : " there"}`);
}

function whyNot({ config, needs }: Group): string | undefined {
  if (config) return "it needs a daemon with its own settings";
  return needs ? `it needs ${needs.join(" and ")}` : undefined;
}
