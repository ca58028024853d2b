import type { JobState } from "@repowire/protocol";
import { finalJobStates } from "@repowire/protocol/guards";
import { isRecord } from "../../support.ts";
import type { Daemon } from "../daemon.ts";
import { isTruthy } from "../python-text.ts";
import { breakDown } from "../refusal.ts";
import type { Attempt, Job } from "../state.ts";

interface Runner {
  readonly attempts?: Attempt[];
  readonly current_attempt_id?: string;
  readonly lease_until?: string;
}

/** A job's record of its attempts. An update may have replaced it, and parts of a wrong type are left out. */
export function runnerOf({ provenance: { runner } }: Job): Runner {
  if (!isRecord(runner)) return {};
  const { attempts: _attempts, ...others } = runner;
  return Array.isArray(runner["attempts"]) ? runner : others;
}

/** The current attempt of a job. */
export function currentAttempt(job: Job): Attempt | undefined {
  const { attempts, current_attempt_id } = runnerOf(job);
  return attempts?.find(
    (attempt) => isRecord(attempt) && attempt.attempt_id === current_attempt_id,
  );
}

/**
 * Python breaks down at parts of a wrong type, and Go takes them for missing. A new attempt needs the
 * earlier ones, and the end of one its agent.
 */
export function checkRunner(daemon: Daemon, job: Job, need: "attempts" | "agent"): void {
  const { runner } = job.provenance;
  if (daemon.facts.jobSettingsAreTyped || !isTruthy(runner)) return;
  if (!isRecord(runner)) breakDown();
  const attempts = runner["attempts"] || [];
  const list = typeof attempts === "string" ? [...attempts] : attempts;
  if (!Array.isArray(list) || (need === "attempts" && !list.every(isRecord))) breakDown();
  const acquisition = currentAttempt(job)?.["acquisition"];
  if (need === "agent" && isTruthy(acquisition) && !isRecord(acquisition)) breakDown();
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
