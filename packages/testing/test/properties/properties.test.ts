import fc from "fast-check";
import { describe, test } from "vitest";

import type { CallFault } from "../../src/index.ts";
import { type Command, World } from "./world.ts";

const one = fc.nat({ max: 4 });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom("register" as const, "connect", "disconnect", "kill", "broadcast"),
      who: one,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom("ask" as const, "notify"),
      who: one,
      whom: one,
      bypass: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("ack" as const),
      ask: fc.nat({ max: 20 }),
      message: fc.constantFrom(undefined, "done"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("advance" as const), seconds: fc.nat({ max: 120 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("restart" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("fault" as const),
      on: fc.constantFrom("ask" as const, "notify", "ack"),
      fault: fc.constantFrom<CallFault[]>("reset", "drop-reply", "refuse", {
        status: 503,
        body: { detail: "busy" },
      }),
    }),
  },
);

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
