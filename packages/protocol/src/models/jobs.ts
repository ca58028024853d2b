import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import * as rules from "../rules.ts";
import {
  type ObjectSchema,
  among,
  anything,
  closed,
  list,
  nullish,
  nullishAnything,
  nullishBoolean,
  nullishFreeForm,
  nullishFreeForms,
  nullishOpen,
  nullishString,
  open,
  optional,
  optionalFreeForm,
  optionalString,
  pathSegment,
  peerReference,
  rule,
  string,
  tolerant,
} from "../schema.ts";
import { backends, deliveryKinds, jobStates, processScopes, jobContinuities } from "../words.ts";

/** The id of a job in the path. */
const jobId = pathSegment("a job id");

/** A job to create. It runs now, later or repeatedly. */
export const CreateJobParamsSchema: ObjectSchema<models.CreateJobParams> = closed(
  {
    title: optionalString,
    /** Default: `"general"`. */
    kind: optionalString,
    created_by_peer_id: nullishString,
    owner_peer_id: nullishString,
    /** A peer id or display name. If the peer is connected, it gets the job at once, as an ask. */
    assigned_peer_id: nullishString,
    repowire_session_id: nullishString,
    correlation_id: nullishString,
    circle: nullishString,
    source_kind: nullishString,
    source_id: nullishString,
    scope: nullishString,
    /** Default: `"circle"`. */
    visibility: optionalString,
    request: optionalFreeForm,
    /** ISO 8601. */
    deadline_at: nullishString,
    /** ISO 8601. */
    expires_at: nullishString,
    provenance: optionalFreeForm,
    prompt: nullishString,
    /** A path on the daemon's machine. */
    prompt_file: nullishString,
    /** A directory on the daemon's machine. */
    path: nullishString,
    backend: nullish(open(backends)),
    profile: nullishString,
    /** ISO 8601. Default: now, if there is no `cron`. */
    due_at: nullishString,
    /** Makes the job recurring. */
    cron: nullishString,
    result_surface: nullishString,
    process_scope: nullish(among(processScopes)),
    continuity: nullish(among(jobContinuities)),
  },
  { rules: [rule(rules.hasNotBoth, ["due_at", "cron"], "takes due_at or cron, not both")] },
);

/**
 * A job, or a recurring job. A recurring job has a `cron`. `view: "summary"` leaves most fields out.
 */
export const JobSchema: ObjectSchema<models.Job> = tolerant({
  /** `work-<12 hex>`. The same as `work_id`. */
  job_id: nullishString,
  work_id: nullishString,
  title: nullishString,
  kind: nullishString,
  /** For a recurring job: `"active"`, `"paused"` or `"cancelled"`. */
  state: open(jobStates),
  state_reason: nullishString,
  phase: nullishString,
  progress: nullishFreeForm,
  progress_events: nullishFreeForms,
  owner_peer_id: nullishString,
  assigned_peer_id: nullishString,
  repowire_session_id: nullishString,
  correlation_id: nullishString,
  circle: nullishString,
  created_by_peer_id: nullishString,
  source_kind: nullishString,
  source_id: nullishString,
  scope: nullishString,
  visibility: nullishString,
  /** ISO 8601. */
  created_at: nullishString,
  /** ISO 8601. */
  updated_at: nullishString,
  /** ISO 8601. */
  deadline_at: nullishString,
  /** ISO 8601. */
  expires_at: nullishString,
  /** ISO 8601. */
  due_at: nullishString,
  result_summary: nullishString,
  cancel_requested: nullishBoolean,
  /** ISO 8601. */
  cancel_requested_at: nullishString,
  cancel_requested_by_peer_id: nullishString,
  cancellation_reason: nullishString,
  protocol_cancel: nullishAnything,
  request: nullishFreeForm,
  provenance: nullishFreeForm,
  execution: nullishFreeForm,
  runner: nullishFreeForm,
  links: nullishAnything,
  /**
   * The id of a recurring job, `cal-<12 hex>`. The same as `recurring_id`. Only recurring jobs have this field
   * and the fields after it.
   */
  calendar_id: nullishString,
  recurring_id: nullishString,
  cron: nullishString,
  /** ISO 8601. */
  next_due_at: nullishString,
  last_occurrence_work_id: nullishString,
  /** ISO 8601. */
  last_materialized_at: nullishString,
});

