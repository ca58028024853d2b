import type { ConnectFrame, RegisterPeerParams } from "@repowire/protocol";

import { Backoff } from "../backoff.ts";
import { type Timer, pause } from "../clock.ts";
import type { Daemon } from "../daemon.ts";
import { reconnectDelays } from "../events/event-stream.ts";
import { hasCode, wouldFailAgain } from "../failures.ts";
import { redactor } from "../http/redact.ts";
import type { ConnectPeerOptions, ConnectPeerParams, LivePeerStatus } from "./live-peer-options.ts";
import { peerPath } from "./peer-path.ts";
import { PeerRefusedError } from "./peer-refused-error.ts";
import { type Frame, PeerSocket } from "./peer-socket.ts";

/** What a link tells of. */
export interface PeerLinkEvents {
  onFrame(frame: Frame): void;
  /** The daemon has taken the peer in, for the first time or again. */
  onOnline(): void;
  onStatus(status: LivePeerStatus): void;
  /** A connection broke, or could not be made; another will be tried. */
  onTrouble(error: unknown): void;
  /** The end: with an error when the daemon refuses the peer. */
  onEnd(error?: unknown): void;
}

/** How long the other side has to answer the end of a connection. */
const goodbye = 1_000;

const defaults = { connectTimeout: 10_000, checkInterval: 30_000 };

/**
 * Keeps a peer connected. On every connect it registers, and then opens a socket with the identity
 * that it got; that is the one way that works with every daemon, after a restart as well.
 */
export class PeerLink {
  readonly #daemon: Daemon;
  readonly #events: PeerLinkEvents;
  readonly #registration: RegisterPeerParams;
  readonly #connectTimeout: number;
  readonly #checkInterval: number;
  readonly #backoff = new Backoff(reconnectDelays);
  readonly #stopped = new AbortController();
  #identity: { readonly peer_id: string; readonly display_name: string } | undefined;
  #socket: PeerSocket | undefined;
  #check: Timer | undefined;
  #report: object | undefined;

  constructor(
    daemon: Daemon,
    params: ConnectPeerParams,
    options: ConnectPeerOptions,
    events: PeerLinkEvents,
  ) {
    this.#daemon = daemon;
    this.#events = events;
    this.#registration = registration(params);
    this.#identity = undefined;
    this.#connectTimeout = options.connectTimeout ?? defaults.connectTimeout;
    this.#checkInterval = options.checkInterval ?? defaults.checkInterval;
  }

  get peer_id(): string {
    return this.#identity?.peer_id ?? "";
  }

  get display_name(): string {
    return this.#identity?.display_name ?? "";
  }

  get registration(): RegisterPeerParams {
    return this.#registration;
  }

  /** Connects for the first time, once; afterwards it stays connected by itself. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    const abort = () => void this.stop();
    signal?.throwIfAborted();
    signal?.addEventListener("abort", abort);
    try {
      const socket = await this.#connect();
      void this.#keep(socket);
    } catch (error) {
      void this.stop();
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  send(frame: object): boolean {
    return this.#socket?.send(frame) ?? false;
  }

  /** Says what the peer's state is, now and after each reconnect. */
  report(frame: object): boolean {
    this.#report = frame;
    return this.send(frame);
  }

  /** Ends the connection for good; resolves when it is gone, or ought to be. */
  async stop(): Promise<void> {
    this.#check?.cancel();
    this.#stopped.abort();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.close();
    const { promise: expired, resolve: expire } = Promise.withResolvers<void>();
    const limit = this.#daemon.clock.schedule(goodbye, expire);
    await Promise.race([socket.gone, expired]);
    limit.cancel();
  }

