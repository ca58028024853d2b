import { endpointTable, pythonDaemons } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import * as rules from "../rules.ts";
import {
  type ObjectSchema,
  among,
  anything,
  boolean,
  closed,
  filled,
  int,
  list,
  nullish,
  nullishBoolean,
  nullishFreeForm,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishString,
  oneOf,
  open,
  optionalBoolean,
  optionalString,
  pathSegment,
  peerSegment,
  rule,
  string,
  tolerant,
} from "../schema.ts";
import { peerRoles, peerStatuses, turnStates } from "../words.ts";
import { GetPeerParamsSchema } from "./peers.ts";
import { provenance } from "./registration.ts";

/** Which peer to mark offline. */
export const MarkPeerOfflineParamsSchema: ObjectSchema<models.MarkPeerOfflineParams> = closed({
  /** A peer id or a display name. An unknown one is not an error. */
  name: peerSegment,
  /** Since 0.15.3, as the three below; older daemons ignore them. */
  reason: optionalString,
  source: optionalString,
  detail: nullishString,
  /** Retires the peer id: the socket is closed with 4004, and later claims are refused. */
  terminal: optionalBoolean,
});

/** What going offline ended. */
export const MarkPeerOfflineResultSchema: ObjectSchema<models.MarkPeerOfflineResult> = tolerant({
  ok: boolean,
  /** Calls of `query` that waited for this peer; always 0 since 0.15.2. */
  cancelled_queries: nullishInt,
});

/** What a peer says it is doing. */
export const SetDescriptionParamsSchema: ObjectSchema<models.SetDescriptionParams> = closed({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalString,
  /** Shown for 15 minutes; an empty text clears it. */
  description: string,
});

/** Which peer was seen. */
export const TouchPeerParamsSchema: ObjectSchema<models.TouchPeerParams> = closed({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalString,
});

/** Which peer moves, and where. */
export const SetCircleParamsSchema: ObjectSchema<models.SetCircleParams> = closed({
  /** A peer id or a display name. An unknown one is not an error. */
  peer_name: filled,
  /** The daemon does not check its characters here. */
  circle: filled,
});

/** Which peer came from where. */
export const SetProvenanceParamsSchema: ObjectSchema<models.SetProvenanceParams> = closed(
  {
    /** A peer id or a display name. */
    name: peerSegment,
    circle: optionalString,
  },
  { also: provenance },
);

/** Who claims which role. */
export const ClaimRoleParamsSchema: ObjectSchema<models.ClaimRoleParams> = closed({
  /** Only `"orchestrator"` can be claimed. */
  role: oneOf(peerRoles),
  /** A peer id or a display name. */
  peer_name: filled,
  circle: nullishString,
  /** Demotes another holder, unless it is alive. */
  force: optionalBoolean,
});

/** A peer that held a role before. */
export const RoleHolderSchema: ObjectSchema<models.RoleHolder> = tolerant({
  peer_id: nullishString,
  display_name: nullishString,
  status: nullish(open(peerStatuses)),
  /** ISO 8601. */
  last_seen: nullishString,
});

/** Who holds the role now. */
export const ClaimRoleResultSchema: ObjectSchema<models.ClaimRoleResult> = tolerant({
  /** Go does not send it. */
  ok: nullishBoolean,
  peer_id: string,
  peer_name: string,
  role: open(peerRoles),
  circle: string,
  already_held: nullishBoolean,
  /** Each entry is a {@link RoleHolder}; on Go a peer id. */
  previous_holders: nullish(list(anything)),
});

/** What a peer's session is doing. */
export const UpdateSessionParamsSchema: ObjectSchema<models.UpdateSessionParams> = closed(
  {
    /** A peer id or a display name. It goes before `pane_id`. An unknown one is not an error. */
    peer_name: nullishString,
    pane_id: nullishString,
    status: nullish(among(peerStatuses)),
    turn_state: nullish(oneOf(turnStates)),
    /** Since 0.15.2; older daemons ignore it. */
    model: nullishString,
    /** Merged since 0.15.2; older daemons ignore it. */
    metadata: nullishFreeForm,
  },
  {
    rules: [
      rule(rules.hasEither, ["peer_name", "pane_id"], "needs peer_name or pane_id"),
      rule(
        rules.hasSome,
        ["status", "turn_state", "model"],
        "needs at least one of status, turn_state and model",
      ),
    ],
  },
);

