import type { PeerStatus } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import type { Identity, PeerRecord } from "../state.ts";

export function peersNamed(daemon: Daemon, displayName: string): readonly PeerRecord[] {
  return named(daemon.state.peers, displayName);
}

export function peerOfPane(daemon: Daemon, paneId: string): PeerRecord | undefined {
  for (const peer of daemon.state.peers.values()) if (peer.pane_id === paneId) return peer;
  return undefined;
}

/** Removes a peer and its stored identity. */
export function removePeer({ state }: Daemon, { peer_id }: PeerRecord): void {
  state.peers.delete(peer_id);
  state.identities.delete(peer_id);
}

export function identitiesNamed(daemon: Daemon, displayName: string): readonly Identity[] {
  return named(daemon.state.identities, displayName);
}

/** Writes all identities to the disk. */
export function saveIdentities(daemon: Daemon): void {
  for (const identity of daemon.state.identities.values()) identity.is_saved = true;
}

/** Changes fields of the peer and of its stored identity. */
export function updatePeer(
  daemon: Daemon,
  peer: PeerRecord,
  change: Partial<Pick<PeerRecord, "display_name" | "circle" | "role" | "description">>,
): void {
  Object.assign(peer, change);
  const identity = daemon.state.identities.get(peer.peer_id);
  if (identity) Object.assign(identity, change);
}

/** Records a sign of life with a state. */
export function setPeerStatus(daemon: Daemon, peer: PeerRecord, status: PeerStatus): void {
  peer.status = status;
  peer.last_seen = daemon.stamp();
}

function named<Item extends { readonly display_name: string }>(
  items: ReadonlyMap<string, Item>,
  displayName: string,
): Item[] {
  const found: Item[] = [];
  for (const item of items.values()) if (item.display_name === displayName) found.push(item);
  return found;
}
