/**
 * The number of repetitions of a soak: the full length in the nightly run (`REPOWIRE_SOAK=1`),
 * otherwise a short one.
 */
export function soak(full: number, short: number): number {
  return process.env["REPOWIRE_SOAK"] === "1" ? full : short;
}
