import type { DaemonVersion } from "@repowire/protocol";
import { repair } from "./daemon/peers/repair.ts";
import { peerById } from "./daemon/peers/registry.ts";
import { isAskOpen } from "./daemon/ask-store.ts";

import type { Duration } from "./time/duration.ts";
import { milliseconds } from "./time/duration.ts";
import { Daemon } from "./daemon/daemon.ts";
import { clear, restart, start, stop } from "./daemon/lifecycle.ts";
import { releases } from "./daemon/releases/index.ts";
import { defaultSettings } from "./daemon/settings.ts";
import { Activity } from "./time/activity.ts";
import { VirtualClock } from "./time/virtual.ts";
import { FakeClock } from "./time/fake-clock.ts";
import { FakeDaemonError } from "./fake-daemon-error.ts";
import { FakeMachine } from "./fake-machine.ts";
import { FakeState } from "./fake-state.ts";
import type { CallFault, FaultTarget, FrameFault } from "./wire/faults/fault.ts";
import { FaultPlan, describe } from "./wire/faults/fault-plan.ts";
import { answerWithFault } from "./wire/faults/faulty-answer.ts";
import { App } from "./wire/app.ts";
import { fetchDoor } from "./doors/fetch.ts";
import type { LoopbackServer } from "./doors/loopback.ts";
import { TransportFailure } from "./wire/transport-failure.ts";
import type { WireAnswer, WireRequest } from "./wire/wire.ts";
import { Life } from "./time/uptime.ts";
import { type FakeDaemonOptions, checkOptions, makeClock } from "./options.ts";
import type { PeerHost } from "./peers/peer-line.ts";
import { ScriptedPeer, type ScriptedPeerOptions } from "./peers/scripted-peer.ts";
import type { RecordedMessage, RecordedRequest } from "./wire/entries.ts";
import { Recorder } from "./wire/recorder.ts";
import { transcriptOf } from "./wire/transcript.ts";
import { Seed } from "./seed.ts";
import { observed } from "./wire/observed-line.ts";
import type { Line } from "./wire/line.ts";
import { afterTurns } from "./time/turns.ts";
import { SocketSession } from "./daemon/socket-session.ts";
import { webSocketDoor } from "./doors/web-socket.ts";
import { type Finding, type Strictness, asError, strictnessOf } from "./strictness.ts";
import { StreamCount } from "./doors/open-streams.ts";
import { Timers } from "./time/timers.ts";

/** Real milliseconds that a test's last sockets and streams have to close. */
const closingTime = 100;

/** How a fake daemon listens. */
export interface ListenOptions {
  /** Default: 0, a free one. */
  readonly port?: number;
  /** Whether other processes may control the fake, below `/__fake_daemon`. Default: `false`. */
  readonly control?: boolean;
}

/** Where a fake daemon listens. */
export interface Address {
  /** As `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
}

/**
 * A daemon for tests: the rules of a released daemon, in this process, with no state but its own.
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
  /** An address that can never be a real daemon; {@link FakeDaemon.fetch} answers for it. */
  readonly url = "http://fake-daemon.invalid";
  /** The release that it imitates. */
  readonly version: DaemonVersion;
  /** A `fetch` that ends in this process. Bytes pass, and the platform's rules hold. */
  readonly fetch: typeof globalThis.fetch;
  /** A `WebSocket` class whose sockets end in this process. */
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly clock: FakeClock;
  readonly machine: FakeMachine;
  readonly state: FakeState;
  /** Makes what was there before the test. */
  readonly seed: Seed;
  readonly #daemon: Daemon;
  readonly #app: App;
  readonly #strictness: Strictness;
  readonly #authToken: string | undefined;
  readonly #recorder: Recorder;
  readonly #faults = new FaultPlan();
  readonly #streams = new StreamCount();
  readonly #peers = new Map<string, ScriptedPeer>();
  readonly #problems: FakeDaemonError[] = [];
  /** What scripted peers do later. */
  readonly #timers: Timers;
  /** When the daemon comes up again by itself. */
  readonly #comeback: Timers;
  /** What waits for the daemon to come up again. */
  readonly #whenUp: (() => void)[] = [];
  /** Ends what is under way when the daemon goes down. */
  #life = new Life();
  #server: Promise<LoopbackServer> | undefined;
  #closing: Promise<void> | undefined;
  #closed = false;

