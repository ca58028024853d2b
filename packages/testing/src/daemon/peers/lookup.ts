import { unless } from "../../support.ts";
import type { Daemon } from "../daemon.ts";
import { having } from "../having.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { peersNamed, updatePeer } from "./registry.ts";

/** An ambiguous name, for which the daemon chooses no peer. */
export class Ambiguous extends Error {}

/**
 * Finds a peer by its id or its name. Its description is dropped if it is too old.
 *
 * @throws {@link Ambiguous} if several peers have the name and none takes precedence.
 */
export function findPeer(
  daemon: Daemon,
  identifier: string,
  circle?: string | null,
): PeerRecord | undefined {
  const peer = daemon.state.peers.get(identifier) ?? findByName(daemon, identifier, circle);
  if (peer) expireDescription(daemon, peer);
  return peer;
}

function findByName(
  daemon: Daemon,
  display_name: string,
  circle: string | null | undefined,
): PeerRecord | undefined {
  const matches = having(daemon.state.peers, { display_name, ...(circle && { circle }) });
  if (matches.length <= 1) return matches[0];
  const active = matches.filter((match) => match.status !== "offline");
  const candidates = active.length > 0 ? active : matches;
  const isNamed = circle != null && (circle !== "" || !daemon.facts.emptyCircleIsAll);
  if (isNamed || candidates.length === 1) return preferred(daemon, candidates);
  const withPane = candidates.filter((match) => match.pane_id);
  if (withPane.length === 1) return withPane[0];
  const circles = [...new Set(candidates.map((peer) => peer.circle))].sort();
  throw new Ambiguous(daemon.facts.ambiguousName(display_name, circles));
}

/** The peers that an id or a name may mean in a circle, or in all of them. */
export function peersMeant(
  daemon: Daemon,
  identifier: string,
  circle: string | null | undefined,
): readonly PeerRecord[] {
  const inCircle = (peer: PeerRecord) => circle == null || peer.circle === circle;
  const byId = daemon.state.peers.get(identifier);
  return byId && inCircle(byId) ? [byId] : peersNamed(daemon, identifier).filter(inCircle);
}

/** Like {@link findPeer}, but refuses an ambiguous name with 409. */
export function findPeerOrConflict(
  daemon: Daemon,
  identifier: string,
  circle?: string | null,
): PeerRecord | undefined {
  return unless(
    Ambiguous,
    () => findPeer(daemon, identifier, circle),
    ({ message }) => refuse(409, message),
  );
}

/** Like {@link findPeer}, but finds no peer for an ambiguous name. */
export function findUnambiguous(
  daemon: Daemon,
  identifier: string,
  circle?: string | null,
): PeerRecord | undefined {
  return unless(
    Ambiguous,
    () => findPeer(daemon, identifier, circle),
    () => undefined,
  );
}

/** Finds a sender, first in the circle of the target, then in all circles. */
export function findSender(
  daemon: Daemon,
  identifier: string,
  target: PeerRecord,
  findAmbiguous = findPeer,
): PeerRecord | undefined {
  const find = daemon.facts.ignoresAmbiguousSenders ? findUnambiguous : findAmbiguous;
  return find(daemon, identifier, target.circle) ?? find(daemon, identifier);
}

function preferred(daemon: Daemon, candidates: readonly PeerRecord[]): PeerRecord {
  const rank = (peer: PeerRecord) =>
    (daemon.sockets.has(peer.peer_id) ? 2 : 0) + (peer.pane_id ? 1 : 0);
  return candidates.reduce((best, peer) =>
    rank(peer) > rank(best) || (rank(peer) === rank(best) && peer.last_seen > best.last_seen)
      ? peer
      : best,
  );
}

/** Empties a description whose time is over. */
export function expireDescription(daemon: Daemon, peer: PeerRecord): void {
  const ttl = daemon.settings.description_ttl_seconds * 1_000_000;
  if (peer.description === "" || ttl <= 0) return;
  const now = daemon.now();
  peer.description_set_at ??= now;
  if (now - peer.description_set_at < ttl) return;
  peer.description_set_at = undefined;
  updatePeer(daemon, peer, { description: "" });
}
