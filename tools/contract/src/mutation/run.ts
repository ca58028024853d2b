// Inverts the rules of the fake, one at a time, and checks whether the contract notices.
//   node tools/contract/src/mutation/run.ts [--flips 60] [--seed 1] [--file asks.ts] [--least 0.95] [--save]
// Without --flips it runs all flips; only such a run is saved.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { saveMeasurements } from "../pages/measurements.ts";
import { findFlips, type Flip } from "./flips.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const TESTING = join(ROOT, "packages/testing");
const CONTRACT = join(ROOT, "tools/contract");
/** Longer than the whole contract. An inverted rule may wait for ever. */
const LIMIT = 120_000;

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

if (values.save && (values.flips !== "Infinity" || values.file !== undefined)) {
  throw new TypeError("only a run over all flips is saved: leave out --flips and --file");
}

const all = findFlips(join(TESTING, "src/daemon")).filter(
  ({ file }) => file === (values.file ?? file),
);
const flips = draw(all, Number(values.flips), Number(values.seed));
const survivors: Flip[] = [];
/** The groups that noticed flips of a file, the latest last. They run first. */
const noticedBy = new Map<string, Set<string>>();
let done = 0;

console.log(`${flips.length} of ${all.length} flips, seed ${values.seed}`);
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
const rate = (flips.length - survivors.length) / flips.length;
console.log(
  `${flips.length - survivors.length} of ${flips.length} were noticed (${(rate * 100).toFixed(1)} %)`,
);
if (values.save) {
  saveMeasurements({
    mutation: {
      date: new Date().toISOString().slice(0, 10),
      flips: flips.length,
      noticed: flips.length - survivors.length,
      survivors: survivors
        .map(({ file, before, after }) => `${file}: ${before.trim()} -> ${after.trim()}`)
        .toSorted(),
    },
  });
}
if (rate < Number(values.least)) process.exitCode = 1;

async function lane(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "repowire-flip-"));
  try {
    for (const part of ["src", "package.json"]) copy(TESTING, part, join(folder, "testing"));
    for (const part of ["src", "recordings", "package.json"])
      copy(CONTRACT, part, join(folder, "contract"));
    symlinkSync(join(TESTING, "node_modules"), join(folder, "testing/node_modules"));
    const modules = join(folder, "contract/node_modules/@repowire");
    mkdirSync(modules, { recursive: true });
    symlinkSync(join(folder, "testing"), join(modules, "testing"));
    for (const name of ["client", "protocol", "real-daemon"]) {
      symlinkSync(
        realpathSync(join(CONTRACT, "node_modules/@repowire", name)),
        join(modules, name),
      );
    }
    const { noticed, by } = await runMutant(folder, []);
    if (noticed) throw new Error(`The contract fails before anything is flipped: ${by}`);
    for (let flip = flips[done++]; flip; flip = flips[done++]) await tryFlip(folder, flip);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copy(from: string, part: string, to: string): void {
  cpSync(join(from, part), join(to, part), { recursive: true });
}

async function tryFlip(folder: string, flip: Flip): Promise<void> {
  const path = join(folder, "testing/src/daemon", flip.file);
  const original = readFileSync(path, "utf8");
  const lines = original.split("\n");
  lines[flip.line - 1] = flip.after;
  writeFileSync(path, lines.join("\n"));
  const first = noticedBy.get(flip.file) ?? new Set();
  noticedBy.set(flip.file, first);
  const { noticed, by } = await runMutant(folder, [...first]);
  writeFileSync(path, original);
  const where = `${flip.file}:${flip.line}`;
  if (noticed) {
    const [group = ""] = by.split("/");
    first.delete(group);
    first.add(group);
    return console.log(`noticed   ${where} by ${by}`);
  }
  survivors.push(flip);
  console.log(`SURVIVED  ${where}\n  - ${flip.before.trim()}\n  + ${flip.after.trim()}`);
}

async function runMutant(
  folder: string,
  first: readonly string[],
): Promise<{ noticed: boolean; by: string }> {
  const script = join(folder, "contract/src/mutation/mutant.ts");
  const child = spawn(process.execPath, ["--conditions=@repowire/source", script, ...first], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT,
    killSignal: "SIGKILL",
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  const by = (
    stdout.trim() ||
    stderr
      .trim()
      .split("\n")
      .find((line) => line.includes("Error")) ||
    "time"
  ).slice(0, 160);
  return { noticed: code !== 0, by };
}

/** Draws some of the flips. The same seed draws the same flips. */
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
