// Taken at import, before a test runner can replace it: a turn is no matter of the clock.
const next: (action: () => void) => void =
  typeof setImmediate === "function" ? setImmediate : (action) => setTimeout(action, 0);

/** Lets everything that is ready in this process run once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => next(resolve));
}
