import type { DaemonVersion } from "@repowire/protocol";
import { daemonVersions } from "@repowire/protocol/guards";

import { type Clock, ForeignClock, systemClock } from "./time/clock.ts";
import { type DaemonSettings, settingsRule } from "./daemon/settings.ts";
import type { FakeClock } from "./time/fake-clock.ts";
import { TickingClock } from "./time/ticking.ts";
import { VirtualClock } from "./time/virtual.ts";
import {
  atLeast,
  atMost,
  check,
  closed,
  filledText,
  maybeFlag,
  number,
  oneOf,
  optional,
  rule,
  wholeNumber,
} from "./option-rules.ts";
import { type Strictness, strictnessRule } from "./strictness.ts";
import { isRecord } from "./support.ts";
import { firstMoment, lastMoment } from "./time/duration.ts";

/** The release that is imitated unless the test names another. */
export const defaultRelease: DaemonVersion = daemonVersions[0];

/** The options of a fake daemon. */
export interface FakeDaemonOptions {
  /**
   * The release to imitate. Default: `"0.14.17"`. `"go"` follows today's upstream; COMPATIBILITY.md
   * lists the parts that are imitated.
   */
  readonly emulate?: DaemonVersion | undefined;
  /** The bearer token that the daemon requires. Default: none. */
  readonly authToken?: string | undefined;
  /** Values for the daemon's constants. Default: those of a real daemon. */
  readonly settings?: Partial<DaemonSettings> | undefined;
  /** The seed of generated ids. Another seed gives other ids. Default: 1. */
  readonly seed?: number | undefined;
  /**
   * The daemon's clock. `"virtual"` stands still until the test advances it. `"ticking"` runs on from
   * `startTime` with the machine, and can also be advanced. `"system"` uses the process's `Date` and
   * `setTimeout`, even if a test runner has replaced them. Default: `"virtual"`.
   */
  readonly clock?: "virtual" | "ticking" | "system" | Clock | undefined;
  /**
   * The start of a virtual or ticking clock, from 1970 to 9999. Default: 2026-01-01, midnight UTC. Pass
   * `new Date()` if your program sends dates of its own clock.
   */
  readonly startTime?: Date | undefined;
  /** Which leftovers fail the test. Default: `true`, all of them. */
  readonly strict?: boolean | Partial<Strictness> | undefined;
  /** Whether the daemon repairs its registry by itself, as real daemons do. Default: `true`. */
  readonly automaticRepair?: boolean | undefined;
  /** Receives hints about refused calls, such as the peer that was probably meant. Default: none. */
  readonly log?: ((line: string) => void) | undefined;
}

/** What a `RepowireClient` needs to talk to a fake daemon in this process. */
export interface ClientOptions {
  /** The base URL of the fake daemon. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Connects without a socket. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /** The daemon's clock, which the client uses for its time limits. */
  readonly clock: FakeClock;
  /** The token of the daemon, if it has one. */
  readonly authToken?: string;
}

/** The options of `listen()`. */
export interface ListenOptions {
  /** Default: 0, which takes a free port. */
  readonly port?: number | undefined;
  /** Whether other processes may control the fake, below `/__fake_daemon`. Default: `false`. */
  readonly control?: boolean | undefined;
}

/** Where a fake daemon listens. */
export interface Address {
  /** The base URL, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** The port. */
  readonly port: number;
}

/** The options of a fault. */
export interface FaultOptions {
  /** How often the fault happens. Default: 1; a function has no limit. */
  readonly times?: number | undefined;
}

const newYear = new Date("2026-01-01T00:00:00Z");

/** @internal */
export function makeClock({
  clock = "virtual",
  startTime = newYear,
}: FakeDaemonOptions): VirtualClock | ForeignClock {
  if (clock === "virtual") return new VirtualClock(startTime.getTime());
  if (clock === "ticking") return new TickingClock(startTime.getTime());
  if (clock instanceof VirtualClock) return clock;
  return new ForeignClock(clock === "system" ? systemClock : clock);
}

/** The options of a fake daemon. */
const daemonOptionsRule = closed({
  emulate: optional(oneOf(daemonVersions)),
  authToken: optional(filledText),
  settings: optional(settingsRule),
  seed: optional(number),
  clock: optional(
    rule('"virtual", "ticking", "system", or an object with now and schedule', isClock),
  ),
  startTime: optional(rule("a Date from 1970 to 9999", isStart)),
  strict: optional(
    rule(
      "true, false, or an object of rules",
      (value) => typeof value === "boolean" || isRecord(value),
    ),
  ),
  automaticRepair: maybeFlag,
  log: optional(rule("a function", (value) => typeof value === "function")),
} satisfies Record<keyof FakeDaemonOptions, unknown>);

/** The options of `listen`. */
export const listenRule = closed({
  port: optional(atMost(65_535, atLeast(0, wholeNumber))),
  control: maybeFlag,
});

/** The options of `restart`. */
export const restartRule = closed({ crash: maybeFlag });

/**
 * Checks the options of a fake daemon at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkDaemonOptions(options: FakeDaemonOptions): void {
  check("a FakeDaemon", daemonOptionsRule, options);
  if (isRecord(options.strict)) check("strict", strictnessRule, options.strict);
}

function isClock(clock: unknown): boolean {
  if (clock === "virtual" || clock === "ticking" || clock === "system") return true;
  if (!isRecord(clock)) return false;
  return typeof clock["now"] === "function" && typeof clock["schedule"] === "function";
}

function isStart(value: unknown): boolean {
  if (!(value instanceof Date)) return false;
  return value.getTime() >= firstMoment && value.getTime() <= lastMoment;
}
