import type { PeerStatus } from "@repowire/protocol";

import type { Core } from "./core.ts";
import type { Identity, PeerRecord } from "./state.ts";

/** The registry: who is a peer, by id and by name. */
export class Peers {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /** All peers, in the order of their registration. */
  get all(): IterableIterator<PeerRecord> {
    return this.#core.state.peers.values();
  }

  get(peerId: string): PeerRecord | undefined {
    return this.#core.state.peers.get(peerId);
  }

  named(displayName: string): readonly PeerRecord[] {
    return this.#core.state.peers_by_name.get(displayName) ?? [];
  }

  byPane(paneId: string): PeerRecord | undefined {
    for (const peer of this.all) if (peer.pane_id === paneId) return peer;
    return undefined;
  }

  add(peer: PeerRecord): void {
    const { peers, peers_by_name } = this.#core.state;
    const before = peers.get(peer.peer_id);
    if (before) removeFrom(peers_by_name, before);
    peers.set(peer.peer_id, peer);
    addTo(peers_by_name, peer);
  }

  /** Forgets a peer, and with `identity` that it was ever known. */
  remove(peer: PeerRecord, { identity }: { identity: boolean }): void {
    const { peers, peers_by_name } = this.#core.state;
    peers.delete(peer.peer_id);
    removeFrom(peers_by_name, peer);
    if (identity) this.forgetIdentity(peer.peer_id);
  }

  rename(peer: PeerRecord, displayName: string): void {
    const { peers_by_name, identities, identities_by_name } = this.#core.state;
    removeFrom(peers_by_name, peer);
    peer.display_name = displayName;
    addTo(peers_by_name, peer);
    const identity = identities.get(peer.peer_id);
    if (!identity) return;
    removeFrom(identities_by_name, identity);
    identity.display_name = displayName;
    addTo(identities_by_name, identity);
  }

  identity(peerId: string): Identity | undefined {
    return this.#core.state.identities.get(peerId);
  }

  identitiesNamed(displayName: string): readonly Identity[] {
    return this.#core.state.identities_by_name.get(displayName) ?? [];
  }

  addIdentity(identity: Identity): void {
    this.#core.state.identities.set(identity.peer_id, identity);
    addTo(this.#core.state.identities_by_name, identity);
  }

  forgetIdentity(peerId: string): void {
    const { identities, identities_by_name } = this.#core.state;
    const identity = identities.get(peerId);
    if (!identity) return;
    identities.delete(peerId);
    removeFrom(identities_by_name, identity);
  }

  /** Changes what both the peer and its identity say. */
  update(
    peer: PeerRecord,
    change: Partial<Pick<PeerRecord, "circle" | "role" | "description">>,
  ): void {
    Object.assign(peer, change);
    const identity = this.identity(peer.peer_id);
    if (identity) Object.assign(identity, change);
  }

  /** A sign of life with a state. */
  setStatus(peer: PeerRecord, status: PeerStatus): void {
    peer.status = status;
    peer.last_seen = this.#core.stamp();
  }
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
