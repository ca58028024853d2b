import { misuse } from "../fake-daemon-error.ts";
import { show } from "../support.ts";

/** A span of time: milliseconds, or a text such as `"750ms"`, `"2s"`, `"5m"`, `"24h"`. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h"}`;

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The first and the last moment of the fake's clock. The daemons write years with four digits. */
export const firstMoment = 0;
export const lastMoment = Date.UTC(9999, 11, 31);

/** The milliseconds of a {@link Duration}. */
export function milliseconds(duration: Duration): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(duration)) ?? [];
  const result = typeof duration === "number" ? duration : Number(digits) * (units[unit!] ?? NaN);
  if (result >= 0 && Number.isFinite(result)) return result;
  throw misuse(`${show(duration)} is not a duration: write milliseconds, or a text such as "2s"`);
}
