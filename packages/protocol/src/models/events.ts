import type * as z from "zod/mini";

import * as s from "../schema.ts";
import { NoParams, route } from "./route.ts";

/** The fields that every event has. */
const eventFields = {
  /** A random id. The order of events is their order in the list. */
  id: s.string,
  timestamp: s.string,
};

/** An event of any type, as the daemon sends it. {@link classifyEvent} returns its exact type. */
export const RawEvent = s.tolerantWith(eventFields, { type: s.string });

/** The fields of an event about a peer of the Go daemon. */
const peerEventFields = s.fieldsWith(eventFields, {
  peer_id: s.string,
  peer_name: s.nullishString,
  /** The same as `peer_id`. */
  session_id: s.nullishString,
});

/** The fields of an event from one peer to another. */
const routedEventFields = s.fieldsWith(eventFields, {
  from: s.nullishString,
  to: s.nullishString,
  from_peer_id: s.nullishString,
  to_peer_id: s.nullishString,
  repowire_session_id: s.nullishString,
  from_repowire_session_id: s.nullishString,
  to_repowire_session_id: s.nullishString,
});

/** An event with its type, fields that it shares with other events, and its own. */
// @__NO_SIDE_EFFECTS__
function event<
  const Type extends string,
  Shared extends z.core.$ZodShape,
  Own extends z.core.$ZodShape,
>(type: Type, shared: Shared, own: Own) {
  return s.tolerantWith({ ...shared, type: s.only(type) }, own);
}

/** An ask. The event is written before the frame is sent, so a failed ask has one too. */
export const AskEvent = event("ask", routedEventFields, {
  text: s.string,
  correlation_id: s.string,
  reply_to: s.nullishString,
  /** Whether the asker asked itself. */
  self_target: s.nullishBoolean,
  attachments: s.nullishFreeForms,
  question: s.nullishFreeForm,
  /** The source of a blocking question. */
  origin: s.nullishString,
});

/** A notification, or the reply to an ask. */
export const NotificationEvent = event("notification", routedEventFields, {
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: s.string,
  /** A queued message writes two events. The first has `"sent"`. */
  delivery_status: s.nullishOpen("notifyStatuses"),
  delivery_state: s.nullishOpen("deliveryStates"),
  /** `qd-<12 hex>`. */
  queue_delivery_id: s.nullishString,
  attachments: s.nullishFreeForms,
});

/** An ask was closed. An ordinary reply has only a notification. */
export const AckEvent = event("ack", routedEventFields, {
  correlation_id: s.string,
  /** Why the ask was closed. */
  status: s.nullishOpen("askCloseReasons"),
  delivered: s.nullishBoolean,
  has_message: s.nullishBoolean,
  has_attachments: s.nullishBoolean,
});

/** A broadcast. */
export const BroadcastEvent = event("broadcast", eventFields, {
  /** The sender, as the call named it. */
  from: s.nullishString,
  from_peer_id: s.nullishString,
  text: s.string,
  exclude: s.nullishStrings,
});

/** A query. */
export const QueryEvent = event("query", routedEventFields, {
  text: s.string,
  /** Changes in place, without a further event. */
  status: s.nullishOpen("queryEventStatuses"),
  error: s.nullishString,
});

/** A query was answered. */
export const QueryResponseEvent = event("response", routedEventFields, {
  /** The first 100 characters. */
  text: s.string,
  /** The id of the query's event. */
  correlation_id: s.nullishString,
});

/** The fields of an event about a turn in an agent's session. */
const chatEventFields = s.fieldsWith(eventFields, {
  peer: s.nullishString,
  /** Go only: the same as `peer`. */
  peer_name: s.nullishString,
  peer_id: s.nullishString,
  /** Who speaks. */
  role: s.nullishOpen("chatRoles"),
  session_id: s.nullishString,
  turn_id: s.nullishString,
});

/** A turn in an agent's session. */
export const ChatTurnEvent = event("chat_turn", chatEventFields, {
  text: s.string,
  tool_calls: s.nullishFreeForms,
});

/** A piece of a turn that an agent is still writing. */
export const ChatTurnDeltaEvent = event("chat_turn_delta", chatEventFields, {
  chunk_index: s.nullishInt,
  kind: s.nullishOpen("chatDeltaKinds"),
  text: s.nullishString,
  tool_call: s.nullishFreeForm,
  is_final: s.nullishBoolean,
});

/** A peer became the orchestrator of its circle. */
export const RoleClaimedEvent = event("role_claimed", eventFields, {
  peer_id: s.string,
  peer: s.nullishString,
  /** Go only: the display name. */
  peer_name: s.nullishString,
  /** Go only: the same as `peer_id`. */
  session_id: s.nullishString,
  role: s.nullishOpen("peerRoles"),
  circle: s.nullishString,
  force: s.nullishBoolean,
  previous_holders: s.nullish(s.list(s.anything)),
});

/** The daemon found a contradiction in what it knew of a peer, and set the peer offline. */
export const PeerContradictionEvent = event("peer_contradiction", eventFields, {
  peer_id: s.string,
  peer_name: s.nullishString,
  code: s.nullishString,
  severity: s.nullishString,
  detail: s.nullishString,
  /** Go only: the same as `peer_id`. */
  session_id: s.nullishString,
  /** Go only: what should have happened to the peer. */
  event: s.nullishString,
  /** Go only: the state in which that is not possible. */
  from_state: s.nullishString,
});

/** A peer registered or opened its socket; Go only. */
export const PeerOnlineEvent = event("peer_online", peerEventFields, {});

