import type { JobState } from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import type { Core } from "./core.ts";
import type { Delivery } from "./delivery.ts";
import { type Job, currentAttempt, isFinal } from "./job.ts";
import type { Peers } from "./peers.ts";
import { metNobody } from "./reach.ts";

/** As much of a summary as is told. */
function shortened(summary: string | null): string | null {
  const characters = [...(summary ?? "")];
  return characters.length > 300 ? `${characters.slice(0, 300).join("")}…` : summary;
}

/** Tells what becomes of jobs. */
export class JobNews {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #asks: Asks;
  readonly #delivery: Delivery;

  constructor(parts: { core: Core; peers: Peers; asks: Asks; delivery: Delivery }) {
    this.#core = parts.core;
    this.#peers = parts.peers;
    this.#asks = parts.asks;
    this.#delivery = parts.delivery;
  }

  /** Tells that a job has another state. */
  announce(job: Job, before: JobState): void {
    if (!this.#core.facts.jobEvents || job.state === before) return;
    this.#core.events.add("job_state_changed", {
      work_id: job.work_id,
      job_id: job.work_id,
      title: job.title,
      state: job.state,
      prior_state: before,
      state_reason: job.state_reason,
      phase: job.phase,
      attempt_id: currentAttempt(job)?.attempt_id ?? null,
      assigned_peer_id: job.assigned_peer_id,
      owner_peer_id: job.owner_peer_id,
      created_by_peer_id: job.created_by_peer_id,
      circle: job.circle,
      correlation_id: job.correlation_id,
      result_summary: shortened(job.result_summary),
      error: Object.keys(job.error).length > 0 ? job.error : null,
    });
    if (!isFinal(job.state)) return;
    const ask = this.#asks.get(job.correlation_id ?? "");
    if (ask) this.#asks.close(ask, "fire_completed");
    void this.#core.activity.during(() => this.#tellOfEnd(job));
  }

  /** One hears that a job is over: its owner, its creator or an orchestrator of its circle. */
  async #tellOfEnd(job: Job): Promise<void> {
    // No border of a circle holds the daemon's own peer.
    const { jobSender } = this.#core.facts;
    const from_peer = this.#peers.named(jobSender)[0]?.peer_id ?? jobSender;
    const orchestrator = [...this.#peers.all].find(
      ({ role, status, circle }) =>
        role === "orchestrator" &&
        status !== "offline" &&
        (job.circle === null || circle === job.circle),
    );
    const summary = shortened(job.result_summary ?? job.state_reason);
    const text =
      `[job ${job.work_id}] ${job.title || job.kind} → ${job.state}` +
      `${summary ? `: ${summary}` : ""} (details: job_result ${job.work_id})`;
    for (const to_peer of [job.owner_peer_id, job.created_by_peer_id, orchestrator?.peer_id]) {
      if (!to_peer || to_peer === from_peer) continue;
      try {
        await this.#delivery.notify({ from_peer, to_peer, text });
        return;
      } catch (error) {
        if (!metNobody(error)) throw error;
      }
    }
  }
}
