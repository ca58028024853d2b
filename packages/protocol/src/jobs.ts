import * as z from "zod/mini";

import { backends } from "./peers.ts";
import {
  anything,
  nullishFreeForms,
  among,
  checked,
  guard,
  nullishFlag,
  nullishFreeForm,
  nullishOpen,
  nullishText,
  open,
  optionalFreeForm,
  optionalText,
  pathSegment,
  rule,
} from "./schema.ts";

/** The states of a job. */
export const jobStates = [
  "queued",
  "dispatching",
  "delivered",
  "running",
  "awaiting_input",
  "completed",
  "failed",
  "cancelled",
  "blocked",
  "expired",
  "unavailable",
] as const;

/** The state of a job. */
export type JobState = (typeof jobStates)[number];

/** Tells whether a text is a {@link JobState} known to this release. */
export const isJobState = /* @__PURE__ */ guard(jobStates);

/** The states that a job does not leave by itself. */
export const finalJobStates = [
  "completed",
  "failed",
  "cancelled",
  "expired",
  "unavailable",
] as const satisfies readonly JobState[];

/** A state that a job does not leave by itself. */
export type FinalJobState = (typeof finalJobStates)[number];

/** Tells whether a text is a {@link FinalJobState} known to this release. */
export const isFinalJobState = /* @__PURE__ */ guard(finalJobStates);

/** The states of a recurring job. */
export const recurringJobStates = ["active", "paused", "cancelled"] as const;

/** The state of a recurring job. */
export type RecurringJobState = (typeof recurringJobStates)[number];

/** Tells whether a text is a {@link RecurringJobState} known to this release. */
export const isRecurringJobState = /* @__PURE__ */ guard(recurringJobStates);

/** How long the process of a job lives. */
export const processScopes = ["per_fire", "persistent"] as const;

/** How long the process of a job lives. */
export type ProcessScope = (typeof processScopes)[number];

/** What a job remembers of its last run. */
export const jobContinuities = ["resume", "fresh"] as const;

/** What a job remembers of its last run. */
export type JobContinuity = (typeof jobContinuities)[number];

/** The schema of {@link CreateJobParams}. */
export const CreateJobParamsSchema = checked(
  z.strictObject({
    title: optionalText,
    /** Absent: `"general"`. */
    kind: optionalText,
    created_by_peer_id: nullishText,
    owner_peer_id: nullishText,
    /** A peer id or display name; a connected one gets the job at once, as an ask. */
    assigned_peer_id: nullishText,
    repowire_session_id: nullishText,
    correlation_id: nullishText,
    circle: nullishText,
    source_kind: nullishText,
    source_id: nullishText,
    scope: nullishText,
    /** Absent: `"circle"`. */
    visibility: optionalText,
    request: optionalFreeForm,
    /** ISO 8601. */
    deadline_at: nullishText,
    /** ISO 8601. */
    expires_at: nullishText,
    provenance: optionalFreeForm,
    prompt: nullishText,
    /** A path on the daemon's machine. */
    prompt_file: nullishText,
    /** A directory on the daemon's machine. */
    path: nullishText,
    backend: z.nullish(z.enum(backends)),
    profile: nullishText,
    /** ISO 8601; absent, as `cron`: now. */
    due_at: nullishText,
    /** Makes the job a recurring one. */
    cron: nullishText,
    result_surface: nullishText,
    process_scope: z.nullish(among(processScopes)),
    continuity: z.nullish(among(jobContinuities)),
  }),
  rule(({ due_at, cron }) => !(due_at && cron), "takes due_at or cron, not both"),
);

/** Work to be done, now, later or again and again. */
export type CreateJobParams = z.infer<typeof CreateJobParamsSchema>;

/** The schema of {@link Job}. */
export const JobSchema = z.looseObject({
  /** `work-<12 hex>`; the same as `work_id`. */
  job_id: nullishText,
  work_id: nullishText,
  title: nullishText,
  kind: nullishText,
  /** Of a recurring job, one of {@link recurringJobStates}. */
  state: open<JobState | RecurringJobState>(jobStates),
  state_reason: nullishText,
  phase: nullishText,
  progress: nullishFreeForm,
  progress_events: nullishFreeForms,
  owner_peer_id: nullishText,
  assigned_peer_id: nullishText,
  repowire_session_id: nullishText,
  correlation_id: nullishText,
  circle: nullishText,
  created_by_peer_id: nullishText,
  source_kind: nullishText,
  source_id: nullishText,
  scope: nullishText,
  visibility: nullishText,
  /** ISO 8601. */
  created_at: nullishText,
  /** ISO 8601. */
  updated_at: nullishText,
  /** ISO 8601. */
  deadline_at: nullishText,
  /** ISO 8601. */
  expires_at: nullishText,
  /** ISO 8601. */
  due_at: nullishText,
  result_summary: nullishText,
  cancel_requested: nullishFlag,
  /** ISO 8601. */
  cancel_requested_at: nullishText,
  cancel_requested_by_peer_id: nullishText,
  cancellation_reason: nullishText,
  protocol_cancel: anything,
  request: nullishFreeForm,
  provenance: nullishFreeForm,
  execution: nullishFreeForm,
  runner: nullishFreeForm,
  links: anything,
  /** Of a recurring job, as all below: `cal-<12 hex>`; the same as `recurring_id`. */
  calendar_id: nullishText,
  recurring_id: nullishText,
  cron: nullishText,
  /** ISO 8601. */
  next_due_at: nullishText,
  last_occurrence_work_id: nullishText,
  /** ISO 8601. */
  last_materialized_at: nullishText,
});

