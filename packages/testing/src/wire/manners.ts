import type { Daemon } from "../daemon/daemon.ts";
import { go } from "./go/manner.ts";
import type { Manner } from "./manner.ts";
import { python } from "./python/manner.ts";

const manners: Readonly<Record<Daemon["facts"]["manner"], Manner>> = { go, python };

/** How the framework of a daemon speaks HTTP. */
export function mannerOf(daemon: Daemon): Manner {
  return manners[daemon.facts.manner];
}
