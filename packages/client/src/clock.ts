/** A timer that can be taken back. */
export interface Timer {
  cancel(): void;
}

/**
 * What the long-lived parts of a client know of time: pauses before a reconnect, the end of a
 * wait. A fake daemon's virtual clock fits.
 */
export interface Clock {
  /** Calls `action` once, `delay` milliseconds from now. */
  schedule(delay: number, action: () => void): Timer;
  /**
   * Milliseconds since a moment that stays the same, or a date. Absent: `performance.now()`. It
   * tells how long a daemon is to be waited for, and not when the wait is over: without it a
   * daemon in a virtual time gets longer waits than it has to.
   */
  now?(): number | Date;
}

/** The process's own, looked up at each call so that a test runner's fake timers apply. */
export const systemClock: Clock = {
  schedule(delay, action) {
    const timer = setTimeout(action, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The longest delay `setTimeout` accepts. A longer one fires at once. */
export const longestTimer = 2_147_483_647;

const noTimer: Timer = { cancel: () => undefined };

/** Calls `action` once, after so many milliseconds: with `Infinity`, never. */
export function schedule(clock: Clock, delay: number, action: () => void): Timer {
  return delay === Infinity ? noTimer : clock.schedule(delay, action);
}

/**
 * The clock's time in milliseconds, to be compared with itself. The system's is the one that timers
 * go by: no setting of the date moves it.
 */
export function now(clock: Clock): number {
  return Number(clock.now?.() ?? performance.now());
}
