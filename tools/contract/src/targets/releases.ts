/** The releases that can be installed. */
export const releases = ["0.14.17", "0.17.0"] as const;

/** The daemons that were recorded: the releases, and the Go daemon of one upstream commit. */
export const recorded = [...releases, "go"] as const;
