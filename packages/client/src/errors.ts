import type { ErrorCause, ErrorRequest, Peer, SpawnResult } from "@repowire/protocol";
import {
  DaemonConnectionError,
  DaemonTimeoutError,
  RepowireError,
  isDaemonHTTPError,
  isRepowireError,
} from "@repowire/protocol/errors";

const closedBrand: unique symbol = /* @__PURE__ */ Symbol.for("@repowire/client.ClientClosedError");
const brand: unique symbol = /* @__PURE__ */ Symbol.for("@repowire/client.PeerNotReadyError");

const loadBrand: unique symbol = /* @__PURE__ */ Symbol.for("@repowire/client.LoadError");

/** Options of a {@link ClientClosedError}. */
export interface ClientClosedErrorOptions {
  readonly request: ErrorRequest;
  /** `"not_sent"` only if that is certain. */
  readonly delivery: "not_sent" | "unknown";
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
  static override readonly brand: symbol = closedBrand;
  override readonly name: string = "ClientClosedError";
  /** The daemon's answer to a `spawn` that waits. The agent's window is already open. */
  readonly spawned: SpawnResult | undefined;

  constructor(message: string, options: ClientClosedErrorOptions) {
    super(message, options);
    this.spawned = options.spawned;
  }
}

/** Options of a {@link LoadError}. */
export interface LoadErrorOptions {
  readonly request: ErrorRequest;
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
  static override readonly brand: symbol = loadBrand;
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
  readonly request: ErrorRequest;
  readonly timeout: number;
  readonly step: PeerStep;
  readonly peer: Peer | undefined;
  readonly spawned?: SpawnResult | undefined;
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
  static override readonly brand: symbol = brand;
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
    return { ...super.toJSON(), step: this.step, peer_id: this.peer?.peer_id };
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
