import { parseTime } from "../parse-time.ts";
import { isTruthy } from "../python-text.ts";
import type { Job } from "../state.ts";

/**
 * When a job is due. `undefined` means at once.
 *
 * @throws RangeError for an invalid time.
 */
export function dueOf({ request }: Job): number | undefined {
  const due = request.execution.schedule["due_at"];
  if (!isTruthy(due)) return undefined;
  if (typeof due !== "string") throw new RangeError("the time of a job is a text");
  return parseTime(due);
}

/** The due time of a job is stored unchecked. It is parsed only when it is needed. */
export function isUndatable(job: Job): boolean {
  try {
    dueOf(job);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
