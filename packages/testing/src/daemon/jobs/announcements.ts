import { currentAttempt, isFinal, runnerOf } from "./job.ts";
import type { JobState } from "@repowire/protocol";
import { isUndeliverable } from "../addressing.ts";
import { closeAsk } from "../ask-store.ts";
import type { Daemon } from "../daemon.ts";
import { type Notification, deliverNotification } from "../delivery.ts";
import { addEvent } from "../events.ts";
import { peersNamed } from "../peers/registry.ts";
import type { CloseReason, Job } from "../state.ts";
import { shortened } from "../traces.ts";

/** How much of a summary an announcement contains. */
const summarySize = 300;

/** Announces a new state of a job. Go announces only what an agent's turn, or its death, changes. */
export function announceJob(
  daemon: Daemon,
  job: Job,
  before: JobState,
  { byTurn = false } = {},
): void {
  if (job.state === before) return;
  const { announcesTurns, jobStateEvents, tellsOfJobEnds } = daemon.facts;
  const isTurn = byTurn && announcesTurns;
  if (jobStateEvents || isTurn) addStateEvent(daemon, job, before);
  if (!isFinal(job.state) || !(tellsOfJobEnds || isTurn)) return;
  if (tellsOfJobEnds) closeAskOf(daemon, job, "fire_completed");
  daemon.activity.background(() => tellOfEnd(daemon, job));
}

export function closeAskOf(daemon: Daemon, job: Job, reason: CloseReason): void {
  const ask = daemon.state.asks.get(job.correlation_id ?? "");
  if (ask) closeAsk(daemon, ask, reason);
}

/** Adds the event of a new state. Go shows missing values of some fields as empty texts. */
function addStateEvent(daemon: Daemon, job: Job, before: JobState): void {
  const { announcesTurns, shorten } = daemon.facts;
  const { result_summary: summary, error } = job;
  addEvent(daemon, "job_state_changed", {
    work_id: job.work_id,
    job_id: job.work_id,
    title: job.title,
    state: job.state,
    prior_state: before,
    state_reason: job.state_reason,
    phase: job.phase,
    attempt_id: announcesTurns
      ? (runnerOf(job).current_attempt_id ?? "")
      : (currentAttempt(job)?.attempt_id ?? null),
    assigned_peer_id: job.assigned_peer_id,
    owner_peer_id: job.owner_peer_id,
    created_by_peer_id: job.created_by_peer_id,
    circle: job.circle,
    correlation_id: job.correlation_id,
    result_summary: announcesTurns
      ? shorten(summary ?? "", summarySize)
      : summary && shortened(daemon, summary, summarySize),
    error: announcesTurns || Object.keys(error).length > 0 ? error : null,
  });
}

async function tellOfEnd(daemon: Daemon, job: Job): Promise<void> {
  const { announcesTurns, jobSender, shorten } = daemon.facts;
  const { work_id, title, kind, state, result_summary } = job;
  if (announcesTurns) {
    const summary = shorten(result_summary ?? "", summarySize);
    const text = `[job ${work_id}] ${title} → ${state}${summary && `: ${summary}`}`;
    return tell(daemon, job, { from_peer: "jobs", bypass_circle: true, text });
  }
  // The action that ended the job finishes first.
  await Promise.resolve();
  // The daemon's own peer reaches every circle.
  const from_peer = peersNamed(daemon, jobSender)[0]?.peer_id ?? jobSender;
  const summary = shortened(daemon, result_summary ?? job.state_reason ?? "", summarySize);
  const text =
    `[job ${work_id}] ${title || kind} → ${state}${summary && `: ${summary}`} ` +
    `(details: job_result ${work_id})`;
  await tell(daemon, job, { from_peer, text });
}

/** Notifies one peer that a job is over: the first that can be reached. */
async function tell(
  daemon: Daemon,
  job: Job,
  message: Omit<Notification, "to_peer">,
): Promise<void> {
  for (const to_peer of peersToTell(daemon, job)) {
    if (to_peer === message.from_peer) continue;
    try {
      return void (await deliverNotification(daemon, { ...message, to_peer }));
    } catch (error) {
      if (!isUndeliverable(error)) throw error;
    }
  }
}

/** Whom to tell of the end of a job, in order: its owner, its creator, or an orchestrator of its circle. */
function peersToTell(daemon: Daemon, job: Job): string[] {
  const orchestrator = [...daemon.state.peers.values()].find(
    ({ role, status, circle }) =>
      role === "orchestrator" &&
      status !== "offline" &&
      (job.circle === null || circle === job.circle),
  );
  const peers = [job.owner_peer_id, job.created_by_peer_id, orchestrator?.peer_id];
  return peers.filter((peer): peer is string => Boolean(peer));
}

/** Changes the state of a job and the fields that depend on it, and announces the change. */
export function setJobState(
  daemon: Daemon,
  job: Job,
  change: Pick<Job, "state"> & Partial<Job>,
  { byTurn = false } = {},
): void {
  const before = job.state;
  const now = daemon.timestamp();
  const completed_at = job.completed_at ?? (isFinal(change.state) ? now : null);
  Object.assign(job, { ...change, completed_at, updated_at: now });
  announceJob(daemon, job, before, { byTurn });
}
