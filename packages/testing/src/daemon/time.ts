import type { Stamp } from "./state.ts";

/** The kinds of moments: of records, of what happened, and of proofs. */
export type TimeField = "record" | "event" | "proof";

/**
 * How a moment is written: with six digits unless they are all zero (`python`), always with six
 * (`micros`), with up to nine and `Z` (`nanos`), or with three and `Z` (`millis`).
 */
export type TimeForm = "python" | "micros" | "nanos" | "millis";

export const second = 1_000_000;

export const hour = 3600 * second;

/** Whether a moment is in the years 1 to 9999, which the daemon can write. */
export function isWritable(stamp: Stamp): boolean {
  return stamp >= -62_135_596_800 * second && stamp < 253_402_300_800 * second;
}

/** A moment in one of the forms that daemons write. */
export function isoTime(stamp: Stamp, form: TimeForm): string {
  const micros = stamp % second;
  const seconds = new Date((stamp - micros) / 1000).toISOString().slice(0, 19);
  const digits = String(micros).padStart(6, "0");
  switch (form) {
    case "python":
      return micros === 0 ? `${seconds}+00:00` : `${seconds}.${digits}+00:00`;
    case "micros":
      return `${seconds}.${digits}+00:00`;
    case "nanos":
      return micros === 0 ? `${seconds}Z` : `${seconds}.${digits.replace(/0+$/, "")}Z`;
    case "millis":
      return `${seconds}.${digits.slice(0, 3)}Z`;
  }
}
