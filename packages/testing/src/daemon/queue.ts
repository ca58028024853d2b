import type { Daemon } from "./daemon.ts";
import type { QueuedDelivery } from "./state.ts";
import { second } from "./time.ts";

/** Puts a message into the queue of a peer. Returns `undefined` if the queue is switched off. */
export function enqueue(
  daemon: Daemon,
  peerId: string,
  message: Omit<QueuedDelivery, "delivery_id" | "created_at" | "expires_at">,
): QueuedDelivery | undefined {
  const { settings, state, ids } = daemon;
  const ttl = settings.delivery_queue_ttl_seconds;
  const most = settings.delivery_queue_max_per_peer;
  if (ttl <= 0 || most <= 0) return undefined;
  const created_at = daemon.stamp();
  const row: QueuedDelivery = {
    ...message,
    delivery_id: `qd-${ids.hex(12)}`,
    created_at,
    expires_at: created_at + ttl * second,
  };
  const rows = [...queuedFor(daemon, peerId), row];
  state.queues.set(peerId, rows.slice(-most));
  return row;
}

/** The queued messages of a peer that are not too old. */
export function queuedFor(daemon: Daemon, peerId: string): readonly QueuedDelivery[] {
  const now = daemon.now();
  return (daemon.state.queues.get(peerId) ?? []).filter((row) => row.expires_at > now);
}

export function removeQueued(daemon: Daemon, peerId: string, deliveryId: string): void {
  const { queues } = daemon.state;
  queues.set(
    peerId,
    queuedFor(daemon, peerId).filter((row) => row.delivery_id !== deliveryId),
  );
}

/** Takes the oldest messages out. */
export function drainQueue(daemon: Daemon, peerId: string, most: number): QueuedDelivery[] {
  const rows = queuedFor(daemon, peerId);
  const taken = rows.slice(0, Math.max(0, most));
  daemon.state.queues.set(peerId, rows.slice(taken.length));
  return taken;
}
