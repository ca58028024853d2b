import { ContractFailure } from "./contract-failure.ts";
import { type Json, valueAt } from "./json.ts";

/** The seconds between two moments that a daemon wrote. */
export function secondsBetween(of: Json | undefined, from: string, until: string): number {
  const [start, end] = [from, until].map((key) => Date.parse(String(valueAt(of ?? null, key))));
  const seconds = (Number(end) - Number(start)) / 1000;
  if (Number.isNaN(seconds)) throw new ContractFailure(`no moments at ${from} and ${until}`);
  return seconds;
}
