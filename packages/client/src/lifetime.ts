import { Scope } from "./scope.ts";

/** A scope under the names that some rooms still use for it. */
export class Lifetime {
  readonly scope: Scope;
  readonly #open = new Map<() => void, () => void>();

  constructor(scope: Scope = new Scope()) {
    this.scope = scope;
  }

  get ended(): boolean {
    return this.scope.ended !== undefined;
  }

  /** Has `end` called when the client closes, until it is removed. */
  add(end: () => void): void {
    this.#open.set(end, this.scope.onEnd(end));
  }

  remove(end: () => void): void {
    this.#open.get(end)?.();
    this.#open.delete(end);
  }

  end(): void {
    this.scope.end("closed");
  }
}
