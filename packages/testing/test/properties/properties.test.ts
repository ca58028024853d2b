import fc from "fast-check";
import { describe, test } from "vitest";

import { command } from "./commands.ts";
import { World } from "./world.ts";

const seed = Number(process.env["REPOWIRE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["REPOWIRE_RUNS"] ?? 40);

describe.each(["0.14.17", "0.17.0", "go"] as const)("whatever happens to %s", (emulate) => {
  test(`each close has its ask, no message crosses a border, nothing kept is lost (REPOWIRE_SEED=${seed})`, async () => {
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
