// Generated from the schemas in ../models: pnpm run generate

import {
  type Check,
  type Guard,
  closed,
  isBoolean,
  isInteger,
  isNullishBoolean,
  isNullishInteger,
  isNullishNumber,
  isNullishObject,
  isNullishString,
  isObject,
  isString,
  isUnknown,
  listOf,
  nullish,
  oneOf,
  optional,
  ruled,
  tolerant,
} from "../checks.ts";
import {
  peerReports,
  peerRoles,
  turnStates,
} from "../words.ts";
import type {
  AckEvent,
  AcpPermissionDecisionEvent,
  AcpPermissionRequestEvent,
  AskEvent,
  AskFrame,
  BroadcastEvent,
  BroadcastFrame,
  ChatTurnDeltaEvent,
  ChatTurnEvent,
  ConnectFrame,
  ConnectedFrame,
  DaemonFrame,
  DeliveryAckFrame,
  DeliveryTraceEvent,
  ErrorFrame,
  JobStateChangedEvent,
  KnownEvent,
  NotificationEvent,
  NotifyFrame,
  PaneClaimRejectedEvent,
  PeerContradictionEvent,
  PeerFrame,
  PeerNotAddressableEvent,
  PeerOfflineEvent,
  PeerOnlineEvent,
  PeerReapedEvent,
  PeerStatusEvent,
  PeerUpdatedEvent,
  PendingReplyLostEvent,
  PingFrame,
  PongFrame,
  QueryErrorFrame,
  QueryEvent,
  QueryFrame,
  QueryResponseEvent,
  ResponseFrame,
  RoleClaimedEvent,
  SetCircleFrame,
  StatusFrame,
  UpdateDisplayNameFrame,
} from "./models.ts";

export const isAckEvent: Guard<AckEvent> = (value): value is AckEvent =>
  isObject<AckEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.from) &&
  isNullishString(value.to) &&
  isNullishString(value.from_peer_id) &&
  isNullishString(value.to_peer_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.from_repowire_session_id) &&
  isNullishString(value.to_repowire_session_id) &&
  value.type === "ack" &&
  isString(value.correlation_id) &&
  isNullishString(value.status) &&
  isNullishBoolean(value.delivered) &&
  isNullishBoolean(value.has_message) &&
  isNullishBoolean(value.has_attachments);

export const isAcpPermissionDecisionEvent: Guard<AcpPermissionDecisionEvent> = (value): value is AcpPermissionDecisionEvent =>
  isObject<AcpPermissionDecisionEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.request_id) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.session_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.status) &&
  value.type === "acp_permission_decision" &&
  isNullishString(value.outcome) &&
  isNullishString(value.option_id) &&
  isNullishString(value.message);

const check3 = /* @__PURE__ */ listOf(isObject);

const check4 = /* @__PURE__ */ nullish(check3);

export const isAcpPermissionRequestEvent: Guard<AcpPermissionRequestEvent> = (value): value is AcpPermissionRequestEvent =>
  isObject<AcpPermissionRequestEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.request_id) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.session_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.status) &&
  value.type === "acp_permission_request" &&
  check4(value.options) &&
  isNullishNumber(value.timeout_seconds);

export const isAskEvent: Guard<AskEvent> = (value): value is AskEvent =>
  isObject<AskEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.from) &&
  isNullishString(value.to) &&
  isNullishString(value.from_peer_id) &&
  isNullishString(value.to_peer_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.from_repowire_session_id) &&
  isNullishString(value.to_repowire_session_id) &&
  value.type === "ask" &&
  isString(value.text) &&
  isString(value.correlation_id) &&
  isNullishString(value.reply_to) &&
  isNullishBoolean(value.self_target) &&
  check4(value.attachments) &&
  isNullishObject(value.question) &&
  isNullishString(value.origin);

const check7 = /* @__PURE__ */ listOf(isString);

const check8 = /* @__PURE__ */ nullish(check7);

export const isBroadcastEvent: Guard<BroadcastEvent> = (value): value is BroadcastEvent =>
  isObject<BroadcastEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "broadcast" &&
  isNullishString(value.from) &&
  isNullishString(value.from_peer_id) &&
  isString(value.text) &&
  check8(value.exclude);

export const isChatTurnDeltaEvent: Guard<ChatTurnDeltaEvent> = (value): value is ChatTurnDeltaEvent =>
  isObject<ChatTurnDeltaEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.role) &&
  isNullishString(value.session_id) &&
  isNullishString(value.turn_id) &&
  value.type === "chat_turn_delta" &&
  isNullishInteger(value.chunk_index) &&
  isNullishString(value.kind) &&
  isNullishString(value.text) &&
  isNullishObject(value.tool_call) &&
  isNullishBoolean(value.is_final);

