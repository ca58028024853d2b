import { describeContract } from "./describe-contract.ts";
import { loopbackGaps } from "../src/targets/fake-gaps.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";
import { recorded } from "../src/targets/releases.ts";

// A daemon with a token answers whoever has it like one without.
const config = () => ({ auth_token: "a secret" });

for (const release of recorded) {
  describeContract({
    name: `fake ${release} on loopback with a token`,
    release,
    gaps: loopbackGaps,
    open: (group) => openFakeTarget(release, { config, ...group }, "on loopback"),
  });
}
