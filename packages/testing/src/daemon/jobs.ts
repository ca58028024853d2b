import { type JobState, type ParamsOf, type ResultOf, jobStates } from "@repowire/protocol";

import type { Core } from "./core.ts";
import { Cron, CronError } from "./cron.ts";
import type { JobNews } from "./job-news.ts";
import { JobRelease } from "./job-release.ts";
import type { JobRunner } from "./job-runner.ts";
import { executionOf } from "./job-execution.ts";
import { type Job, type RecurringJob, currentAttempt, isFinal } from "./job.ts";
import type { Launcher } from "./launcher.ts";
import { quotedList, quoted } from "./names.ts";
import type { Peers } from "./peers.ts";
import { refuse } from "./refusal.ts";

type Free = Record<string, unknown>;

type Listed = ResultOf<"listJobs">;

/** The routes of jobs; the runner sends them on their way. */
export class Jobs {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #runner: JobRunner;
  readonly #news: JobNews;
  readonly #release: JobRelease;

  constructor(parts: {
    core: Core;
    peers: Peers;
    launcher: Launcher;
    jobRunner: JobRunner;
    jobNews: JobNews;
  }) {
    this.#core = parts.core;
    this.#peers = parts.peers;
    this.#runner = parts.jobRunner;
    this.#news = parts.jobNews;
    this.#release = new JobRelease(parts.core, parts.peers, parts.launcher);
  }

