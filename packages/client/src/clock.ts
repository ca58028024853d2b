/** A timer that can be cancelled. */
export interface Timer {
  cancel(): void;
}

/**
 * The time of the long-lived parts of a client: pauses before a reconnect, and the end of a wait. You can
 * pass the virtual clock of a fake daemon.
 */
export interface Clock {
  /** Calls `action` once, `delay` milliseconds from now. */
  schedule(delay: number, action: () => void): Timer;
  /**
   * Milliseconds since a fixed moment, or a date. If absent, `performance.now()` is used. The client uses
   * it to calculate how long a daemon should hold a wait; timers decide when the wait ends. Without it, a
   * daemon with virtual time is asked to wait longer than necessary.
   */
  now?(): number | Date;
}

/** The system's clock. It looks up the timers at each call, so that a test runner's fake timers apply. */
export const systemClock: Clock = {
  schedule(delay, action) {
    const timer = setTimeout(action, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The longest delay `setTimeout` accepts. A longer one fires at once. */
export const longestTimer = 2_147_483_647;

const noTimer: Timer = { cancel: () => undefined };

/** Calls `action` once, after this many milliseconds. With `Infinity`, it never does. */
export function schedule(clock: Clock, delay: number, action: () => void): Timer {
  return delay === Infinity ? noTimer : clock.schedule(delay, action);
}

/**
 * The clock's time in milliseconds, to be compared only with itself. The system's clock is monotonic: a
 * change of the date does not move it.
 */
export function now(clock: Clock): number {
  return Number(clock.now?.() ?? performance.now());
}