/**
 * A job and how far it is, or one that comes again and again, which has a `cron`.
 * `view: "summary"` leaves most of it out.
 */
export type Job = z.infer<typeof JobSchema>;

/** The schema of {@link CreateJobResult}. */
export const CreateJobResultSchema = z.looseObject({
  job_id: nullishText,
  work_id: nullishText,
  status: z.nullish(JobSchema),
  /** Of a recurring job, as the two below, in place of the three above. */
  calendar_id: nullishText,
  recurring_id: nullishText,
  calendar: z.nullish(JobSchema),
});

/** The job that was made. */
export type CreateJobResult = z.infer<typeof CreateJobResultSchema>;

/** The schema of {@link ListJobsParams}. */
export const ListJobsParamsSchema = z.strictObject({
  state: z.optional(among(jobStates)),
  owner_peer_id: optionalText,
  created_by_peer_id: optionalText,
  repowire_session_id: optionalText,
  circle: optionalText,
  /** Absent: `"full"`. */
  view: z.optional(among(["full", "summary"])),
});

/** Which jobs to list. */
export type ListJobsParams = z.infer<typeof ListJobsParamsSchema>;

/** The schema of {@link ListJobsResult}. */
export const ListJobsResultSchema = z.looseObject({
  work: z.array(JobSchema),
  recurring: z.nullish(z.array(JobSchema)),
});

/** Jobs, and the recurring ones apart. */
export type ListJobsResult = z.infer<typeof ListJobsResultSchema>;

/** The schema of {@link JobIdParams}. */
export const JobIdParamsSchema = z.strictObject({
  /** The id of a job or of a recurring one. */
  work_id: pathSegment("a job id"),
});

/** Which job is meant. */
export type JobIdParams = z.infer<typeof JobIdParamsSchema>;

/** The schema of {@link UpdateJobParams}. */
export const UpdateJobParamsSchema = z.strictObject({
  work_id: pathSegment("a job id"),
  state: among(jobStates),
  /**
   * `attempt-<12 hex>`, from `provenance.runner.current_attempt_id` of the job. Needed to end a job
   * that the daemon has handed out; that of an earlier attempt is refused.
   */
  attempt_id: nullishText,
  state_reason: nullishText,
  phase: nullishText,
  progress: nullishFreeForm,
  progress_note: nullishText,
  result_summary: nullishText,
  result_data: nullishFreeForm,
  error: nullishFreeForm,
  artifacts: z.nullish(z.array(z.unknown())),
  provenance: nullishFreeForm,
});

/** How far a job is. */
export type UpdateJobParams = z.infer<typeof UpdateJobParamsSchema>;

/** The schema of {@link RunJobParams}. */
export const RunJobParamsSchema = z.strictObject({
  work_id: pathSegment("a job id"),
  requested_by_peer_id: nullishText,
});

/** Which job to run, and who says so. */
export type RunJobParams = z.infer<typeof RunJobParamsSchema>;

/** The schema of {@link CancelJobParams}. */
export const CancelJobParamsSchema = z.strictObject({
  work_id: pathSegment("a job id"),
  requested_by_peer_id: nullishText,
  /** Absent: `"cancel_requested"`. */
  reason: optionalText,
});

/** Which job to cancel, and why. */
export type CancelJobParams = z.infer<typeof CancelJobParamsSchema>;

/** The schema of {@link JobStatusResult}. */
export const JobStatusResultSchema = z.looseObject({
  status: JobSchema,
});

/** A job and how far it is. */
export type JobStatusResult = z.infer<typeof JobStatusResultSchema>;

/** The schema of {@link JobOutcome}. */
export const JobOutcomeSchema = z.looseObject({
  job_id: nullishText,
  work_id: nullishText,
  state: nullishOpen(jobStates),
  summary: nullishText,
  data: anything,
  error: anything,
  artifacts: z.nullish(z.array(z.unknown())),
  /** ISO 8601. */
  completed_at: nullishText,
  provenance: nullishFreeForm,
  /** `"not_ready"` of an open job, `"recurring_template"` of a recurring one. */
  result_state: nullishText,
  /** Of an open job. */
  status: z.nullish(JobSchema),
  /** Of a recurring job. */
  calendar: z.nullish(JobSchema),
});

/** What a job brought. */
export type JobOutcome = z.infer<typeof JobOutcomeSchema>;

/** The schema of {@link JobResultResult}. */
export const JobResultResultSchema = z.looseObject({ result: JobOutcomeSchema });

/** What a job brought, in its envelope. */
export type JobResultResult = z.infer<typeof JobResultResultSchema>;
