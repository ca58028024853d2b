import type { Core } from "./core.ts";
import type { QueuedDelivery } from "./state.ts";
import { second } from "./time.ts";

/** The messages that wait for a peer without a socket. */
export class Queue {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Puts a message into the queue of a peer; `undefined` when the queue is switched off. */
  add(
    peerId: string,
    message: Omit<QueuedDelivery, "delivery_id" | "created_at" | "expires_at">,
  ): QueuedDelivery | undefined {
    const { settings, state, ids } = this.#core;
    const life = settings.delivery_queue_ttl_seconds;
    const most = settings.delivery_queue_max_per_peer;
    if (life <= 0 || most <= 0) return undefined;
    const created_at = this.#core.stamp();
    const row: QueuedDelivery = {
      ...message,
      delivery_id: `qd-${ids.hex(12)}`,
      created_at,
      expires_at: created_at + life * second,
    };
    const rows = [...this.rows(peerId), row];
    state.queues.set(peerId, rows.slice(-most));
    return row;
  }

  /** What waits for a peer and is not too old. */
  rows(peerId: string): readonly QueuedDelivery[] {
    const now = this.#core.now();
    return (this.#core.state.queues.get(peerId) ?? []).filter((row) => row.expires_at > now);
  }

  delete(peerId: string, deliveryId: string): void {
    const { queues } = this.#core.state;
    queues.set(
      peerId,
      this.rows(peerId).filter((row) => row.delivery_id !== deliveryId),
    );
  }

  /** Takes the oldest messages out. */
  drain(peerId: string, most: number): QueuedDelivery[] {
    const rows = this.rows(peerId);
    const taken = rows.slice(0, Math.max(0, most));
    this.#core.state.queues.set(peerId, rows.slice(taken.length));
    return taken;
  }
}
