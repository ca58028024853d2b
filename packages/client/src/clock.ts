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
}

/** The process's own, looked up at each call so that a test runner's fake timers apply. */
export const systemClock: Clock = {
  schedule(delay, action) {
    const timer = setTimeout(action, delay);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Resolves after `delay` milliseconds, or as soon as the signal aborts; it never rejects. */
export function pause(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      timer.cancel();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = clock.schedule(delay, end);
    signal?.addEventListener("abort", end);
  });
}
