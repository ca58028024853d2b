import { VirtualClock } from "./time/virtual.ts";
import type { Daemon } from "./daemon/daemon.ts";
import type { ScriptedPeers } from "./peers/scripted-peers.ts";
import type { Traffic } from "./wire/traffic.ts";
import { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
import { describeError } from "./support.ts";

/** How long sockets and streams may take to close when a test ends, in real milliseconds. */
const closingTime = 100;

/** The parts of a fake daemon that work together. */
export interface Parts {
  readonly daemon: Daemon;
  readonly traffic: Traffic;
  readonly peers: ScriptedPeers;
  readonly problems: Problems;
}

/** What {@link Verification} looks at. */
interface VerificationOptions extends Parts {
  readonly strictness: Strictness;
  readonly transcript: () => string;
}

/** Finds what a test left behind. */
export class Verification {
  readonly #options: VerificationOptions;

  constructor(options: VerificationOptions) {
    this.#options = options;
  }

  /** @throws FakeDaemonError that lists what was left, followed by the transcript. */
  now(): void {
    const findings = this.#findings();
    const [first] = findings;
    if (!first) return;
    const list = findings.map(({ message }) => message).join("\n");
    const text = this.#options.transcript();
    const said = text === "" ? "nothing" : `\n${text.replaceAll(/^/gm, "  ")}`;
    const cause = first instanceof Error ? { cause: first } : undefined;
    throw new FakeDaemonError(first.code, `${list}\n\nWhat was said: ${said}`, cause);
  }

  /** Waits first, because the daemon learns of a closed socket or stream a little later than the test. */
  async atEnd(): Promise<void> {
    const { daemon, traffic, strictness } = this.#options;
    await daemon.activity.settled();
    if (strictness.leakedStreams) await traffic.streams.noneWithin(closingTime);
    this.now();
  }

  /** Explains why a call waits for ever. `undefined` if time passes by itself. */
  get standstill(): string | undefined {
    const { clock } = this.#options.daemon;
    const waiting = this.#heldCalls;
    if (!(clock instanceof VirtualClock) || !clock.standsStill) return undefined;
    const { next } = clock;
    if (waiting.length === 0 && !next) return undefined;
    const verb = waiting.length > 1 ? "wait" : "waits";
    const list = waiting.length > 0 ? `${waiting.join(", ")} ${verb}, and ` : "";
    const now = new Date(clock.now()).toISOString();
    const stands = `${list}the clock of the fake daemon stands still at ${now}`;
    if (!next) return `${stands}. Nothing is due: advancing the clock does not end this wait`;
    const due = `${next.what} at ${new Date(next.at).toISOString()}`;
    const delay = JSON.stringify(durationOf(next.at - clock.now()));
    return (
      `${stands}. Next is ${due}: write await daemon.clock.advance(${delay}) after the call, or ` +
      "await daemon.clock.autoAdvance(() => the call)"
    );
  }

  /** Whether a call waits for time to pass. */
  get hasHeldCalls(): boolean {
    return this.#heldCalls.length > 0;
  }

  /** Whether something is under way. */
  get isBusy(): boolean {
    return this.#options.daemon.activity.isUnderWay;
  }

  get #heldCalls(): string[] {
    return this.#options.traffic.held.map(({ method, target }) => `${method} ${target}`);
  }

  #findings(): Finding[] {
    const { traffic, peers, problems, strictness } = this.#options;
    const { openAsks, unusedFaults, leakedStreams, heldCalls } = strictness;
    const findings: Finding[] = [...problems.all];
    if (openAsks) findings.push(...peers.findings);
    if (unusedFaults) findings.push(...traffic.faults.findings);
    if (leakedStreams) findings.push(...traffic.streams.findings);
    const message = heldCalls && this.hasHeldCalls ? this.standstill : undefined;
    if (message) findings.push({ code: "held_calls", message });
    return findings;
  }
}

function durationOf(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${Math.ceil(milliseconds)}ms`;
}

/** Which leftovers fail a test. */
export interface Strictness {
  /** A call of a route that no daemon has. If `false`, the daemon answers with its own 404. */
  readonly unknownRoutes: boolean;
  /**
   * An open ask to a scripted peer that no script matches, or that the test took with `nextAsk()`.
   * Asks to a `silent()` peer may stay open.
   */
  readonly openAsks: boolean;
  /** A fault that never happened. */
  readonly unusedFaults: boolean;
  /** An event stream or a socket that the test left open. */
  readonly leakedStreams: boolean;
  /** A call that waits for time to pass while the daemon's clock stands still. */
  readonly heldCalls: boolean;
}

const all: Strictness = {
  unknownRoutes: true,
  openAsks: true,
  unusedFaults: true,
  leakedStreams: true,
  heldCalls: true,
};

/** Fills in the rules that the option `strict` leaves out. */
export function strictnessOf(option: boolean | Partial<Strictness> = true): Strictness {
  if (option === true) return all;
  if (option) return { ...all, ...option };
  return Object.fromEntries(Object.keys(all).map((rule) => [rule, false])) as unknown as Strictness;
}

/** Something that a test left behind. */
export interface Finding {
  readonly code: FakeDaemonErrorCode;
  readonly message: string;
}

/** Collects background errors, so that `verify()` can report them. */
export class Problems {
  readonly #found: FakeDaemonError[] = [];

  get all(): readonly FakeDaemonError[] {
    return this.#found;
  }

  add(error: FakeDaemonError): void {
    this.#found.push(error);
  }

  /** Adds an error that was thrown in the background. */
  addUnknown(cause: unknown): void {
    if (cause instanceof FakeDaemonError) return this.add(cause);
    const message = `an error in the background: ${describeError(cause)}`;
    this.add(new FakeDaemonError("background", message, { cause }));
  }

  clear(): void {
    this.#found.length = 0;
  }
}
