import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";

import { Backoff, reconnectDelays, waitAfter } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { type PeerDiagnostics, publish } from "../observers.ts";
import { PeerConnectionError, PeerRefusedError, isRefusal, wouldFailAgain } from "../errors.ts";
import { closedError } from "../http/explain.ts";
import { currentToken } from "../options.ts";
import { type Scope, ScopeEnded } from "../scope.ts";
import { Connection, type ConnectionHost, type Presence, isBusy, lost } from "./connection.ts";
import { Registrar } from "./identity.ts";
import type { InboundMessage } from "./mailbox.ts";
import type { ConnectPeerParams, LivePeerStatus, PeerSettings, StatusChange } from "./options.ts";
import { webSocketOf } from "./socket.ts";

/** Give up after this many failures in a row of a kind that may be permanent. */
const mostFailures = 10;
/** How long the other side may take to answer a close, and the daemon to set a peer offline. */
const goodbye = 1_000;
const farewell = 2_000;
/** The pause before the daemon is asked again what it held back from a busy peer. */
const readAgain = 1_000;

/** What happens on a link. */
export type LinkEvents = ConnectionHost["events"] & {
  /** The peer ends. Called once, before its status changes. */
  onEnd(error: unknown): void;
};

type LinkState =
  /** The first connect is under way. */
  | { readonly status: "connecting" | "online" }
  /** `over` resolves when the peer is online again, or ends. */
  | { readonly status: "reconnecting"; readonly over: PromiseWithResolvers<void> }
  | { readonly status: "closed"; readonly error: unknown };

/**
 * Keeps a peer connected until its end. On every connect it registers, reads what the daemon knows of the
 * peer, and opens a socket that says the same. This works with every daemon, also after a restart.
 */
export class PeerLink implements ConnectionHost {
  readonly daemon: Daemon;
  readonly registrar: Registrar;
  readonly events: LinkEvents;
  /** Resolves at the end of the peer. Rejects if the daemon refused the peer. */
  readonly closed: Promise<void>;
  readonly #ending = Promise.withResolvers<void>();
  readonly #settings: PeerSettings;
  readonly #scope: Scope;
  readonly #backoff = new Backoff(reconnectDelays);
  readonly #presence: Presence = { isBusy: false, notesFrames: false };
  #state: LinkState = { status: "connecting" };
  /** The last connection. Its handshake may be under way, and it may have ended. */
  #connection: Connection | undefined;
  #stopping: Promise<void> | undefined;

  constructor(
    daemon: Daemon,
    params: ConnectPeerParams,
    settings: PeerSettings,
    events: LinkEvents,
  ) {
    this.daemon = daemon;
    this.events = events;
    this.#settings = settings;
    const tell = (error: unknown) => this.tell(error);
    this.registrar = new Registrar(daemon, params, settings.connectTimeout, tell);
    this.#scope = daemon.scope.child();
    this.closed = this.#ending.promise;
    // Perhaps nobody waits.
    this.closed.catch(() => undefined);
  }

  get status(): LivePeerStatus {
    const { status } = this.#state;
    return status === "connecting" ? "reconnecting" : status;
  }

  get peer_id(): string {
    return this.registrar.identity.peer_id;
  }

  get display_name(): string {
    return this.registrar.identity.display_name;
  }

  get circle(): string {
    return this.registrar.identity.circle;
  }

  get reconnected(): Promise<void> | undefined {
    return this.#state.status === "reconnecting" ? this.#state.over.promise : undefined;
  }

  /** Whether the peer ended because another program uses its identity. */
  get isSuperseded(): boolean {
    const { error } = this.#state as { error?: unknown };
    return error instanceof PeerRefusedError && error.reason.startsWith("superseded");
  }

