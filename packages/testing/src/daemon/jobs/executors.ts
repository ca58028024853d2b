import type { Backend, Open } from "@repowire/protocol";
import { isBackend } from "@repowire/protocol/guards";
import type { Daemon } from "../daemon.ts";
import { having } from "../having.ts";
import { normalizePath } from "../names.ts";
import { peersMeant } from "../peers/lookup.ts";
import { isRecord } from "../../support.ts";
import { Refusal } from "../refusal.ts";
import { checkedStart, launch } from "../spawning/launcher.ts";
import type { Job, PeerRecord } from "../state.ts";

/** How long a started agent may take to register, in milliseconds. */
const registrationWait = 45_000;

/** Why no peer can do a job. */
export class NoExecutor extends Error {
  readonly status: "failed" | "unavailable";
  readonly phase: string;
  readonly detail: Record<string, unknown>;

  constructor(
    detail: { reason: string } & Record<string, unknown>,
    status: NoExecutor["status"] = "unavailable",
    phase = "resolve_peer",
  ) {
    super(detail.reason);
    this.status = status;
    this.phase = phase;
    this.detail = detail;
  }
}

/** No peer can be found, and no agent can be started for the job. */
export class MissingExecutor extends NoExecutor {
  constructor(reason: string) {
    super({ reason });
  }
}

/** Finds the peer for a job: the assigned peer, a suitable one, or one that is started for it. */
export async function findExecutor(
  daemon: Daemon,
  job: Job,
): Promise<{ peer: PeerRecord; strategy: string }> {
  const { target, process_scope } = job.request.execution;
  const assigned = (target["assigned_peer_id"] as string | undefined) || job.assigned_peer_id;
  if (assigned)
    return { peer: assignedPeer(daemon, assigned, job.circle), strategy: "assigned_peer" };
  const { path, backend } = target as { path?: string; backend?: Open<Backend> };
  if (!path || !backend) throw new MissingExecutor("missing_target");
  if (!isBackend(backend)) throw new MissingExecutor("invalid_backend");
  if (!job.circle && daemon.facts.jobsNeedCircle) throw new MissingExecutor("missing_circle");
  const circle = job.circle ?? "default";
  const reusable =
    process_scope === "per_fire" ? undefined : reusablePeer(daemon, path, backend, circle);
  if (reusable) return { peer: reusable, strategy: "reused_peer" };
  const peer = await spawnedPeer(daemon, job, path, backend, circle);
  return { peer, strategy: "spawned_peer" };
}

function assignedPeer(daemon: Daemon, identifier: string, circle: string | null): PeerRecord {
  const found = peersMeant(daemon, identifier, circle);
  if (found.length === 0) throw new MissingExecutor("assigned_peer_not_found");
  if (found.length > 1) throw new MissingExecutor("ambiguous_assigned_peer");
  if (found[0]!.status === "offline") throw new MissingExecutor("assigned_peer_offline");
  return found[0]!;
}

function reusablePeer(
  daemon: Daemon,
  path: string,
  backend: Open<Backend>,
  circle: string,
): PeerRecord | undefined {
  const isHere = (peer: PeerRecord) => normalizePath(peer.path) === normalizePath(path);
  return having(daemon.state.peers, { backend, circle })
    .filter((peer) => peer.status !== "offline" && isHere(peer))
    .sort(
      (left, right) =>
        Number(right.status === "online") - Number(left.status === "online") ||
        right.last_seen - left.last_seen,
    )[0];
}

async function spawnedPeer(
  daemon: Daemon,
  job: Job,
  path: string,
  backend: Open<Backend>,
  circle: string,
): Promise<PeerRecord> {
  const profile = job.request.execution.target["profile"] as string | undefined;
  const { briefSpawnErrors, countsSpawnAttempts } = daemon.facts;
  let pane_id: string;
  try {
    const checked = checkedStart(daemon, path, backend, profile);
    const { pane } = launch(daemon, { ...checked, circle, backend, role: "agent" });
    pane_id = pane.pane_id;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { detail } = error.body as { detail: unknown };
    const reason = "spawn_failed";
    const failure = briefSpawnErrors
      ? { reason, message: hintOf(detail) }
      : {
          reason,
          status_code: error.status,
          detail,
          ...(countsSpawnAttempts && { attempt: 1, registration_attempts: [] }),
        };
    throw new NoExecutor(failure, "failed", "spawn");
  }
  const what = "the limit of an agent to register";
  const wait = daemon.waits.begin<PeerRecord>(registrationWait, what);
  const listener = (peer: PeerRecord) => {
    if (peer.pane_id === pane_id) wait.settle(peer);
  };
  daemon.listeners.registration.add(listener);
  const peer = await wait.result;
  daemon.listeners.registration.delete(listener);
  if (!peer) throw new NoExecutor({ reason: "spawned_peer_not_registered" });
  const { executorPoll } = daemon.facts;
  if (executorPoll > 0) await daemon.waits.begin(executorPoll, "a look for the agent").result;
  return peer;
}

function hintOf(detail: unknown): unknown {
  return isRecord(detail) ? detail["hint"] : detail;
}
