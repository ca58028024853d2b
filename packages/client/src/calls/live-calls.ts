import type { Peer } from "@repowire/protocol";

import { LivePeer } from "../peer/live-peer.ts";
import type { ConnectPeerOptions, ConnectPeerParams } from "../peer/options.ts";
import { type WaitForPeerOptions, waitForPeer } from "../wait-for-peer.ts";
import { JobCalls } from "./job-calls.ts";

/** Being a peer, and waiting for others. */
export abstract class LiveCalls extends JobCalls {
  /**
   * Becomes a peer of the mesh: registers, connects, and stays connected until it is closed.
   *
   * If it rejects after the registration, the daemon has the peer, offline. The next call for the
   * same folder, circle and backend becomes that peer, and `peer_id` of the error names it.
   *
   * @throws what the registration throws; `PeerRefusedError` if the daemon refuses the socket;
   * `PeerConnectionError` if there is none in time; the signal's reason; `TypeError` for options that
   * are not valid, a relative path, and a folder whose name is too long for a socket of a Go daemon.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * await using peer = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * peer.onAsk(async (ask) => (ask.text === "Which port?" ? "8377" : "I do not know."));
   * await peer.closed;
   * ```
   */
  async connectPeer(
    params: ConnectPeerParams,
    options: ConnectPeerOptions = {},
  ): Promise<LivePeer> {
    const peer = new LivePeer({ daemon: this.daemon, pursuits: this.pursuits }, params, options);
    await peer.start();
    return peer;
  }

  /**
   * Waits until a peer is there, by its id or its display name: registered, and not offline unless
   * `status` says so.
   *
   * @throws `PeerNotReadyError` when time is up, with the step that did not happen; the signal's
   * reason; what the daemon refuses, such as an ambiguous name; `DaemonConnectionError` when the
   * client is closed; `TypeError` for a time that is none.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const peer = await client.waitForPeer("shop-codex", { circle: "shop", connected: true });
   * console.log(peer.peer_id);
   * ```
   */
  waitForPeer(identifier: string, options: WaitForPeerOptions = {}): Promise<Peer> {
    return waitForPeer(this.daemon, identifier, options);
  }
}
