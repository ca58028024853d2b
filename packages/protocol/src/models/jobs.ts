import * as z from "zod/mini";

import { backends } from "./peers.ts";
import { deliveryKinds } from "./messages.ts";
import {
  among,
  anything,
  checked,
  exactlyOne,
  guard,
  nullishFlag,
  nullishFreeForm,
  nullishFreeForms,
  nullishOpen,
  nullishText,
  open,
  optionalFreeForm,
  optionalText,
  pathSegment,
  peerReference,
  rule,
} from "../schema.ts";
import { endpointTable } from "../endpoint.ts";

/** The id of a job in the path. */
const jobId = pathSegment("a job id");

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
  work_id: jobId,
});

/** Which job is meant. */
export type JobIdParams = z.infer<typeof JobIdParamsSchema>;

/** The schema of {@link UpdateJobParams}. */
export const UpdateJobParamsSchema = z.strictObject({
  work_id: jobId,
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
  work_id: jobId,
  requested_by_peer_id: nullishText,
});

/** Which job to run, and who says so. */
export type RunJobParams = z.infer<typeof RunJobParamsSchema>;

/** The schema of {@link CancelJobParams}. */
export const CancelJobParamsSchema = z.strictObject({
  work_id: jobId,
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

/** The schema of {@link JobOutcomeResult}. */
export const JobOutcomeResultSchema = z.looseObject({ result: JobOutcomeSchema });

/** What a job brought, in its envelope. */
export type JobOutcomeResult = z.infer<typeof JobOutcomeResultSchema>;

/** The schema of {@link CreateScheduleParams}. */
export const CreateScheduleParamsSchema = checked(
  z.strictObject({
    from_peer: peerReference,
    /** Prefer the peer id: an ask to a display name is not listed as pending. */
    to_peer: peerReference,
    text: z.string(),
    /** ISO 8601, UTC unless it says otherwise; what is past fires at once. */
    fire_at: nullishText,
    cron: nullishText,
    /** Absent: `"notify"`. */
    kind: z.optional(among(deliveryKinds)),
    circle: nullishText,
  }),
  rule(({ fire_at, cron }) => exactlyOne(fire_at, cron), "needs exactly one of fire_at and cron"),
);

/** A message for later: exactly one of `fire_at` and `cron`. */
export type CreateScheduleParams = z.infer<typeof CreateScheduleParamsSchema>;

/** The schema of {@link Schedule}. */
export const ScheduleSchema = z.looseObject({
  /** `sched-<8 hex>`. */
  schedule_id: z.string(),
  from_peer: z.string(),
  to_peer: z.string(),
  text: z.string(),
  /** ISO 8601; when it fires next. */
  fire_at: z.string(),
  kind: open(deliveryKinds),
  circle: nullishText,
  cron: nullishText,
  /** ISO 8601. */
  created_at: z.string(),
});

/** A message that waits for its time. */
export type Schedule = z.infer<typeof ScheduleSchema>;

/** The schema of {@link ListSchedulesParams}. */
export const ListSchedulesParamsSchema = z.strictObject({ from_peer: optionalText });

/** Whose schedules to list. */
export type ListSchedulesParams = z.infer<typeof ListSchedulesParamsSchema>;

/** The schema of {@link ListSchedulesResult}. */
export const ListSchedulesResultSchema = z.looseObject({ schedules: z.array(ScheduleSchema) });

/** Schedules, the next one first. */
export type ListSchedulesResult = z.infer<typeof ListSchedulesResultSchema>;

/** The schema of {@link DeleteScheduleParams}. */
export const DeleteScheduleParamsSchema = z.strictObject({
  schedule_id: pathSegment("a schedule id"),
});

/** Which schedule to delete. */
export type DeleteScheduleParams = z.infer<typeof DeleteScheduleParamsSchema>;

/** The schema of {@link DeleteScheduleResult}. */
export const DeleteScheduleResultSchema = z.looseObject({
  /** Go says `status: "ok"` in its place. */
  ok: nullishFlag,
  status: nullishText,
});

/** The schedule is gone. */
export type DeleteScheduleResult = z.infer<typeof DeleteScheduleResultSchema>;

/** Routes about jobs and schedules. */
export const jobEndpoints = endpointTable({
  /** Hands in work to be done, now, later or again and again. */
  createJob: {
    method: "POST",
    path: "/jobs",
    aliases: [{ method: "POST", path: "/work" }],
    params: CreateJobParamsSchema,
    result: CreateJobResultSchema,
    actsTwice: true,
  },
  /** Lists jobs. */
  listJobs: {
    method: "GET",
    path: "/jobs",
    aliases: [{ method: "GET", path: "/work" }],
    params: ListJobsParamsSchema,
    result: ListJobsResultSchema,
  },
  /** Gets one job. */
  getJob: {
    method: "GET",
    path: "/jobs/{work_id}",
    aliases: [
      { method: "GET", path: "/jobs/{work_id}/status" },
      { method: "GET", path: "/work/{work_id}/status" },
    ],
    params: JobIdParamsSchema,
    result: JobStatusResultSchema,
  },
  /** Tells how far a job is. */
  updateJob: {
    method: "PATCH",
    path: "/jobs/{work_id}",
    aliases: [{ method: "PATCH", path: "/work/{work_id}" }],
    params: UpdateJobParamsSchema,
    result: JobStatusResultSchema,
    actsTwice: true,
  },
  /** Runs a job that waits or failed. */
  runJob: {
    method: "POST",
    path: "/jobs/{work_id}/run",
    aliases: [{ method: "POST", path: "/work/{work_id}/run" }],
    params: RunJobParamsSchema,
    result: JobStatusResultSchema,
    actsTwice: true,
  },
  /** Runs a job again that failed. */
  retryJob: {
    method: "POST",
    path: "/jobs/{work_id}/retry",
    aliases: [{ method: "POST", path: "/work/{work_id}/retry" }],
    params: RunJobParamsSchema,
    result: JobStatusResultSchema,
    actsTwice: true,
  },
  /** Gets what a job brought. */
  jobResult: {
    method: "GET",
    path: "/jobs/{work_id}/result",
    aliases: [{ method: "GET", path: "/work/{work_id}/result" }],
    params: JobIdParamsSchema,
    result: JobOutcomeResultSchema,
  },
  /** Cancels a job, or a recurring one. */
  cancelJob: {
    method: "POST",
    path: "/jobs/{work_id}/cancel",
    aliases: [{ method: "POST", path: "/work/{work_id}/cancel" }],
    params: CancelJobParamsSchema,
    result: JobStatusResultSchema,
  },
  /** Hands in a message for later. */
  createSchedule: {
    method: "POST",
    path: "/schedules",
    params: CreateScheduleParamsSchema,
    result: ScheduleSchema,
    actsTwice: true,
  },
  /** Lists the messages that wait for their time. */
  listSchedules: {
    method: "GET",
    path: "/schedules",
    params: ListSchedulesParamsSchema,
    result: ListSchedulesResultSchema,
  },
  /** Takes a message back that waits for its time. */
  deleteSchedule: {
    method: "DELETE",
    path: "/schedules/{schedule_id}",
    params: DeleteScheduleParamsSchema,
    result: DeleteScheduleResultSchema,
  },
});
