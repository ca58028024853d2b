import type { JobState, ResultOf } from "@repowire/protocol";
import { jobStates } from "@repowire/protocol/guards";
import { isRecord, withAllKeysSorted, words } from "../../support.ts";
import { Cron, CronError } from "../cron.ts";
import type { Daemon, Route } from "../daemon.ts";
import { peersNamed } from "../peers/registry.ts";
import { refuse } from "../refusal.ts";
import {
  type Execution,
  type Job,
  type JsonObject,
  type RecurringJob,
  newRecurringJob,
} from "../state.ts";
import { announceJob, setJobState } from "./announcements.ts";
import { executionOf } from "./execution.ts";
import { checkRunner, currentAttempt, isFinal, runnerOf } from "./job.ts";
import { releaseAgent } from "./release.ts";
import { addJob, dispatchJob, wakeRunner } from "./runner.ts";

type Listed = ResultOf<"listJobs">;

export const createJob: Route<"createJob"> = (daemon, params) => {
  if (params.due_at != null && params.cron != null) refuse(400, "provide due_at or cron, not both");
  const assigned_peer_id = assigneeOf(daemon, params.assigned_peer_id, params.circle);
  const execution = executionOf(daemon, params, assigned_peer_id);
  const job = {
    ...params,
    title: params.title ?? "",
    kind: textOr(daemon, params.kind, "general"),
    assigned_peer_id,
    visibility: textOr(daemon, params.visibility, "circle"),
    request: { ...params.request, execution },
    provenance: { ...params.provenance },
  };
  if (params.cron == null) {
    const added = addJob(daemon, job);
    const { work_id } = added;
    const created = { job_id: work_id, work_id, status: showJob(added) };
    wakeRunner(daemon);
    return created;
  }
  const now = daemon.timestamp();
  const { cron, next } = readCron(params.cron, daemon.now());
  const calendar_id = `cal-${daemon.ids.hex(12)}`;
  const due = { cron: cron.expression, next_due_at: daemon.write(next) };
  const recurring = newRecurringJob(calendar_id, now, { ...job, ...due });
  daemon.state.recurring_jobs.set(calendar_id, recurring);
  wakeRunner(daemon);
  return { calendar_id, recurring_id: calendar_id, calendar: showRecurring(recurring) };
};

export const listJobs: Route<"listJobs"> = (daemon, params) => {
  const { jobs, recurring_jobs } = daemon.state;
  const filters = daemon.facts.emptyIsMissing ? withoutEmpty(params) : params;
  const { state, view } = filters as { state?: string; view?: string };
  if (state !== undefined) checkState(daemon, state);
  if (view !== undefined && !["full", "summary"].includes(view)) {
    refuse(400, "view must be one of: full, summary");
  }
  const fits = (job: JsonObject) =>
    (["state", "owner_peer_id", "created_by_peer_id", "circle"] as const).every(
      (key) => filters[key] === undefined || job[key] === filters[key],
    );
  const work = [...jobs.values()]
    .sort((left, right) => (left.updated_at < right.updated_at ? 1 : -1))
    .filter((job) => fits(job as unknown as JsonObject))
    .filter(
      (job) =>
        filters.repowire_session_id === undefined ||
        job.repowire_session_id === filters.repowire_session_id,
    )
    .map(storedJob);
  // Jobs and recurring jobs share only the state "cancelled".
  const recurring =
    state === undefined || state === "cancelled"
      ? [...recurring_jobs.values()]
          .sort((left, right) => (left.next_due_at < right.next_due_at ? -1 : 1))
          .filter((job) => fits(job as unknown as JsonObject))
          .map(storedRecurring)
      : [];
  if (view !== "summary") return { work, recurring } as Listed;
  return { work: work.map(summary), recurring: recurring.map(summary) } as unknown as Listed;
};

export const getJob: Route<"getJob"> = (daemon, { work_id }) => {
  if (isRecurring(work_id)) return { status: storedRecurring(knownRecurring(daemon, work_id)) };
  return { status: storedJob(knownJob(daemon, work_id)) };
};

export const jobResult: Route<"jobResult"> = (daemon, { work_id }) => {
  if (isRecurring(work_id)) {
    const calendar = storedRecurring(knownRecurring(daemon, work_id));
    return { result: { result_state: "recurring_template", calendar } };
  }
  const job = knownJob(daemon, work_id);
  const id = { job_id: work_id, work_id };
  if (!isFinal(job.state)) {
    return { result: { ...id, result_state: "not_ready", status: storedJob(job) } };
  }
  const { state, result_summary, result_data, error, artifacts, completed_at, provenance } = job;
  const result = { ...id, state, summary: result_summary, data: result_data };
  return { result: { ...result, error, artifacts, completed_at, provenance } };
};

