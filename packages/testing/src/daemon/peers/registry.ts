import type { PeerStatus } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { having } from "../having.ts";
import type { PeerRecord } from "../state.ts";

export function peersNamed(daemon: Daemon, displayName: string): readonly PeerRecord[] {
  return having(daemon.state.peers, { display_name: displayName });
}

export function peerOfPane(daemon: Daemon, paneId: string): PeerRecord | undefined {
  return having(daemon.state.peers, { pane_id: paneId })[0];
}

/** Removes a peer and its stored identity. */
export function removePeer({ state }: Daemon, { peer_id }: PeerRecord): void {
  state.peers.delete(peer_id);
  state.identities.delete(peer_id);
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
