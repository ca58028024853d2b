// Asks and answers a second between two live peers on a real daemon, beside the same exchange with the
// Python package: `node bench/round-trips.ts`. Each candidate is a process. The processes take short
// turns on one daemon, because it gets slower with every ask and the load of a machine changes. A ratio
// is taken within each round.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

import { installRelease, startDaemon } from "@repowire/real-daemon";

interface Candidate {
  readonly name: string;
  /** Asks a second. */
  run(asks: number): Promise<number>;
  stop(): Promise<void>;
}

const rounds = 60;
const asks = 25;

for (const version of ["0.14.17", "0.17.0"]) {
  const { executable } = await installRelease(version);
  const python = join(dirname(executable), "python");
  for (const inFlight of [1, 8]) {
    const daemon = await startDaemon({ version });
    const start = (name: string, program: string, file: string, ...rest: string[]): Candidate =>
      candidate(name, program, [
        join(import.meta.dirname, file),
        daemon.url,
        String(inFlight),
        ...rest,
      ]);
    const candidates = [
      start("Python", python, "round-trips-python.py"),
      start("client", process.execPath, "round-trips-client.ts"),
      start("client with ws", process.execPath, "round-trips-client.ts", "ws"),
    ];
    try {
      const rates = await takeTurns(candidates);
      console.log(`\n${version}, ${inFlight} in flight (median, half of the rounds)`);
      for (const { name } of candidates) {
        const own = rates.map((rate) => rate.get(name) ?? 0);
        const ratios = rates.map((rate) => (rate.get(name) ?? 0) / (rate.get("Python") ?? 0));
        console.log(`${name.padEnd(14)}  ${spread(own, 0)}/s  x ${spread(ratios, 2)}`);
      }
    } finally {
      await Promise.all(candidates.map((one) => one.stop()));
      await daemon.stop();
    }
  }
}

async function takeTurns(
  candidates: readonly Candidate[],
): Promise<readonly ReadonlyMap<string, number>[]> {
  const rates: Map<string, number>[] = [];
  for (let warming = 0; warming < 2; warming += 1) {
    for (const { run } of candidates) await run(150);
  }
  for (let round = 0; round < rounds; round += 1) {
    const rate = new Map<string, number>();
    // The last candidate of a round is the first of the next.
    for (const { name, run } of round % 2 === 0 ? candidates : candidates.toReversed()) {
      rate.set(name, await run(asks));
    }
    rates.push(rate);
  }
  return rates;
}

function candidate(name: string, program: string, args: readonly string[]): Candidate {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async run(count) {
      child.stdin.write(`${count}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${name} ended early`);
      return Number(value);
    },
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.round(share * (rounds - 1))] ?? 0).toFixed(digits);
  return `${at(0.5)} (${at(0.25)}-${at(0.75)})`;
}
