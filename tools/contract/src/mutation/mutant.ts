// Runs the contract against the fake of this folder. Ends with 1 at the first scenario that fails.
// Usage: mutant.ts [group …]. The named groups run first, the last named group before the others.
import { checkGroup } from "../runner/check-group.ts";
import { problemsBesideGaps } from "../runner/gaps.ts";
import { groups } from "../scenarios/index.ts";
import { fakeGaps } from "../targets/fake-gaps.ts";
import { openFakeTarget } from "../targets/fake-target.ts";
import { releases } from "../targets/releases.ts";

// An inverted rule may reject a promise that nobody awaits. That counts as noticed too.
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

/** The priority of a group. The group that was named last comes first. */
function turn(group: string): number {
  return process.argv.lastIndexOf(group);
}
