import * as rules from "../checks.ts";
import * as s from "../schema.ts";
import * as words from "../words.ts";
import { OkResult, pythonDaemons, route } from "./route.ts";

/** A coding-agent session that the daemon knows. */
export const Peer = s.tolerant({
  /** The stable identity, `repow-<circle at creation>-<8 hex>`. */
  peer_id: s.string,
  /** The same as `display_name`. */
  name: s.string,
  /** The name that the daemon chose: `<folder>-<backend>`, with a number if it is taken. */
  display_name: s.string,
  path: s.nullishString,
  machine: s.nullishString,
  /** `session:window`. */
  tmux_session: s.nullishString,
  backend: s.open("backends"),
  /** Since 0.15.2. */
  model: s.nullishString,
  circle: s.string,
  role: s.open("peerRoles"),
  status: s.open("peerStatuses"),
  turn_state: s.nullishOpen("turnStates"),
  last_seen: s.nullishString,
  /** Information that the peer gave and that the daemon added. */
  metadata: s.FreeFormSchema,
  /** Empty if it is not set or older than 15 minutes. */
  description: s.nullishString,
  ws_connected: s.nullishBoolean,
  hook_supports_receipts: s.nullishBoolean,
  last_successful_injection_at: s.nullishString,
  last_injection_failure_at: s.nullishString,
  pending_ask_count: s.nullishInt,
  oldest_pending_age_seconds: s.nullishNumber,
  pane_safe: s.nullishBoolean,
  inbound_status: s.nullishOpen("inboundStatuses"),
  /** Go only. */
  pane_id: s.nullishString,
  /** Go only. */
  source: s.nullishOpen("peerSources"),
  /** Go only. */
  initiator: s.nullishOpen("peerInitiators"),
  /** Go only: the id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id: s.nullishString,
  /** Go only. */
  ephemeral: s.nullishBoolean,
  /** Go only: whether the peer accepts messages. */
  addressable: s.nullishBoolean,
  /** Go only. */
  addressable_reason: s.nullishString,
  /** Go only. */
  parent_peer_id: s.nullishString,
});

/** The peers to list. Without a filter, all are listed. */
export const ListPeersParams = s.closed({
  /**
   * `"online"` lists online and busy peers, `"offline"` lists offline peers. Other values do not filter.
   */
  status: s.optionalString,
  path: s.optionalString,
  backend: s.optional(s.open("backends")),
  /**
   * Lists the peers of this circle, and every service, orchestrator and human. Default: `"*"`, which
   * lists all.
   */
  circle: s.optionalString,
  /** Go only; other daemons ignore it. */
  source: s.optional(s.oneOf(words.peerSources)),
  /** Go only; other daemons ignore it. */
  addressable: s.optionalBoolean,
  /** Go only; other daemons ignore it. */
  listed: s.optionalBoolean,
});

/** The peers, in the order of their registration. */
export const ListPeersResult = s.tolerant({ peers: s.list(Peer) });

/** The peer to look up. */
export const GetPeerParams = s.closed({
  identifier: s.peerSegment,
  /** Looks for a display name only in this circle. Ignored for an id. */
  circle: s.optionalString,
});

/** The pane of the peer to look up. */
export const GetPeerByPaneParams = s.closed({ pane_id: s.pathSegment("a tmux pane id") });

/** The fields that tell where a peer came from. */
export const provenance = {
  source: s.oneOf(words.peerSources),
  initiator: s.optional(s.oneOf(words.peerInitiators)),
  /** The id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id: s.optionalString,
  ephemeral: s.optionalBoolean,
  /** Whether the peer accepts messages. Default: false. */
  addressable: s.optionalBoolean,
  /** The reason if it does not. */
  addressable_reason: s.optionalString,
};

/** Where a peer came from and whether it can be addressed; Go only. */
export const Provenance = s.closedWith(provenance, {});

