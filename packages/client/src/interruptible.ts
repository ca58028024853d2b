import { addAbortListener, removeAbortListener } from "./abort-listeners.ts";
import type { Lifetime } from "./lifetime.ts";

/** Why work was given up: the time was over. */
export const timedOut: unique symbol = Symbol("timed out");
/** Why work was given up: the client was closed. */
export const closed: unique symbol = Symbol("closed");
/** Why work was given up: the caller's signal. */
export class Aborted {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** What may end work early, and what is told of it. */
export interface Interruptions {
  /** Milliseconds, or `Infinity`. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly lifetime: Lifetime;
  /** Aborted when the work is given up. */
  readonly controller: AbortController;
}

/**
 * Runs work that has exactly one outcome: its own, or the first interruption. What the work does
 * after an interruption is not waited for, since a broken stream may stay silent for ever.
 *
 * The caller's signal gets a listener that is taken off again: `AbortSignal.any` would leave
 * something behind on a long-lived signal with each call.
 */
export function interruptible<Result>(
  { timeout, signal, lifetime, controller }: Interruptions,
  work: () => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      if (signal) removeAbortListener(signal, abort);
      lifetime.remove(close);
    };
    const interrupt = (why: unknown) => {
      settle();
      reject(why);
      controller.abort();
    };
    const abort = () => interrupt(new Aborted(signal?.reason));
    const close = () => interrupt(closed);
    if (signal?.aborted) return abort();
    if (lifetime.ended) return close();
    if (signal) addAbortListener(signal, abort);
    lifetime.add(close);
    if (timeout !== Infinity) timer = setTimeout(interrupt, timeout, timedOut);
    work().then(
      (result) => {
        settle();
        resolve(result);
      },
      (thrown: unknown) => {
        settle();
        reject(thrown);
      },
    );
  });
}
