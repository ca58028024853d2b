import * as z from "zod/mini";

import { peerRoles, peerStatuses, turnStates } from "./peers.ts";
import { withProvenance } from "./registration.ts";
import {
  among,
  checked,
  filled,
  int,
  nullishFlag,
  nullishFreeForm,
  nullishInt,
  nullishText,
  open,
  optionalFlag,
  optionalText,
  pathSegment,
  peerSegment,
  rule,
} from "../schema.ts";
import { endpointTable, pythonDaemons } from "../endpoint.ts";

/** The schema of {@link MarkPeerOfflineParams}. */
export const MarkPeerOfflineParamsSchema = z.strictObject({
  /** A peer id or a display name; an unknown one is no error. */
  name: peerSegment,
  /** Since 0.15.3, as the three below; older daemons ignore them. */
  reason: optionalText,
  source: optionalText,
  detail: nullishText,
  /** Retires the peer id: the socket is closed with 4004, and later claims are refused. */
  terminal: optionalFlag,
});

/** Which peer to mark offline. */
export type MarkPeerOfflineParams = z.infer<typeof MarkPeerOfflineParamsSchema>;

/** The schema of {@link MarkPeerOfflineResult}. */
export const MarkPeerOfflineResultSchema = z.looseObject({
  ok: z.boolean(),
  /** Calls of `query` that waited for this peer; always 0 since 0.15.2. */
  cancelled_queries: nullishInt,
});

/** What going offline ended. */
export type MarkPeerOfflineResult = z.infer<typeof MarkPeerOfflineResultSchema>;

/** The schema of {@link SetDescriptionParams}. */
export const SetDescriptionParamsSchema = z.strictObject({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalText,
  /** Shown for 15 minutes; an empty text clears it. */
  description: z.string(),
});

/** What a peer says it is doing. */
export type SetDescriptionParams = z.infer<typeof SetDescriptionParamsSchema>;

/** The schema of {@link TouchPeerParams}. */
export const TouchPeerParamsSchema = z.strictObject({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalText,
});

/** Which peer was seen. */
export type TouchPeerParams = z.infer<typeof TouchPeerParamsSchema>;

/** The schema of {@link SetCircleParams}. */
export const SetCircleParamsSchema = z.strictObject({
  /** A peer id or a display name; an unknown one is no error. */
  peer_name: filled,
  /** The daemon does not check its characters here. */
  circle: filled,
});

/** Which peer moves, and where. */
export type SetCircleParams = z.infer<typeof SetCircleParamsSchema>;

/** The schema of {@link SetProvenanceParams}. */
export const SetProvenanceParamsSchema = withProvenance({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalText,
});

/** Which peer came from where. */
export type SetProvenanceParams = z.infer<typeof SetProvenanceParamsSchema>;

/** The schema of {@link ClaimRoleParams}. */
export const ClaimRoleParamsSchema = z.strictObject({
  /** Only `"orchestrator"` can be claimed. */
  role: z.enum(peerRoles),
  /** A peer id or a display name. */
  peer_name: filled,
  circle: nullishText,
  /** Demotes another holder, unless it is alive. */
  force: optionalFlag,
});

/** Who claims which role. */
export type ClaimRoleParams = z.infer<typeof ClaimRoleParamsSchema>;

/** The schema of {@link RoleHolder}. */
export const RoleHolderSchema = z.looseObject({
  peer_id: nullishText,
  display_name: nullishText,
  status: z.nullish(open(peerStatuses)),
  /** ISO 8601. */
  last_seen: nullishText,
});

/** A peer that held a role before. */
export type RoleHolder = z.infer<typeof RoleHolderSchema>;

/** The schema of {@link ClaimRoleResult}. */
export const ClaimRoleResultSchema = z.looseObject({
  /** Go does not say it. */
  ok: nullishFlag,
  peer_id: z.string(),
  peer_name: z.string(),
  role: open(peerRoles),
  circle: z.string(),
  already_held: nullishFlag,
  /** Each a {@link RoleHolder}, of Go a peer id. */
  previous_holders: z.nullish(z.array(z.unknown())),
});

