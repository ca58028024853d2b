import type { OkResult, ParamsOf } from "@repowire/protocol";
import type { Daemon, Route } from "../daemon.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { findPeer, findPeerOrConflict } from "./lookup.ts";
import { markOffline, reportStatus, retirePeer } from "./presence.ts";
import { peerOfPane, updatePeer } from "./registry.ts";

export const ok: OkResult = { ok: true };

/** `POST /peers/{name}/offline`; an unknown peer is fine. */
export const markPeerOffline: Route<"markPeerOffline"> = (daemon, params) => {
  const { facts, state } = daemon;
  const peer = findPeer(daemon, params.name);
  const terminal = facts.retiresIds && params.terminal === true;
  if (!peer) {
    if (terminal && params.name.startsWith("repow-")) {
      state.retired.set(params.name, daemon.stamp());
    }
    return { ok: true, cancelled_queries: 0 };
  }
  const why = {
    reason: params.reason ?? "offline_route",
    source: params.source ?? "peers_route",
    detail:
      params.detail === undefined
        ? "Peer was explicitly marked offline through the HTTP route."
        : params.detail,
  };
  const cancelled_queries = terminal
    ? retirePeer(daemon, peer, why)
    : markOffline(daemon, peer, why);
  return { ok: true, cancelled_queries };
};

/** `POST /peers/{name}/description`. */
export const setDescription: Route<"setDescription"> = (daemon, { name, description, circle }) => {
  const peer = knownPeer(daemon, name, circle);
  peer.last_seen = daemon.stamp();
  peer.description_set_at = peer.last_seen;
  updatePeer(daemon, peer, { description });
  return ok;
};

/** `POST /peers/{name}/touch`. */
export const touchPeer: Route<"touchPeer"> = (daemon, { name, circle }) => {
  const peer = knownPeer(daemon, name, circle);
  if (daemon.facts.touchRevives && peer.status === "offline") peer.status = "online";
  peer.last_seen = daemon.stamp();
  return ok;
};

/** `POST /peers/circle`; an unknown peer is fine. */
export const setCircle: Route<"setCircle"> = (daemon, { peer_name, circle }) => {
  const peer = findPeer(daemon, peer_name);
  if (peer) updatePeer(daemon, peer, { circle });
  return ok;
};

/** `POST /session/update`. */
export const updateSession: Route<"updateSession"> = (daemon, params) => {
  const { facts } = daemon;
  const { status, turn_state, metadata } = params;
  const model = facts.sessionUpdateModel ? params.model : null;
  if (status == null && turn_state == null && model == null) {
    const fields = facts.sessionUpdateModel
      ? "status, turn_state, or model"
      : "status or turn_state";
    refuse(400, `At least one of ${fields} is required`);
  }
  if (status != null && !["online", "busy", "offline"].includes(status)) {
    refuse(400, `Invalid status: ${status}. Must be one of: online, busy, offline`);
  }
  const peer = sessionPeer(daemon, params);
  if (!peer)
    return facts.unknownSessionIsRefused ? refuse(404, `Unknown peer: ${params.peer_name}`) : ok;
  if (status != null) reportStatus(daemon, peer, status);
  if (turn_state != null) {
    peer.turn_state = turn_state;
    if (facts.turnIsSignOfLife) peer.last_seen = daemon.stamp();
  }
  if (model != null && peer.model !== model) {
    peer.model = model;
    peer.last_seen = daemon.stamp();
    const identity = daemon.state.identities.get(peer.peer_id);
    if (identity) identity.model = model;
  }
  if (facts.sessionUpdateMetadata && metadata && Object.keys(metadata).length > 0) {
    peer.metadata = { ...peer.metadata, ...metadata };
    peer.last_seen = daemon.stamp();
  }
  return ok;
};

function sessionPeer(
  daemon: Daemon,
  { peer_name, pane_id }: ParamsOf<"updateSession">,
): PeerRecord | undefined {
  if (peer_name) return findPeer(daemon, peer_name);
  if (!pane_id) refuse(400, "Either peer_name or pane_id required");
  return peerOfPane(daemon, pane_id) ?? refuse(404, `No peer for pane: ${pane_id}`);
}

function knownPeer(daemon: Daemon, name: string, circle: string | null | undefined): PeerRecord {
  return findPeerOrConflict(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
}
