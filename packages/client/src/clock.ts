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

/** `setTimeout` takes a longer time for none at all. */
export const longestTimer = 2_147_483_647;

const noTimer: Timer = { cancel: () => undefined };

/** Checks times that somebody gave, by the names of their options, before they are used. */
export function checkDelays(name: string, delays: Readonly<Record<string, unknown>>): void {
  for (const [option, delay] of Object.entries(delays)) {
    if (delay === undefined || delay === Infinity) continue;
    if (typeof delay === "number" && delay >= 0 && delay <= longestTimer) continue;
    throw new TypeError(
      `${name}: ${option} must be 0 to ${longestTimer} milliseconds, or Infinity`,
    );
  }
}

/** Calls `action` once, after a time that {@link checkDelays} lets through: with `Infinity`, never. */
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

/** Resolves after `delay` milliseconds, or as soon as the signal aborts; it never rejects. */
export function pause(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      timer.cancel();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = schedule(clock, delay, end);
    signal?.addEventListener("abort", end);
  });
}
