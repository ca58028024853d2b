import type { Clock } from "./time/clock.ts";
import { VirtualClock } from "./time/virtual.ts";
import type { Daemon } from "./daemon/daemon.ts";
import type { ScriptedPeers } from "./peers/scripted-peers.ts";
import { type Finding, type Problems, type Strictness, asError } from "./strictness.ts";
import type { Traffic } from "./wire/traffic.ts";

/** How long sockets and streams may take to close when a test ends, in real milliseconds. */
const closingTime = 100;

/** What {@link Verification} looks at. */
export interface VerificationOptions {
  readonly daemon: Daemon;
  readonly traffic: Traffic;
  readonly peers: ScriptedPeers;
  readonly problems: Problems;
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
    const error = asError(this.#findings(), this.#options.transcript);
    if (error) throw error;
  }

  /** Waits first, because the daemon learns of a closed socket or stream a little later than the test. */
  async atEnd(): Promise<void> {
    const { daemon, traffic, strictness } = this.#options;
    await daemon.activity.settled();
    if (strictness.leakedStreams) await traffic.streams.noneWithin(closingTime);
    this.now();
  }

  /** If time stands still, says why waiting calls do not go on. */
  get standstill(): string | undefined {
    return standstill(this.#options.daemon.clock, this.#heldCalls);
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

/** Explains why a call waits for ever. Returns `undefined` if time passes by itself. */
export function standstill(clock: Clock, waiting: readonly string[]): string | undefined {
  if (!(clock instanceof VirtualClock) || !clock.standsStill) return undefined;
  const { next } = clock;
  if (waiting.length === 0 && !next) return undefined;
  const list =
    waiting.length > 0
      ? `${waiting.join(", ")} ${waiting.length > 1 ? "wait" : "waits"}, and `
      : "";
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

function durationOf(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${Math.ceil(milliseconds)}ms`;
}
