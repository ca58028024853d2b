/** The ids of the last events or messages, so that what comes again is told from news. */
export class SeenIds {
  readonly #capacity: number;
  #ids = new Set<string>();

  /** Remembers at least `capacity` of the newest ids, and at most four times as many. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Remembers an id; `false` says that it was known. */
  add(id: string): boolean {
    const { size } = this.#ids;
    this.#ids.add(id);
    if (this.#ids.size === size) return false;
    // Forgetting many at a time is cheaper than forgetting one with each that comes.
    if (size >= 4 * this.#capacity) this.#ids = new Set([...this.#ids].slice(-this.#capacity));
    return true;
  }
}
