import { type JobState, finalJobStates } from "@repowire/protocol";
import type { Attempt, Job } from "../state.ts";

/** The values of a new job. All other fields follow from them. */
export type NewJob = Pick<
  Job,
  | "title"
  | "kind"
  | "created_by_peer_id"
  | "owner_peer_id"
  | "assigned_peer_id"
  | "circle"
  | "source_kind"
  | "source_id"
  | "scope"
  | "visibility"
  | "request"
  | "provenance"
  | "created_at"
  | "updated_at"
  | "repowire_session_id"
  | "correlation_id"
  | "deadline_at"
  | "expires_at"
>;

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
