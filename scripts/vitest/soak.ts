/**
 * How often a soak repeats what it does: the full length in the nightly run (`REPOWIRE_SOAK=1`),
 * elsewhere as often as shows that it works.
 */
export function soak(full: number, short: number): number {
  return process.env["REPOWIRE_SOAK"] === "1" ? full : short;
}
