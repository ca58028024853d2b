import { beforeAll, describe, expect, test } from "vitest";
import { checkGroup, type Verdict } from "../src/runner/check-group.ts";
import { type Gap, problemsBesideGaps, strayGaps } from "../src/runner/gaps.ts";
import { groups } from "../src/scenarios/index.ts";
import { type RunOptions, scenariosFor } from "../src/runner/run-group.ts";
import type { Group } from "../src/runner/scenario.ts";
import type { Target } from "../src/targets/target.ts";

/** Real daemons start slowly beside other tests, and a repair happens at most every half minute. */
const TIMEOUT = 240_000;

export interface ContractSuite {
  readonly name: string;
  readonly release: string;
  readonly skip?: string | undefined;
  /** Why groups that need tmux are skipped where the others are not. */
  readonly skipTmux?: string | undefined;
  /** How many groups run at the same time, each on its own daemon. */
  readonly lanes: number;
  readonly gaps?: readonly Gap[];
  /**
   * Tries a scenario that failed once more, on a daemon of its own: a real daemon waits for nobody,
   * and a busy machine misses its moments. Default: false.
   */
  readonly again?: boolean;
  readonly open: (group: Group) => Promise<Target>;
}

/** Makes a test of every scenario; each group runs as a whole, on a daemon of its own. */
export function describeContract({
  name,
  release,
  skip,
  skipTmux,
  lanes,
  gaps = [],
  again = false,
  open,
}: ContractSuite): void {
  describe.skipIf(skip)(skip ? `${name}, skipped: ${skip}` : name, () => {
    const runs = new Map<Group, Promise<Verdict[]>>();
    const skipOf = ({ needs }: Group) => (needs?.includes("tmux") ? skipTmux : undefined);

    beforeAll(() => {
      // What lasts longest begins first, and the rest runs beside it.
      const order = groups
        .filter((group) => skipOf(group) === undefined && scenariosFor(group, release).length > 0)
        .toSorted((left, right) => (right.seconds ?? 0) - (left.seconds ?? 0));
      const waiting = order.map((group) => {
        const { promise, resolve } = Promise.withResolvers<Verdict[]>();
        runs.set(group, promise);
        // A test of the group may come to it only later.
        promise.catch(() => {});
        return { group, resolve };
      });
      for (let lane = 0; lane < lanes; lane += 1) void takeTurns(waiting);
    });

    async function takeTurns(
      waiting: { group: Group; resolve: (run: Promise<Verdict[]>) => void }[],
    ): Promise<void> {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const run = runTwice(next.group);
        next.resolve(run);
        await run.catch(() => {});
      }
    }

    async function runOn(group: Group, options: RunOptions = {}): Promise<Verdict[]> {
      const target = await open(group);
      try {
        return await checkGroup(group, target, options);
      } finally {
        await target.close();
      }
    }

    async function runTwice(group: Group): Promise<Verdict[]> {
      const verdicts = await runOn(group);
      const bad = verdicts.filter(({ problems }) => problems.length > 0).map(({ name }) => name);
      if (bad.length === 0 || !again) return verdicts;
      console.warn(`once more: ${bad.join(", ")}`);
      const second = await runOn(group, { only: (name) => bad.includes(name) });
      return verdicts.map((verdict) => second.find((one) => one.name === verdict.name) ?? verdict);
    }

    test("every gap names a scenario", () => {
      expect(strayGaps(gaps, groups).flatMap(({ problems }) => problems)).toEqual([]);
    });

    for (const group of groups.filter((one) => scenariosFor(one, release).length > 0)) {
      const without = skipOf(group);
      const title = without ? `${group.title}, skipped: ${without}` : group.title;
      describe.skipIf(without)(title, () => {
        for (const { id, rule } of scenariosFor(group, release)) {
          test(`${id}: ${rule}`, { timeout: TIMEOUT }, async () => {
            const verdict = (await runs.get(group))?.find(
              (one) => one.name === `${group.name}/${id}`,
            );
            expect(verdict && problemsBesideGaps(verdict, gaps, release)).toEqual([]);
          });
        }
      });
    }
  });
}
