import { type DaemonVersion, daemonVersions } from "@repowire/protocol";

import { type Clock, ForeignClock, systemClock } from "./time/clock.ts";
import { type DaemonSettings, defaultSettings } from "./daemon/settings.ts";
import type { FakeClock } from "./time/fake-clock.ts";
import { TickingClock } from "./time/ticking.ts";
import { VirtualClock } from "./time/virtual.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";
import { isRecord, checkKeys } from "./support.ts";
import { type Strictness, strictnessOf } from "./strictness.ts";

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
   * The start of a virtual or ticking clock. Default: 2026-01-01, midnight UTC. Pass `new Date()` if your
   * program sends dates of its own clock.
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
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly clock: FakeClock;
  readonly authToken?: string;
}

/** The options of `listen()`. */
export interface ListenOptions {
  /** Default: 0, which takes a free port. */
  readonly port?: number | undefined;
  /** Whether other processes may control the fake, below `/__fake_daemon`. Default: `false`. */
  readonly control?: boolean | undefined;
}

/** The options of a fault. */
export interface FaultOptions {
  /** How often the fault happens. Default: 1; a function has no limit. */
  readonly times?: number | undefined;
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
 * Checks options at run time, because JavaScript callers have no types.
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
    throw misuse(`${JSON.stringify(port)} is not a port: write a number from 0 to 65535`);
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
