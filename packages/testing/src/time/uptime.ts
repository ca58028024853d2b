import { TransportFailure, type WireRequest } from "../wire/wire.ts";

/** The time from a start of the daemon to its end. Listeners cost less than those of an `AbortSignal`. */
export class Uptime {
  readonly #listeners = new Set<() => void>();
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** Calls back when it is over, or at once if it is over already. */
  onEnd(listener: () => void): void {
    if (this.#isOver) listener();
    else this.#listeners.add(listener);
  }

  offEnd(listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** Returns the result of a call. Throws if the connection is lost first. */
  unlessOver<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const lose = () => reject(new TransportFailure("reset"));
      this.#listeners.add(lose);
      promise.then(
        (value) => {
          this.#listeners.delete(lose);
          resolve(value);
        },
        (error: unknown) => {
          this.#listeners.delete(lose);
          reject(error as Error);
        },
      );
    });
  }

  /** A signal that aborts when the caller gives up or the daemon ends. */
  endOf({ signal }: WireRequest): AbortSignal {
    const life = new AbortController();
    this.onEnd(() => life.abort());
    return signal ? AbortSignal.any([signal, life.signal]) : life.signal;
  }
}