export const isChatTurnEvent: Guard<ChatTurnEvent> = (value): value is ChatTurnEvent =>
  isObject<ChatTurnEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.role) &&
  isNullishString(value.session_id) &&
  isNullishString(value.turn_id) &&
  value.type === "chat_turn" &&
  isString(value.text) &&
  check4(value.tool_calls);

export const isDeliveryTraceEvent: Guard<DeliveryTraceEvent> = (value): value is DeliveryTraceEvent =>
  isObject<DeliveryTraceEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "delivery_trace" &&
  isString(value.trace_id) &&
  isNullishString(value.kind) &&
  isNullishString(value.stage) &&
  isNullishString(value.status) &&
  isNullishString(value.detail) &&
  isNullishObject(value.hook_delivery);

export const isJobStateChangedEvent: Guard<JobStateChangedEvent> = (value): value is JobStateChangedEvent =>
  isObject<JobStateChangedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "job_state_changed" &&
  isNullishString(value.job_id) &&
  isNullishString(value.work_id) &&
  isNullishString(value.title) &&
  isNullishString(value.state) &&
  isNullishString(value.prior_state) &&
  isNullishString(value.state_reason) &&
  isNullishString(value.phase) &&
  isNullishString(value.attempt_id) &&
  isNullishString(value.assigned_peer_id) &&
  isNullishString(value.owner_peer_id) &&
  isNullishString(value.created_by_peer_id) &&
  isNullishString(value.circle) &&
  isNullishString(value.correlation_id) &&
  isNullishString(value.result_summary);

export const isNotificationEvent: Guard<NotificationEvent> = (value): value is NotificationEvent =>
  isObject<NotificationEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.from) &&
  isNullishString(value.to) &&
  isNullishString(value.from_peer_id) &&
  isNullishString(value.to_peer_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.from_repowire_session_id) &&
  isNullishString(value.to_repowire_session_id) &&
  value.type === "notification" &&
  isString(value.text) &&
  isNullishString(value.delivery_status) &&
  isNullishString(value.delivery_state) &&
  isNullishString(value.queue_delivery_id) &&
  check4(value.attachments);

export const isPaneClaimRejectedEvent: Guard<PaneClaimRejectedEvent> = (value): value is PaneClaimRejectedEvent =>
  isObject<PaneClaimRejectedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  value.type === "pane_claim_rejected" &&
  isNullishString(value.pane_id) &&
  isNullishString(value.holder_peer_id) &&
  isNullishString(value.reason) &&
  isNullishString(value.outcome);

export const isPeerContradictionEvent: Guard<PeerContradictionEvent> = (value): value is PeerContradictionEvent =>
  isObject<PeerContradictionEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "peer_contradiction" &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.code) &&
  isNullishString(value.severity) &&
  isNullishString(value.detail) &&
  isNullishString(value.session_id) &&
  isNullishString(value.event) &&
  isNullishString(value.from_state);

export const isPeerNotAddressableEvent: Guard<PeerNotAddressableEvent> = (value): value is PeerNotAddressableEvent =>
  isObject<PeerNotAddressableEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  value.type === "peer_not_addressable" &&
  isNullishString(value.reason) &&
  isNullishInteger(value.asks_closed) &&
  isNullishInteger(value.deliveries_dropped) &&
  isNullishString(value.via);

export const isPeerOfflineEvent: Guard<PeerOfflineEvent> = (value): value is PeerOfflineEvent =>
  isObject<PeerOfflineEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  isNullishString(value.display_name) &&
  isNullishString(value.backend) &&
  isNullishString(value.path) &&
  isNullishString(value.pane_id) &&
  isNullishString(value.reason) &&
  value.type === "peer_offline" &&
  isNullishString(value.old_status) &&
  isNullishString(value.new_status) &&
  isNullishString(value.source) &&
  isNullishString(value.detail);

export const isPeerOnlineEvent: Guard<PeerOnlineEvent> = (value): value is PeerOnlineEvent =>
  isObject<PeerOnlineEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  value.type === "peer_online";

export const isPeerReapedEvent: Guard<PeerReapedEvent> = (value): value is PeerReapedEvent =>
  isObject<PeerReapedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  isNullishString(value.display_name) &&
  isNullishString(value.backend) &&
  isNullishString(value.path) &&
  isNullishString(value.pane_id) &&
  isNullishString(value.reason) &&
  value.type === "peer_reaped";

export const isPeerStatusEvent: Guard<PeerStatusEvent> = (value): value is PeerStatusEvent =>
  isObject<PeerStatusEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  value.type === "peer_status" &&
  isNullishString(value.status) &&
  isNullishString(value.reason);

