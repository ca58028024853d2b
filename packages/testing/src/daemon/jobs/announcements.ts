import { currentAttempt, isFinal, runnerOf } from "./job.ts";
import type { JobState } from "@repowire/protocol";
import { isUndeliverable } from "../addressing.ts";
import { closeAsk } from "../ask-store.ts";
import type { Daemon } from "../daemon.ts";
import { type Notification, deliverNotification } from "../delivery.ts";
import { addEvent } from "../events.ts";
import { peersNamed } from "../peers/registry.ts";
import type { Job } from "../state.ts";

/** How much of a summary an announcement contains. */
function shortened(summary: string | null): string | null {
  const characters = [...(summary ?? "")];
  return characters.length > 300 ? `${characters.slice(0, 300).join("")}…` : summary;
}

/** Announces a new state of a job. */
export function announceJob(daemon: Daemon, job: Job, before: JobState): void {
  if (job.state === before) return;
  if (daemon.facts.jobStateEvents) addStateEvent(daemon, job, before);
  if (!daemon.facts.tellsOfJobEnds || !isFinal(job.state)) return;
  const ask = daemon.state.asks.get(job.correlation_id ?? "");
  if (ask) closeAsk(daemon, ask, "fire_completed");
  daemon.activity.background(() => tellOfEnd(daemon, job));
}

function addStateEvent(daemon: Daemon, job: Job, before: JobState): void {
  const event = stateEvent(job, before, {
    attempt_id: currentAttempt(job)?.attempt_id ?? null,
    result_summary: shortened(job.result_summary),
    error: Object.keys(job.error).length > 0 ? job.error : null,
  });
  addEvent(daemon, "job_state_changed", event);
}

/** The event of a new state. Releases show missing values of some fields differently. */
function stateEvent(
  job: Job,
  before: JobState,
  shown: Record<"attempt_id" | "result_summary" | "error", unknown>,
): Record<string, unknown> {
  return {
    work_id: job.work_id,
    job_id: job.work_id,
    title: job.title,
    state: job.state,
    prior_state: before,
    state_reason: job.state_reason,
    phase: job.phase,
    attempt_id: shown.attempt_id,
    assigned_peer_id: job.assigned_peer_id,
    owner_peer_id: job.owner_peer_id,
    created_by_peer_id: job.created_by_peer_id,
    circle: job.circle,
    correlation_id: job.correlation_id,
    result_summary: shown.result_summary,
    error: shown.error,
  };
}

/** Announces a job whose state changed with the turn of its agent, as the Go daemon does. */
export function announceTurn(daemon: Daemon, job: Job, before: JobState): void {
  const summary = daemon.facts.shorten(job.result_summary ?? "", 300);
  const attempt_id = runnerOf(job).current_attempt_id ?? "";
  const shown = { attempt_id, result_summary: summary, error: job.error };
  addEvent(daemon, "job_state_changed", stateEvent(job, before, shown));
  if (!isFinal(job.state)) return;
  const text = `[job ${job.work_id}] ${job.title} → ${job.state}${summary && `: ${summary}`}`;
  const route = { from_peer: "jobs", bypass_circle: true };
  daemon.activity.background(() => tell(daemon, job, { ...route, text }));
}

async function tellOfEnd(daemon: Daemon, job: Job): Promise<void> {
  // The action that ended the job finishes first.
  await Promise.resolve();
  // The daemon's own peer reaches every circle.
  const { jobSender } = daemon.facts;
  const from_peer = peersNamed(daemon, jobSender)[0]?.peer_id ?? jobSender;
  const summary = shortened(job.result_summary ?? job.state_reason);
  const text =
    `[job ${job.work_id}] ${job.title || job.kind} → ${job.state}` +
    `${summary ? `: ${summary}` : ""} (details: job_result ${job.work_id})`;
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
): void {
  const before = job.state;
  const now = daemon.timestamp();
  const completed_at = job.completed_at ?? (isFinal(change.state) ? now : null);
  Object.assign(job, { ...change, completed_at, updated_at: now });
  announceJob(daemon, job, before);
}
