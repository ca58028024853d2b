import type { DaemonVersion, EndpointName } from "@repowire/protocol";

import { Daemon } from "./daemon/daemon.ts";
import { clear, launch, restart as relaunch } from "./daemon/lifecycle.ts";
import { repair } from "./daemon/peers/repair.ts";
import { releases } from "./daemon/releases/index.ts";
import { type DaemonSettings, defaultSettings } from "./daemon/settings.ts";
import { fetchDoor } from "./doors/fetch.ts";
import { type Address, Port } from "./doors/port.ts";
import { webSocketDoor } from "./doors/web-socket.ts";
import { FakeMachine } from "./fake-machine.ts";
import { FakeState } from "./fake-state.ts";
import {
  type FakeDaemonOptions,
  type FaultOptions,
  type ListenOptions,
  checkListenOptions,
  checkFaultOptions,
  checkOptions,
  checkSettings,
  makeClock,
} from "./options.ts";
import type { ScriptedPeer, ScriptedPeerOptions } from "./peers/scripted-peer.ts";
import { ScriptedPeers } from "./peers/scripted-peers.ts";
import { Seed } from "./seed.ts";
import { type Finding, Problems, type Strictness, asError, strictnessOf } from "./strictness.ts";
import { Activity } from "./time/activity.ts";
import { type Duration, milliseconds } from "./time/duration.ts";
import { FakeClock } from "./time/fake-clock.ts";
import { standstill } from "./time/standstill.ts";
import { Timers } from "./time/timers.ts";
import { VirtualClock } from "./time/virtual.ts";
import { App } from "./wire/app.ts";
import type { RecordedCall, RecordedMessage, RecordedRequest } from "./wire/entries.ts";
import type {
  CallFault,
  CallFaultOf,
  FaultHandle,
  FaultTarget,
  FrameFault,
} from "./wire/faults/fault.ts";
import type { PlannedFault } from "./wire/faults/fault-plan.ts";
import { type CallMatch, matcherOf } from "./wire/patterns.ts";
import { Traffic } from "./wire/traffic.ts";
import { type TranscriptOptions, transcriptOf } from "./wire/transcript.ts";
import { TransportFailure } from "./wire/transport-failure.ts";

/** How long sockets and streams may take to close when a test ends, in real milliseconds. */
const closingTime = 100;

/** What a `RepowireClient` needs to talk to a fake daemon in this process. */
export interface ClientOptions {
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly clock: FakeClock;
  readonly authToken?: string;
}

/**
 * A daemon for tests. It follows the rules of a released daemon, runs in this process, and shares no
 * state with other fake daemons.
 *
 * @example
 * ```ts
 * import { FakeDaemon } from "@repowire/testing";
 *
 * await using daemon = new FakeDaemon();
 * daemon.peer("bob").onAsk(/port/).reply("8377");
 * const answer = await daemon.fetch(`${daemon.url}/peers`);
 * console.log(await answer.json());
 * ```
 */
export class FakeDaemon {
  /** The base URL. No real daemon can have this address; {@link FakeDaemon.fetch} answers for it. */
  readonly url = "http://fake-daemon.invalid";
  /** The release that this fake imitates. */
  readonly version: DaemonVersion;
  /** A `fetch` that calls this daemon without a network. It follows the platform's rules. */
  readonly fetch: typeof globalThis.fetch;
  /** A `WebSocket` class whose sockets connect to this daemon without a network. */
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly clock: FakeClock;
  readonly machine: FakeMachine;
  readonly state: FakeState;
  /** Creates peers, asks, messages and events that exist before the test acts. */
  readonly seed: Seed;
  /** Everything a client needs: `new RepowireClient(daemon.clientOptions)`. */
  readonly clientOptions: ClientOptions;
  readonly #daemon: Daemon;
  readonly #strictness: Strictness;
  readonly #settings: DaemonSettings;
  readonly #traffic: Traffic;
  readonly #peers: ScriptedPeers;
  readonly #port = new Port();
  readonly #problems = new Problems();
  /** The timer of `down(duration)`, after which the daemon comes up again. */
  readonly #comeback: Timers;
  #closing: Promise<void> | undefined;

