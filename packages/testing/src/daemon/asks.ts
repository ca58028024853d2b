import type { Core } from "./core.ts";
import type { AskRecord, CloseReason } from "./state.ts";
import { hour, second } from "./time.ts";

const sweepInterval = 300 * second;

/** What an ask is opened with. */
export type NewAsk = Pick<
  AskRecord,
  "from_peer_id" | "from_peer_name" | "to_peer_id" | "to_peer_name" | "text"
> &
  Partial<Pick<AskRecord, "from_session" | "to_session" | "question" | "parent_id" | "pulled">> & {
    readonly correlation_id?: string | null | undefined;
  };

/** All asks that the daemon knows; each is asked once and closed at most once. */
export class Asks {
  readonly #core: Core;
  readonly #listeners = new WeakMap<AskRecord, Set<(ask: AskRecord) => void>>();

  constructor(core: Core) {
    this.#core = core;
  }

  get(correlationId: string): AskRecord | undefined {
    return this.#core.state.asks.get(correlationId);
  }

  /** Opens an ask; an id that is there already is that ask, untouched. */
  open({ correlation_id, ...ask }: NewAsk): AskRecord {
    const { state, ids } = this.#core;
    const id = correlation_id || `ask-${ids.hex(8)}`;
    const existing = state.asks.get(id);
    if (existing) return existing;
    const record: AskRecord = {
      from_session: null,
      to_session: null,
      question: null,
      parent_id: null,
      pulled: false,
      ...ask,
      correlation_id: id,
      order: state.asked++,
      created_at: this.#core.stamp(),
      close_reason: null,
      reply_text: null,
      reply_attachments: null,
      answer: null,
      undelivered: null,
    };
    state.asks.set(id, record);
    indexed(state.inbound, record.to_peer_id).push(record);
    indexed(state.outbound, record.from_peer_id).push(record);
    return record;
  }

  /** Closes an ask, if it is open. */
  close(ask: AskRecord, reason: CloseReason): void {
    if (ask.close_reason !== null) return;
    ask.close_reason = reason;
    const { inbound, outbound } = this.#core.state;
    takeOut(inbound, ask.to_peer_id, ask);
    takeOut(outbound, ask.from_peer_id, ask);
    for (const listener of this.#listeners.get(ask) ?? []) listener(ask);
  }

  /** Calls back when an ask is closed, whatever the reason. */
  onClose(ask: AskRecord, listener: (ask: AskRecord) => void): void {
    const listeners = this.#listeners.get(ask) ?? new Set();
    this.#listeners.set(ask, listeners.add(listener));
  }

  isOpen(correlationId: string): boolean {
    return this.get(correlationId)?.close_reason === null;
  }

  inbound(peerId: string): readonly AskRecord[] {
    return this.#core.state.inbound.get(peerId) ?? [];
  }

  outbound(peerId: string): readonly AskRecord[] {
    return this.#core.state.outbound.get(peerId) ?? [];
  }

  /** Every ask that is open. */
  *allOpen(): Generator<AskRecord> {
    for (const asks of this.#core.state.inbound.values()) yield* asks;
  }

  /** Drops the asks of a peer that is gone; they are unknown from then on. */
  forgetPeer(peerId: string): void {
    for (const ask of this.#core.state.asks.values()) {
      if (ask.to_peer_id === peerId || ask.from_peer_id === peerId) this.#drop(ask);
    }
  }

  /** Drops the asks that are too old, unless that was done so lately. */
  dropExpiredAtTimes(): void {
    const { state } = this.#core;
    const now = this.#core.now();
    if (state.last_sweep !== undefined && now - state.last_sweep < sweepInterval) return;
    state.last_sweep = now;
    this.dropExpired();
  }

  /** Drops the asks that are too old. */
  dropExpired(): void {
    const limit = this.#core.now() - this.#core.settings.prune_max_age_hours * hour;
    for (const ask of this.#core.state.asks.values()) {
      if (ask.created_at < limit) this.#drop(ask);
    }
  }

  #drop(ask: AskRecord): void {
    this.close(ask, "evicted");
    this.#core.state.asks.delete(ask.correlation_id);
  }
}

function indexed(index: Map<string, AskRecord[]>, peerId: string): AskRecord[] {
  let asks = index.get(peerId);
  if (!asks) index.set(peerId, (asks = []));
  return asks;
}

/** One that a restored state does not know is in no list. */
function takeOut(index: Map<string, AskRecord[]>, peerId: string, ask: AskRecord): void {
  const asks = index.get(peerId) ?? [];
  const position = positionOf(asks, ask.order);
  if (asks[position] !== ask) return;
  asks.splice(position, 1);
}

/** Where an ask stands in a list that is in the order of asking. */
function positionOf(asks: readonly AskRecord[], order: number): number {
  let low = 0;
  let high = asks.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (asks[middle]!.order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
