import type { RegisterPeerParams } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { having } from "../having.ts";
import { folderName, runtimeSession } from "../names.ts";
import { refuse } from "../refusal.ts";
import { isAlive } from "../spawning/machine.ts";
import type { Identity, PeerRecord } from "../state.ts";
import {
  announceOnline,
  announceRejectedClaim,
  isFreshOrchestrator,
  releasePane,
  wasSeenLately,
} from "./presence.ts";
import { removePeer } from "./registry.ts";

/** A claim of an identity, from a registration over HTTP or from the first frame of a socket. */
export type Claim = Pick<
  RegisterPeerParams,
  | "peer_id"
  | "circle_source"
  | "turn_state"
  | "pane_id"
  | "tmux_session"
  | "agent_pid"
  | "parent_pid"
  | "model"
  | "metadata"
> &
  Pick<PeerRecord, "circle" | "backend" | "path" | "machine" | "role" | "status"> & {
    /** The name that a certificate proves. */
    readonly display_name?: string | undefined;
  };

/** A claim of a retired id. */
export class RetiredId extends Error {}

/** @throws {@link RetiredId}, and a refusal if another peer has the pane. */
export function claimIdentity(daemon: Daemon, claim: Claim): PeerRecord {
  const peer_id = claimedId(daemon, claim);
  const existing = peer_id ? daemon.state.peers.get(peer_id) : undefined;
  let peer: PeerRecord;
  if (existing && describes(existing, claim)) {
    peer = takeOver(daemon, existing, claim);
  } else {
    const returning = daemon.facts.offlineNameReturns ? offlineNamesake(daemon, claim) : undefined;
    if (!returning) guardPane(daemon, claim);
    const keeper = returning ? undefined : paneKeeper(daemon, claim);
    if (keeper) return keeper;
    peer = returning ? takeOver(daemon, returning, claim) : createPeer(daemon, claim, peer_id);
  }
  for (const listener of daemon.listeners.registration) listener(peer);
  announceOnline(daemon, peer);
  return peer;
}

/** The offline peer whose name the claim takes. */
function offlineNamesake(daemon: Daemon, claim: Claim): PeerRecord | undefined {
  const { circle, backend } = claim;
  const session = runtimeSession(claim.metadata);
  const isSame = (peer: PeerRecord) =>
    session !== null && runtimeSession(peer.metadata) === session;
  for (let number = 1; ; number++) {
    const display_name = nameOf(claim, number);
    const found = having(daemon.state.peers, { display_name, circle, backend });
    const free = found.find((peer) => isFree(daemon, peer) || isSame(peer));
    if (free || found.length === 0) return free;
  }
}

/** A name that a claim may get: its folder and backend, from the second on with a number. */
function nameOf({ path, backend }: Claim, number: number): string {
  return `${folderName(path)}${number === 1 ? "" : `-${number}`}-${backend}`;
}

/** Whether an offline peer gives its name away. */
function isFree(daemon: Daemon, peer: PeerRecord): boolean {
  return peer.status === "offline" && !(peer.is_retired && daemon.facts.retirementIsFinal);
}

/** The daemon's own peer, which sends jobs. */
export function addJobsPeer(daemon: Daemon): void {
  const peer_id = `repow-default-${daemon.ids.hex(8)}`;
  const common = { peer_id, display_name: "jobs", circle: "default", description: "" };
  const fixed = {
    backend: "mcp-http",
    role: "service",
    path: "/jobs",
    agent_pid: null,
    model: null,
  } as const;
  const { identities, peers } = daemon.state;
  identities.set(peer_id, { ...common, ...fixed, is_saved: false });
  peers.set(peer_id, {
    ...common,
    ...fixed,
    status: "online",
    turn_state: null,
    last_seen: daemon.stamp(),
    machine: "unknown",
    tmux_session: null,
    pane_id: null,
    metadata: { in_process: true },
    description_set_at: undefined,
    is_retired: false,
  });
}

