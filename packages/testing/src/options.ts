import type { DaemonVersion } from "@repowire/protocol";

import { type Clock, systemClock } from "./engine/clock.ts";
import type { DaemonSettings } from "./engine/settings.ts";
import { TickingClock } from "./engine/ticking-clock.ts";
import { VirtualClock } from "./engine/virtual-clock.ts";
import type { Strictness } from "./strictness.ts";

/** How a fake daemon is made. */
export interface FakeDaemonOptions {
  /** The release to imitate. Default: `"0.14.17"`. `"go"` was read, and never run. */
  readonly emulate?: DaemonVersion;
  /** The bearer token that the daemon wants. Default: none. */
  readonly authToken?: string;
  /** The daemon's constants, where a test needs others. */
  readonly settings?: Partial<DaemonSettings>;
  /** Makes other ids. Default: 1. */
  readonly seed?: number;
  /**
   * Whose time it is. `"virtual"` stands still until the test lets it pass; `"ticking"` goes on
   * with the machine's and can be put forward; `"system"` is the process's `Date` and
   * `setTimeout`, also while a test runner has replaced them. Default: `"virtual"`.
   */
  readonly clock?: "virtual" | "ticking" | "system" | Clock;
  /** Where a clock of the daemon's own begins. Default: 2026-01-01, midnight UTC. */
  readonly startTime?: Date;
  /** What is an error of the test. Default: `true`, all of it. */
  readonly strict?: boolean | Partial<Strictness>;
  /** Whether the daemon repairs its registry by itself, as daemons do. Default: `true`. */
  readonly automaticRepair?: boolean;
}

const newYear = new Date("2026-01-01T00:00:00Z");

/** @internal */
export function makeClock({ clock = "virtual", startTime = newYear }: FakeDaemonOptions): Clock {
  if (clock === "virtual") return new VirtualClock(startTime.getTime());
  if (clock === "ticking") return new TickingClock(startTime.getTime());
  return clock === "system" ? systemClock : clock;
}
