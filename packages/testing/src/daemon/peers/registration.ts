import type {
  OkResult,
  ParamsOf,
  PeerRole,
  RegisterPeerParams,
  RegisterPeerResult,
  ResultOf,
  UnregisterPeerParams,
} from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { runtimeSession } from "../names.ts";
import { refuse } from "../refusal.ts";
import { deliverUndelivered } from "../replies.ts";
import { observeSession } from "../sessions/bindings.ts";
import { resumeCapability } from "../spawning/resume.ts";
import type { PeerRecord } from "../state.ts";
import { certify, provenCertificate } from "./certificates.ts";
import { RetiredId, claimIdentity } from "./identity.ts";
import { findPeer } from "./lookup.ts";
import { peerById, peersNamed, removePeer } from "./registry.ts";
import { showBarePeer } from "./view.ts";

/** `POST /peers`. */
export function registerPeer(daemon: Daemon, params: RegisterPeerParams): RegisterPeerResult {
  const { activity } = daemon;
  const { metadata = {}, backend = "claude-code", role = "agent" } = params;
  if (daemon.facts.registerNeedsCircle && !params.circle && !params.pane_id) {
    refuse(422, "circle is required");
  }
  const circle = params.circle || "global";
  const session = runtimeSession(metadata);
  let peer: PeerRecord;
  try {
    peer = claimIdentity(daemon, {
      peer_id: params.peer_id,
      circle,
      circle_source: params.circle_source,
      backend,
      path: params.path ?? "",
      machine: params.machine || daemon.settings.machine,
      role,
      // A pane with a session is there when its hook connects, and not before.
      status: params.pane_id && session ? "offline" : "online",
      turn_state: params.turn_state,
      pane_id: params.pane_id,
      tmux_session: params.tmux_session,
      agent_pid: params.agent_pid,
      parent_pid: params.parent_pid,
      model: daemon.facts.peerModel ? params.model : null,
      metadata,
    });
  } catch (error) {
    if (error instanceof RetiredId) refuse(409, error.message);
    throw error;
  }
  activity.background(() => deliverUndelivered(daemon, peer));
  const { peer_id, display_name } = peer;
  const project_path = params.path ?? "";
  observeSession(daemon, {
    peer_id,
    backend,
    project_path,
    metadata,
    runtime_session_id: session,
    resume_capability: resumeCapability(backend, session),
  });
  return {
    ok: true,
    peer_id,
    display_name,
    pane_assigned: !params.pane_id || peer.pane_id === params.pane_id,
    birth_certificate: certify(
      daemon,
      peer,
      { ...params, metadata, backend, circle, role },
      session,
    ),
  };
}

/** `POST /peers/identity/validate`: a certificate brings its peer back. */
export function validateIdentity(
  daemon: Daemon,
  params: ParamsOf<"validateIdentity">,
): ResultOf<"validateIdentity"> {
  const certificate =
    provenCertificate(daemon, params) ??
    refuse(409, "Runtime identity certificate is invalid or expired");
  const { circle, role } = certificate["metadata"] as { circle: string; role: PeerRole };
  const known = findPeer(daemon, certificate.peer_id);
  const peer =
    known ??
    claimIdentity(daemon, {
      peer_id: certificate.peer_id,
      display_name: certificate.display_name,
      circle,
      circle_source: "fallback",
      backend: certificate.backend,
      path: certificate.project_path,
      machine: "unknown",
      role,
      status: "online",
      pane_id: certificate.pane_id,
      agent_pid: certificate.agent_pid,
      parent_pid: certificate.parent_pid,
      metadata: {
        hook_session_id: certificate.runtime_session_id,
        birth_certificate_nonce: certificate.nonce,
      },
    });
  const { peer_id, display_name } = peer;
  return { ok: true, peer_id, display_name, peer: showBarePeer(daemon, peer) };
}

/** `DELETE /peers/{name}`. */
export function unregisterPeer(daemon: Daemon, { name, circle }: UnregisterPeerParams): OkResult {
  if (!findPeer(daemon, name, circle)) refuse(404, `Peer not found: ${name}`);
  // The lookup may prefer another one than the registered first, which is what is deleted.
  const named = peersNamed(daemon, name).find((peer) => !circle || peer.circle === circle);
  removePeer(daemon, peerById(daemon, name) ?? named!, { identity: true });
  return { ok: true };
}
