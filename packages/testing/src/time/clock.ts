import { misuse } from "../fake-daemon-error.ts";
import { attempt, decided, rethrow } from "../support.ts";
import type { Activity } from "./activity.ts";
import { afterTurns } from "./turns.ts";

/** A timer that can be cancelled. */
export interface Timer {
  /** Cancels the timer. */
  cancel(): void;
}

/** A clock for a daemon. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls `action` once, after `delay` milliseconds. `what` describes the action in messages. `awaited`:
   * the process must not end before.
   */
  schedule(delay: number, action: () => void, what?: string, awaited?: boolean): Timer;
}

/**
 * The clock of the process. It looks up `Date` and `setTimeout` at each call, so that a test runner
 * can replace them (`vi.useFakeTimers()`, `mock.timers`, `jest.useFakeTimers()`).
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delay, action) {
    const timer = setTimeout(action, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The longest delay that `setTimeout` accepts. A longer one fires at once. */
const longestDelay = 2 ** 31 - 1;

/** Wraps a clock that the test owns. It accepts any delay and catches errors of actions. */
export class ForeignClock implements Clock {
  readonly #clock: Clock;
  /** Receives the error of an action. */
  onFailure: (error: unknown) => void = rethrow;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  schedule(delay: number, action: () => void, what?: string): Timer {
    let timer: Timer;
    const wait = (left: number) => {
      const step = () => {
        if (left > longestDelay) wait(left - longestDelay);
        else attempt(action, this.onFailure);
      };
      timer = decided(this.#clock.schedule(Math.min(left, longestDelay), step, what));
      if (typeof timer?.cancel !== "function") {
        throw misuse("the schedule of the test's clock must return an object with cancel()");
      }
    };
    wait(delay);
    return { cancel: () => timer.cancel() };
  }
}

/** Timers around a daemon. All of them are cancelled when the daemon ends. */
export class Timers {
  readonly #clock: Clock;
  readonly #activity: Activity;
  readonly #timers = new Set<Timer>();
  #calledOff = 0;

  constructor(clock: Clock, activity: Activity) {
    this.#clock = clock;
    this.#activity = activity;
  }

  /**
   * Calls back after a delay on the clock. Without a delay it calls back after the current work.
   * `what` describes the action in messages.
   */
  schedule(delay: number, action: () => void, what: string): void {
    if (delay <= 0) return this.#activity.outside(() => this.#soon(action));
    const fire = () => {
      this.#timers.delete(timer);
      action();
    };
    const timer = this.#clock.schedule(delay, fire, what);
    this.#timers.add(timer);
  }

  callOff(): void {
    this.#calledOff++;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  async #soon(action: () => void): Promise<void> {
    const before = this.#calledOff;
    await afterTurns(1);
    if (this.#calledOff === before) action();
  }
}