/** The job that was created. */
export const CreateJobResultSchema: ObjectSchema<models.CreateJobResult> = tolerant({
  job_id: nullishString,
  work_id: nullishString,
  status: nullish(JobSchema),
  /** The id of the recurring job. Then this, `recurring_id` and `calendar` replace the fields above. */
  calendar_id: nullishString,
  recurring_id: nullishString,
  calendar: nullish(JobSchema),
});

/** The jobs to list. */
export const ListJobsParamsSchema: ObjectSchema<models.ListJobsParams> = closed({
  state: optional(among(jobStates)),
  owner_peer_id: optionalString,
  created_by_peer_id: optionalString,
  repowire_session_id: optionalString,
  circle: optionalString,
  /** Default: `"full"`. */
  view: optional(among(["full", "summary"])),
});

/** Jobs, and separately the recurring jobs. */
export const ListJobsResultSchema: ObjectSchema<models.ListJobsResult> = tolerant({
  work: list(JobSchema),
  recurring: nullish(list(JobSchema)),
});

/** The job to look up. */
export const JobIdParamsSchema: ObjectSchema<models.JobIdParams> = closed({
  /** The id of a job or of a recurring job. */
  work_id: jobId,
});

/** The progress of a job. */
export const UpdateJobParamsSchema: ObjectSchema<models.UpdateJobParams> = closed({
  work_id: jobId,
  state: among(jobStates),
  /**
   * `attempt-<12 hex>`, from `provenance.runner.current_attempt_id` of the job. You need it to end a job
   * that the daemon has handed out. The id of an earlier attempt is refused.
   */
  attempt_id: nullishString,
  state_reason: nullishString,
  phase: nullishString,
  progress: nullishFreeForm,
  progress_note: nullishString,
  result_summary: nullishString,
  result_data: nullishFreeForm,
  error: nullishFreeForm,
  artifacts: nullish(list(anything)),
  provenance: nullishFreeForm,
});

/** The job to run, and who requests it. */
export const RunJobParamsSchema: ObjectSchema<models.RunJobParams> = closed({
  work_id: jobId,
  requested_by_peer_id: nullishString,
});

/** The job to cancel, and the reason. */
export const CancelJobParamsSchema: ObjectSchema<models.CancelJobParams> = closed({
  work_id: jobId,
  requested_by_peer_id: nullishString,
  /** Default: `"cancel_requested"`. */
  reason: optionalString,
});

/** A job and its progress. */
export const JobStatusResultSchema: ObjectSchema<models.JobStatusResult> = tolerant({
  status: JobSchema,
});

/** The result of a job. */
export const JobOutcomeSchema: ObjectSchema<models.JobOutcome> = tolerant({
  job_id: nullishString,
  work_id: nullishString,
  state: nullishOpen(jobStates),
  summary: nullishString,
  data: nullishAnything,
  error: nullishAnything,
  artifacts: nullish(list(anything)),
  /** ISO 8601. */
  completed_at: nullishString,
  provenance: nullishFreeForm,
  /** `"not_ready"` for an open job, `"recurring_template"` for a recurring job. */
  result_state: nullishString,
  /** The job, if it is still open. */
  status: nullish(JobSchema),
  /** The recurring job. */
  calendar: nullish(JobSchema),
});

/** The result of a job, in its envelope. */
export const JobOutcomeResultSchema: ObjectSchema<models.JobOutcomeResult> = tolerant({
  result: JobOutcomeSchema,
});

/** A message to send later. Pass exactly one of `fire_at` and `cron`. */
export const CreateScheduleParamsSchema: ObjectSchema<models.CreateScheduleParams> = closed(
  {
    from_peer: peerReference,
    /** Prefer the peer id, because an ask to a display name is not listed as pending. */
    to_peer: peerReference,
    text: string,
    /** ISO 8601, in UTC if it has no offset. A time in the past fires at once. */
    fire_at: nullishString,
    cron: nullishString,
    /** Default: `"notify"`. */
    kind: optional(among(deliveryKinds)),
    circle: nullishString,
  },
  {
    rules: [
      rule(rules.hasExactlyOne, ["fire_at", "cron"], "needs exactly one of fire_at and cron"),
    ],
  },
);

