// Measures the built client beside its alternatives. Each candidate runs in its own process. The
// candidates take turns, and a ratio is taken within each round: `pnpm bench`, or with the names of
// suites for a part of it. Times are microseconds of one call unless a line says otherwise.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { suites } from "./candidates.ts";

interface Measured {
  readonly clock: number;
  readonly processor: number;
}

interface Row {
  readonly name: string;
  readonly measure: () => Measured;
}

const rounds = 5;
const here = import.meta.dirname;
const server = spawn(process.execPath, [join(here, "server.ts")], {
  stdio: ["pipe", "pipe", "inherit"],
});
try {
  const url = await firstLine(server);
  const wanted = process.argv.slice(2);
  const tables: readonly (readonly [name: string, title: string, rows: () => readonly Row[]])[] = [
    ["in-process", "health(), in process", () => rowsOf("inProcess", url, 10_000, 1)],
    ["loopback", "health() over loopback, one at a time", () => overLoopback(url, 1_000, 1)],
    ["in-flight", "health() over loopback, 50 in flight", () => overLoopback(url, 2_000, 50)],
    ["long-list", "listPeers() of 10,000 over loopback", () => rowsOf("longList", url, 10, 1)],
    ["events", "1,000 events of a stream", () => rowsOf("eventStream", url, 300, 1)],
    ["cold", "a cold process to its first validated health()", () => cold(url)],
    ["memory", "bytes that a call with a long-lived signal keeps", () => memory()],
  ];
  for (const [name, title, rows] of tables) {
    if (wanted.length === 0 || wanted.includes(name)) print(title, compare(rows()));
  }
} finally {
  server.stdin?.end();
}

function rowsOf(suite: keyof typeof suites, url: string, calls: number, inFlight: number): Row[] {
  return Object.keys(suites[suite]).map((name) => ({
    name,
    measure: () => run(process.execPath, ["measure.ts", suite, name, url, calls, inFlight]),
  }));
}

function overLoopback(url: string, calls: number, inFlight: number): Row[] {
  const python = join(here, "../../../.cache/daemons/0.17.0/bin/python");
  const rows = rowsOf("overLoopback", url, calls, inFlight);
  if (!existsSync(python)) {
    console.log("(the Python client is left out: no daemon 0.17.0 is installed below .cache)");
    return rows;
  }
  const measure = () => run(python, ["measure.py", url, Math.ceil(calls / 4), inFlight]);
  return [...rows, { name: "Python's AsyncRepowireClient", measure }];
}

function cold(url: string): Row[] {
  return ["cold-fetch.ts", "cold-client.ts"].map((file) => ({
    name: file,
    measure: () => {
      const start = performance.now();
      execFileSync(process.execPath, [join(here, file), url]);
      return { clock: (performance.now() - start) * 1000, processor: 0 };
    },
  }));
}

function memory(): Row[] {
  const measure = () => run(process.execPath, ["--expose-gc", "memory.ts"]);
  return [{ name: "client", measure }];
}

function run(program: string, programArguments: readonly (string | number)[]): Measured {
  const output = execFileSync(program, programArguments.map(String), {
    cwd: here,
    encoding: "utf8",
  });
  return JSON.parse(output) as Measured;
}

/** The rounds of each row, each with its ratio to the first row of the same round. */
function compare(rows: readonly Row[]) {
  const all = Array.from({ length: rounds }, () => rows.map(({ measure }) => measure()));
  return rows.map(({ name }, row) => {
    const column = all.map((round) => round[row] as Measured);
    const ratiosOf = (key: keyof Measured) =>
      spread(all.map((round, index) => (column[index]?.[key] ?? 0) / (round[0]?.[key] ?? 0)));
    return {
      name,
      clock: spread(column.map(({ clock }) => clock)),
      processor: spread(column.map(({ processor }) => processor)),
      ratio: ratiosOf("clock"),
      processorRatio: ratiosOf("processor"),
    };
  });
}

function spread(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(0), median: at(0.5), high: at(1) };
}

function print(title: string, rows: ReturnType<typeof compare>): void {
  console.log(`\n${title} (median of ${rounds} rounds, lowest to highest)`);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, clock, processor, ratio, processorRatio } of rows) {
    console.log(
      `${name.padEnd(width)}  clock ${text(clock)} ${times(ratio)}` +
        `  processor ${text(processor)} ${times(processorRatio)}`,
    );
  }
}

/** A ratio to the first row. `undefined` if the measure does not apply. */
function times({ low, median, high }: ReturnType<typeof spread>): string {
  if (Number.isNaN(median)) return "";
  return `x ${median.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`;
}

function text({ low, median, high }: ReturnType<typeof spread>): string {
  const range = `(${low.toFixed(1)}-${high.toFixed(1)})`;
  return `${median.toFixed(1).padStart(9)} ${range.padEnd(20)}`;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  for await (const data of stdout ?? []) return String(data).trim();
  throw new Error("the server did not start");
}
