import {
  ClaimRoleParamsSchema,
  ClaimRoleResultSchema,
  MarkPeerOfflineParamsSchema,
  MarkPeerOfflineResultSchema,
  OrchestratorStatusParamsSchema,
  OrchestratorStatusSchema,
  SetCircleParamsSchema,
  SetDescriptionParamsSchema,
  SetProvenanceParamsSchema,
  TouchPeerParamsSchema,
  UpdateSessionParamsSchema,
} from "../peer-state.ts";
import { OkResultSchema } from "../peers.ts";
import { daemonVersions } from "../versions.ts";
import { type Endpoint, pythonDaemons } from "./endpoint.ts";

/** Routes about what peers are doing. */
export const peerStateEndpoints = {
  /** Sets a peer offline; with `terminal` its id is retired. */
  markPeerOffline: {
    name: "markPeerOffline",
    method: "POST",
    path: "/peers/{name}/offline",
    params: MarkPeerOfflineParamsSchema,
    result: MarkPeerOfflineResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Says what a peer is doing, for 15 minutes. */
  setDescription: {
    name: "setDescription",
    method: "POST",
    path: "/peers/{name}/description",
    params: SetDescriptionParamsSchema,
    query: ["circle"],
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Tells that a peer was seen. */
  touchPeer: {
    name: "touchPeer",
    method: "POST",
    path: "/peers/{name}/touch",
    params: TouchPeerParamsSchema,
    query: ["circle"],
    body: "none",
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Moves a peer to another circle. Its id does not change. */
  setCircle: {
    name: "setCircle",
    method: "POST",
    path: "/peers/circle",
    params: SetCircleParamsSchema,
    result: OkResultSchema,
    daemons: pythonDaemons,
    actsTwice: false,
  },
  /** Tells where a peer came from and whether it may be addressed. */
  setProvenance: {
    name: "setProvenance",
    method: "POST",
    path: "/peers/{name}/provenance",
    params: SetProvenanceParamsSchema,
    query: ["circle"],
    result: OkResultSchema,
    daemons: ["go"],
    actsTwice: false,
  },
  /** Makes a peer the orchestrator of its circle. */
  claimRole: {
    name: "claimRole",
    method: "POST",
    path: "/peers/claim-role",
    params: ClaimRoleParamsSchema,
    result: ClaimRoleResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Tells what a peer is doing. */
  updateSession: {
    name: "updateSession",
    method: "POST",
    path: "/session/update",
    params: UpdateSessionParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Tells whether a circle has a living orchestrator. */
  orchestratorStatus: {
    name: "orchestratorStatus",
    method: "GET",
    path: "/circles/{name}/orchestrator",
    params: OrchestratorStatusParamsSchema,
    result: OrchestratorStatusSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