/** Who holds the role now. */
export type ClaimRoleResult = z.infer<typeof ClaimRoleResultSchema>;

/** The schema of {@link UpdateSessionParams}. */
export const UpdateSessionParamsSchema = checked(
  z.strictObject({
    /** A peer id or a display name; wins over `pane_id`. An unknown one is no error. */
    peer_name: nullishText,
    pane_id: nullishText,
    status: z.nullish(among(peerStatuses)),
    turn_state: z.nullish(z.enum(turnStates)),
    /** Since 0.15.2; older daemons ignore it. */
    model: nullishText,
    /** Merged since 0.15.2; older daemons ignore it. */
    metadata: nullishFreeForm,
  }),
  rule(
    ({ peer_name, pane_id }) => Boolean(peer_name) || Boolean(pane_id),
    "needs peer_name or pane_id",
  ),
  rule(
    ({ status, turn_state, model }) => (status ?? turn_state ?? model) != null,
    "needs at least one of status, turn_state and model",
  ),
);

/** What a peer's session is doing. */
export type UpdateSessionParams = z.infer<typeof UpdateSessionParamsSchema>;

/** The schema of {@link OrchestratorStatusParams}. */
export const OrchestratorStatusParamsSchema = z.strictObject({
  /** The circle; an unknown one has no orchestrator. */
  name: pathSegment("a circle"),
});

/** Whose orchestrator is meant. */
export type OrchestratorStatusParams = z.infer<typeof OrchestratorStatusParamsSchema>;

/** The schema of {@link OrchestratorStatus}. */
export const OrchestratorStatusSchema = z.looseObject({
  circle: z.string(),
  present: z.boolean(),
  peer_id: nullishText,
  /** A display name. */
  peer_name: nullishText,
  /** ISO 8601. */
  last_seen: nullishText,
  /** Seconds without a sign of life after which an orchestrator no longer counts. */
  stale_after_seconds: int,
});

/** Whether a circle has a living orchestrator. */
export type OrchestratorStatus = z.infer<typeof OrchestratorStatusSchema>;

/** Routes about what peers are doing. */
export const peerStateEndpoints = endpointTable({
  /** Sets a peer offline; with `terminal` its id is retired. */
  markPeerOffline: {
    method: "POST",
    path: "/peers/{name}/offline",
    params: MarkPeerOfflineParamsSchema,
    result: MarkPeerOfflineResultSchema,
  },
  /** Says what a peer is doing, for 15 minutes. */
  setDescription: {
    method: "POST",
    path: "/peers/{name}/description",
    params: SetDescriptionParamsSchema,
    query: ["circle"],
  },
  /** Tells that a peer was seen. */
  touchPeer: {
    method: "POST",
    path: "/peers/{name}/touch",
    params: TouchPeerParamsSchema,
    query: ["circle"],
    body: "none",
  },
  /** Moves a peer to another circle. Its id does not change. */
  setCircle: {
    method: "POST",
    path: "/peers/circle",
    params: SetCircleParamsSchema,
    daemons: pythonDaemons,
  },
  /** Tells where a peer came from and whether it may be addressed. */
  setProvenance: {
    method: "POST",
    path: "/peers/{name}/provenance",
    params: SetProvenanceParamsSchema,
    query: ["circle"],
    daemons: ["go"],
  },
  /** Makes a peer the orchestrator of its circle. */
  claimRole: {
    method: "POST",
    path: "/peers/claim-role",
    params: ClaimRoleParamsSchema,
    result: ClaimRoleResultSchema,
  },
  /** Tells what a peer is doing. */
  updateSession: {
    method: "POST",
    path: "/session/update",
    params: UpdateSessionParamsSchema,
  },
  /** Tells whether a circle has a living orchestrator. */
  orchestratorStatus: {
    method: "GET",
    path: "/circles/{name}/orchestrator",
    params: OrchestratorStatusParamsSchema,
    result: OrchestratorStatusSchema,
  },
});
