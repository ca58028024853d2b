import { skipReason, tmuxSkipReason } from "@repowire/real-daemon";
import { beforeAll, describe, expect, test } from "vitest";
import { checkGroup, type Verdict } from "../src/runner/check-group.ts";
import { type Gap, problemsBesideGaps, strayGaps } from "../src/runner/gaps.ts";
import { groups } from "../src/scenarios/index.ts";
import { type RunOptions, scenariosFor } from "../src/runner/run-group.ts";
import type { Group } from "../src/runner/scenario.ts";
import { openRealTarget } from "../src/targets/real-target.ts";
import type { Target } from "../src/targets/target.ts";

/** Real daemons start slowly beside other tests, and a repair happens at most every half minute. */
const TIMEOUT = 240_000;

export interface ContractSuite {
  readonly name: string;
  readonly release: string;
  readonly skip?: string | undefined;
  /** Why groups that need tmux are skipped, if the others are not. */
  readonly skipTmux?: string | undefined;
  readonly gaps?: readonly Gap[];
  /**
   * Whether a failed scenario is repeated once, on its own daemon. A real daemon does not wait, and a
   * busy machine can be too late. Default: false.
   */
  readonly again?: boolean;
  readonly open: (group: Group) => Promise<Target>;
}

/**
 * Makes a test of every scenario. The groups run in lanes. Groups without special needs share the daemon
 * of their lane; each other group has a daemon of its own.
 */
export function describeContract({
  name,
  release,
  skip,
  skipTmux,
  gaps = [],
  again = false,
  open,
}: ContractSuite): void {
  describe.skipIf(skip)(skip ? `${name}, skipped: ${skip}` : name, () => {
    const runs = new Map<Group, PromiseWithResolvers<Verdict[]>>();
    const skipOf = ({ needs }: Group) => (needs?.includes("tmux") ? skipTmux : undefined);
    const ours = groups.filter((group) => scenariosFor(group, release).length > 0);

    beforeAll(() => {
      const wanted = ours.filter((group) => skipOf(group) === undefined);
      for (const group of wanted) {
        const run = Promise.withResolvers<Verdict[]>();
        // A test may await this only later.
        run.promise.catch(() => {});
        runs.set(group, run);
      }
      // The longest groups start first, and the others run beside them.
      const alone = wanted
        .filter((group) => !sharesDaemon(group))
        .toSorted((left, right) => (right.seconds ?? 0) - (left.seconds ?? 0));
      const shared = wanted.filter(sharesDaemon);
      void runShared(shared).then(() => runAlone(alone));
      // Real daemons mostly wait.
      for (let lane = 0; lane < (again ? 3 : 1); lane += 1) {
        void runAlone(alone).then(() => runShared(shared));
      }
    });

    async function runAlone(waiting: Group[]): Promise<void> {
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        const run = runs.get(group);
        await runOnItsOwn(group).then(run?.resolve, run?.reject);
      }
    }

    async function runShared(waiting: Group[]): Promise<void> {
      let target: Promise<Target> | undefined;
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        const run = runs.get(group);
        try {
          target ??= open(group);
          run?.resolve(await tryAgain(group, await checkGroup(group, await target)));
        } catch (error) {
          run?.reject(error);
        }
      }
      await (await target)?.close();
    }

    async function runOnItsOwn(group: Group, options: RunOptions = {}): Promise<Verdict[]> {
      const target = await open(group);
      try {
        const verdicts = await checkGroup(group, target, options);
        return options.only ? verdicts : await tryAgain(group, verdicts);
      } finally {
        await target.close();
      }
    }

    async function tryAgain(group: Group, verdicts: Verdict[]): Promise<Verdict[]> {
      const bad = verdicts.filter((one) => problemsBesideGaps(one, gaps, release).length > 0);
      if (bad.length === 0 || !again) return verdicts;
      const names = bad.map((one) => one.name);
      console.warn(`once more: ${names.join(", ")}`);
      const second = await runOnItsOwn(group, { only: (one) => names.includes(one) });
      return verdicts.map((verdict) => second.find((one) => one.name === verdict.name) ?? verdict);
    }

    test("every gap names a scenario", () => {
      expect(strayGaps(gaps, groups).flatMap(({ problems }) => problems)).toEqual([]);
    });

    for (const group of ours) {
      const without = skipOf(group);
      const title = without ? `${group.title}, skipped: ${without}` : group.title;
      describe.skipIf(without)(title, () => {
        let verdicts: readonly Verdict[] = [];

        beforeAll(async () => {
          verdicts = (await runs.get(group)?.promise) ?? [];
        }, TIMEOUT);

        for (const { id, rule } of scenariosFor(group, release)) {
          test(`${id}: ${rule}`, () => {
            const verdict = verdicts.find((one) => one.name === `${group.name}/${id}`);
            expect(verdict && problemsBesideGaps(verdict, gaps, release)).toEqual([]);
          });
        }
      });
    }
  });
}

/** The contract on a daemon that this machine runs. */
export async function describeRealContract(release: string): Promise<void> {
  const skip = await skipReason(release);
  describeContract({
    name: `repowire ${release}`,
    release,
    skip,
    skipTmux: skip === undefined ? tmuxSkipReason() : undefined,
    again: true,
    open: (group) => openRealTarget(release, group),
  });
}

/** Whether a group can run on a daemon that other groups use before and after it, and keeps none waiting. */
function sharesDaemon({ config, needs, together, seconds }: Group): boolean {
  return !config && !needs && !together && !seconds;
}