function claimedId(daemon: Daemon, claim: Claim): string | undefined {
  const { facts, state } = daemon;
  const { peer_id, agent_pid } = claim;
  if (peer_id && state.retired.has(peer_id)) {
    if (!agent_pid || !isAlive(daemon, agent_pid)) {
      throw new RetiredId(facts.retiredClaim(peer_id, agent_pid));
    }
    state.retired.delete(peer_id);
  }
  if (
    peer_id ||
    !facts.orchestratorReturnsByName ||
    claim.role !== "orchestrator" ||
    claim.path === ""
  ) {
    return peer_id ?? undefined;
  }
  const { circle, path, backend, display_name = nameOf(claim, 1) } = claim;
  const place = { display_name, circle, path, backend };
  const own = having(daemon.state.peers, { ...place, status: "offline" });
  return own.length === 1 ? own[0]!.peer_id : undefined;
}

function takeOver(daemon: Daemon, peer: PeerRecord, claim: Claim): PeerRecord {
  const isFinal = peer.is_retired && daemon.facts.retirementIsFinal;
  peer.status = isFinal ? "offline" : claim.status;
  peer.last_seen = daemon.stamp();
  if (claim.turn_state) peer.turn_state = claim.turn_state;
  if (claim.pane_id) {
    releasePane(daemon, claim.pane_id, peer.peer_id);
    peer.pane_id = claim.pane_id;
  }
  if (claim.tmux_session) peer.tmux_session = claim.tmux_session;
  if (claim.machine !== "unknown") peer.machine = claim.machine;
  if (claim.model) peer.model = claim.model;
  if (claim.agent_pid != null) peer.agent_pid = claim.agent_pid;
  const identity = daemon.state.identities.get(peer.peer_id);
  if (identity) update(identity, claim);
  peer.metadata = { ...peer.metadata, ...claim.metadata };
  return peer;
}

/** The live orchestrator whose pane and identity a peer of its circle and backend shares. */
function paneKeeper(
  daemon: Daemon,
  { pane_id, backend, circle, turn_state }: Claim,
): PeerRecord | undefined {
  if (!pane_id || !daemon.facts.orchestratorSharesPane) return undefined;
  const keeper = having(daemon.state.peers, { pane_id, backend, circle }).find((peer) =>
    isFreshOrchestrator(daemon, peer),
  );
  if (!keeper) return undefined;
  keeper.last_seen = daemon.stamp();
  if (turn_state) keeper.turn_state = turn_state;
  return keeper;
}

/** Refuses a subprocess of the agent that owns the pane. */
function guardPane(daemon: Daemon, { pane_id, parent_pid }: Claim): void {
  if (!pane_id || parent_pid == null) return;
  for (const peer of having(daemon.state.peers, { pane_id, agent_pid: parent_pid })) {
    if (!wasSeenLately(daemon, peer)) continue;
    const [before, known] = daemon.facts.paneClaimWords;
    announceRejectedClaim(daemon, peer, parent_pid);
    refuse(
      409,
      `${before}pane ${pane_id} held by ${peer.display_name} (${peer.peer_id}); ` +
        `claimant parent_pid=${parent_pid} matches ${known} agent_pid=${peer.agent_pid}`,
    );
  }
}

