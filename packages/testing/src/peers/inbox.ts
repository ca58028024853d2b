/** Things that come, and those who wait for the next one. */
export class Inbox<Item> {
  readonly all: Item[] = [];
  readonly #waiting: ((item: Item) => void)[] = [];
  #taken = 0;

  /** Puts something in; `true` when somebody waited for it. */
  add(item: Item): boolean {
    this.all.push(item);
    const waiting = this.#waiting.shift();
    if (!waiting) return false;
    this.#taken++;
    waiting(item);
    return true;
  }

  /** The next one that nobody took yet, as soon as it is there. */
  next(signal?: AbortSignal): Promise<Item> {
    signal?.throwIfAborted();
    const ready = this.all[this.#taken];
    if (ready !== undefined) {
      this.#taken++;
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
