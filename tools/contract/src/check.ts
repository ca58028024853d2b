// Runs the contract against one of our targets and prints the problems.
//   node tools/contract/src/check.ts [--target fake|loopback|real] [--release 0.14.17] [--group asks] [--only text]
import { parseArgs } from "node:util";
import type { DaemonVersion } from "@repowire/protocol";
import { checkGroup } from "./runner/check-group.ts";
import { groups } from "./scenarios/index.ts";
import { openFakeTarget } from "./targets/fake-target.ts";
import { openRealTarget } from "./targets/real-target.ts";
import { releases } from "./targets/releases.ts";

const { values } = parseArgs({
  options: {
    target: { type: "string", default: "fake" },
    release: { type: "string", multiple: true, default: [...releases] },
    group: { type: "string", multiple: true },
    only: { type: "string", default: "" },
    most: { type: "string", default: "6" },
  },
});

for (const release of values.release as DaemonVersion[]) {
  for (const group of groups) {
    if (values.group && !values.group.includes(group.name)) continue;
    const target =
      values.target === "real"
        ? await openRealTarget(release, group)
        : await openFakeTarget(
            release,
            group,
            values.target === "fake" ? "in process" : "on loopback",
          );
    const started = performance.now();
    const verdicts = await checkGroup(group, target, {
      only: (name) => name.includes(values.only),
    });
    await target.close();
    const bad = verdicts.filter(({ problems }) => problems.length > 0);
    const time = Math.round(performance.now() - started);
    console.log(
      `${release} ${group.name}: ${verdicts.length - bad.length}/${verdicts.length}, ${time} ms`,
    );
    for (const { name, problems } of bad) {
      console.log(`  ${name}`);
      for (const problem of problems.slice(0, Number(values.most)))
        console.log(`    ${problem.slice(0, 500)}`);
    }
  }
}
