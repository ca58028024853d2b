import type { EndpointName } from "@repowire/protocol";
import { nearestName } from "@repowire/protocol/guards";

import type { Daemon } from "../daemon/daemon.ts";
import { peersNamed } from "../daemon/peers/registry.ts";
import { Refusal } from "../daemon/refusal.ts";
import { words } from "../support.ts";
import type { WireAnswer } from "./wire.ts";

/** The header in which the fake adds a hint to an answer. */
export const hintHeader = "fake-daemon-hint";

/** The parameters that name a peer. */
const names = words(`
  to_peer peer_identifier identifier peer_name name peer_id from_peer assigned_peer_id owner_peer_id
`);

/** The endpoints that answer with 200, and an error in the result, if a recipient does not exist. */
const tellInResult: ReadonlySet<EndpointName> = new Set(["query", "askMany"]);

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
  const hint =
    status === 401
      ? "the daemon wants its authToken: make the client with daemon.clientOptions"
      : status === 404
        ? hintFor(daemon, [...listOf(params["to_peers"]), ...names.map((name) => params[name])])
        : undefined;
  return hint === undefined ? refused : new Refusal(status, body, { ...headers, ...header(hint) });
}

/** Adds the same hint to a result that tells of an unknown recipient. */
export function withHintOfResult(
  daemon: Daemon,
  endpoint: EndpointName,
  answer: WireAnswer,
  params: Readonly<Record<string, unknown>>,
): WireAnswer {
  if (!tellInResult.has(endpoint)) return answer;
  const hint = hintFor(daemon, [params["to_peer"], ...listOf(params["to_peers"])]);
  if (hint === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, ...header(hint) } };
}

/** A header must be ASCII. */
function header(hint: string): Record<string, string> {
  return { [hintHeader]: hint.replaceAll(/[^ -~]/gu, (letter) => encodeURIComponent(letter)) };
}

function hintFor(daemon: Daemon, named: readonly unknown[]): string | undefined {
  const unknown = named.find(
    (name) => typeof name === "string" && name !== "" && !isKnown(daemon, name),
  );
  return typeof unknown === "string" ? unknownPeer(daemon, unknown) : undefined;
}

function unknownPeer(daemon: Daemon, name: string): string {
  const peers = [...daemon.state.peers.values()];
  if (peers.length === 0) return `there is no peer ${JSON.stringify(name)}, and no other peer`;
  const displayNames = peers.map(({ display_name }) => display_name);
  const meant =
    displayNames.find((known) => known.startsWith(`${name}-`)) ?? nearestName(name, displayNames);
  const guess = meant === undefined ? "" : `; did you mean ${meant}?`;
  const list = peers
    .slice(0, mostPeers)
    .map(({ display_name, circle }) => `${display_name} (${circle})`)
    .join(", ");
  const more = peers.length > mostPeers ? `, and ${peers.length - mostPeers} more` : "";
  return `there is no peer ${JSON.stringify(name)}${guess}${guess ? "" : ";"} there are: ${list}${more}`;
}

function isKnown(daemon: Daemon, name: string): boolean {
  return daemon.state.peers.get(name) !== undefined || peersNamed(daemon, name).length > 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
