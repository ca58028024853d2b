import type { Backend, PeerRole, PeerStatus, TurnState } from "@repowire/protocol";

import type { Core } from "./core.ts";
import type { Liveness } from "./liveness.ts";
import { folderName, runtimeSession } from "./names.ts";
import type { Peers } from "./peers.ts";
import { refuse } from "./refusal.ts";
import type { Identity, PeerRecord } from "./state.ts";

/** Who says to be whom: a registration over HTTP, or the first frame of a socket. */
export interface Claim {
  readonly peer_id?: string | null | undefined;
  readonly circle: string;
  readonly circle_source?: "tmux" | "spawn_hint" | "fallback" | null | undefined;
  readonly backend: Backend;
  readonly path: string;
  readonly machine: string;
  readonly role: PeerRole;
  readonly status: PeerStatus;
  readonly turn_state?: TurnState | null | undefined;
  readonly pane_id?: string | null | undefined;
  readonly tmux_session?: string | null | undefined;
  readonly agent_pid?: number | null | undefined;
  readonly parent_pid?: number | null | undefined;
  readonly model?: string | null | undefined;
  readonly metadata?: Record<string, unknown> | undefined;
  /** The name that a certificate proves. */
  readonly display_name?: string | undefined;
}

/** A claim of an id that was retired. */
export class RetiredId extends Error {}

/** Decides who a claim is: the same peer again, one that the daemon remembers, or a new one. */
export class Identities {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #liveness: Liveness;

  constructor(core: Core, peers: Peers, liveness: Liveness) {
    this.#core = core;
    this.#peers = peers;
    this.#liveness = liveness;
  }

  /** @throws {@link RetiredId}, and a refusal where a pane is somebody else's. */
  claim(claim: Claim): PeerRecord {
    const peer_id = this.#claimedId(claim);
    const existing = peer_id ? this.#peers.get(peer_id) : undefined;
    let peer: PeerRecord;
    if (existing && describes(existing, claim)) {
      peer = this.#takeOver(existing, claim);
    } else {
      this.#guardPane(claim);
      peer = this.#create(claim, peer_id);
    }
    this.#core.registered(peer);
    return peer;
  }

