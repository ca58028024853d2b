import { quoted } from "./names.ts";
import { second } from "./time.ts";

const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * A time as the daemon reads it; without a zone it is UTC.
 *
 * @throws RangeError with the words of the daemon.
 */
export function parseTime(text: string): number {
  const match = form.exec(text);
  if (!match) throw new RangeError(`Invalid isoformat string: ${quoted(text)}`);
  const [, year, month, day, hours = "0", minutes = "0", seconds = "0", fraction = "", zone] =
    match;
  const moment = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
  );
  const micros = Number(fraction.padEnd(6, "0").slice(0, 6));
  return moment * 1000 + micros - zoneOffset(zone);
}

function zoneOffset(zone: string | undefined): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone ?? "") ?? [];
  if (!sign) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60) * second;
}
