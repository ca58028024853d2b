import { Inbox } from "./inbox.ts";
import type { ReceivedAsk } from "./received.ts";

/** The asks that a scripted peer received, and whose they are to answer. */
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

  /** All that are open. */
  get open(): readonly ReceivedAsk[] {
    // A frame that came twice is one ask.
    const byId = new Map(this.all.map((ask) => [ask.correlation_id, ask]));
    return [...byId.values()].filter(this.#isOpen);
  }

  /** Those that are open and nobody's. */
  get unscripted(): readonly ReceivedAsk[] {
    return [...this.#unscripted].filter(this.#isOpen);
  }

  /** Those that are open and the test's to answer. */
  get takenByHand(): readonly ReceivedAsk[] {
    return [...this.#takenByHand].filter(this.#isOpen);
  }

  /** Puts one in; `false` when it was there already, or somebody waited for it. */
  add(ask: ReceivedAsk): boolean {
    if (this.#seen.has(ask.correlation_id)) {
      this.#inbox.addTaken(ask);
      return false;
    }
    this.#seen.add(ask.correlation_id);
    return !this.#inbox.add(ask);
  }

  /** One is a script's to answer. */
  takeByScript(ask: ReceivedAsk): void {
    this.#inbox.take(ask);
  }

  /** No script is for one. */
  leave(ask: ReceivedAsk): void {
    this.#unscripted.add(ask);
  }

  /** The next one that is nobody's becomes the test's. */
  async takeByHand(signal?: AbortSignal): Promise<ReceivedAsk> {
    const ask = await this.#inbox.next(signal);
    this.#unscripted.delete(ask);
    this.#takenByHand.add(ask);
    return ask;
  }

  /** From now on the ids may come again, for other asks. */
  forgetIds(): void {
    this.#seen = new Set();
  }
}