function createPeer(daemon: Daemon, claim: Claim, peerId: string | undefined): PeerRecord {
  const pane_id = mayHavePane(daemon, claim) ? (claim.pane_id ?? null) : null;
  const identified = daemon.state.identities.get(peerId ?? "");
  const known = identified && describes(identified, claim) ? identified : undefined;
  const display_name =
    claim.display_name ??
    known?.display_name ??
    freeName(daemon, claim, runtimeSession(claim.metadata));
  const circle = known?.circle ?? claim.circle;
  if (claim.display_name) clearName(daemon, display_name, circle, claim, pane_id, peerId);
  const identity =
    rememberedAs(daemon, display_name, circle, claim, peerId) ??
    newIdentity(daemon, display_name, circle, claim);
  if (pane_id) releasePane(daemon, pane_id, identity.peer_id);
  const prior = daemon.state.peers.get(identity.peer_id);
  const peer: PeerRecord = {
    peer_id: identity.peer_id,
    display_name,
    circle: identity.circle,
    backend: claim.backend,
    role: identity.role,
    status: claim.status,
    turn_state: claim.turn_state ?? null,
    last_seen: daemon.stamp(),
    path: claim.path,
    machine: claim.machine,
    tmux_session: claim.tmux_session ?? null,
    pane_id,
    agent_pid: claim.agent_pid ?? identity.agent_pid,
    model: claim.model ?? identity.model,
    metadata: { ...prior?.metadata, ...claim.metadata },
    description: identity.description,
    description_set_at: undefined,
    is_retired: false,
  };
  daemon.state.peers.set(peer.peer_id, peer);
  // An identity that was found by its name may be a retired one.
  if (peer.agent_pid !== null && isAlive(daemon, peer.agent_pid)) {
    daemon.state.retired.delete(peer.peer_id);
  }
  return peer;
}

/** A live orchestrator keeps its pane. A later peer registers without a pane. */
function mayHavePane(daemon: Daemon, { pane_id = null }: Claim): boolean {
  // A known peer that comes back with such a pane gets it too, so there may be several owners.
  return !having(daemon.state.peers, { pane_id }).some((peer) => isFreshOrchestrator(daemon, peer));
}

/** The name from the folder; a number is added while a live peer of the circle has it. */
function freeName(daemon: Daemon, claim: Claim, session: string | null): string {
  for (let number = 1; ; number++) {
    const name = nameOf(claim, number);
    const { circle } = claim;
    const [holder] = having(daemon.state.peers, { display_name: name, circle });
    if (!holder) return name;
    const isSameSession = session !== null && runtimeSession(holder.metadata) === session;
    if (!isSameSession && !isFree(daemon, holder)) continue;
    removePeer(daemon, holder);
    return name;
  }
}

function clearName(
  daemon: Daemon,
  name: string,
  circle: string,
  claim: Claim,
  paneId: string | null,
  peerId: string | undefined,
): void {
  const { backend } = claim;
  for (const peer of having(daemon.state.peers, { display_name: name, circle, backend })) {
    if (peer.peer_id === peerId) continue;
    if (peer.status !== "offline" && (!paneId || peer.pane_id !== paneId)) continue;
    removePeer(daemon, peer);
  }
}

function rememberedAs(
  daemon: Daemon,
  name: string,
  circle: string,
  claim: Claim,
  peerId: string | undefined,
): Identity | undefined {
  const sameName = { display_name: name, backend: claim.backend };
  const inCircle = having(daemon.state.identities, { ...sameName, circle });
  const found = inCircle.find((identity) => identity.peer_id === peerId) ?? inCircle[0];
  if (found) {
    found.path = claim.path;
    // A peer that comes back without its id does not change the remembered model.
    return update(found, found.peer_id === peerId ? claim : { ...claim, model: null });
  }
  // Circle "default" without a trusted source means that the caller does not know its circle.
  const mayAdopt =
    daemon.facts.adoptsAcrossCircles &&
    (claim.circle_source == null || claim.circle_source === "fallback");
  if (circle !== "default" || claim.path === "" || !mayAdopt) return undefined;
  const [adopted] = having(daemon.state.identities, { ...sameName, path: claim.path });
  return adopted && update(adopted, claim);
}

function newIdentity(daemon: Daemon, display_name: string, circle: string, claim: Claim): Identity {
  const identity: Identity = {
    is_saved: false,
    peer_id: `repow-${circle}-${daemon.ids.hex(8)}`,
    display_name,
    circle,
    backend: claim.backend,
    path: claim.path,
    role: claim.role,
    description: "",
    agent_pid: claim.agent_pid ?? null,
    model: claim.model ?? null,
  };
  daemon.state.identities.set(identity.peer_id, identity);
  return identity;
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