  async #connect(): Promise<PeerSocket> {
    const { caller, settings } = this.#daemon;
    const { signal } = this.#stopped;
    // First of all: a peer that was registered and cannot connect would be left behind.
    const WebSocket = webSocketOf(settings.WebSocket);
    const claim = this.#identity && { peer_id: this.#identity.peer_id };
    const params = { ...this.#registration, ...claim };
    const registered = await caller.call("registerPeer", params, { signal });
    signal.throwIfAborted();
    const { authToken } = settings;
    const token = typeof authToken === "function" ? await authToken() : authToken;
    const socket = new PeerSocket({
      WebSocket,
      url: `${settings.base.replace(/^http/, "ws")}/ws`,
      origin: settings.origin,
      clock: this.#daemon.clock,
      timeout: this.#connectTimeout,
      redact: redactor(token === undefined ? settings.secrets : [token, ...settings.secrets]),
      connect: connectFrame(this.#registration, registered, token),
      onFrame: this.#events.onFrame,
    });
    this.#socket = socket;
    if (signal.aborted) socket.close();
    this.#identity = await socket.connected;
    return socket;
  }

  async #keep(first: PeerSocket): Promise<void> {
    const { signal } = this.#stopped;
    for (let socket: PeerSocket | undefined = first; ; socket = await this.#reconnect()) {
      if (socket === undefined) return;
      this.#backoff.reset();
      if (this.#report !== undefined) socket.send(this.#report);
      this.#events.onStatus("online");
      this.#events.onOnline();
      this.#scheduleCheck(socket);
      const end = await socket.ended;
      this.#check?.cancel();
      if (signal.aborted) return;
      if (end instanceof PeerRefusedError) return this.#finish(end);
      this.#events.onStatus("reconnecting");
      this.#events.onTrouble(end);
    }
  }

  async #reconnect(): Promise<PeerSocket | undefined> {
    const { signal } = this.#stopped;
    for (;;) {
      await pause(this.#daemon.clock, this.#backoff.next(), signal);
      if (signal.aborted) return undefined;
      try {
        return await this.#connect();
      } catch (error) {
        if (signal.aborted) return undefined;
        if (error instanceof PeerRefusedError || wouldFailAgain(error)) {
          this.#finish(error);
          return undefined;
        }
        this.#events.onTrouble(error);
      }
    }
  }

  #finish(error: unknown): void {
    void this.stop();
    this.#events.onEnd(error);
  }

  #scheduleCheck(socket: PeerSocket): void {
    if (this.#checkInterval === Infinity) return;
    this.#check = this.#daemon.clock.schedule(this.#checkInterval, () => {
      void this.#lookAtMyself(socket).then((well) => {
        if (well && this.#socket === socket) this.#scheduleCheck(socket);
      });
    });
  }

  /**
   * A socket stays open when the daemon drops the peer behind it, and nothing arrives on it any
   * more; only asking tells. An orchestrator has to be heard of to be present.
   */
  async #lookAtMyself(socket: PeerSocket): Promise<boolean> {
    const { signal } = this.#stopped;
    const { caller } = this.#daemon;
    try {
      const me = await caller.call("getPeer", { identifier: this.peer_id }, { signal });
      if (this.#socket !== socket) return false;
      if (me.ws_connected === false) {
        socket.close("the daemon has another socket for this peer, or none");
        return false;
      }
      if (me.role === "orchestrator") {
        await caller.call("touchPeer", { name: this.peer_id }, { signal });
      }
      return true;
    } catch (error) {
      if (signal.aborted || this.#socket !== socket) return false;
      if (hasCode(error, "unknown_peer")) {
        this.#finish(
          new PeerRefusedError(
            `connectPeer: ${this.display_name} was removed from the mesh. Connect again to be ` +
              "another peer there.",
            "removed",
          ),
        );
        return false;
      }
      this.#events.onTrouble(error);
      return true;
    }
  }
}

function registration({
  path,
  name,
  backend,
  role,
  ...rest
}: ConnectPeerParams): RegisterPeerParams {
  const normal = peerPath(path);
  const folder = normal.slice(Math.max(normal.lastIndexOf("/"), normal.lastIndexOf("\\")) + 1);
  const defined = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(defined) as Omit<RegisterPeerParams, "name">),
    name: name ?? (folder.replace(/[^a-zA-Z0-9._-]+/g, "-") || "peer"),
    path: normal,
    backend: backend ?? "claude-code",
    role: role ?? "agent",
  };
}

function connectFrame(
  { path, circle, backend, role, model }: RegisterPeerParams,
  { peer_id, display_name }: { readonly peer_id: string; readonly display_name: string },
  auth_token: string | undefined,
): ConnectFrame {
  const frame = {
    type: "connect",
    // Checked for its length, and then not used.
    display_name: display_name.slice(0, 64),
    circle,
    backend,
    path,
    peer_id,
    role,
    ...(model != null && { model }),
    hook_version: 1,
    capabilities: ["delivery_receipts"],
    ...(auth_token !== undefined && { auth_token }),
  };
  return frame as ConnectFrame;
}

function webSocketOf(given: ConstructorParameters<typeof PeerSocket>[0]["WebSocket"] | undefined) {
  const found = given ?? globalThis.WebSocket;
  if (typeof found === "function") return found;
  throw new TypeError("connectPeer: there is no global WebSocket; pass the client one");
}