export const updateJob: Route<"updateJob"> = (daemon, params) => {
  const { work_id, attempt_id } = params;
  const state = checkState(daemon, params.state);
  const job = daemon.state.jobs.get(work_id) ?? refuse(404, `No work: ${work_id}`);
  const ends = ["completed", "failed", "cancelled"].includes(state);
  if (ends) checkRunner(daemon, job, "agent");
  const current = currentAttempt(job);
  if (current && ends) {
    if (!attempt_id) refuse(400, "attempt_id is required for runner-managed job updates");
    if (attempt_id !== current.attempt_id) refuse(409, "stale attempt_id");
  }
  if (isFinal(job.state) && state !== job.state) {
    const words = `terminal work ${work_id} is already ${job.state}`;
    refuse(400, `${words}; terminal state cannot be changed`);
  }
  const now = daemon.timestamp();
  if (params.progress_note) {
    const phase = params.phase ?? job.phase;
    job.progress_events.push({ at: now, note: params.progress_note, phase, state });
  }
  setJobState(daemon, job, {
    state,
    state_reason: params.state_reason ?? null,
    phase: params.phase ?? null,
    progress: params.progress ?? job.progress,
    result_summary: params.result_summary ?? job.result_summary,
    result_data: params.result_data ?? job.result_data,
    error: params.error ?? job.error,
    artifacts: params.artifacts ?? job.artifacts,
    provenance: params.provenance ?? job.provenance,
  });
  if (isFinal(state)) {
    checkRunner(daemon, job, "agent");
    releaseAgent(daemon, job, state);
  }
  return { status: storedJob(job) };
};

export const runJob: Route<"runJob"> = async (daemon, { work_id }) => {
  return runAgain(daemon, work_id, "run", ["queued", "failed", "unavailable"]);
};

export const retryJob: Route<"retryJob"> = async (daemon, { work_id }) => {
  return runAgain(daemon, work_id, "retried", ["failed", "unavailable", "delivered"]);
};

export const cancelJob: Route<"cancelJob"> = (daemon, params) => {
  const { work_id, requested_by_peer_id = null } = params;
  const reason = textOr(daemon, params.reason, "cancel_requested");
  const now = daemon.timestamp();
  if (isRecurring(work_id)) {
    const recurring = knownRecurring(daemon, work_id);
    recurring.state = "cancelled";
    recurring.provenance = { ...recurring.provenance, cancel_reason: reason };
    recurring.updated_at = now;
    return { status: storedRecurring(recurring) };
  }
  const job = knownJob(daemon, work_id);
  const before = job.state;
  job.cancel_requested = true;
  job.cancel_requested_at = (isFinal(before) && job.cancel_requested_at) || now;
  job.cancel_requested_by_peer_id =
    (isFinal(before) && job.cancel_requested_by_peer_id) || requested_by_peer_id;
  job.cancellation_reason = (isFinal(before) && job.cancellation_reason) || reason;
  job.updated_at = now;
  if (before === "queued") {
    Object.assign(job, { state: "cancelled", state_reason: reason, completed_at: now });
  } else if (!isFinal(before)) {
    job.state_reason = reason;
    const { cancelEndsJobs } = daemon.facts;
    checkRunner(daemon, job, "agent");
    if (!cancelEndsJobs) noteProtocolCancel(daemon, job);
    const isReleased = releaseAgent(daemon, job, "cancel_requested");
    const { current_attempt_id } = runnerOf(job);
    const isUnderWay = typeof current_attempt_id === "string" && current_attempt_id !== "";
    if (cancelEndsJobs ? isUnderWay : isReleased) {
      Object.assign(job, { state: "cancelled", phase: "cancelled", completed_at: now });
      if (cancelEndsJobs) job.state_reason = params.reason ?? "";
    }
  }
  announceJob(daemon, job, before);
  return { status: storedJob(job) };
};

/** Without the broker, agents cannot be told to stop. The daemon records that it could not. */
function noteProtocolCancel(daemon: Daemon, job: Job): void {
  const protocol_cancel = {
    attempted: false,
    status: "unavailable",
    ...(job.assigned_peer_id
      ? { reason: "no_active_acp_client", peer_id: job.assigned_peer_id }
      : { reason: "no_assigned_peer" }),
  };
  const attempts = (job.provenance["protocol_cancel_attempts"] as JsonObject[] | undefined) ?? [];
  job.provenance = {
    ...job.provenance,
    protocol_cancel,
    protocol_cancel_attempts: [...attempts, protocol_cancel].slice(-10),
  };
}

async function runAgain(
  daemon: Daemon,
  work_id: string,
  verb: "run" | "retried",
  from: readonly JobState[],
): Promise<{ status: ReturnType<typeof storedJob> }> {
  if (isRecurring(work_id)) refuse(409, `Recurring job templates cannot be ${verb}`);
  const job = knownJob(daemon, work_id);
  if (!from.includes(job.state)) refuse(409, `Job cannot be ${verb} from state ${job.state}`);
  checkRunner(daemon, job, "attempts");
  await dispatchJob(daemon, job);
  return { status: storedJob(job) };
}