  create(params: ParamsOf<"createJob">): ResultOf<"createJob"> {
    if (params.due_at != null && params.cron != null)
      refuse(400, "provide due_at or cron, not both");
    const assigned_peer_id = this.#assignee(params.assigned_peer_id, params.circle);
    const { state, ids } = this.#core;
    const execution = executionOf(params, assigned_peer_id);
    const now = this.#core.timestamp();
    const base = {
      title: params.title ?? "",
      kind: params.kind ?? "general",
      created_by_peer_id: params.created_by_peer_id ?? null,
      owner_peer_id: params.owner_peer_id ?? null,
      assigned_peer_id,
      circle: params.circle ?? null,
      source_kind: params.source_kind ?? null,
      source_id: params.source_id ?? null,
      scope: params.scope ?? null,
      visibility: params.visibility ?? "circle",
      request: { ...params.request, execution },
      provenance: { ...params.provenance },
      created_at: now,
      updated_at: now,
    };
    if (params.cron != null) {
      const cron = readCron(params.cron);
      const recurring: RecurringJob = {
        ...base,
        calendar_id: `cal-${ids.hex(12)}`,
        state: "active",
        cron: cron.expression,
        next_due_at: this.#core.write(cron.after(this.#core.now())),
        last_occurrence_work_id: null,
        last_materialized_at: null,
      };
      state.recurring_jobs.set(recurring.calendar_id, recurring);
      this.#runner.wake();
      const { calendar_id } = recurring;
      return { calendar_id, recurring_id: calendar_id, calendar: showRecurring(recurring) };
    }
    const job = this.#runner.add({
      ...base,
      repowire_session_id: params.repowire_session_id ?? null,
      correlation_id: params.correlation_id ?? null,
      deadline_at: params.deadline_at ?? null,
      expires_at: params.expires_at ?? null,
    });
    const created = { job_id: job.work_id, work_id: job.work_id, status: showJob(job) };
    this.#runner.wake();
    return created;
  }

  list(params: ParamsOf<"listJobs">): Listed {
    const { jobs, recurring_jobs } = this.#core.state;
    const { state, view } = params as { state?: string; view?: string };
    if (state !== undefined) checkState(state);
    if (view !== undefined && !["full", "summary"].includes(view)) {
      refuse(400, "view must be one of: full, summary");
    }
    const fits = (job: Free) =>
      (["state", "owner_peer_id", "created_by_peer_id", "circle"] as const).every(
        (key) => params[key] === undefined || job[key] === params[key],
      );
    const work = [...jobs.values()]
      .sort((left, right) => (left.updated_at < right.updated_at ? 1 : -1))
      .filter((job) => fits(job as unknown as Free))
      .filter(
        (job) =>
          params.repowire_session_id === undefined ||
          job.repowire_session_id === params.repowire_session_id,
      )
      .map(showJob);
    // The states of jobs and of recurring ones have only "cancelled" in common.
    const recurring =
      state === undefined || state === "cancelled"
        ? [...recurring_jobs.values()]
            .sort((left, right) => (left.next_due_at < right.next_due_at ? -1 : 1))
            .filter((job) => fits(job as unknown as Free))
            .map(showRecurring)
        : [];
    if (view !== "summary") return { work, recurring } as Listed;
    return { work: work.map(summary), recurring: recurring.map(summary) } as unknown as Listed;
  }

  get({ work_id }: ParamsOf<"getJob">): ResultOf<"getJob"> {
    if (isRecurring(work_id)) return { status: showRecurring(this.#recurring(work_id)) };
    return { status: showJob(this.#job(work_id)) };
  }

  result({ work_id }: ParamsOf<"jobResult">): ResultOf<"jobResult"> {
    if (isRecurring(work_id)) {
      const calendar = showRecurring(this.#recurring(work_id));
      return { result: { result_state: "recurring_template", calendar } };
    }
    const job = this.#job(work_id);
    const id = { job_id: work_id, work_id };
    if (!isFinal(job.state)) {
      return { result: { ...id, result_state: "not_ready", status: showJob(job) } };
    }
    const { state, result_summary, result_data, error, artifacts, completed_at, provenance } = job;
    const result = { ...id, state, summary: result_summary, data: result_data };
    return { result: { ...result, error, artifacts, completed_at, provenance } };
  }

  update(params: ParamsOf<"updateJob">): ResultOf<"updateJob"> {
    const { work_id, attempt_id } = params;
    const state = checkState(params.state);
    const job = this.#core.state.jobs.get(work_id) ?? refuse(404, `No work: ${work_id}`);
    const current = currentAttempt(job);
    if (current && ["completed", "failed", "cancelled"].includes(state)) {
      if (!attempt_id) refuse(400, "attempt_id is required for runner-managed job updates");
      if (attempt_id !== current.attempt_id) refuse(409, "stale attempt_id");
    }
    if (isFinal(job.state) && state !== job.state) {
      const words = `terminal work ${work_id} is already ${job.state}`;
      refuse(400, `${words}; terminal state cannot be changed`);
    }
    const before = job.state;
    const now = this.#core.timestamp();
    if (params.progress_note) {
      const phase = params.phase ?? job.phase;
      job.progress_events.push({ at: now, note: params.progress_note, phase, state });
    }
    Object.assign(job, {
      state,
      state_reason: params.state_reason ?? null,
      phase: params.phase ?? null,
      progress: params.progress ?? job.progress,
      result_summary: params.result_summary ?? job.result_summary,
      result_data: params.result_data ?? job.result_data,
      error: params.error ?? job.error,
      artifacts: params.artifacts ?? job.artifacts,
      provenance: params.provenance ?? job.provenance,
      completed_at: job.completed_at ?? (isFinal(state) ? now : null),
      updated_at: now,
    });
    this.#news.announce(job, before);
    if (isFinal(state)) this.#release.release(job, state);
    return { status: showJob(job) };
  }

  async run({ work_id }: ParamsOf<"runJob">): Promise<ResultOf<"runJob">> {
    return this.#runAgain(work_id, "run", ["queued", "failed", "unavailable"]);
  }

  async retry({ work_id }: ParamsOf<"retryJob">): Promise<ResultOf<"retryJob">> {
    return this.#runAgain(work_id, "retried", ["failed", "unavailable", "delivered"]);
  }

  cancel(params: ParamsOf<"cancelJob">): ResultOf<"cancelJob"> {
    const { work_id, requested_by_peer_id = null, reason = "cancel_requested" } = params;
    const now = this.#core.timestamp();
    if (isRecurring(work_id)) {
      const recurring = this.#recurring(work_id);
      recurring.state = "cancelled";
      recurring.provenance = { ...recurring.provenance, cancel_reason: reason };
      recurring.updated_at = now;
      return { status: showRecurring(recurring) };
    }
    const job = this.#job(work_id);
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
      this.#noteProtocolCancel(job);
      if (this.#release.release(job, "cancel_requested")) {
        Object.assign(job, { state: "cancelled", phase: "cancelled", completed_at: now });
      }
    }
    this.#news.announce(job, before);
    return { status: showJob(job) };
  }

  /** Agents without the broker cannot be told to stop; the daemon notes that it could not. */
  #noteProtocolCancel(job: Job): void {
    const protocol_cancel = {
      attempted: false,
      status: "unavailable",
      ...(job.assigned_peer_id
        ? { reason: "no_active_acp_client", peer_id: job.assigned_peer_id }
        : { reason: "no_assigned_peer" }),
    };
    const attempts = (job.provenance["protocol_cancel_attempts"] as Free[] | undefined) ?? [];
    job.provenance = {
      ...job.provenance,
      protocol_cancel,
      protocol_cancel_attempts: [...attempts, protocol_cancel].slice(-10),
    };
  }

  async #runAgain(
    work_id: string,
    verb: "run" | "retried",
    from: readonly JobState[],
  ): Promise<{ status: ReturnType<typeof showJob> }> {
    if (isRecurring(work_id)) refuse(409, `Recurring job templates cannot be ${verb}`);
    const job = this.#job(work_id);
    if (!from.includes(job.state)) refuse(409, `Job cannot be ${verb} from state ${job.state}`);
    await this.#runner.run(job);
    return { status: showJob(job) };
  }

  #assignee(
    identifier: string | null | undefined,
    circle: string | null | undefined,
  ): string | null {
    if (!identifier) return null;
    if (identifier.startsWith("repow-")) return identifier;
    const named = this.#peers
      .named(identifier)
      .filter((peer) => circle == null || peer.circle === circle);
    if (named.length === 0) refuse(404, { error: "assigned_peer_not_found", peer: identifier });
    if (named.length === 1) return named[0]!.peer_id;
    const candidates = named.map(({ peer_id, display_name, circle: home }) => ({
      peer_id,
      display_name,
      circle: home,
    }));
    refuse(409, { error: "ambiguous_assigned_peer", peer: identifier, candidates });
  }

  #job(workId: string): Job {
    return this.#core.state.jobs.get(workId) ?? refuse(404, `No work: ${workId}`);
  }

  #recurring(calendarId: string): RecurringJob {
    const { recurring_jobs } = this.#core.state;
    return recurring_jobs.get(calendarId) ?? refuse(404, `No recurring job: ${calendarId}`);
  }
}

