import { openAsks } from "../ask-store.ts";
import type { Daemon } from "../daemon.ts";
import { peersMeant } from "../peers/lookup.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";

/** Finds exactly one peer. An offline peer of the same name makes the name ambiguous. */
export function exactlyOnePeer(
  daemon: Daemon,
  identifier: string,
  circle: string | null | undefined,
  { candidates = true }: { candidates?: boolean } = {},
): PeerRecord {
  const named = peersMeant(daemon, identifier, circle);
  if (named.length === 0) refuse(404, `Peer not found: ${identifier}`);
  if (named.length === 1) return named[0]!;
  refuse(409, {
    error: `Ambiguous peer identifier: ${identifier}`,
    ...(candidates && {
      candidates: named.map(({ peer_id, display_name, circle: home, tmux_session }) => ({
        peer_id,
        display_name,
        circle: home,
        tmux_session,
      })),
    }),
  });
}

/** Whether the daemon itself opened the peer's pane. */
export function ownsPane(daemon: Daemon, { pane_id }: PeerRecord): boolean {
  return pane_id !== null && daemon.state.spawned.has(pane_id);
}

/** Why a pane must not be closed that the daemon did not open. */
export function unprovenPane(
  daemon: Daemon,
  pane_id: string | null,
): { readonly error: string; readonly hint: string } {
  const words = {
    missing_pane: "Peer has no pane id, so Repowire has no pane to kill.",
    pane_not_live: "The peer's recorded pane is not visible in tmux.",
    missing_pane_metadata:
      "Live pane has no peer_id metadata. Path match alone is not enough for destructive controls.",
  };
  const isLive = pane_id !== null && daemon.state.panes.get(pane_id);
  const error =
    pane_id === null ? "missing_pane" : isLive ? "missing_pane_metadata" : "pane_not_live";
  return { error, hint: words[error] };
}

/** The folder of a peer. Refuses a peer without one. */
export function knownFolder({ path }: PeerRecord, what: string): string {
  const hint = `Peer has no recorded working directory; cannot ${what}.`;
  return path || refuse(409, { error: "missing_path", hint });
}

export function refuseOtherHost(
  daemon: Daemon,
  { machine: peer_machine }: PeerRecord,
  hint: string,
  { unknownIsOther = false }: { unknownIsOther?: boolean } = {},
): void {
  const self_machine = daemon.settings.machine;
  if (peer_machine === "" || peer_machine === self_machine) return;
  if (peer_machine === "unknown" && !unknownIsOther) return;
  refuse(409, { error: "cross_host", hint, peer_machine, self_machine });
}

/** Refuses an action that would leave asks open for ever. */
export function refuseOpenAsks(open: readonly string[], what: string): void {
  if (open.length === 0) return;
  const hint = `Peer has open asks; ${what} would orphan them. Retry after they're acked or evicted.`;
  refuse(409, { error: "in_flight_asks", hint, open_asks: open });
}

/** The ids of the open asks to and from a peer, oldest first. */
export function idsOfOpenAsks(daemon: Daemon, peerId: string): string[] {
  return openAsks(daemon)
    .filter((ask) => ask.to_peer_id === peerId || ask.from_peer_id === peerId)
    .map((ask) => ask.correlation_id);
}
