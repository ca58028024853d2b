import type { Route } from "../daemon.ts";
import { normalizePath } from "../names.ts";
import { refuse } from "../refusal.ts";
import { crossesCircles } from "../addressing.ts";
import { expireDescription, findPeerOrConflict } from "./lookup.ts";
import { peerOfPane } from "./registry.ts";
import { showBarePeer, showPeer } from "./view.ts";

/** `GET /peers`. */
export const listPeers: Route<"listPeers"> = async (daemon, params) => {
  const { status, path, backend, circle } = params;
  let found = [...daemon.state.peers.values()];
  for (const peer of found) expireDescription(daemon, peer);
  if (status === "online") found = found.filter((peer) => peer.status !== "offline");
  if (status === "offline") found = found.filter((peer) => peer.status === "offline");
  if (path) {
    // First the exact text, then other paths to the same folder.
    const meant = normalizePath(path);
    const same = found.filter((peer) => peer.path === path);
    found = same.concat(
      found.filter((peer) => peer.path && peer.path !== path && normalizePath(peer.path) === meant),
    );
  }
  if (backend) found = found.filter((peer) => peer.backend === backend);
  const isAll = circle === "*" || (circle === "" && daemon.facts.emptyCircleIsAll);
  if (circle !== undefined && !isAll) {
    found = found.filter((peer) => peer.circle === circle || crossesCircles(peer));
  }
  return { peers: found.map((peer) => showPeer(daemon, peer)) };
};

/** `GET /peers/{identifier}`. */
export const getPeer: Route<"getPeer"> = (daemon, { identifier, circle }) => {
  const peer = findPeerOrConflict(daemon, identifier, circle);
  return showPeer(daemon, peer ?? refuse(404, `Peer not found: ${identifier}`));
};

/** `GET /peers/by-pane/{pane_id}`. */
export const getPeerByPane: Route<"getPeerByPane"> = (daemon, { pane_id: paneId }) => {
  const peer = peerOfPane(daemon, paneId) ?? refuse(404, `No peer for pane: ${paneId}`);
  expireDescription(daemon, peer);
  return daemon.facts.healthByPane ? showPeer(daemon, peer) : showBarePeer(daemon, peer);
};
