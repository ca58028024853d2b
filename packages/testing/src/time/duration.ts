import { FakeDaemonError } from "../fake-daemon-error.ts";

/** A span of time: milliseconds, or a text such as `"750ms"`, `"2s"`, `"5m"`, `"24h"`. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h"}`;

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The milliseconds of a {@link Duration}. */
export function milliseconds(duration: Duration): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(duration)) ?? [];
  const result = typeof duration === "number" ? duration : Number(digits) * (units[unit!] ?? NaN);
  if (result >= 0 && Number.isFinite(result)) return result;
  throw new FakeDaemonError(
    "misuse",
    `${JSON.stringify(duration)} is not a duration: write milliseconds, or a text such as "2s"`,
  );
}
