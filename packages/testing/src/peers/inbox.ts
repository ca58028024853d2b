import { untilAborted } from "../support.ts";
import type { ReceivedAsk } from "./received.ts";

type Fits<Item> = (item: Item) => boolean;

interface Waiting<Item> {
  readonly fits: Fits<Item>;
  readonly signal: AbortSignal | undefined;
  take(item: Item): void;
  fail(error: unknown): void;
}

const anything = () => true;

/** Received items, and callers that wait for the next item. */
export class Inbox<Item> {
  readonly #all: Item[] = [];
  readonly #waiting = new Set<Waiting<Item>>();
  /** The items that nobody took, oldest first. */
  readonly #untaken = new Set<Item>();

  /** A copy of all items, oldest first. */
  get all(): readonly Item[] {
    return [...this.#all];
  }

  /** Adds an item. Returns `true` if a caller waited for it. */
  add(item: Item): boolean {
    this.#all.push(item);
    this.#untaken.add(item);
    for (const waiting of [...this.#waiting]) {
      try {
        if (waiting.signal?.aborted || !waiting.fits(item)) continue;
        this.#waiting.delete(waiting);
        this.take(item);
        waiting.take(item);
        return true;
      } catch (error) {
        // A pattern that throws fails its own wait, not the sender of the item.
        this.#waiting.delete(waiting);
        waiting.fail(error);
      }
    }
    return false;
  }

  /** Adds an item that no caller will get. */
  addTaken(item: Item): void {
    this.#all.push(item);
  }

  /** Takes an item out of order. */
  take(item: Item): void {
    this.#untaken.delete(item);
  }

  /** Resolves with the next untaken item that matches. */
  async next(signal?: AbortSignal, fits: Fits<Item> = anything): Promise<Item> {
    signal?.throwIfAborted();
    for (const item of this.#untaken) {
      if (!fits(item)) continue;
      this.take(item);
      return item;
    }
    const { promise, resolve: take, reject: fail } = Promise.withResolvers<Item>();
    const waiting = { fits, signal, take, fail };
    this.#waiting.add(waiting);
    return untilAborted(promise, signal).finally(() => this.#waiting.delete(waiting));
  }
}

/** The asks that a scripted peer received, and who has to answer each of them. */
export class ReceivedAsks {
  readonly #isOpen: (ask: ReceivedAsk) => boolean;
  readonly #inbox = new Inbox<ReceivedAsk>();
  readonly #unscripted = new Set<ReceivedAsk>();
  readonly #takenByHand = new Set<ReceivedAsk>();
  /** The correlation ids. */
  #seen = new Set<string>();

  constructor(isOpen: (ask: ReceivedAsk) => boolean) {
    this.#isOpen = isOpen;
  }

  get all(): readonly ReceivedAsk[] {
    return this.#inbox.all;
  }

  /** All open asks. */
  get open(): readonly ReceivedAsk[] {
    // Two frames with one id are one ask.
    const byId = new Map(this.all.map((ask) => [ask.correlation_id, ask]));
    return [...byId.values()].filter(this.#isOpen);
  }

  /** Open asks that neither a script nor the test took. */
  get unscripted(): readonly ReceivedAsk[] {
    return [...this.#unscripted].filter(this.#isOpen);
  }

  /** Open asks that the test took. */
  get takenByHand(): readonly ReceivedAsk[] {
    return [...this.#takenByHand].filter(this.#isOpen);
  }

  /** Adds an ask. Returns `false` if its id was seen before, or if the test waited for it. */
  add(ask: ReceivedAsk): boolean {
    if (this.#seen.has(ask.correlation_id)) {
      this.#inbox.addTaken(ask);
      return false;
    }
    this.#seen.add(ask.correlation_id);
    return !this.#inbox.add(ask);
  }

  /** Gives an ask to a script. */
  takeByScript(ask: ReceivedAsk): void {
    this.#inbox.take(ask);
  }

  /** Marks an ask that no script matches. */
  leave(ask: ReceivedAsk): void {
    this.#unscripted.add(ask);
  }

  /** Gives the next untaken ask to the test. */
  async takeByHand(signal?: AbortSignal): Promise<ReceivedAsk> {
    const ask = await this.#inbox.next(signal);
    this.#unscripted.delete(ask);
    this.#takenByHand.add(ask);
    return ask;
  }

  /** Forgets the ids, because a restored daemon may use them again. */
  forgetIds(): void {
    this.#seen = new Set();
  }
}
