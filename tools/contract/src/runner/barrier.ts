/** A barrier. Its users continue together when all remaining users have arrived. */
export class Barrier {
  readonly #action: () => Promise<void>;
  #present = 0;
  #waiting: PromiseWithResolvers<void>[] = [];

  /** @param action runs once each time, before the users go on. */
  constructor(action: () => Promise<void>) {
    this.#action = action;
  }

  join(): void {
    this.#present += 1;
  }

  leave(): void {
    this.#present -= 1;
    void this.#goOnIfComplete();
  }

  arrive(): Promise<void> {
    const own = Promise.withResolvers<void>();
    this.#waiting.push(own);
    void this.#goOnIfComplete();
    return own.promise;
  }

  async #goOnIfComplete(): Promise<void> {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#present) return;
    const waiting = this.#waiting.splice(0);
    try {
      await this.#action();
      for (const { resolve } of waiting) resolve();
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
