import type { Peer } from "@repowire/protocol";
import { inboundAsks } from "../ask-store.ts";
import type { Daemon } from "../daemon.ts";
import type { PeerRecord } from "../state.ts";

/** Includes how well messages reach the peer. */
export function showPeer(daemon: Daemon, peer: PeerRecord): Peer {
  const { sockets, state } = daemon;
  const { count, age } = inboundAsks(daemon, peer.peer_id);
  const times = state.injections.get(peer.peer_id) ?? {};
  const connected = sockets.has(peer.peer_id);
  const { capabilities } = peer.metadata;
  const announces =
    daemon.facts.announcedReceiptsCount &&
    Array.isArray(capabilities) &&
    capabilities.includes("delivery_receipts");
  const receipts = announces || times.succeeded !== undefined || times.failed !== undefined;
  return {
    ...showBarePeer(daemon, peer),
    ws_connected: connected,
    hook_supports_receipts: receipts,
    last_successful_injection_at: written(daemon, times.succeeded),
    last_injection_failure_at: written(daemon, times.failed),
    pending_ask_count: count,
    oldest_pending_age_seconds: age,
    pane_safe: null,
    inbound_status: inboundStatus(peer, connected, receipts, times),
  };
}

/** Leaves those fields at the values of a peer without any deliveries. */
export function showBarePeer(daemon: Daemon, peer: PeerRecord): Peer {
  return {
    peer_id: peer.peer_id,
    name: peer.display_name,
    display_name: peer.display_name,
    path: peer.path,
    machine: peer.machine,
    tmux_session: peer.tmux_session,
    backend: peer.backend,
    ...(daemon.facts.peerModel && { model: peer.model }),
    circle: peer.circle,
    role: peer.role,
    status: peer.status,
    turn_state: peer.turn_state,
    last_seen: daemon.write(peer.last_seen),
    metadata: peer.metadata,
    description: peer.description,
    ws_connected: false,
    hook_supports_receipts: false,
    last_successful_injection_at: null,
    last_injection_failure_at: null,
    pending_ask_count: 0,
    oldest_pending_age_seconds: null,
    pane_safe: null,
    inbound_status: "offline",
    ...(daemon.facts.showsAddressability && {
      pane_id: peer.pane_id,
      source: "unknown",
      addressable: true,
    }),
  };
}

function written(daemon: Daemon, stamp: number | undefined): string | null {
  return stamp === undefined ? null : daemon.write(stamp, "proof");
}

function inboundStatus(
  peer: PeerRecord,
  connected: boolean,
  receipts: boolean,
  { succeeded = 0, failed = 0 }: { succeeded?: number; failed?: number },
): string {
  if (peer.status === "offline") return "offline";
  if (!connected) return "no_hook";
  if (!receipts) return "legacy_unverified";
  return failed > succeeded ? "inbound_degraded" : "online";
}
