import { Inbox } from "./inbox.ts";
import type { ReceivedAsk } from "./received.ts";

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
