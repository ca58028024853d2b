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
 * What the reader takes. It is a class because V8 may decide that a literal lives long, and then keeps all
 * that such literals hold among its old objects.
 */
class Taken<Item> implements IteratorYieldResult<Item> {
  readonly done = false;
  readonly value: Item;

  constructor(value: Item) {
    this.value = value;
  }
}

/** How many taken entries may stay at the beginning of the array. Moving the others costs time. */
const mostTaken = 1_000;

/**
 * Items between a source and a reader that takes one at a time. The queue is bounded. When it is full it
 * refuses an item instead of dropping one.
 */
export class EventQueue<Item> {
  readonly #limits: QueueLimits;
  #entries: (QueueEntry<Item> | undefined)[] = [];
  #taken = 0;
  #items = 0;
  #characters = 0;
  #cursor: string | undefined;
  #newest: string | undefined;
  /** Wake those who wait, in the order in which they came. */
  readonly #readers: (() => void)[] = [];
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
    this.#entries.push(entry);
    this.#readers.shift()?.();
    return true;
  }

  /**
   * Moves the cursor past something that is not for the reader, as soon as everything before it is taken.
   * After the end the cursor stays, because an item before it was not added.
   */
  pass(cursor: string): void {
    if (this.#end !== undefined) return;
    this.#newest = cursor;
    const last = this.#entries.at(-1);
    if (last === undefined) this.#cursor = cursor;
    // Other queues share the entry.
    else this.#entries[this.#entries.length - 1] = { ...last, cursor };
  }

  /** Ends the queue. Its items can still be taken; after that the error is thrown. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wakeAll();
  }

  /** Ends the queue and drops its items. The error, if any, is thrown. */
  close(failure?: { readonly error: unknown }): void {
    this.#end ??= failure ?? "done";
    this.#entries = [];
    this.#taken = this.#items = this.#characters = 0;
    this.#wakeAll();
  }

  /** Takes the next item. */
  take(): Promise<IteratorResult<Item, undefined>> {
    const entry = this.#shift();
    if (entry !== undefined) return Promise.resolve(new Taken(entry.item));
    if (this.#end === undefined) {
      return new Promise((resolve) => {
        this.#readers.push(() => resolve(this.take()));
      });
    }
    const end = this.#end;
    this.#end = "done";
    if (end === "done") return Promise.resolve({ done: true, value: undefined });
    return Promise.reject(end.error);
  }

  #shift(): QueueEntry<Item> | undefined {
    const entry = this.#entries[this.#taken];
    if (entry === undefined) return undefined;
    // An item that was taken must not stay in memory.
    this.#entries[this.#taken++] = undefined;
    this.#items -= 1;
    this.#characters -= entry.characters;
    if (entry.cursor !== undefined) this.#cursor = entry.cursor;
    if (this.#items === 0) {
      this.#entries = [];
      this.#taken = 0;
    } else if (this.#taken >= mostTaken) {
      this.#entries.splice(0, this.#taken);
      this.#taken = 0;
    }
    return entry;
  }

  #wakeAll(): void {
    for (const wake of this.#readers.splice(0)) wake();
  }
}
