import type {
  ParamsOf,
  PendingAsksParams,
  PendingAsksResult,
  PendingDeliveriesParams,
  PendingDeliveriesResult,
  ResultOf,
} from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import type { Core } from "./core.ts";
import type { Lookup } from "./lookup.ts";
import { parseTime } from "./parse-time.ts";
import type { Peers } from "./peers.ts";
import type { Queue } from "./queue.ts";
import { refuse } from "./refusal.ts";
import type { AskRecord, PeerRecord } from "./state.ts";

const queuePage = 50;

interface Whose {
  readonly pane_id?: string | undefined;
  readonly peer_id?: string | undefined;
}

/** What waits for a peer: `/asks/pending` and `/deliveries/pending`. */
export class Pending {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #lookup: Lookup;
  readonly #asks: Asks;
  readonly #queue: Queue;

  constructor(core: Core, peers: Peers, lookup: Lookup, asks: Asks, queue: Queue) {
    this.#core = core;
    this.#peers = peers;
    this.#lookup = lookup;
    this.#asks = asks;
    this.#queue = queue;
  }

  /** The newest first. */
  asks(params: PendingAsksParams): PendingAsksResult {
    const direction = params.direction ?? "inbound";
    exactlyOne(params);
    if (!["inbound", "outbound", "both"].includes(direction)) {
      refuse(400, "direction must be one of: inbound, outbound, both");
    }
    const { peer_id } = this.#peer(params);
    this.#asks.dropExpiredAtTimes();
    const inbound = direction === "outbound" ? [] : this.#asks.inbound(peer_id);
    const outbound = direction === "inbound" ? [] : this.#asks.outbound(peer_id);
    const page = this.#core.facts.pendingPage || Infinity;
    return {
      asks: newest(inbound, outbound, page).map((ask) => ({
        correlation_id: ask.correlation_id,
        from_peer: ask.from_peer_name,
        to_peer: ask.to_peer_name,
        text: ask.text,
        created_at: this.#core.write(ask.created_at),
        direction: ask.to_peer_id === peer_id ? "inbound" : "outbound",
      })),
    };
  }

  /** `GET /asks/history`, Go: the closed asks that a peer took part in. */
  history(params: ParamsOf<"askHistory">): ResultOf<"askHistory"> {
    exactlyOne(params);
    const peer = this.#peer(params);
    const since = params.since ? parseTime(params.since) : 0;
    const threads = [...this.#core.state.asks.values()]
      .filter((ask) => ask.close_reason !== null && ask.created_at >= since)
      .filter((ask) => ask.to_peer_id === peer.peer_id || ask.from_peer_id === peer.peer_id)
      .map((ask) => ask.correlation_id);
    return { peer_id: peer.peer_id, threads };
  }

  /** The oldest first; what is returned is deleted. */
  deliveries(params: PendingDeliveriesParams): PendingDeliveriesResult {
    exactlyOne(params);
    if (this.#core.settings.delivery_queue_ttl_seconds <= 0) return { deliveries: [] };
    const { peer_id } = this.#peer(params);
    const rows = this.#queue.drain(peer_id, params.max_results ?? queuePage);
    return {
      deliveries: rows.map((row) => ({
        ...row,
        attachments: [...row.attachments],
        created_at: this.#core.write(row.created_at),
        expires_at: this.#core.write(row.expires_at),
      })),
    };
  }

  #peer({ pane_id, peer_id }: Whose): PeerRecord {
    if (pane_id) {
      return this.#peers.byPane(pane_id) ?? refuse(404, `No peer for pane: ${pane_id}`);
    }
    return this.#lookup.find(peer_id!) ?? refuse(404, `No peer with id: ${peer_id}`);
  }
}

function exactlyOne({ pane_id, peer_id }: Whose): void {
  if (!pane_id && !peer_id) refuse(400, "Must provide pane_id or peer_id");
  if (pane_id && peer_id) refuse(400, "Provide only one of pane_id or peer_id");
}

/** The newest of two lists that are in order; an ask to oneself stands in both. */
function newest(
  left: readonly AskRecord[],
  right: readonly AskRecord[],
  most: number,
): AskRecord[] {
  const asks: AskRecord[] = [];
  let [leftAt, rightAt] = [left.length - 1, right.length - 1];
  while (asks.length < most && (leftAt >= 0 || rightAt >= 0)) {
    const [fromLeft, fromRight] = [left[leftAt], right[rightAt]];
    const isLeft = !fromRight || (fromLeft && fromLeft.order >= fromRight.order);
    asks.push(isLeft ? fromLeft! : fromRight);
    if (fromLeft === fromRight || !isLeft) rightAt--;
    if (fromLeft === fromRight || isLeft) leftAt--;
  }
  return asks;
}
