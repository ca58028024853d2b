import type {
  ClaimRoleParams,
  ClaimRoleResult,
  DoctorReport,
  GetPeerParams,
  ListPeersParams,
  MarkPeerOfflineParams,
  MarkPeerOfflineResult,
  OkResult,
  OrchestratorStatus,
  Peer,
  RegisterPeerParams,
  RegisterPeerResult,
  SetCircleParams,
  SetDescriptionParams,
  SetProvenanceParams,
  TouchPeerParams,
  UnregisterPeerParams,
  UpdateSessionParams,
  ValidateIdentityParams,
  ValidateIdentityResult,
} from "@repowire/protocol";

import type { RepowireCall } from "../http/call.ts";
import { ClientCore } from "../client-core.ts";
import type { CallOptions } from "../options.ts";

/** Who is in the mesh: registering, finding and describing peers. */
export abstract class PeerCalls extends ClientCore {
  /** The peers of the mesh, in the order of their registration. */
  listPeers(params?: ListPeersParams, options?: CallOptions): RepowireCall<Peer[]> {
    return this.calls.call("listPeers", params, options, (result) => result.peers);
  }

  /**
   * One peer, by peer id or display name. A name that two circles have is refused with 409: say the
   * `circle`, or use the peer id.
   */
  getPeer(
    identifier: string,
    params?: Omit<GetPeerParams, "identifier">,
    options?: CallOptions,
  ): RepowireCall<Peer> {
    return this.calls.call("getPeer", { ...params, identifier }, options);
  }

  /** The peer that runs in a tmux pane, such as `"%42"`. */
  getPeerByPane(pane_id: string, options?: CallOptions): RepowireCall<Peer> {
    return this.calls.call("getPeerByPane", { pane_id }, options);
  }

  /**
   * Registers a peer. The daemon chooses the name: go on with `peer_id` and `display_name` of the
   * result, and send the `peer_id` with the same path again to be the same peer later.
   *
   * A peer that only registers goes offline at the daemon's next repair, half a minute later at the
   * earliest; one that is to stay needs a socket.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const me = await client.registerPeer({ name: "my-script", path: "/srv/docs", circle: "docs" });
   * console.log(me.display_name);
   * ```
   */
  registerPeer(
    params: RegisterPeerParams,
    options?: CallOptions,
  ): RepowireCall<RegisterPeerResult> {
    return this.calls.call("registerPeer", params, options);
  }

  /** Has the daemon forget a peer and its identity. Its asks stay. */
  unregisterPeer(
    name: string,
    params?: Omit<UnregisterPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("unregisterPeer", { ...params, name }, options);
  }

  /**
   * Proves an identity with the certificate of its registration, and puts it back into the list
   * after a restart of the daemon.
   */
  validateIdentity(
    params: ValidateIdentityParams,
    options?: CallOptions,
  ): RepowireCall<ValidateIdentityResult> {
    return this.calls.call("validateIdentity", params, options);
  }

  /** What the daemon finds wrong with a peer's way of receiving messages. */
  doctorPeer(
    identifier: string,
    params?: Omit<GetPeerParams, "identifier">,
    options?: CallOptions,
  ): RepowireCall<DoctorReport> {
    return this.calls.call("doctorPeer", { ...params, identifier }, options);
  }

  /** Marks a peer as offline, a known one or not. `cancelled_queries` says how many queries that ended. */
  markPeerOffline(
    name: string,
    params?: Omit<MarkPeerOfflineParams, "name">,
    options?: CallOptions,
  ): RepowireCall<MarkPeerOfflineResult> {
    return this.calls.call("markPeerOffline", { ...params, name }, options);
  }

  /** Says what a peer works on. An empty text clears it; after 15 minutes the daemon forgets it. */
  setDescription(
    name: string,
    params: Omit<SetDescriptionParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("setDescription", { ...params, name }, options);
  }

  /** Says that a peer is alive. Only 0.14.17 brings an offline peer online by it. */
  touchPeer(
    name: string,
    params?: Omit<TouchPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("touchPeer", { ...params, name }, options);
  }

  /** Moves a peer to another circle. Gone in the Go daemon. */
  setCircle(
    peer_name: string,
    params: Omit<SetCircleParams, "peer_name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("setCircle", { ...params, peer_name }, options);
  }

  /** Says who and what brought a peer about. Go only. */
  setProvenance(
    name: string,
    params: Omit<SetProvenanceParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("setProvenance", { ...params, name }, options);
  }

  /** Makes a peer the orchestrator of its circle. A living one keeps the role: 409. */
  claimRole(params: ClaimRoleParams, options?: CallOptions): RepowireCall<ClaimRoleResult> {
    return this.calls.call("claimRole", params, options);
  }

  /** Says what a peer is doing: its status, its turn, its model. */
  updateSession(params: UpdateSessionParams, options?: CallOptions): RepowireCall<OkResult> {
    return this.calls.call("updateSession", params, options);
  }

  /** Who is the orchestrator of a circle, if anybody is. Any circle's name will do. */
  orchestratorStatus(name: string, options?: CallOptions): RepowireCall<OrchestratorStatus> {
    return this.calls.call("orchestratorStatus", { name }, options);
  }
}
