import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  type ObjectSchema,
  type Schema,
  anything,
  closed,
  list,
  nullish,
  nullishAnything,
  nullishBoolean,
  nullishFreeForm,
  nullishFreeForms,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishString,
  nullishStrings,
  only,
  optionalString,
  string,
  tolerant,
} from "../schema.ts";
import {
  peerRoles,
  peerStatuses,
  peerSources,
  notifyStatuses,
  deliveryStates,
  deliveryKinds,
  askCloseReasons,
  chatRoles,
  chatDeltaKinds,
  queryEventStatuses,
  traceStages,
  jobStates,
} from "../words.ts";

/** An event of any type, as the daemon sends it. {@link classifyEvent} returns its exact type. */
export const RawEventSchema: ObjectSchema<models.RawEvent> = tolerant({
  /** A random id. The order of events is their order in the list. */
  id: string,
  type: string,
  /** ISO 8601. */
  timestamp: string,
});

/** The fields that every event has. */
const eventFields = {
  /** A random id. The order of events is their order in the list. */
  id: string,
  /** ISO 8601. */
  timestamp: string,
};

/** The fields of an event about a peer of the Go daemon. */
const peerEventFields = {
  /** A random id. The order of events is their order in the list. */
  id: string,
  /** ISO 8601. */
  timestamp: string,
  peer_id: string,
  /** A display name. */
  peer_name: nullishString,
  /** The same as `peer_id`. */
  session_id: nullishString,
};

/** The fields of an event from one peer to another. */
const routedEventFields = {
  /** A random id. The order of events is their order in the list. */
  id: string,
  /** ISO 8601. */
  timestamp: string,
  /** A display name. */
  from: nullishString,
  /** A display name. */
  to: nullishString,
  from_peer_id: nullishString,
  to_peer_id: nullishString,
  repowire_session_id: nullishString,
  from_repowire_session_id: nullishString,
  to_repowire_session_id: nullishString,
};

/** An ask. The event is written before the frame is sent, so a failed ask has one too. */
export const AskEventSchema: ObjectSchema<models.AskEvent> = tolerant(
  {
    type: only("ask"),
    text: string,
    correlation_id: string,
    reply_to: nullishString,
    /** Whether the asker asked itself. */
    self_target: nullishBoolean,
    attachments: nullishFreeForms,
    question: nullishFreeForm,
    /** The source of a blocking question. */
    origin: nullishString,
  },
  { also: routedEventFields },
);

/** A notification, or the reply to an ask. */
export const NotificationEventSchema: ObjectSchema<models.NotificationEvent> = tolerant(
  {
    type: only("notification"),
    /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
    text: string,
    /** A queued message writes two events. The first has `"sent"`. */
    delivery_status: nullishOpen(notifyStatuses),
    delivery_state: nullishOpen(deliveryStates),
    /** `qd-<12 hex>`. */
    queue_delivery_id: nullishString,
    attachments: nullishFreeForms,
  },
  { also: routedEventFields },
);

/** An ask was closed. An ordinary reply has only a notification. */
export const AckEventSchema: ObjectSchema<models.AckEvent> = tolerant(
  {
    type: only("ack"),
    correlation_id: string,
    /** Why the ask was closed. */
    status: nullishOpen(askCloseReasons),
    delivered: nullishBoolean,
    has_message: nullishBoolean,
    has_attachments: nullishBoolean,
  },
  { also: routedEventFields },
);

/** A broadcast. */
export const BroadcastEventSchema: ObjectSchema<models.BroadcastEvent> = tolerant(
  {
    type: only("broadcast"),
    /** The sender, as the call named it. */
    from: nullishString,
    from_peer_id: nullishString,
    text: string,
    exclude: nullishStrings,
  },
  { also: eventFields },
);

