import type { Core } from "./core.ts";
import type { Asks } from "./asks.ts";
import type { Peers } from "./peers.ts";
import type { PeerRecord } from "./state.ts";
import { second } from "./time.ts";

/** Why a peer goes offline, as the event tells it. */
export interface OfflineReason {
  readonly reason: string;
  readonly source: string;
  readonly detail?: string | null | undefined;
  readonly context?: Record<string, unknown>;
}

/** Seconds between two repairs. */
const repairInterval = 30;
/** Failed pane probes after which an id is retired. */
const paneStrikes = 3;

/** What the daemon believes of who is there, and how it puts that right from time to time. */
export class Liveness {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #asks: Asks;
  readonly #automatic: boolean;

  constructor(core: Core, peers: Peers, asks: Asks, automatic: boolean) {
    this.#core = core;
    this.#peers = peers;
    this.#asks = asks;
    this.#automatic = automatic;
  }

  /** Takes a peer offline; its socket, if any, stays. Returns how many queries that ended. */
  markOffline(peer: PeerRecord, why: OfflineReason): number {
    const old_status = peer.status;
    this.#peers.setStatus(peer, "offline");
    this.#announceOffline(peer, old_status, why);
    return this.#core.queries.disconnect(peer.peer_id);
  }

  /** A peer says of itself that it is offline. */
  reportedOffline(peer: PeerRecord): void {
    const old_status = peer.status;
    this.#peers.setStatus(peer, "offline");
    this.#announceOffline(peer, old_status, {
      reason: "status_update_offline",
      source: "update_peer_status",
      detail: "Peer status was explicitly updated to offline.",
    });
  }

  /** Takes a peer offline for good: its id is refused from now on. */
  retire(peer: PeerRecord, why: OfflineReason): number {
    const ended = this.markOffline(peer, why);
    this.#core.state.retired.set(peer.peer_id, this.#core.stamp());
    this.#core.connections.get(peer.peer_id)?.close(4004, "peer retired");
    return ended;
  }

  /** Takes a pane from whoever has it; that peer is offline then. */
  releasePane(paneId: string, newOwner: string): void {
    for (const peer of this.#peers.all) {
      if (peer.pane_id !== paneId || peer.peer_id === newOwner) continue;
      if (this.isFreshOrchestrator(peer)) continue;
      const old_status = peer.status;
      peer.pane_id = null;
      peer.status = "offline";
      this.#announceOffline(peer, old_status, {
        reason: "pane_displaced",
        source: "allocate_and_register",
        detail: "A new ws-hook claimed this pane; the previous peer lost pane ownership.",
        context: { pane_id: paneId, new_peer_id: newOwner },
      });
    }
  }

  /** Seconds that a peer may be silent and still count as there. */
  get tolerance(): number {
    return this.#core.settings.heartbeat_interval * 2;
  }

  wasSeenLately(peer: PeerRecord): boolean {
    if (this.#core.facts.retiresIds && this.#core.connections.has(peer.peer_id)) return true;
    return this.#isFresh(peer);
  }

  isFreshOrchestrator(peer: PeerRecord): boolean {
    return peer.role === "orchestrator" && peer.status !== "offline" && this.#isFresh(peer);
  }

  /** The orchestrator of a circle that gave a sign of life last. */
  orchestrator(circle: string): PeerRecord | undefined {
    let found: PeerRecord | undefined;
    for (const peer of this.#peers.all) {
      if (peer.circle !== circle || !this.isFreshOrchestrator(peer)) continue;
      if (!found || peer.last_seen > found.last_seen) found = peer;
    }
    return found;
  }

  /** Runs a repair if the last one is 30 seconds old; some calls of the daemon begin with it. */
  async lazyRepair(): Promise<void> {
    if (!this.#automatic) return;
    const { last_repair } = this.#core.state;
    if (last_repair !== undefined && this.#core.now() - last_repair < repairInterval * second)
      return;
    await this.repair();
  }

  /** Puts the registry right now: demotes, frees, and removes peers. */
  async repair(): Promise<void> {
    this.#core.state.last_repair = this.#core.now();
    this.#demoteDisconnected();
    await this.#probePanes();
    this.#freeStaleBusy();
    this.#reap();
    this.#asks.dropExpired();
    this.#core.traces.prune();
  }

  #isFresh(peer: PeerRecord): boolean {
    return this.#core.now() - peer.last_seen <= this.tolerance * second;
  }

  #demoteDisconnected(): void {
    const { connections, state, machine } = this.#core;
    const disconnected: PeerRecord[] = [];
    for (const peer of this.#peers.all) {
      if (!connections.has(peer.peer_id)) {
        disconnected.push(peer);
        continue;
      }
      state.contradictions.delete(`${peer.peer_id} ONLINE_BUT_NO_WS`);
      state.contradictions.delete(`${peer.peer_id} AGENT_PID_DEAD`);
    }
    // The tmux of those with a pane is looked at last.
    disconnected.sort(
      (left, right) => Number(left.pane_id !== null) - Number(right.pane_id !== null),
    );
    for (const peer of disconnected) {
      if (peer.status === "offline" || peer.metadata["in_process"]) continue;
      const hasPane = peer.pane_id !== null;
      if (hasPane && machine.hasEvidence(peer.pane_id!, peer.agent_pid)) continue;
      this.#contradict(
        peer,
        "ONLINE_BUT_NO_WS",
        `peer is ${peer.status} but has no live WebSocket connection`,
      );
      if (hasPane && peer.agent_pid !== null) {
        this.#contradict(
          peer,
          "AGENT_PID_DEAD",
          `agent pid ${peer.agent_pid} has no runtime evidence`,
        );
      }
      this.markOffline(peer, {
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

  async #probePanes(): Promise<void> {
    const { connections, activity } = this.#core;
    const targets = [...this.#peers.all].filter(
      (peer) =>
        peer.status !== "offline" &&
        peer.pane_id !== null &&
        peer.backend !== "opencode" &&
        connections.has(peer.peer_id),
    );
    await Promise.all(
      targets.map((peer) =>
        activity.during(async () => {
          const pong = await connections.ping(peer.peer_id, 1000);
          this.#judgePane(peer, pong);
        }),
      ),
    );
  }

  #judgePane(peer: PeerRecord, pong: Record<string, unknown> | undefined): void {
    const { facts, state } = this.#core;
    const alive = pong && "pane_alive" in pong ? pong["pane_alive"] : undefined;
    const key = `${peer.peer_id} PANE_MISSING`;
    if (facts.silentPingIsOffline) {
      if (pong && (alive === undefined || alive)) return void state.contradictions.delete(key);
      this.#contradict(peer, "PANE_MISSING", `connected pane ${peer.pane_id} is no longer alive`);
      this.markOffline(peer, { reason: "pane_missing", source: "lazy_repair" });
      return this.#core.connections.detach(peer.peer_id);
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
    this.#contradict(peer, "PANE_MISSING", `connected pane ${peer.pane_id} is no longer alive`);
    this.retire(peer, {
      reason: "pane_missing",
      source: "lazy_repair",
      detail: `Connected ws-hook reported its tmux pane gone on ${paneStrikes} consecutive pings.`,
      context: { contradiction: "PANE_MISSING" },
    });
  }

  #freeStaleBusy(): void {
    const limit = this.#core.settings.stale_busy_timeout_seconds * second;
    if (limit <= 0) return;
    for (const peer of this.#peers.all) {
      if (peer.status !== "busy" || peer.turn_state !== "working") continue;
      if (this.#core.now() - peer.last_seen <= limit) continue;
      peer.turn_state = "idle";
      this.#peers.setStatus(peer, "online");
    }
  }

  #reap(): void {
    const limit = this.#core.settings.peer_reap_ttl_seconds * second;
    if (limit <= 0) return;
    for (const peer of [...this.#peers.all]) {
      if (peer.status !== "offline" || this.#core.now() - peer.last_seen <= limit) continue;
      this.#peers.remove(peer, { identity: true });
      for (const code of ["ONLINE_BUT_NO_WS", "AGENT_PID_DEAD", "PANE_MISSING"]) {
        this.#core.state.contradictions.delete(`${peer.peer_id} ${code}`);
      }
      this.#core.connections.detach(peer.peer_id);
      this.#asks.forgetPeer(peer.peer_id);
      this.#core.events.add("peer_reaped", {
        peer_id: peer.peer_id,
        display_name: peer.display_name,
        backend: peer.backend,
        path: peer.path,
        pane_id: peer.pane_id,
        reason: "offline_ttl",
      });
    }
  }

  /** Reports a contradiction, once until it is over. */
  #contradict(peer: PeerRecord, code: string, detail: string): void {
    const { contradictions } = this.#core.state;
    const key = `${peer.peer_id} ${code}`;
    if (contradictions.has(key)) return;
    contradictions.add(key);
    this.#core.events.add("peer_contradiction", {
      code,
      severity: "error",
      peer_id: peer.peer_id,
      peer_name: peer.display_name,
      detail,
    });
  }

  #announceOffline(peer: PeerRecord, old_status: string, why: OfflineReason): void {
    if (!this.#core.facts.offlineEvents || old_status === "offline") return;
    this.#core.events.add("peer_offline", {
      peer_id: peer.peer_id,
      display_name: peer.display_name,
      backend: peer.backend,
      path: peer.path,
      pane_id: peer.pane_id,
      old_status,
      new_status: "offline",
      reason: why.reason,
      source: why.source,
      ...(why.detail && { detail: why.detail }),
      ...(why.context && { context: why.context }),
    });
  }
}
