import type { ConnectFrame, Peer, RegisterPeerResult } from "@repowire/protocol";
import { isDaemonHTTPError } from "@repowire/protocol/errors";
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
import { checkToken } from "../options.ts";
import { type Scope, ScopeEnded } from "../scope.ts";
import type { InboundMessage, Mailbox, PeerHost } from "./mailbox.ts";
import {
  type ConnectPeerParams,
  type LivePeerStatus,
  type PeerSettings,
  type Registration,
  derivedName,
  longestName,
  registrationOf,
} from "./options.ts";
import { PeerSocket, type SocketEnd } from "./socket.ts";

/** The daemon's view of a peer. The peer's socket must say the same. */
interface Identity {
  readonly peer_id: string;
  readonly display_name: string;
  readonly circle: string;
  readonly role: string;
}

/** A connection that lasted this many milliseconds was good, even if nothing came. */
const lasting = 10_000;
/** Give up after this many failures in a row of a kind that may be permanent. */
const mostFailures = 10;
/** How long the other side may take to answer a close. */
const goodbye = 1_000;
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
/** The shortest time limit of a registration, which continues after the connect ended. */
const leastTimeout = 30_000;
/** How many other folders of the same name a registration may meet. */
const mostNamesakes = 20;

/**
 * Registrations of failed connects, by folder, circle and backend. The next connect of the same client
 * takes them over, so that a component that mounts twice is one peer.
 */
const leftBehind = /* @__PURE__ */ new WeakMap<Daemon, Map<string, Promise<string | undefined>>>();

/**
 * Keeps a peer connected. On every connect it registers, reads what the daemon knows of the peer, and
 * opens a socket that says the same. This works with every daemon, also after a restart.
 */
export class PeerLink implements PeerHost {
  readonly daemon: Daemon;
  readonly registration: Registration;
  status: LivePeerStatus | undefined;
  #mailbox: Mailbox | undefined;
  #onEnd: (error: unknown) => void = () => undefined;
  readonly #settings: PeerSettings;
  readonly #scope: Scope;
  readonly #backoff = new Backoff(reconnectDelays);
  /** What a connect is doing. */
  #step = "";
  /** The last token of the socket. Errors must not show it. */
  #secret: string | undefined;
  /** The id to claim at the next registration. */
  #claim: string | undefined;
  /** The id of the last registration. */
  #registered: string | undefined;
  /** The last id that the user was told. */
  #known: string | undefined;
  /** As of the last connect. */
  #identity: Identity | undefined;
  #socket: PeerSocket | undefined;
  #report: { readonly status: string; readonly turn_state: string | undefined } | undefined;
  #isBusy = false;
  /** Whether this daemon was seen to note a status frame in `last_seen`. */
  #notesFrames = false;

  constructor(daemon: Daemon, params: ConnectPeerParams, settings: PeerSettings) {
    this.daemon = daemon;
    this.registration = registrationOf(params);
    this.#settings = settings;
    this.#claim = this.#known = params.peer_id;
    this.#scope = daemon.scope.child();
  }

  get peer_id(): string {
    return this.#identity?.peer_id ?? "";
  }

  get display_name(): string {
    return this.#identity?.display_name ?? "";
  }

  get circle(): string {
    return this.#identity?.circle ?? this.registration.circle;
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
      if (!(thrown instanceof ScopeEnded)) throw thrown;
      if (thrown.why === "aborted") throw thrown.reason;
      const call = { name: "connectPeer", request: { method: "GET", path: "/ws" } } as const;
      throw closedError(call, this.#registered !== undefined);
    } finally {
      first.end();
    }
  }

