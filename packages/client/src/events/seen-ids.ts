/** One generation of ids, and a bit for each of the two hashes of each id. */
interface Generation {
  readonly ids: string[];
  readonly bits: Uint32Array;
}

/**
 * The ids of the last events or messages, to recognise repeats.
 *
 * Almost all ids are new, and looking each up in a set would take a fifth of the time of reading an
 * event. So each id sets two of 65,536 bits, and an id is looked up only if both of its bits are set.
 */
export class SeenIds {
  readonly #capacity: number;
  #newer: Generation = newGeneration();
  #older: Generation = newGeneration();

  /** Remembers at least `capacity` of the newest ids, and at most twice as many. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    const hash = hashOf(id);
    return isIn(this.#newer, id, hash) || isIn(this.#older, id, hash);
  }

  /** Remembers an id; `false` if it was known. */
  add(id: string): boolean {
    const hash = hashOf(id);
    if (isIn(this.#newer, id, hash) || isIn(this.#older, id, hash)) return false;
    const { ids, bits } = this.#newer;
    bits[(hash & 0xffff) >>> 5]! |= 1 << (hash & 31);
    bits[hash >>> 21]! |= 1 << ((hash >>> 16) & 31);
    if (ids.push(id) >= this.#capacity) {
      this.#older = this.#newer;
      this.#newer = newGeneration();
    }
    return true;
  }
}

function newGeneration(): Generation {
  return { ids: [], bits: new Uint32Array(65_536 / 32) };
}

function isIn({ ids, bits }: Generation, id: string, hash: number): boolean {
  return (
    (bits[(hash & 0xffff) >>> 5]! & (1 << (hash & 31))) !== 0 &&
    (bits[hash >>> 21]! & (1 << ((hash >>> 16) & 31))) !== 0 &&
    ids.includes(id)
  );
}

/** Hash the beginning and the end, because there the daemon's ids are random. */
function hashOf(id: string): number {
  const { length } = id;
  let hash = length;
  for (let index = Math.min(8, length) - 1; index >= 0; index -= 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  for (let index = Math.max(8, length - 4); index < length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
