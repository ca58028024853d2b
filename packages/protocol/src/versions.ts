/**
 * The daemon releases whose interface this package describes.
 *
 * `"0.14.17"` is the reference, `"0.17.0"` the last release in Python, and `"go"` the rewrite
 * that followed (0.18 and later). A Go daemon of July 2026 was run; later changes were read.
 */
export const daemonVersions = ["0.14.17", "0.17.0", "go"] as const;

/** A daemon release of {@link daemonVersions}. */
export type DaemonVersion = (typeof daemonVersions)[number];
