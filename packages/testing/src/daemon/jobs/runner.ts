import { closeAsk, openAsk } from "../ask-store.ts";
import { Cron } from "../cron.ts";
import type { Daemon } from "../daemon.ts";
import { InjectionFailed, deliverAsk } from "../delivery.ts";
import { runtimeSession } from "../names.ts";
import { parseTime } from "../parse-time.ts";
import { peersNamed } from "../peers/registry.ts";
import { breakDown } from "../refusal.ts";
import { bindingOf, sessionIdFor } from "../sessions/bindings.ts";
import { NoConnection } from "../sockets.ts";
import {
  type Attempt,
  type Job,
  type NewJob,
  type PeerRecord,
  type RecurringJob,
  type Stamp,
  newJob,
} from "../state.ts";
import { second } from "../time.ts";
import { announceJob, setJobState } from "./announcements.ts";
import { MissingExecutor, NoExecutor, findExecutor } from "./executors.ts";
import { currentAttempt, jobText, runnerOf } from "./job.ts";

const lease = 300 * second;

/** The keys with the session of a job's agent, in order. Other rules read the second key first. */
const sessionKeys = ["runtime_session_id", "hook_session_id", "session_id"];

export function addJob(daemon: Daemon, values: NewJob): Job {
  const now = daemon.timestamp();
  const job = newJob(`work-${daemon.ids.hex(12)}`, now, values);
  daemon.state.jobs.set(job.work_id, job);
  return job;
}

/** Runs due jobs, and waits for the next one. */
export function wakeRunner(daemon: Daemon): void {
  daemon.timers.jobs?.cancel();
  const now = daemon.now();
  daemon.jobsJammed ||= [...daemon.state.jobs.values()].some(
    (job) => job.state === "queued" && isUndatable(daemon, job),
  );
  const next = daemon.jobsJammed ? undefined : nextDue(daemon, now);
  if (next === undefined) return;
  const delay = Math.max(0, (next - now) / 1000);
  const run = () => daemon.activity.background(() => runDueJobs(daemon));
  daemon.timers.jobs = daemon.clock.schedule(delay, run, "the next job");
}

/** Runs a job now, regardless of its due time. */
export async function dispatchJob(daemon: Daemon, job: Job): Promise<void> {
  if (job.cancel_requested) return;
  if (isUndatable(daemon, job)) breakDown();
  const attempt = beginAttempt(daemon, job);
  attempt["operation_id"] = `op-${daemon.ids.hex(12)}`;
  try {
    const { peer, strategy } = await findExecutor(daemon, job);
    noteExecutor(daemon, job, attempt, peer, strategy);
    if (!job.cancel_requested) return await handOver(daemon, job, attempt, peer);
    const state_reason = "cancel_requested";
    endAttempt(daemon, job, attempt, { state: "cancelled", state_reason, phase: "cancelled" });
  } catch (error) {
    if (!(error instanceof NoExecutor)) throw error;
    const isExplained = daemon.facts.explainsMissingExecutor || !(error instanceof MissingExecutor);
    const { status: state, phase } = error;
    const state_reason = isExplained ? error.message : state;
    const detail = isExplained ? error.detail : {};
    endAttempt(daemon, job, attempt, { state, state_reason, phase, error: detail });
  }
}

async function runDueJobs(daemon: Daemon): Promise<void> {
  const now = daemon.now();
  for (const job of daemon.state.jobs.values()) {
    if (isLeaseBound(daemon, job)) endStale(daemon, job, now);
  }
  for (const recurring of daemon.state.recurring_jobs.values()) {
    if (recurring.state !== "active" || parseTime(recurring.next_due_at) > now) continue;
    materialize(daemon, recurring);
  }
  for (const job of daemon.state.jobs.values()) {
    if (job.state === "queued" && !isUndatable(daemon, job) && (dueOf(daemon, job) ?? now) <= now) {
      await dispatchJob(daemon, job);
    }
  }
  wakeRunner(daemon);
}

function materialize(daemon: Daemon, recurring: RecurringJob): void {
  const { calendar_id, cron, next_due_at: due_at } = recurring;
  const { execution } = recurring.request;
  const schedule = { ...execution.schedule, due_at, calendar_id, cron };
  const { work_id, created_at } = addJob(daemon, {
    ...recurring,
    source_kind: "calendar",
    source_id: calendar_id,
    request: { ...recurring.request, execution: { ...execution, schedule } },
    provenance: { calendar: { calendar_id, cron, scheduled_due_at: due_at } },
  });
  recurring.next_due_at = daemon.write(new Cron(cron).after(daemon.now()));
  recurring.last_occurrence_work_id = work_id;
  recurring.last_materialized_at = recurring.updated_at = created_at;
  recurring.provenance = { ...recurring.provenance, last_materialized_reason: "due" };
}