/** The status of a peer changed; Go only. */
export const PeerStatusEvent = event("peer_status", peerEventFields, {
  status: s.nullishOpen("peerStatuses"),
  /** `"stale_busy_repair"` if the daemon ended a busy status that had lasted too long. */
  reason: s.nullishString,
});

/** The provenance of a peer or its `addressable` changed; Go only. */
export const PeerUpdatedEvent = event("peer_updated", peerEventFields, {
  source: s.nullishOpen("peerSources"),
  addressable: s.nullishBoolean,
  addressable_reason: s.nullishString,
  /** Whether the peer could be addressed before. */
  was_addressable: s.nullishBoolean,
});

/** A peer can no longer be addressed: its asks are closed and its queue is dropped. Go only. */
export const PeerNotAddressableEvent = event("peer_not_addressable", peerEventFields, {
  reason: s.nullishString,
  /** How many asks to the peer were closed. */
  asks_closed: s.nullishInt,
  /** How many queued messages were dropped. */
  deliveries_dropped: s.nullishInt,
  /** `"ws_replay"` if messages were dropped while the daemon replayed them. */
  via: s.nullishString,
});

/** A registration asked for a pane that another peer holds; Go only. */
export const PaneClaimRejectedEvent = event("pane_claim_rejected", peerEventFields, {
  pane_id: s.nullishString,
  /** The peer that keeps the pane. */
  holder_peer_id: s.nullishString,
  reason: s.nullishString,
  /** `"registration_rejected"` or `"registered_pane_less"`. */
  outcome: s.nullishString,
});

/** An ask reached the socket of its peer, but the peer did not take it; Go only. */
export const DeliveryTraceEvent = event("delivery_trace", eventFields, {
  /** The correlation id of the ask. */
  trace_id: s.string,
  kind: s.nullishOpen("deliveryKinds"),
  stage: s.nullishOpen("traceStageNames"),
  /** `"fail"`. */
  status: s.nullishString,
  detail: s.nullishString,
  hook_delivery: s.nullishFreeForm,
});

/** The fields of an event about a peer that went away. */
const gonePeerFields = s.fieldsWith(eventFields, {
  peer_id: s.string,
  /** Go only: the display name. */
  peer_name: s.nullishString,
  /** Go only: the same as `peer_id`. */
  session_id: s.nullishString,
  /** Python only. */
  display_name: s.nullishString,
  backend: s.nullishString,
  path: s.nullishString,
  pane_id: s.nullishString,
  reason: s.nullishString,
});

/** A peer was offline for so long that the daemon removed it. */
export const PeerReapedEvent = event("peer_reaped", gonePeerFields, {});

/** A peer went offline; since 0.15.1. */
export const PeerOfflineEvent = event("peer_offline", gonePeerFields, {
  old_status: s.nullishOpen("peerStatuses"),
  new_status: s.nullishOpen("peerStatuses"),
  source: s.nullishString,
  detail: s.nullishString,
  context: s.nullishAnything,
});

/** A job changed its state; since 0.16.0. */
export const JobStateChangedEvent = event("job_state_changed", eventFields, {
  job_id: s.nullishString,
  work_id: s.nullishString,
  title: s.nullishString,
  state: s.nullishOpen("jobStates"),
  prior_state: s.nullishOpen("jobStates"),
  state_reason: s.nullishString,
  phase: s.nullishString,
  attempt_id: s.nullishString,
  assigned_peer_id: s.nullishString,
  owner_peer_id: s.nullishString,
  created_by_peer_id: s.nullishString,
  circle: s.nullishString,
  correlation_id: s.nullishString,
  result_summary: s.nullishString,
  error: s.nullishAnything,
});

/** A reply that was waiting for its asker was lost. */
export const PendingReplyLostEvent = event("pending_reply_lost", eventFields, {
  correlation_id: s.string,
  answerer_peer_id: s.nullishString,
  answerer_name: s.nullishString,
  asker_name: s.nullishString,
  asker_display_name: s.nullishString,
  asker_circle: s.nullishString,
  asker_backend: s.nullishString,
  asker_peer_id: s.nullishString,
  reason: s.nullishString,
  pending_reply_at: s.nullishString,
});

/** The fields of an event about a tool that an agent behind the ACP broker wants to use. */
const acpPermissionFields = s.fieldsWith(eventFields, {
  request_id: s.string,
  peer_id: s.nullishString,
  session_id: s.nullishString,
  repowire_session_id: s.nullishString,
  /** `"pending"` in a request; `"decided"` or `"timed_out"` in a decision. */
  status: s.nullishString,
});

/** An agent behind the ACP broker asks for permission to use a tool. */
export const AcpPermissionRequestEvent = event("acp_permission_request", acpPermissionFields, {
  tool_call: s.nullishAnything,
  options: s.nullishFreeForms,
  timeout_seconds: s.nullishNumber,
});

/** The decision whether an agent behind the ACP broker may use a tool. */
export const AcpPermissionDecisionEvent = event("acp_permission_decision", acpPermissionFields, {
  outcome: s.nullishString,
  option_id: s.nullishString,
  message: s.nullishString,
});

/** The events to list. */
export const EventsParams = s.closed({
  /** The id of an event; only later events are listed. If the daemon no longer has it, all are listed. */
  since: s.optionalString,
});

/** Events, the oldest first. At most 500. */
export const EventsResult = s.list(RawEvent);

/** Routes about events. */
export const eventEndpoints = {
  /** Lists the last 500 events, or those after a given event. */
  events: route("GET /events", EventsParams, EventsResult),
  /** Sends the last 500 events, and then every new event, as server-sent events. */
  eventStream: route("GET /events/stream", NoParams, RawEvent, { response: "events" }),
};
