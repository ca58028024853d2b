import type { JobState } from "@repowire/protocol";
import { finalJobStates } from "@repowire/protocol/guards";
import type { Attempt, Job } from "../state.ts";

/** A job's record of its attempts. An update may have changed it. */
export function runnerOf({ provenance }: Job): {
  readonly attempts?: Attempt[];
  readonly current_attempt_id?: string;
  readonly lease_until?: string;
} {
  return provenance["runner"] ?? {};
}

/** The current attempt of a job. */
export function currentAttempt(job: Job): Attempt | undefined {
  const { attempts, current_attempt_id } = runnerOf(job);
  return attempts?.find((attempt) => attempt.attempt_id === current_attempt_id);
}

export function isFinal(state: JobState): boolean {
  return (finalJobStates as readonly JobState[]).includes(state);
}

/** The text that the executor of a job gets. */
export function jobText(job: Job, { attempt_id }: Attempt, endsWithTurn: boolean): string {
  const body = (job.request.execution.prompt["body"] as string | undefined) || job.title;
  const contract = endsWithTurn
    ? "Job contract: you are running as a durable job — there is no human at this terminal. Your " +
      "turn ending ends this fire: your final message is recorded as the job result, so end with a " +
      "clear report. Never stop to ask permission; decide, or ask a peer and block on the reply " +
      "with wait_on_ack (never end your turn to wait). Optional: job_update for progress or " +
      "structured result_data; if you must wait on something outside the mesh, job_update " +
      "state=running with an explicit phase to hold the fire open across turns."
    : "First, immediately PATCH /jobs/{job_id} to state=running with this attempt_id before doing " +
      "longer work. When complete, PATCH /jobs/{job_id} with a terminal state and the same " +
      "attempt_id. Ack only confirms receipt.";
  return `[Repowire durable job]\njob_id: ${job.work_id}\nattempt_id: ${attempt_id}\n\n${body}\n\n${contract}`;
}
