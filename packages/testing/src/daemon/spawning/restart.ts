import type { Daemon, Route } from "../daemon.ts";
import { runtimeSession } from "../names.ts";
import { markOffline } from "../peers/presence.ts";
import { detailOf, refuse } from "../refusal.ts";
import { runtimeSessionOf } from "../sessions/bindings.ts";
import type { PeerRecord } from "../state.ts";
import {
  allowedPath,
  commandFor,
  endPane,
  launch,
  shownSession,
  mappedCommand,
  resumeCommand,
  judgeResume,
} from "./launcher.ts";
import { type PaneProof, proofOfPane, withOwnPane } from "./ownership-go.ts";
import {
  exactlyOnePeer,
  idsOfOpenAsks,
  ownsPane,
  refuseOpenAsks,
  refuseOtherHost,
  unprovenPane,
  knownFolder,
} from "./target.ts";

interface Plan {
  readonly path: string;
  readonly command: string;
  readonly resume_mode: "resumed" | "fresh_runtime_context";
  readonly resume_warning: string | null;
  /** The pane to close first. */
  readonly pane_id: string | null;
  /** Where the agent runs now. */
  readonly tmux_session: string | null;
}

/** `POST /peers/{name}/restart`. */
export const restartPeer: Route<"restartPeer"> = async (daemon, params) => {
  const { facts } = daemon;
  const found = exactlyOnePeer(daemon, params.name, params.circle);
  const peer = facts.findsOwnPanes ? withOwnPane(daemon, found) : found;
  refuseOtherHost(daemon, peer, "Peer restart is same-host only in this slice.");
  knownFolder(peer, "restart");
  const plan = facts.strictRestart ? planStrictly(daemon, peer) : planLoosely(daemon, peer);
  const { path, command, resume_mode, resume_warning } = plan;
  const { peer_id, display_name, backend, circle, role } = peer;
  const answer = (status: string, tmux_session: string | null) => ({
    ok: true,
    status,
    restarted: status === "restarted",
    peer_id,
    display_name,
    backend,
    path,
    circle,
    tmux_session,
    resume_mode,
    resume_warning,
    unsupported_reason: null,
    command,
  });
  if (params.dry_run) return answer("restart_available", plan.tmux_session);
  const open_asks = idsOfOpenAsks(daemon, peer_id);
  if (facts.newestOpenAskFirst) open_asks.reverse();
  refuseOpenAsks(open_asks, facts.restartInWords);
  if (plan.pane_id !== null) closeOldPane(daemon, found, plan.pane_id);
  const { message } = params;
  const launched = launch(daemon, { path, circle, backend, command, role, message, peer_id });
  return answer("restarted", shownSession(daemon, launched));
};

/** Without a session to resume, the agent starts fresh. */
function planLoosely(daemon: Daemon, peer: PeerRecord): Plan {
  const command = mappedCommand(daemon, peer.backend, { backend: peer.backend });
  const path = allowedPath(daemon, peer.path);
  const resume = judgeResume(daemon, peer.backend, path, runtimeSessionOf(daemon, peer, path));
  const line = resume.resumable
    ? resumeCommand(daemon, peer.backend, command, resume.session)
    : command;
  if (!ownsPane(daemon, peer)) {
    refuse(409, {
      error: "unsupported_pane_ownership",
      hint:
        `No durable Repowire spawn ownership proof exists for this ${peer.pane_id === null ? "peer identity" : "pane"}. ` +
        "Manual peers and pre-proof spawns are left untouched.",
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
    tmux_session: peer.tmux_session,
  };
}

/** Since 0.14.18: an agent is ended only if it can be resumed. */
function planStrictly(daemon: Daemon, peer: PeerRecord): Plan {
  const path = allowedPath(daemon, peer.path);
  const { restartChecksCommandFirst } = daemon.facts;
  const command = restartChecksCommandFirst ? briefCommandFor(daemon, peer) : undefined;
  const session = runtimeSessionOf(daemon, peer, path) ?? runtimeSession(peer.metadata);
  const resume = judgeResume(daemon, peer.backend, path, session);
  if (!resume.resumable) refuseResume(daemon, peer, session, resume.warning);
  const base = command ?? commandFor(daemon, peer.backend);
  return {
    path,
    command: resumeCommand(daemon, peer.backend, base, resume.session),
    resume_mode: "resumed",
    resume_warning: null,
    ...provenPane(daemon, peer),
  };
}

/** Why an agent that cannot be resumed is not ended. */
function refuseResume(
  { facts }: Daemon,
  { peer_id, display_name, backend }: PeerRecord,
  session: string | null,
  warning: string,
): never {
  const why = facts.codesFailedResume
    ? { backend, unsupported_reason: session === null ? "missing_id" : "resume_unavailable" }
    : {
        runtime_session_id: session,
        resume_mode: "resume_unavailable",
        resume_warning: warning,
      };
  const hint =
    "Restart is strict kill+resume: Repowire will not kill this peer unless it can first build a " +
    "validated backend-native resume command.";
  refuse(409, { error: "resume_unavailable", hint, peer_id, display_name, ...why });
}

/** The command of a backend. The error for a missing one has no details. */
function briefCommandFor(daemon: Daemon, { backend }: PeerRecord): string {
  try {
    return commandFor(daemon, backend);
  } catch (error) {
    const { hint } = detailOf(error) as { hint: string };
    refuse(409, { error: "command_unavailable", hint });
  }
}

/** The pane to close. An offline peer may be without a pane. */
function provenPane(daemon: Daemon, peer: PeerRecord): Pick<Plan, "pane_id" | "tmux_session"> {
  const { pane_id, tmux_session } = peer;
  const { findsOwnPanes, missingPane } = daemon.facts;
  const proof = findsOwnPanes ? proofOfPane(daemon, peer) : proofOfOwnPane(daemon, peer);
  const shown = (proof.isProven && proof.tmux_session) || tmux_session || missingPane;
  if (proof.isProven) return { pane_id: proof.pane_id, tmux_session: shown };
  const { error, hint } = proof;
  const isWithoutPane = ["missing_pane", "pane_not_live"].includes(error);
  if (peer.status === "offline" && isWithoutPane) return { pane_id: null, tmux_session: shown };
  refuse(409, { error, hint, pane_id: pane_id ?? missingPane });
}

function proofOfOwnPane(daemon: Daemon, peer: PeerRecord): PaneProof {
  const { pane_id, tmux_session } = peer;
  return pane_id !== null && ownsPane(daemon, peer)
    ? { isProven: true, pane_id, tmux_session }
    : { isProven: false, ...unprovenPane(daemon, pane_id) };
}

/**
 * Closes the pane of a peer that is restarted. The peer is offline until its agent is back.
 *
 * @throws a refusal if the pane no longer exists.
 */
function closeOldPane(daemon: Daemon, peer: PeerRecord, pane_id: string): void {
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
