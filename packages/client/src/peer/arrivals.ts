import { SeenIds } from "../events/seen-ids.ts";

/** Ids of messages that were taken, to tell one that comes again. */
const remembered = 1_000;

/**
 * Which messages have come, so that each is given to somebody once, and the receipts that they are
 * owed. A message has come when somebody took it: one that was dropped may come again.
 */
export class Arrivals<Message extends object> {
  readonly #taken = new SeenIds(remembered);
  readonly #waiting = new Map<string, Message>();
  readonly #ids = new WeakMap<Message, string>();
  readonly #deliveries = new WeakMap<Message, string>();

  /** Whether a message was taken, or waits to be. */
  has(id: string): boolean {
    return this.#taken.has(id) || this.#waiting.has(id);
  }

  /** A message waits to be taken. */
  add(id: string, message: Message, delivery_id: string | undefined): void {
    this.#waiting.set(id, message);
    this.#ids.set(message, id);
    if (delivery_id !== undefined) this.#deliveries.set(message, delivery_id);
  }

  /**
   * A message has come again: `true` if it was taken. While it waits, the receipt goes to the new
   * delivery, as the daemon may not hear any more of the one before.
   */
  again(id: string, delivery_id: string | undefined): boolean {
    const message = this.#waiting.get(id);
    if (message === undefined) return true;
    if (delivery_id !== undefined) this.#deliveries.set(message, delivery_id);
    return false;
  }

  /** A message waits no more. Gives the delivery that is owed a receipt, once. */
  end(message: Message, taken: boolean): string | undefined {
    const id = this.#ids.get(message);
    if (id !== undefined && this.#waiting.delete(id) && taken) this.#taken.add(id);
    const delivery_id = this.#deliveries.get(message);
    this.#deliveries.delete(message);
    return delivery_id;
  }
}
