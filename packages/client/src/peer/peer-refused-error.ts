import { DaemonConnectionError } from "@repowire/protocol";

const brand: unique symbol = Symbol.for("@repowire/client.PeerRefusedError");

/**
 * The daemon does not have this peer, and would not have it at the next try either: the socket was
 * closed with one of the codes 4000 to 4004, or somebody removed the peer.
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
export class PeerRefusedError extends DaemonConnectionError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "PeerRefusedError";
  /** The code with which the daemon closed the socket; absent when the peer was removed. */
  readonly closeCode: number | undefined;
  /** The daemon's own words. */
  readonly reason: string;

  constructor(message: string, reason: string, closeCode?: number) {
    super(message, { request: { method: "GET", path: "/ws" }, delivery: "unknown" });
    this.reason = reason;
    this.closeCode = closeCode;
  }

  get [brand](): true {
    return true;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), reason: this.reason, closeCode: this.closeCode };
  }
}