/** The peer to register. */
export const RegisterPeerParams = s.closed({
  /** Claims an earlier identity. Send it with the same absolute, normalised `path`. */
  peer_id: s.nullishString,
  /** The daemon checks it and then ignores it. `display_name` of the result is the name. */
  name: s.registeredName,
  /** Absolute and normalised. Its last folder becomes a part of the display name. */
  path: s.nullishString,
  machine: s.nullishString,
  tmux_session: s.nullishString,
  /** A tmux pane. A pane has one peer, so the peer before goes offline. */
  pane_id: s.nullishString,
  /** Default: `"claude-code"`. */
  backend: s.optional(s.open("backends")),
  /** Since 0.15.2; older daemons ignore it. */
  model: s.nullishString,
  /**
   * Default: `"global"`; Go requires a circle. Always pass it, because the socket has another default.
   */
  circle: s.nullish(s.circleName),
  circle_source: s.nullish(s.open("circleSources")),
  /** Default: `"agent"`. Ignored if an identity is claimed. */
  role: s.optional(s.oneOf(words.peerRoles)),
  turn_state: s.nullish(s.oneOf(words.turnStates)),
  /** The process of the agent. The daemon keeps the peer while it is alive. */
  agent_pid: s.nullishInt,
  parent_pid: s.nullishInt,
  metadata: s.optionalFreeForm,
  /** Go only; other daemons ignore it. */
  provenance: s.optional(Provenance),
});

/** The identity that a registration got. */
export const RegisterPeerResult = s.tolerant({
  ok: s.boolean,
  /** The identity to use from now on. */
  peer_id: s.string,
  /** The name that the daemon chose. It may differ from the one that was sent. */
  display_name: s.string,
  /** False if another peer kept the pane. True also if no pane was sent. */
  pane_assigned: s.nullishBoolean,
  /** Proves the identity for 24 hours. Treat it as a secret. */
  birth_certificate: s.nullishFreeForm,
  /** Go only. */
  circle: s.nullishString,
  /** Go only. */
  role: s.nullishOpen("peerRoles"),
});

/** The peer to remove. */
export const UnregisterPeerParams = s.closed({
  /** A peer id or a display name. Prefer the id: of two peers with one name, the older one is removed. */
  name: s.peerSegment,
  circle: s.optionalString,
});

/** A proof of identity, and what it must match. */
export const ValidateIdentityParams = s.closed({
  /** The certificate of {@link RegisterPeerResult}, unchanged. */
  birth_certificate: s.mapOf(
    s.anything,
    s.rule(rules.hasEntries, [], "must not be empty: send what registerPeer returned", {
      type: "too_short",
      msg: "Dictionary should have at least 1 item after validation, not 0",
      ctx: { field_type: "Dictionary", min_length: 1, actual_length: 0 },
    }),
  ),
  backend: s.open("backends"),
  path: s.nullishString,
  pane_id: s.nullishString,
  agent_pid: s.nullishInt,
});

/** The peer that the certificate belongs to. It is listed again if the daemon knew it only from its disk. */
export const ValidateIdentityResult = s.tolerant({
  ok: s.boolean,
  peer_id: s.string,
  display_name: s.string,
  peer: Peer,
});

/** The peer to mark offline. */
export const MarkPeerOfflineParams = s.closed({
  /** A peer id or a display name. An unknown one is not an error. */
  name: s.peerSegment,
  /** Since 0.15.3, like the next three. Older daemons ignore them. */
  reason: s.optionalString,
  source: s.optionalString,
  detail: s.nullishString,
  /** Retires the peer id. The socket is closed with 4004, and later claims are refused. */
  terminal: s.optionalBoolean,
});

/** What ended because the peer went offline. */
export const MarkPeerOfflineResult = s.tolerant({
  ok: s.boolean,
  /** How many calls of `query` waited for this peer. Always 0 since 0.15.2. */
  cancelled_queries: s.nullishInt,
});

