import type { DaemonVersion } from "@repowire/protocol";

import { type Facts, release as release01417 } from "./0.14.17.ts";
import { release as release0170 } from "./0.17.0.ts";
import { release as go } from "./go.ts";

export type { Facts };

/** The facts of each release. */
export const releases: Readonly<Record<DaemonVersion, Facts>> = {
  "0.14.17": release01417,
  "0.17.0": release0170,
  go,
};
