import type { Daemon } from "../daemon/daemon.ts";
import { allPeers, peerById, peersNamed } from "../daemon/peers/registry.ts";
import { Refusal } from "../daemon/refusal.ts";
import { nearWord } from "../support.ts";

/** The header in which the fake adds a hint to an answer. */
export const hintHeader = "fake-daemon-hint";

/** The parameters that name a peer. */
const names = [
  "to_peer",
  "peer_identifier",
  "identifier",
  "peer_name",
  "name",
  "peer_id",
  "from_peer",
];

/** How many peers a hint lists at most. */
const mostPeers = 10;

/**
 * Adds a hint to a refusal: the existing peers if the call names an unknown one, or where to get the
 * token if the call has none. The body stays the daemon's own.
 */
export function withHint(
  daemon: Daemon,
  refused: Refusal,
  params: Readonly<Record<string, unknown>>,
): Refusal {
  const { status, body, headers } = refused;
  const hint = hintFor(daemon, status, params);
  if (hint === undefined) return refused;
  // A header must be ASCII.
  const ascii = hint.replaceAll(/[^ -~]/gu, (letter) => encodeURIComponent(letter));
  return new Refusal(status, body, { ...headers, [hintHeader]: ascii });
}

function hintFor(
  daemon: Daemon,
  status: number,
  params: Readonly<Record<string, unknown>>,
): string | undefined {
  if (status === 401) {
    return "the daemon wants its authToken: make the client with daemon.clientOptions";
  }
  if (status !== 404) return undefined;
  const all = [params, ...listOf(params["to_peers"]).map((to_peer) => ({ to_peer }))];
  const unknown = all
    .flatMap((given) => names.map((name) => (given as Record<string, unknown>)[name]))
    .find((name) => typeof name === "string" && name !== "" && !isKnown(daemon, name));
  return typeof unknown === "string" ? unknownPeer(daemon, unknown) : undefined;
}

function unknownPeer(daemon: Daemon, name: string): string {
  const peers = [...allPeers(daemon)];
  if (peers.length === 0) return `there is no peer ${JSON.stringify(name)}, and no other peer`;
  const displayNames = peers.map(({ display_name }) => display_name);
  const meant =
    displayNames.find((known) => known.startsWith(`${name}-`)) ?? nearWord(name, displayNames);
  const guess = meant === undefined ? "" : `; did you mean ${meant}?`;
  const list = peers
    .slice(0, mostPeers)
    .map(({ display_name, circle }) => `${display_name} (${circle})`)
    .join(", ");
  const more = peers.length > mostPeers ? `, and ${peers.length - mostPeers} more` : "";
  return `there is no peer ${JSON.stringify(name)}${guess}${guess ? "" : ";"} there are: ${list}${more}`;
}

function isKnown(daemon: Daemon, name: string): boolean {
  return peerById(daemon, name) !== undefined || peersNamed(daemon, name).length > 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
