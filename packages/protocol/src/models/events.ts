import * as z from "zod/mini";

import { TraceParamsSchema, TraceSchema } from "./traces.ts";
import { peerRoles, peerStatuses } from "./peers.ts";
import { deliveryStates, notifyStatuses } from "./messages.ts";
import { jobStates } from "./jobs.ts";
import { askCloseReasons } from "./asks.ts";
import { isTagged } from "../tagged.ts";
import {
  anything,
  intFrom,
  nullishFlag,
  nullishFreeForm,
  nullishFreeForms,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishText,
  nullishTexts,
  only,
  optionalFlag,
  optionalText,
} from "../schema.ts";
import { endpointTable } from "../endpoint.ts";

/** Who speaks in a chat turn. */
export const chatRoles = ["user", "assistant"] as const;

/** Who speaks in a chat turn. */
export type ChatRole = (typeof chatRoles)[number];

/** What a piece of a chat turn is. */
export const chatDeltaKinds = ["text", "tool_use"] as const;

/** What a piece of a chat turn is. */
export type ChatDeltaKind = (typeof chatDeltaKinds)[number];

/** The schema of {@link ToolCall}. */
export const ToolCallSchema = z.strictObject({
  name: z.string(),
  /** Absent: empty. */
  input: optionalText,
});

/** A tool that an agent used in a turn. */
export type ToolCall = z.infer<typeof ToolCallSchema>;

/** The schema of {@link IngestChatTurnParams}. */
export const IngestChatTurnParamsSchema = z.strictObject({
  /** A display name; any text is taken. */
  peer: z.string(),
  role: z.enum(chatRoles),
  text: z.string(),
  session_id: nullishText,
  tool_calls: z.nullish(z.array(ToolCallSchema)),
  turn_id: nullishText,
  peer_id: nullishText,
  pane_id: nullishText,
});

/** What was said in an agent's session. */
export type IngestChatTurnParams = z.infer<typeof IngestChatTurnParamsSchema>;

/** The schema of {@link IngestChatTurnDeltaParams}. */
export const IngestChatTurnDeltaParamsSchema = z.strictObject({
  /** A display name; any text is taken. */
  peer: z.string(),
  role: z.optional(only("assistant")),
  session_id: nullishText,
  /** Pieces of one turn share it; those after the final one are dropped. */
  turn_id: z.string(),
  /** From 0. */
  chunk_index: intFrom(0),
  /** Absent: `"text"`. */
  kind: z.optional(z.enum(chatDeltaKinds)),
  /** Absent: empty. */
  text: optionalText,
  tool_call: z.nullish(ToolCallSchema),
  is_final: optionalFlag,
  peer_id: nullishText,
  pane_id: nullishText,
});

/** A piece of what an agent is saying. */
export type IngestChatTurnDeltaParams = z.infer<typeof IngestChatTurnDeltaParamsSchema>;

/** The schema of {@link RawEvent}. */
export const RawEventSchema = z.looseObject({
  /** A random id: the order of events is their place in the list. */
  id: z.string(),
  type: z.string(),
  /** ISO 8601. */
  timestamp: z.string(),
});

/** An event as the daemon sends it, of any type. {@link classifyEvent} says what it is. */
export type RawEvent = z.infer<typeof RawEventSchema>;

/** An event of one type. */
// @__NO_SIDE_EFFECTS__
export function eventOf<const Type extends string, Shape extends z.core.$ZodShape>(
  type: Type,
  shape: Shape,
) {
  return z.looseObject({
    /** A random id: the order of events is their place in the list. */
    id: z.string(),
    type: only(type),
    /** ISO 8601. */
    timestamp: z.string(),
    ...shape,
  });
}

/** An event of one type that goes from a peer to another. */
// @__NO_SIDE_EFFECTS__
export function routedEventOf<const Type extends string, Shape extends z.core.$ZodShape>(
  type: Type,
  shape: Shape,
) {
  return eventOf(type, {
    /** A display name. */
    from: nullishText,
    /** A display name. */
    to: nullishText,
    from_peer_id: nullishText,
    to_peer_id: nullishText,
    repowire_session_id: nullishText,
    from_repowire_session_id: nullishText,
    to_repowire_session_id: nullishText,
    ...shape,
  });
}

