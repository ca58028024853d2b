import type { Daemon } from "../daemon.ts";
import { parseTime } from "../parse-time.ts";
import { isTruthy } from "../python-text.ts";
import type { Job, Stamp } from "../state.ts";

/**
 * When a job is due. `undefined` means at once.
 *
 * @throws RangeError for an invalid time.
 */
export function dueOf(daemon: Daemon, { request }: Job): Stamp | undefined {
  return daemon.facts.readDueTime(request.execution.schedule["due_at"]);
}

/** The due time of a job is stored unchecked. It is parsed only when it is needed. */
export function isUndatable(daemon: Daemon, job: Job): boolean {
  try {
    dueOf(daemon, job);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/**
 * Reads a due time as Python's releases do.
 *
 * @throws RangeError
 */
export function readPythonDue(due: unknown): Stamp | undefined {
  if (!isTruthy(due)) return undefined;
  if (typeof due !== "string") throw new RangeError("the time of a job is a text");
  return parseTime(due);
}
