import type { Daemon } from "../daemon.ts";
import type { Job, PeerRecord } from "../state.ts";
import { currentAttempt, runnerOf } from "./job.ts";
import { releaseAgent } from "./release.ts";
import { closeAskOf, setJobState } from "./announcements.ts";
import { endAttempt } from "./runner.ts";

/** The phase of a job that ends with the agent's turn. */
const armed = "turn_started";

const shownSize = 2000;
const keptSize = 65_536;

/** How long agents may take to come back after a start before their jobs fail, in milliseconds. */
const graceAfterStart = 30_000;

/** Applies an agent's turn to its jobs. A turn with a job's text starts it, the next answer ends it. */
export function observeTurn(
  daemon: Daemon,
  peer: PeerRecord,
  turn: { readonly role: string; readonly text: string },
): void {
  if (!daemon.facts.jobsEndWithTurn || turn.text === "") return;
  if (turn.role === "user") begin(daemon, peer, turn.text);
  if (turn.role === "assistant") complete(daemon, peer, turn.text);
}

/** Ends the jobs of an agent that is gone for good. */
export function failJobsOf(daemon: Daemon, peer_id: string, detail: string): void {
  if (!daemon.facts.jobsEndWithTurn) return;
  for (const job of daemon.state.jobs.values()) {
    if (job.assigned_peer_id !== peer_id) continue;
    if (job.state !== "delivered" && job.state !== "running") continue;
    if (!mayEnd(daemon, job)) continue;
    const error = { reason: "executor_died", detail, peer_id };
    const change = {
      state: "failed",
      state_reason: "executor_died",
      phase: "executor_died",
    } as const;
    endAttempt(daemon, job, currentAttempt(job), { ...change, error }, { byTurn: true });
    closeAskOf(daemon, job, "executor_died");
    releaseAgent(daemon, job, "executor_died", { byTurn: true });
  }
}

/** Whether a job can end with a turn or with its peer. An update may have started one without an attempt. */
function mayEnd(daemon: Daemon, job: Job): boolean {
  return currentAttempt(job) !== undefined || !daemon.facts.onlyAttemptsEnd;
}

/** Fails the jobs whose agents did not come back some time after a start. */
export function armReconciliation(daemon: Daemon): void {
  if (!daemon.facts.jobsEndWithTurn) return;
  const active = ({ state }: Job) => state === "delivered" || state === "running";
  if (![...daemon.state.jobs.values()].some(active)) return;
  daemon.timers.reconciliation = daemon.clock.schedule(
    graceAfterStart,
    () => {
      for (const job of [...daemon.state.jobs.values()].filter(active)) {
        const { assigned_peer_id } = job;
        if (!assigned_peer_id) continue;
        const isThere =
          (daemon.state.peers.get(assigned_peer_id)?.status ?? "offline") !== "offline";
        if (!isThere) failJobsOf(daemon, assigned_peer_id, "daemon_restart_reconcile");
      }
    },
    "the end of jobs whose agents did not come back",
  );
}

/** A prompt may hold the texts of several jobs. */
function begin(daemon: Daemon, peer: PeerRecord, text: string): void {
  const attempts = text.match(/\battempt-[0-9a-f]{12}/g) ?? [];
  for (const [index, id] of (text.match(/\bwork-[0-9a-f]{12}/g) ?? []).entries()) {
    const job = daemon.state.jobs.get(id);
    if (job?.state !== "delivered") continue;
    if (runnerOf(job).current_attempt_id !== attempts[index]) continue;
    if (job.assigned_peer_id && job.assigned_peer_id !== peer.peer_id) continue;
    const change = { state: "running", state_reason: "turn_started", phase: armed } as const;
    setJobState(daemon, job, change, { byTurn: true });
  }
}

function complete(daemon: Daemon, peer: PeerRecord, text: string): void {
  const { shorten } = daemon.facts;
  for (const job of daemon.state.jobs.values()) {
    if (job.state !== "running" || job.phase !== armed) continue;
    if (job.assigned_peer_id !== peer.peer_id || !mayEnd(daemon, job)) continue;
    const change = {
      state: "completed",
      state_reason: "turn_complete",
      phase: "completed",
      result_summary: shorten(text, shownSize),
      result_data: { final_message: shorten(text, keptSize) },
    } as const;
    endAttempt(daemon, job, currentAttempt(job), change, { byTurn: true });
    closeAskOf(daemon, job, "fire_completed");
    releaseAgent(daemon, job, "completed", { byTurn: true });
  }
}
