type Fits<Item> = (item: Item) => boolean;

interface Waiting<Item> {
  readonly fits: Fits<Item>;
  take(item: Item): void;
}

const anything = () => true;

/** Received items, and callers that wait for the next item. */
export class Inbox<Item> {
  readonly #all: Item[] = [];
  readonly #waiting: Waiting<Item>[] = [];
  /** The number of items at the beginning that are all taken. */
  #taken = 0;
  /** Items after those that are taken too. */
  readonly #takenLater = new Set<Item>();

  /** A copy of all items, oldest first. */
  get all(): readonly Item[] {
    return [...this.#all];
  }

  /** Adds an item. Returns `true` if a caller waited for it. */
  add(item: Item): boolean {
    this.#all.push(item);
    const index = this.#waiting.findIndex(({ fits }) => fits(item));
    if (index < 0) return false;
    const [waiting] = this.#waiting.splice(index, 1);
    this.take(item);
    waiting!.take(item);
    return true;
  }

  /** Adds an item that no caller will get. */
  addTaken(item: Item): void {
    this.#all.push(item);
    this.take(item);
  }

  /** Takes an item out of order. */
  take(item: Item): void {
    this.#takenLater.add(item);
    while (this.#takenLater.delete(this.#all[this.#taken]!)) this.#taken++;
  }

  /** Resolves with the next untaken item that matches. */
  next(signal?: AbortSignal, fits: Fits<Item> = anything): Promise<Item> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    for (let index = this.#taken; index < this.#all.length; index++) {
      const item = this.#all[index]!;
      if (this.#takenLater.has(item) || !fits(item)) continue;
      this.take(item);
      return Promise.resolve(item);
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      const waiting = {
        fits,
        take: (item: Item) => {
          signal?.removeEventListener("abort", abort);
          resolve(item);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.push(waiting);
    });
  }
}