  /** @throws FakeDaemonError for an option that cannot work. */
  constructor(options: FakeDaemonOptions = {}) {
    checkOptions(options);
    const { emulate = "0.14.17", authToken, settings, seed = 1 } = options;
    this.version = emulate;
    this.#strictness = strictnessOf(options.strict);
    this.#authToken = authToken;
    this.#daemon = new Daemon({
      facts: releases[emulate],
      settings: { ...defaultSettings, ...settings },
      clock: makeClock(options),
      activity: new Activity(),
      seed,
      automaticRepair: options.automaticRepair ?? true,
    });
    start(this.#daemon);
    const { activity, clock } = this.#daemon;
    this.clock = new FakeClock(clock, activity);
    this.machine = new FakeMachine(this.#daemon);
    this.state = new FakeState(this.#daemon, () => {
      for (const peer of this.#peers.values()) peer.forget();
    });
    this.seed = new Seed(this.#daemon);
    this.#timers = new Timers(clock, activity);
    this.#comeback = new Timers(clock, activity);
    this.#recorder = new Recorder(() => clock.now());
    this.#app = new App({
      daemon: this.#daemon,
      version: emulate,
      authToken,
      refusesUnknownRoutes: this.#strictness.unknownRoutes,
    });
    this.fetch = fetchDoor((request) => this.#serve(request));
    this.WebSocket = webSocketDoor((line) => this.#accept(line), activity);
  }

  /** The calls, the oldest first; of a long run, what is among its last 10,000 calls and frames. */
  get requests(): readonly RecordedRequest[] {
    return this.#recorder.requests;
  }

  /** The frames on all sockets, the oldest first, as long as {@link FakeDaemon.requests}. */
  get messages(): readonly RecordedMessage[] {
    return this.#recorder.messages;
  }

  /** The peers that {@link FakeDaemon.peer} made. */
  get scriptedPeers(): readonly ScriptedPeer[] {
    return [...this.#peers.values()];
  }

  /**
   * What was said, a line each, with ids that are the same in each run (`<ask:1>`): fit for an
   * inline snapshot.
   */
  transcript(): string {
    return transcriptOf(this.#recorder.all);
  }

  /**
   * A peer that does what the test says, connected. The same name in the same circle is the same
   * peer.
   *
   * @throws FakeDaemonError when the daemon does not let it in.
   */
  peer(name: string, options: ScriptedPeerOptions = {}): ScriptedPeer {
    const key = `${options.circle ?? "default"} ${name}`;
    const known = this.#peers.get(key);
    if (known) return known;
    const auth_token = this.#authToken;
    const peer = new ScriptedPeer(
      name,
      { ...(auth_token && { auth_token }), ...options },
      this.#hostFor(name),
    );
    this.#peers.set(key, peer);
    return peer;
  }

  /**
   * Plans that something goes wrong: with calls of an endpoint, or with frames. Of several faults
   * that fit, the first that is not used up happens. The calls of scripted peers are spared.
   *
   * @throws FakeDaemonError when it is nothing that could happen.
   *
   * @example
   * ```ts
   * import { FakeDaemon } from "@repowire/testing";
   *
   * const daemon = new FakeDaemon();
   * daemon.fault("ask", { status: 503, body: { detail: "not now" } });
   * daemon.fault("*", "reset", { times: 2 });
   * daemon.fault({ frame: "notify" }, "drop-frame");
   * ```
   */
  fault(
    target: FaultTarget,
    fault: CallFault | FrameFault,
    { times = 1 }: { times?: number } = {},
  ): void {
    this.#faults.add({ target, fault, times });
  }

  /**
   * Takes the daemon down: sockets close, and calls are refused. Without a duration it stays so
   * until {@link FakeDaemon.up}. It keeps what a daemon keeps on its disk.
   */
  async down(duration?: Duration): Promise<void> {
    this.#end();
    this.#comeback.callOff();
    if (duration !== undefined && !this.#closed) {
      this.#comeback.schedule(milliseconds(duration), () => {
        void this.#daemon.activity.during(() => this.up());
      });
    }
    await (await this.#loopback())?.stopListening();
  }

  /** Starts the daemon again, with what it keeps on its disk. */
  async up(): Promise<void> {
    if (!this.#life.isOver || this.#closed) return;
    this.#comeback.callOff();
    const life = new Life();
    this.#life = life;
    restart(this.#daemon);
    await (await this.#loopback())?.listenAgain();
    if (life.isOver) return;
    for (const action of this.#whenUp.splice(0)) action();
  }

  /** Stops the daemon and starts it again: what it does not keep on its disk is lost. */
  async restart(): Promise<void> {
    await this.down();
    await this.up();
  }

  /** Repairs the registry now, whenever the daemon did it last. */
  async repair(): Promise<void> {
    const { activity } = this.#daemon;
    try {
      await this.#life.unlessOver(activity.during(() => repair(this.#daemon)));
    } catch (error) {
      // A daemon that ended meanwhile has nothing to repair.
      if (!(error instanceof TransportFailure)) throw error;
    }
  }

  /**
   * Serves on a loopback port as well; 0 takes a free one. Foreign hosts and origins are refused.
   * There is one port, by the options of the first call; a later one tells where it is.
   *
   * @throws FakeDaemonError when the fake daemon is closed.
   */
  async listen(options: ListenOptions = {}): Promise<Address> {
    if (!this.#closed) {
      this.#server ??= this.#start(options).catch((error: unknown) => {
        this.#server = undefined;
        throw error;
      });
    }
    const server = await this.#server;
    if (server && !this.#closed) return { url: server.url, port: server.port };
    const message = "the fake daemon is closed, and listens no more: make another one";
    throw new FakeDaemonError("misuse", message);
  }

  /** The server, when it has begun to listen. */
  async #loopback(): Promise<LoopbackServer | undefined> {
    try {
      return await this.#server;
    } catch {
      return undefined;
    }
  }

  async #start({ port = 0, control = false }: ListenOptions): Promise<LoopbackServer> {
    const [{ LoopbackServer }, controlling] = await Promise.all([
      import("./doors/loopback.ts"),
      control ? import("./doors/control.ts") : undefined,
    ]);
    const server = await LoopbackServer.start({
      port,
      control: controlling && ((request) => controlling.control(this, request)),
      serve: (request) => this.#serve(request),
      openSession: (line) => this.#accept(line),
    });
    if (this.#life.isOver) await server.stopListening();
    return server;
  }

  /**
   * Says what the test left behind: calls of unknown routes, asks that nobody answers, faults that
   * never happened, streams that are open, and what scripts failed with. What was closed just now
   * may still be open here: `await daemon.clock.settled()` first.
   *
   * @throws FakeDaemonError with the transcript below.
   */
  verify(): void {
    const error = asError(this.#findings(), this.transcript());
    if (error) throw error;
  }

  /**
   * @internal {@link FakeDaemon.verify} at the end of a test. The daemon learns a little later than
   * the test that something is closed.
   */
  async verifyAtEnd(): Promise<void> {
    await this.clock.settled();
    if (this.#strictness.leakedStreams) await this.#streams.noneWithin(closingTime);
    this.verify();
  }

  /**
   * Begins anew: no peers, no faults, no record. What is open ends, as when the daemon restarts. It
   * stays where it listens, and down when it is down.
   */
  reset(): void {
    for (const peer of this.#peers.values()) peer.disconnect();
    this.#peers.clear();
    this.#callOff();
    const isDown = this.#life.isOver;
    this.#end();
    clear(this.#daemon);
    if (!isDown) this.#life = new Life();
    this.#faults.clear();
    this.#recorder.clear();
    this.#problems.length = 0;
  }

  /** Ends everything that is open. Afterwards each call is refused. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#closed = true;
    this.#end();
    this.#comeback.callOff();
    this.#callOff();
    const { clock } = this.#daemon;
    if (clock instanceof VirtualClock) clock.clear();
    await (await this.#loopback())?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Ends what is open. */
  #end(): void {
    // A socket of a peer that the daemon closes is not one that the peer dropped, so they are first.
    stop(this.#daemon);
    this.#life.end();
  }

  /** Lets scripted peers do nothing any more that they would have done later. */
  #callOff(): void {
    this.#timers.callOff();
    this.#whenUp.length = 0;
  }

  async #serve(request: WireRequest): Promise<WireAnswer> {
    const life = this.#life;
    if (life.isOver) throw new TransportFailure("refused");
    const call = this.#app.understand(request);
    const entry = this.#recorder.request(request, call.match?.endpoint?.name);
    // A fault is for what is tested, and a scripted peer is the test's own.
    const fault =
      request.by === undefined ? this.#faults.forCall(call.match?.endpoint?.name) : undefined;
    const answering = this.#daemon.activity.during(() =>
      fault
        ? answerWithFault(this.#daemon, fault, () => this.#app.answer(call), life.endOf(request))
        : this.#app.answer(call),
    );
    try {
      const answer = await life.unlessOver(answering);
      entry.answered(answer);
      return this.#streams.counted(answer, life);
    } catch (error) {
      if (error instanceof FakeDaemonError) this.#problems.push(error);
      throw error;
    }
  }

  /** Takes in a socket of somebody who is not scripted. */
  #accept(line: Line): SocketSession {
    return this.#open(line, { counted: true });
  }

  #open(line: Line, { counted }: { counted: boolean }): SocketSession {
    const life = this.#life;
    if (life.isOver) throw new TransportFailure("refused");
    const uncount = counted ? this.#streams.socket() : undefined;
    const end = () => session.end(1012, "");
    const closed = () => {
      life.offEnd(end);
      uncount?.();
    };
    const session = observed(
      { ...line, closed },
      {
        recorder: this.#recorder,
        faults: this.#faults,
        nameOf: (peerId) => peerById(this.#daemon, peerId)?.display_name,
        open: (inner) => new SocketSession(this.#daemon, inner, this.#authToken),
      },
    );
    life.onEnd(end);
    return session;
  }

  #hostFor(by: string): PeerHost {
    const { activity } = this.#daemon;
    return {
      open: ({ onFrame, onClose }) => {
        if (this.#life.isOver) throw this.#isAway(by);
        const line = { send: onFrame, close: onClose, patience: () => afterTurns(1) };
        const session = this.#open(line, { counted: false });
        return { send: (text) => session.receive(text), close: () => session.closed() };
      },
      call: (path, body) => {
        const authorization =
          this.#authToken === undefined ? {} : { authorization: `Bearer ${this.#authToken}` };
        const serve = (request: WireRequest) => this.#serve({ ...request, by });
        return fetchDoor(serve)(`${this.url}${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", ...authorization },
          body: JSON.stringify(body),
        });
      },
      after: (delay, action) => {
        if (!this.#closed) this.#timers.schedule(delay, action);
      },
      whenUp: (action) => {
        if (!this.#life.isOver) action();
        else if (!this.#closed) this.#whenUp.push(action);
      },
      transcript: () => this.transcript(),
      during: (script) => activity.duringScript(script),
      isOpen: (correlationId) =>
        isAskOpen(this.#daemon, correlationId) || this.#daemon.queries.has(correlationId),
      failed: (error) => {
        if (!this.#closed) this.#problems.push(error);
      },
    };
  }

  #isAway(peer: string): FakeDaemonError {
    const [state, advice] = this.#closed
      ? ["closed", "make another one"]
      : ["down", "await daemon.up() first, or call peer.reconnectAfter()"];
    const message = `the scripted peer ${peer} cannot connect, the fake daemon is ${state}: ${advice}`;
    return new FakeDaemonError("misuse", message);
  }

  #findings(): Finding[] {
    const { openAsks, unusedFaults, leakedStreams } = this.#strictness;
    const findings: Finding[] = [...this.#problems];
    for (const peer of openAsks ? this.#peers.values() : []) {
      for (const { correlation_id, from_peer, text } of peer.unscripted) {
        const message =
          `${peer.name} was asked ${JSON.stringify(text)} by ${from_peer} (${correlation_id}) and no ` +
          `script was for it: write ${peer.name}.onAsk(${JSON.stringify(text)}).reply("…"), take it ` +
          `with ${peer.name}.nextAsk(), or call ${peer.name}.silent()`;
        findings.push({ code: "open_asks", message });
      }
      for (const { correlation_id, from_peer, text } of peer.takenByHand) {
        const message =
          `${peer.name} was asked ${JSON.stringify(text)} by ${from_peer} (${correlation_id}), and the ` +
          `test took it with ${peer.name}.nextAsk() and did not answer it: write ` +
          `await ask.reply("…") or await ask.ack(), or call ${peer.name}.silent()`;
        findings.push({ code: "open_asks", message });
      }
    }
    for (const { target, fault, used, times } of unusedFaults ? this.#faults.unused : []) {
      const message =
        `the fault ${describe(fault)} for ${describe(target)} happened ${used} of ${times} times: ` +
        "remove it, or make the call that it is for";
      findings.push({ code: "unused_faults", message });
    }
    const open = leakedStreams ? this.#streams.open : [];
    if (open.length > 0) {
      const message = `the test left open: ${open.join(", ")}; close the client or the stream at its end`;
      findings.push({ code: "leaked_streams", message });
    }
    return findings;
  }
}
