import type { PeerStatus } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import type { Identity, PeerRecord } from "../state.ts";

/** All peers, in the order of their registration. */
export function allPeers(daemon: Daemon): IterableIterator<PeerRecord> {
  return daemon.state.peers.values();
}

export function peerById(daemon: Daemon, peerId: string): PeerRecord | undefined {
  return daemon.state.peers.get(peerId);
}

export function peersNamed(daemon: Daemon, displayName: string): readonly PeerRecord[] {
  return daemon.state.peers_by_name.get(displayName) ?? [];
}

export function peerOfPane(daemon: Daemon, paneId: string): PeerRecord | undefined {
  for (const peer of allPeers(daemon)) if (peer.pane_id === paneId) return peer;
  return undefined;
}

export function addPeer(daemon: Daemon, peer: PeerRecord): void {
  const { peers, peers_by_name } = daemon.state;
  const before = peers.get(peer.peer_id);
  if (before) removeFrom(peers_by_name, before);
  peers.set(peer.peer_id, peer);
  addTo(peers_by_name, peer);
}

/** Removes a peer, and with `identity` also its stored identity. */
export function removePeer(
  daemon: Daemon,
  peer: PeerRecord,
  { identity }: { identity: boolean },
): void {
  const { peers, peers_by_name } = daemon.state;
  peers.delete(peer.peer_id);
  removeFrom(peers_by_name, peer);
  if (identity) forgetIdentity(daemon, peer.peer_id);
}

export function renamePeer(daemon: Daemon, peer: PeerRecord, displayName: string): void {
  const { peers_by_name, identities, identities_by_name } = daemon.state;
  removeFrom(peers_by_name, peer);
  peer.display_name = displayName;
  addTo(peers_by_name, peer);
  const identity = identities.get(peer.peer_id);
  if (!identity) return;
  removeFrom(identities_by_name, identity);
  identity.display_name = displayName;
  addTo(identities_by_name, identity);
}

export function identityById(daemon: Daemon, peerId: string): Identity | undefined {
  return daemon.state.identities.get(peerId);
}

export function identitiesNamed(daemon: Daemon, displayName: string): readonly Identity[] {
  return daemon.state.identities_by_name.get(displayName) ?? [];
}

export function addIdentity(daemon: Daemon, identity: Identity): void {
  daemon.state.identities.set(identity.peer_id, identity);
  addTo(daemon.state.identities_by_name, identity);
}

export function forgetIdentity(daemon: Daemon, peerId: string): void {
  const { identities, identities_by_name } = daemon.state;
  const identity = identities.get(peerId);
  if (!identity) return;
  identities.delete(peerId);
  removeFrom(identities_by_name, identity);
}

/** Writes all identities to the disk. */
export function saveIdentities(daemon: Daemon): void {
  for (const identity of daemon.state.identities.values()) identity.is_saved = true;
}

/** Changes fields of the peer and of its stored identity. */
export function updatePeer(
  daemon: Daemon,
  peer: PeerRecord,
  change: Partial<Pick<PeerRecord, "circle" | "role" | "description">>,
): void {
  Object.assign(peer, change);
  const identity = identityById(daemon, peer.peer_id);
  if (identity) Object.assign(identity, change);
}

/** Records a sign of life with a state. */
export function setPeerStatus(daemon: Daemon, peer: PeerRecord, status: PeerStatus): void {
  peer.status = status;
  peer.last_seen = daemon.stamp();
}

interface Named {
  readonly display_name: string;
}

function addTo<Item extends Named>(index: Map<string, Item[]>, item: Item): void {
  const items = index.get(item.display_name);
  if (items) items.push(item);
  else index.set(item.display_name, [item]);
}

function removeFrom<Item extends Named>(index: Map<string, Item[]>, item: Item): void {
  const items = index.get(item.display_name)!;
  if (items.length === 1) index.delete(item.display_name);
  else items.splice(items.indexOf(item), 1);
}
