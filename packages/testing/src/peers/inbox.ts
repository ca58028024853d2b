type Fits<Item> = (item: Item) => boolean;

interface Waiting<Item> {
  readonly fits: Fits<Item>;
  take(item: Item): void;
}

const anything = () => true;

/** Things that come, and those who wait for the next one. */
export class Inbox<Item> {
  readonly #all: Item[] = [];
  readonly #waiting: Waiting<Item>[] = [];
  /** How many at the beginning are taken. */
  #taken = 0;
  /** What is taken of the others. */
  readonly #takenLater = new Set<Item>();

  /** All that came, the oldest first, in a list of the caller's own. */
  get all(): readonly Item[] {
    return [...this.#all];
  }

  /** Puts something in; `true` when somebody waited for it. */
  add(item: Item): boolean {
    this.#all.push(item);
    const index = this.#waiting.findIndex(({ fits }) => fits(item));
    if (index < 0) return false;
    const [waiting] = this.#waiting.splice(index, 1);
    this.take(item);
    waiting!.take(item);
    return true;
  }

  /** Puts in something that nobody waits for. */
  addTaken(item: Item): void {
    this.#all.push(item);
    this.take(item);
  }

  /** Takes something out of turn. */
  take(item: Item): void {
    this.#takenLater.add(item);
    while (this.#takenLater.delete(this.#all[this.#taken]!)) this.#taken++;
  }

  /** The next one that fits and that nobody took yet, as soon as it is there. */
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
