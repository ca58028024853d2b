import type { PeerStatus } from "@repowire/protocol";

import type { Daemon } from "../daemon.ts";
import { addEvent } from "../events.ts";
import { having, latest } from "../having.ts";
import type { PeerRecord } from "../state.ts";
import { second } from "../time.ts";
import { removePeer, setPeerStatus } from "./registry.ts";

/** Why a peer goes offline, as in the event. */
export interface OfflineReason {
  readonly reason: string;
  readonly source: string;
  readonly detail?: string | null | undefined;
  readonly context?: Record<string, unknown>;
}

/** Sets a peer offline. Its socket stays open. Returns the number of queries that ended. */
export function markOffline(daemon: Daemon, peer: PeerRecord, why: OfflineReason): number {
  if (isOfflineAlready(daemon, peer, "TransportDisconnect")) return 0;
  return goOffline(daemon, peer, why);
}

/** Whether a peer cannot go offline because it is. A daemon with events for presence reports that. */
function isOfflineAlready(daemon: Daemon, peer: PeerRecord, event: string): boolean {
  if (!daemon.facts.presenceEvents || peer.status !== "offline") return false;
  rejectTransition(daemon, peer, event);
  return true;
}

function goOffline(daemon: Daemon, peer: PeerRecord, why: OfflineReason): number {
  const old_status = peer.status;
  setPeerStatus(daemon, peer, "offline");
  announceOffline(daemon, peer, old_status, why);
  return daemon.queries.disconnect(peer.peer_id);
}

/** The fields of every event of a peer, if events are brief. */
export function briefly({ peer_id, display_name }: PeerRecord) {
  return { peer_id, peer_name: display_name, session_id: peer_id };
}

/** The fields of every event of a peer, if events are not brief. */
export function fully({ peer_id, display_name, backend, path, pane_id }: PeerRecord) {
  return { peer_id, display_name, backend, path, pane_id };
}

/** A peer registered or connected. */
export function announceOnline(daemon: Daemon, peer: PeerRecord): void {
  if (daemon.facts.presenceEvents) addEvent(daemon, "peer_online", briefly(peer));
}

/** The pane of a peer was claimed by a child of its agent. */
export function announceRejectedClaim(daemon: Daemon, peer: PeerRecord, parentPid: number): void {
  if (!daemon.facts.presenceEvents) return;
  addEvent(daemon, "pane_claim_rejected", {
    ...briefly(peer),
    pane_id: peer.pane_id,
    holder_peer_id: peer.peer_id,
    claimant_parent_pid: parentPid,
    holder_agent_pid: peer.agent_pid,
    outcome: "registration_rejected",
  });
}

/** Reports that an offline peer shows a sign of presence. */
function rejectTransition(daemon: Daemon, peer: PeerRecord, event: string): void {
  if (!daemon.facts.presenceEvents) return;
  const detail = "illegal lifecycle transition rejected";
  const transition = { event, from_state: peer.is_retired ? "Retired" : "Offline" };
  addEvent(daemon, "peer_contradiction", { ...briefly(peer), ...transition, detail });
}

/** A sign of life with a status. */
export function reportStatus(daemon: Daemon, peer: PeerRecord, status: PeerStatus): void {
  if (status === "offline") return reportOffline(daemon, peer);
  const { presenceEvents, statusRevives } = daemon.facts;
  if (!statusRevives && peer.status === "offline") {
    return rejectTransition(daemon, peer, status === "busy" ? "UserPromptSubmit" : "Stop");
  }
  setPeerStatus(daemon, peer, status);
  if (presenceEvents) addEvent(daemon, "peer_status", { ...briefly(peer), status });
}

/** A peer reports itself offline. */
export function reportOffline(daemon: Daemon, peer: PeerRecord): void {
  if (isOfflineAlready(daemon, peer, "TransportDisconnect")) return;
  const old_status = peer.status;
  setPeerStatus(daemon, peer, "offline");
  if (daemon.facts.presenceEvents) {
    return void addEvent(daemon, "peer_status", { ...briefly(peer), status: "offline" });
  }
  announceOffline(daemon, peer, old_status, {
    reason: "status_update_offline",
    source: "update_peer_status",
    detail: "Peer status was explicitly updated to offline.",
  });
}

