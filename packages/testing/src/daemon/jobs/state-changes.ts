import type { Daemon } from "../daemon.ts";
import type { Job } from "../state.ts";
import { announceJob } from "./announcements.ts";
import { isFinal } from "./job.ts";

/** Changes the state of a job and the fields that depend on it, and announces the change. */
export function setJobState(
  daemon: Daemon,
  job: Job,
  change: Pick<Job, "state"> & Partial<Job>,
): void {
  const before = job.state;
  const now = daemon.timestamp();
  const completed_at = job.completed_at ?? (isFinal(change.state) ? now : null);
  Object.assign(job, { ...change, completed_at, updated_at: now });
  announceJob(daemon, job, before);
}
