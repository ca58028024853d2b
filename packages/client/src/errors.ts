import type {
  DaemonHTTPError,
  ErrorCause,
  ErrorRequest,
  Peer,
  SpawnResult,
} from "@repowire/protocol";
import {
  DaemonConnectionError,
  DaemonTimeoutError,
  RepowireError,
  isDaemonHTTPError,
  isRepowireError,
} from "@repowire/protocol/errors";

/** Options of a {@link ClientClosedError}. */
export interface ClientClosedErrorOptions {
  /** The request that failed. */
  readonly request: ErrorRequest;
  /** `"not_sent"` only if that is certain. */
  readonly delivery: "not_sent" | "unknown";
  /** What `spawn` had returned, if the client waited for its peer. */
  readonly spawned?: SpawnResult | undefined;
}

/**
 * The client was closed before or during a call or a wait. Do not try again with this client, whatever
 * `delivery` says.
 *
 * @example
 * ```ts
 * import { ClientClosedError, RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * await client.close();
 * try {
 *   await client.health();
 * } catch (error) {
 *   if (error instanceof ClientClosedError) console.log("shut down");
 *   else throw error;
 * }
 * ```
 */
export class ClientClosedError extends DaemonConnectionError {
  static override readonly brand: string = "@repowire/client.ClientClosedError";
  override readonly name: string = "ClientClosedError";
  /** The daemon's answer to a `spawn` that waits. The agent's window is already open. */
  readonly spawned: SpawnResult | undefined;

  constructor(message: string, options: ClientClosedErrorOptions) {
    super(message, options);
    this.spawned = options.spawned;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...(this.spawned && { spawned: this.spawned }) };
  }
}

/** Options of a {@link LoadError}. */
export interface LoadErrorOptions {
  /** The request that failed. */
  readonly request: ErrorRequest;
  /** What the runtime reported. */
  readonly cause?: ErrorCause | undefined;
}

/**
 * A part of this package that loads on first use could not be loaded, for example because a new deploy
 * of a web page removed its file. Nothing was sent. The next call tries again.
 *
 * @example
 * ```ts
 * import { LoadError, RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * try {
 *   await client.waitForPeer("shop-codex");
 * } catch (error) {
 *   if (error instanceof LoadError) console.log("reload the page");
 *   else throw error;
 * }
 * ```
 */
export class LoadError extends RepowireError {
  static override readonly brand: string = "@repowire/client.LoadError";
  override readonly name: string = "LoadError";

  constructor(message: string, options: LoadErrorOptions) {
    super(message, { ...options, delivery: "not_sent" });
  }
}

/**
 * The steps of a peer until it is ready, in order: it registers, it has the wanted status, and its socket
 * is connected.
 */
export type PeerStep = "registered" | "status" | "connected";

/** Options of a {@link PeerNotReadyError}. */
export interface PeerNotReadyErrorOptions {
  /** The last request of the wait. */
  readonly request: ErrorRequest;
  /** The time limit, in milliseconds. */
  readonly timeout: number;
  /** The step that the peer did not reach. */
  readonly step: PeerStep;
  /** The peer as it was last seen. */
  readonly peer: Peer | undefined;
  /** What `spawn` had returned. */
  readonly spawned?: SpawnResult | undefined;
  /** What the runtime reported. */
  readonly cause?: ErrorCause | undefined;
}

/**
 * The peer did not appear, or did not reach the state that was waited for.
 *
 * @example
 * ```ts
 * import { PeerNotReadyError, RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * try {
 *   await client.waitForPeer("shop-codex", { circle: "shop", timeout: 5_000 });
 * } catch (error) {
 *   if (error instanceof PeerNotReadyError) console.log(error.step, error.peer?.status);
 *   else throw error;
 * }
 * ```
 */
export class PeerNotReadyError extends DaemonTimeoutError {
  static override readonly brand: string = "@repowire/client.PeerNotReadyError";
  override readonly name: string = "PeerNotReadyError";
  /** The first step that did not happen. */
  readonly step: PeerStep;
  /** The peer as it was last seen; absent if it never registered. */
  readonly peer: Peer | undefined;
  /** The daemon's answer to a `spawn`. The agent's window is already open. */
  readonly spawned: SpawnResult | undefined;