/** A query. */
export const QueryEventSchema: ObjectSchema<models.QueryEvent> = tolerant(
  {
    type: only("query"),
    text: string,
    /** Changes in place, without a further event. */
    status: nullishOpen(queryEventStatuses),
    error: nullishString,
  },
  { also: routedEventFields },
);

/** A query was answered. */
export const QueryResponseEventSchema: ObjectSchema<models.QueryResponseEvent> = tolerant(
  {
    type: only("response"),
    /** The first 100 characters. */
    text: string,
    /** The id of the query's event. */
    correlation_id: nullishString,
  },
  { also: routedEventFields },
);

/** A turn in an agent's session. */
export const ChatTurnEventSchema: ObjectSchema<models.ChatTurnEvent> = tolerant(
  {
    type: only("chat_turn"),
    /** A display name. */
    peer: nullishString,
    /** Go only: the same as `peer`. */
    peer_name: nullishString,
    peer_id: nullishString,
    role: nullishOpen(chatRoles),
    text: string,
    session_id: nullishString,
    turn_id: nullishString,
    tool_calls: nullishFreeForms,
  },
  { also: eventFields },
);

/** A piece of a turn that an agent is still writing. */
export const ChatTurnDeltaEventSchema: ObjectSchema<models.ChatTurnDeltaEvent> = tolerant(
  {
    type: only("chat_turn_delta"),
    /** A display name. */
    peer: nullishString,
    /** Go only: the same as `peer`. */
    peer_name: nullishString,
    peer_id: nullishString,
    role: nullishOpen(chatRoles),
    session_id: nullishString,
    turn_id: nullishString,
    chunk_index: nullishInt,
    kind: nullishOpen(chatDeltaKinds),
    text: nullishString,
    tool_call: nullishFreeForm,
    is_final: nullishBoolean,
  },
  { also: eventFields },
);

/** A peer became the orchestrator of its circle. */
export const RoleClaimedEventSchema: ObjectSchema<models.RoleClaimedEvent> = tolerant(
  {
    type: only("role_claimed"),
    peer_id: string,
    /** A display name. */
    peer: nullishString,
    /** Go only: the display name. */
    peer_name: nullishString,
    /** Go only: the same as `peer_id`. */
    session_id: nullishString,
    role: nullishOpen(peerRoles),
    circle: nullishString,
    force: nullishBoolean,
    /** Each entry is a {@link RoleHolder}; on Go a peer id. */
    previous_holders: nullish(list(anything)),
  },
  { also: eventFields },
);

/** The daemon found a contradiction in what it knew of a peer, and set the peer offline. */
export const PeerContradictionEventSchema: ObjectSchema<models.PeerContradictionEvent> = tolerant(
  {
    type: only("peer_contradiction"),
    peer_id: string,
    peer_name: nullishString,
    /** Such as `"ONLINE_BUT_NO_WS"`. */
    code: nullishString,
    severity: nullishString,
    detail: nullishString,
    /** Go only: the same as `peer_id`. */
    session_id: nullishString,
    /** Go only: what should have happened to the peer. */
    event: nullishString,
    /** Go only: the state in which that is not possible. */
    from_state: nullishString,
  },
  { also: eventFields },
);

/** A peer registered or opened its socket; Go only. */
export const PeerOnlineEventSchema: ObjectSchema<models.PeerOnlineEvent> = tolerant(
  { type: only("peer_online") },
  { also: peerEventFields },
);

/** The status of a peer changed; Go only. */
export const PeerStatusEventSchema: ObjectSchema<models.PeerStatusEvent> = tolerant(
  {
    type: only("peer_status"),
    status: nullishOpen(peerStatuses),
    /** `"stale_busy_repair"` if the daemon ended a busy status that had lasted too long. */
    reason: nullishString,
  },
  { also: peerEventFields },
);

