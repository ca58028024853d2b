import { checkGroup, type Verdict } from "./check-group.ts";
import { type Gap, gapOf, problemsBesideGaps, strayGaps } from "./gaps.ts";
import { groups as allGroups } from "../scenarios/index.ts";
import { readRecording } from "./recordings.ts";
import { scenariosFor } from "./run-group.ts";
import type { Group } from "./scenario.ts";
import type { Target } from "../targets/target.ts";
import { urlTarget } from "../targets/url-target.ts";

/** What is checked, and how. */
export interface ContractOptions {
  /** The daemon: its address, or how else it is reached. It must have no peers, and be nobody's. */
  readonly url: string | URL | Target;
  /** The bearer token that it wants. Default: none. */
  readonly authToken?: string | undefined;
  /** Only scenarios whose name (`asks/bare-re-ack-is-200`) has this text in it. Default: all. */
  readonly only?: string | undefined;
  /**
   * The release whose recorded answers count. Default: the one that the daemon says it is; the
   * rules alone are checked where that one was never recorded.
   */
  readonly release?: string | undefined;
  /**
   * Differences that are known. One that is listed and not there is a failure, and so is one that
   * names no scenario. Default: none.
   */
  readonly gaps?: readonly Gap[] | undefined;
  /** Hears a line for each group and each problem. Default: nobody. */
  readonly log?: ((line: string) => void) | undefined;
}

/** What came out. */
export interface ContractReport {
  /** The daemon, for people. */
  readonly target: string;
  readonly passed: readonly Verdict[];
  readonly failed: readonly Verdict[];
  /** Failures that are known. */
  readonly gaps: readonly Verdict[];
  /** Scenarios that this daemon could not be asked, with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Scenarios of which only the rules were checked, because the release was never recorded in them. */
  readonly unrecorded: readonly string[];
}

type Names = readonly string[];

/**
 * Checks whether a running daemon keeps the contract: the rules, and that every answer and frame
 * is what the release said when it was recorded.
 *
 * @throws Error when no daemon answers, or when it already has peers.
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
    log(`${target.name}: waiting half a minute, until it is known when it sets things right`);
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

/** Says once what would look like an agreement with a release, and is none. */
function logUnrecorded(
  unrecorded: Names,
  wanted: readonly (readonly [Group, Names])[],
  release: string,
  log: (line: string) => void,
): void {
  if (unrecorded.length === 0) return;
  const isAll = unrecorded.length === wanted.flatMap(([, names]) => names).length;
  const where = isAll ? "" : ` in ${unrecorded.join(", ")}`;
  log(`${release} was never recorded${where}: only the rules are checked${isAll ? "" : " there"}`);
}

function whyNot({ config, needs }: Group): string | undefined {
  if (config) return "it needs a daemon with settings of its own";
  return needs ? `it needs ${needs.join(" and ")}` : undefined;
}
