/** How much a queue may hold before its reader takes something. */
export interface QueueLimits {
  readonly items: number;
  /** Characters of JSON. */
  readonly characters: number;
}

/** An item that waits for the reader. */
export interface QueueEntry<Item> {
  readonly item: Item;
  /** The length of its JSON. */
  readonly characters: number;
  /** The cursor after the item was taken. */
  readonly cursor: string | undefined;
}

/**
 * Items between a source and a reader that takes one at a time. The queue is bounded. When it is full it
 * refuses an item instead of dropping one.
 */
export class EventQueue<Item> {
  readonly #limits: QueueLimits;
  /** Replaced as a whole when the reader has used it up, which avoids shifting a long array. */
  #lot: (QueueEntry<Item> | undefined)[] = [];
  #next = 0;
  #arrived: QueueEntry<Item>[] = [];
  #items = 0;
  #characters = 0;
  #cursor: string | undefined;
  #newest: string | undefined;
  /** The cursor after an entry, if something that is not an item comes behind it. */
  #passed: Map<QueueEntry<Item>, string> | undefined;
  #wake: (() => void) | undefined;
  #end: { readonly error: unknown } | "done" | undefined;

  constructor(limits: QueueLimits, cursor: string | undefined) {
    this.#limits = limits;
    this.#cursor = cursor;
    this.#newest = cursor;
  }

  /** The cursor after everything that was taken, before what waits or was dropped. */
  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** The cursor after everything that was added. */
  get newest(): string | undefined {
    return this.#newest;
  }

  /** Adds an item; `false` if there is no room, so that it was not added. */
  push(entry: QueueEntry<Item>): boolean {
    const { characters, cursor } = entry;
    if (this.#end !== undefined) return true;
    if (
      this.#items >= this.#limits.items ||
      // One item always fits. Otherwise a limit below its size would block the queue for ever.
      (this.#items > 0 && this.#characters + characters > this.#limits.characters)
    ) {
      return false;
    }
    this.#items += 1;
    this.#characters += characters;
    if (cursor !== undefined) this.#newest = cursor;
    this.#arrived.push(entry);
    this.#notify();
    return true;
  }

  /**
   * Moves the cursor past something that is not for the reader, as soon as everything before it is taken.
   * After the end the cursor stays, because an item before it was not added.
   */
  pass(cursor: string): void {
    if (this.#end !== undefined) return;
    this.#newest = cursor;
    const waiting = this.#arrived.at(-1) ?? this.#lot.at(-1);
    if (waiting === undefined) this.#cursor = cursor;
    else (this.#passed ??= new Map()).set(waiting, cursor);
  }

  /** Ends the queue. Its items can still be taken; after that the error is thrown. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#notify();
  }

  /** Ends the queue and drops its items. The error, if any, is thrown. */
  close(failure?: { readonly error: unknown }): void {
    this.#end ??= failure ?? "done";
    this.#lot = [];
    this.#arrived = [];
    this.#next = 0;
    this.#items = 0;
    this.#characters = 0;
    this.#notify();
  }

  /** Takes the next item. Only one taker at a time. */
  take(): Promise<IteratorResult<Item, undefined>> {
    const entry = this.#shift();
    if (entry !== undefined) return Promise.resolve({ done: false, value: entry.item });
    return this.#wait();
  }

  async #wait(): Promise<IteratorResult<Item, undefined>> {
    for (;;) {
      const entry = this.#shift();
      if (entry !== undefined) return { done: false, value: entry.item };
      if (this.#end === "done") return { done: true, value: undefined };
      if (this.#end !== undefined) {
        const { error } = this.#end;
        this.#end = "done";
        throw error;
      }
      await new Promise<void>((resolve) => {
        const others = this.#wake;
        this.#wake = () => {
          others?.();
          resolve();
        };
      });
    }
  }

  #shift(): QueueEntry<Item> | undefined {
    if (this.#next >= this.#lot.length) {
      if (this.#arrived.length === 0) return undefined;
      this.#lot = this.#arrived;
      this.#arrived = [];
      this.#next = 0;
    }
    const entry = this.#lot[this.#next];
    if (entry === undefined) return undefined;
    // An item that was taken must not stay in memory until the whole array is used up.
    this.#lot[this.#next] = undefined;
    this.#next += 1;
    this.#items -= 1;
    this.#characters -= entry.characters;
    const cursor = this.#passed?.get(entry) ?? entry.cursor;
    if (cursor !== undefined) this.#cursor = cursor;
    this.#passed?.delete(entry);
    return entry;
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
