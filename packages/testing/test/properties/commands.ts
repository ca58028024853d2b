import fc from "fast-check";

import type { CallFault } from "../../src/index.ts";
import type { Command } from "./world.ts";

const one = fc.nat({ max: 4 });
/** An event in the life of a daemon. */
export const command: fc.Arbitrary<Command> = fc.oneof(
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
