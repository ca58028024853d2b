import { spawnSync } from "node:child_process";

/** Our code, and the same work without it. */
export interface Pair {
  readonly without: () => number;
  readonly with: () => number;
}

export interface Outcome {
  /** The medians of the rounds, for our code and for the other. */
  readonly with: number;
  readonly without: number;
  /** The difference and the ratio of both, within each round. */
  readonly difference: Spread;
  readonly ratio: Spread;
}

export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Measures both in turns, so that other load on the machine affects both alike. */
export function compare(pair: Pair, rounds: number): Outcome {
  // The first run of each fills the file system's caches.
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

/** The median of the values, and the bounds of their middle half. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** The milliseconds from the start of a process to its end. */
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
