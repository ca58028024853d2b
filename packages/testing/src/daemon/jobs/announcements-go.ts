import type { JobState } from "@repowire/protocol";
import { isUndeliverable } from "../addressing.ts";
import type { Daemon } from "../daemon.ts";
import { deliverNotification } from "../delivery.ts";
import { addEvent } from "../events.ts";
import type { Job } from "../state.ts";
import { peersToTell, stateEvent } from "./announcements.ts";
import { isFinal, runnerOf } from "./job.ts";

/** Announces a job whose state changed with the turn of its agent, as the Go daemon does. */
export function announceTurn(daemon: Daemon, job: Job, before: JobState): void {
  const summary = daemon.facts.shorten(job.result_summary ?? "", 300);
  const attempt_id = runnerOf(job).current_attempt_id ?? "";
  const shown = { attempt_id, result_summary: summary, error: job.error };
  addEvent(daemon, "job_state_changed", stateEvent(job, before, shown));
  if (!isFinal(job.state)) return;
  const text = `[job ${job.work_id}] ${job.title} → ${job.state}${summary && `: ${summary}`}`;
  daemon.activity.background(() => tell(daemon, job, text));
}

async function tell(daemon: Daemon, job: Job, text: string): Promise<void> {
  for (const to_peer of peersToTell(daemon, job)) {
    try {
      const route = { from_peer: "jobs", to_peer, bypass_circle: true };
      await deliverNotification(daemon, { ...route, text });
      return;
    } catch (error) {
      if (!isUndeliverable(error)) throw error;
    }
  }
}
