import type { Daemon } from "./daemon.ts";
import type { AskRecord, CloseReason, PeerRecord } from "./state.ts";
import { hour, second } from "./time.ts";

const sweepInterval = 300 * second;

/** The values of a new ask. */
export type NewAsk = Pick<
  AskRecord,
  "from_peer_id" | "from_peer_name" | "to_peer_id" | "to_peer_name" | "text"
> &
  Partial<Pick<AskRecord, "from_session" | "to_session" | "question" | "parent_id" | "pulled">> & {
    readonly correlation_id?: string | null | undefined;
  };

/** The ends of a new ask. An asker who is not registered keeps the name that was given. */
export function endsOf(from_peer: string, sender: PeerRecord | undefined, target: PeerRecord) {
  return {
    from_peer_id: sender?.peer_id ?? from_peer,
    from_peer_name: sender?.display_name ?? from_peer,
    to_peer_id: target.peer_id,
    to_peer_name: target.display_name,
  };
}

/** Opens an ask. If the id exists already, returns that ask unchanged. */
export function openAsk(daemon: Daemon, { correlation_id, ...ask }: NewAsk): AskRecord {
  const { state, ids } = daemon;
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
    created_at: daemon.stamp(),
    close_reason: null,
    reply_text: null,
    reply_attachments: null,
    answer: null,
    undelivered: null,
  };
  state.asks.set(id, record);
  return record;
}

/** Closes an ask, if it is open. */
export function closeAsk(daemon: Daemon, ask: AskRecord, reason: CloseReason): void {
  if (ask.close_reason !== null) return;
  ask.close_reason = reason;
  const listeners = daemon.askListeners.get(ask.correlation_id) ?? [];
  daemon.askListeners.delete(ask.correlation_id);
  for (const listener of listeners) listener(ask);
}

/** Calls back when an ask closes for any reason. */
export function onAskClosed(
  daemon: Daemon,
  ask: AskRecord,
  listener: (ask: AskRecord) => void,
): void {
  const listeners = daemon.askListeners.get(ask.correlation_id) ?? new Set();
  daemon.askListeners.set(ask.correlation_id, listeners.add(listener));
}

/** Every ask that is open, oldest first. */
export function openAsks(daemon: Daemon): AskRecord[] {
  return [...daemon.state.asks.values()].filter(({ close_reason }) => close_reason === null);
}

/** At most this many open asks of a peer are counted. */
const countedAsks = 50;

/** The number of open asks to a peer, and the oldest that is counted, with its age in seconds. */
export function inboundAsks(daemon: Daemon, peerId: string) {
  const asks = openAsks(daemon).filter(({ to_peer_id }) => to_peer_id === peerId);
  const [oldest] = asks.slice(-countedAsks);
  const age = oldest ? (daemon.now() - oldest.created_at) / second : null;
  return { count: Math.min(asks.length, countedAsks), oldest, age };
}

/** Drops the asks of a peer that is gone. Their ids are then unknown. */
export function forgetAsksOf(daemon: Daemon, peerId: string): void {
  for (const ask of daemon.state.asks.values()) {
    if (ask.to_peer_id === peerId || ask.from_peer_id === peerId) dropAsk(daemon, ask);
  }
}

/** Drops asks that are too old, unless that was done recently. */
export function dropExpiredAsksWhenDue(daemon: Daemon): void {
  const { state } = daemon;
  const now = daemon.now();
  if (state.last_sweep !== undefined && now - state.last_sweep < sweepInterval) return;
  state.last_sweep = now;
  dropExpiredAsks(daemon);
}

/** Drops the asks that are too old. */
export function dropExpiredAsks(daemon: Daemon): void {
  const limit = daemon.now() - daemon.settings.prune_max_age_hours * hour;
  for (const ask of daemon.state.asks.values()) {
    if (ask.created_at < limit) dropAsk(daemon, ask);
  }
}

function dropAsk(daemon: Daemon, ask: AskRecord): void {
  closeAsk(daemon, ask, "evicted");
  daemon.state.asks.delete(ask.correlation_id);
}