/** The circle whose orchestrator to look for. */
export const OrchestratorStatusParamsSchema: ObjectSchema<models.OrchestratorStatusParams> = closed(
  {
    /** The circle; an unknown one has no orchestrator. */
    name: pathSegment("a circle"),
  },
);

/** The orchestrator of a circle, if it has one that is alive. */
export const OrchestratorStatusSchema: ObjectSchema<models.OrchestratorStatus> = tolerant({
  circle: string,
  present: boolean,
  peer_id: nullishString,
  /** A display name. */
  peer_name: nullishString,
  /** ISO 8601. */
  last_seen: nullishString,
  /** Seconds without a sign of life after which an orchestrator no longer counts. */
  stale_after_seconds: int,
});

/** Two things the daemon knows of a peer that cannot both be true. */
export const ContradictionSchema: ObjectSchema<models.Contradiction> = tolerant({
  /** As `"ONLINE_BUT_NO_WS"`. */
  code: string,
  /** `"error"` or `"warning"`. */
  severity: string,
  detail: string,
});

/** All that the daemon knows of why messages reach a peer or not. */
export const DoctorReportSchema: ObjectSchema<models.DoctorReport> = tolerant({
  peer_id: string,
  display_name: string,
  status: open(peerStatuses),
  turn_state: nullishOpen(turnStates),
  /** ISO 8601. */
  last_seen: nullishString,
  machine: nullishString,
  /** The Python daemons send the name of their constant, as `"AgentType.CLAUDE_CODE"`. */
  backend: nullishString,
  circle: nullishString,
  role: nullishOpen(peerRoles),
  pane_id: nullishString,
  is_local_machine: nullishBoolean,
  ws_connected: nullishBoolean,
  ws_pane_id: nullishString,
  tmux_pane_exists: nullishBoolean,
  tmux_evidence: nullishFreeForm,
  hook_meta_available: nullishBoolean,
  hook_meta_peer_id: nullishString,
  hook_meta_display_name: nullishString,
  agent_pid: nullishInt,
  agent_pid_alive: nullishBoolean,
  pending_inbound_count: nullishInt,
  /** Seconds. */
  oldest_pending_age_seconds: nullishNumber,
  oldest_pending_cid: nullishString,
  contradictions: nullish(list(ContradictionSchema)),
});

/** Routes about what peers are doing. */
export const peerStateEndpoints = endpointTable({
  /** Examines why messages reach a peer or not. */
  doctorPeer: {
    method: "GET",
    path: "/peers/{identifier}/doctor",
    errors: [404, 409],
    params: GetPeerParamsSchema,
    result: DoctorReportSchema,
  },
  /** Sets a peer offline; with `terminal` its id is retired. */
  markPeerOffline: {
    method: "POST",
    path: "/peers/{name}/offline",
    errors: [409],
    params: MarkPeerOfflineParamsSchema,
    result: MarkPeerOfflineResultSchema,
  },
  /** Says what a peer is doing, for 15 minutes. */
  setDescription: {
    method: "POST",
    path: "/peers/{name}/description",
    errors: [404, 409],
    params: SetDescriptionParamsSchema,
    query: ["circle"],
  },
  /** Tells that a peer was seen. */
  touchPeer: {
    method: "POST",
    path: "/peers/{name}/touch",
    errors: [404, 409],
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
    errors: [404, 409],
    params: SetProvenanceParamsSchema,
    query: ["circle"],
    daemons: ["go"],
  },
  /** Makes a peer the orchestrator of its circle. */
  claimRole: {
    method: "POST",
    path: "/peers/claim-role",
    errors: [400, 404, 409],
    params: ClaimRoleParamsSchema,
    result: ClaimRoleResultSchema,
  },
  /** Tells what a peer is doing. */
  updateSession: {
    method: "POST",
    path: "/session/update",
    errors: [400, 404, 409],
    params: UpdateSessionParamsSchema,
  },
  /** Returns the orchestrator of a circle. A circle that does not exist has none. */
  orchestratorStatus: {
    method: "GET",
    path: "/circles/{name}/orchestrator",
    params: OrchestratorStatusParamsSchema,
    result: OrchestratorStatusSchema,
  },
});
