import type { Verdict } from "./check-group.ts";
import { scenariosFor } from "./run-group.ts";
import type { Group } from "./scenario.ts";

const GAP_RULE = "A gap names a scenario.";

/** A difference that is known, and why it is left. */
export interface Gap {
  /** The scenario: `other-routes/shares`. */
  readonly scenario: string;
  /** Where it is seen. Default: with every release that has the scenario. */
  readonly releases?: readonly string[];
  readonly reason: string;
}

/** The gap that explains why a scenario fails, if one is listed. */
export function gapOf(gaps: readonly Gap[], scenario: string, release: string): Gap | undefined {
  return gaps.find((gap) => gap.scenario === scenario && (gap.releases?.includes(release) ?? true));
}

/** A failure for each gap whose scenario no group has, or not with the releases that it names. */
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
 * What is wrong with a verdict in the light of the known gaps: the problems of a scenario that is
 * no gap, and that a listed gap is none any more.
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
