/** The ids of the last events or messages, to recognise repeats. */
export class SeenIds {
  readonly #capacity: number;
  #newer = new Set<string>();
  #older = new Set<string>();

  /** Remembers at least `capacity` of the newest ids, and at most twice as many. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    return this.#newer.has(id) || this.#older.has(id);
  }

  /** Remembers an id; `false` if it was known. */
  add(id: string): boolean {
    if (this.has(id)) return false;
    this.#newer.add(id);
    if (this.#newer.size < this.#capacity) return true;
    this.#older = this.#newer;
    this.#newer = new Set();
    return true;
  }
}

/** Adds an entry, and drops the oldest one if there are too many. */
export function keepNewest<Value>(
  entries: Map<string, Value>,
  key: string,
  value: Value,
  most: number,
): void {
  entries.set(key, value);
  const [oldest = ""] = entries.keys();
  if (entries.size > most) entries.delete(oldest);
}