function assigneeOf(
  daemon: Daemon,
  identifier: string | null | undefined,
  circle: string | null | undefined,
): string | null {
  if (!identifier) return null;
  if (identifier.startsWith("repow-")) return identifier;
  const named = peersNamed(daemon, identifier).filter(
    (peer) => circle == null || peer.circle === circle,
  );
  if (named.length === 0) refuse(404, { error: "assigned_peer_not_found", peer: identifier });
  if (named.length === 1) return named[0]!.peer_id;
  const candidates = named.map(({ peer_id, display_name, circle: home }) => ({
    peer_id,
    display_name,
    circle: home,
  }));
  refuse(409, { error: "ambiguous_assigned_peer", peer: identifier, candidates });
}

/** A text, or the usual one if it is missing. */
function textOr(daemon: Daemon, text: string | null | undefined, usual: string): string {
  return text == null || (text === "" && daemon.facts.emptyIsMissing) ? usual : text;
}

function withoutEmpty<Params extends object>(params: Params): Partial<Params> {
  const entries = Object.entries(params).filter(([, value]) => value !== "");
  return Object.fromEntries(entries) as Partial<Params>;
}

function knownJob(daemon: Daemon, workId: string): Job {
  return daemon.state.jobs.get(workId) ?? refuse(404, `No work: ${workId}`);
}

function knownRecurring(daemon: Daemon, calendarId: string): RecurringJob {
  const { recurring_jobs } = daemon.state;
  return recurring_jobs.get(calendarId) ?? refuse(404, `No recurring job: ${calendarId}`);
}

function isRecurring(id: string): boolean {
  return id.startsWith("cal-");
}

function checkState(daemon: Daemon, state: string): JobState {
  const known = [...jobStates].sort();
  if ((known as readonly string[]).includes(state)) return state as JobState;
  refuse(400, daemon.facts.oneOf("state", known, state));
}

function readCron(text: string, now: number): { cron: Cron; next: number } {
  try {
    const cron = new Cron(text);
    return { cron, next: cron.after(now) };
  } catch (error) {
    if (error instanceof CronError) refuse(400, error.message);
    throw error;
  }
}

function showJob(job: Job) {
  const hidden = ["request", "provenance", "result_data", "error", "artifacts", "completed_at"];
  const { work_id, request, provenance } = job;
  const { execution } = request;
  return {
    job_id: work_id,
    ...without(job, hidden),
    protocol_cancel: provenance["protocol_cancel"] ?? null,
    request,
    provenance,
    execution,
    runner: isRecord(provenance["runner"]) ? provenance["runner"] : {},
    due_at: (execution.schedule["due_at"] as string | undefined) ?? null,
    links: provenance["links"] ?? {},
  } as Job & JsonObject;
}

function showRecurring({ calendar_id, request, provenance, ...job }: RecurringJob) {
  const dates = ["last_occurrence_work_id", "last_materialized_at", "created_at", "updated_at"];
  const { execution } = request;
  const shown = { ...without(job, dates), request, provenance, execution };
  return { calendar_id, recurring_id: calendar_id, ...shown, ...job };
}

const storedJob = (job: Job) => sortedWithin(showJob(job));
const storedRecurring = (job: RecurringJob) => sortedWithin(showRecurring(job));

/** A job as it is read from the disk, on which the keys of its objects are sorted. */
function sortedWithin<Shown extends object>(shown: Shown): Shown {
  const entries = Object.entries(shown).map(([key, value]) => [key, withAllKeysSorted(value)]);
  return Object.fromEntries(entries) as Shown;
}

/** The keys of jobs and recurring jobs in summaries, in the daemon's order. */
const summaryKeys = words(`
  job_id work_id calendar_id recurring_id title kind state state_reason phase owner_peer_id
  assigned_peer_id repowire_session_id correlation_id circle created_by_peer_id source_kind source_id
  scope visibility created_at updated_at deadline_at expires_at due_at cron next_due_at
  last_occurrence_work_id last_materialized_at result_summary cancel_requested cancel_requested_at
  cancel_requested_by_peer_id cancellation_reason
`);

function summary(job: JsonObject): JsonObject {
  const kept = summaryKeys.filter((key) => key in job).map((key) => [key, job[key]] as const);
  const { target, delivery, process_scope, continuity } = job["execution"] as Execution;
  const execution = { target, delivery, process_scope, continuity };
  return { ...Object.fromEntries(kept), execution };
}

function without<Value extends object>(value: Value, keys: readonly string[]): Partial<Value> {
  const entries = Object.entries(value).filter(([key]) => !keys.includes(key));
  return Object.fromEntries(entries) as Partial<Value>;
}
