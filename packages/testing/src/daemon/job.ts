import { type JobState, finalJobStates } from "@repowire/protocol";

import type { Execution } from "./job-execution.ts";

type Free = Record<string, unknown>;

/** One try to get a job done. */
export interface Attempt {
  readonly attempt_id: string;
  status: string;
  phase: string;
  completed_at: string | null;
  [key: string]: unknown;
}

/** What a job and a recurring one have in common. */
interface JobBase {
  readonly title: string;
  readonly kind: string;
  readonly created_by_peer_id: string | null;
  readonly owner_peer_id: string | null;
  assigned_peer_id: string | null;
  readonly circle: string | null;
  readonly source_kind: string | null;
  readonly source_id: string | null;
  readonly scope: string | null;
  readonly visibility: string;
  readonly request: Free & { readonly execution: Execution };
  provenance: Free;
  readonly created_at: string;
  updated_at: string;
}

/** A piece of work. */
export interface Job extends JobBase {
  readonly work_id: string;
  state: JobState;
  state_reason: string | null;
  phase: string | null;
  progress: Free;
  progress_events: Free[];
  readonly repowire_session_id: string | null;
  correlation_id: string | null;
  readonly deadline_at: string | null;
  readonly expires_at: string | null;
  result_summary: string | null;
  result_data: Free;
  error: Free;
  artifacts: unknown[];
  cancel_requested: boolean;
  cancel_requested_at: string | null;
  cancel_requested_by_peer_id: string | null;
  cancellation_reason: string | null;
  completed_at: string | null;
}

/** Work that comes again and again. */
export interface RecurringJob extends JobBase {
  readonly calendar_id: string;
  state: "active" | "paused" | "cancelled";
  readonly cron: string;
  next_due_at: string;
  last_occurrence_work_id: string | null;
  last_materialized_at: string | null;
}

/** What a new job is made of; the rest follows. */
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

/** What a job knows of the tries to get it done; an update may have written it. */
export function runnerOf({ provenance }: Job): {
  readonly attempts?: Attempt[];
  readonly current_attempt_id?: string;
  readonly lease_until?: string;
} {
  return provenance["runner"] ?? {};
}

/** The try that a job is at. */
export function currentAttempt(job: Job): Attempt | undefined {
  const { attempts, current_attempt_id } = runnerOf(job);
  return attempts?.find((attempt) => attempt.attempt_id === current_attempt_id);
}

export function isFinal(state: JobState): boolean {
  return (finalJobStates as readonly JobState[]).includes(state);
}
