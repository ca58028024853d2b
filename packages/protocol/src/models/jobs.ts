import * as rules from "../checks.ts";
import * as s from "../schema.ts";
import * as words from "../words.ts";
import { route } from "./route.ts";

/** The id of a job in the path. */
const jobId = s.pathSegment("a job id");

/** A job to create. It runs now, later or repeatedly. */
export const CreateJobParams = s.closed(
  {
    title: s.optionalString,
    /** Default: `"general"`. */
    kind: s.optionalString,
    created_by_peer_id: s.nullishString,
    owner_peer_id: s.nullishString,
    /** A peer id or display name. If the peer is connected, it gets the job at once, as an ask. */
    assigned_peer_id: s.nullishString,
    repowire_session_id: s.nullishString,
    correlation_id: s.nullishString,
    circle: s.nullishString,
    source_kind: s.nullishString,
    source_id: s.nullishString,
    scope: s.nullishString,
    /** Default: `"circle"`. */
    visibility: s.optionalString,
    request: s.optionalFreeForm,
    deadline_at: s.nullishString,
    expires_at: s.nullishString,
    provenance: s.optionalFreeForm,
    prompt: s.nullishString,
    /** A path on the daemon's machine. */
    prompt_file: s.nullishString,
    /** A directory on the daemon's machine. */
    path: s.nullishString,
    backend: s.nullish(s.open("backends")),
    profile: s.nullishString,
    /** ISO 8601. Default: now, if there is no `cron`. */
    due_at: s.nullishString,
    /** Makes the job recurring. */
    cron: s.nullishString,
    result_surface: s.nullishString,
    process_scope: s.nullish(s.among(words.processScopes)),
    continuity: s.nullish(s.among(words.jobContinuities)),
  },
  s.rule(rules.hasNotBoth, ["due_at", "cron"], "takes due_at or cron, not both"),
);

/**
 * A job, or a recurring job. A recurring job has a `cron`. `view: "summary"` leaves most fields out.
 */
export const Job = s.tolerant({
  /** `work-<12 hex>`. The same as `work_id`. */
  job_id: s.nullishString,
  work_id: s.nullishString,
  title: s.nullishString,
  kind: s.nullishString,
  /** For a recurring job: `"active"`, `"paused"` or `"cancelled"`. */
  state: s.open("jobStates"),
  state_reason: s.nullishString,
  phase: s.nullishString,
  progress: s.nullishFreeForm,
  progress_events: s.nullishFreeForms,
  owner_peer_id: s.nullishString,
  assigned_peer_id: s.nullishString,
  repowire_session_id: s.nullishString,
  correlation_id: s.nullishString,
  circle: s.nullishString,
  created_by_peer_id: s.nullishString,
  source_kind: s.nullishString,
  source_id: s.nullishString,
  scope: s.nullishString,
  visibility: s.nullishString,
  created_at: s.nullishString,
  updated_at: s.nullishString,
  deadline_at: s.nullishString,
  expires_at: s.nullishString,
  due_at: s.nullishString,
  result_summary: s.nullishString,
  cancel_requested: s.nullishBoolean,
  cancel_requested_at: s.nullishString,
  cancel_requested_by_peer_id: s.nullishString,
  cancellation_reason: s.nullishString,
  protocol_cancel: s.nullishAnything,
  request: s.nullishFreeForm,
  provenance: s.nullishFreeForm,
  execution: s.nullishFreeForm,
  runner: s.nullishFreeForm,
  links: s.nullishAnything,
  /**
   * The id of a recurring job, `cal-<12 hex>`. The same as `recurring_id`. Only recurring jobs have this field
   * and the fields after it.
   */
  calendar_id: s.nullishString,
  recurring_id: s.nullishString,
  cron: s.nullishString,
  next_due_at: s.nullishString,
  last_occurrence_work_id: s.nullishString,
  last_materialized_at: s.nullishString,
});

