/** Things that come, and those who wait for the next one. */
export class Inbox<Item> {
  readonly all: Item[] = [];
  readonly #waiting: ((item: Item) => void)[] = [];
  /** How many at the beginning are taken. */
  #taken = 0;
  /** What is taken of the others. */
  readonly #takenLater = new Set<Item>();

  /** Puts something in; `true` when somebody waited for it. */
  add(item: Item): boolean {
    this.all.push(item);
    const waiting = this.#waiting.shift();
    if (!waiting) return false;
    this.take(item);
    waiting(item);
    return true;
  }

  /** Puts in something that nobody waits for. */
  addTaken(item: Item): void {
    this.all.push(item);
    this.take(item);
  }

  /** Takes something out of turn. */
  take(item: Item): void {
    this.#takenLater.add(item);
    while (this.#takenLater.delete(this.all[this.#taken]!)) this.#taken++;
  }

  /** The next one that nobody took yet, as soon as it is there. */
  next(signal?: AbortSignal): Promise<Item> {
    signal?.throwIfAborted();
    const ready = this.all[this.#taken];
    if (ready !== undefined) {
      this.take(ready);
      return Promise.resolve(ready);
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(signal?.reason as Error);
      };
      const take = (item: Item) => {
        signal?.removeEventListener("abort", abort);
        resolve(item);
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.push(take);
    });
  }
}
