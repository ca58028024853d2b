import { describeContract } from "./describe-contract.ts";
import { fakeGaps } from "../src/targets/fake-gaps.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";
import { recorded } from "../src/targets/releases.ts";

for (const release of recorded) {
  describeContract({
    name: `fake ${release} in process`,
    release,
    gaps: fakeGaps,
    open: (group) => openFakeTarget(release, group, "in process"),
  });
}
