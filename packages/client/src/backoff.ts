import { isDaemonHTTPError } from "@repowire/protocol/errors";

/** The pauses between attempts, in milliseconds. */
export interface BackoffOptions {
  /** The pause after the first failure. */
  readonly initial: number;
  /** The longest pause. */
  readonly most: number;
}

/** The pauses before a connection to the daemon is made again, in milliseconds. */
export const reconnectDelays: BackoffOptions = { initial: 250, most: 10_000 };

/**
 * Pauses that double up to a limit. Half of each is random, so that the clients of a restarted daemon do
 * not all come back at once.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: () => number;
  #failures = 0;

  constructor(options: BackoffOptions, random: () => number = Math.random) {
    this.#options = options;
    this.#random = random;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Returns the pause after one more failure. */
  next(): number {
    const { initial, most } = this.#options;
    // 2 ** 30 exceeds every sensible limit, and keeps the product finite.
    const full = Math.min(most, initial * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    return full / 2 + (full / 2) * this.#random();
  }

  reset(): void {
    this.#failures = 0;
  }
}

/** After this many answers in a row that do not come from the daemon itself, give up. */
export const mostRefusals = 5;

/** The longest pause in milliseconds that the other side can ask for. */
const longestWait = 300_000;

/** Returns the pause after a failure: what the other side asks for, up to a limit. */
export function waitAfter(error: unknown, wait: number): number {
  const asked = isDaemonHTTPError(error) ? (error.retryAfter ?? 0) : 0;
  return Math.max(wait, Math.min(asked, longestWait));
}
