import type { OkResult, ParamsOf, PeerStatus, ResultOf } from "@repowire/protocol";

import type { Core } from "./core.ts";
import type { Liveness } from "./liveness.ts";
import { Ambiguous, type Lookup } from "./lookup.ts";
import type { Peers } from "./peers.ts";
import { refuse } from "./refusal.ts";
import type { PeerRecord } from "./state.ts";

const ok: OkResult = { ok: true };

/** What is said of a peer from outside: the routes that change how it is seen. */
export class PeerStates {
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

  /** `POST /peers/{name}/offline`; an unknown peer is fine. */
  markOffline(params: ParamsOf<"markPeerOffline">): ResultOf<"markPeerOffline"> {
    const { facts, state } = this.#core;
    const peer = this.#lookup.find(params.name);
    const terminal = facts.retiresIds && params.terminal === true;
    if (!peer) {
      if (terminal && params.name.startsWith("repow-")) {
        state.retired.set(params.name, this.#core.stamp());
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
      ? this.#liveness.retire(peer, why)
      : this.#liveness.markOffline(peer, why);
    return { ok: true, cancelled_queries };
  }

  /** `POST /peers/{name}/description`. */
  describe({ name, description, circle }: ParamsOf<"setDescription">): OkResult {
    const peer = this.#found(name, circle);
    peer.last_seen = this.#core.stamp();
    peer.description_set_at = peer.last_seen;
    this.#peers.update(peer, { description });
    return ok;
  }

  /** `POST /peers/{name}/touch`. */
  touch({ name, circle }: ParamsOf<"touchPeer">): OkResult {
    const peer = this.#found(name, circle);
    if (this.#core.facts.touchRevives && peer.status === "offline") peer.status = "online";
    peer.last_seen = this.#core.stamp();
    return ok;
  }

  /** `POST /peers/circle`; an unknown peer is fine. */
  setCircle({ peer_name, circle }: ParamsOf<"setCircle">): OkResult {
    const peer = this.#lookup.find(peer_name);
    if (peer) this.#peers.update(peer, { circle });
    return ok;
  }

  /** `POST /peers/{name}/provenance`, Go. */
  setProvenance({ name, circle, ...provenance }: ParamsOf<"setProvenance">): OkResult {
    const peer = this.#found(name, circle);
    peer.metadata = { ...peer.metadata, provenance };
    return ok;
  }

  /** `POST /session/update`. */
  updateSession(params: ParamsOf<"updateSession">): OkResult {
    const { facts } = this.#core;
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
    const peer = this.#sessionPeer(params);
    if (!peer) return ok;
    if (status != null) this.#setStatus(peer, status);
    if (turn_state != null) peer.turn_state = turn_state;
    if (model != null && peer.model !== model) {
      peer.model = model;
      peer.last_seen = this.#core.stamp();
      const identity = this.#peers.identity(peer.peer_id);
      if (identity) identity.model = model;
    }
    if (facts.sessionUpdateModel && metadata && Object.keys(metadata).length > 0) {
      peer.metadata = { ...peer.metadata, ...metadata };
      peer.last_seen = this.#core.stamp();
    }
    return ok;
  }

  /** `GET /circles/{name}/orchestrator`. */
  orchestrator({ name }: ParamsOf<"orchestratorStatus">): ResultOf<"orchestratorStatus"> {
    const peer = this.#liveness.orchestrator(name);
    return {
      circle: name,
      present: peer !== undefined,
      peer_id: peer?.peer_id ?? null,
      peer_name: peer?.display_name ?? null,
      last_seen: peer ? this.#core.write(peer.last_seen) : null,
      stale_after_seconds: this.#liveness.tolerance,
    };
  }

  /** `POST /peers/claim-role`: one orchestrator a circle, and only a silent one loses the role. */
  claimRole(params: ParamsOf<"claimRole">): ResultOf<"claimRole"> {
    const { role, circle, force = false } = params;
    if (role !== "orchestrator") refuse(400, "Only role=orchestrator can be claimed");
    const peer = this.#claimant(params);
    const home = circle || peer.circle;
    const others = [...this.#peers.all].filter((other) => other !== peer && other.circle === home);
    const holder = others
      .filter((other) => this.#liveness.isFreshOrchestrator(other))
      .reduce<PeerRecord | undefined>(
        (latest, other) => (latest && latest.last_seen >= other.last_seen ? latest : other),
        undefined,
      );
    if (holder) {
      const note = force ? "; force cannot demote a fresh live orchestrator" : "";
      const who = `${holder.display_name} (${holder.peer_id})`;
      refuse(409, `role=${role} is already held by ${who} in circle ${home}${note}`);
    }
    const previous_holders = others
      .filter((other) => other.role === role)
      .map((other) => {
        this.#peers.update(other, { role: "agent" });
        return {
          peer_id: other.peer_id,
          display_name: other.display_name,
          status: other.status as string,
          last_seen: this.#core.write(other.last_seen) as string | null,
        };
      });
    const already_held = peer.role === role;
    this.#peers.update(peer, { role });
    peer.last_seen = this.#core.stamp();
    previous_holders.push(...this.#demoteRemembered(peer, home));
    const { peer_id, display_name } = peer;
    this.#core.events.add("role_claimed", {
      peer_id,
      peer: display_name,
      role,
      circle: home,
      force,
      previous_holders,
    });
    return {
      ok: true,
      peer_id,
      peer_name: display_name,
      role,
      circle: peer.circle,
      already_held,
      previous_holders,
    };
  }

  /** Orchestrators that the daemon only remembers lose the role as well. */
  #demoteRemembered(peer: PeerRecord, circle: string) {
    const now = this.#core.timestamp();
    return [...this.#core.state.identities.values()]
      .filter((identity) => identity.peer_id !== peer.peer_id && identity.circle === circle)
      .filter((identity) => identity.role === "orchestrator")
      .map((identity) => {
        identity.role = "agent";
        const { peer_id, display_name } = identity;
        return { peer_id, display_name, status: "mapping-only", last_seen: now };
      });
  }

  #claimant({ peer_name, circle }: ParamsOf<"claimRole">): PeerRecord {
    try {
      const peer = this.#lookup.find(peer_name, circle);
      return peer ?? refuse(404, `Peer not found: ${peer_name}`);
    } catch (error) {
      if (error instanceof Ambiguous) refuse(400, error.message);
      throw error;
    }
  }

  #sessionPeer({ peer_name, pane_id }: ParamsOf<"updateSession">): PeerRecord | undefined {
    if (peer_name) return this.#lookup.find(peer_name);
    if (!pane_id) refuse(400, "Either peer_name or pane_id required");
    return this.#peers.byPane(pane_id) ?? refuse(404, `No peer for pane: ${pane_id}`);
  }

  #setStatus(peer: PeerRecord, status: PeerStatus): void {
    if (status === "offline") this.#liveness.reportedOffline(peer);
    else this.#peers.setStatus(peer, status);
  }

  #found(name: string, circle: string | null | undefined): PeerRecord {
    return this.#lookup.findOrConflict(name, circle) ?? refuse(404, `Peer not found: ${name}`);
  }
}
