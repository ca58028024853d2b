/** What a client has opened, so that `close()` can end it. A derived client's is part of its parent's. */
export class Lifetime {
  readonly #parent: Lifetime | undefined;
  readonly #open = new Set<() => void>();
  #ended = false;

  constructor(parent?: Lifetime) {
    this.#parent = parent;
  }

  get ended(): boolean {
    return this.#ended || (this.#parent?.ended ?? false);
  }

  /** Has `end` called when the client closes, until it is removed. */
  add(end: () => void): void {
    this.#open.add(end);
    this.#parent?.add(end);
  }

  remove(end: () => void): void {
    this.#open.delete(end);
    this.#parent?.remove(end);
  }

  end(): void {
    this.#ended = true;
    for (const end of this.#open) {
      this.remove(end);
      end();
    }
  }
}
