import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  FreeFormSchema,
  type ObjectSchema,
  closed,
  list,
  nullishBoolean,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishString,
  oneOf,
  open,
  optional,
  optionalBoolean,
  optionalString,
  pathSegment,
  peerSegment,
  string,
  tolerant,
} from "../schema.ts";
import {
  backends,
  peerRoles,
  peerStatuses,
  turnStates,
  inboundStatuses,
  peerSources,
  peerInitiators,
} from "../words.ts";

/** A coding-agent session that the daemon knows. */
export const PeerSchema: ObjectSchema<models.Peer> = tolerant({
  /** The stable identity, `repow-<circle at creation>-<8 hex>`. */
  peer_id: string,
  /** The same as `display_name`. */
  name: string,
  /** The name that the daemon chose: `<folder>-<backend>`, with a number if it is taken. */
  display_name: string,
  path: nullishString,
  machine: nullishString,
  /** `session:window`. */
  tmux_session: nullishString,
  backend: open(backends),
  /** Since 0.15.2. */
  model: nullishString,
  circle: string,
  role: open(peerRoles),
  status: open(peerStatuses),
  turn_state: nullishOpen(turnStates),
  /** ISO 8601. */
  last_seen: nullishString,
  /** Information that the peer gave and that the daemon added. */
  metadata: FreeFormSchema,
  /** Empty if it is not set or older than 15 minutes. */
  description: nullishString,
  /** Whether a socket is open now. */
  ws_connected: nullishBoolean,
  hook_supports_receipts: nullishBoolean,
  /** ISO 8601. */
  last_successful_injection_at: nullishString,
  /** ISO 8601. */
  last_injection_failure_at: nullishString,
  pending_ask_count: nullishInt,
  /** Seconds. */
  oldest_pending_age_seconds: nullishNumber,
  pane_safe: nullishBoolean,
  inbound_status: nullishOpen(inboundStatuses),
  /** Go only. */
  pane_id: nullishString,
  /** Go only. */
  source: nullishOpen(peerSources),
  /** Go only. */
  initiator: nullishOpen(peerInitiators),
  /** Go only: the id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id: nullishString,
  /** Go only. */
  ephemeral: nullishBoolean,
  /** Go only: whether the peer accepts messages. */
  addressable: nullishBoolean,
  /** Go only. */
  addressable_reason: nullishString,
  /** Go only. */
  parent_peer_id: nullishString,
});

/** The peers to list. Without a filter, all are listed. */
export const ListPeersParamsSchema: ObjectSchema<models.ListPeersParams> = closed({
  /**
   * `"online"` lists online and busy peers, `"offline"` lists offline peers. Other values do not filter.
   */
  status: optionalString,
  path: optionalString,
  backend: optional(open(backends)),
  /**
   * Lists the peers of this circle, and every service, orchestrator and human. Default: `"*"`, which
   * lists all.
   */
  circle: optionalString,
  /** Go only; other daemons ignore it. */
  source: optional(oneOf(peerSources)),
  /** Go only; other daemons ignore it. */
  addressable: optionalBoolean,
  /** Go only; other daemons ignore it. */
  listed: optionalBoolean,
});

/** The peers, in the order of their registration. */
export const ListPeersResultSchema: ObjectSchema<models.ListPeersResult> = tolerant({
  peers: list(PeerSchema),
});

/** The peer to look up. */
export const GetPeerParamsSchema: ObjectSchema<models.GetPeerParams> = closed({
  /** A peer id or a display name. */
  identifier: peerSegment,
  /** Looks for a display name only in this circle. Ignored for an id. */
  circle: optionalString,
});

/** The pane of the peer to look up. */
export const GetPeerByPaneParamsSchema: ObjectSchema<models.GetPeerByPaneParams> = closed({
  /** A tmux pane, `%` and digits. */
  pane_id: pathSegment("a tmux pane id"),
});

/** Routes about peers. */
export const peerEndpoints = endpointTable({
  /** Lists the peers that the daemon knows, in the order of their registration. */
  listPeers: {
    method: "GET",
    path: "/peers",
    params: ListPeersParamsSchema,
    result: ListPeersResultSchema,
  },
  /** Returns one peer. */
  getPeer: {
    method: "GET",
    path: "/peers/{identifier}",
    errors: [404, 409],
    params: GetPeerParamsSchema,
    result: PeerSchema,
  },
  /** Returns the peer of a tmux pane. */
  getPeerByPane: {
    method: "GET",
    path: "/peers/by-pane/{pane_id}",
    errors: [404],
    params: GetPeerByPaneParamsSchema,
    result: PeerSchema,
  },
});
