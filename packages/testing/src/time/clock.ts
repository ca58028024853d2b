/** A timer that can be taken back. */
export interface Timer {
  cancel(): void;
}

/** What the engine knows of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once, `delay` milliseconds from now. */
  schedule(delay: number, action: () => void): Timer;
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
