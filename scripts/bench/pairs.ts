import { spawnSync } from "node:child_process";

/** What is measured, and the same thing without us. */
export interface Pair {
  readonly without: () => number;
  readonly with: () => number;
}

export interface Outcome {
  /** The median of the rounds, of ours and of the other. */
  readonly with: number;
  readonly without: number;
  /** Ours less the other, and ours over the other, within each round. */
  readonly difference: Spread;
  readonly ratio: Spread;
}

export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Measures both in turns, so that what else the machine does meets both alike. */
export function compare(pair: Pair, rounds: number): Outcome {
  // The first of each fills the caches of the file system.
  pair.without();
  pair.with();
  const all = Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return { without: pair.without(), with: pair.with() };
    const ours = pair.with();
    return { without: pair.without(), with: ours };
  });
  return {
    with: spread(all.map((one) => one.with)).median,
    without: spread(all.map((one) => one.without)).median,
    difference: spread(all.map((one) => one.with - one.without)),
    ratio: spread(all.map((one) => one.with / one.without)),
  };
}

/** The middle of the values, and where the middle half of them ends. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Milliseconds of a whole process, from its start to its end. */
export function wholeProcess(programArguments: readonly string[], cwd: string): number {
  const start = performance.now();
  runProcess(programArguments, cwd);
  return performance.now() - start;
}

/** The number that a process prints. */
export function printedNumber(programArguments: readonly string[], cwd: string): number {
  return Number(runProcess(programArguments, cwd));
}

function runProcess(programArguments: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", ...programArguments],
    {
      cwd,
      encoding: "utf8",
    },
  );
  if (status !== 0)
    throw new Error(`${programArguments.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}
