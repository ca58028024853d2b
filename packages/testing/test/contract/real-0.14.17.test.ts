import { skipReason } from "@repowire/real-daemon";
import { describeContract } from "./describe-contract.ts";
import { openRealTarget } from "./real-target.ts";

const release = "0.14.17";

describeContract({
  name: `repowire ${release}`,
  release,
  skip: await skipReason(release),
  lanes: 2,
  again: true,
  open: (group) => openRealTarget(release, group),
});
