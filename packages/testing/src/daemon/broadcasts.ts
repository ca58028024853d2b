import type { Route } from "./daemon.ts";
import { addEvent } from "./events.ts";
import { crossesCircles } from "./addressing.ts";
import { findPeer, findUnambiguous } from "./peers/lookup.ts";
import { peersNamed } from "./peers/registry.ts";

export const broadcast: Route<"broadcast"> = async (daemon, params) => {
  const { from_peer, text } = params;
  const exclude = params.exclude ?? [];
  const { excludesNamesakes } = daemon.facts;
  const find = daemon.facts.ignoresAmbiguousSenders ? findUnambiguous : findPeer;
  const sender = find(daemon, from_peer);
  const excluded = new Set<string>();
  for (const name of [...exclude, from_peer]) {
    const byId = daemon.state.peers.get(name);
    const found = excludesNamesakes && !byId ? peersNamed(daemon, name) : [find(daemon, name)];
    for (const peer of found) if (peer) excluded.add(peer.peer_id);
  }
  const reachesAll = !sender || params.bypass_circle || crossesCircles(sender);
  addEvent(daemon, "broadcast", {
    from: from_peer,
    text,
    exclude: daemon.facts.shownAsSent ? (params.exclude ?? null) : exclude,
    from_peer_id: sender?.peer_id ?? null,
  });
  const sent_to: string[] = [];
  for (const peerId of [...daemon.sockets.peerIds]) {
    if (excluded.has(peerId)) continue;
    const peer = daemon.state.peers.get(peerId);
    if (peer && !reachesAll && peer.circle !== sender.circle && !crossesCircles(peer)) continue;
    daemon.sockets.send(peerId, { type: "broadcast", from_peer, text });
    // A peer that was deleted while its socket is open gets the frame, and is not listed.
    if (peer) sent_to.push(peer.display_name);
  }
  return { ok: true, sent_to, failed: [] };
};
