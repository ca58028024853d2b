import type { ConnectFrame } from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";
import { isFinalCloseCode } from "@repowire/protocol/guards";

import { Backoff, reconnectDelays } from "../backoff.ts";
import { type Timer, type Scope, ScopeEnded } from "../scope.ts";
import type { Daemon } from "../daemon.ts";
import { hasCode, wouldFailAgain } from "../errors.ts";
import { visible } from "../format-inbound.ts";
import { closedError, redactor } from "../http/explain.ts";
import { checkToken } from "../options.ts";
import type { MissedReason } from "./backlog.ts";
import { type Identity, PeerRegistrar, UnfitFolder } from "./identity.ts";
import {
  type ConnectPeerParams,
  type LivePeerStatus,
  type PeerSettings,
  type Registration,
  type StatusChange,
  longestName,
} from "./options.ts";
import { PeerConnectionError, PeerRefusedError } from "./peer-errors.ts";
import { type Frame, NotWelcome, PeerSocket, type SocketEnd } from "./socket.ts";

/** The events of a link. */
export interface LinkEvents {
  /** Returns whether the frame brought something new. */
  onFrame(frame: Frame): boolean;
  onUnreadable(issue: string): void;
  /**
   * The daemon may hold messages that it did not send: after a connect, or after the peer was busy.
   */
  onMissed(why: MissedReason): void;
  onStatus(status: LivePeerStatus, change: StatusChange): void;
  /** A connection broke or could not be made. The link tries again. */
  onTrouble(error: unknown): void;
  /** The daemon refuses the peer or keeps failing. The link does not try again. */
  onEnd(error: unknown): void;
}

/** A connection that lasted this many milliseconds was good, even if nothing came. */
const lasting = 10_000;
/** Give up after this many failures in a row of a kind that may be permanent. */
const mostFailures = 10;
/** The longest `Retry-After` to obey. */
const longestRetryAfter = 300_000;
/** How long the other side may take to answer a close. */
const goodbye = 1_000;
/** The time limit of a check. Also the pause after a failed check, and after the peer was busy. */
const checkTimeout = 10_000;
const checkAgain = 5_000;
const checkIdle = 1_000;
/** If a timer is late by this many milliseconds, the machine slept. */
const slept = 30_000;
/**
 * Keeps a peer connected. On every connect it registers, reads what the daemon knows of the peer, and
 * opens a socket that says the same. This works with every daemon, also after a restart.
 */
export class PeerLink {
  readonly #daemon: Daemon;
  readonly #events: LinkEvents;
  readonly #settings: PeerSettings;
  readonly #scope: Scope;
  readonly #registrar: PeerRegistrar;
  readonly #backoff = new Backoff(reconnectDelays);
  /** The last token of the socket. Errors must not show it. */
  #secret: string | undefined;
  /** The id of the last registration. */
  #registered: string | undefined;
  /** The last id that the user was told. */
  #known: string | undefined;
  #identity: Identity | undefined;
  #socket: PeerSocket | undefined;
  #check: Timer | undefined;
  #report: { readonly status: string; readonly turn_state?: string } | undefined;
  #wasBusy = false;
  #failures = 0;

