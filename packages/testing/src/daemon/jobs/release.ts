import { isRecord } from "../../support.ts";
import type { Daemon } from "../daemon.ts";
import { expelPeer } from "../peers/presence.ts";
import { removePeer } from "../peers/registry.ts";
import { closePane } from "../spawning/launcher.ts";
import type { Job } from "../state.ts";
import { currentAttempt, runnerOf } from "./job.ts";

/** The pane of an agent that does only one job. */
export interface ReleaseHandle {
  readonly peer_id: string;
  readonly pane_id: string;
  readonly released_at?: string;
}

/** What happened to such an agent after its job. */
interface Release {
  readonly status: "released" | "already_released" | "failed";
  readonly released_at?: string;
  readonly reap_error?: Record<string, unknown>;
}

/**
 * Ends the agent of a job. Returns `false` if the job has no agent of its own. Where only its peer is
 * removed, a turn that ended the job does not note it.
 */
export function releaseAgent(
  daemon: Daemon,
  job: Job,
  terminal_reason: string,
  { byTurn = false } = {},
): boolean {
  const attempt = currentAttempt(job);
  const acquisition = attempt?.["acquisition"];
  const handle = isRecord(acquisition) ? acquisition["release_handle"] : undefined;
  if (!isRecord(acquisition) || !isReleaseHandle(handle)) return false;
  const release_result = { ...endAgent(daemon, handle), terminal_reason };
  if (daemon.facts.releaseLeavesPane) {
    if (!byTurn) job.provenance = { ...job.provenance, release: release_result };
    return true;
  }
  const { released_at, reap_error } = release_result;
  const { release_results: before } = attempt!;
  Object.assign(attempt!, {
    release_result,
    release_results: [...(Array.isArray(before) ? before : []), release_result].slice(-5),
    ...(reap_error && { reap_error }),
    ...(released_at && {
      acquisition: { ...acquisition, release_handle: { ...handle, released_at } },
    }),
  });
  const runner = { ...runnerOf(job), release_result, ...(reap_error && { reap_error }) };
  job.provenance = { ...job.provenance, runner };
  return true;
}

/** An update may have stored anything. */
function isReleaseHandle(handle: unknown): handle is ReleaseHandle & Record<string, unknown> {
  return (
    isRecord(handle) &&
    typeof handle["peer_id"] === "string" &&
    typeof handle["pane_id"] === "string"
  );
}

function endAgent(daemon: Daemon, handle: ReleaseHandle): Release & Record<string, unknown> {
  if (handle.released_at) return { ...handle, status: "already_released" };
  const { peer_id, pane_id } = handle;
  const operation_id = `op-${daemon.ids.hex(12)}`;
  const peer = daemon.state.peers.get(peer_id);
  if (peer?.pane_id && peer.pane_id !== pane_id) {
    const reason = "release_handle_mismatch";
    const panes = { expected_pane_id: pane_id, actual_pane_id: peer.pane_id };
    return { status: "failed", reason, operation_id, reap_error: { reason, peer_id, ...panes } };
  }
  if (daemon.facts.releaseLeavesPane) {
    if (peer) expelPeer(daemon, peer);
    const released_at = daemon.timestamp();
    const ids = { operation_id, peer_id, pane_id };
    return { status: "released", reason: "pane_released", ...ids, released_at };
  }
  const isClosed = closePane(daemon, pane_id);
  if (peer) removePeer(daemon, peer);
  return {
    status: isClosed ? "released" : "already_released",
    reason: isClosed ? "pane_killed" : "pane_not_live",
    operation_id,
    peer_id,
    pane_id,
    released_at: daemon.timestamp(),
  };
}
