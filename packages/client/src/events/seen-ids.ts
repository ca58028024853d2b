/**
 * The ids of the last events, so that the daemon's replay after each connect is told from news.
 *
 * Two generations, each of `capacity` ids: it forgets the oldest in whole lots, and remembers at
 * least `capacity` of the newest. The daemon keeps 500.
 */
export class SeenIds {
  readonly #capacity: number;
  #current = new Set<string>();
  #previous = new Set<string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    return this.#current.has(id) || this.#previous.has(id);
  }

  /** Remembers an id; `false` says that it was known. */
  add(id: string): boolean {
    if (this.#previous.has(id)) return false;
    const { size } = this.#current;
    this.#current.add(id);
    if (this.#current.size === size) return false;
    if (size + 1 >= this.#capacity) {
      this.#previous = this.#current;
      this.#current = new Set();
    }
    return true;
  }
}
