// Inverts rules of the fake, one at a time, and checks whether the contract notices.
//   pnpm --filter @repowire/contract mutation [--flips 300] [--seed 1] [--file asks.ts] [--least 0.95] [--save]
// Without --flips it tries all flips. Only runs over all files are saved.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { saveMeasurements } from "../pages/measurements.ts";
import { findFlips, type Flip } from "./flips.ts";
import type { Order, Report } from "./mutant.ts";

/** Real milliseconds after which a process counts as stuck in a flip. */
const LIMIT = 120_000;
/** The flips after which a process is replaced, because loaded modules are never freed. */
const SHIFT = 60;

const { values } = parseArgs({
  options: {
    flips: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    file: { type: "string" },
    least: { type: "string", default: "0.95" },
    lanes: { type: "string", default: "2" },
    save: { type: "boolean", default: false },
  },
});

if (values.save && values.file !== undefined) {
  throw new TypeError("only a run over all files is saved: leave out --file");
}

/** The flips of a process are known by their index in this list. */
const flips = findFlips();
const candidates = flips.flatMap(({ file }, index) =>
  file === (values.file ?? file) ? index : [],
);
const drawn = draw(candidates, Number(values.flips), Number(values.seed));
const waiting = [...drawn];
const survivors: { readonly flip: Flip; readonly isReached: boolean }[] = [];
/** The units that noticed flips of a file, the latest first. They are tried first. */
const noticedBy = new Map<string, string[]>();

console.log(`${drawn.length} of ${candidates.length} flips, seed ${values.seed}`);
const reached = await unitsByFlip();
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
const noticed = drawn.length - survivors.length;
const rate = noticed / drawn.length;
console.log(`${noticed} of ${drawn.length} were noticed (${(rate * 100).toFixed(1)} %)`);
if (values.save) {
  saveMeasurements({
    mutation: {
      date: new Date().toISOString().slice(0, 10),
      places: candidates.length,
      flips: drawn.length,
      seed: Number(values.seed),
      noticed,
      survivors: survivors
        .map(({ flip: { file, before, after }, isReached }) => {
          const note = isReached ? "" : " (no scenario runs this line)";
          return `${file}: ${before.trim()} -> ${after.trim()}${note}`;
        })
        .toSorted(),
    },
  });
}
if (rate < Number(values.least)) process.exitCode = 1;

async function unitsByFlip(): Promise<Map<number, readonly string[]>> {
  const child = startProcess();
  const report = await request(child, { reach: drawn });
  child.kill();
  if (!report || !("reached" in report)) throw new Error("The contract fails without any flip.");
  return new Map(drawn.map((index, at) => [index, report.reached[at]!]));
}

async function lane(): Promise<void> {
  let child = startProcess();
  for (let count = 1; waiting.length > 0; count++) {
    const isAlive = await tryFlip(child, waiting.shift()!);
    if (isAlive && count % SHIFT !== 0) continue;
    child.kill("SIGKILL");
    child = startProcess();
  }
  child.kill("SIGKILL");
}

/** Tries a flip. Returns `false` if its process got stuck or ended. */
async function tryFlip(child: ChildProcess, index: number): Promise<boolean> {
  const flip = flips[index]!;
  const first = noticedBy.get(flip.file) ?? [];
  const units = reached.get(index)!;
  const order = [...first.filter((name) => units.includes(name)), ...units];
  const report =
    units.length === 0
      ? { by: undefined }
      : await request(child, { flip: index, units: [...new Set(order)] });
  const by = report ? ("by" in report ? report.by : undefined) : "the process got stuck or ended";
  const where = `${flip.file}:${flip.line}`;
  if (by === undefined) {
    survivors.push({ flip, isReached: units.length > 0 });
    const reach = units.length === 0 ? " (no scenario runs this line)" : "";
    console.log(`SURVIVED  ${where}${reach}\n  - ${flip.before.trim()}\n  + ${flip.after.trim()}`);
    return true;
  }
  const name = order.find((one) => by.startsWith(`${one}: `));
  if (name) noticedBy.set(flip.file, [name, ...first.filter((one) => one !== name)].slice(0, 10));
  console.log(`noticed   ${where} by ${by.split("\n")[0]}`);
  return report !== undefined;
}

function startProcess(): ChildProcess {
  const script = join(import.meta.dirname, "mutant.ts");
  return fork(script, {
    execArgv: ["--conditions=@repowire/source", "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** Sends an order. Returns `undefined` if the process gets stuck or ends. */
async function request(child: ChildProcess, order: Order): Promise<Report | undefined> {
  // Finding out what each unit reaches takes as long as the whole contract.
  const limit = AbortSignal.timeout("reach" in order ? LIMIT * 10 : LIMIT);
  const ended = new AbortController();
  const end = () => ended.abort();
  child.once("exit", end);
  child.send(order);
  try {
    const signal = AbortSignal.any([limit, ended.signal]);
    const [report] = (await once(child, "message", { signal })) as [Report];
    return report;
  } catch {
    return undefined;
  } finally {
    child.off("exit", end);
  }
}

/** Draws some, the same for the same seed. */
function draw<Element>(from: readonly Element[], count: number, seed: number): Element[] {
  let state = seed;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return from
    .map((element) => ({ element, order: next() }))
    .toSorted((left, right) => left.order - right.order)
    .slice(0, count)
    .map(({ element }) => element);
}