function beginAttempt(daemon: Daemon, job: Job): Attempt {
  const now = daemon.timestamp();
  const lease_until = daemon.write(daemon.now() + lease);
  const runner_owner_id = "daemon-job-runner";
  const attempt: Attempt = {
    attempt_id: `attempt-${daemon.ids.hex(12)}`,
    status: "dispatching",
    phase: "acquired",
    started_at: now,
    completed_at: null,
    runner_owner_id,
    lease_until,
    assigned_peer_id: job.assigned_peer_id,
    assigned_peer_info: {},
    tmux: {},
    correlation_id: null,
    delivery_state: null,
    error: {},
  };
  const before = runnerOf(job);
  const attempts = [...(before.attempts ?? []), attempt];
  job.provenance = {
    ...job.provenance,
    runner: {
      ...before,
      attempt_count: attempts.length,
      attempts,
      current_attempt_id: attempt.attempt_id,
      runner_owner_id,
      acquired_at: now,
      lease_until,
    },
  };
  const state = job.state;
  Object.assign(job, {
    state: "dispatching",
    state_reason: "dispatching",
    phase: "acquired",
    error: {},
    completed_at: null,
    updated_at: now,
  });
  announceJob(daemon, job, state);
  return attempt;
}

/** Records the peer that does the job, and how the daemon found it. */
function noteExecutor(
  daemon: Daemon,
  job: Job,
  attempt: Attempt,
  peer: PeerRecord,
  strategy: string,
): void {
  const { operation_id } = attempt;
  const { peer_id, display_name, tmux_session, pane_id } = peer;
  const tmux = { tmux_session, pane_id };
  const binding = runtimeBindingOf(daemon, job, peer);
  const { process_scope = "persistent", continuity = "resume" } = job.request.execution;
  const { source_kind, source_id } = job;
  const recorded = {
    ...binding,
    ...(source_kind && { source_kind }),
    ...(source_id && { source_id }),
    source: strategy,
    recorded_at: daemon.timestamp(),
    ...(strategy === "spawned_peer" && {
      acquired_by_operation_id: operation_id,
      process_scope,
      continuity,
    }),
  };
  if (source_kind === "calendar") noteBinding(daemon, source_id, recorded);
  const isForOneJob =
    process_scope === "per_fire" &&
    (strategy === "spawned_peer" || daemon.facts.everyExecutorIsReleased);
  if (isForOneJob && !pane_id) {
    throw new NoExecutor({ reason: "release_handle_unavailable", peer_id });
  }
  const release_handle = isForOneJob
    ? {
        kind: "tmux_pane",
        peer_id,
        display_name,
        ...tmux,
        operation_id,
        strategy,
        created_at: daemon.timestamp(),
      }
    : null;
  job.assigned_peer_id = peer_id;
  Object.assign(attempt, {
    assigned_peer_id: peer_id,
    ...(daemon.facts.describesExecutor && {
      assigned_peer_info: { ...infoOf(peer), runtime_binding: binding },
    }),
    tmux,
    acquisition_strategy: strategy,
    acquisition: { operation_id, strategy, runtime_binding: recorded, release_handle },
  });
}

/** Records in a recurring job which peers did it recently. */
function noteBinding(
  daemon: Daemon,
  calendarId: string | null,
  binding: Record<string, unknown>,
): void {
  const recurring = daemon.state.recurring_jobs.get(calendarId ?? "");
  if (!recurring) return;
  const { runtime_binding_history = [] } = recurring.provenance as {
    runtime_binding_history?: unknown[];
  };
  recurring.provenance = {
    ...recurring.provenance,
    runtime_binding: binding,
    runtime_binding_history: [...runtime_binding_history, binding].slice(-10),
  };
  recurring.updated_at = daemon.timestamp();
}

function runtimeBindingOf(daemon: Daemon, job: Job, peer: PeerRecord): Record<string, unknown> {
  const runtime = runtimeSession(peer.metadata, sessionKeys);
  const binding = bindingOf(daemon, peer, runtime);
  const runtime_session_id = binding?.runtime_session_id ?? runtime;
  const showsSession = daemon.facts.showsMissingSession && binding !== undefined;
  const { circle, tmux_session, pane_id } = peer;
  return {
    ...infoOf(peer),
    circle,
    tmux: { tmux_session, pane_id },
    work_id: job.work_id,
    ...((runtime_session_id !== null || showsSession) && { runtime_session_id }),
    ...(binding && {
      repowire_session_id: binding.repowire_session_id,
      runtime_source_uri: binding.runtime_source_uri,
      source_cursor: {},
      resume_capability: binding.resume_capability,
      binding_status: "active",
    }),
  };
}

