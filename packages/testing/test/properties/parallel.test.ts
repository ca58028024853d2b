import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";
import { command } from "./commands.ts";
import { type Command, World } from "./world.ts";

const seed = Number(process.env["REPOWIRE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["REPOWIRE_RUNS"] ?? soak(8, 3));

type Version = "0.14.17" | "0.17.0" | "go";

/** A suite of a process: runs its commands on a daemon of its own, and says what it saw. */
async function play(emulate: Version, commands: readonly Command[], onStep = () => {}) {
  const world = new World(emulate);
  for (const next of commands) {
    onStep();
    await world.run(next);
  }
  const { daemon } = world;
  const { peers, openAsks, events } = daemon.state;
  const { requests, messages } = daemon;
  const transcript = daemon.transcript();
  const now = daemon.clock.now();
  await daemon.close();
  return structuredClone({ peers, openAsks, events, requests, messages, transcript, now });
}

const suite = fc.array(command, { minLength: 10, maxLength: 30, size: "max" });

describe.each(["0.14.17", "0.17.0", "go"] as const)(
  "two suites at the same time with %s",
  (emulate) => {
    test(`get the answers and ids that each gets alone (REPOWIRE_SEED=${seed})`, async () => {
      const property = fc.asyncProperty(suite, suite, async (left, right) => {
        const alone = [await play(emulate, left), await play(emulate, right)];
        const steps: string[] = [];
        const together = await Promise.all([
          play(emulate, left, () => steps.push("left")),
          play(emulate, right, () => steps.push("right")),
        ]);
        expect(together).toEqual(alone);
        const changes = steps.filter((side, index) => side !== steps[index + 1]);
        expect(changes.length, "they take turns").toBeGreaterThan(2);
      });
      await fc.assert(property, { seed, numRuns });
    }, 120_000);
  },
);
