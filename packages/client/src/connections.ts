import type { Scope } from "./scope.ts";

/**
 * The connections that streams and replies may hold at the same time. When all are taken, others wait in
 * the order in which they came.
 */
export class Connections {
  readonly most: number;
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(most: number) {
    this.most = most;
    this.#free = most;
  }

  /** Waits for a connection. Returns a function that gives it back. */
  async hold(scope: Scope): Promise<() => void> {
    scope.throwIfEnded();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(scope);
    let held = true;
    return () => {
      if (held) this.#giveBack();
      held = false;
    };
  }

  /** Does some work with one connection. */
  async use<Result>(scope: Scope, work: () => Promise<Result>): Promise<Result> {
    const giveBack = await this.hold(scope);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  async #turn(scope: Scope): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    try {
      await scope.run(() => promise);
    } catch (error) {
      // It may have got a connection at the same moment.
      if (!this.#waiting.delete(resolve)) this.#giveBack();
      throw error;
    }
  }

  #giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

/**
 * The default for `maxConnections`. A browser has six connections for each daemon, and the calls of all
 * its tabs share them.
 */
export function defaultConnections(): number {
  return "document" in globalThis || "WorkerGlobalScope" in globalThis ? 3 : 16;
}