  /**
   * Connects for the first time. Afterwards the link reconnects by itself, until the daemon refuses the peer
   * or keeps failing.
   */
  async start(): Promise<void> {
    const { signal, retryFirstConnect } = this.#settings;
    // Check this first: otherwise a peer without a WebSocket would stay registered.
    webSocketOf(this.daemon.settings);
    const claimed = this.registrar.claim;
    const first = this.#scope.child({ signal });
    try {
      const connection = await (retryFirstConnect ? this.#retry(first, 0) : this.#connect(first));
      void this.#keep(connection, claimed);
    } catch (thrown) {
      void this.stop();
      const { registered: peer_id } = this.registrar;
      if (thrown instanceof ScopeEnded) {
        if (thrown.why === "aborted") throw thrown.reason;
        const call = { name: "connectPeer", request: { method: "GET", path: "/ws" } } as const;
        throw closedError(call, peer_id !== undefined);
      }
      if (peer_id === undefined || !isRepowireError(thrown)) throw thrown;
      // The peer exists, and the error of a call does not say so.
      throw thrown instanceof PeerConnectionError ? thrown : lost(this, thrown.message);
    } finally {
      first.end();
    }
  }

  send(frame: object): boolean {
    return this.#connection?.socket.send(frame) ?? false;
  }

  tell(error: unknown, message?: InboundMessage): void {
    this.daemon.callbacks.tell("onError", this.#settings.onError, [error, message]);
  }

  publish(change: PeerDiagnostics["change"], correlation_id?: string): void {
    publish("repowire:peer", () => {
      const { peer_id, display_name, circle } = this;
      return { peer_id, display_name, circle, change, correlation_id };
    });
  }

  /** Sets the peer's state, now and after each reconnect. */
  report(status: "online" | "busy", turn_state: string | undefined): boolean {
    const presence = this.#presence;
    presence.report = { status, turn_state };
    const sent = this.send({ type: "status", ...presence.report });
    const wasBusy = presence.isBusy;
    presence.isBusy = isBusy(presence.report);
    if (wasBusy && !presence.isBusy && sent) {
      this.events.onMissed("idle");
      // The daemon may have held back another message before it read the frame.
      this.#scope.schedule(readAgain, () => this.events.onMissed("idle"));
    }
    return sent;
  }

  /** Ends the peer. `error`: the daemon refused it, or kept failing. */
  end(error?: unknown): void {
    if (this.#state.status === "closed") return;
    this.events.onEnd(error);
    void this.stop();
    this.#become({ status: "closed", error }, { error });
    if (error === undefined) this.#ending.resolve();
    else this.#ending.reject(error);
  }

  /** Ends the connection for good. Resolves when it is gone, or after a time limit. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop());
  }

  async #stop(): Promise<void> {
    const { scope } = this.daemon;
    const socket = this.#connection?.socket;
    this.#scope.end();
    const leaving = this.registrar.leave();
    socket?.close();
    const left = scope.within({ timeout: farewell }, () => leaving);
    const gone = scope.within({ timeout: goodbye }, () => socket?.gone);
    await Promise.all([left.catch(() => undefined), gone.catch(() => socket?.drop())]);
  }

  /** Changes the status, and tells the user, who does not know the peer before the first connect. */
  #become(
    state: LinkState,
    { error, previous_peer_id }: { error?: unknown; previous_peer_id?: string | undefined },
  ): void {
    const before = this.#state;
    this.#state = state;
    if (before.status === "reconnecting") before.over.resolve();
    if (before.status === "connecting" && state.status !== "online") return;
    const { peer_id, display_name, status } = this;
    this.publish(status);
    const { onStatus } = this.#settings;
    const onFailure = (thrown: unknown) => this.tell(thrown);
    const isOther = previous_peer_id !== undefined && previous_peer_id !== peer_id;
    const change: StatusChange = {
      peer_id,
      display_name,
      ...(isOther && { previous_peer_id }),
      ...(error !== undefined && { error }),
    };
    this.daemon.callbacks.tell("onStatus", onStatus, [status, change], onFailure);
  }

  /** Connects again after each connection, the first of which is given, until the peer ends. */
  async #keep(first: Connection, claimed: string | undefined): Promise<void> {
    const scope = this.#scope;
    let previous_peer_id = claimed;
    for (let connection = first; ;) {
      const ending = connection.watch(scope);
      this.#become({ status: "online" }, { previous_peer_id });
      this.events.onMissed("connected");
      const error = await ending;
      if (scope.ended !== undefined) return;
      if (error instanceof PeerRefusedError) return this.end(error);
      this.#become({ status: "reconnecting", over: Promise.withResolvers() }, { error });
      this.tell(error);
      if (connection.lasted) this.#backoff.reset();
      previous_peer_id = this.peer_id;
      try {
        connection = await this.#retry(scope, this.#backoff.next());
      } catch (thrown) {
        if (scope.ended === undefined) this.end(thrown);
        return;
      }
    }
  }

  /** Connects, with as many attempts as it takes. Rejects if the daemon refuses or keeps failing. */
  async #retry(scope: Scope, firstPause: number): Promise<Connection> {
    for (let failures = 0, pause = firstPause; ;) {
      await scope.pause(pause);
      try {
        return await this.#connect(scope);
      } catch (error) {
        scope.throwIfEnded();
        if (error instanceof PeerRefusedError || isRefusal(error) || isMisuse(error)) throw error;
        if (isDaemonHTTPError(error) && wouldFailAgain(error)) failures += 1;
        if (failures >= mostFailures) throw error;
        this.tell(error);
        pause = waitAfter(error, this.#backoff.next());
      }
    }
  }

  async #connect(within: Scope): Promise<Connection> {
    const { capabilities, connectTimeout, checkInterval } = this.#settings;
    const scope = within.child({ timeout: connectTimeout });
    let step = "the token function";
    let connection: Connection | undefined;
    try {
      const token = await scope.run(() => currentToken(this.daemon.settings));
      step = "the registration";
      await scope.run(() => this.registrar.register(scope));
      step = "the socket";
      const frame = this.registrar.connectFrame(capabilities, token);
      const made = new Connection(this, frame, this.#presence, checkInterval);
      connection = this.#connection = made;
      const welcome = await scope.run(() => made.socket.connected);
      if (welcome === undefined) throw await made.ended;
      this.registrar.accepted(welcome);
      return made;
    } catch (thrown) {
      connection?.socket.drop();
      if (thrown instanceof ScopeEnded && scope.ended?.why === "timed out") {
        throw lost(this, `no answer within ${connectTimeout} ms; it waited for ${step}`);
      }
      throw thrown;
    } finally {
      scope.end();
    }
  }
}

/**
 * Whether the parameters cannot work, so that another attempt is pointless. A token function may return
 * another token next time, but parameters do not change.
 */
function isMisuse(error: unknown): boolean {
  return error instanceof TypeError && /^(?:connectPeer|registerPeer): /.test(error.message);
}
