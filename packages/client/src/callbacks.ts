import type { Logger } from "./options.ts";

/**
 * Calls a user's functions: observers, `onError`, `onStatus`, the logger. If one throws or rejects,
 * that is reported, and the client goes on.
 */
export class Callbacks {
  readonly #logger: Logger | undefined;

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  /** Whether there is a logger for {@link Callbacks.debug} and {@link Callbacks.warn}. */
  get hasLogger(): boolean {
    return this.#logger !== undefined;
  }

  /**
   * Calls a user's function. If it throws or rejects, `onFailure` gets the error. Without `onFailure`,
   * the logger gets the name of the function, without the error's message.
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
    // Nobody is left to report a failure of the logger to.
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
  return `${name} threw ${what}; the client goes on without it`;
}
