import { DaemonConnectionError, type ErrorCause } from "@repowire/protocol/errors";

const connectionBrand: unique symbol = Symbol.for("@repowire/client.PeerConnectionError");
const refusedBrand: unique symbol = Symbol.for("@repowire/client.PeerRefusedError");

/** What a peer's connection error contains besides its message. */
export interface PeerConnectionErrorOptions {
  /** The id under which the daemon knows the peer, if it was registered. */
  readonly peer_id?: string | undefined;
  readonly delivery?: "not_sent" | "unknown" | undefined;
  readonly cause?: ErrorCause | undefined;
}

/**
 * A live peer has no connection: its socket could not be opened, or it broke.
 *
 * If `connectPeer` rejects with this error, the peer may already be registered: `peer_id` is then its id.
 * The next `connectPeer` of the same client for the same folder, circle and backend becomes that peer.
 */
export class PeerConnectionError extends DaemonConnectionError {
  static override readonly brand: symbol = connectionBrand;
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
  static override readonly brand: symbol = refusedBrand;
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