  constructor(
    daemon: Daemon,
    params: ConnectPeerParams,
    settings: PeerSettings,
    events: LinkEvents,
  ) {
    this.#daemon = daemon;
    this.#events = events;
    this.#settings = settings;
    const { connectTimeout } = settings;
    this.#registrar = new PeerRegistrar(daemon, params, connectTimeout, (error) =>
      events.onTrouble(error),
    );
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
    return this.#identity?.circle ?? this.registration.circle;
  }

  get registration(): Registration {
    return this.#registrar.registration;
  }

  /** Connects for the first time. Afterwards the link reconnects by itself. */
  async start(): Promise<void> {
    const { signal, retryFirstConnect } = this.#settings;
    // Check this first: otherwise a peer without a WebSocket would stay registered.
    webSocketOf(this.#daemon);
    const first = this.#scope.child({ signal });
    try {
      const socket = retryFirstConnect ? await this.#retry(first, 0) : await this.#connect(first);
      void this.#keep(socket);
    } catch (thrown) {
      const error = thrown instanceof ScopeEnded ? this.#explain(thrown) : thrown;
      this.#scope.end();
      throw error;
    } finally {
      first.end();
    }
  }

  send(frame: object): boolean {
    return this.#socket?.send(frame) ?? false;
  }

  /** Sets the peer's state, now and after each reconnect. */
  report(status: "online" | "busy", turn_state: string | undefined): boolean {
    this.#report = { status, ...(turn_state && { turn_state }) };
    const sent = this.send({ type: "status", ...this.#report });
    const busy = isBusy(this.#report);
    if (this.#wasBusy && !busy && this.#socket !== undefined) {
      this.#events.onMissed("idle");
      // Messages that came between the two calls wait at the daemon. The check finds them.
      this.#scheduleCheck(this.#socket, checkIdle);
    }
    this.#wasBusy ||= busy;
    return sent;
  }

  /** Ends the connection for good. Resolves when it is gone, or after a time limit. */
  async stop(): Promise<void> {
    this.#scope.end();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.close();
    await this.#daemon.scope.within({ timeout: goodbye }, () => socket.gone).catch(() => undefined);
  }

  async #connect(within: Scope): Promise<PeerSocket> {
    const timeout = this.#settings.connectTimeout;
    const attempt = within.child({ timeout });
    const progress = { step: "the token" };
    let registering: Promise<Identity> | undefined;
    try {
      const token = await this.#token(attempt);
      progress.step = "the registration";
      registering = this.#registrar.register(attempt);
      const registered = registering;
      const identity = await attempt.run(() => registered);
      this.#registrar.claim = identity.peer_id;
      progress.step = "the socket";
      this.#registered = identity.peer_id;
      const socket = this.#open(attempt, identity, token);
      const welcome = await attempt.run(() => socket.connected);
      this.#identity = { ...identity, ...welcome };
      this.#registrar.claim = welcome.peer_id;
      return socket;
    } catch (thrown) {
      this.#socket?.close();
      this.#socket = undefined;
      // A later attempt of this link claims the id itself.
      const isLast = this.#identity === undefined || this.#scope.ended !== undefined;
      if (registering !== undefined && isLast) this.#registrar.leave(registering);
      if (thrown instanceof NotWelcome) throw this.#ended(thrown.end);
      if (thrown instanceof ScopeEnded && attempt.ended?.why === "timed out") {
        throw this.#lost(`no answer within ${timeout} ms; it waited for ${progress.step}`);
      }
      throw thrown;
    } finally {
      attempt.end();
    }
  }

  /** Returns the token for the socket. The user's function may fail, and may never answer. */
  async #token(attempt: Scope): Promise<string | undefined> {
    const { authToken } = this.#daemon.settings;
    const given =
      typeof authToken === "function" ? await attempt.run(() => authToken()) : authToken;
    this.#secret = given === undefined ? undefined : checkToken(given);
    return this.#secret;
  }

  #open(attempt: Scope, identity: Identity, token: string | undefined): PeerSocket {
    const { settings } = this.#daemon;
    attempt.throwIfEnded();
    const socket: PeerSocket = new PeerSocket({
      WebSocket: webSocketOf(this.#daemon),
      url: `${settings.base.replace(/^http/, "ws")}/ws`,
      connect: this.#connectFrame(identity, token),
      onFrame: (frame) => {
        if (this.#events.onFrame(frame)) this.#backoff.reset();
      },
      onUnreadable: (issue) => this.#events.onUnreadable(issue),
    });
    this.#socket = socket;
    return socket;
  }

  #connectFrame(identity: Identity, auth_token: string | undefined): ConnectFrame {
    const { path, backend, model } = this.registration;
    const { capabilities } = this.#settings;
    const frame = {
      type: "connect",
      display_name: identity.display_name.slice(0, longestName),
      circle: identity.circle,
      backend,
      path,
      peer_id: identity.peer_id,
      role: identity.role,
      ...(model != null && { model }),
      hook_version: 1,
      capabilities: [...new Set(["delivery_receipts", ...capabilities])],
      ...(auth_token !== undefined && { auth_token }),
    };
    return frame as ConnectFrame;
  }

  async #keep(first: PeerSocket): Promise<void> {
    const scope = this.#scope;
    for (let socket = first; ;) {
      const since = this.#wallTime();
      if (this.#report !== undefined) socket.send({ type: "status", ...this.#report });
      this.#changeStatus("online");
      this.#events.onMissed("connected");
      this.#scheduleCheck(socket, this.#settings.checkInterval);
      const end = await socket.ended;
      this.#check?.cancel();
      if (scope.ended !== undefined) return;
      this.#socket = undefined;
      const error = this.#ended(end);
      if (error instanceof PeerRefusedError) return this.#finish(error);
      if (end.code === 1001 && end.words === "peer retired") this.#registrar.claim = undefined;
      this.#changeStatus("reconnecting", error);
      this.#events.onTrouble(error);
      if (this.#wallTime() - since >= lasting) this.#backoff.reset();
      try {
        socket = await this.#retry(scope, this.#backoff.next());
      } catch (thrown) {
        if (scope.ended === undefined) this.#finish(thrown);
        return;
      }
    }
  }

  /** Connects, with as many attempts as it takes. Rejects if the daemon refuses or keeps failing. */
  async #retry(scope: Scope, firstPause: number): Promise<PeerSocket> {
    this.#failures = 0;
    for (let pause = firstPause; ;) {
      await scope.pause(pause);
      try {
        return await this.#connect(scope);
      } catch (error) {
        scope.throwIfEnded();
        if (this.#isFinal(error)) throw error;
        this.#events.onTrouble(error);
        pause = Math.max(this.#backoff.next(), retryAfterOf(error));
      }
    }
  }

  /** Whether to give up: the daemon itself refuses, or the connect keeps failing. */
  #isFinal(error: unknown): boolean {
    if (error instanceof PeerRefusedError || error instanceof UnfitFolder) return true;
    if (isRepowireError(error) && !wouldFailAgain(error)) return false;
    if (isRefusal(error)) return true;
    this.#failures += 1;
    return this.#failures >= mostFailures;
  }

  #changeStatus(status: LivePeerStatus, error?: unknown): void {
    const { peer_id, display_name } = this;
    const previous_peer_id = this.#known;
    this.#known = peer_id;
    const renamed = previous_peer_id !== undefined && previous_peer_id !== peer_id;
    this.#events.onStatus(status, {
      peer_id,
      display_name,
      ...(renamed && { previous_peer_id }),
      ...(error !== undefined && { error }),
    });
  }

  #finish(error: unknown): void {
    void this.stop();
    this.#events.onEnd(error);
  }

  #scheduleCheck(socket: PeerSocket, delay: number): void {
    this.#check?.cancel();
    if (this.#settings.checkInterval === Infinity) return;
    const due = this.#wallTime() + delay;
    this.#check = this.#scope.schedule(delay, () => {
      const late = this.#wallTime() - due;
      if (late >= slept) {
        socket.drop(`the machine slept for about ${Math.round(late / 1_000)} s`);
      } else if (socket.ping()) {
        void this.#checkMyself(socket, 0);
      } else {
        socket.drop("the daemon did not answer a ping");
      }
    });
  }

  /**
   * Checks that the daemon still knows the peer and its socket. A socket can stay open although the
   * daemon dropped the peer or the network is gone. An orchestrator counts as present only if it reports
   * regularly.
   */
  async #checkMyself(socket: PeerSocket, failed: number): Promise<void> {
    const { caller } = this.#daemon;
    const scope = this.#scope;
    const options = { signal: scope.signal, timeout: checkTimeout };
    try {
      const me = await caller.call("getPeer", { identifier: this.peer_id }, options);
      if (this.#socket !== socket) return;
      if (me.ws_connected === false) {
        return socket.close("the daemon no longer has this socket for the peer");
      }
      if (me.role === "orchestrator")
        await caller.call("touchPeer", { name: this.peer_id }, options);
      const busy = isBusy(me);
      if (!busy) this.#events.onMissed(this.#wasBusy ? "idle" : "checked");
      this.#wasBusy = busy;
      if (this.#socket === socket) this.#scheduleCheck(socket, this.#settings.checkInterval);
    } catch (error) {
      if (scope.ended !== undefined || this.#socket !== socket) return;
      if (hasCode(error, "unknown_peer")) return this.#finish(this.#removed());
      this.#events.onTrouble(error);
      if (failed > 0) return socket.drop("two checks in a row failed");
      const again = Math.min(checkAgain, this.#settings.checkInterval);
      this.#check = scope.schedule(again, () => void this.#checkMyself(socket, failed + 1));
    }
  }

  /** The date, which continues while the machine sleeps. */
  #wallTime(): number {
    return Number(this.#daemon.scope.clock.now?.() ?? Date.now());
  }

  #removed(): PeerRefusedError {
    return new PeerRefusedError(
      `connectPeer: ${this.display_name} was removed from the mesh. Call connectPeer again to ` +
        "connect as a new peer.",
      "removed",
      undefined,
      { peer_id: this.peer_id },
    );
  }

  /** Explains why a socket ended. */
  #ended({ code, words }: SocketEnd): PeerConnectionError {
    const { origin } = this.#daemon.settings;
    const reason = this.#redact(words) || "no reason given";
    const said = visible(reason);
    const refused = (message: string) =>
      new PeerRefusedError(`connectPeer: ${message}`, reason, code, {
        peer_id: this.#registered,
      });
    if (code === 1000 && words.startsWith("superseded")) {
      return refused(
        `another program connected as ${this.display_name || "this peer"} (${said}). One program ` +
          "at a time can be a peer; use another folder or another circle for a second one.",
      );
    }
    if (code === 1001 && words === "peer removed by daemon") return this.#removed();
    if (code !== undefined && isFinalCloseCode(code)) {
      return refused(
        `${origin} refused the peer (${code}): ${said}. The same connection would be refused ` +
          "again.",
      );
    }
    return this.#lost(code === undefined ? said : `code ${code}${words && `, ${said}`}`);
  }

  #lost(why: string): PeerConnectionError {
    const { origin } = this.#daemon.settings;
    return new PeerConnectionError(`connectPeer: the connection to ${origin} ended: ${why}.`, {
      peer_id: this.#registered,
      cause: { name: "Error", message: why },
    });
  }

  /** Explains why the first connect ended early. */
  #explain({ why, reason }: ScopeEnded): unknown {
    if (why === "aborted") return reason;
    const call = { name: "connectPeer", request: { method: "GET", path: "/ws" } } as const;
    return closedError(call, this.#registered !== undefined);
  }

  /** Removes secrets from the daemon's words. */
  #redact(words: string): string {
    const { secrets } = this.#daemon.settings;
    return redactor(this.#secret === undefined ? secrets : [this.#secret, ...secrets])(words);
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

/** Whether the answer comes from the daemon itself, not from a proxy or another server in its place. */
function isRefusal(error: unknown): boolean {
  if (!isDaemonHTTPError(error) || error.code === "route_not_found") return false;
  return typeof error.body === "object" && error.body !== null && error.status >= 400;
}

function retryAfterOf(error: unknown): number {
  if (!isDaemonHTTPError(error)) return 0;
  return Math.min(error.retryAfter ?? 0, longestRetryAfter);
}
