import type { PendingAsk, PendingAsksParams } from "@repowire/protocol";
import { dropExpiredAsksWhenDue, openAsks } from "./ask-store.ts";
import type { Daemon, Route } from "./daemon.ts";
import { findPeer } from "./peers/lookup.ts";
import { peerOfPane, peersNamed } from "./peers/registry.ts";
import { drainQueue } from "./queue.ts";
import { refuse } from "./refusal.ts";
import type { AskRecord, PeerRecord } from "./state.ts";

const queuePage = 50;

interface Whose {
  readonly pane_id?: string | undefined;
  readonly peer_id?: string | undefined;
}

/** The newest first. */
export const pendingAsks: Route<"pendingAsks"> = (daemon, params) => {
  const direction = params.direction ?? "inbound";
  exactlyOne(params);
  if (!["inbound", "outbound", "both"].includes(direction)) {
    refuse(400, "direction must be one of: inbound, outbound, both");
  }
  const { peer_id } = asksOf(daemon, params, direction);
  dropExpiredAsksWhenDue(daemon);
  const page = daemon.facts.pendingPage || Infinity;
  const asks = openAsks(daemon)
    .filter(
      ({ to_peer_id, from_peer_id }) =>
        (to_peer_id === peer_id && direction !== "outbound") ||
        (from_peer_id === peer_id && direction !== "inbound"),
    )
    .reverse();
  return {
    asks: asks
      .slice(0, page)
      .map((ask) => showAsk(daemon, ask, ask.to_peer_id === peer_id ? "inbound" : "outbound")),
  };
};

/** An open ask as the daemon shows it. */
export function showAsk(
  daemon: Daemon,
  ask: AskRecord,
  direction: PendingAsk["direction"] = "inbound",
): PendingAsk {
  return {
    correlation_id: ask.correlation_id,
    from_peer: ask.from_peer_name,
    to_peer: ask.to_peer_name,
    text: ask.text,
    created_at: daemon.write(ask.created_at, "event"),
    direction,
  };
}

/** The peer whose asks are listed. If only ids count, an asker need not be registered. */
function asksOf(daemon: Daemon, params: PendingAsksParams, direction: string): { peer_id: string } {
  const { peer_id } = params;
  if (!daemon.facts.pendingWantsId || !peer_id) return whose(daemon, params);
  if (daemon.state.peers.has(peer_id)) return { peer_id };
  if (direction !== "outbound") refuse(404, `No peer with id: ${peer_id}`);
  return peersNamed(daemon, peer_id)[0] ?? { peer_id };
}

/** Returns and deletes the rows, oldest first. */
export const pendingDeliveries: Route<"pendingDeliveries"> = (daemon, params) => {
  exactlyOne(params);
  if (daemon.settings.delivery_queue_ttl_seconds <= 0) return { deliveries: [] };
  const { peer_id } = whose(daemon, params);
  const rows = drainQueue(daemon, peer_id, params.max_results ?? queuePage);
  return {
    deliveries: rows.map((row) => ({
      ...row,
      attachments: [...row.attachments],
      created_at: daemon.write(row.created_at),
      expires_at: daemon.write(row.expires_at),
    })),
  };
};

function whose(daemon: Daemon, { pane_id, peer_id }: Whose): PeerRecord {
  if (pane_id) {
    return peerOfPane(daemon, pane_id) ?? refuse(404, `No peer for pane: ${pane_id}`);
  }
  return findPeer(daemon, peer_id!) ?? refuse(404, `No peer with id: ${peer_id}`);
}

function exactlyOne({ pane_id, peer_id }: Whose): void {
  if (!pane_id && !peer_id) refuse(400, "Must provide pane_id or peer_id");
  if (pane_id && peer_id) refuse(400, "Provide only one of pane_id or peer_id");
}
