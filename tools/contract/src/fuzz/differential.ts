import * as fc from "fast-check";
import { compareTranscripts } from "../runner/recordings.ts";
import { RepairWindow } from "../runner/repair-window.ts";
import type { Group } from "../runner/scenario.ts";
import { Stage } from "../stage/stage.ts";
import type { Target } from "../targets/target.ts";
import type { Entry } from "../stage/transcript.ts";
import { withoutChanges } from "../targets/go-changes.ts";
import { followRecordedGo } from "../targets/go-recorded.ts";
import { openFakeTarget } from "../targets/fake-target.ts";
import { openRealTarget } from "../targets/real-target.ts";
import type { recorded } from "../targets/releases.ts";
import { type Command, sequences } from "./commands.ts";
import { Play } from "./play.ts";

const plain: Group = { name: "fuzz", title: "Fuzz", scenarios: [] };

export interface FuzzOptions {
  readonly release: (typeof recorded)[number];
  readonly runs: number;
  readonly seed: number;
  /** Receives the number of sequences that agreed. */
  readonly onRun?: (count: number) => void;
}

/**
 * Runs the same sequences on the fake and on the real daemon. Compares statuses, bodies and frames, and
 * at the end peers, open asks, queues and events.
 *
 * @throws if they disagree, with the shortest sequence that was found and with the seed.
 */
export async function fuzz({ release, runs, seed, onRun }: FuzzOptions): Promise<void> {
  if (release === "go") followRecordedGo();
  const real = await openRealTarget(release, plain);
  const window = RepairWindow.of(real);
  let count = 0;
  const property = fc.asyncProperty(sequences, async (commands) => {
    const fake = await openFakeTarget(release, plain, "in process");
    const fakeWindow = RepairWindow.of(fake);
    try {
      await Promise.all([window.keepShut(), fakeWindow.keepShut()]);
      const [expected, found] = await Promise.all([play(real, commands), play(fake, commands)]);
      const known = release === "go" ? (withoutChanges(expected, found) as Entry[]) : found;
      const differences = compareTranscripts(expected, known);
      if (differences.length > 0) throw new Error(explain(expected, differences));
      onRun?.((count += 1));
    } finally {
      await fake.close();
    }
  });
  try {
    await fc.assert(property, {
      numRuns: runs,
      seed,
      endOnFailure: false,
      interruptAfterTimeLimit: 3_600_000,
      markInterruptAsFailure: true,
    });
  } finally {
    await real.close();
  }
}

async function play(target: Target, commands: readonly Command[]): Promise<Entry[]> {
  const never = async () => {};
  const stage = new Stage(target, { repair: never, restart: never });
  try {
    await stage.begin();
    await new Play(stage).play(commands);
    return await stage.finish();
  } finally {
    await stage.cleanUp();
  }
}

function explain(expected: readonly Entry[], differences: readonly string[]): string {
  return [
    "the fake and the real daemon disagree:",
    ...differences.slice(0, 12),
    "the real daemon's side:",
    ...expected.map((entry) => JSON.stringify(entry).slice(0, 600)),
  ].join("\n");
}
