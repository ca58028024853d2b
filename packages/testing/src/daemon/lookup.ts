import type { Core } from "./core.ts";
import { quoted, quotedList } from "./names.ts";
import type { Peers } from "./peers.ts";
import { refuse } from "./refusal.ts";
import type { PeerRecord } from "./state.ts";

/** A name that several peers have, where the daemon will not guess. */
export class Ambiguous extends Error {
  constructor(name: string, candidates: readonly PeerRecord[]) {
    const circles = [...new Set(candidates.map((peer) => peer.circle))].sort();
    super(
      `Ambiguous peer name ${quoted(name)}: matches in circles ${quotedList(circles)}. ` +
        "Specify a circle= or pass a peer_id.",
    );
  }
}

/** Finds peers by id or display name, as each route of the daemon does. */
export class Lookup {
  readonly #core: Core;
  readonly #peers: Peers;

  constructor(core: Core, peers: Peers) {
    this.#core = core;
    this.#peers = peers;
  }

  /** @throws {@link Ambiguous} when several peers have the name and none is the better one. */
  find(identifier: string, circle?: string | null): PeerRecord | undefined {
    const peer = this.#peers.get(identifier);
    if (peer) return this.#fresh(peer);
    let matches = this.#peers.named(identifier);
    if (circle) matches = matches.filter((match) => match.circle === circle);
    if (matches.length <= 1) return this.#fresh(matches[0]);
    const active = matches.filter((match) => match.status !== "offline");
    const candidates = active.length > 0 ? active : matches;
    if ((circle ?? null) === null && candidates.length > 1) {
      const withPane = candidates.filter((match) => match.pane_id);
      if (withPane.length === 1) return this.#fresh(withPane[0]);
      throw new Ambiguous(identifier, candidates);
    }
    return this.#fresh(this.#preferred(candidates));
  }

  /** As {@link find}, but refuses with a 409 what is ambiguous. */
  findOrConflict(identifier: string, circle?: string | null): PeerRecord | undefined {
    try {
      return this.find(identifier, circle);
    } catch (error) {
      if (error instanceof Ambiguous) refuse(409, error.message);
      throw error;
    }
  }

  /** A sender: first in the circle of the target, then everywhere. */
  sender(identifier: string, target: PeerRecord): PeerRecord | undefined {
    return this.find(identifier, target.circle) ?? this.find(identifier);
  }

  /** Forgets a description that is too old; called wherever a peer is read. */
  #fresh<Found extends PeerRecord | undefined>(peer: Found): Found {
    if (peer) expireDescription(this.#core, this.#peers, peer);
    return peer;
  }

  #preferred(candidates: readonly PeerRecord[]): PeerRecord {
    const rank = (peer: PeerRecord) =>
      (this.#core.connections.has(peer.peer_id) ? 2 : 0) + (peer.pane_id ? 1 : 0);
    return candidates.reduce((best, peer) =>
      rank(peer) > rank(best) || (rank(peer) === rank(best) && peer.last_seen > best.last_seen)
        ? peer
        : best,
    );
  }
}

/** Empties a description whose time is over. */
export function expireDescription(core: Core, peers: Peers, peer: PeerRecord): void {
  const life = core.settings.description_ttl_seconds * 1_000_000;
  if (peer.description === "" || life <= 0) return;
  const now = core.now();
  peer.description_set_at ??= now;
  if (now - peer.description_set_at < life) return;
  peer.description_set_at = undefined;
  peers.update(peer, { description: "" });
}
