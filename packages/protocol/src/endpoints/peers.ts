import {
  GetPeerParamsSchema,
  ListPeersParamsSchema,
  ListPeersResultSchema,
  OkResultSchema,
  PeerSchema,
  RegisterPeerParamsSchema,
  RegisterPeerResultSchema,
  UnregisterPeerParamsSchema,
} from "../peers.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

export const peerEndpoints = {
  listPeers: {
    name: "listPeers",
    method: "GET",
    path: "/peers",
    params: ListPeersParamsSchema,
    result: ListPeersResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  getPeer: {
    name: "getPeer",
    method: "GET",
    path: "/peers/{identifier}",
    params: GetPeerParamsSchema,
    result: PeerSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  registerPeer: {
    name: "registerPeer",
    method: "POST",
    path: "/peers",
    params: RegisterPeerParamsSchema,
    result: RegisterPeerResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  unregisterPeer: {
    name: "unregisterPeer",
    method: "DELETE",
    path: "/peers/{name}",
    params: UnregisterPeerParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