/** The provenance of a peer or its `addressable` changed; Go only. */
export const PeerUpdatedEventSchema: ObjectSchema<models.PeerUpdatedEvent> = tolerant(
  {
    type: only("peer_updated"),
    source: nullishOpen(peerSources),
    addressable: nullishBoolean,
    addressable_reason: nullishString,
    /** Whether the peer could be addressed before. */
    was_addressable: nullishBoolean,
  },
  { also: peerEventFields },
);

/** A peer can no longer be addressed: its asks are closed and its queue is dropped. Go only. */
export const PeerNotAddressableEventSchema: ObjectSchema<models.PeerNotAddressableEvent> = tolerant(
  {
    type: only("peer_not_addressable"),
    reason: nullishString,
    /** How many asks to the peer were closed. */
    asks_closed: nullishInt,
    /** How many queued messages were dropped. */
    deliveries_dropped: nullishInt,
    /** `"ws_replay"` if messages were dropped while the daemon replayed them. */
    via: nullishString,
  },
  { also: peerEventFields },
);

/** A registration asked for a pane that another peer holds; Go only. */
export const PaneClaimRejectedEventSchema: ObjectSchema<models.PaneClaimRejectedEvent> = tolerant(
  {
    type: only("pane_claim_rejected"),
    pane_id: nullishString,
    /** The peer that keeps the pane. */
    holder_peer_id: nullishString,
    reason: nullishString,
    /** `"registration_rejected"` or `"registered_pane_less"`. */
    outcome: nullishString,
  },
  { also: peerEventFields },
);

/** An ask reached the socket of its peer, but the peer did not take it; Go only. */
export const DeliveryTraceEventSchema: ObjectSchema<models.DeliveryTraceEvent> = tolerant(
  {
    type: only("delivery_trace"),
    /** The correlation id of the ask. */
    trace_id: string,
    kind: nullishOpen(deliveryKinds),
    stage: nullishOpen(traceStages),
    /** `"fail"`. */
    status: nullishString,
    detail: nullishString,
    hook_delivery: nullishFreeForm,
  },
  { also: eventFields },
);

/** A peer was offline for so long that the daemon removed it. */
export const PeerReapedEventSchema: ObjectSchema<models.PeerReapedEvent> = tolerant(
  {
    type: only("peer_reaped"),
    peer_id: string,
    /** Go only: the display name. */
    peer_name: nullishString,
    /** Go only: the same as `peer_id`. */
    session_id: nullishString,
    /** Python only. */
    display_name: nullishString,
    backend: nullishString,
    path: nullishString,
    pane_id: nullishString,
    reason: nullishString,
  },
  { also: eventFields },
);

/** A peer went offline; since 0.15.1. */
export const PeerOfflineEventSchema: ObjectSchema<models.PeerOfflineEvent> = tolerant(
  {
    type: only("peer_offline"),
    peer_id: string,
    /** Go only: the display name. */
    peer_name: nullishString,
    /** Go only: the same as `peer_id`. */
    session_id: nullishString,
    /** Python only. */
    display_name: nullishString,
    backend: nullishString,
    path: nullishString,
    pane_id: nullishString,
    reason: nullishString,
    old_status: nullishOpen(peerStatuses),
    new_status: nullishOpen(peerStatuses),
    source: nullishString,
    detail: nullishString,
    context: nullishAnything,
  },
  { also: eventFields },
);

/** A job changed its state; since 0.16.0. */
export const JobStateChangedEventSchema: ObjectSchema<models.JobStateChangedEvent> = tolerant(
  {
    type: only("job_state_changed"),
    job_id: nullishString,
    work_id: nullishString,
    title: nullishString,
    state: nullishOpen(jobStates),
    prior_state: nullishOpen(jobStates),
    state_reason: nullishString,
    phase: nullishString,
    attempt_id: nullishString,
    assigned_peer_id: nullishString,
    owner_peer_id: nullishString,
    created_by_peer_id: nullishString,
    circle: nullishString,
    correlation_id: nullishString,
    result_summary: nullishString,
    error: nullishAnything,
  },
  { also: eventFields },
);

