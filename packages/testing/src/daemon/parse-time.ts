import { quoted } from "./names.ts";
import type { Stamp } from "./state.ts";
import { hour, second } from "./time.ts";
import { isTruthy } from "./python-text.ts";

/** `2999-01-01`, `29990101`, `2999-W01-1`, `2999W011`. */
const dayForm = /^(\d{4})(?:(-?)(\d\d)\2(\d\d)|(-?)W(\d\d)(?:\5(\d))?)$/;

/** `02:30:00.5`, `023000.5`, `02300050`; a zone's offset is written in the same way. */
const clockForm = /^(\d\d)(?:(:?)(\d\d)(?:\2(\d\d))?)?(?:[.,](\d+))?$|^(\d\d)(\d\d)(\d\d)(\d\d+)$/;

const oneDay = 24 * hour;

/**
 * Reads a time as the daemon does, with Python's rules. Without a zone it is in UTC.
 *
 * @throws RangeError with the words of the daemon.
 */
export function parseTime(text: string): Stamp {
  const end = endOfDay(text);
  const date = dayForm.exec(text.slice(0, end));
  if (text.length < 7 || !date) refuse(text);
  // Any single character may separate the day and the time.
  const rest = [...text.slice(end)].slice(1).join("");
  if (rest === "") return end === text.length ? readDay(date, text) : refuse(text);
  const zoneAt = rest.search(/[-+Z]/);
  const clock = readClock(zoneAt === -1 ? rest : rest.slice(0, zoneAt), text);
  const offset = readZone(zoneAt === -1 ? "Z" : rest.slice(zoneAt), text);
  const day = readDay(date, text);
  checkRanges(clock);
  return day + inMicros(clock) - offset;
}

/** Where the day ends. Only the form of the day shows it, not what follows. */
function endOfDay(text: string): number {
  if (text.length === 7) return 7;
  if (text[4] === "-") {
    if (text[5] !== "W") return 10;
    return text[8] === "-" && !/\d/.test(text[10] ?? "") ? 10 : 8;
  }
  if (text[4] !== "W") return 8;
  const digits = /^\d*/.exec(text.slice(5))![0].length;
  if (digits < 4) return 5 + digits;
  return digits % 2 === 1 ? 7 : 8;
}

function readDay(
  [, year, , month, dayOfMonth, , week, weekday = "1"]: RegExpExecArray,
  text: string,
): Stamp {
  if (week !== undefined) {
    const start = startOfWeeks(Number(year));
    const inYear = (startOfWeeks(Number(year) + 1) - start) / (7 * oneDay);
    if (Number(week) < 1 || Number(week) > inYear) refuse(text);
    if (Number(weekday) < 1 || Number(weekday) > 7) refuse(text);
    return start + ((Number(week) - 1) * 7 + Number(weekday) - 1) * oneDay;
  }
  if (Number(year) < 1) throw new RangeError(`year ${Number(year)} is out of range`);
  if (Number(month) < 1 || Number(month) > 12) throw new RangeError("month must be in 1..12");
  const first = midnight(Number(year), Number(month), 1);
  const days = (midnight(Number(year), Number(month) + 1, 1) - first) / oneDay;
  if (Number(dayOfMonth) < 1 || Number(dayOfMonth) > days) {
    throw new RangeError("day is out of range for month");
  }
  return first + (Number(dayOfMonth) - 1) * oneDay;
}

/** The Monday of the week that has the year's first Thursday. */
function startOfWeeks(year: number): Stamp {
  const fourth = midnight(year, 1, 4);
  const weekday = (new Date(fourth / 1000).getUTCDay() + 6) % 7;
  return fourth - weekday * oneDay;
}

function midnight(year: number, month: number, dayOfMonth: number): Stamp {
  // Date.UTC means the twentieth century by years below 100.
  return new Date(0).setUTCFullYear(year, month - 1, dayOfMonth) * 1000;
}

interface Clock {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly micros: number;
}

function readClock(clock: string, text: string): Clock {
  const match = clockForm.exec(clock);
  if (!match) refuse(text);
  const hours = match[1] ?? match[6];
  const minutes = match[3] ?? match[7];
  const seconds = match[4] ?? match[8];
  const fraction = match[5] ?? match[9];
  return clockOf(hours, minutes, seconds, fraction);
}

function clockOf(hours = "0", minutes = "0", seconds = "0", fraction = ""): Clock {
  return {
    hours: Number(hours),
    minutes: Number(minutes),
    seconds: Number(seconds),
    micros: Number(fraction.slice(0, 6).padEnd(6, "0")),
  };
}

function checkRanges({ hours, minutes, seconds }: Clock): void {
  if (hours > 23) throw new RangeError("hour must be in 0..23");
  if (minutes > 59) throw new RangeError("minute must be in 0..59");
  if (seconds > 59) throw new RangeError("second must be in 0..59");
}

function inMicros({ hours, minutes, seconds, micros }: Clock): number {
  return (hours * 3600 + minutes * 60 + seconds) * second + micros;
}

function readZone(zone: string, text: string): number {
  if (zone === "Z") return 0;
  if (zone.startsWith("Z")) refuse(text);
  return (zone.startsWith("-") ? -1 : 1) * inMicros(readClock(zone.slice(1), text));
}

function refuse(text: string): never {
  throw new RangeError(`Invalid isoformat string: ${quoted(text)}`);
}

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
  const [, year, month, day, separator, hours, minutes, seconds, fraction, zone] = match;
  // Only RFC 3339 has a zone.
  if (zone !== undefined && (separator !== "T" || seconds === undefined)) throw new RangeError();
  const start = midnight(Number(year), Number(month), Number(day));
  const isDay = new Date(start / 1000).toISOString().startsWith(`${year}-${month}-${day}`);
  const clock = clockOf(hours, minutes, seconds, fraction);
  const isTime = clock.hours < 24 && clock.minutes < 60 && clock.seconds < 60;
  if (!isDay || !isTime) throw new RangeError();
  return start + inMicros(clock) - offsetOf(zone);
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

/**
 * Reads a due time as Python's releases do.
 *
 * @throws RangeError
 */
export function readPythonDue(due: unknown): Stamp | undefined {
  if (!isTruthy(due)) return undefined;
  if (typeof due !== "string") throw new RangeError("the time of a job is a text");
  return parseTime(due);
}
