import type { DaemonVersion } from "@repowire/protocol";
import { describeContract } from "./describe-contract.ts";
import { loopbackGaps } from "../src/targets/fake-gaps.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";

// A daemon with a token answers whoever has it like one without.
const config = () => ({ auth_token: "a secret" });

/** The contract on a port of the fake. Each release has a file, because files run side by side. */
export function describeOnLoopback(release: DaemonVersion): void {
  describeContract({
    name: `fake ${release} on loopback with a token`,
    release,
    gaps: loopbackGaps,
    open: (group) => openFakeTarget(release, { config, ...group }, "on loopback"),
  });
}