/** The job that was created. */
export const CreateJobResult = s.tolerant({
  job_id: s.nullishString,
  work_id: s.nullishString,
  status: s.nullish(Job),
  /** The id of the recurring job. Then this, `recurring_id` and `calendar` replace the fields above. */
  calendar_id: s.nullishString,
  recurring_id: s.nullishString,
  calendar: s.nullish(Job),
});

/** The jobs to list. */
export const ListJobsParams = s.closed({
  state: s.optional(s.among(words.jobStates)),
  owner_peer_id: s.optionalString,
  created_by_peer_id: s.optionalString,
  repowire_session_id: s.optionalString,
  /** Lists only jobs of this circle. */
  circle: s.optionalString,
  /** Default: `"full"`. */
  view: s.optional(s.among(["full", "summary"])),
});

/** Jobs, and separately the recurring jobs. */
export const ListJobsResult = s.tolerant({
  work: s.list(Job),
  recurring: s.nullish(s.list(Job)),
});

/** The job to look up. */
export const JobIdParams = s.closed({
  /** The id of a job or of a recurring job. */
  work_id: jobId,
});

/** The progress of a job. */
export const UpdateJobParams = s.closed({
  work_id: jobId,
  state: s.among(words.jobStates),
  /**
   * `attempt-<12 hex>`, from `provenance.runner.current_attempt_id` of the job. You need it to end a job
   * that the daemon has handed out. The id of an earlier attempt is refused.
   */
  attempt_id: s.nullishString,
  state_reason: s.nullishString,
  phase: s.nullishString,
  progress: s.nullishFreeForm,
  progress_note: s.nullishString,
  result_summary: s.nullishString,
  result_data: s.nullishFreeForm,
  error: s.nullishFreeForm,
  artifacts: s.nullish(s.list(s.anything)),
  provenance: s.nullishFreeForm,
});

/** The job to run, and who requests it. */
export const RunJobParams = s.closed({
  work_id: jobId,
  requested_by_peer_id: s.nullishString,
});

/** The job to cancel, and the reason. */
export const CancelJobParams = s.closed({
  work_id: jobId,
  requested_by_peer_id: s.nullishString,
  /** Default: `"cancel_requested"`. */
  reason: s.optionalString,
});

/** A job and its progress. */
export const JobStatusResult = s.tolerant({ status: Job });

/** The result of a job. */
export const JobOutcome = s.tolerant({
  job_id: s.nullishString,
  work_id: s.nullishString,
  state: s.nullishOpen("jobStates"),
  summary: s.nullishString,
  data: s.nullishAnything,
  error: s.nullishAnything,
  artifacts: s.nullish(s.list(s.anything)),
  completed_at: s.nullishString,
  provenance: s.nullishFreeForm,
  /** `"not_ready"` for an open job, `"recurring_template"` for a recurring job. */
  result_state: s.nullishString,
  /** The job, if it is still open. */
  status: s.nullish(Job),
  calendar: s.nullish(Job),
});

/** The result of a job, in its envelope. */
export const JobOutcomeResult = s.tolerant({ result: JobOutcome });

/** A message to send later. Pass exactly one of `fire_at` and `cron`. */
export const CreateScheduleParams = s.closed(
  {
    from_peer: s.peerReference,
    /** Prefer the peer id, because an ask to a display name is not listed as pending. */
    to_peer: s.peerReference,
    text: s.string,
    /** ISO 8601, in UTC if it has no offset. A time in the past fires at once. */
    fire_at: s.nullishString,
    cron: s.nullishString,
    /** Default: `"notify"`. */
    kind: s.optional(s.among(words.deliveryKinds)),
    circle: s.nullishString,
  },
  s.rule(rules.hasExactlyOne, ["fire_at", "cron"], "needs exactly one of fire_at and cron"),
);