/** Sets a peer offline for good. Its id is refused from now on. */
export function retirePeer(daemon: Daemon, peer: PeerRecord, why: OfflineReason): number {
  if (daemon.facts.presenceEvents && daemon.state.retired.has(peer.peer_id)) {
    rejectTransition(daemon, peer, "TerminalOffline");
    return 0;
  }
  const ended = goOffline(daemon, peer, why);
  daemon.state.retired.set(peer.peer_id, daemon.stamp());
  peer.is_retired = true;
  daemon.sockets.get(peer.peer_id)?.close(...daemon.facts.retirementClose);
  for (const listener of daemon.listeners.retirement) listener(peer, why.reason);
  return ended;
}

/** Removes a peer and its identity. The id is free afterwards. */
export function expelPeer(daemon: Daemon, peer: PeerRecord): void {
  removePeer(daemon, peer);
  if (!daemon.facts.removalClosesSocket) return;
  daemon.sockets.get(peer.peer_id)?.close(1001, "peer removed by daemon");
}

/** Takes a pane from its owner, which becomes offline. */
export function releasePane(daemon: Daemon, paneId: string, newOwner: string): void {
  for (const peer of daemon.state.peers.values()) {
    if (peer.pane_id !== paneId || peer.peer_id === newOwner) continue;
    if (isFreshOrchestrator(daemon, peer)) continue;
    if (isOfflineAlready(daemon, peer, "PaneDisplaced")) continue;
    const old_status = peer.status;
    peer.pane_id = null;
    peer.status = "offline";
    if (daemon.facts.presenceEvents) peer.last_seen = daemon.stamp();
    announceOffline(daemon, peer, old_status, {
      reason: "pane_displaced",
      source: "allocate_and_register",
      detail: "A new ws-hook claimed this pane; the previous peer lost pane ownership.",
      context: { pane_id: paneId, new_peer_id: newOwner },
    });
  }
}

/** How long a silent peer still counts as present, in seconds. */
export function silenceTolerance(daemon: Daemon): number {
  return daemon.settings.heartbeat_interval * 2;
}

export function wasSeenLately(daemon: Daemon, peer: PeerRecord): boolean {
  if (daemon.facts.socketIsSignOfLife && daemon.sockets.has(peer.peer_id)) return true;
  return isFresh(daemon, peer);
}

export function isFreshOrchestrator(daemon: Daemon, peer: PeerRecord): boolean {
  return peer.role === "orchestrator" && peer.status !== "offline" && isFresh(daemon, peer);
}

/** The orchestrator of a circle with the latest sign of life. */
export function orchestratorOf(daemon: Daemon, circle: string): PeerRecord | undefined {
  const fresh = having(daemon.state.peers, { circle }).filter((peer) =>
    isFreshOrchestrator(daemon, peer),
  );
  return latest(fresh, ({ last_seen }) => last_seen);
}

function isFresh(daemon: Daemon, peer: PeerRecord): boolean {
  return daemon.now() - peer.last_seen <= silenceTolerance(daemon) * second;
}

function announceOffline(
  daemon: Daemon,
  peer: PeerRecord,
  old_status: string,
  why: OfflineReason,
): void {
  if (daemon.facts.presenceEvents) {
    const { reason, source, context } = why;
    const shown = {
      ...(source === "lazy_repair" && { reason }),
      ...(reason === "pane_displaced" && { reason, ...context }),
    };
    addEvent(daemon, "peer_offline", { ...briefly(peer), ...shown });
    return;
  }
  if (!daemon.facts.offlineEvents || old_status === "offline") return;
  addEvent(daemon, "peer_offline", {
    ...fully(peer),
    old_status,
    new_status: "offline",
    reason: why.reason,
    source: why.source,
    ...(why.detail && { detail: why.detail }),
    ...(why.context && { context: why.context }),
  });
}
