import { describeContract } from "./describe-contract.ts";
import { loopbackGaps } from "../src/targets/fake-gaps.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";
import { recorded } from "../src/targets/releases.ts";

// A daemon with a token answers whoever has it like one without.
const config = () => ({ auth_token: "a secret" });

// Each scenario meets the built files in process, and those of the newest release here too.
const built = process.env["REPOWIRE_DIST"] === "1";

for (const release of built ? (["go"] as const) : recorded) {
  describeContract({
    name: `fake ${release} on loopback with a token`,
    release,
    gaps: loopbackGaps,
    open: (group) => openFakeTarget(release, { config, ...group }, "on loopback"),
  });
}
