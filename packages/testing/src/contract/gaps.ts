import type { Verdict } from "./check-group.ts";

/** A difference that is known, and why it is left. */
export interface Gap {
  /** The scenario: `errands/shares`. */
  readonly scenario: string;
  /** Where it is seen. Default: with every release that has the scenario. */
  readonly releases?: readonly string[];
  readonly reason: string;
}

/** The gap that explains why a scenario fails, if one is listed. */
export function gapOf(gaps: readonly Gap[], scenario: string, release: string): Gap | undefined {
  return gaps.find((gap) => gap.scenario === scenario && (gap.releases?.includes(release) ?? true));
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