/** The schema of {@link AskEvent}. */
export const AskEventSchema = routedEventOf("ask", {
  text: z.string(),
  correlation_id: z.string(),
  reply_to: nullishText,
  /** Whether the asker asked itself. */
  self_target: nullishFlag,
  attachments: nullishFreeForms,
  question: nullishFreeForm,
  /** Of a blocking question. */
  origin: nullishText,
});

/** Somebody asks; written before the frame is sent, and so also of an ask that failed. */
export type AskEvent = z.infer<typeof AskEventSchema>;

/** The schema of {@link NotificationEvent}. */
export const NotificationEventSchema = routedEventOf("notification", {
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: z.string(),
  /** A queued message writes two events: the first says `"sent"`. */
  delivery_status: nullishOpen(notifyStatuses),
  delivery_state: nullishOpen(deliveryStates),
  /** `qd-<12 hex>`. */
  queue_delivery_id: nullishText,
  attachments: nullishFreeForms,
});

/** A notification, or the reply to an ask. */
export type NotificationEvent = z.infer<typeof NotificationEventSchema>;

/** The schema of {@link AckEvent}. */
export const AckEventSchema = routedEventOf("ack", {
  correlation_id: z.string(),
  /** Why the ask was closed. */
  status: nullishOpen(askCloseReasons),
  delivered: nullishFlag,
  has_message: nullishFlag,
  has_attachments: nullishFlag,
});

/** An ask was closed; an ordinary reply shows only as a notification. */
export type AckEvent = z.infer<typeof AckEventSchema>;

/** The schema of {@link BroadcastEvent}. */
export const BroadcastEventSchema = eventOf("broadcast", {
  /** As it was sent. */
  from: nullishText,
  from_peer_id: nullishText,
  text: z.string(),
  exclude: nullishTexts,
});

/** Somebody broadcasts. */
export type BroadcastEvent = z.infer<typeof BroadcastEventSchema>;

/** How a query ended, or that it did not yet. */
export const queryEventStatuses = ["pending", "success", "timeout", "error"] as const;

/** How a query ended, or that it did not yet. */
export type QueryEventStatus = (typeof queryEventStatuses)[number];

/** The schema of {@link QueryEvent}. */
export const QueryEventSchema = routedEventOf("query", {
  text: z.string(),
  /** Changes in place, without another event. */
  status: nullishOpen(queryEventStatuses),
  error: nullishText,
});

/** Somebody queries. */
export type QueryEvent = z.infer<typeof QueryEventSchema>;

/** The schema of {@link QueryResponseEvent}. */
export const QueryResponseEventSchema = routedEventOf("response", {
  /** The first 100 characters. */
  text: z.string(),
  /** The id of the query's event. */
  correlation_id: nullishText,
});

/** A query was answered. */
export type QueryResponseEvent = z.infer<typeof QueryResponseEventSchema>;

/** The schema of {@link ChatTurnEvent}. */
export const ChatTurnEventSchema = eventOf("chat_turn", {
  /** A display name. */
  peer: nullishText,
  peer_id: nullishText,
  role: nullishOpen(chatRoles),
  text: z.string(),
  session_id: nullishText,
  turn_id: nullishText,
  tool_calls: nullishFreeForms,
});

/** Something was said in an agent's session. */
export type ChatTurnEvent = z.infer<typeof ChatTurnEventSchema>;

/** The schema of {@link ChatTurnDeltaEvent}. */
export const ChatTurnDeltaEventSchema = eventOf("chat_turn_delta", {
  /** A display name. */
  peer: nullishText,
  peer_id: nullishText,
  role: nullishOpen(chatRoles),
  session_id: nullishText,
  turn_id: nullishText,
  chunk_index: nullishInt,
  kind: nullishOpen(chatDeltaKinds),
  text: nullishText,
  tool_call: nullishFreeForm,
  is_final: nullishFlag,
});

/** A piece of what an agent is saying. */
export type ChatTurnDeltaEvent = z.infer<typeof ChatTurnDeltaEventSchema>;

