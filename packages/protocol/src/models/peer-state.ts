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

/** The peer to mark offline. */
export const MarkPeerOfflineParamsSchema: ObjectSchema<models.MarkPeerOfflineParams> = closed({
  /** A peer id or a display name. An unknown one is not an error. */
  name: peerSegment,
  /** Since 0.15.3, like the next three. Older daemons ignore them. */
  reason: optionalString,
  source: optionalString,
  detail: nullishString,
  /** Retires the peer id. The socket is closed with 4004, and later claims are refused. */
  terminal: optionalBoolean,
});

/** What ended because the peer went offline. */
export const MarkPeerOfflineResultSchema: ObjectSchema<models.MarkPeerOfflineResult> = tolerant({
  ok: boolean,
  /** How many calls of `query` waited for this peer. Always 0 since 0.15.2. */
  cancelled_queries: nullishInt,
});

/** What a peer is working on. */
export const SetDescriptionParamsSchema: ObjectSchema<models.SetDescriptionParams> = closed({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalString,
  /** Shown for 15 minutes. An empty text clears it. */
  description: string,
});

/** The peer that was seen. */
export const TouchPeerParamsSchema: ObjectSchema<models.TouchPeerParams> = closed({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalString,
});

/** The peer to move, and its new circle. */
export const SetCircleParamsSchema: ObjectSchema<models.SetCircleParams> = closed({
  /** A peer id or a display name. An unknown one is not an error. */
  peer_name: filled,
  /** The daemon does not check the characters here. */
  circle: filled,
});

/** The provenance of a peer. */
export const SetProvenanceParamsSchema: ObjectSchema<models.SetProvenanceParams> = closed(
  {
    /** A peer id or a display name. */
    name: peerSegment,
    circle: optionalString,
  },
  { also: provenance },
);

/** The role to claim, and the peer that claims it. */
export const ClaimRoleParamsSchema: ObjectSchema<models.ClaimRoleParams> = closed({
  /** Only `"orchestrator"` is possible. */
  role: oneOf(peerRoles),
  /** A peer id or a display name. */
  peer_name: filled,
  circle: nullishString,
  /** Demotes another holder, unless that peer is alive. */
  force: optionalBoolean,
});

/** A peer that held the role before. */
export const RoleHolderSchema: ObjectSchema<models.RoleHolder> = tolerant({
  peer_id: nullishString,
  display_name: nullishString,
  status: nullish(open(peerStatuses)),
  /** ISO 8601. */
  last_seen: nullishString,
});

/** The new holder of the role. */
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

/** The state of a peer's session. */
export const UpdateSessionParamsSchema: ObjectSchema<models.UpdateSessionParams> = closed(
  {
    /**
     * A peer id or a display name. It takes precedence over `pane_id`. An unknown one is not an error.
     */
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
    /** The circle. A circle that does not exist has no orchestrator. */
    name: pathSegment("a circle"),
  },
);

/** The orchestrator of a circle, if it has a living one. */
export const OrchestratorStatusSchema: ObjectSchema<models.OrchestratorStatus> = tolerant({
  circle: string,
  present: boolean,
  peer_id: nullishString,
  /** A display name. */
  peer_name: nullishString,
  /** ISO 8601. */
  last_seen: nullishString,
  /** An orchestrator without a sign of life for this many seconds no longer counts. */
  stale_after_seconds: int,
});

/** Two facts about a peer that contradict each other. */
export const ContradictionSchema: ObjectSchema<models.Contradiction> = tolerant({
  /** Such as `"ONLINE_BUT_NO_WS"`. */
  code: string,
  /** `"error"` or `"warning"`. */
  severity: string,
  detail: string,
});

/** Everything the daemon knows about whether messages reach a peer. */
export const DoctorReportSchema: ObjectSchema<models.DoctorReport> = tolerant({
  peer_id: string,
  display_name: string,
  status: open(peerStatuses),
  turn_state: nullishOpen(turnStates),
  /** ISO 8601. */
  last_seen: nullishString,
  machine: nullishString,
  /** The Python daemons send the name of a constant, such as `"AgentType.CLAUDE_CODE"`. */
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

/** Routes about the state of peers. */
export const peerStateEndpoints = endpointTable({
  /** Checks why messages reach a peer or not. */
  doctorPeer: {
    method: "GET",
    path: "/peers/{identifier}/doctor",
    errors: [404, 409],
    params: GetPeerParamsSchema,
    result: DoctorReportSchema,
  },
  /** Sets a peer offline. With `terminal`, its id is retired. */
  markPeerOffline: {
    method: "POST",
    path: "/peers/{name}/offline",
    errors: [409],
    params: MarkPeerOfflineParamsSchema,
    result: MarkPeerOfflineResultSchema,
  },
  /** Sets what a peer is working on, for 15 minutes. */
  setDescription: {
    method: "POST",
    path: "/peers/{name}/description",
    errors: [404, 409],
    params: SetDescriptionParamsSchema,
    query: ["circle"],
  },
  /** Reports that a peer was seen. */
  touchPeer: {
    method: "POST",
    path: "/peers/{name}/touch",
    errors: [404, 409],
    params: TouchPeerParamsSchema,
    query: ["circle"],
    body: "none",
  },
  /** Moves a peer to another circle. Its id stays the same. */
  setCircle: {
    method: "POST",
    path: "/peers/circle",
    params: SetCircleParamsSchema,
    daemons: pythonDaemons,
  },
  /** Sets where a peer came from and whether it can be addressed. */
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
  /** Sets the status of a peer. */
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
