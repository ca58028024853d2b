// Taken at import, before a test runner can replace it: a turn is no matter of the clock.
const next: (action: () => void) => void =
  typeof setImmediate === "function" ? setImmediate : (action) => setTimeout(action, 0);

/** Lets everything that is ready in this process run once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => next(resolve));
}

const realTimeout = globalThis.setTimeout;
/** Lets what is ready in this process run, a few times over. */
export async function afterTurns(turns = 4): Promise<void> {
  for (let count = 0; count < turns; count++) await turn();
}

/** Resolves after real milliseconds; keeps no process alive. */
export function afterReal(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = realTimeout(resolve, milliseconds);
    (timer as { unref?: () => void }).unref?.();
  });
}
