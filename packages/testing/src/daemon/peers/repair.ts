import type { EndpointName } from "@repowire/protocol";

import { dropExpiredAsks, forgetAsksOf } from "../ask-store.ts";
import type { Daemon } from "../daemon.ts";
import { addEvent } from "../events.ts";
import { hasRuntimeEvidence } from "../spawning/machine.ts";
import type { PeerRecord } from "../state.ts";
import { second } from "../time.ts";
import { pruneTraces } from "../traces.ts";
import { briefly, fully, markOffline, retirePeer } from "./presence.ts";
import { removePeer, saveIdentities, setPeerStatus } from "./registry.ts";

/** Seconds between two repairs. */
const repairInterval = 30;

/** Failed pane probes after which an id is retired. */
const paneStrikes = 3;

/** Runs a repair before or beside a call that can start one, if the last is 30 seconds old. */
export function repairFor(daemon: Daemon, endpoint: EndpointName): Promise<void> | undefined {
  const { repairsBefore, repairsBeside } = daemon.facts;
  if (!isDue(daemon)) return undefined;
  if (repairsBeside.includes(endpoint)) daemon.activity.background(() => repair(daemon));
  return repairsBefore.includes(endpoint) ? repair(daemon) : undefined;
}

function isDue(daemon: Daemon): boolean {
  const { last_repair } = daemon.state;
  if (!daemon.automaticRepair) return false;
  return last_repair === undefined || daemon.now() - last_repair >= repairInterval * second;
}

/** Repairs the registry now: sets peers offline, frees busy peers, and removes peers. */
export async function repair(daemon: Daemon): Promise<void> {
  daemon.state.last_repair = daemon.now();
  demoteDisconnected(daemon);
  await probePanes(daemon);
  freeStaleBusy(daemon);
  reap(daemon);
  dropExpiredAsks(daemon);
  pruneTraces(daemon);
  saveIdentities(daemon);
}

function demoteDisconnected(daemon: Daemon): void {
  const { sockets, state } = daemon;
  const { namesDeadProcess } = daemon.facts;
  // Peers with a pane come last, because their panes are probed.
  const peers = [...state.peers.values()].sort(
    (left, right) => Number(left.pane_id !== null) - Number(right.pane_id !== null),
  );
  for (const peer of peers) {
    if (sockets.has(peer.peer_id)) {
      state.contradictions.delete(`${peer.peer_id} ONLINE_BUT_NO_WS`);
      state.contradictions.delete(`${peer.peer_id} AGENT_PID_DEAD`);
      continue;
    }
    if (peer.status === "offline" || peer.metadata["in_process"]) continue;
    const hasPane = peer.pane_id !== null;
    if (hasPane && hasRuntimeEvidence(daemon, peer.pane_id!, peer.agent_pid)) continue;
    const words = `peer is ${peer.status} but has no live WebSocket connection`;
    contradict(daemon, peer, "ONLINE_BUT_NO_WS", words);
    if (hasPane && peer.agent_pid !== null) {
      const process = namesDeadProcess ? `agent pid ${peer.agent_pid}` : "agent pid";
      contradict(daemon, peer, "AGENT_PID_DEAD", `${process} has no runtime evidence`);
    }
    markOffline(daemon, peer, {
      reason: hasPane ? "no_websocket_no_runtime_evidence" : "no_websocket_no_pane",
      source: "lazy_repair",
      detail:
        "Peer was ONLINE/BUSY without a live WebSocket and no acceptable runtime evidence remained.",
      context: {
        pane_id: peer.pane_id,
        agent_pid: peer.agent_pid,
        contradiction: "ONLINE_BUT_NO_WS",
      },
    });
  }
}

async function probePanes(daemon: Daemon): Promise<void> {
  const { sockets, activity } = daemon;
  const targets = [...daemon.state.peers.values()].filter(
    (peer) =>
      peer.status !== "offline" &&
      peer.pane_id !== null &&
      peer.backend !== "opencode" &&
      sockets.has(peer.peer_id),
  );
  const probe = async (peer: PeerRecord) =>
    judgePane(daemon, peer, await sockets.ping(peer.peer_id, 1000));
  await Promise.all(targets.map((peer) => activity.during(() => probe(peer))));
}

