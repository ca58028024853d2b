// Compares what checking a long list of peers costs with JSON.parse of the same text: each candidate
// in its own process, because one that copies makes its neighbour pay for the garbage; rounds
// interleaved and a ratio inside each, because the machine has moods; processor time, because it is
// shared. The peak of memory is that of a process which reads one list, as a script does.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { candidateNames } from "./candidate.ts";

/** How often a list is read for its time; the first half warms up. */
const turns = 24;

interface Measurement {
  readonly milliseconds: number;
  readonly peak: number;
}

interface Limit {
  readonly time?: number;
  readonly memory?: number;
}

const limits: Readonly<Record<string, Limit>> = {
  "and check in place": { time: 1.1, memory: 1.1 },
  "and issues of a bad one": { time: 3 },
};

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => {
  const order = round % 2 === 0 ? candidateNames : candidateNames.toReversed();
  return new Map(order.map((name) => [name, measure(name)]));
});

console.log(`10,000 peers, ${rounds.length} rounds, Node ${process.version}; ratios to JSON.parse`);
console.table(
  Object.fromEntries(
    candidateNames.map((name) => {
      const { time = Infinity, memory = Infinity } = limits[name] ?? {};
      const times = ratios(name, "milliseconds");
      const peaks = ratios(name, "peak");
      return [
        name,
        {
          "ms, median": median(rounds.map((round) => round.get(name)?.milliseconds ?? 0)).toFixed(
            1,
          ),
          time: spread(times),
          "time at most": Number.isFinite(time) ? time : "",
          "peak memory": spread(peaks),
          "memory at most": Number.isFinite(memory) ? memory : "",
          holds: median(times) <= time && median(peaks) <= memory,
        },
      ];
    }),
  ),
);

function measure(name: string): Measurement {
  const { milliseconds } = run(name, turns);
  const { peak } = run(name, 1);
  return { milliseconds, peak };
}

function run(name: string, times: number): Measurement {
  const program = join(import.meta.dirname, "candidate.ts");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--conditions=@repowire/source", program, name, String(times)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measurement;
}

function ratios(name: string, what: keyof Measurement): number[] {
  return rounds.map((round) => {
    const [one, base] = [round.get(name), round.get("JSON.parse")];
    return one && base ? one[what] / base[what] : Number.NaN;
  });
}

function spread(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
