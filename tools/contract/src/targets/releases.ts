import { daemonVersions } from "@repowire/protocol";
import { GO } from "@repowire/real-daemon";

/** The releases that can be installed. */
export const releases = daemonVersions.filter((version) => version !== GO);

/** The daemons that were recorded: the releases, and the Go daemon of one upstream commit. */
export const recorded = daemonVersions;
