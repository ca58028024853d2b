import { VirtualClock } from "./time/virtual.ts";
import type { Daemon } from "./daemon/daemon.ts";
import type { ScriptedPeers } from "./peers/scripted-peers.ts";
import type { Traffic } from "./wire/traffic.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";
import type { Finding, Problems, Strictness } from "./strictness.ts";

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
