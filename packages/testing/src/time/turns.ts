// Imported from the module, because test runners replace only the globals. So turns do not depend on
// the clock, even if this file is imported late.
import { clearTimeout, setImmediate, setTimeout } from "node:timers";

/** The machine's timers, even if a test runner replaced the global ones. */
export const machineTimers = { set: setTimeout, clear: clearTimeout };

/** Lets everything that is ready in this process run once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Lets everything that is ready in this process run a few times. */
export async function afterTurns(turns = 4): Promise<void> {
  for (let count = 0; count < turns; count++) await turn();
}

/** Resolves after real milliseconds. It does not keep the process alive. */
export function afterReal(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
