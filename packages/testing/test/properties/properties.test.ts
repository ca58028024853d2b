import fc from "fast-check";
import { describe, test } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";
import { command } from "./commands.ts";
import { World } from "./world.ts";

const seed = Number(process.env["REPOWIRE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["REPOWIRE_RUNS"] ?? soak(40, 12));

describe.each(["0.14.17", "0.17.0", "go"] as const)("any sequence of events on %s", (emulate) => {
  test(`closes only asks that exist, crosses no circle, and loses no stored state (REPOWIRE_SEED=${seed})`, async () => {
    const property = fc.asyncProperty(
      fc.array(command, { minLength: 5, maxLength: 40, size: "max" }),
      async (commands) => {
        const world = new World(emulate);
        for (const next of commands) await world.run(next);
        await world.daemon.close();
      },
    );
    await fc.assert(property, { seed, numRuns });
  }, 120_000);
});