/** The fields that name a peer. */
export const namedPeer = {
  name: s.peerSegment,
  circle: s.optionalString,
};

/** What a peer is working on. */
export const SetDescriptionParams = s.closedWith(namedPeer, {
  /** Shown for 15 minutes. An empty text clears it. */
  description: s.string,
});

/** The peer that was seen. */
export const TouchPeerParams = s.closedWith(namedPeer, {});

/** The peer to move, and its new circle. */
export const SetCircleParams = s.closed({
  /** A peer id or a display name. An unknown one is not an error. */
  peer_name: s.filled,
  /** The daemon does not check the characters here. */
  circle: s.filled,
});

/** The provenance of a peer. */
export const SetProvenanceParams = s.closedWith(provenance, {
  name: s.peerSegment,
  circle: s.optionalString,
});

/** The role to claim, and the peer that claims it. */
export const ClaimRoleParams = s.closed({
  /** Only `"orchestrator"` is possible. */
  role: s.oneOf(words.peerRoles),
  peer_name: s.filled,
  circle: s.nullishString,
  /** Demotes another holder, unless that peer is alive. */
  force: s.optionalBoolean,
});

/** A peer that held the role before. */
export const RoleHolder = s.tolerant({
  peer_id: s.nullishString,
  display_name: s.nullishString,
  status: s.nullish(s.open("peerStatuses")),
  last_seen: s.nullishString,
});

/** The new holder of the role. */
export const ClaimRoleResult = s.tolerant({
  /** Go does not send it. */
  ok: s.nullishBoolean,
  peer_id: s.string,
  peer_name: s.string,
  role: s.open("peerRoles"),
  circle: s.string,
  already_held: s.nullishBoolean,
  previous_holders: s.nullish(s.list(s.anything)),
});

/** The state of a peer's session. */
export const UpdateSessionParams = s.closed(
  {
    /**
     * A peer id or a display name. It takes precedence over `pane_id`. An unknown one is not an error.
     */
    peer_name: s.nullishString,
    pane_id: s.nullishString,
    status: s.nullish(s.among(words.peerStatuses)),
    turn_state: s.nullish(s.oneOf(words.turnStates)),
    /** Since 0.15.2; older daemons ignore it. */
    model: s.nullishString,
    /** Merged since 0.15.2; older daemons ignore it. */
    metadata: s.nullishFreeForm,
  },
  s.rule(rules.hasEither, ["peer_name", "pane_id"], "needs peer_name or pane_id"),
  s.rule(
    rules.hasSome,
    ["status", "turn_state", "model"],
    "needs at least one of status, turn_state and model",
  ),
);

/** The circle whose orchestrator to look for. */
export const OrchestratorStatusParams = s.closed({
  /** The circle. A circle that does not exist has no orchestrator. */
  name: s.pathSegment("a circle"),
});

/** The orchestrator of a circle, if it has a living one. */
export const OrchestratorStatus = s.tolerant({
  circle: s.string,
  present: s.boolean,
  peer_id: s.nullishString,
  peer_name: s.nullishString,
  last_seen: s.nullishString,
  /** An orchestrator without a sign of life for this many seconds no longer counts. */
  stale_after_seconds: s.int,
});

/** Two facts about a peer that contradict each other. */
export const Contradiction = s.tolerant({
  code: s.string,
  severity: s.string,
  detail: s.string,
});