  send(frame: object): boolean {
    return this.#socket?.send(frame) ?? false;
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

  /** Changes the status and tells the user, also if only the id has changed. */
  setStatus(status: LivePeerStatus, error?: unknown): void {
    const { peer_id, display_name } = this;
    const previous_peer_id = this.#known;
    const renamed = previous_peer_id !== undefined && previous_peer_id !== peer_id;
    const change = {
      peer_id,
      display_name,
      ...(renamed && { previous_peer_id }),
      ...(error !== undefined && { error }),
    };
    this.#known = peer_id;
    this.status = status;
    this.publish(status);
    this.daemon.callbacks.tell("onStatus", this.#settings.onStatus, [status, change], (thrown) =>
      this.tell(thrown),
    );
  }

  /** Sets the peer's state, now and after each reconnect. */
  report(status: "online" | "busy", turn_state: string | undefined): boolean {
    this.#report = { status, turn_state };
    const sent = this.send({ type: "status", ...this.#report });
    const busy = isBusy(this.#report);
    if (this.#isBusy && !busy && sent) {
      this.#mailbox?.missed("idle");
      // The daemon may have held back another message before it read the frame.
      this.#scope.schedule(readAgain, () => this.#mailbox?.missed("idle"));
    }
    this.#isBusy = busy;
    return sent;
  }

  /** Ends the connection for good. Resolves when it is gone, or after a time limit. */
  async stop(): Promise<void> {
    this.#scope.end();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.close();
    await this.daemon.scope.within({ timeout: goodbye }, () => socket.gone).catch(() => undefined);
  }

  async #connect(within: Scope): Promise<PeerSocket> {
    const { settings } = this.daemon;
    const timeout = this.#settings.connectTimeout;
    const attempt = within.child({ timeout });
    let registering: Promise<Identity> | undefined;
    try {
      const token = await this.#token(attempt);
      this.#step = "the registration";
      registering = this.#register(attempt);
      const identity = await attempt.run(() => registering as Promise<Identity>);
      this.#claim = this.#registered = identity.peer_id;
      await attempt.run(() => this.#checkName(identity.display_name));
      this.#step = "the socket";
      const url = `${settings.base.replace(/^http/, "ws")}/ws`;
      const frame = this.#connectFrame(identity, token);
      const socket = new PeerSocket(webSocketOf(this.daemon), url, frame, {
        onFrame: (received) => {
          if (this.#mailbox?.read(received)) this.#backoff.reset();
        },
        onUnreadable: () => this.#mailbox?.unreadable(["it is not a frame"]),
      });
      this.#socket = socket;
      const welcome = await attempt.run(() => socket.connected);
      if (welcome === undefined) throw this.#ended(await socket.ended);
      this.#identity = { ...identity, ...welcome };
      this.#claim = welcome.peer_id;
      return socket;
    } catch (thrown) {
      this.#socket?.close();
      this.#socket = undefined;
      // A later attempt of this link claims the id itself.
      const isLast = this.#identity === undefined || this.#scope.ended !== undefined;
      if (registering !== undefined && isLast) this.#leave(registering);
      if (thrown instanceof ScopeEnded && attempt.ended?.why === "timed out") {
        throw this.#lost(`no answer within ${timeout} ms; it waited for ${this.#step}`);
      }
      throw thrown;
    } finally {
      attempt.end();
    }
  }

  /** Returns the token for the socket. The user's function may fail, and may never answer. */
  async #token(attempt: Scope): Promise<string | undefined> {
    const { authToken } = this.daemon.settings;
    this.#step = "the token function";
    const given =
      typeof authToken === "function" ? await attempt.run(() => authToken()) : authToken;
    this.#step = "the token";
    this.#secret = given === undefined ? undefined : checkToken(given);
    return this.#secret;
  }

  #connectFrame(identity: Identity, auth_token: string | undefined): ConnectFrame {
    const { path, backend, model } = this.registration;
    const { peer_id, circle, role } = identity;
    const frame = {
      type: "connect",
      display_name: identity.display_name.slice(0, longestName),
      circle,
      backend,
      path,
      peer_id,
      role,
      model: model ?? undefined,
      hook_version: 1,
      capabilities: [...new Set(["delivery_receipts", ...this.#settings.capabilities])],
      auth_token,
    };
    return frame as ConnectFrame;
  }

  async #keep(first: PeerSocket): Promise<void> {
    const scope = this.#scope;
    for (let socket = first; ;) {
      const since = this.#wallTime();
      const connection = scope.child();
      if (this.#report !== undefined) socket.send({ type: "status", ...this.#report });
      this.setStatus("online");
      this.#mailbox?.missed("connected");
      void this.#watch(socket, connection);
      const end = await socket.ended;
      connection.end();
      if (scope.ended !== undefined) return;
      this.#socket = undefined;
      const error = this.#ended(end);
      if (error instanceof PeerRefusedError) return this.#onEnd(error);
      if (end.code === 1001 && end.words === "peer retired") this.#claim = undefined;
      this.setStatus("reconnecting", error);
      this.tell(error);
      if (this.#wallTime() - since >= lasting) this.#backoff.reset();
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
        const step = this.#step;
        if (error instanceof PeerRefusedError || isRefusal(error)) throw error;
        // The parameters do not change. But the user's function may do better next time.
        if (error instanceof TypeError && step === "the registration") throw error;
        if (wouldFailAgain(error) && step !== "the token function") failures += 1;
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
    let checks = 0;
    /** `last_seen` before the daemon was sent a frame that changes it. */
    let before: string | undefined;
    for (;;) {
      const due = this.#wallTime() + pause;
      try {
        await scope.pause(pause);
      } catch {
        return;
      }
      const late = this.#wallTime() - due;
      if (late >= slept) return socket.drop(`the machine slept for ${Math.round(late / 1_000)} s`);
      if (!socket.ping()) return socket.drop("the daemon did not answer a ping");
      try {
        const me = await caller.call("getPeer", { identifier: this.peer_id }, options);
        if (me.ws_connected === false || me.status === "offline") {
          return socket.close("the daemon no longer has this socket for the peer");
        }
        const { last_seen } = me;
        if (before !== undefined) {
          if (last_seen !== before) this.#notesFrames = true;
          else if (this.#notesFrames) return socket.drop("a frame did not reach the daemon");
        }
        const isProbe = !socket.pings && last_seen != null && checks % checksBetweenProbes === 0;
        before = isProbe ? last_seen : undefined;
        if (isProbe) {
          socket.send({ type: "status", ...(this.#report ?? { status: me.status }) });
        } else if (me.role === "orchestrator") {
          await caller.call("touchPeer", { name: this.peer_id }, options);
        }
        const busy = isBusy(me);
        const held = this.#isBusy || (me.pending_ask_count ?? 0) > 0;
        if (!busy) this.#mailbox?.missed(held ? "idle" : "checked");
        this.#isBusy = busy;
        checks += 1;
        failures = 0;
        pause = interval;
      } catch (error) {
        if (scope.ended !== undefined) return;
        if (hasCode(error, "unknown_peer")) return this.#onEnd(this.#removed());
        this.tell(error);
        failures += 1;
        if (failures > 1) return socket.drop("two checks in a row failed");
        pause = Math.min(checkAgain, interval);
      }
    }
  }

  /**
   * Registers the peer, and reads how the daemon stored it. The end of the attempt does not abort it,
   * because the daemon would then have a peer whose id nobody knows.
   */
  async #register(attempt: Scope): Promise<Identity> {
    const left = leftBehind.get(this.daemon);
    const inherited = left?.get(this.#key);
    // Only one connect takes it over, however many begin at once.
    left?.delete(this.#key);
    const leftId = await inherited;
    this.#claim ??= leftId;
    await this.#checkName(derivedName(this.registration));
    attempt.throwIfEnded();
    const others: string[] = [];
    try {
      for (;;) {
        const claim = this.#claim;
        const registered = await this.#registerAs(claim);
        if (registered === undefined) continue;
        const { peer_id, display_name, circle, role } = registered;
        const mine = peer_id === claim;
        if (mine && circle != null && role != null) return { peer_id, display_name, circle, role };
        const stored = await this.#stored(peer_id);
        const path = stored?.path ?? "";
        if (mine || path === "" || path === this.registration.path) {
          return {
            peer_id,
            display_name: stored?.display_name ?? display_name,
            circle: stored?.circle ?? circle ?? this.registration.circle,
            role: stored?.role ?? role ?? this.registration.role,
          };
        }
        // A Go daemon gave us the identity of an offline peer whose folder has the same name. That peer
        // counts as online now, so the next registration gets a name of its own.
        this.#claim = undefined;
        if (others.includes(peer_id) || others.length >= mostNamesakes) {
          throw new TypeError(
            `connectPeer: for the daemon this peer is ${visible(display_name)} of the folder ` +
              `${visible(path)}, which has the same name. Use another folder, circle or backend`,
          );
        }
        others.push(peer_id);
      }
    } finally {
      for (const other of others) await this.#setOffline(other);
    }
  }

  /** Registers with an id, or without one. `undefined`: the daemon has retired the id. */
  async #registerAs(claim: string | undefined): Promise<RegisterPeerResult | undefined> {
    const params = { ...this.registration, peer_id: claim };
    try {
      return await this.daemon.caller.call("registerPeer", params, this.#patient);
    } catch (error) {
      if (claim === undefined || !hasCode(error, "peer_retired")) throw error;
      // The peer was away for too long, or was retired. It returns as a new peer.
      this.#claim = undefined;
      return undefined;
    }
  }

  /** The Go daemon registers a peer with a longer name and then refuses its socket. */
  async #checkName(name: string): Promise<void> {
    if (name.length <= longestName) return;
    const { version } = await this.daemon.caller.call("health", {}, this.#patient);
    if (version != null) return;
    throw new TypeError(
      `connectPeer: the peer's name would be "${name}", which has ${name.length} characters. ` +
        `The daemon opens no socket for more than ${longestName}. Use a folder with a shorter name`,
    );
  }

  /** Reads how the daemon stored a peer. The daemon refuses a socket that says something else. */
  async #stored(identifier: string): Promise<Peer | undefined> {
    try {
      return await this.daemon.caller.call("getPeer", { identifier }, this.#patient);
    } catch (error) {
      if (isDaemonHTTPError(error) && error.status === 404) return undefined;
      throw error;
    }
  }

  /**
   * Called when a connect failed. It remembers the registration for the next connect, and tells the
   * daemon that the peer is offline.
   */
  #leave(registering: Promise<Identity>): void {
    const left = leftBehind.get(this.daemon) ?? new Map<string, Promise<string | undefined>>();
    leftBehind.set(this.daemon, left);
    const done = registering.then(
      async ({ peer_id }) => {
        await this.#setOffline(peer_id);
        return peer_id;
      },
      () => this.#claim,
    );
    left.set(this.#key, done);
  }

  /** Sets a peer offline that a registration brought online, unless it has connected since. */
  async #setOffline(name: string): Promise<void> {
    try {
      const peer = await this.#stored(name);
      if (peer === undefined || peer.status === "offline" || peer.ws_connected === true) return;
      await this.daemon.caller.call("markPeerOffline", { name }, this.#patient);
    } catch (error) {
      // The daemon notices by itself at its next check.
      if (this.daemon.scope.ended === undefined) this.tell(error);
    }
  }

  get #key(): string {
    const { path, circle, backend } = this.registration;
    return JSON.stringify([path, circle, backend]);
  }

  /** Options of a call that continues after the connect ended. */
  get #patient(): { readonly timeout: number } {
    return { timeout: Math.max(this.#settings.connectTimeout, leastTimeout) };
  }

  /** The date, which continues while the machine sleeps. */
  #wallTime(): number {
    return Number(this.daemon.clock.now?.() ?? Date.now());
  }

  #removed(): PeerRefusedError {
    return this.#refused(
      `${this.display_name} was removed from the mesh. Call connectPeer again to connect as a new peer.`,
      "removed",
    );
  }

  #refused(message: string, reason: string, code?: number): PeerRefusedError {
    const options = { peer_id: this.#registered };
    return new PeerRefusedError(`connectPeer: ${message}`, reason, code, options);
  }

  /** Explains why a socket ended. */
  #ended({ code, words }: SocketEnd): PeerConnectionError {
    const { origin, secrets } = this.daemon.settings;
    const redact = redactor(secrets, this.#secret);
    const reason = redact(words) || "no reason given";
    const said = visible(reason);
    if (code === 1001 && words === "peer removed by daemon") return this.#removed();
    if (code === 1000 && words.startsWith("superseded")) {
      const name = this.display_name || "this peer";
      const message =
        `another program connected as ${name} (${said}). Only one program at a time can be a peer. ` +
        "Use another folder or circle for the second one.";
      return this.#refused(message, reason, code);
    }
    if (code !== undefined && isFinalCloseCode(code)) {
      const message = `${origin} refused the peer (${code}): ${said}. It would refuse it again.`;
      return this.#refused(message, reason, code);
    }
    return this.#lost(code === undefined ? said : `code ${code}${words && `, ${said}`}`);
  }

  #lost(message: string): PeerConnectionError {
    const { origin } = this.daemon.settings;
    return new PeerConnectionError(`connectPeer: the connection to ${origin} ended: ${message}.`, {
      peer_id: this.#registered,
      cause: { name: "Error", message },
    });
  }
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