/** A scheduled message. */
export const Schedule = s.tolerant({
  /** `sched-<8 hex>`. */
  schedule_id: s.string,
  from_peer: s.string,
  to_peer: s.string,
  text: s.string,
  /** ISO 8601. The next time it fires. */
  fire_at: s.string,
  kind: s.open("deliveryKinds"),
  circle: s.nullishString,
  cron: s.nullishString,
  created_at: s.string,
});

/** The schedules to list. Default: all. */
export const ListSchedulesParams = s.closed({ from_peer: s.optionalString });

/** Schedules, the next one first. */
export const ListSchedulesResult = s.tolerant({ schedules: s.list(Schedule) });

/** The schedule to delete. */
export const DeleteScheduleParams = s.closed({
  schedule_id: s.pathSegment("a schedule id"),
});

/** The schedule was deleted. */
export const DeleteScheduleResult = s.tolerant({
  /** Go sends `status: "ok"` instead. */
  ok: s.nullishBoolean,
  status: s.nullishString,
});

/** Routes about jobs and schedules. */
export const jobEndpoints = {
  /** Creates a job. It runs now, later or repeatedly. */
  createJob: route("POST /jobs", CreateJobParams, CreateJobResult, {
    errors: [400, 404, 409],
    aliases: [{ method: "POST", path: "/work" }],
    actsTwice: true,
  }),
  /** Lists jobs. */
  listJobs: route("GET /jobs", ListJobsParams, ListJobsResult, {
    errors: [400],
    aliases: [{ method: "GET", path: "/work" }],
  }),
  /** Gets one job. */
  getJob: route("GET /jobs/{work_id}", JobIdParams, JobStatusResult, {
    errors: [404],
    aliases: [
      { method: "GET", path: "/jobs/{work_id}/status" },
      { method: "GET", path: "/work/{work_id}/status" },
      { method: "GET", path: "/work/{work_id}", daemons: ["go"] },
      { method: "GET", path: "/work/{work_id}/", daemons: ["go"] },
      { method: "GET", path: "/jobs/{work_id}/", daemons: ["go"] },
    ],
  }),
  /** Sets the progress of a job. */
  updateJob: route("PATCH /jobs/{work_id}", UpdateJobParams, JobStatusResult, {
    errors: [400, 404, 409],
    aliases: [
      { method: "PATCH", path: "/work/{work_id}" },
      { method: "PATCH", path: "/work/{work_id}/", daemons: ["go"] },
      { method: "PATCH", path: "/jobs/{work_id}/", daemons: ["go"] },
    ],
    actsTwice: true,
  }),
  /** Runs a job that is waiting or has failed. */
  runJob: route("POST /jobs/{work_id}/run", RunJobParams, JobStatusResult, {
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/work/{work_id}/run" }],
    actsTwice: true,
  }),
  /** Runs a failed job again. */
  retryJob: route("POST /jobs/{work_id}/retry", RunJobParams, JobStatusResult, {
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/work/{work_id}/retry" }],
    actsTwice: true,
  }),
  /** Returns the result of a job. */
  jobResult: route("GET /jobs/{work_id}/result", JobIdParams, JobOutcomeResult, {
    errors: [404],
    aliases: [{ method: "GET", path: "/work/{work_id}/result" }],
  }),
  /** Cancels a job or a recurring job. */
  cancelJob: route("POST /jobs/{work_id}/cancel", CancelJobParams, JobStatusResult, {
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/work/{work_id}/cancel" }],
  }),
  /** Schedules a message, once or repeatedly. */
  createSchedule: route("POST /schedules", CreateScheduleParams, Schedule, {
    errors: [400],
    actsTwice: true,
  }),
  /** Lists the schedules, the next one first. */
  listSchedules: route("GET /schedules", ListSchedulesParams, ListSchedulesResult),
  /** Deletes a schedule. */
  deleteSchedule: route(
    "DELETE /schedules/{schedule_id}",
    DeleteScheduleParams,
    DeleteScheduleResult,
    { errors: [404] },
  ),
};
