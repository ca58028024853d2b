import type { BroadcastParams, BroadcastResult } from "@repowire/protocol";

import { crossesCircles } from "./circles.ts";
import type { Core } from "./core.ts";
import type { Liveness } from "./liveness.ts";
import type { Lookup } from "./lookup.ts";
import type { Peers } from "./peers.ts";

/** `/broadcast`: to every open socket that the sender may reach. */
export class Broadcasts {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #lookup: Lookup;
  readonly #liveness: Liveness;

  constructor(core: Core, peers: Peers, lookup: Lookup, liveness: Liveness) {
    this.#core = core;
    this.#peers = peers;
    this.#lookup = lookup;
    this.#liveness = liveness;
  }

  async broadcast(params: BroadcastParams): Promise<BroadcastResult> {
    await this.#liveness.lazyRepair();
    const { from_peer, text, exclude = [] } = params;
    const sender = this.#lookup.find(from_peer);
    const excluded = new Set<string>();
    for (const name of [...exclude, from_peer]) {
      const peer = this.#lookup.find(name);
      if (peer) excluded.add(peer.peer_id);
    }
    const reachesAll = !sender || params.bypass_circle || crossesCircles(sender);
    this.#core.events.add("broadcast", {
      from: from_peer,
      text,
      exclude,
      from_peer_id: sender?.peer_id ?? null,
    });
    const sent_to: string[] = [];
    for (const peerId of [...this.#core.connections.peerIds]) {
      if (excluded.has(peerId)) continue;
      const peer = this.#peers.get(peerId);
      if (peer && !reachesAll && peer.circle !== sender.circle && !crossesCircles(peer)) continue;
      this.#core.connections.send(peerId, { type: "broadcast", from_peer, text });
      // A peer that was deleted while its socket is open gets the frame, and is not listed.
      if (peer) sent_to.push(peer.display_name);
    }
    return { ok: true, sent_to, failed: [] };
  }
}
