import type { Verdict } from "./check-group.ts";
import { scenariosFor } from "./run-group.ts";
import type { Group } from "./scenario.ts";

const GAP_RULE = "A gap names a scenario.";

/** A known difference, and why it stays. */
export interface Gap {
  /** The scenario: `other-routes/shares`. */
  readonly scenario: string;
  /** The releases that differ. Default: every release that has the scenario. */
  readonly releases?: readonly string[];
  readonly reason: string;
}

/** The gap that explains why a scenario fails, if one is listed. */
export function gapOf(gaps: readonly Gap[], scenario: string, release: string): Gap | undefined {
  return gaps.find((gap) => gap.scenario === scenario && (gap.releases?.includes(release) ?? true));
}

/** A failure for each gap whose scenario does not exist, or not for the releases of the gap. */
export function strayGaps(gaps: readonly Gap[], groups: readonly Group[]): Verdict[] {
  const isThere = ({ scenario, releases }: Gap) =>
    groups.some((group) => {
      const lists = releases?.map((release) => scenariosFor(group, release)) ?? [group.scenarios];
      return lists.flat().some(({ id }) => `${group.name}/${id}` === scenario);
    });
  return gaps
    .filter((gap) => !isThere(gap))
    .map(({ scenario, releases }) => {
      const where = releases ? ` with ${releases.join(" or ")}` : "";
      const problem = `${scenario} is listed as a gap, but there is no such scenario${where}`;
      return { name: scenario, rule: GAP_RULE, problems: [problem], calls: [] };
    });
}

/**
 * The problems of a verdict that remain after the known gaps. A listed gap that passes is a problem
 * too.
 */
export function problemsBesideGaps(
  { name, problems }: Verdict,
  gaps: readonly Gap[],
  release: string,
): readonly string[] {
  if (gapOf(gaps, name, release) === undefined) return problems;
  if (problems.length > 0) return [];
  return [`${name} is listed as a gap, but passes: take it off the list`];
}
