/** A timer that can be cancelled. */
export interface Timer {
  cancel(): void;
}

/** The time a daemon lives in. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once, `delay` milliseconds from now. `what` says for people what is due then. */
  schedule(delay: number, action: () => void, what?: string): Timer;
}

/**
 * The clock of the process, looked up at each call, so that a test runner which replaces
 * `Date` and `setTimeout` (`vi.useFakeTimers()`, `mock.timers`, `jest.useFakeTimers()`) owns it.
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

/** A clock that somebody else moves. Any delay is right, and an action that throws ends nothing. */
export class ForeignClock implements Clock {
  readonly #clock: Clock;
  /** Hears what an action throws. */
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
      timer = this.#clock.schedule(
        Math.min(left, longestDelay),
        () => {
          if (left > longestDelay) wait(left - longestDelay);
          else attempt(action, this.onFailure);
        },
        what,
      );
    };
    wait(delay);
    return { cancel: () => timer.cancel() };
  }
}

/** Runs an action, and hands on what it throws. */
export function attempt(action: () => void, onFailure: (error: unknown) => void): void {
  try {
    action();
  } catch (error) {
    onFailure(error);
  }
}

export function rethrow(error: unknown): never {
  throw error;
}
