import { type DaemonVersion, daemonVersions } from "@repowire/protocol";

import { type Clock, ForeignClock, systemClock } from "./time/clock.ts";
import { type DaemonSettings, defaultSettings } from "./daemon/settings.ts";
import { TickingClock } from "./time/ticking.ts";
import { VirtualClock } from "./time/virtual.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";
import { isRecord, checkKeys } from "./support.ts";
import { type Strictness, strictnessOf } from "./strictness.ts";

/** How a fake daemon is made. */
export interface FakeDaemonOptions {
  /** The release to imitate. Default: `"0.14.17"`. `"go"` follows
   * today's upstream; COMPATIBILITY.md says what of it is imitated. */
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
  /** Hears what the fake has to say about an answer: which peer was probably meant. Default: none. */
  readonly log?: ((line: string) => void) | undefined;
}

/** How a fake daemon listens. */
export interface ListenOptions {
  /** Default: 0, a free one. */
  readonly port?: number;
  /** Whether other processes may control the fake, below `/__fake_daemon`. Default: `false`. */
  readonly control?: boolean;
}

/** How often a fault happens. */
export interface FaultOptions {
  /** Default: 1; of a function, as often as it chooses a fault. */
  readonly times?: number;
}

const names: readonly (keyof FakeDaemonOptions)[] = [
  "emulate",
  "authToken",
  "settings",
  "seed",
  "clock",
  "startTime",
  "strict",
  "automaticRepair",
  "log",
];
const clocks: readonly unknown[] = ["virtual", "ticking", "system"];

/**
 * Holds options to what they may be, for those who write JavaScript.
 *
 * @throws FakeDaemonError that says what to write.
 * @internal
 */
export function checkOptions(options: FakeDaemonOptions): void {
  checkKeys("a FakeDaemon", options, names);
  const { emulate, authToken, settings, seed, clock, startTime, strict } = options;
  const { automaticRepair, log } = options;
  if (emulate !== undefined && !daemonVersions.includes(emulate)) {
    refuse("emulate", daemonVersions.map((version) => JSON.stringify(version)).join(", "));
  }
  if (authToken !== undefined && (typeof authToken !== "string" || authToken === "")) {
    refuse("authToken", "a text that is not empty");
  }
  if (seed !== undefined && !Number.isFinite(seed)) refuse("seed", "a number");
  if (clock !== undefined && !clocks.includes(clock) && !isClock(clock)) {
    refuse("clock", '"virtual", "ticking", "system", an object with now and schedule');
  }
  const isMoment = startTime instanceof Date && !Number.isNaN(startTime.getTime());
  if (startTime !== undefined && !isMoment) refuse("startTime", "a Date");
  if (isRecord(strict)) checkKeys("strict", strict, Object.keys(strictnessOf()));
  else if (strict !== undefined && typeof strict !== "boolean") {
    refuse("strict", "true, false, an object of rules");
  }
  if (settings !== undefined) checkSettings(settings);
  if (automaticRepair !== undefined && typeof automaticRepair !== "boolean") {
    refuse("automaticRepair", "true, false");
  }
  if (log !== undefined && typeof log !== "function") refuse("log", "a function");
}

/**
 * @throws FakeDaemonError for a setting that does not exist.
 * @internal
 */
export function checkSettings(settings: unknown): void {
  if (isRecord(settings)) checkKeys("settings", settings, Object.keys(defaultSettings));
  else refuse("settings", "an object");
}

/**
 * @throws FakeDaemonError that says what to write.
 * @internal
 */
export function checkListenOptions(options: ListenOptions): void {
  checkKeys("listen", options, ["port", "control"]);
  const { port = 0, control = false } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw misuse(`${JSON.stringify(port)} is no port: write a number from 0 to 65535`);
  }
  if (typeof control !== "boolean")
    throw misuse("the option control of listen takes true or false");
}

/**
 * @throws FakeDaemonError that says what to write.
 * @internal
 */
export function checkFaultOptions(options: FaultOptions): void {
  checkKeys("the options of a fault", options, ["times"]);
}

function isClock(clock: unknown): boolean {
  if (!isRecord(clock)) return false;
  return typeof clock["now"] === "function" && typeof clock["schedule"] === "function";
}

function refuse(option: string, what: string): never {
  throw misuse(`the option ${option} of a FakeDaemon takes: ${what}`);
}

function misuse(message: string): FakeDaemonError {
  return new FakeDaemonError("misuse", message);
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
