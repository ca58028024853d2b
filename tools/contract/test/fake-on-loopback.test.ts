import { describeContract } from "./describe-contract.ts";
import { loopbackGaps } from "../src/targets/fake-gaps.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";
import { recorded } from "../src/targets/releases.ts";

for (const release of recorded) {
  describeContract({
    name: `fake ${release} on loopback`,
    release,
    gaps: loopbackGaps,
    open: (group) => openFakeTarget(release, group, "on loopback"),
  });
}