  constructor(message: string, options: PeerNotReadyErrorOptions) {
    super(message, options);
    this.step = options.step;
    this.peer = options.peer;
    this.spawned = options.spawned;
  }

  override toJSON(): Record<string, unknown> {
    const { step, peer, spawned } = this;
    return { ...super.toJSON(), step, peer_id: peer?.peer_id, ...(spawned && { spawned }) };
  }
}

/** What a peer's connection error contains besides its message. */
export interface PeerConnectionErrorOptions {
  /** The id under which the daemon knows the peer, if it was registered. */
  readonly peer_id?: string | undefined;
  /** Whether the request reached the daemon. Default: `"unknown"`. */
  readonly delivery?: "not_sent" | "unknown" | undefined;
  /** What the runtime reported. */
  readonly cause?: ErrorCause | undefined;
}

/**
 * A live peer has no connection: its socket could not be opened, or it broke.
 *
 * If `connectPeer` rejects with this error, the peer may already be registered: `peer_id` is then its id.
 * The next `connectPeer` of the same client for the same folder, circle and backend becomes that peer.
 */
export class PeerConnectionError extends DaemonConnectionError {
  static override readonly brand: string = "@repowire/client.PeerConnectionError";
  override readonly name: string = "PeerConnectionError";
  /** The id under which the daemon knows the peer; absent if it was not registered. */
  readonly peer_id: string | undefined;

  constructor(message: string, options: PeerConnectionErrorOptions = {}) {
    const { peer_id, delivery = "unknown", cause } = options;
    super(message, { request: { method: "GET", path: "/ws" }, delivery, ...(cause && { cause }) });
    this.peer_id = peer_id;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), peer_id: this.peer_id };
  }
}

/**
 * The daemon refuses this peer, and would refuse it again. Either it closed the socket with one of the
 * codes 4000 to 4004, or somebody removed the peer, or another program uses its identity.
 *
 * @example
 * ```ts
 * import { PeerRefusedError, RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * try {
 *   await client.connectPeer({ path: "/srv/docs", circle: "docs" });
 * } catch (error) {
 *   if (error instanceof PeerRefusedError) console.log(error.closeCode, error.reason);
 *   else throw error;
 * }
 * ```
 */
export class PeerRefusedError extends PeerConnectionError {
  static override readonly brand: string = "@repowire/client.PeerRefusedError";
  override readonly name: string = "PeerRefusedError";
  /** The code with which the daemon closed the socket; absent if it did not close it. */
  readonly closeCode: number | undefined;
  /** The reason in the daemon's words. */
  readonly reason: string;

  constructor(
    message: string,
    reason: string,
    closeCode?: number,
    options: PeerConnectionErrorOptions = {},
  ) {
    super(message, options);
    this.reason = reason;
    this.closeCode = closeCode;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), reason: this.reason, closeCode: this.closeCode };
  }
}

/**
 * Whether the same call would fail again, because the daemon (or a server in its place) refuses it. A
 * daemon that cannot be reached may be back in a moment.
 */
export function wouldFailAgain(error: unknown): boolean {
  if (!isDaemonHTTPError(error)) return !isRepowireError(error);
  const { status } = error;
  return status < 500 && status !== 408 && status !== 425 && status !== 429;
}

/** Whether a call was refused with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): error is RepowireError {
  return isDaemonHTTPError(error) && error.code !== undefined && codes.includes(error.code);
}

/** Whether the daemon has no such route. Something in its place says so in text or on a page. */
export function lacksRoute(error: unknown): boolean {
  return hasCode(error, "route_not_found") && typeof (error as DaemonHTTPError).body === "object";
}

/**
 * Whether the daemon itself refuses. A 404, a redirect or a web page may come from a proxy while the
 * daemon restarts.
 */
export function isRefusal(error: unknown): boolean {
  if (!isDaemonHTTPError(error) || !wouldFailAgain(error)) return false;
  const { status, body, code, codeSource } = error;
  if (status === 401 || status === 403) return typeof body === "object" && body !== null;
  return code !== undefined && codeSource !== "shape" && code !== "route_not_found";
}