/** A scheduled message. */
export const ScheduleSchema: ObjectSchema<models.Schedule> = tolerant({
  /** `sched-<8 hex>`. */
  schedule_id: string,
  from_peer: string,
  to_peer: string,
  text: string,
  /** ISO 8601. The next time it fires. */
  fire_at: string,
  kind: open(deliveryKinds),
  circle: nullishString,
  cron: nullishString,
  /** ISO 8601. */
  created_at: string,
});

/** The schedules to list. Default: all. */
export const ListSchedulesParamsSchema: ObjectSchema<models.ListSchedulesParams> = closed({
  from_peer: optionalString,
});

/** Schedules, the next one first. */
export const ListSchedulesResultSchema: ObjectSchema<models.ListSchedulesResult> = tolerant({
  schedules: list(ScheduleSchema),
});

/** The schedule to delete. */
export const DeleteScheduleParamsSchema: ObjectSchema<models.DeleteScheduleParams> = closed({
  schedule_id: pathSegment("a schedule id"),
});

/** The schedule was deleted. */
export const DeleteScheduleResultSchema: ObjectSchema<models.DeleteScheduleResult> = tolerant({
  /** Go sends `status: "ok"` instead. */
  ok: nullishBoolean,
  status: nullishString,
});

/** Routes about jobs and schedules. */
export const jobEndpoints = endpointTable({
  /** Creates a job. It runs now, later or repeatedly. */
  createJob: {
    method: "POST",
    path: "/jobs",
    errors: [400, 404, 409],
    aliases: [{ method: "POST", path: "/work" }],
    params: CreateJobParamsSchema,
    result: CreateJobResultSchema,
    actsTwice: true,
  },
  /** Lists jobs. */
  listJobs: {
    method: "GET",
    path: "/jobs",
    errors: [400],
    aliases: [{ method: "GET", path: "/work" }],
    params: ListJobsParamsSchema,
    result: ListJobsResultSchema,
  },
  /** Gets one job. */
  getJob: {
    method: "GET",
    path: "/jobs/{work_id}",
    errors: [404],
    aliases: [
      { method: "GET", path: "/jobs/{work_id}/status" },
      { method: "GET", path: "/work/{work_id}/status" },
    ],
    params: JobIdParamsSchema,
    result: JobStatusResultSchema,
  },
  /** Sets the progress of a job. */
  updateJob: {
    method: "PATCH",
    path: "/jobs/{work_id}",
    errors: [400, 404, 409],
    aliases: [{ method: "PATCH", path: "/work/{work_id}" }],
    params: UpdateJobParamsSchema,
    result: JobStatusResultSchema,
    actsTwice: true,
  },
  /** Runs a job that is waiting or has failed. */
  runJob: {
    method: "POST",
    path: "/jobs/{work_id}/run",
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/work/{work_id}/run" }],
    params: RunJobParamsSchema,
    result: JobStatusResultSchema,
    actsTwice: true,
  },
  /** Runs a failed job again. */
  retryJob: {
    method: "POST",
    path: "/jobs/{work_id}/retry",
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/work/{work_id}/retry" }],
    params: RunJobParamsSchema,
    result: JobStatusResultSchema,
    actsTwice: true,
  },
  /** Returns the result of a job. */
  jobResult: {
    method: "GET",
    path: "/jobs/{work_id}/result",
    errors: [404],
    aliases: [{ method: "GET", path: "/work/{work_id}/result" }],
    params: JobIdParamsSchema,
    result: JobOutcomeResultSchema,
  },
  /** Cancels a job or a recurring job. */
  cancelJob: {
    method: "POST",
    path: "/jobs/{work_id}/cancel",
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/work/{work_id}/cancel" }],
    params: CancelJobParamsSchema,
    result: JobStatusResultSchema,
  },
  /** Schedules a message, once or repeatedly. */
  createSchedule: {
    method: "POST",
    path: "/schedules",
    errors: [400],
    params: CreateScheduleParamsSchema,
    result: ScheduleSchema,
    actsTwice: true,
  },
  /** Lists the schedules, the next one first. */
  listSchedules: {
    method: "GET",
    path: "/schedules",
    params: ListSchedulesParamsSchema,
    result: ListSchedulesResultSchema,
  },
  /** Deletes a schedule. */
  deleteSchedule: {
    method: "DELETE",
    path: "/schedules/{schedule_id}",
    errors: [404],
    params: DeleteScheduleParamsSchema,
    result: DeleteScheduleResultSchema,
  },
});
