import type { DaemonVersion } from "@repowire/protocol";

import { release as release01417 } from "./0.14.17.ts";
import { release as release0170 } from "./0.17.0.ts";
import type { Facts } from "./facts.ts";
import { release as go } from "./go.ts";

/** The facts of each release. */
export const releases: Readonly<Record<DaemonVersion, Facts>> = {
  "0.14.17": release01417,
  "0.17.0": release0170,
  go,
};
