import type { ConnectFrame } from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";
import { isFinalCloseCode } from "@repowire/protocol/guards";

import { Backoff, reconnectDelays, waitAfter } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { type PeerDiagnostics, publish } from "../observers.ts";
import {
  PeerConnectionError,
  PeerRefusedError,
  hasCode,
  isRefusal,
  wouldFailAgain,
} from "../errors.ts";
import { visible } from "../format-inbound.ts";
import { closedError, redactor } from "../http/explain.ts";
import { currentToken } from "../options.ts";
import { type Scope, ScopeEnded, wallTime } from "../scope.ts";
import { type Identity, Registrar, longestName } from "./identity.ts";
import type { InboundMessage, Mailbox } from "./mailbox.ts";
import type { ConnectPeerParams, LivePeerStatus, PeerSettings, StatusChange } from "./options.ts";
import { type Frame, PeerSocket, type SocketEnd } from "./socket.ts";

/** A connection that lasted this many milliseconds was good. */
const lasting = 10_000;
/** Give up after this many failures in a row of a kind that may be permanent. */
const mostFailures = 10;
/** How long the other side may take to answer a close, and the daemon to set a peer offline. */
const goodbye = 1_000;
const farewell = 2_000;
/** The time limit of a check, the pause after a failed one, and the pause after the peer was busy. */
const checkTimeout = 10_000;
const checkAgain = 5_000;
const readAgain = 1_000;
/** The shortest pause between two checks. */
const leastInterval = 50;
/** If a timer is late by this many milliseconds, the machine slept. */
const slept = 30_000;
/** How many checks of a socket without pings pass between two frames that the daemon must note. */
const checksBetweenProbes = 10;

/**
 * Keeps a peer connected. On every connect it registers, reads what the daemon knows of the peer, and
 * opens a socket that says the same. This works with every daemon, also after a restart.
 */
export class PeerLink {
  readonly daemon: Daemon;
  readonly registrar: Registrar;
  /** `undefined` until the first connect succeeded. */
  status: LivePeerStatus | undefined;
  #mailbox!: Mailbox;
  #onEnd!: (error: unknown) => void;
  readonly #settings: PeerSettings;
  readonly #scope: Scope;
  readonly #backoff = new Backoff(reconnectDelays);
  /** The last attempt to connect, and its registration, until its socket is connected. */
  #connecting: Promise<unknown> | undefined;
  #registering: Promise<Identity> | undefined;
  /** The last token of the socket. Errors must not show it. */
  #secret: string | undefined;
  /** The last id that the user was told. */
  #known: string | undefined;
  /** As of the last connect. */
  #identity: Identity | undefined;
  #socket: PeerSocket | undefined;
  #report: { readonly status: string; readonly turn_state: string | undefined } | undefined;
  #online = Promise.withResolvers<void>();
  #isBusy = false;
  /** Whether this daemon was seen to note a status frame in `last_seen`. */
  #notesFrames = false;

  constructor(daemon: Daemon, params: ConnectPeerParams, settings: PeerSettings) {
    this.daemon = daemon;
    this.#settings = settings;
    const tell = (error: unknown) => this.tell(error);
    this.registrar = new Registrar(daemon, params, settings.connectTimeout, tell);
    this.#known = params.peer_id;
    this.#scope = daemon.scope.child();
  }

  get peer_id(): string {
    return this.#identity?.peer_id ?? "";
  }

  get display_name(): string {
    return this.#identity?.display_name ?? "";
  }

  get circle(): string {
    return this.#identity?.circle ?? this.registrar.registration.circle;
  }

  /** Resolves when the peer is online: now, or after a reconnect. Rejects if the peer ends first. */
  get online(): Promise<void> {
    return this.#online.promise;
  }

