import { DoctorReportSchema } from "../doctor.ts";
import {
  GetPeerByPaneParamsSchema,
  GetPeerParamsSchema,
  ListPeersParamsSchema,
  ListPeersResultSchema,
  OkResultSchema,
  PeerSchema,
} from "../peers.ts";
import {
  RegisterPeerParamsSchema,
  RegisterPeerResultSchema,
  UnregisterPeerParamsSchema,
  ValidateIdentityParamsSchema,
  ValidateIdentityResultSchema,
} from "../registration.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

/** Routes about peers. */
export const peerEndpoints = {
  /** Lists the peers that the daemon knows, in the order of their registration. */
  listPeers: {
    name: "listPeers",
    method: "GET",
    path: "/peers",
    params: ListPeersParamsSchema,
    result: ListPeersResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Gets one peer. */
  getPeer: {
    name: "getPeer",
    method: "GET",
    path: "/peers/{identifier}",
    params: GetPeerParamsSchema,
    result: PeerSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Gets the peer of a tmux pane. */
  getPeerByPane: {
    name: "getPeerByPane",
    method: "GET",
    path: "/peers/by-pane/{pane_id}",
    params: GetPeerByPaneParamsSchema,
    result: PeerSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Makes the caller a peer, or a peer of before again. */
  registerPeer: {
    name: "registerPeer",
    method: "POST",
    path: "/peers",
    aliases: [{ method: "POST", path: "/peer/register" }],
    params: RegisterPeerParamsSchema,
    result: RegisterPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Forgets a peer. Its open asks stay, and so does its socket. */
  unregisterPeer: {
    name: "unregisterPeer",
    method: "DELETE",
    path: "/peers/{name}",
    aliases: [{ method: "POST", path: "/peer/unregister" }],
    params: UnregisterPeerParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    // Of two peers with one name, the first call takes the one and the second the other.
    actsTwice: true,
  },
  /** Proves an identity with the certificate of its registration. */
  validateIdentity: {
    name: "validateIdentity",
    method: "POST",
    path: "/peers/identity/validate",
    params: ValidateIdentityParamsSchema,
    result: ValidateIdentityResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Examines why messages reach a peer or not. */
  doctorPeer: {
    name: "doctorPeer",
    method: "GET",
    path: "/peers/{identifier}/doctor",
    params: GetPeerParamsSchema,
    result: DoctorReportSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
