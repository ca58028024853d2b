// Reads a list of 10,000 peers many times, with or without the check. Prints the milliseconds of
// processor time for one reading.
import { isListPeersResult } from "@repowire/protocol/guards";

import { peersText } from "./peers.ts";

const checks = process.argv[2] === "check";
const text = peersText(10_000);
const times = Array.from({ length: 24 }, () => {
  const start = process.cpuUsage();
  const value: unknown = JSON.parse(text);
  if (checks && !isListPeersResult(value)) throw new Error("the list is wrong");
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
});
const settled = times.slice(12).toSorted((one, other) => one - other);
console.log(settled[6]);