/** A reply that was waiting for its asker was lost. */
export const PendingReplyLostEventSchema: ObjectSchema<models.PendingReplyLostEvent> = tolerant(
  {
    type: only("pending_reply_lost"),
    correlation_id: string,
    answerer_peer_id: nullishString,
    answerer_name: nullishString,
    asker_name: nullishString,
    asker_display_name: nullishString,
    asker_circle: nullishString,
    asker_backend: nullishString,
    asker_peer_id: nullishString,
    reason: nullishString,
    /** ISO 8601. */
    pending_reply_at: nullishString,
  },
  { also: eventFields },
);

/** An agent behind the ACP broker asks for permission to use a tool. */
export const AcpPermissionRequestEventSchema: ObjectSchema<models.AcpPermissionRequestEvent> =
  tolerant(
    {
      type: only("acp_permission_request"),
      request_id: string,
      peer_id: nullishString,
      session_id: nullishString,
      repowire_session_id: nullishString,
      /** `"pending"` in a request; `"decided"` or `"timed_out"` in a decision. */
      status: nullishString,
      tool_call: nullishAnything,
      options: nullishFreeForms,
      /** Seconds. */
      timeout_seconds: nullishNumber,
    },
    { also: eventFields },
  );

/** The decision whether an agent behind the ACP broker may use a tool. */
export const AcpPermissionDecisionEventSchema: ObjectSchema<models.AcpPermissionDecisionEvent> =
  tolerant(
    {
      type: only("acp_permission_decision"),
      request_id: string,
      peer_id: nullishString,
      session_id: nullishString,
      repowire_session_id: nullishString,
      /** `"pending"` in a request; `"decided"` or `"timed_out"` in a decision. */
      status: nullishString,
      outcome: nullishString,
      option_id: nullishString,
      message: nullishString,
    },
    { also: eventFields },
  );

/** The events to list. */
export const EventsParamsSchema: ObjectSchema<models.EventsParams> = closed({
  /** The id of an event; only later events are listed. If the daemon no longer has it, all are listed. */
  since: optionalString,
});

/** Events, the oldest first. At most 500. */
export const EventsResultSchema: Schema<models.EventsResult> = list(RawEventSchema);

/** The schema of each known type of event. */
export const eventSchemas = {
  ask: AskEventSchema,
  notification: NotificationEventSchema,
  ack: AckEventSchema,
  broadcast: BroadcastEventSchema,
  query: QueryEventSchema,
  response: QueryResponseEventSchema,
  chat_turn: ChatTurnEventSchema,
  chat_turn_delta: ChatTurnDeltaEventSchema,
  role_claimed: RoleClaimedEventSchema,
  peer_contradiction: PeerContradictionEventSchema,
  peer_online: PeerOnlineEventSchema,
  peer_status: PeerStatusEventSchema,
  peer_updated: PeerUpdatedEventSchema,
  peer_not_addressable: PeerNotAddressableEventSchema,
  pane_claim_rejected: PaneClaimRejectedEventSchema,
  delivery_trace: DeliveryTraceEventSchema,
  peer_reaped: PeerReapedEventSchema,
  peer_offline: PeerOfflineEventSchema,
  job_state_changed: JobStateChangedEventSchema,
  pending_reply_lost: PendingReplyLostEventSchema,
  acp_permission_request: AcpPermissionRequestEventSchema,
  acp_permission_decision: AcpPermissionDecisionEventSchema,
};

/** Routes about events. */
export const eventEndpoints = endpointTable({
  /** Lists the last 500 events, or those after a given event. */
  events: {
    method: "GET",
    path: "/events",
    params: EventsParamsSchema,
    result: EventsResultSchema,
  },
  /** Sends the last 500 events, and then every new event, as server-sent events. */
  eventStream: {
    method: "GET",
    path: "/events/stream",
    response: "events",
    result: RawEventSchema,
  },
});
