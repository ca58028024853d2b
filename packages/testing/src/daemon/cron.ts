import { second } from "./time.ts";

const minute = 60 * second;

const daysToSearch = 366;

const aliases: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
};

/** Why the daemon refuses a cron expression. */
export class CronError extends Error {}

/** A cron expression, in UTC, as the daemon reads it. */
export class Cron {
  readonly expression: string;
  readonly #fields: readonly Set<number>[];
  readonly #anyDay: boolean;
  readonly #anyWeekday: boolean;

  /** @throws {@link CronError} */
  constructor(text: string) {
    const plain = text.trim().split(/\s+/).join(" ");
    this.expression = aliases[plain.toLowerCase()] ?? plain;
    const fields = this.expression.split(" ");
    if (fields.length !== 5) {
      throw new CronError("cron must have 5 fields: minute hour day-of-month month day-of-week");
    }
    const bounds: [number, number, string][] = [
      [0, 59, "minute"],
      [0, 23, "hour"],
      [1, 31, "day-of-month"],
      [1, 12, "month"],
      [0, 7, "day-of-week"],
    ];
    this.#fields = bounds.map(([least, most, label], index) =>
      parseField(fields[index]!, least, most, label),
    );
    if (this.#fields[4]!.delete(7)) this.#fields[4]!.add(0);
    this.#anyDay = fields[2] === "*";
    this.#anyWeekday = fields[4] === "*";
  }

  /** The next matching minute. */
  after(stamp: number): number {
    const [minutes, hours, , months] = this.#fields as [
      Set<number>,
      Set<number>,
      Set<number>,
      Set<number>,
    ];
    let candidate = stamp - (stamp % minute) + minute;
    const last = candidate + daysToSearch * 24 * 60 * minute;
    while (candidate <= last) {
      const date = new Date(candidate / 1000);
      if (!months.has(date.getUTCMonth() + 1) || !this.#isDay(date)) {
        candidate =
          Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1) * 1000;
      } else if (!hours.has(date.getUTCHours())) {
        candidate += (60 - date.getUTCMinutes()) * minute;
      } else if (minutes.has(date.getUTCMinutes())) {
        return candidate;
      } else {
        candidate += minute;
      }
    }
    throw new CronError("cron expression did not match within one year");
  }

  /** If both the day and the weekday are restricted, one match is enough. */
  #isDay(date: Date): boolean {
    const isDay = this.#fields[2]!.has(date.getUTCDate());
    const isWeekday = this.#fields[4]!.has(date.getUTCDay());
    if (this.#anyDay) return this.#anyWeekday || isWeekday;
    return isDay || (!this.#anyWeekday && isWeekday);
  }
}

function parseField(text: string, least: number, most: number, label: string): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    if (part === "") throw new CronError(`empty ${label} field`);
    const [range = "", stepText] = part.split("/", 2);
    const step = stepText === undefined ? 1 : integer(stepText, `${label} step must be an integer`);
    if (step < 1) throw new CronError(`${label} step must be >= 1`);
    const [start, end] = parseRange(range, least, most, label);
    if (start < least || end > most) {
      throw new CronError(`${label} values must be between ${least} and ${most}`);
    }
    for (let value = start; value <= end; value += step) values.add(value);
  }
  return values;
}

function parseRange(text: string, least: number, most: number, label: string): [number, number] {
  if (text === "*") return [least, most];
  const error = `${label} value must be an integer`;
  const [startText = "", endText] = text.split(/-(.*)/s, 2);
  const start = integer(startText, error);
  if (endText === undefined) return [start, start];
  const end = integer(endText, error);
  if (start > end) throw new CronError(`${label} range start must be <= end`);
  return [start, end];
}

function integer(text: string, error: string): number {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new CronError(error);
  return Number(text);
}