  /** The daemon's own peer, which sends jobs. */
  addJobsPeer(): void {
    const peer_id = `repow-default-${this.#core.ids.hex(8)}`;
    const common = { peer_id, display_name: "jobs", circle: "default", description: "" };
    const fixed = {
      backend: "mcp-http",
      role: "service",
      path: "/jobs",
      agent_pid: null,
      model: null,
    } as const;
    this.#peers.addIdentity({ ...common, ...fixed });
    this.#peers.add({
      ...common,
      ...fixed,
      status: "online",
      turn_state: null,
      last_seen: this.#core.stamp(),
      machine: "unknown",
      tmux_session: null,
      pane_id: null,
      metadata: { in_process: true },
      description_set_at: undefined,
    });
  }

  #claimedId(claim: Claim): string | undefined {
    const { facts, state, machine } = this.#core;
    const { peer_id, agent_pid } = claim;
    if (peer_id && state.retired.has(peer_id)) {
      if (!agent_pid || !machine.isAlive(agent_pid)) {
        throw new RetiredId(
          `peer_id ${peer_id} was retired (agent_pid=${agent_pid || "absent"}); ` +
            "re-register via a fresh SessionStart",
        );
      }
      state.retired.delete(peer_id);
    }
    if (peer_id || !facts.retiresIds || claim.role !== "orchestrator" || claim.path === "") {
      return peer_id ?? undefined;
    }
    const name = claim.display_name ?? `${folderName(claim.path)}-${claim.backend}`;
    const own = this.#peers
      .named(name)
      .filter((peer) => peer.circle === claim.circle && peer.path === claim.path)
      .filter((peer) => peer.backend === claim.backend && peer.status === "offline");
    return own.length === 1 ? own[0]!.peer_id : undefined;
  }

  #takeOver(peer: PeerRecord, claim: Claim): PeerRecord {
    peer.status = claim.status;
    peer.last_seen = this.#core.stamp();
    if (claim.turn_state) peer.turn_state = claim.turn_state;
    if (claim.pane_id) {
      this.#liveness.releasePane(claim.pane_id, peer.peer_id);
      peer.pane_id = claim.pane_id;
    }
    if (claim.tmux_session) peer.tmux_session = claim.tmux_session;
    if (claim.machine !== "unknown") peer.machine = claim.machine;
    if (claim.model) peer.model = claim.model;
    if (claim.agent_pid != null) peer.agent_pid = claim.agent_pid;
    const identity = this.#peers.identity(peer.peer_id);
    if (identity) {
      identity.model = claim.model ?? identity.model;
      identity.agent_pid = claim.agent_pid ?? identity.agent_pid;
    }
    peer.metadata = { ...peer.metadata, ...claim.metadata };
    return peer;
  }

  /** Refuses a subprocess of the agent that owns the pane. */
  #guardPane({ pane_id, parent_pid }: Claim): void {
    if (!pane_id || parent_pid == null) return;
    for (const peer of this.#peers.all) {
      if (peer.pane_id !== pane_id || peer.agent_pid !== parent_pid) continue;
      if (!this.#liveness.wasSeenLately(peer)) continue;
      refuse(
        409,
        `pane ${pane_id} held by ${peer.display_name} (${peer.peer_id}); ` +
          `claimant parent_pid=${parent_pid} matches existing agent_pid=${peer.agent_pid}`,
      );
    }
  }

  #create(claim: Claim, peerId: string | undefined): PeerRecord {
    const pane_id = this.#mayHavePane(claim) ? (claim.pane_id ?? null) : null;
    const known = this.#knownIdentity(claim, peerId);
    const display_name =
      claim.display_name ??
      known?.display_name ??
      this.#freeName(claim, runtimeSession(claim.metadata));
    const circle = known?.circle ?? claim.circle;
    if (claim.display_name) this.#clearName(display_name, circle, claim, pane_id, peerId);
    const identity =
      this.#rememberedAs(display_name, circle, claim, peerId) ??
      this.#newIdentity(display_name, circle, claim);
    if (pane_id) this.#liveness.releasePane(pane_id, identity.peer_id);
    const prior = this.#peers.get(identity.peer_id);
    const peer: PeerRecord = {
      peer_id: identity.peer_id,
      display_name,
      circle: identity.circle,
      backend: claim.backend,
      role: identity.role,
      status: claim.status,
      turn_state: claim.turn_state ?? null,
      last_seen: this.#core.stamp(),
      path: claim.path,
      machine: claim.machine,
      tmux_session: claim.tmux_session ?? null,
      pane_id,
      agent_pid: claim.agent_pid ?? identity.agent_pid,
      model: claim.model ?? identity.model,
      metadata: { ...prior?.metadata, ...claim.metadata },
      description: identity.description,
      description_set_at: undefined,
    };
    this.#peers.add(peer);
    return peer;
  }

  /** A live orchestrator keeps its pane; whoever comes later registers without one. */
  #mayHavePane({ pane_id = null }: Claim): boolean {
    // A known peer that comes back with such a pane gets it too, so there may be several owners.
    for (const peer of this.#peers.all) {
      if (peer.pane_id === pane_id && this.#liveness.isFreshOrchestrator(peer)) return false;
    }
    return true;
  }

  #knownIdentity(claim: Claim, peerId: string | undefined): Identity | undefined {
    const identity = peerId ? this.#peers.identity(peerId) : undefined;
    return identity && describes(identity, claim) ? identity : undefined;
  }

  /** The name from the folder; a number is added while a live peer of the circle has it. */
  #freeName(claim: Claim, session: string | null): string {
    const folder = folderName(claim.path);
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? "" : `-${number}`;
      const name = `${folder}${suffix}-${claim.backend}`;
      const holder = this.#peers.named(name).find((peer) => peer.circle === claim.circle);
      if (!holder) return name;
      const isSameSession = session !== null && runtimeSession(holder.metadata) === session;
      if (!isSameSession && holder.status !== "offline") continue;
      this.#peers.remove(holder, { identity: true });
      return name;
    }
  }

  #clearName(
    name: string,
    circle: string,
    claim: Claim,
    paneId: string | null,
    peerId: string | undefined,
  ): void {
    for (const peer of [...this.#peers.named(name)]) {
      if (peer.peer_id === peerId || peer.circle !== circle || peer.backend !== claim.backend)
        continue;
      if (peer.status !== "offline" && (!paneId || peer.pane_id !== paneId)) continue;
      this.#peers.remove(peer, { identity: true });
    }
  }

  #rememberedAs(
    name: string,
    circle: string,
    claim: Claim,
    peerId: string | undefined,
  ): Identity | undefined {
    const sameName = this.#peers
      .identitiesNamed(name)
      .filter((identity) => identity.backend === claim.backend);
    const inCircle = sameName.filter((identity) => identity.circle === circle);
    const found = inCircle.find((identity) => identity.peer_id === peerId) ?? inCircle[0];
    if (found) {
      found.path = claim.path;
      return update(found, claim);
    }
    // Circle "default" without a trusted source means that the caller does not know its circle.
    const mayAdopt = claim.circle_source == null || claim.circle_source === "fallback";
    if (circle !== "default" || claim.path === "" || !mayAdopt) return undefined;
    const adopted = sameName.find((identity) => identity.path === claim.path);
    return adopted && update(adopted, claim);
  }

  #newIdentity(display_name: string, circle: string, claim: Claim): Identity {
    const identity: Identity = {
      peer_id: `repow-${circle}-${this.#core.ids.hex(8)}`,
      display_name,
      circle,
      backend: claim.backend,
      path: claim.path,
      role: claim.role,
      description: "",
      agent_pid: claim.agent_pid ?? null,
      model: claim.model ?? null,
    };
    this.#peers.addIdentity(identity);
    return identity;
  }
}

function describes(known: PeerRecord | Identity, claim: Claim): boolean {
  const isSamePath = !known.path || claim.path === "" || known.path === claim.path;
  return known.backend === claim.backend && isSamePath;
}

function update(identity: Identity, claim: Claim): Identity {
  identity.agent_pid = claim.agent_pid ?? identity.agent_pid;
  identity.model = claim.model ?? identity.model;
  return identity;
}
