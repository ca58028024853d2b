import type { PeerRole, RegisterPeerParams, RegisterPeerResult } from "@repowire/protocol";
import { peerRoles } from "@repowire/protocol/guards";
import { unless } from "../../support.ts";
import type { Daemon, Route } from "../daemon.ts";
import { isIdentifier, runtimeSession } from "../names.ts";
import { refuse } from "../refusal.ts";
import { deliverUndelivered } from "../replies.ts";
import { observeSession } from "../sessions/bindings.ts";
import { verifiedPane } from "../spawning/ownership-go.ts";
import { resumeCapability } from "../spawning/launcher.ts";
import { certify, provenCertificate } from "./certificates.ts";
import { type Claim, RetiredId, claimIdentity } from "./identity.ts";
import { findPeer } from "./lookup.ts";
import { expelPeer, markOffline } from "./presence.ts";
import { peersNamed } from "./registry.ts";
import { showBarePeer } from "./view.ts";

/** `POST /peers`. */
export function registerPeer(daemon: Daemon, params: RegisterPeerParams): RegisterPeerResult {
  const { activity } = daemon;
  const { metadata = {}, backend = "claude-code" } = params;
  if (daemon.facts.checksRegistration) checkNames(params);
  if (daemon.facts.registerNeedsCircle && !params.circle && !params.pane_id) {
    refuse(422, "Circle is required; choose a circle for pane-less registration");
  }
  const { circle, role } = placeOf(daemon, params);
  const session = runtimeSession(metadata);
  // A peer with a pane and a session is online only after its hook connects.
  const isHandedOver = Boolean(params.pane_id) && session !== null;
  const claim: Claim = {
    peer_id: params.peer_id,
    circle,
    circle_source: params.circle_source,
    backend,
    path: params.path ?? "",
    machine: params.machine || daemon.settings.machine,
    role,
    status: isHandedOver && !daemon.facts.presenceEvents ? "offline" : "online",
    turn_state: params.turn_state,
    pane_id: params.pane_id,
    tmux_session: params.tmux_session,
    agent_pid: params.agent_pid,
    parent_pid: params.parent_pid,
    model: daemon.facts.peerModel ? params.model : null,
    metadata,
  };
  const peer = unless(
    RetiredId,
    () => claimIdentity(daemon, claim),
    ({ message }) => refuse(409, message),
  );
  if (isHandedOver && daemon.facts.presenceEvents) {
    markOffline(daemon, peer, { reason: "pane_handoff", source: "registration" });
  }
  activity.background(() => deliverUndelivered(daemon, peer));
  const { peer_id, display_name } = peer;
  const project_path = params.path ?? "";
  observeSession(daemon, {
    peer_id,
    backend,
    project_path,
    circle,
    metadata,
    runtime_session_id: session,
    resume_capability: resumeCapability(backend, session),
  });
  return {
    ok: true,
    peer_id,
    display_name,
    pane_assigned: !params.pane_id || peer.pane_id === params.pane_id,
    ...(daemon.facts.registrationShowsIdentity && { circle: peer.circle, role: peer.role }),
    birth_certificate: certify(
      daemon,
      peer,
      { ...params, metadata, backend, circle, role },
      session,
    ),
  };
}

/** Checks what the types of the parameters do not express. */
function checkNames({ name, circle }: RegisterPeerParams) {
  const pattern = "^[a-zA-Z0-9._-]+$ and be <= 64 chars";
  if (!isIdentifier(name)) refuse(422, `name must match ${pattern}`);
  if (circle && !isIdentifier(circle)) refuse(422, `Circle must match ${pattern}`);
}

/** The circle and role of a registration. A pane may prove others than the parameters say. */
function placeOf(daemon: Daemon, params: RegisterPeerParams): { circle: string; role: PeerRole } {
  const { pane_id, circle, role, backend = "claude-code", path } = params;
  const { checksRegistration, panesProvePlace } = daemon.facts;
  if (!pane_id || !panesProvePlace) {
    const isRole = !role || (peerRoles as readonly string[]).includes(role);
    if (checksRegistration && !isRole) refuse(422, "Invalid role");
    return { circle: circle || "global", role: role ?? "agent" };
  }
  return verifiedPane(daemon, { pane_id, backend, path: path ?? "", circle: circle ?? "", role });
}

/** `POST /peers/identity/validate`: restores the peer of a certificate. */
export const validateIdentity: Route<"validateIdentity"> = (daemon, params) => {
  const { certificateNamesMachine, checksRegistration } = daemon.facts;
  if (checksRegistration && Object.keys(params.birth_certificate).length === 0) {
    refuse(422, "birth_certificate is required");
  }
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
      machine: certificateNamesMachine ? daemon.settings.machine : "unknown",
      role,
      status: "online",
      pane_id: certificate.pane_id,
      agent_pid: certificate.agent_pid,
      parent_pid: certificate.parent_pid,
      metadata: {
        ...((!certificateNamesMachine || certificate.runtime_session_id) && {
          hook_session_id: certificate.runtime_session_id,
        }),
        birth_certificate_nonce: certificate.nonce,
      },
    });
  const { peer_id, display_name } = peer;
  return { ok: true, peer_id, display_name, peer: showBarePeer(daemon, peer) };
};

/** `DELETE /peers/{name}`. */
export const unregisterPeer: Route<"unregisterPeer"> = (daemon, { name, circle }, { method }) => {
  const found = findPeer(daemon, name, circle) ?? refuse(404, `Peer not found: ${name}`);
  const first = peersNamed(daemon, name).find((peer) => !circle || peer.circle === circle);
  const { removesPreferred } = daemon.facts;
  const peer = removesPreferred ? found : (daemon.state.peers.get(name) ?? first!);
  if (daemon.facts.removalRetires && method === "DELETE") {
    daemon.state.retired.set(peer.peer_id, daemon.stamp());
  }
  expelPeer(daemon, peer);
  return { ok: true };
};