export const isPeerUpdatedEvent: Guard<PeerUpdatedEvent> = (value): value is PeerUpdatedEvent =>
  isObject<PeerUpdatedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  value.type === "peer_updated" &&
  isNullishString(value.source) &&
  isNullishBoolean(value.addressable) &&
  isNullishString(value.addressable_reason) &&
  isNullishBoolean(value.was_addressable);

export const isPendingReplyLostEvent: Guard<PendingReplyLostEvent> = (value): value is PendingReplyLostEvent =>
  isObject<PendingReplyLostEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "pending_reply_lost" &&
  isString(value.correlation_id) &&
  isNullishString(value.answerer_peer_id) &&
  isNullishString(value.answerer_name) &&
  isNullishString(value.asker_name) &&
  isNullishString(value.asker_display_name) &&
  isNullishString(value.asker_circle) &&
  isNullishString(value.asker_backend) &&
  isNullishString(value.asker_peer_id) &&
  isNullishString(value.reason) &&
  isNullishString(value.pending_reply_at);

export const isQueryEvent: Guard<QueryEvent> = (value): value is QueryEvent =>
  isObject<QueryEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.from) &&
  isNullishString(value.to) &&
  isNullishString(value.from_peer_id) &&
  isNullishString(value.to_peer_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.from_repowire_session_id) &&
  isNullishString(value.to_repowire_session_id) &&
  value.type === "query" &&
  isString(value.text) &&
  isNullishString(value.status) &&
  isNullishString(value.error);

export const isQueryResponseEvent: Guard<QueryResponseEvent> = (value): value is QueryResponseEvent =>
  isObject<QueryResponseEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isNullishString(value.from) &&
  isNullishString(value.to) &&
  isNullishString(value.from_peer_id) &&
  isNullishString(value.to_peer_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.from_repowire_session_id) &&
  isNullishString(value.to_repowire_session_id) &&
  value.type === "response" &&
  isString(value.text) &&
  isNullishString(value.correlation_id);

const check26 = /* @__PURE__ */ listOf(isUnknown);

const check27 = /* @__PURE__ */ nullish(check26);

export const isRoleClaimedEvent: Guard<RoleClaimedEvent> = (value): value is RoleClaimedEvent =>
  isObject<RoleClaimedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "role_claimed" &&
  isString(value.peer_id) &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  isNullishString(value.role) &&
  isNullishString(value.circle) &&
  isNullishBoolean(value.force) &&
  check27(value.previous_holders);

const check29 = /* @__PURE__ */ oneOf(["ask"]);

export const isAskFrame: Guard<AskFrame> = /* @__PURE__ */ tolerant({
  type: check29,
  delivery_id: isNullishString,
  correlation_id: isString,
  from_peer: isString,
  to_peer: isNullishString,
  text: isString,
  reply_to: isNullishString,
  attachments: check4,
  question: isNullishObject,
});

const check31 = /* @__PURE__ */ oneOf(["broadcast"]);

export const isBroadcastFrame: Guard<BroadcastFrame> = /* @__PURE__ */ tolerant({
  type: check31,
  from_peer: isString,
  text: isString,
});

const check33 = /* @__PURE__ */ ruled(isString, (value) => /^[a-zA-Z0-9._-]{1,64}$/.test(value), 13);

const check34 = /* @__PURE__ */ oneOf(peerRoles);

const check35 = /* @__PURE__ */ ruled(isInteger, (value) => value >= 1, 14);

const check36 = /* @__PURE__ */ oneOf(["connect"]);

const check37 = /* @__PURE__ */ optional(check33);

const check38 = /* @__PURE__ */ optional(isString);

const check39 = /* @__PURE__ */ optional(check34);

const check40 = /* @__PURE__ */ optional(isInteger);

const check41 = /* @__PURE__ */ optional(check7);

const check42 = /* @__PURE__ */ optional(isObject);

const check43 = /* @__PURE__ */ optional(check35);

export const isConnectFrame: Guard<ConnectFrame> = /* @__PURE__ */ closed({
  type: check36,
  display_name: check33,
  circle: check37,
  circle_source: isNullishString,
  backend: check38,
  path: check38,
  peer_id: check38,
  role: check39,
  tmux_session: check38,
  pane_id: check38,
  hook_version: check40,
  capabilities: check41,
  auth_token: check38,
  model: check38,
  model_details: check42,
  agent_pid: check43,
});

const check45 = /* @__PURE__ */ oneOf(["connected"]);

export const isConnectedFrame: Guard<ConnectedFrame> = /* @__PURE__ */ tolerant({
  type: check45,
  session_id: isString,
  display_name: isString,
});

const check47 = /* @__PURE__ */ oneOf(["delivery_ack"]);

export const isDeliveryAckFrame: Guard<DeliveryAckFrame> = /* @__PURE__ */ tolerant({
  type: check47,
  delivery_id: isString,
  status: isString,
  detail: isNullishString,
});

