import { skipReason, tmuxSkipReason } from "@repowire/real-daemon";
import { describeContract } from "./describe-contract.ts";
import { openRealTarget } from "../src/targets/real-target.ts";

const release = "0.17.0";

const skip = await skipReason(release);

describeContract({
  name: `repowire ${release}`,
  release,
  skip,
  skipTmux: skip === undefined ? tmuxSkipReason() : undefined,
  lanes: 2,
  again: true,
  open: (group) => openRealTarget(release, group),
});
