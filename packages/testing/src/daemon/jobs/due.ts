import { parseTime } from "../parse-time.ts";
import { isTruthy } from "../python-text.ts";
import type { Job } from "../state.ts";

/**
 * When a job is due; `undefined`: at once.
 *
 * @throws RangeError when that is no time.
 */
export function dueOf({ request }: Job): number | undefined {
  const due = request.execution.schedule["due_at"];
  if (!isTruthy(due)) return undefined;
  if (typeof due !== "string") throw new RangeError("the time of a job is a text");
  return parseTime(due);
}

/** The time of a job is taken as it comes, and not looked at before somebody wants to know it. */
export function isUndatable(job: Job): boolean {
  try {
    dueOf(job);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