function judgePane(
  daemon: Daemon,
  peer: PeerRecord,
  pong: Record<string, unknown> | undefined,
): void {
  const { facts, state } = daemon;
  const alive = pong && "pane_alive" in pong ? pong["pane_alive"] : undefined;
  const key = `${peer.peer_id} PANE_MISSING`;
  if (facts.silentPingIsOffline) {
    if (pong && (alive === undefined || alive)) return void state.contradictions.delete(key);
    contradict(daemon, peer, "PANE_MISSING", `connected pane ${peer.pane_id} is no longer alive`);
    markOffline(daemon, peer, { reason: "pane_missing", source: "lazy_repair" });
    return daemon.sockets.detach(peer.peer_id);
  }
  if (alive === true) {
    state.contradictions.delete(key);
    state.strikes.delete(peer.peer_id);
  }
  if (alive !== false) return;
  const strikes = (state.strikes.get(peer.peer_id) ?? 0) + 1;
  state.strikes.set(peer.peer_id, strikes);
  if (strikes < paneStrikes) return;
  state.strikes.delete(peer.peer_id);
  contradict(daemon, peer, "PANE_MISSING", `connected pane ${peer.pane_id} is no longer alive`);
  retirePeer(daemon, peer, {
    reason: "pane_missing",
    source: "lazy_repair",
    detail: `Connected ws-hook reported its tmux pane gone on ${paneStrikes} consecutive pings.`,
    context: { contradiction: "PANE_MISSING" },
  });
}

function freeStaleBusy(daemon: Daemon): void {
  const limit = daemon.settings.stale_busy_timeout_seconds * second;
  if (limit <= 0) return;
  for (const peer of daemon.state.peers.values()) {
    if (peer.status !== "busy" || peer.turn_state !== "working") continue;
    if (daemon.now() - peer.last_seen <= limit) continue;
    peer.turn_state = "idle";
    setPeerStatus(daemon, peer, "online");
    if (daemon.facts.presenceEvents) {
      const repaired = { status: "online", reason: "stale_busy_repair" };
      addEvent(daemon, "peer_status", { ...briefly(peer), ...repaired });
    }
  }
}

function reap(daemon: Daemon): void {
  const limit = daemon.settings.peer_reap_ttl_seconds * second;
  if (limit <= 0) return;
  for (const peer of [...daemon.state.peers.values()]) {
    if (peer.status !== "offline" || daemon.now() - peer.last_seen <= limit) continue;
    removePeer(daemon, peer);
    for (const code of ["ONLINE_BUT_NO_WS", "AGENT_PID_DEAD", "PANE_MISSING"]) {
      daemon.state.contradictions.delete(`${peer.peer_id} ${code}`);
    }
    daemon.sockets.detach(peer.peer_id);
    forgetAsksOf(daemon, peer.peer_id);
    if (daemon.facts.removalRetires) daemon.state.retired.set(peer.peer_id, daemon.stamp());
    const shown = daemon.facts.presenceEvents ? briefly(peer) : fully(peer);
    addEvent(daemon, "peer_reaped", { ...shown, reason: "offline_ttl" });
  }
}

/** Reports a contradiction, once until it is over. */
function contradict(daemon: Daemon, peer: PeerRecord, code: string, detail: string): void {
  const { contradictions } = daemon.state;
  const key = `${peer.peer_id} ${code}`;
  if (contradictions.has(key)) return;
  contradictions.add(key);
  addEvent(daemon, "peer_contradiction", {
    code,
    severity: "error",
    peer_id: peer.peer_id,
    peer_name: peer.display_name,
    ...(daemon.facts.presenceEvents && { session_id: peer.peer_id }),
    detail,
  });
}