  /**
   * Connects for the first time. Afterwards the link reconnects by itself, until it calls `onEnd`, because
   * the daemon refuses the peer or keeps failing.
   */
  async start(mailbox: Mailbox, onEnd: (error: unknown) => void): Promise<void> {
    const { signal, retryFirstConnect } = this.#settings;
    this.#mailbox = mailbox;
    this.#onEnd = onEnd;
    // Check this first: otherwise a peer without a WebSocket would stay registered.
    webSocketOf(this.daemon);
    const first = this.#scope.child({ signal });
    try {
      const socket = await (retryFirstConnect ? this.#retry(first, 0) : this.#connect(first));
      void this.#keep(socket);
    } catch (thrown) {
      this.#scope.end();
      void this.#leave();
      const { registered: peer_id } = this.registrar;
      if (thrown instanceof ScopeEnded) {
        if (thrown.why === "aborted") throw thrown.reason;
        const call = { name: "connectPeer", request: { method: "GET", path: "/ws" } } as const;
        throw closedError(call, peer_id !== undefined);
      }
      if (peer_id === undefined || !isRepowireError(thrown)) throw thrown;
      // The peer exists, and the error of a call does not say so.
      throw thrown instanceof PeerConnectionError ? thrown : this.#lost(thrown.message);
    } finally {
      first.end();
    }
  }

  /** Sends a frame; `false` if there is no connection. */
  send(frame: object): boolean {
    return this.#socket?.send(frame) ?? false;
  }

  /** Calls `onError`. */
  tell(error: unknown, message?: InboundMessage): void {
    this.daemon.callbacks.tell("onError", this.#settings.onError, [error, message]);
  }

  /** Tells the diagnostics channel. */
  publish(change: PeerDiagnostics["change"], correlation_id?: string): void {
    publish("repowire:peer", () => {
      const { peer_id, display_name, circle } = this;
      return { peer_id, display_name, circle, change, correlation_id };
    });
  }

  /**
   * Changes the status, and tells the user. Before the first connect, the user does not know the peer yet.
   */
  setStatus(status: LivePeerStatus, error?: unknown): void {
    this.status = status;
    if (status === "reconnecting") this.#online = Promise.withResolvers();
    if (status === "online") this.#online.resolve();
    if (status === "closed") this.#online.reject(error);
    // Perhaps nobody waits.
    this.#online.promise.catch(() => undefined);
    if (this.#identity === undefined) return;
    const { peer_id, display_name } = this.#identity;
    const previous_peer_id = this.#known;
    this.#known = peer_id;
    const change: StatusChange = {
      peer_id,
      display_name,
      ...(previous_peer_id !== undefined && previous_peer_id !== peer_id && { previous_peer_id }),
      ...(error !== undefined && { error }),
    };
    this.publish(status);
    const { onStatus } = this.#settings;
    const onFailure = (thrown: unknown) => this.tell(thrown);
    this.daemon.callbacks.tell("onStatus", onStatus, [status, change], onFailure);
  }

  /** Sets the peer's state, now and after each reconnect. */
  report(status: "online" | "busy", turn_state: string | undefined): boolean {
    this.#report = { status, turn_state };
    const sent = this.send({ type: "status", ...this.#report });
    const busy = isBusy(this.#report);
    if (this.#isBusy && !busy && sent) {
      this.#mailbox.missed("idle");
      // The daemon may have held back another message before it read the frame.
      this.#scope.schedule(readAgain, () => this.#mailbox.missed("idle"));
    }
    this.#isBusy = busy;
    return sent;
  }

  /** Ends the connection for good. Resolves when it is gone, or after a time limit. */
  async stop(): Promise<void> {
    const { scope } = this.daemon;
    const socket = this.#socket;
    this.#socket = undefined;
    this.#scope.end();
    // This connect has just ended, with its scope.
    await this.#connecting?.catch(() => undefined);
    const left = scope.within({ timeout: farewell }, () => this.#leave());
    socket?.close();
    const gone = scope.within({ timeout: goodbye }, () => socket?.gone);
    await Promise.all([left.catch(() => undefined), gone.catch(() => socket?.drop())]);
  }

  /** Sets the peer offline if an attempt to connect may have registered it without a socket. */
  async #leave(): Promise<void> {
    if (this.#registering !== undefined) await this.registrar.leave(this.#registering);
  }

  #connect(within: Scope): Promise<PeerSocket> {
    const attempt = within.child({ timeout: this.#settings.connectTimeout });
    const connecting = this.#attempt(attempt).finally(() => attempt.end());
    this.#connecting = connecting;
    return connecting;
  }

  async #attempt(scope: Scope): Promise<PeerSocket> {
    const { settings } = this.daemon;
    let step = "the token function";
    try {
      this.#secret = await scope.run(() => currentToken(settings));
      step = "the registration";
      const registering = (this.#registering = this.registrar.register(scope));
      const identity = await scope.run(() => registering);
      step = "the socket";
      const url = `${settings.base.replace(/^http/, "ws")}/ws`;
      const frame = this.#connectFrame(identity);
      const read = (found?: Frame) => this.#mailbox.read(found);
      const socket = new PeerSocket(webSocketOf(this.daemon), url, frame, read);
      this.#socket = socket;
      const welcome = await scope.run(() => socket.connected);
      if (welcome === undefined) throw this.#ended(await socket.ended);
      this.#identity = { ...identity, ...welcome };
      this.registrar.claim = this.registrar.registered = welcome.peer_id;
      this.#registering = undefined;
      return socket;
    } catch (thrown) {
      this.#socket?.drop();
      this.#socket = undefined;
      if (thrown instanceof ScopeEnded && scope.ended?.why === "timed out") {
        throw this.#lost(`no answer within ${scope.ended.timeout} ms; it waited for ${step}`);
      }
      throw thrown;
    }
  }

  #connectFrame(identity: Identity): ConnectFrame {
    const { path, backend, model } = this.registrar.registration;
    const { peer_id, display_name, circle, role } = identity;
    return {
      type: "connect",
      display_name: display_name.slice(0, longestName),
      circle,
      backend,
      path,
      peer_id,
      role,
      model: model ?? undefined,
      hook_version: 1,
      capabilities: [...new Set(["delivery_receipts", ...this.#settings.capabilities])],
      auth_token: this.#secret,
    } as ConnectFrame;
  }

  async #keep(first: PeerSocket): Promise<void> {
    const scope = this.#scope;
    for (let socket = first; ;) {
      const since = wallTime(this.daemon.clock);
      const connection = scope.child();
      if (this.#report !== undefined) socket.send({ type: "status", ...this.#report });
      this.setStatus("online");
      this.#mailbox.missed("connected");
      void this.#watch(socket, connection);
      const end = await socket.ended;
      connection.end();
      if (scope.ended !== undefined) return;
      this.#socket = undefined;
      const error = this.#ended(end);
      if (error instanceof PeerRefusedError) return this.#onEnd(error);
      if (end.code === 1001 && end.words === "peer retired") this.registrar.claim = undefined;
      this.setStatus("reconnecting", error);
      this.tell(error);
      if (wallTime(this.daemon.clock) - since >= lasting) this.#backoff.reset();
      try {
        socket = await this.#retry(scope, this.#backoff.next());
      } catch (thrown) {
        if (scope.ended === undefined) this.#onEnd(thrown);
        return;
      }
    }
  }

  /** Connects, with as many attempts as it takes. Rejects if the daemon refuses or keeps failing. */
  async #retry(scope: Scope, firstPause: number): Promise<PeerSocket> {
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

  /**
   * Checks from time to time that the daemon still knows the peer and its socket. A socket can stay open
   * although the daemon dropped the peer or the network is gone. An orchestrator counts as present only
   * if it reports regularly.
   */
  async #watch(socket: PeerSocket, scope: Scope): Promise<void> {
    const { caller } = this.daemon;
    const interval = Math.max(this.#settings.checkInterval, leastInterval);
    const options = { signal: scope.signal, timeout: checkTimeout };
    let pause = interval;
    let failures = 0;
    let isUnknown = false;
    /** `last_seen` before the daemon was sent a frame that changes it. */
    let before: string | undefined;
    for (let checks = 0; ;) {
      const due = wallTime(this.daemon.clock) + pause;
      try {
        await scope.pause(pause);
        const late = wallTime(this.daemon.clock) - due;
        if (late >= slept)
          return socket.drop(`the machine slept for ${Math.round(late / 1_000)} s`);
        if (!socket.ping()) return socket.drop("the daemon did not answer a ping");
        const me = await this.registrar.look(this.peer_id, options);
        failures = 0;
        isUnknown = false;
        pause = interval;
        if (me.ws_connected === false || me.status === "offline") {
          return socket.close("the daemon no longer has this socket for the peer");
        }
        if (this.registrar.isTaken(me)) {
          return this.#onEnd(this.#superseded("superseded by another registration"));
        }
        const { last_seen } = me;
        if (before !== undefined) {
          if (last_seen !== before) this.#notesFrames = true;
          else if (this.#notesFrames) return socket.drop("a frame did not reach the daemon");
        }
        const isProbe = !socket.pings && last_seen != null && checks % checksBetweenProbes === 0;
        before = isProbe ? last_seen : undefined;
        checks += 1;
        if (isProbe) socket.send({ type: "status", ...(this.#report ?? { status: me.status }) });
        const busy = isBusy(me);
        const held = this.#isBusy || (me.pending_ask_count ?? 0) > 0;
        if (!busy) this.#mailbox.missed(held ? "idle" : "checked");
        this.#isBusy = busy;
        if (!isProbe && me.role === "orchestrator") {
          await caller.call("touchPeer", { name: this.peer_id }, options);
        }
      } catch (error) {
        if (scope.ended !== undefined) return;
        if (hasCode(error, "unknown_peer")) {
          if (isUnknown) return this.#onEnd(this.#removed());
          // A daemon that restarted says the same while this socket does not know of it. The ping finds out.
          isUnknown = true;
          socket.ping();
          pause = Math.min(checkAgain, interval);
          continue;
        }
        this.tell(error);
        // The failure of a token function, or of a daemon that answers, says nothing about the socket.
        if (!isRepowireError(error) || (isDaemonHTTPError(error) && error.status < 502)) continue;
        failures += 1;
        if (failures > 1) return socket.drop("two checks in a row failed");
        pause = Math.min(checkAgain, interval);
      }
    }
  }

  #removed(): PeerRefusedError {
    return this.#refused(
      `${this.display_name} was removed from the mesh. Call connectPeer again to connect as a new peer.`,
      "removed",
    );
  }

  #superseded(reason: string, code?: number): PeerRefusedError {
    const name = this.display_name || "this peer";
    const message =
      `another program connected as ${name} (${visible(reason)}). Use another folder or circle for the ` +
      "second program.";
    return this.#refused(message, reason, code);
  }

  #refused(message: string, reason: string, code?: number): PeerRefusedError {
    const options = { peer_id: this.registrar.registered };
    return new PeerRefusedError(`connectPeer: ${message}`, reason, code, options);
  }

  /** Explains why a socket ended. */
  #ended({ code, words }: SocketEnd): PeerConnectionError {
    const { origin, secrets } = this.daemon.settings;
    const reason = redactor(secrets, this.#secret)(words) || "no reason given";
    const said = visible(reason);
    if (code === 1001 && words === "peer removed by daemon") return this.#removed();
    if (code === 1000 && words.startsWith("superseded")) return this.#superseded(reason, code);
    if (code !== undefined && isFinalCloseCode(code)) {
      const message = `${origin} refused the peer (${code}): ${said}. It would refuse it again.`;
      return this.#refused(message, reason, code);
    }
    return this.#lost(code === undefined ? said : `code ${code}${words && `, ${said}`}`);
  }

  #lost(message: string): PeerConnectionError {
    const { origin } = this.daemon.settings;
    return new PeerConnectionError(`connectPeer: the connection to ${origin} ended: ${message}.`, {
      peer_id: this.registrar.registered,
      cause: { name: "Error", message },
    });
  }
}

/**
 * Whether the parameters cannot work, so that another attempt is pointless. A token function may return
 * another token next time, but parameters do not change.
 */
function isMisuse(error: unknown): boolean {
  return error instanceof TypeError && /^(?:connectPeer|registerPeer): /.test(error.message);
}

function webSocketOf({ settings }: Daemon) {
  const found = settings.WebSocket ?? globalThis.WebSocket;
  if (typeof found === "function") return found;
  throw new TypeError("connectPeer: there is no global WebSocket; pass WebSocket to the client");
}

/** Whether a Go daemon holds messages back for a peer in this state. */
function isBusy({ status, turn_state }: { status?: unknown; turn_state?: unknown }): boolean {
  return status === "busy" || turn_state === "working";
}
