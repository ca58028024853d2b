import type { ParamsOf, ResultOf } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { detailOf, refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { allowedPath, commandFor, launch, resumeCommand } from "./launcher.ts";
import { type PaneProof, proofOfPane, withOwnPane } from "./ownership-go.ts";
import { closeOldPane, needsResume, resumeOf } from "./restart.ts";
import { exactlyOnePeer, isWithoutPane, openAsks, refuseOtherHost } from "./target.ts";

/** `POST /peers/{name}/restart`. Only an agent that can resume its session is ended. */
export function restartPeerOfGo(
  daemon: Daemon,
  params: ParamsOf<"restartPeer">,
): ResultOf<"restartPeer"> {
  const found = exactlyOnePeer(daemon, params.name, params.circle);
  const peer = withOwnPane(daemon, found);
  refuseOtherHost(daemon, peer, "Peer restart is same-host only in this slice.");
  if (peer.path === "") {
    const hint = "Peer has no recorded working directory; cannot restart.";
    refuse(409, { error: "missing_path", hint });
  }
  const path = allowedPath(daemon, peer.path);
  const command = resumed(daemon, peer, path);
  const proof = provenOrGone(daemon, peer);
  const { peer_id, display_name, backend, circle, role } = peer;
  const answer = (status: string, restarted: boolean, tmux_session: string) => ({
    ok: true,
    status,
    restarted,
    peer_id,
    display_name,
    backend,
    path,
    circle,
    tmux_session,
    resume_mode: "resumed",
    resume_warning: null,
    unsupported_reason: null,
    command,
  });
  if (params.dry_run) {
    const tmux_session = (proof.isProven && proof.tmux_session) || peer.tmux_session || "";
    return answer("restart_available", false, tmux_session);
  }
  const open_asks = openAsks(daemon, peer_id).reverse();
  if (open_asks.length > 0) {
    const hint =
      "Peer has open asks; the operation would orphan them. Retry after they're acked or evicted.";
    refuse(409, { error: "in_flight_asks", hint, open_asks });
  }
  if (proof.isProven) closeOldPane(daemon, found, proof.pane_id);
  const { message } = params;
  const launched = launch(daemon, { path, circle, backend, command, role, message, peer_id });
  return answer("restarted", true, `${circle}:${launched.display_name}`);
}

/** The command with which the agent resumes its session. */
function resumed(daemon: Daemon, peer: PeerRecord, path: string): string {
  const { peer_id, display_name, backend } = peer;
  let command: string;
  try {
    command = commandFor(daemon, backend);
  } catch (error) {
    const { hint } = detailOf(error) as { hint: string };
    refuse(409, { error: "command_unavailable", hint });
  }
  const { session, resume } = resumeOf(daemon, peer, path);
  if (resume.resumable) return resumeCommand(daemon, backend, command, resume.session);
  const unsupported_reason = session === null ? "missing_id" : "resume_unavailable";
  const who = { peer_id, display_name, backend };
  refuse(409, { error: "resume_unavailable", hint: needsResume, ...who, unsupported_reason });
}

/** The proof of the pane. An offline peer may be without a pane. */
function provenOrGone(daemon: Daemon, peer: PeerRecord): PaneProof {
  const proof = proofOfPane(daemon, peer);
  if (proof.isProven) return proof;
  if (peer.status === "offline" && isWithoutPane(proof)) return proof;
  const { error, hint } = proof;
  refuse(409, { error, hint, pane_id: peer.pane_id ?? "" });
}