/** The schema of {@link RoleClaimedEvent}. */
export const RoleClaimedEventSchema = eventOf("role_claimed", {
  peer_id: z.string(),
  /** A display name. */
  peer: nullishText,
  role: nullishOpen(peerRoles),
  circle: nullishText,
  force: nullishFlag,
  /** Each a {@link RoleHolder}, of Go a peer id. */
  previous_holders: z.nullish(z.array(z.unknown())),
});

/** A peer became the orchestrator of its circle. */
export type RoleClaimedEvent = z.infer<typeof RoleClaimedEventSchema>;

/** The schema of {@link PeerContradictionEvent}. */
export const PeerContradictionEventSchema = eventOf("peer_contradiction", {
  peer_id: z.string(),
  peer_name: nullishText,
  /** As `"ONLINE_BUT_NO_WS"`. */
  code: nullishText,
  severity: nullishText,
  detail: nullishText,
});

/** A peer is not what it seemed, and was set offline. */
export type PeerContradictionEvent = z.infer<typeof PeerContradictionEventSchema>;

/** The schema of {@link PeerReapedEvent}. */
export const PeerReapedEventSchema = eventOf("peer_reaped", {
  peer_id: z.string(),
  display_name: nullishText,
  backend: nullishText,
  path: nullishText,
  pane_id: nullishText,
  reason: nullishText,
});

/** A peer was offline for so long that it is forgotten. */
export type PeerReapedEvent = z.infer<typeof PeerReapedEventSchema>;

/** The schema of {@link PeerOfflineEvent}. */
export const PeerOfflineEventSchema = eventOf("peer_offline", {
  peer_id: z.string(),
  display_name: nullishText,
  backend: nullishText,
  path: nullishText,
  pane_id: nullishText,
  reason: nullishText,
  old_status: nullishOpen(peerStatuses),
  new_status: nullishOpen(peerStatuses),
  source: nullishText,
  detail: nullishText,
  context: anything,
});

/** A peer went offline; since 0.15.1. */
export type PeerOfflineEvent = z.infer<typeof PeerOfflineEventSchema>;

/** The schema of {@link JobStateChangedEvent}. */
export const JobStateChangedEventSchema = eventOf("job_state_changed", {
  job_id: nullishText,
  work_id: nullishText,
  title: nullishText,
  state: nullishOpen(jobStates),
  prior_state: nullishOpen(jobStates),
  state_reason: nullishText,
  phase: nullishText,
  attempt_id: nullishText,
  assigned_peer_id: nullishText,
  owner_peer_id: nullishText,
  created_by_peer_id: nullishText,
  circle: nullishText,
  correlation_id: nullishText,
  result_summary: nullishText,
  error: anything,
});

/** A job changed its state; since 0.16.0. */
export type JobStateChangedEvent = z.infer<typeof JobStateChangedEventSchema>;

/** The schema of {@link PendingReplyLostEvent}. */
export const PendingReplyLostEventSchema = eventOf("pending_reply_lost", {
  correlation_id: z.string(),
  answerer_peer_id: nullishText,
  answerer_name: nullishText,
  asker_name: nullishText,
  asker_display_name: nullishText,
  asker_circle: nullishText,
  asker_backend: nullishText,
  asker_peer_id: nullishText,
  reason: nullishText,
  /** ISO 8601. */
  pending_reply_at: nullishText,
});

/** A reply that waited for its asker is lost. */
export type PendingReplyLostEvent = z.infer<typeof PendingReplyLostEventSchema>;

/** The schema of {@link AcpPermissionRequestEvent}. */
export const AcpPermissionRequestEventSchema = eventOf("acp_permission_request", {
  request_id: z.string(),
  peer_id: nullishText,
  session_id: nullishText,
  repowire_session_id: nullishText,
  /** Of a request `"pending"`, of a decision `"decided"` or `"timed_out"`. */
  status: nullishText,
  tool_call: anything,
  options: nullishFreeForms,
  /** Seconds. */
  timeout_seconds: nullishNumber,
});

/** An agent behind the ACP broker asks whether it may use a tool. */
export type AcpPermissionRequestEvent = z.infer<typeof AcpPermissionRequestEventSchema>;

