import type { DaemonVersion, EndpointName } from "@repowire/protocol";

import { type Assembly, assemble } from "./assembly.ts";
import type { DaemonSettings } from "./daemon/settings.ts";
import type { FakeMachine } from "./fake-machine.ts";
import type { FakeState } from "./fake-state.ts";
import type {
  Address,
  ClientOptions,
  FakeDaemonOptions,
  FaultOptions,
  ListenOptions,
} from "./options.ts";
import type { ScriptedPeer, ScriptedPeerOptions } from "./peers/scripted-peer.ts";
import type { Seed } from "./seed.ts";
import type { Duration } from "./time/duration.ts";
import type { FakeClock } from "./time/fake-clock.ts";
import type { RecordedCall, RecordedMessage, RecordedRequest } from "./wire/entries.ts";
import type { FaultHandle, FaultTarget, PlannedFault, WantedFault } from "./wire/faults/fault.ts";
import type { CallMatch } from "./wire/patterns.ts";
import type { TranscriptOptions } from "./wire/transcript.ts";

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
  /** The daemon's clock. */
  readonly clock: FakeClock;
  /** The machine of the daemon: its panes and processes. */
  readonly machine: FakeMachine;
  /** What the daemon knows, to read in tests. */
  readonly state: FakeState;
  /** Creates peers, asks, messages and events that exist before the test acts. */
  readonly seed: Seed;
  /** Everything a client needs: `new RepowireClient(daemon.clientOptions)`. */
  readonly clientOptions: ClientOptions;
  /** @internal The parts, for the control API, the matchers and the runners. */
  declare readonly parts: Assembly;

  /** @throws FakeDaemonError for an invalid option. */
  constructor(options: FakeDaemonOptions = {}) {
    const parts = assemble(this.url, options);
    // Not enumerable, so that a message of a test that shows a daemon stays short.
    Object.defineProperty(this, "parts", { value: parts });
    ({ version: this.version, clientOptions: this.clientOptions } = parts);
    ({ fetch: this.fetch, WebSocket: this.WebSocket, clock: this.clock } = parts.clientOptions);
    ({ machine: this.machine, state: this.state, seed: this.seed } = parts);
  }

  /** The recorded calls, oldest first. The record keeps the last 10,000 calls and frames. */
  get requests(): readonly RecordedRequest[] {
    return this.parts.traffic.recorder.requests;
  }

  /** The recorded frames of all sockets, oldest first, with the limit of {@link FakeDaemon.requests}. */
  get messages(): readonly RecordedMessage[] {
    return this.parts.traffic.recorder.messages;
  }

  /** The peers that {@link FakeDaemon.peer} made. */
  get scriptedPeers(): readonly ScriptedPeer[] {
    return this.parts.peers.all;
  }

  /** The planned faults, oldest first. */
  get faults(): readonly PlannedFault[] {
    return this.parts.traffic.faults.all;
  }

  /** The current values of the daemon's constants. */
  get settings(): Readonly<DaemonSettings> {
    return structuredClone(this.parts.daemon.settings);
  }

  /**
   * Changes the daemon's constants until {@link FakeDaemon.reset}.
   *
   * @throws FakeDaemonError for a setting that does not exist.
   */
  configure(settings: Partial<DaemonSettings>): void {
    this.parts.lifecycle.configure(settings);
  }

  /**
   * Returns the conversation, one line for each message. Ids are the same in every run (`<ask:1>`),
   * so the text suits an inline snapshot. `format: "mermaid"` returns a sequence diagram.
   */
  transcript(options: TranscriptOptions = {}): string {
    return this.parts.transcript(options);
  }

  /**
   * Connects a peer that the test scripts. A second call with the same name and circle returns the
   * same peer.
   *
   * @throws FakeDaemonError if the daemon refuses the peer, or if the peer exists already with other
   *   options.
   */
  peer(name: string, options: ScriptedPeerOptions = {}): ScriptedPeer {
    return this.parts.peers.get(name, options);
  }

  /**
   * Plans a fault in calls of an endpoint or in frames, such as `daemon.fault("ask", "reset")`. If
   * several faults match, the first that is not used up happens. Calls of scripted peers have no
   * faults. {@link FaultTarget} and {@link WantedFault} show what can be written.
   *
   * @throws FakeDaemonError for a fault that cannot happen.
   */
  fault(target: FaultTarget, fault: WantedFault, options: FaultOptions = {}): FaultHandle {
    return this.parts.traffic.faults.add(target, fault, options);
  }

  /**
   * Resolves with the first call of an endpoint that matches, even if it was made before. It resolves
   * when the call is answered, or when the call waits and nothing else is under way. {@link CallMatch}
   * shows what can be written.
   */
  waitFor<Name extends EndpointName>(
    endpoint: Name,
    match: CallMatch<RecordedCall<Name>> = {},
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<RecordedCall<Name>> {
    return this.parts.traffic.waitFor(endpoint, match, options);
  }

  /**
   * Takes the daemon down: sockets close, and calls are refused. It stays down for the duration, or
   * until {@link FakeDaemon.up}. It keeps what a real daemon keeps on its disk.
   */
  down(duration?: Duration): Promise<void> {
    return this.parts.lifecycle.down(duration);
  }

  /** Starts the daemon again with what a real daemon keeps on its disk. */
  up(): Promise<void> {
    return this.parts.lifecycle.up();
  }

  /**
   * Stops the daemon and starts it again. It loses what a real daemon does not keep on its disk. After
   * a `crash`, Go also loses the identities of peers that registered since its last repair.
   */
  restart(options: { readonly crash?: boolean | undefined } = {}): Promise<void> {
    return this.parts.lifecycle.restart(options);
  }

  /** Repairs the registry now, even if the last repair was a moment ago. */
  repair(): Promise<void> {
    return this.parts.lifecycle.repair();
  }

  /**
   * Serves on a loopback port too. Port 0 takes a free one. Requests from other hosts and origins
   * are refused. The first call opens the only port; later calls return its address.
   *
   * @throws FakeDaemonError if the fake daemon is closed, or listens already with other options.
   */
  async listen(options: ListenOptions = {}): Promise<Address> {
    // Loaded here, so that tests without a port do not pay for it.
    const { control } = await import("./doors/control.ts");
    return this.parts.lifecycle.listen(options, (request) => control(this, request));
  }

  /**
   * Checks that the test left nothing behind: no calls of unknown routes, unanswered asks, unused
   * faults, open streams, calls that wait for time to pass, or errors of scripts and timers. A stream
   * that was closed just now may still count as open, so `await daemon.clock.settled()` first.
   *
   * @throws FakeDaemonError that lists what was left, followed by the transcript.
   */
  verify(): void {
    this.parts.verification.now();
  }

  /**
   * Removes all peers, faults and records, and restores the first settings. Open calls and sockets
   * end, as when the daemon restarts. A port stays open, and a daemon that is down stays down.
   */
  reset(): void {
    this.parts.lifecycle.reset();
  }

  /** Ends all calls, sockets and the port. Later calls are refused. */
  close(): Promise<void> {
    return this.parts.lifecycle.close();
  }

  /** The same as `close()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
