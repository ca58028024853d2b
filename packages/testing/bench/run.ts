// Measures the fake daemon. Each candidate runs in its own process. The candidates take turns, and a
// ratio is taken within each round: `pnpm bench`, or with the names of suites for a part of it.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { suites } from "./candidates.ts";

interface Measured {
  readonly clock: number;
  readonly processor: number;
}

const rounds = 5;
const calls: Readonly<Record<string, number>> = { size: 3_000, start: 500 };
const wanted = process.argv.slice(2);

console.log(`microseconds, median of ${rounds} rounds (lowest to highest)`);
for (const [suite, candidates] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(suite)) continue;
  const names = Object.keys(candidates);
  const all = Array.from({ length: rounds }, () =>
    names.map((name) =>
      run([...process.execArgv, here("measure.ts"), suite, name, String(calls[suite] ?? 40_000)]),
    ),
  );
  print(suite, names, all);
}
if (wanted.length === 0 || wanted.includes("import")) {
  const names = ["empty.ts", "import.ts"];
  const all = Array.from({ length: rounds }, () => names.map((name) => wholeProcess(name)));
  print("import", names, all);
}

function here(file: string): string {
  return join(import.meta.dirname, file);
}

function run(program: readonly string[]): Measured {
  return JSON.parse(execFileSync(process.execPath, program, { encoding: "utf8" })) as Measured;
}

/** The time to start a process, run a file against the built package, and end. */
function wholeProcess(file: string): Measured {
  const start = performance.now();
  const { processor } = run([here(file)]);
  return { clock: (performance.now() - start) * 1000, processor };
}

function print(
  suite: string,
  names: readonly string[],
  all: readonly (readonly Measured[])[],
): void {
  console.log(`\n${suite}`);
  const width = Math.max(...names.map((name) => name.length));
  for (const [row, name] of names.entries()) {
    const column = (key: keyof Measured) => all.map((round) => round[row]![key]);
    const ratios = (key: keyof Measured) => all.map((round) => round[row]![key] / round[0]![key]);
    console.log(
      `${name.padEnd(width)}  clock ${spread(column("clock"), 1)}  processor ${spread(column("processor"), 1)}` +
        `  ratios ${spread(ratios("clock"), 2)} and ${spread(ratios("processor"), 2)}`,
    );
  }
}

function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!.toFixed(digits);
  return `${at(0.5)} (${at(0)}-${at(1)})`;
}
