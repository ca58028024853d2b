// Measures one candidate in this process, and prints what it took as JSON.
import { ListPeersResultSchema } from "@repowire/protocol";
import { issuesOf, validator } from "@repowire/protocol/validate";
import * as z from "zod/mini";

import { peersText } from "./peers.ts";

const count = 10_000;

const isPeerList = validator(ListPeersResultSchema);

const candidates: Readonly<Record<string, { broken?: true; run: (text: string) => unknown }>> = {
  "JSON.parse": { run: (text) => JSON.parse(text) },
  "and check in place": {
    run: (text) => {
      const value: unknown = JSON.parse(text);
      mustHold(isPeerList(value));
      return value;
    },
  },
  "and check, not compiled": {
    run: (text) => {
      const value: unknown = JSON.parse(text);
      mustHold(z.validate(ListPeersResultSchema, value));
      return value;
    },
  },
  "and copy (safeParse)": { run: (text) => ListPeersResultSchema.parse(JSON.parse(text)) },
  "and issues of a bad one": {
    broken: true,
    run: (text) => {
      const value: unknown = JSON.parse(text);
      mustHold(!isPeerList(value));
      mustHold(issuesOf(ListPeersResultSchema, value).length === 1);
      return value;
    },
  },
};

export const candidateNames: readonly string[] = Object.keys(candidates);

const [name = "", turns = "1"] = process.argv.slice(2);
const candidate = import.meta.main ? candidates[name] : undefined;
if (candidate) {
  const text = peersText(count, candidate);
  const times = Array.from({ length: Number(turns) }, () => {
    const start = process.cpuUsage();
    const kept = candidate.run(text);
    const { user, system } = process.cpuUsage(start);
    mustHold(kept !== undefined);
    return (user + system) / 1000;
  });
  const settled = times.slice(times.length >> 1).toSorted((one, other) => one - other);
  const milliseconds = settled[settled.length >> 1];
  console.log(JSON.stringify({ milliseconds, peak: process.resourceUsage().maxRSS }));
}

function mustHold(condition: boolean): void {
  if (!condition) throw new Error("the candidate does not do what it is measured for");
}
