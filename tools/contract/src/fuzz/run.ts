// The long run of the differential fuzz.
//   node tools/contract/src/fuzz/run.ts [--runs 2000] [--release 0.14.17] [--seed 1]
import { parseArgs } from "node:util";
import { readMeasurements, saveMeasurements } from "../pages/measurements.ts";
import { recorded } from "../targets/releases.ts";
import { fuzz } from "./differential.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    release: { type: "string", multiple: true },
    seed: { type: "string" },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const runs = Number(values.runs);

for (const release of recorded.filter((one) => values.release?.includes(one) ?? one !== "go")) {
  console.log(`repowire ${release}: ${runs} sequences, seed ${seed}`);
  const started = performance.now();
  const onRun = (count: number): void => {
    if (count % 100 === 0)
      console.log(`  ${count} agree, ${Math.round((performance.now() - started) / 1000)} s`);
  };
  await fuzz({ release, runs, seed, onRun });
  console.log(`repowire ${release}: ${runs} sequences agree`);
  const { fuzz: before = {} } = readMeasurements();
  const date = new Date().toISOString().slice(0, 10);
  if (runs >= (before[release]?.sequences ?? 0)) {
    saveMeasurements({ fuzz: { ...before, [release]: { date, sequences: runs, seed } } });
  }
}
