// Measures one candidate in its own process: node measure.ts suite candidate url calls inFlight It
// prints the microseconds of one call, as wall time and as processor time.
import { suites } from "./candidates.ts";

const [suite, name, url = "", calls, inFlight] = process.argv.slice(2);
const candidate = suites[suite as keyof typeof suites]?.[name ?? ""];
if (candidate === undefined) throw new TypeError(`no candidate ${suite}, ${name}`);
const call = candidate(url);

async function run(count: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Number(inFlight) }, async () => {
      while (next++ < count) await call();
    }),
  );
}

await run(Math.ceil(Number(calls) / 2));
const [start, before] = [performance.now(), process.cpuUsage()];
await run(Number(calls));
const { user, system } = process.cpuUsage(before);
const clock = ((performance.now() - start) * 1000) / Number(calls);
console.log(JSON.stringify({ clock, processor: (user + system) / Number(calls) }));