  /** @throws FakeDaemonError for an invalid option. */
  constructor(options: FakeDaemonOptions = {}) {
    checkOptions(options);
    const { emulate = "0.14.17", authToken, seed = 1, automaticRepair = true } = options;
    this.version = emulate;
    this.#strictness = strictnessOf(options.strict);
    this.#settings = { ...defaultSettings, ...options.settings };
    const clock = makeClock(options);
    const activity = new Activity();
    const facts = releases[emulate];
    const settings = { ...this.#settings };
    const daemon = new Daemon({ facts, settings, clock, activity, seed, automaticRepair });
    this.#daemon = daemon;
    launch(daemon);
    clock.onFailure = activity.onFailure = (error) => this.#problems.addUnknown(error);
    const app = new App({
      daemon,
      version: emulate,
      authToken,
      refusesUnknownRoutes: this.#strictness.unknownRoutes,
    });
    const onProblem = this.#problems.add.bind(this.#problems);
    const traffic = new Traffic({ daemon, app, authToken, onProblem, log: options.log });
    this.#traffic = traffic;
    this.#comeback = new Timers(clock, activity);
    this.fetch = fetchDoor((request) => traffic.serve(request));
    this.WebSocket = webSocketDoor((line) => traffic.open(line, { counted: true }), activity);
    this.clock = new FakeClock(clock, activity);
    const { url, fetch, WebSocket, clock: fakeClock } = this;
    this.clientOptions = {
      ...{ baseUrl: url, fetch, WebSocket, clock: fakeClock },
      ...(authToken !== undefined && { authToken }),
    };
    const problems = this.#problems;
    const transcript = () => this.transcript();
    this.#peers = new ScriptedPeers({ url, daemon, traffic, problems, authToken, transcript });
    this.machine = new FakeMachine(daemon);
    this.state = new FakeState(daemon, emulate, () => this.#peers.forget());
    this.seed = new Seed(daemon);
  }

  /** The recorded calls, oldest first. The record keeps the last 10,000 calls and frames. */
  get requests(): readonly RecordedRequest[] {
    return this.#traffic.recorder.requests;
  }

  /** The recorded frames of all sockets, oldest first, with the limit of {@link FakeDaemon.requests}. */
  get messages(): readonly RecordedMessage[] {
    return this.#traffic.recorder.messages;
  }

  /** The peers that {@link FakeDaemon.peer} made. */
  get scriptedPeers(): readonly ScriptedPeer[] {
    return this.#peers.all;
  }

  /** The planned faults, oldest first. */
  get faults(): readonly PlannedFault[] {
    return this.#traffic.faults.all;
  }

  /** The current values of the daemon's constants. */
  get settings(): Readonly<DaemonSettings> {
    return structuredClone(this.#daemon.settings);
  }

  /**
   * Changes the daemon's constants until {@link FakeDaemon.reset}.
   *
   * @throws FakeDaemonError for a setting that does not exist.
   */
  configure(settings: Partial<DaemonSettings>): void {
    checkSettings(settings);
    Object.assign(this.#daemon.settings, structuredClone(settings));
  }

  /**
   * Returns the conversation, one line for each message. Ids are the same in every run (`<ask:1>`),
   * so the text suits an inline snapshot. `format: "mermaid"` returns a sequence diagram.
   */
  transcript(options: TranscriptOptions = {}): string {
    return transcriptOf(this.#traffic.recorder.all, options, this.#peers.displayNames);
  }

  /**
   * Connects a peer that the test scripts. A second call with the same name and circle returns the
   * same peer.
   *
   * @throws FakeDaemonError if the daemon refuses the peer, or if the peer exists already with other
   *   options.
   */
  peer(name: string, options: ScriptedPeerOptions = {}): ScriptedPeer {
    return this.#peers.get(name, options);
  }

  /**
   * Plans a fault in calls of an endpoint or in frames. If several faults match, the first that is
   * not used up happens. Calls of scripted peers have no faults.
   *
   * @throws FakeDaemonError for a fault that cannot happen.
   *
   * @example
   * ```ts
   * import { FakeDaemon } from "@repowire/testing";
   *
   * const daemon = new FakeDaemon();
   * daemon.fault("ask", { status: 503, body: { detail: "not now" } });
   * daemon.fault("*", "reset", { times: 2 });
   * daemon.fault({ endpoint: "ask", to: "bob-claude-code" }, { latency: "2s" });
   * daemon.fault({ frame: "notify" }, "drop-frame");
   * const flaky = daemon.fault("notify", (call) => (call.order % 2 ? "reset" : undefined));
   * console.log(flaky.calls.length);
   * flaky.remove();
   * ```
   */
  fault(
    target: FaultTarget,
    fault: CallFault | CallFaultOf | FrameFault,
    options: FaultOptions = {},
  ): FaultHandle {
    checkFaultOptions(options);
    return this.#traffic.faults.add({ target, fault, times: options.times });
  }

  /** @internal Removes a fault by its number. Returns `false` if no fault has that number. */
  removeFault(number: number): boolean {
    return this.#traffic.faults.remove(number);
  }

  /**
   * Resolves with the first call of an endpoint that matches, even if it was made before. It resolves
   * when the call is answered, or when the call waits and nothing else is under way.
   *
   * @example
   * ```ts
   * import { FakeDaemon } from "@repowire/testing";
   *
   * const daemon = new FakeDaemon();
   * const asked = daemon.waitFor("ask", { to_peer: "bob-claude-code", text: /port/ });
   * ```
   */
  waitFor<Name extends EndpointName>(
    endpoint: Name,
    match: CallMatch<RecordedCall<Name>> = {},
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<RecordedCall<Name>> {
    const fits = matcherOf(endpoint, match) as (call: RecordedRequest) => boolean;
    return this.#traffic.waitFor(endpoint, fits, options.signal) as Promise<RecordedCall<Name>>;
  }

  /**
   * Takes the daemon down: sockets close, and calls are refused. It stays down for the duration, or
   * until {@link FakeDaemon.up}. It keeps what a real daemon keeps on its disk.
   */
  async down(duration?: Duration): Promise<void> {
    const delay = duration === undefined ? undefined : milliseconds(duration);
    this.#traffic.end();
    this.#comeback.callOff();
    if (delay !== undefined && !this.#closing) {
      const { activity } = this.#daemon;
      this.#comeback.schedule(delay, () => activity.outside(() => this.up()), "the daemon's start");
    }
    await this.#port.stopListening();
  }

  /** Starts the daemon again with what a real daemon keeps on its disk. */
  async up(): Promise<void> {
    if (!this.#traffic.uptime.isOver || this.#closing) return;
    this.#comeback.callOff();
    const uptime = this.#traffic.begin();
    relaunch(this.#daemon);
    await this.#port.listenAgain();
    if (!uptime.isOver) this.#peers.daemonIsUp();
  }

  /** Stops the daemon and starts it again. It loses what a real daemon does not keep on its disk. */
  async restart(): Promise<void> {
    await this.down();
    await this.up();
  }

  /** Repairs the registry now, even if the last repair was a moment ago. */
  async repair(): Promise<void> {
    const { activity } = this.#daemon;
    try {
      await this.#traffic.uptime.unlessOver(activity.during(() => repair(this.#daemon)));
    } catch (error) {
      // A daemon that ended meanwhile has nothing to repair.
      if (!(error instanceof TransportFailure)) throw error;
    }
  }

  /**
   * Serves on a loopback port too. Port 0 takes a free one. Requests from other hosts and origins
   * are refused. The first call opens the only port; later calls return its address.
   *
   * @throws FakeDaemonError if the fake daemon is closed.
   */
  async listen(options: ListenOptions = {}): Promise<Address> {
    checkListenOptions(options);
    const traffic = this.#traffic;
    return this.#port.listen(async () => {
      const control = options.control ? await import("./doors/control.ts") : undefined;
      return {
        port: options.port ?? 0,
        control: control && ((request) => control.control(this, request)),
        serve: (request) => traffic.serve(request),
        openSession: (line) => traffic.open(line, { counted: true }),
        isDown: () => traffic.uptime.isOver,
        onProblem: (error) => this.#problems.addUnknown(error),
      };
    });
  }

  /**
   * Checks that the test left nothing behind: no calls of unknown routes, unanswered asks, unused
   * faults, open streams, calls that wait for time to pass, or errors of scripts and timers. A stream
   * that was closed just now may still count as open, so `await daemon.clock.settled()` first.
   *
   * @throws FakeDaemonError that lists what was left, followed by the transcript.
   */
  verify(): void {
    const error = asError(this.#findings(), () => this.transcript());
    if (error) throw error;
  }

  /**
   * @internal {@link FakeDaemon.verify} at the end of a test. It waits first, because the daemon
   * learns of a closed socket or stream a little later than the test.
   */
  async verifyAtEnd(): Promise<void> {
    await this.clock.settled();
    if (this.#strictness.leakedStreams) await this.#traffic.streams.noneWithin(closingTime);
    this.verify();
  }

  /** @internal If time stands still, says why waiting calls do not go on. */
  get standstill(): string | undefined {
    return standstill(this.#daemon.clock, this.#heldCalls);
  }

  /** @internal Whether a call waits for time to pass. */
  get hasHeldCalls(): boolean {
    return this.#traffic.held.length > 0;
  }

  /** @internal Whether something is under way. */
  get isBusy(): boolean {
    return this.#daemon.activity.isBusy;
  }

  /**
   * Removes all peers, faults and records, and restores the first settings. Open calls and sockets
   * end, as when the daemon restarts. A port stays open, and a daemon that is down stays down.
   */
  reset(): void {
    this.#peers.clear();
    const isDown = this.#traffic.uptime.isOver;
    this.#traffic.end();
    clear(this.#daemon);
    this.#daemon.listeners.launch.clear();
    Object.assign(this.#daemon.settings, this.#settings);
    if (!isDown) this.#traffic.begin();
    this.#traffic.faults.clear();
    this.#traffic.recorder.clear();
    this.#problems.clear();
  }

  /** Ends all calls, sockets and the port. Later calls are refused. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#peers.close();
    this.#traffic.end();
    this.#comeback.callOff();
    const { clock } = this.#daemon;
    if (clock instanceof VirtualClock) clock.clear();
    await this.#port.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #heldCalls(): string[] {
    return this.#traffic.held.map(({ method, target }) => `${method} ${target}`);
  }

  #findings(): Finding[] {
    const { openAsks, unusedFaults, leakedStreams, heldCalls } = this.#strictness;
    const { faults, streams } = this.#traffic;
    const findings: Finding[] = [...this.#problems.all];
    if (openAsks) findings.push(...this.#peers.findings);
    if (unusedFaults) findings.push(...faults.findings);
    if (leakedStreams) findings.push(...streams.findings);
    const message = heldCalls && this.#heldCalls.length > 0 ? this.standstill : undefined;
    if (message) findings.push({ code: "held_calls", message });
    return findings;
  }
}