function infoOf({ peer_id, display_name, backend, path, status, metadata }: PeerRecord) {
  const hasMetadata = Object.keys(metadata).length > 0;
  const info = { peer_id, display_name, backend, path, status };
  return { ...info, ...(hasMetadata && { metadata: { ...metadata } }) };
}

async function handOver(
  daemon: Daemon,
  job: Job,
  attempt: Attempt,
  peer: PeerRecord,
): Promise<void> {
  const { facts } = daemon;
  Object.assign(attempt, { phase: "delivery", delivery_state: "pending" });
  Object.assign(job, { phase: "delivery", updated_at: daemon.timestamp() });
  const sender = peersNamed(daemon, facts.jobSender)[0];
  const from = sender?.peer_id ?? facts.jobSender;
  const ask = openAsk(daemon, {
    from_peer_id: from,
    from_peer_name: from,
    to_peer_id: peer.peer_id,
    to_peer_name: peer.peer_id,
    text: jobText(job, attempt, facts.jobsEndWithTurn),
    from_session: sessionIdFor(daemon, sender),
    to_session: sessionIdFor(daemon, peer),
    pulled: facts.keepsJobReplies,
  });
  try {
    await deliverAsk(daemon, ask, peer, {});
  } catch (error) {
    closeAsk(daemon, ask, "send_failed");
    if (!(error instanceof NoConnection) && !(error instanceof InjectionFailed)) throw error;
    const type = error instanceof NoConnection ? "TransportError" : "DeliveryInjectionError";
    const reason = "ask_delivery_failed";
    const named = facts.namesDeliveryErrors && { type };
    const detail = { reason, message: error.message, ...named };
    attempt["delivery_state"] = "failed";
    const failed = { state: "failed", state_reason: reason, phase: "delivery" } as const;
    return endAttempt(daemon, job, attempt, { ...failed, error: detail });
  }
  attempt["delivery_state"] = "delivered";
  attempt["correlation_id"] = job.correlation_id = ask.correlation_id;
  const delivered = { state: "delivered", state_reason: "ask_delivered" } as const;
  endAttempt(daemon, job, attempt, { ...delivered, phase: "delivered" });
}

/** Ends an attempt at a job, which gives the job a new state. */
export function endAttempt(
  daemon: Daemon,
  job: Job,
  attempt: Attempt | undefined,
  change: Pick<Job, "state" | "state_reason" | "phase"> & Partial<Job>,
  { byTurn = false } = {},
): void {
  const { state: status, phase, error } = change;
  const completed_at = daemon.timestamp();
  Object.assign(attempt ?? {}, { status, phase, completed_at, ...(error && { error }) });
  if (error?.["reason"] && job.provenance["runner"]) {
    const runner = { ...runnerOf(job), last_error: error };
    job.provenance = { ...job.provenance, runner };
  }
  setJobState(daemon, job, change, { byTurn });
}

/** Up to 0.15, a delivered job that was not started within its lease is taken back too. */
function isLeaseBound(daemon: Daemon, { state }: Job): boolean {
  return state === "dispatching" || (state === "delivered" && daemon.facts.leaseCoversDelivered);
}

function endStale(daemon: Daemon, job: Job, now: number): void {
  const { attempts = [], current_attempt_id = daemon.facts.noAttempt, ...noted } = runnerOf(job);
  if ((daemon.facts.readDueTime(noted.lease_until) ?? now) > now) return;
  const runner = { attempt_count: attempts.length, ...noted, attempts, current_attempt_id };
  job.provenance = { ...job.provenance, runner };
  const reason = "runner_interrupted";
  const change = { state: "unavailable", state_reason: reason, phase: reason } as const;
  endAttempt(daemon, job, currentAttempt(job), { ...change, error: { reason } });
}

function nextDue(daemon: Daemon, now: number): number | undefined {
  const moments: number[] = [];
  for (const job of daemon.state.jobs.values()) {
    if (job.state === "queued") moments.push(dueOf(daemon, job) ?? now);
    if (!isLeaseBound(daemon, job)) continue;
    const { lease_until } = runnerOf(job);
    moments.push(daemon.facts.readDueTime(lease_until) ?? now);
  }
  for (const { state, next_due_at } of daemon.state.recurring_jobs.values()) {
    if (state === "active") moments.push(parseTime(next_due_at));
  }
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/**
 * When a job is due. `undefined` means at once.
 *
 * @throws RangeError for an invalid time.
 */
function dueOf(daemon: Daemon, { request }: Job): Stamp | undefined {
  return daemon.facts.readDueTime(request.execution.schedule["due_at"]);
}

/** The due time of a job is stored unchecked. It is parsed only when it is needed. */
function isUndatable(daemon: Daemon, job: Job): boolean {
  try {
    dueOf(daemon, job);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