/** Everything the daemon knows about whether messages reach a peer. */
export const DoctorReport = s.tolerant({
  peer_id: s.string,
  display_name: s.string,
  status: s.open("peerStatuses"),
  turn_state: s.nullishOpen("turnStates"),
  last_seen: s.nullishString,
  machine: s.nullishString,
  /** The Python daemons send the name of a constant, such as `"AgentType.CLAUDE_CODE"`. */
  backend: s.nullishString,
  circle: s.nullishString,
  role: s.nullishOpen("peerRoles"),
  pane_id: s.nullishString,
  is_local_machine: s.nullishBoolean,
  ws_connected: s.nullishBoolean,
  ws_pane_id: s.nullishString,
  tmux_pane_exists: s.nullishBoolean,
  tmux_evidence: s.nullishFreeForm,
  hook_meta_available: s.nullishBoolean,
  hook_meta_peer_id: s.nullishString,
  hook_meta_display_name: s.nullishString,
  agent_pid: s.nullishInt,
  agent_pid_alive: s.nullishBoolean,
  pending_inbound_count: s.nullishInt,
  oldest_pending_age_seconds: s.nullishNumber,
  oldest_pending_cid: s.nullishString,
  contradictions: s.nullish(s.list(Contradiction)),
});

/** Routes about peers. */
export const peerEndpoints = {
  /** Lists the peers that the daemon knows, in the order of their registration. */
  listPeers: route("GET /peers", ListPeersParams, ListPeersResult),
  /** Returns one peer. */
  getPeer: route("GET /peers/{identifier}", GetPeerParams, Peer, { errors: [404, 409] }),
  /** Returns the peer of a tmux pane. */
  getPeerByPane: route("GET /peers/by-pane/{pane_id}", GetPeerByPaneParams, Peer, {
    errors: [404],
  }),
  /** Registers a peer, or registers an earlier identity again. */
  registerPeer: route("POST /peers", RegisterPeerParams, RegisterPeerResult, {
    errors: [403, 409],
    aliases: [{ method: "POST", path: "/peer/register" }],
    actsTwice: true,
  }),
  /** Removes a peer and its identity. Asks it took part in stay open. */
  unregisterPeer: route("DELETE /peers/{name}", UnregisterPeerParams, OkResult, {
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/peer/unregister" }],
    // If two peers have the same name, the first call removes one and the second call the other.
    actsTwice: true,
  }),
  /** Proves an identity with the certificate of its registration. */
  validateIdentity: route(
    "POST /peers/identity/validate",
    ValidateIdentityParams,
    ValidateIdentityResult,
    { errors: [409] },
  ),
  /** Checks why messages reach a peer or not. */
  doctorPeer: route("GET /peers/{identifier}/doctor", GetPeerParams, DoctorReport, {
    errors: [404, 409],
  }),
  /** Sets a peer offline. With `terminal`, its id is retired. */
  markPeerOffline: route(
    "POST /peers/{name}/offline",
    MarkPeerOfflineParams,
    MarkPeerOfflineResult,
    { errors: [409] },
  ),
  /** Sets what a peer is working on, for 15 minutes. */
  setDescription: route("POST /peers/{name}/description", SetDescriptionParams, OkResult, {
    errors: [404, 409],
    query: ["circle"],
  }),
  /** Reports that a peer was seen. */
  touchPeer: route("POST /peers/{name}/touch", TouchPeerParams, OkResult, {
    errors: [404, 409],
    query: ["circle"],
    body: "none",
  }),
  /** Moves a peer to another circle. Its id stays the same. */
  setCircle: route("POST /peers/circle", SetCircleParams, OkResult, { daemons: pythonDaemons }),
  /** Sets where a peer came from and whether it can be addressed. */
  setProvenance: route("POST /peers/{name}/provenance", SetProvenanceParams, OkResult, {
    errors: [404, 409],
    query: ["circle"],
    daemons: ["go"],
  }),
  /** Makes a peer the orchestrator of its circle. */
  claimRole: route("POST /peers/claim-role", ClaimRoleParams, ClaimRoleResult, {
    errors: [400, 404, 409],
  }),
  /** Sets the status of a peer. */
  updateSession: route("POST /session/update", UpdateSessionParams, OkResult, {
    errors: [400, 404, 409],
  }),
  /** Returns the orchestrator of a circle. A circle that does not exist has none. */
  orchestratorStatus: route(
    "GET /circles/{name}/orchestrator",
    OrchestratorStatusParams,
    OrchestratorStatus,
  ),
};
