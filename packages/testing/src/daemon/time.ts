import type { Stamp } from "./state.ts";

export const second = 1_000_000;

export const hour = 3600 * second;

/** Whether a moment is in the years 1 to 9999, which the daemon can write. */
export function isWritable(stamp: Stamp): boolean {
  return stamp >= -62_135_596_800 * second && stamp < 253_402_300_800 * second;
}

/** A moment as the daemon writes it: six digits, or none when they are all zero. */
export function isoTime(stamp: Stamp, suffix: string): string {
  const micros = stamp % second;
  const seconds = new Date((stamp - micros) / 1000).toISOString().slice(0, 19);
  return micros === 0
    ? `${seconds}${suffix}`
    : `${seconds}.${String(micros).padStart(6, "0")}${suffix}`;
}
