import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { runtimeSession } from "../names.ts";
import { markOffline } from "../peers/presence.ts";
import { refuse } from "../refusal.ts";
import { runtimeSessionOf } from "../sessions/bindings.ts";
import type { PeerRecord } from "../state.ts";
import { allowedPath, commandFor, endPane, launch, resumeCommand } from "./launcher.ts";
import { type Resume, judgeResume } from "./resume.ts";
import {
  exactlyOnePeer,
  isWithoutPane,
  ownsPane,
  refuseOpenAsks,
  refuseOtherHost,
  unprovenPane,
} from "./target.ts";

interface Plan {
  readonly path: string;
  readonly command: string;
  readonly resume_mode: "resumed" | "fresh_runtime_context";
  readonly resume_warning: string | null;
  /** The pane to close first. */
  readonly pane_id: string | null;
}

export async function restartPeer(
  daemon: Daemon,
  params: ParamsOf<"restartPeer">,
): Promise<ResultOf<"restartPeer">> {
  const peer = exactlyOnePeer(daemon, params.name, params.circle);
  refuseOtherHost(daemon, peer, "Peer restart is same-host only in this slice.");
  if (!peer.path) {
    const hint = "Peer has no recorded working directory; cannot restart.";
    refuse(409, { error: "missing_path", hint });
  }
  const plan = daemon.facts.strictRestart ? planStrictly(daemon, peer) : planLoosely(daemon, peer);
  const answer = {
    peer_id: peer.peer_id,
    display_name: peer.display_name,
    backend: peer.backend,
    path: plan.path,
    circle: peer.circle,
    resume_mode: plan.resume_mode,
    resume_warning: plan.resume_warning,
    unsupported_reason: null,
    command: plan.command,
  };
  if (params.dry_run) {
    const { tmux_session } = peer;
    return { ok: true, status: "restart_available", restarted: false, ...answer, tmux_session };
  }
  refuseOpenAsks(daemon, peer, "restart");
  if (plan.pane_id !== null) closeOldPane(daemon, peer, plan.pane_id);
  const { pane } = launch(daemon, {
    path: plan.path,
    circle: peer.circle,
    backend: peer.backend,
    command: plan.command,
    role: peer.role,
    message: params.message,
    peer_id: peer.peer_id,
  });
  const { tmux_session } = pane;
  return { ok: true, status: "restarted", restarted: true, ...answer, tmux_session };
}

/** Without a session to resume, the agent starts fresh. */
function planLoosely(daemon: Daemon, peer: PeerRecord): Plan {
  const command = daemon.settings.spawn.commands?.[peer.backend];
  if (command === undefined) {
    const hint =
      `No entry in daemon.spawn.commands maps to '${peer.backend}'. Add ` +
      `daemon.spawn.commands.${peer.backend} to ~/.repowire/config.yaml.`;
    refuse(422, { error: "command_unavailable", hint, backend: peer.backend });
  }
  const path = allowedPath(daemon, peer.path);
  const resume = judgeResume(daemon, peer.backend, path, runtimeSessionOf(daemon, peer, path));
  const line = resume.resumable
    ? resumeCommand(daemon, peer.backend, command, resume.session)
    : command;
  if (!ownsPane(daemon, peer)) {
    refuse(409, {
      error: "unsupported_pane_ownership",
      hint: ownershipHint(daemon, peer),
      pane_id: peer.pane_id,
      ...(resume.resumable && {
        resume_command: line,
        resume_mode: "manual_resume_available",
      }),
    });
  }
  return {
    path,
    command: line,
    resume_mode: resume.resumable ? "resumed" : "fresh_runtime_context",
    resume_warning: resume.resumable ? null : resume.warning,
    pane_id: peer.pane_id,
  };
}

/** Why an agent that cannot be resumed is not ended. */
export const needsResume =
  "Restart is strict kill+resume: Repowire will not kill this peer unless it can first build a " +
  "validated backend-native resume command.";

/** The session of a peer, which its metadata may name, and whether it can be resumed. */
export function resumeOf(
  daemon: Daemon,
  peer: PeerRecord,
  path: string,
): { readonly session: string | null; readonly resume: Resume } {
  const session = runtimeSessionOf(daemon, peer, path) ?? runtimeSession(peer.metadata);
  return { session, resume: judgeResume(daemon, peer.backend, path, session) };
}

/** Since 0.14.18: an agent is ended only if it can be resumed. */
function planStrictly(daemon: Daemon, peer: PeerRecord): Plan {
  const path = allowedPath(daemon, peer.path);
  const { session, resume } = resumeOf(daemon, peer, path);
  if (!resume.resumable) {
    refuse(409, {
      error: "resume_unavailable",
      hint: needsResume,
      peer_id: peer.peer_id,
      display_name: peer.display_name,
      runtime_session_id: session,
      resume_mode: "resume_unavailable",
      resume_warning: resume.warning,
    });
  }
  const command = resumeCommand(
    daemon,
    peer.backend,
    commandFor(daemon, peer.backend),
    resume.session,
  );
  const problem = ownsPane(daemon, peer) ? undefined : unprovenPane(daemon, peer.pane_id);
  if (problem && !(peer.status === "offline" && isWithoutPane(problem))) {
    refuse(409, { ...problem, pane_id: peer.pane_id });
  }
  const pane_id = problem ? null : peer.pane_id;
  return { path, command, resume_mode: "resumed", resume_warning: null, pane_id };
}

function ownershipHint(daemon: Daemon, { pane_id }: PeerRecord): string {
  if (pane_id === null) {
    return (
      "No durable Repowire spawn ownership proof exists for this peer identity. " +
      "Manual peers and pre-proof spawns are left untouched."
    );
  }
  return (
    "No durable Repowire spawn ownership proof exists for this pane. " +
    "Manual peers and pre-proof spawns are left untouched."
  );
}

/**
 * Closes the pane of a peer that is restarted. The peer is offline until its agent is back.
 *
 * @throws a refusal if the pane no longer exists.
 */
export function closeOldPane(daemon: Daemon, peer: PeerRecord, pane_id: string): void {
  const hint = daemon.facts.strictRestart
    ? "tmux kill-pane failed for the peer's verified pane; the old runtime may still be alive. " +
      "Aborting restart to avoid duplicates."
    : "tmux kill-pane failed for the peer's pane; the old runtime may still be alive. " +
      "Aborting restart to avoid duplicate runtimes.";
  endPane(daemon, pane_id, hint);
  markOffline(daemon, peer, {
    reason: "restart_handoff",
    source: "spawn_route",
    detail: "Peer was marked offline after its pane was killed for restart.",
    context: { pane_id },
  });
}
