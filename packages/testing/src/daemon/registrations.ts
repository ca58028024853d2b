import type {
  GetPeerParams,
  ListPeersParams,
  ListPeersResult,
  OkResult,
  ParamsOf,
  Peer,
  PeerRole,
  RegisterPeerParams,
  RegisterPeerResult,
  ResultOf,
  UnregisterPeerParams,
} from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import type { Bindings } from "./bindings.ts";
import { certify, provenCertificate } from "./certificates.ts";
import { crossesCircles } from "./circles.ts";
import type { Conversations } from "./conversations.ts";
import type { Core } from "./core.ts";
import { examine } from "./doctor.ts";
import { type Identities, RetiredId } from "./identity.ts";
import type { Liveness } from "./liveness.ts";
import { type Lookup, expireDescription } from "./lookup.ts";
import { normalizePath, runtimeSession } from "./names.ts";
import type { Peers } from "./peers.ts";
import type { PeerView } from "./peer-view.ts";
import { refuse } from "./refusal.ts";
import type { PeerRecord } from "./state.ts";

/** Who is there: the routes that register, list and forget peers. */
export class Registrations {
  readonly #engine: Parts;

  constructor(engine: Parts) {
    this.#engine = engine;
  }

  /** `POST /peers`. */
  register(params: RegisterPeerParams): RegisterPeerResult {
    const { core, identities, bindings, activity, conversations } = this.#engine;
    const { metadata = {}, backend = "claude-code", role = "agent" } = params;
    if (core.facts.registerNeedsCircle && !params.circle && !params.pane_id) {
      refuse(422, "circle is required");
    }
    const circle = params.circle || "global";
    const session = runtimeSession(metadata);
    let peer: PeerRecord;
    try {
      peer = identities.claim({
        peer_id: params.peer_id,
        circle,
        circle_source: params.circle_source,
        backend,
        path: params.path ?? "",
        machine: params.machine || core.machine.name,
        role,
        // A pane with a session is there when its hook connects, and not before.
        status: params.pane_id && session ? "offline" : "online",
        turn_state: params.turn_state,
        pane_id: params.pane_id,
        tmux_session: params.tmux_session,
        agent_pid: params.agent_pid,
        parent_pid: params.parent_pid,
        model: core.facts.peerModel ? params.model : null,
        metadata,
      });
    } catch (error) {
      if (error instanceof RetiredId) refuse(409, error.message);
      throw error;
    }
    void activity.during(() => conversations.deliverUndelivered(peer));
    const { peer_id, display_name } = peer;
    const project_path = params.path ?? "";
    bindings.observe({ peer_id, backend, project_path, metadata, runtime_session_id: session });
    return {
      ok: true,
      peer_id,
      display_name,
      pane_assigned: !params.pane_id || peer.pane_id === params.pane_id,
      birth_certificate: certify(
        core,
        peer,
        { ...params, metadata, backend, circle, role },
        session,
      ),
    };
  }

  /** `GET /peers`. */
  async list(params: ListPeersParams): Promise<ListPeersResult> {
    const { core, liveness, peers, view } = this.#engine;
    await liveness.lazyRepair();
    const { status, path, backend, circle } = params;
    let found = [...peers.all];
    for (const peer of found) expireDescription(core, peers, peer);
    if (status === "online") found = found.filter((peer) => peer.status !== "offline");
    if (status === "offline") found = found.filter((peer) => peer.status === "offline");
    if (path) {
      // The text as it is, and then what leads to the same folder.
      const meant = normalizePath(path);
      const same = found.filter((peer) => peer.path === path);
      found = same.concat(
        found.filter(
          (peer) => peer.path && peer.path !== path && normalizePath(peer.path) === meant,
        ),
      );
    }
    if (backend) found = found.filter((peer) => peer.backend === backend);
    if (circle !== undefined && circle !== "*") {
      found = found.filter((peer) => peer.circle === circle || crossesCircles(peer));
    }
    return { peers: found.map((peer) => view.show(peer)) };
  }

  /** `GET /peers/{identifier}`. */
  get({ identifier, circle }: GetPeerParams): Peer {
    const { lookup, view } = this.#engine;
    const peer = lookup.findOrConflict(identifier, circle);
    return view.show(peer ?? refuse(404, `Peer not found: ${identifier}`));
  }

  /** `GET /peers/by-pane/{pane_id}`. */
  getByPane(paneId: string): Peer {
    const { core, peers, view } = this.#engine;
    const peer = peers.byPane(paneId) ?? refuse(404, `No peer for pane: ${paneId}`);
    expireDescription(core, peers, peer);
    return core.facts.healthByPane ? view.show(peer) : view.showBare(peer);
  }

  /** `GET /peers/{identifier}/doctor`. */
  async examine({ identifier, circle }: GetPeerParams): Promise<ResultOf<"doctorPeer">> {
    const { core, asks, liveness, lookup } = this.#engine;
    await liveness.lazyRepair();
    const peer = lookup.findOrConflict(identifier, circle);
    return examine(core, asks, peer ?? refuse(404, `Peer not found: ${identifier}`));
  }

  /** `POST /peers/identity/validate`: a certificate brings its peer back. */
  validateIdentity(params: ParamsOf<"validateIdentity">): ResultOf<"validateIdentity"> {
    const { core, identities, lookup, view } = this.#engine;
    const certificate =
      provenCertificate(core, params) ??
      refuse(409, "Runtime identity certificate is invalid or expired");
    const { circle, role } = certificate["metadata"] as { circle: string; role: PeerRole };
    const known = lookup.find(certificate.peer_id);
    const peer =
      known ??
      identities.claim({
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
    return { ok: true, peer_id, display_name, peer: view.showBare(peer) };
  }

  /** `DELETE /peers/{name}`. */
  unregister({ name, circle }: UnregisterPeerParams): OkResult {
    const { peers, lookup } = this.#engine;
    if (!lookup.find(name, circle)) refuse(404, `Peer not found: ${name}`);
    // The lookup may prefer another one than the registered first, which is what is deleted.
    const named = peers.named(name).find((peer) => !circle || peer.circle === circle);
    peers.remove(peers.get(name) ?? named!, { identity: true });
    return { ok: true };
  }
}

interface Parts {
  readonly core: Core;
  readonly activity: { during(work: () => Promise<void>): Promise<void> };
  readonly asks: Asks;
  readonly peers: Peers;
  readonly lookup: Lookup;
  readonly liveness: Liveness;
  readonly identities: Identities;
  readonly bindings: Bindings;
  readonly view: PeerView;
  readonly conversations: Conversations;
}