function isRecurring(id: string): boolean {
  return id.startsWith("cal-");
}

function checkState(state: string): JobState {
  const known = [...jobStates].sort();
  if ((known as readonly string[]).includes(state)) return state as JobState;
  refuse(400, `state must be one of ${quotedList(known)}; got ${quoted(state)}`);
}

function readCron(text: string): Cron {
  try {
    return new Cron(text);
  } catch (error) {
    if (error instanceof CronError) refuse(400, error.message);
    throw error;
  }
}

function showJob(job: Job) {
  const {
    work_id,
    result_data: _data,
    error: _error,
    artifacts: _artifacts,
    completed_at: _at,
    ...shown
  } = job;
  return {
    job_id: work_id,
    work_id,
    ...shown,
    protocol_cancel: job.provenance["protocol_cancel"] ?? null,
    execution: job.request.execution,
    runner: (job.provenance["runner"] as Free | undefined) ?? {},
    due_at: (job.request.execution.schedule["due_at"] as string | undefined) ?? null,
    links: job.provenance["links"] ?? {},
  };
}

function showRecurring({ calendar_id, ...shown }: RecurringJob) {
  return { calendar_id, recurring_id: calendar_id, ...shown, execution: shown.request.execution };
}

const left = new Set([
  "progress",
  "progress_events",
  "protocol_cancel",
  "request",
  "provenance",
  "runner",
  "links",
]);

function summary(job: Free): Free {
  const execution = job["execution"] as Free;
  const entries = Object.entries(job).filter(([key]) => !left.has(key));
  const kept = ["target", "delivery", "process_scope", "continuity"].filter(
    (key) => key in execution,
  );
  return {
    ...Object.fromEntries(entries),
    execution: Object.fromEntries(kept.map((key) => [key, execution[key]])),
  };
}
