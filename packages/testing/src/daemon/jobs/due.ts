import { parseTime } from "../parse-time.ts";
import type { Job } from "../state.ts";

/**
 * When a job is due; `undefined`: at once.
 *
 * @throws RangeError when that is no time.
 */
export function dueOf({ request }: Job): number | undefined {
  const due = request.execution.schedule["due_at"];
  return typeof due === "string" && due !== "" ? parseTime(due) : undefined;
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
