import { skipReason } from "@repowire/real-daemon";
import { describe, expect, test } from "vitest";
import { recorded } from "../src/targets/releases.ts";
import { fuzz } from "../src/fuzz/differential.ts";

/** A few sequences in every run; REPOWIRE_FUZZ_SEED repeats one that failed, run.ts plays thousands. */
const RUNS = 25;
const seed = Number(process.env["REPOWIRE_FUZZ_SEED"] || Math.floor(Math.random() * 2 ** 31));

for (const release of recorded) {
  const skip = await skipReason(release);
  if (skip) console.warn(`skipped: ${skip}`);
  describe.skipIf(skip)(`repowire ${release}`, () => {
    test(
      `the fake says the same in ${RUNS} random sequences (seed ${seed})`,
      { timeout: 240_000 },
      async () => {
        let agreed = 0;
        const onRun = (count: number): void => void (agreed = count);
        await fuzz({ release, runs: RUNS, seed, onRun });
        expect(agreed).toBe(RUNS);
      },
    );
  });
}
