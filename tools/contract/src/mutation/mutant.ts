// Runs the contract against the fake of this folder, and ends with 1 at the first scenario that fails:
// mutant.ts [group …], with the groups that are tried before the others, the first of them last.
import { checkGroup } from "../runner/check-group.ts";
import { problemsBesideGaps } from "../runner/gaps.ts";
import { groups } from "../scenarios/index.ts";
import { fakeGaps } from "../targets/fake-gaps.ts";
import { openFakeTarget } from "../targets/fake-target.ts";
import { releases } from "../targets/releases.ts";

// A broken rule may break a promise that nobody waits for: that is noticed as well.
process.on("unhandledRejection", (reason) => caught("an unhandled rejection", String(reason)));

const order = groups.toSorted((left, right) => turn(right.name) - turn(left.name));

for (const group of order) {
  for (const release of releases) {
    const target = await openFakeTarget(release, group, "in process");
    const verdicts = await checkGroup(group, target);
    for (const verdict of verdicts) {
      const [problem] = problemsBesideGaps(verdict, fakeGaps, release);
      if (problem !== undefined) caught(`${verdict.name} (${release})`, problem);
    }
    await target.close();
  }
}
process.exit(0);

function caught(by: string, problem: string): never {
  console.log(`${by}: ${problem.slice(0, 200)}`);
  process.exit(1);
}

/** How soon a group is tried: the last that was named is the first. */
function turn(group: string): number {
  return process.argv.lastIndexOf(group);
}