/** The schema of {@link AcpPermissionDecisionEvent}. */
export const AcpPermissionDecisionEventSchema = eventOf("acp_permission_decision", {
  request_id: z.string(),
  peer_id: nullishText,
  session_id: nullishText,
  repowire_session_id: nullishText,
  /** Of a request `"pending"`, of a decision `"decided"` or `"timed_out"`. */
  status: nullishText,
  outcome: nullishText,
  option_id: nullishText,
  message: nullishText,
});

/** Whether an agent behind the ACP broker may use a tool. */
export type AcpPermissionDecisionEvent = z.infer<typeof AcpPermissionDecisionEventSchema>;

/** The schema of {@link EventsParams}. */
export const EventsParamsSchema = z.strictObject({
  /** The id of an event: what follows it. One that the daemon no longer has: everything. */
  since: optionalText,
});

/** Which events to get. */
export type EventsParams = z.infer<typeof EventsParamsSchema>;

/** The schema of {@link EventsResult}. */
export const EventsResultSchema = z.array(RawEventSchema);

/** Events, the oldest first, at most 500. */
export type EventsResult = z.infer<typeof EventsResultSchema>;

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
  peer_reaped: PeerReapedEventSchema,
  peer_offline: PeerOfflineEventSchema,
  job_state_changed: JobStateChangedEventSchema,
  pending_reply_lost: PendingReplyLostEventSchema,
  acp_permission_request: AcpPermissionRequestEventSchema,
  acp_permission_decision: AcpPermissionDecisionEventSchema,
};

/** A type of event known to this release. */
export type KnownEventType = keyof typeof eventSchemas;

/** An event of a known type, as the daemon sent it. */
export type KnownEvent = z.infer<(typeof eventSchemas)[KnownEventType]>;

/** An event of a type, or in a form, that this release does not know. */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly id: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** The event as the daemon sent it. */
  readonly raw: RawEvent;
}

/**
 * Something that happened in the mesh. `switch (event.type)` tells which, and its last member,
 * `"unknown"`, is what a daemon newer than this release says.
 */
export type MeshEvent = KnownEvent | UnknownEvent;

/** Tells whether a text is a type of event known to this release. */
export function isKnownEventType(type: unknown): type is KnownEventType {
  return typeof type === "string" && Object.hasOwn(eventSchemas, type);
}

/**
 * Says what an event of the daemon is. A known event comes back as it is, not copied; any other
 * is kept whole in {@link UnknownEvent.raw}.
 *
 * @example
 * ```ts
 * const event = classifyEvent(raw);
 * switch (event.type) {
 *   case "ask":
 *     console.log(event.from, event.text);
 *     break;
 *   case "unknown":
 *     console.log("a newer daemon says", event.raw.type);
 * }
 * ```
 */
export function classifyEvent(raw: RawEvent): MeshEvent {
  if (isTagged(eventSchemas, raw)) return raw;
  return { type: "unknown", id: raw.id, timestamp: raw.timestamp, raw };
}

/** Tells whether a value, as of a stream's line, has what every event has. */
export function isRawEvent(value: unknown): value is RawEvent {
  return z.validate(RawEventSchema, value);
}

/** Routes about events. */
export const eventEndpoints = endpointTable({
  /** Lists the last 500 events, or those that follow a given one. */
  events: {
    method: "GET",
    path: "/events",
    params: EventsParamsSchema,
    result: EventsResultSchema,
  },
  /** Sends the last 500 events, and then each new one, as server-sent events. */
  eventStream: {
    method: "GET",
    path: "/events/stream",
    response: "events",
    result: RawEventSchema,
  },
  /** Records what was said in an agent's session. */
  ingestChatTurn: {
    method: "POST",
    path: "/events/chat",
    params: IngestChatTurnParamsSchema,
    actsTwice: true,
  },
  /** Records a piece of what an agent is saying. */
  ingestChatTurnDelta: {
    method: "POST",
    path: "/events/chat_delta",
    params: IngestChatTurnDeltaParamsSchema,
    actsTwice: true,
  },
  /** Follows a message through the daemon. */
  trace: {
    method: "GET",
    path: "/traces/{trace_id}",
    params: TraceParamsSchema,
    result: TraceSchema,
  },
});
