import type { Logger } from "./options.ts";

/**
 * Calls the functions that a user gave for news: observers, `onError`, `onStatus`, the logger. What
 * they throw, or reject with, changes nothing for us, and is reported.
 */
export class Callbacks {
  readonly #logger: Logger | undefined;

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  /** Whether anybody reads {@link Callbacks.debug} and {@link Callbacks.warn}. */
  get hasLogger(): boolean {
    return this.#logger !== undefined;
  }

  /**
   * Tells a user's function something. `onFailure` hears of what it throws or rejects with; absent,
   * the logger does, by the name of the function and without the words of the error.
   */
  tell<Args extends readonly unknown[]>(
    name: string,
    callback: ((...args: Args) => unknown) | undefined,
    args: Args,
    onFailure: (thrown: unknown) => void = (thrown) => this.warn(complaint(name, thrown)),
  ): void {
    if (callback !== undefined) guard(() => callback(...args), onFailure);
  }

  debug(line: string): void {
    // The logger is the last to hear of a failure, so its own goes no further.
    guard(() => this.#logger?.debug(line), ignore);
  }

  warn(line: string): void {
    guard(() => this.#logger?.warn(line), ignore);
  }
}

const ignore = () => undefined;

function guard(call: () => unknown, onFailure: (thrown: unknown) => void): void {
  try {
    const returned = call();
    if (typeof (returned as { then?: unknown } | undefined | null)?.then === "function") {
      Promise.resolve(returned).catch(onFailure);
    }
  } catch (thrown) {
    onFailure(thrown);
  }
}

function complaint(name: string, thrown: unknown): string {
  const what = thrown instanceof Error ? thrown.name : typeof thrown;
  return `${name} threw ${what}; everything goes on without it`;
}
