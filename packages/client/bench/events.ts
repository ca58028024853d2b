// Reads 300,000 events with one of the candidates, and prints the milliseconds of 1,000.
import { eventStream } from "./streams.ts";

const candidate = eventStream[process.argv[2] ?? ""];
if (candidate === undefined) throw new TypeError(`no candidate ${process.argv[2]}`);
const readThousand = candidate("");
for (let count = 0; count < 100; count += 1) await readThousand();
const start = process.cpuUsage();
for (let count = 0; count < 200; count += 1) await readThousand();
const { user, system } = process.cpuUsage(start);
console.log((user + system) / 1000 / 200);
process.exit();
