/** What a queue may hold before its reader has to have come. */
export interface QueueLimits {
  readonly items: number;
  /** Characters of JSON. */
  readonly characters: number;
}

/** Something that waits for the reader. */
export interface QueueEntry<Item> {
  readonly item: Item;
  /** The length of its JSON. */
  readonly characters: number;
  /** Where to go on once it is taken. */
  readonly cursor: string | undefined;
}

/**
 * Items between one that brings them as they come and one that takes them one at a time. It holds
 * a bounded amount, and when it is full it says so instead of forgetting.
 */
export class EventQueue<Item> {
  readonly #limits: QueueLimits;
  /** Taken whole when the reader has used up the lot before: no shifting of a long array. */
  #lot: (QueueEntry<Item> | undefined)[] = [];
  #next = 0;
  #arrived: QueueEntry<Item>[] = [];
  #items = 0;
  #characters = 0;
  #cursor: string | undefined;
  #newest: string | undefined;
  /** Where to go on after an entry, if something that is no item comes behind it. */
  #passed: Map<QueueEntry<Item>, string> | undefined;
  #wake: (() => void) | undefined;
  #end: { readonly error: unknown } | "done" | undefined;

  constructor(limits: QueueLimits, cursor: string | undefined) {
    this.#limits = limits;
    this.#cursor = cursor;
    this.#newest = cursor;
  }

  /** Where to go on after everything that has been taken: before what waits, or was dropped. */
  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** Where to go on after everything that has been added. */
  get newest(): string | undefined {
    return this.#newest;
  }

  /** Adds an item; `false` says that there is no room, and that it was not added. */
  push(entry: QueueEntry<Item>): boolean {
    const { characters, cursor } = entry;
    if (this.#end !== undefined) return true;
    if (
      this.#items >= this.#limits.items ||
      // One item always fits: a limit below its size would otherwise stop everything for ever.
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
   * Moves the cursor past something that is not for the reader, as soon as everything before it is
   * taken. After the end it stays: what comes then has something before it that was not added.
   */
  pass(cursor: string): void {
    if (this.#end !== undefined) return;
    this.#newest = cursor;
    const waiting = this.#arrived.at(-1) ?? this.#lot.at(-1);
    if (waiting === undefined) this.#cursor = cursor;
    else (this.#passed ??= new Map()).set(waiting, cursor);
  }

  /** Ends the queue; what is in it can still be taken, and then the error is thrown. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#notify();
  }

  /** Ends the queue; what is in it is dropped, and the error, if there is one, is thrown. */
  close(failure?: { readonly error: unknown }): void {
    this.#end ??= failure ?? "done";
    this.#lot = [];
    this.#arrived = [];
    this.#next = 0;
    this.#items = 0;
    this.#characters = 0;
    this.#notify();
  }

  /** The next item. One taker at a time. */
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
    // What was taken must not stay in memory until the whole lot is used up.
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