const check49 = /* @__PURE__ */ oneOf(["error"]);

export const isErrorFrame: Guard<ErrorFrame> = /* @__PURE__ */ tolerant({
  type: check49,
  error: isString,
  code: isNullishString,
});

const check51 = /* @__PURE__ */ oneOf(["notify"]);

export const isNotifyFrame: Guard<NotifyFrame> = /* @__PURE__ */ tolerant({
  type: check51,
  delivery_id: isNullishString,
  from_peer: isString,
  to_peer: isNullishString,
  text: isString,
  attachments: check4,
});

const check53 = /* @__PURE__ */ oneOf(["ping"]);

export const isPingFrame: Guard<PingFrame> = /* @__PURE__ */ tolerant({
  type: check53,
});

const check55 = /* @__PURE__ */ oneOf(["pong"]);

const check56 = /* @__PURE__ */ optional(isBoolean);

export const isPongFrame: Guard<PongFrame> = /* @__PURE__ */ closed({
  type: check55,
  pane_alive: check56,
  circle: check38,
});

export const isQueryErrorFrame: Guard<QueryErrorFrame> = /* @__PURE__ */ closed({
  type: check49,
  correlation_id: isString,
  error: isString,
});

const check59 = /* @__PURE__ */ oneOf(["query"]);

export const isQueryFrame: Guard<QueryFrame> = /* @__PURE__ */ tolerant({
  type: check59,
  correlation_id: isString,
  from_peer: isString,
  text: isString,
});

const check61 = /* @__PURE__ */ oneOf(["response"]);

export const isResponseFrame: Guard<ResponseFrame> = /* @__PURE__ */ closed({
  type: check61,
  correlation_id: isString,
  text: isString,
});

const check63 = /* @__PURE__ */ oneOf(["set_circle"]);

export const isSetCircleFrame: Guard<SetCircleFrame> = /* @__PURE__ */ closed({
  type: check63,
  circle: check33,
});

const check65 = /* @__PURE__ */ oneOf(turnStates);

const check66 = /* @__PURE__ */ oneOf(["status"]);

const check67 = /* @__PURE__ */ oneOf(peerReports);

const check68 = /* @__PURE__ */ optional(check65);

export const isStatusFrame: Guard<StatusFrame> = /* @__PURE__ */ closed({
  type: check66,
  status: check67,
  turn_state: check68,
});

const check70 = /* @__PURE__ */ oneOf(["update_display_name"]);

export const isUpdateDisplayNameFrame: Guard<UpdateDisplayNameFrame> = /* @__PURE__ */ closed({
  type: check70,
  display_name: check33,
});

/** The guard of each type of {@link DaemonFrame}. */
export const daemonFrameGuards: Readonly<
  Record<DaemonFrame["type"], Guard<DaemonFrame>>
> = {
  connected: isConnectedFrame,
  error: isErrorFrame,
  ask: isAskFrame,
  notify: isNotifyFrame,
  broadcast: isBroadcastFrame,
  query: isQueryFrame,
  ping: isPingFrame,
};

/** The guard of each type of {@link PeerFrame}. */
export const peerFrameGuards: Readonly<
  Record<PeerFrame["type"], Guard<PeerFrame>>
> = {
  connect: isConnectFrame,
  delivery_ack: isDeliveryAckFrame,
  status: isStatusFrame,
  pong: isPongFrame,
  response: isResponseFrame,
  error: isQueryErrorFrame,
  set_circle: isSetCircleFrame,
  update_display_name: isUpdateDisplayNameFrame,
};

/** The guard of each type of {@link KnownEvent}. */
export const eventGuards: Readonly<
  Record<KnownEvent["type"], Guard<KnownEvent>>
> = {
  ask: isAskEvent,
  notification: isNotificationEvent,
  ack: isAckEvent,
  broadcast: isBroadcastEvent,
  query: isQueryEvent,
  response: isQueryResponseEvent,
  chat_turn: isChatTurnEvent,
  chat_turn_delta: isChatTurnDeltaEvent,
  role_claimed: isRoleClaimedEvent,
  peer_contradiction: isPeerContradictionEvent,
  peer_online: isPeerOnlineEvent,
  peer_status: isPeerStatusEvent,
  peer_updated: isPeerUpdatedEvent,
  peer_not_addressable: isPeerNotAddressableEvent,
  pane_claim_rejected: isPaneClaimRejectedEvent,
  delivery_trace: isDeliveryTraceEvent,
  peer_reaped: isPeerReapedEvent,
  peer_offline: isPeerOfflineEvent,
  job_state_changed: isJobStateChangedEvent,
  pending_reply_lost: isPendingReplyLostEvent,
  acp_permission_request: isAcpPermissionRequestEvent,
  acp_permission_decision: isAcpPermissionDecisionEvent,
};
