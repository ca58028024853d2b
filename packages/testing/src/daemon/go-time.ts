import type { Stamp } from "./state.ts";
import { hour, second } from "./time.ts";

const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads a time as the Go daemon does: a day, or a day and a time. Without a zone it is in UTC.
 *
 * @throws RangeError
 */
export function readGoTime(text: string): Stamp {
  const match = form.exec(text);
  if (!match) throw new RangeError();
  const [, year, month, day, separator, hours = "0", minutes = "0", seconds, fraction, zone] =
    match;
  // Only RFC 3339 has a zone.
  if (zone !== undefined && (separator !== "T" || seconds === undefined)) throw new RangeError();
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isDay = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`);
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds ?? 0) < 60;
  if (!isDay || !isTime) throw new RangeError();
  const micros = Number((fraction ?? "").padEnd(6, "0").slice(0, 6));
  const clock = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0);
  return midnight * 1000 + clock * second + micros - offsetOf(zone);
}

/** Reads a time in RFC 3339. Returns `undefined` if it has another form. */
export function readRfc3339(text: unknown): Stamp | undefined {
  if (typeof text !== "string" || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  try {
    return readGoTime(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function offsetOf(zone = "Z"): number {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 24 || minutes > 60) throw new RangeError();
  return (zone.startsWith("-") ? -1 : 1) * (hours * hour + minutes * 60 * second);
}
