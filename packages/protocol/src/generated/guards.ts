// Generated from the schemas in ../models: pnpm run generate

import {
  type Check,
  type Guard,
  closed,
  excludes,
  hasAtMost,
  hasEither,
  hasEntries,
  hasExactlyOne,
  hasFilename,
  hasNotBoth,
  hasSome,
  isAmong,
  isBlob,
  isBoolean,
  isFilled,
  isInteger,
  isNullishBoolean,
  isNullishInteger,
  isNullishNumber,
  isNullishObject,
  isNullishString,
  isNumber,
  isObject,
  isPositive,
  isSegment,
  isShortName,
  isString,
  isUnknown,
  listOf,
  mapOf,
  needs,
  needsEntriesFor,
  nullish,
  oneOf,
  optional,
  tolerant,
} from "../checks.ts";
import {
  chatDeltaKinds,
  chatRoles,
  deliveryKinds,
  jobContinuities,
  jobStates,
  peerInitiators,
  peerReports,
  peerRoles,
  peerSources,
  peerStatuses,
  pendingAskDirections,
  processScopes,
  questionKinds,
  questionOutcomes,
  questionScopes,
  replyDeliveries,
  turnStates,
} from "../words.ts";
import type {
  AckEvent,
  AckParams,
  AcpBrokerHealth,
  AcpPermissionDecisionEvent,
  AcpPermissionHealth,
  AcpPermissionRequestEvent,
  AnswerParams,
  AskBlockingParams,
  AskBlockingResult,
  AskEvent,
  AskFrame,
  AskHistory,
  AskHistoryParams,
  AskManyChild,
  AskManyChildProgress,
  AskManyParams,
  AskManyResult,
  AskManyRollup,
  AskManyStatus,
  AskParams,
  AskResult,
  AttachmentRef,
  BlockingOption,
  BroadcastEvent,
  BroadcastFailure,
  BroadcastFrame,
  BroadcastParams,
  BroadcastResult,
  CancelJobParams,
  ChannelHealth,
  ChatTurnDeltaEvent,
  ChatTurnEvent,
  ClaimRoleParams,
  ClaimRoleResult,
  ConnectFrame,
  ConnectedFrame,
  Contradiction,
  CreateJobParams,
  CreateJobResult,
  CreateScheduleParams,
  DaemonCapabilities,
  DaemonFrame,
  DeclineParams,
  DefaultAnswer,
  DeleteScheduleParams,
  DeleteScheduleResult,
  DeliveryAckFrame,
  DeliveryTraceEvent,
  DoctorReport,
  DownloadAttachmentParams,
  ErrorFrame,
  EventsParams,
  EventsResult,
  ForkBackendParams,
  ForkBackendResult,
  GetAskManyParams,
  GetPeerByPaneParams,
  GetPeerParams,
  Health,
  IngestChatTurnDeltaParams,
  IngestChatTurnParams,
  Job,
  JobIdParams,
  JobOutcome,
  JobOutcomeResult,
  JobStateChangedEvent,
  JobStatusResult,
  KillPeerParams,
  KillPeerResult,
  KnownEvent,
  ListJobsParams,
  ListJobsResult,
  ListPeersParams,
  ListPeersResult,
  ListSchedulesParams,
  ListSchedulesResult,
  MarkPeerOfflineParams,
  MarkPeerOfflineResult,
  NoParams,
  NotificationEvent,
  NotifyFrame,
  NotifyParams,
  NotifyResult,
  NotifySessionParams,
  NotifySessionResult,
  OkResult,
  OrchestratorStatus,
  OrchestratorStatusParams,
  PaneClaimRejectedEvent,
  Peer,
  PeerContradictionEvent,
  PeerFrame,
  PeerNotAddressableEvent,
  PeerOfflineEvent,
  PeerOnlineEvent,
  PeerReapedEvent,
  PeerStatusEvent,
  PeerUpdatedEvent,
  PendingAsk,
  PendingAsksParams,
  PendingAsksResult,
  PendingDeliveriesParams,
  PendingDeliveriesResult,
  PendingDelivery,
  PendingReplyLostEvent,
  PingFrame,
  PongFrame,
  Provenance,
  QueryErrorFrame,
  QueryEvent,
  QueryFrame,
  QueryParams,
  QueryResponseEvent,
  QueryResult,
  Question,
  QuestionOption,
  RawEvent,
  RegisterPeerParams,
  RegisterPeerResult,
  RehookPeerParams,
  RehookPeerResult,
  RelayHealth,
  ResponseFrame,
  RestartPeerParams,
  RestartPeerResult,
  ResumeSessionParams,
  ResumeSessionResult,
  RoleClaimedEvent,
  RoleHolder,
  RunJobParams,
  Schedule,
  SearchTimelineParams,
  SearchTimelineResult,
  SetCircleFrame,
  SetCircleParams,
  SetDescriptionParams,
  SetProvenanceParams,
  SpawnConfig,
  SpawnParams,
  SpawnProfile,
  SpawnResult,
  StatusFrame,
  SwitchBackendParams,
  SwitchBackendResult,
  Timeline,
  TimelineHit,
  TimelineItem,
  TimelineMatch,
  TimelineParams,
  ToolCall,
  TouchPeerParams,
  Trace,
  TraceParams,
  TraceStage,
  Transcript,
  TranscriptParams,
  TranscriptTurn,
  UnregisterPeerParams,
  UpdateDisplayNameFrame,
  UpdateJobParams,
  UpdateSessionParams,
  UploadAttachmentParams,
  UploadedAttachment,
  ValidateIdentityParams,
  ValidateIdentityResult,
  WaitOnAskParams,
  WaitOnAskResult,
} from "./models.ts";

export const isAttachmentRef: Guard<AttachmentRef> = /* @__PURE__ */ closed({
  id: isNullishString,
  path: isNullishString,
  filename: isNullishString,
  size: isNullishInteger,
  content_type: isNullishString,
});

const check2 = /* @__PURE__ */ listOf(isAttachmentRef);

const check3: Check = (value) => isString(value) && isFilled(value);

const check4 = /* @__PURE__ */ optional(check2);

export const isAckParams: Guard<AckParams> = /* @__PURE__ */ closed({
  correlation_id: check3,
  message: isNullishString,
  attachments: check4,
  from_peer: isNullishString,
});

const check6 = /* @__PURE__ */ oneOf(questionOutcomes);

const check7 = /* @__PURE__ */ optional(check6);

export const isAnswerParams: Guard<AnswerParams> = /* @__PURE__ */ closed({
  correlation_id: check3,
  option_id: isNullishString,
  text: isNullishString,
  outcome: check7,
  message: isNullishString,
  attachments: check4,
});

export const isBlockingOption: Guard<BlockingOption> = /* @__PURE__ */ closed({
  id: isString,
  title: isString,
});

const check10 = /* @__PURE__ */ listOf(isBlockingOption);

const check11 = /* @__PURE__ */ oneOf(questionScopes);

const check12 = /* @__PURE__ */ optional(check10);

const check13 = /* @__PURE__ */ nullish(check11);

export const isAskBlockingParams: Guard<AskBlockingParams> = /* @__PURE__ */ closed({
  prompt: isString,
  options: check12,
  scope: check13,
  metadata: isNullishObject,
  timeout_seconds: isNullishNumber,
  correlation_id: isNullishString,
  origin: isNullishString,
  from_peer: isNullishString,
}, (value) => needsEntriesFor(value, "scope", "tool_permission", "options"));

export const isAskBlockingResult: Guard<AskBlockingResult> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  outcome: isString,
  option_id: isNullishString,
  message: isNullishString,
});

const check16 = /* @__PURE__ */ optional(isString);

export const isAskHistoryParams: Guard<AskHistoryParams> = /* @__PURE__ */ closed({
  pane_id: check16,
  peer_id: check16,
  since: check16,
}, (value) => hasExactlyOne(value, "pane_id", "peer_id"));

const check18 = /* @__PURE__ */ listOf(isString);

const check19 = /* @__PURE__ */ nullish(check18);

export const isAskHistory: Guard<AskHistory> = /* @__PURE__ */ tolerant({
  peer_id: isString,
  repowire_session_id: isNullishString,
  threads: check19,
});

export const isAskManyChildProgress: Guard<AskManyChildProgress> = (value): value is AskManyChildProgress =>
  isObject<AskManyChildProgress>(value) &&
  isString(value.peer) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.correlation_id) &&
  isString(value.status) &&
  isNullishString(value.reply) &&
  isNullishString(value.close_reason) &&
  isNullishString(value.error);

export const isAskManyChild: Guard<AskManyChild> = (value): value is AskManyChild =>
  isObject<AskManyChild>(value) &&
  isString(value.peer) &&
  isNullishString(value.correlation_id) &&
  isNullishBoolean(value.delivered) &&
  isNullishString(value.error);

const check23: Check = (value) => check18(value) && hasEntries(value) && hasAtMost(value, 50);

const check24 = /* @__PURE__ */ optional(isBoolean);

const check25 = /* @__PURE__ */ optional(isInteger);

export const isAskManyParams: Guard<AskManyParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  to_peers: check23,
  text: isString,
  circle: isNullishString,
  bypass_circle: check24,
  timeout_seconds: check25,
});

const check27 = /* @__PURE__ */ listOf(isAskManyChild);

const check28 = /* @__PURE__ */ nullish(check27);

export const isAskManyResult: Guard<AskManyResult> = /* @__PURE__ */ tolerant({
  parent_id: isString,
  children: check28,
});

export const isAskManyRollup: Guard<AskManyRollup> = /* @__PURE__ */ tolerant({
  total: isNullishInteger,
  acked: isNullishInteger,
  replied: isNullishInteger,
  pending: isNullishInteger,
  failed: isNullishInteger,
});

const check31 = /* @__PURE__ */ listOf(isAskManyChildProgress);

const check32 = /* @__PURE__ */ nullish(isAskManyRollup);

const check33 = /* @__PURE__ */ nullish(check31);

export const isAskManyStatus: Guard<AskManyStatus> = /* @__PURE__ */ tolerant({
  parent_id: isString,
  from_peer: isNullishString,
  text: isNullishString,
  created_at: isNullishString,
  deadline: isNullishString,
  state: isString,
  timed_out: isNullishBoolean,
  rollup: check32,
  children: check33,
});

export const isQuestionOption: Guard<QuestionOption> = /* @__PURE__ */ closed({
  id: isString,
  title: isString,
  description: isNullishString,
});

const check36 = /* @__PURE__ */ listOf(isQuestionOption);

export const isDefaultAnswer: Guard<DefaultAnswer> = /* @__PURE__ */ closed({
  option_id: isNullishString,
  text: isNullishString,
  outcome: check7,
  message: isNullishString,
});

const check38 = /* @__PURE__ */ oneOf(questionKinds);

const check39 = /* @__PURE__ */ optional(check36);

const check40 = /* @__PURE__ */ nullish(isDefaultAnswer);

const check41 = /* @__PURE__ */ optional(isObject);

export const isQuestion: Guard<Question> = /* @__PURE__ */ closed({
  kind: check38,
  prompt: isNullishString,
  options: check39,
  blocking: check24,
  timeout_seconds: isNullishNumber,
  default_answer: check40,
  scope: check13,
  metadata: check41,
});

const check43 = /* @__PURE__ */ oneOf(replyDeliveries);

const check44 = /* @__PURE__ */ nullish(isQuestion);

const check45 = /* @__PURE__ */ optional(check43);

export const isAskParams: Guard<AskParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  to_peer: check3,
  text: isString,
  attachments: check4,
  reply_to: isNullishString,
  bypass_circle: check24,
  circle: isNullishString,
  question: check44,
  reply_delivery: check45,
});

export const isAskResult: Guard<AskResult> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  error: isNullishString,
});

export const isDeclineParams: Guard<DeclineParams> = /* @__PURE__ */ closed({
  correlation_id: check3,
  reason: check3,
  from_peer: isNullishString,
});

const check49: Check = (value) => isString(value) && isSegment(value);

export const isGetAskManyParams: Guard<GetAskManyParams> = /* @__PURE__ */ closed({
  parent_id: check49,
});

export const isPendingAsk: Guard<PendingAsk> = (value): value is PendingAsk =>
  isObject<PendingAsk>(value) &&
  isString(value.correlation_id) &&
  isString(value.from_peer) &&
  isString(value.to_peer) &&
  isString(value.text) &&
  isString(value.created_at) &&
  isString(value.direction);

const check52: Check = (value) => isString(value) && isAmong(value, pendingAskDirections);

const check53 = /* @__PURE__ */ optional(check52);

export const isPendingAsksParams: Guard<PendingAsksParams> = /* @__PURE__ */ closed({
  pane_id: check16,
  peer_id: check16,
  direction: check53,
}, (value) => hasExactlyOne(value, "pane_id", "peer_id"));

const check55 = /* @__PURE__ */ listOf(isPendingAsk);

export const isPendingAsksResult: Guard<PendingAsksResult> = /* @__PURE__ */ tolerant({
  asks: check55,
});

const check57: Check = (value) => isNumber(value) && isPositive(value);

const check58 = /* @__PURE__ */ nullish(check57);

export const isWaitOnAskParams: Guard<WaitOnAskParams> = /* @__PURE__ */ closed({
  correlation_id: check49,
  peer_id: check3,
  timeout_seconds: check58,
});

const check60 = /* @__PURE__ */ listOf(isObject);

const check61 = /* @__PURE__ */ nullish(check60);

export const isWaitOnAskResult: Guard<WaitOnAskResult> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  status: isString,
  reply: isNullishString,
  outcome: isNullishString,
  option_id: isNullishString,
  message: isNullishString,
  close_reason: isNullishString,
  responder: isNullishString,
  attachments: check61,
});

export const isDownloadAttachmentParams: Guard<DownloadAttachmentParams> = /* @__PURE__ */ closed({
  attachment_id: check49,
});

export const isUploadAttachmentParams: Guard<UploadAttachmentParams> = /* @__PURE__ */ closed({
  file: isBlob,
  filename: check16,
}, (value) => hasFilename(value));

export const isUploadedAttachment: Guard<UploadedAttachment> = /* @__PURE__ */ tolerant({
  id: isString,
  path: isString,
  filename: isNullishString,
  size: isInteger,
  content_type: isNullishString,
});

const check66 = /* @__PURE__ */ oneOf(["assistant"]);

const check67 = /* @__PURE__ */ oneOf(chatDeltaKinds);

export const isToolCall: Guard<ToolCall> = /* @__PURE__ */ closed({
  name: isString,
  input: check16,
});

const check69 = /* @__PURE__ */ optional(check66);

const check70: Check = (value) => isInteger(value) && value >= 0;

const check71 = /* @__PURE__ */ optional(check67);

const check72 = /* @__PURE__ */ nullish(isToolCall);

export const isIngestChatTurnDeltaParams: Guard<IngestChatTurnDeltaParams> = /* @__PURE__ */ closed({
  peer: isString,
  role: check69,
  session_id: isNullishString,
  turn_id: isString,
  chunk_index: check70,
  kind: check71,
  text: check16,
  tool_call: check72,
  is_final: check24,
  peer_id: isNullishString,
  pane_id: isNullishString,
});

const check74 = /* @__PURE__ */ listOf(isToolCall);

const check75 = /* @__PURE__ */ oneOf(chatRoles);

const check76 = /* @__PURE__ */ nullish(check74);

export const isIngestChatTurnParams: Guard<IngestChatTurnParams> = /* @__PURE__ */ closed({
  peer: isString,
  role: check75,
  text: isString,
  session_id: isNullishString,
  tool_calls: check76,
  turn_id: isNullishString,
  peer_id: isNullishString,
  pane_id: isNullishString,
});

const check78 = /* @__PURE__ */ oneOf(["ack"]);

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
  check78(value.type) &&
  isString(value.correlation_id) &&
  isNullishString(value.status) &&
  isNullishBoolean(value.delivered) &&
  isNullishBoolean(value.has_message) &&
  isNullishBoolean(value.has_attachments);

const check80 = /* @__PURE__ */ oneOf(["acp_permission_decision"]);

export const isAcpPermissionDecisionEvent: Guard<AcpPermissionDecisionEvent> = (value): value is AcpPermissionDecisionEvent =>
  isObject<AcpPermissionDecisionEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check80(value.type) &&
  isString(value.request_id) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.session_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.status) &&
  isNullishString(value.outcome) &&
  isNullishString(value.option_id) &&
  isNullishString(value.message);

const check82 = /* @__PURE__ */ oneOf(["acp_permission_request"]);

export const isAcpPermissionRequestEvent: Guard<AcpPermissionRequestEvent> = (value): value is AcpPermissionRequestEvent =>
  isObject<AcpPermissionRequestEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check82(value.type) &&
  isString(value.request_id) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.session_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.status) &&
  check61(value.options) &&
  isNullishNumber(value.timeout_seconds);

const check84 = /* @__PURE__ */ oneOf(["ask"]);

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
  check84(value.type) &&
  isString(value.text) &&
  isString(value.correlation_id) &&
  isNullishString(value.reply_to) &&
  isNullishBoolean(value.self_target) &&
  check61(value.attachments) &&
  isNullishObject(value.question) &&
  isNullishString(value.origin);

const check86 = /* @__PURE__ */ oneOf(["broadcast"]);

export const isBroadcastEvent: Guard<BroadcastEvent> = (value): value is BroadcastEvent =>
  isObject<BroadcastEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check86(value.type) &&
  isNullishString(value.from) &&
  isNullishString(value.from_peer_id) &&
  isString(value.text) &&
  check19(value.exclude);

const check88 = /* @__PURE__ */ oneOf(["chat_turn_delta"]);

export const isChatTurnDeltaEvent: Guard<ChatTurnDeltaEvent> = (value): value is ChatTurnDeltaEvent =>
  isObject<ChatTurnDeltaEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check88(value.type) &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.role) &&
  isNullishString(value.session_id) &&
  isNullishString(value.turn_id) &&
  isNullishInteger(value.chunk_index) &&
  isNullishString(value.kind) &&
  isNullishString(value.text) &&
  isNullishObject(value.tool_call) &&
  isNullishBoolean(value.is_final);

const check90 = /* @__PURE__ */ oneOf(["chat_turn"]);

export const isChatTurnEvent: Guard<ChatTurnEvent> = (value): value is ChatTurnEvent =>
  isObject<ChatTurnEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check90(value.type) &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.role) &&
  isString(value.text) &&
  isNullishString(value.session_id) &&
  isNullishString(value.turn_id) &&
  check61(value.tool_calls);

const check92 = /* @__PURE__ */ oneOf(["delivery_trace"]);

export const isDeliveryTraceEvent: Guard<DeliveryTraceEvent> = (value): value is DeliveryTraceEvent =>
  isObject<DeliveryTraceEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check92(value.type) &&
  isString(value.trace_id) &&
  isNullishString(value.kind) &&
  isNullishString(value.stage) &&
  isNullishString(value.status) &&
  isNullishString(value.detail) &&
  isNullishObject(value.hook_delivery);

export const isEventsParams: Guard<EventsParams> = /* @__PURE__ */ closed({
  since: check16,
});

export const isRawEvent: Guard<RawEvent> = (value): value is RawEvent =>
  isObject<RawEvent>(value) &&
  isString(value.id) &&
  isString(value.type) &&
  isString(value.timestamp);

export const isEventsResult: Guard<EventsResult> = /* @__PURE__ */ listOf(isRawEvent);

const check97 = /* @__PURE__ */ oneOf(["job_state_changed"]);

export const isJobStateChangedEvent: Guard<JobStateChangedEvent> = (value): value is JobStateChangedEvent =>
  isObject<JobStateChangedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check97(value.type) &&
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

const check99 = /* @__PURE__ */ oneOf(["notification"]);

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
  check99(value.type) &&
  isString(value.text) &&
  isNullishString(value.delivery_status) &&
  isNullishString(value.delivery_state) &&
  isNullishString(value.queue_delivery_id) &&
  check61(value.attachments);

const check101 = /* @__PURE__ */ oneOf(["pane_claim_rejected"]);

export const isPaneClaimRejectedEvent: Guard<PaneClaimRejectedEvent> = (value): value is PaneClaimRejectedEvent =>
  isObject<PaneClaimRejectedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  check101(value.type) &&
  isNullishString(value.pane_id) &&
  isNullishString(value.holder_peer_id) &&
  isNullishString(value.reason) &&
  isNullishString(value.outcome);

const check103 = /* @__PURE__ */ oneOf(["peer_contradiction"]);

export const isPeerContradictionEvent: Guard<PeerContradictionEvent> = (value): value is PeerContradictionEvent =>
  isObject<PeerContradictionEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check103(value.type) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.code) &&
  isNullishString(value.severity) &&
  isNullishString(value.detail) &&
  isNullishString(value.session_id) &&
  isNullishString(value.event) &&
  isNullishString(value.from_state);

const check105 = /* @__PURE__ */ oneOf(["peer_not_addressable"]);

export const isPeerNotAddressableEvent: Guard<PeerNotAddressableEvent> = (value): value is PeerNotAddressableEvent =>
  isObject<PeerNotAddressableEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  check105(value.type) &&
  isNullishString(value.reason) &&
  isNullishInteger(value.asks_closed) &&
  isNullishInteger(value.deliveries_dropped) &&
  isNullishString(value.via);

const check107 = /* @__PURE__ */ oneOf(["peer_offline"]);

export const isPeerOfflineEvent: Guard<PeerOfflineEvent> = (value): value is PeerOfflineEvent =>
  isObject<PeerOfflineEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check107(value.type) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  isNullishString(value.display_name) &&
  isNullishString(value.backend) &&
  isNullishString(value.path) &&
  isNullishString(value.pane_id) &&
  isNullishString(value.reason) &&
  isNullishString(value.old_status) &&
  isNullishString(value.new_status) &&
  isNullishString(value.source) &&
  isNullishString(value.detail);

const check109 = /* @__PURE__ */ oneOf(["peer_online"]);

export const isPeerOnlineEvent: Guard<PeerOnlineEvent> = (value): value is PeerOnlineEvent =>
  isObject<PeerOnlineEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  check109(value.type);

const check111 = /* @__PURE__ */ oneOf(["peer_reaped"]);

export const isPeerReapedEvent: Guard<PeerReapedEvent> = (value): value is PeerReapedEvent =>
  isObject<PeerReapedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check111(value.type) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  isNullishString(value.display_name) &&
  isNullishString(value.backend) &&
  isNullishString(value.path) &&
  isNullishString(value.pane_id) &&
  isNullishString(value.reason);

const check113 = /* @__PURE__ */ oneOf(["peer_status"]);

export const isPeerStatusEvent: Guard<PeerStatusEvent> = (value): value is PeerStatusEvent =>
  isObject<PeerStatusEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  check113(value.type) &&
  isNullishString(value.status) &&
  isNullishString(value.reason);

const check115 = /* @__PURE__ */ oneOf(["peer_updated"]);

export const isPeerUpdatedEvent: Guard<PeerUpdatedEvent> = (value): value is PeerUpdatedEvent =>
  isObject<PeerUpdatedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.peer_id) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  check115(value.type) &&
  isNullishString(value.source) &&
  isNullishBoolean(value.addressable) &&
  isNullishString(value.addressable_reason) &&
  isNullishBoolean(value.was_addressable);

const check117 = /* @__PURE__ */ oneOf(["pending_reply_lost"]);

export const isPendingReplyLostEvent: Guard<PendingReplyLostEvent> = (value): value is PendingReplyLostEvent =>
  isObject<PendingReplyLostEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check117(value.type) &&
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

const check119 = /* @__PURE__ */ oneOf(["query"]);

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
  check119(value.type) &&
  isString(value.text) &&
  isNullishString(value.status) &&
  isNullishString(value.error);

const check121 = /* @__PURE__ */ oneOf(["response"]);

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
  check121(value.type) &&
  isString(value.text) &&
  isNullishString(value.correlation_id);

const check123 = /* @__PURE__ */ listOf(isUnknown);

const check124 = /* @__PURE__ */ oneOf(["role_claimed"]);

const check125 = /* @__PURE__ */ nullish(check123);

export const isRoleClaimedEvent: Guard<RoleClaimedEvent> = (value): value is RoleClaimedEvent =>
  isObject<RoleClaimedEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  check124(value.type) &&
  isString(value.peer_id) &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.session_id) &&
  isNullishString(value.role) &&
  isNullishString(value.circle) &&
  isNullishBoolean(value.force) &&
  check125(value.previous_holders);

export const isAskFrame: Guard<AskFrame> = /* @__PURE__ */ tolerant({
  type: check84,
  delivery_id: isNullishString,
  correlation_id: isString,
  from_peer: isString,
  to_peer: isNullishString,
  text: isString,
  reply_to: isNullishString,
  attachments: check61,
  question: isNullishObject,
});

export const isBroadcastFrame: Guard<BroadcastFrame> = /* @__PURE__ */ tolerant({
  type: check86,
  from_peer: isString,
  text: isString,
});

const check129: Check = (value) => isString(value) && /^[a-zA-Z0-9._-]{1,64}$/.test(value);

const check130 = /* @__PURE__ */ oneOf(peerRoles);

const check131: Check = (value) => isInteger(value) && value >= 1;

const check132 = /* @__PURE__ */ oneOf(["connect"]);

const check133 = /* @__PURE__ */ optional(check129);

const check134 = /* @__PURE__ */ optional(check130);

const check135 = /* @__PURE__ */ optional(check18);

const check136 = /* @__PURE__ */ optional(check131);

export const isConnectFrame: Guard<ConnectFrame> = /* @__PURE__ */ closed({
  type: check132,
  display_name: check129,
  circle: check133,
  circle_source: isNullishString,
  backend: check16,
  path: check16,
  peer_id: check16,
  role: check134,
  tmux_session: check16,
  pane_id: check16,
  hook_version: check25,
  capabilities: check135,
  auth_token: check16,
  model: check16,
  model_details: check41,
  agent_pid: check136,
});

const check138 = /* @__PURE__ */ oneOf(["connected"]);

export const isConnectedFrame: Guard<ConnectedFrame> = /* @__PURE__ */ tolerant({
  type: check138,
  session_id: isString,
  display_name: isString,
});

const check140 = /* @__PURE__ */ oneOf(["delivery_ack"]);

export const isDeliveryAckFrame: Guard<DeliveryAckFrame> = /* @__PURE__ */ tolerant({
  type: check140,
  delivery_id: isString,
  status: isString,
  detail: isNullishString,
});

const check142 = /* @__PURE__ */ oneOf(["error"]);

export const isErrorFrame: Guard<ErrorFrame> = /* @__PURE__ */ tolerant({
  type: check142,
  error: isString,
  code: isNullishString,
});

const check144 = /* @__PURE__ */ oneOf(["notify"]);

export const isNotifyFrame: Guard<NotifyFrame> = /* @__PURE__ */ tolerant({
  type: check144,
  delivery_id: isNullishString,
  from_peer: isString,
  to_peer: isNullishString,
  text: isString,
  attachments: check61,
});

const check146 = /* @__PURE__ */ oneOf(["ping"]);

export const isPingFrame: Guard<PingFrame> = /* @__PURE__ */ tolerant({
  type: check146,
});

const check148 = /* @__PURE__ */ oneOf(["pong"]);

export const isPongFrame: Guard<PongFrame> = /* @__PURE__ */ closed({
  type: check148,
  pane_alive: check24,
  circle: check16,
});

export const isQueryErrorFrame: Guard<QueryErrorFrame> = /* @__PURE__ */ closed({
  type: check142,
  correlation_id: isString,
  error: isString,
});

export const isQueryFrame: Guard<QueryFrame> = /* @__PURE__ */ tolerant({
  type: check119,
  correlation_id: isString,
  from_peer: isString,
  text: isString,
});

export const isResponseFrame: Guard<ResponseFrame> = /* @__PURE__ */ closed({
  type: check121,
  correlation_id: isString,
  text: isString,
});

const check153 = /* @__PURE__ */ oneOf(["set_circle"]);

export const isSetCircleFrame: Guard<SetCircleFrame> = /* @__PURE__ */ closed({
  type: check153,
  circle: check129,
});

const check155 = /* @__PURE__ */ oneOf(turnStates);

const check156 = /* @__PURE__ */ oneOf(["status"]);

const check157 = /* @__PURE__ */ oneOf(peerReports);

const check158 = /* @__PURE__ */ optional(check155);

export const isStatusFrame: Guard<StatusFrame> = /* @__PURE__ */ closed({
  type: check156,
  status: check157,
  turn_state: check158,
});

const check160 = /* @__PURE__ */ oneOf(["update_display_name"]);

export const isUpdateDisplayNameFrame: Guard<UpdateDisplayNameFrame> = /* @__PURE__ */ closed({
  type: check160,
  display_name: check129,
});

export const isAcpPermissionHealth: Guard<AcpPermissionHealth> = /* @__PURE__ */ tolerant({
  pending: isNullishInteger,
  timeout_seconds: isNullishNumber,
  last_error: isNullishString,
  last_error_at: isNullishString,
});

const check163 = /* @__PURE__ */ nullish(isAcpPermissionHealth);

export const isAcpBrokerHealth: Guard<AcpBrokerHealth> = /* @__PURE__ */ tolerant({
  status: isString,
  enabled: isNullishBoolean,
  sdk_available: isNullishBoolean,
  manager_initialized: isNullishBoolean,
  configured_peers: isNullishInteger,
  active_clients: isNullishInteger,
  in_flight: isNullishInteger,
  last_error: isNullishString,
  last_error_peer_id: isNullishString,
  last_error_at: isNullishString,
  last_success_at: isNullishString,
  sessions: isNullishObject,
  permissions: check163,
});

export const isChannelHealth: Guard<ChannelHealth> = /* @__PURE__ */ tolerant({
  status: isString,
  configured: isNullishBoolean,
  runtime_available: isNullishBoolean,
  stop_hook_fallback: isNullishBoolean,
  last_error: isNullishString,
});

export const isDaemonCapabilities: Guard<DaemonCapabilities> = /* @__PURE__ */ tolerant({
  ask_pull_delivery: isNullishBoolean,
});

export const isRelayHealth: Guard<RelayHealth> = /* @__PURE__ */ tolerant({
  status: isNullishString,
  enabled: isNullishBoolean,
  connected: isNullishBoolean,
  running: isNullishBoolean,
  url: isNullishString,
  last_connected_at: isNullishString,
  last_error: isNullishString,
  last_error_at: isNullishString,
});

const check168 = /* @__PURE__ */ nullish(isChannelHealth);

const check169 = /* @__PURE__ */ nullish(isAcpBrokerHealth);

const check170 = /* @__PURE__ */ nullish(isDaemonCapabilities);

const check171 = /* @__PURE__ */ nullish(isRelayHealth);

export const isHealth: Guard<Health> = /* @__PURE__ */ tolerant({
  status: isString,
  version: isNullishString,
  relay_mode: isNullishBoolean,
  channel: check168,
  acp_broker: check169,
  capabilities: check170,
  peers: isNullishInteger,
  schema_version: isNullishInteger,
  relay: check171,
});

export const isCancelJobParams: Guard<CancelJobParams> = /* @__PURE__ */ closed({
  work_id: check49,
  requested_by_peer_id: isNullishString,
  reason: check16,
});

const check174: Check = (value) => isString(value) && isAmong(value, processScopes);

const check175: Check = (value) => isString(value) && isAmong(value, jobContinuities);

const check176 = /* @__PURE__ */ nullish(check174);

const check177 = /* @__PURE__ */ nullish(check175);

export const isCreateJobParams: Guard<CreateJobParams> = /* @__PURE__ */ closed({
  title: check16,
  kind: check16,
  created_by_peer_id: isNullishString,
  owner_peer_id: isNullishString,
  assigned_peer_id: isNullishString,
  repowire_session_id: isNullishString,
  correlation_id: isNullishString,
  circle: isNullishString,
  source_kind: isNullishString,
  source_id: isNullishString,
  scope: isNullishString,
  visibility: check16,
  request: check41,
  deadline_at: isNullishString,
  expires_at: isNullishString,
  provenance: check41,
  prompt: isNullishString,
  prompt_file: isNullishString,
  path: isNullishString,
  backend: isNullishString,
  profile: isNullishString,
  due_at: isNullishString,
  cron: isNullishString,
  result_surface: isNullishString,
  process_scope: check176,
  continuity: check177,
}, (value) => hasNotBoth(value, "due_at", "cron"));

export const isJob: Guard<Job> = (value): value is Job =>
  isObject<Job>(value) &&
  isNullishString(value.job_id) &&
  isNullishString(value.work_id) &&
  isNullishString(value.title) &&
  isNullishString(value.kind) &&
  isString(value.state) &&
  isNullishString(value.state_reason) &&
  isNullishString(value.phase) &&
  isNullishObject(value.progress) &&
  check61(value.progress_events) &&
  isNullishString(value.owner_peer_id) &&
  isNullishString(value.assigned_peer_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.correlation_id) &&
  isNullishString(value.circle) &&
  isNullishString(value.created_by_peer_id) &&
  isNullishString(value.source_kind) &&
  isNullishString(value.source_id) &&
  isNullishString(value.scope) &&
  isNullishString(value.visibility) &&
  isNullishString(value.created_at) &&
  isNullishString(value.updated_at) &&
  isNullishString(value.deadline_at) &&
  isNullishString(value.expires_at) &&
  isNullishString(value.due_at) &&
  isNullishString(value.result_summary) &&
  isNullishBoolean(value.cancel_requested) &&
  isNullishString(value.cancel_requested_at) &&
  isNullishString(value.cancel_requested_by_peer_id) &&
  isNullishString(value.cancellation_reason) &&
  isNullishObject(value.request) &&
  isNullishObject(value.provenance) &&
  isNullishObject(value.execution) &&
  isNullishObject(value.runner) &&
  isNullishString(value.calendar_id) &&
  isNullishString(value.recurring_id) &&
  isNullishString(value.cron) &&
  isNullishString(value.next_due_at) &&
  isNullishString(value.last_occurrence_work_id) &&
  isNullishString(value.last_materialized_at);

const check180 = /* @__PURE__ */ nullish(isJob);

export const isCreateJobResult: Guard<CreateJobResult> = /* @__PURE__ */ tolerant({
  job_id: isNullishString,
  work_id: isNullishString,
  status: check180,
  calendar_id: isNullishString,
  recurring_id: isNullishString,
  calendar: check180,
});

const check182: Check = (value) => isString(value) && isAmong(value, deliveryKinds);

const check183 = /* @__PURE__ */ optional(check182);

export const isCreateScheduleParams: Guard<CreateScheduleParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  to_peer: check3,
  text: isString,
  fire_at: isNullishString,
  cron: isNullishString,
  kind: check183,
  circle: isNullishString,
}, (value) => hasExactlyOne(value, "fire_at", "cron"));

export const isDeleteScheduleParams: Guard<DeleteScheduleParams> = /* @__PURE__ */ closed({
  schedule_id: check49,
});

export const isDeleteScheduleResult: Guard<DeleteScheduleResult> = /* @__PURE__ */ tolerant({
  ok: isNullishBoolean,
  status: isNullishString,
});

export const isJobIdParams: Guard<JobIdParams> = /* @__PURE__ */ closed({
  work_id: check49,
});

export const isJobOutcome: Guard<JobOutcome> = /* @__PURE__ */ tolerant({
  job_id: isNullishString,
  work_id: isNullishString,
  state: isNullishString,
  summary: isNullishString,
  artifacts: check125,
  completed_at: isNullishString,
  provenance: isNullishObject,
  result_state: isNullishString,
  status: check180,
  calendar: check180,
});

export const isJobOutcomeResult: Guard<JobOutcomeResult> = /* @__PURE__ */ tolerant({
  result: isJobOutcome,
});

export const isJobStatusResult: Guard<JobStatusResult> = /* @__PURE__ */ tolerant({
  status: isJob,
});

const check191: Check = (value) => isString(value) && isAmong(value, jobStates);

const check192: Check = (value) => isString(value) && isAmong(value, ["full","summary"]);

const check193 = /* @__PURE__ */ optional(check191);

const check194 = /* @__PURE__ */ optional(check192);

export const isListJobsParams: Guard<ListJobsParams> = /* @__PURE__ */ closed({
  state: check193,
  owner_peer_id: check16,
  created_by_peer_id: check16,
  repowire_session_id: check16,
  circle: check16,
  view: check194,
});

const check196 = /* @__PURE__ */ listOf(isJob);

const check197 = /* @__PURE__ */ nullish(check196);

export const isListJobsResult: Guard<ListJobsResult> = /* @__PURE__ */ tolerant({
  work: check196,
  recurring: check197,
});

export const isListSchedulesParams: Guard<ListSchedulesParams> = /* @__PURE__ */ closed({
  from_peer: check16,
});

export const isSchedule: Guard<Schedule> = (value): value is Schedule =>
  isObject<Schedule>(value) &&
  isString(value.schedule_id) &&
  isString(value.from_peer) &&
  isString(value.to_peer) &&
  isString(value.text) &&
  isString(value.fire_at) &&
  isString(value.kind) &&
  isNullishString(value.circle) &&
  isNullishString(value.cron) &&
  isString(value.created_at);

const check201 = /* @__PURE__ */ listOf(isSchedule);

export const isListSchedulesResult: Guard<ListSchedulesResult> = /* @__PURE__ */ tolerant({
  schedules: check201,
});

export const isRunJobParams: Guard<RunJobParams> = /* @__PURE__ */ closed({
  work_id: check49,
  requested_by_peer_id: isNullishString,
});

export const isUpdateJobParams: Guard<UpdateJobParams> = /* @__PURE__ */ closed({
  work_id: check49,
  state: check191,
  attempt_id: isNullishString,
  state_reason: isNullishString,
  phase: isNullishString,
  progress: isNullishObject,
  progress_note: isNullishString,
  result_summary: isNullishString,
  result_data: isNullishObject,
  error: isNullishObject,
  artifacts: check125,
  provenance: isNullishObject,
});

export const isBroadcastFailure: Guard<BroadcastFailure> = (value): value is BroadcastFailure =>
  isObject<BroadcastFailure>(value) &&
  isNullishString(value.peer) &&
  isNullishString(value.error);

export const isBroadcastParams: Guard<BroadcastParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  text: isString,
  exclude: check135,
  bypass_circle: check24,
});

const check207 = /* @__PURE__ */ listOf(isBroadcastFailure);

const check208 = /* @__PURE__ */ nullish(check207);

export const isBroadcastResult: Guard<BroadcastResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  sent_to: check18,
  failed: check208,
});

export const isNotifyParams: Guard<NotifyParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  to_peer: check3,
  text: isString,
  attachments: check4,
  bypass_circle: check24,
  circle: isNullishString,
});

export const isNotifyResult: Guard<NotifyResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  status: isNullishString,
  delivery_state: isNullishString,
  delivered: isNullishBoolean,
  queued: isNullishBoolean,
  reason: isNullishString,
  from_peer_id: isNullishString,
  from_peer_name: isNullishString,
  to_peer_id: isNullishString,
  to_peer_name: isNullishString,
  repowire_session_id: isNullishString,
  from_repowire_session_id: isNullishString,
  to_repowire_session_id: isNullishString,
  hook_delivery: isNullishObject,
  delivery_id: isNullishString,
});

export const isPendingDeliveriesParams: Guard<PendingDeliveriesParams> = /* @__PURE__ */ closed({
  pane_id: check16,
  peer_id: check16,
  max_results: check25,
}, (value) => hasExactlyOne(value, "pane_id", "peer_id"));

export const isPendingDelivery: Guard<PendingDelivery> = (value): value is PendingDelivery =>
  isObject<PendingDelivery>(value) &&
  isString(value.delivery_id) &&
  isString(value.kind) &&
  isString(value.from_peer) &&
  isString(value.to_peer) &&
  isString(value.text) &&
  isString(value.created_at) &&
  isString(value.expires_at) &&
  isNullishString(value.correlation_id) &&
  check61(value.attachments);

const check214 = /* @__PURE__ */ listOf(isPendingDelivery);

export const isPendingDeliveriesResult: Guard<PendingDeliveriesResult> = /* @__PURE__ */ tolerant({
  deliveries: check214,
  dropped_not_addressable: isNullishInteger,
  reason: isNullishString,
});

const check216 = /* @__PURE__ */ optional(isNumber);

export const isQueryParams: Guard<QueryParams> = /* @__PURE__ */ closed({
  from_peer: isNullishString,
  to_peer: check3,
  text: isString,
  timeout: check216,
  bypass_circle: check24,
  circle: isNullishString,
});

export const isQueryResult: Guard<QueryResult> = /* @__PURE__ */ tolerant({
  text: isNullishString,
  error: isNullishString,
  status: isNullishString,
});

export const isTraceParams: Guard<TraceParams> = /* @__PURE__ */ closed({
  trace_id: check49,
});

export const isTraceStage: Guard<TraceStage> = (value): value is TraceStage =>
  isObject<TraceStage>(value) &&
  isInteger(value.seq) &&
  isString(value.stage) &&
  isString(value.status) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.from_peer_id) &&
  isString(value.ts) &&
  isNullishObject(value.detail);

const check221 = /* @__PURE__ */ listOf(isTraceStage);

export const isTrace: Guard<Trace> = /* @__PURE__ */ tolerant({
  trace_id: isString,
  kind: isNullishString,
  stages: check221,
});

const check223: Check = (value) => isString(value) && value.length >= 1;

export const isClaimRoleParams: Guard<ClaimRoleParams> = /* @__PURE__ */ closed({
  role: check130,
  peer_name: check223,
  circle: isNullishString,
  force: check24,
});

export const isClaimRoleResult: Guard<ClaimRoleResult> = /* @__PURE__ */ tolerant({
  ok: isNullishBoolean,
  peer_id: isString,
  peer_name: isString,
  role: isString,
  circle: isString,
  already_held: isNullishBoolean,
  previous_holders: check125,
});

export const isContradiction: Guard<Contradiction> = (value): value is Contradiction =>
  isObject<Contradiction>(value) &&
  isString(value.code) &&
  isString(value.severity) &&
  isString(value.detail);

const check227 = /* @__PURE__ */ listOf(isContradiction);

const check228 = /* @__PURE__ */ nullish(check227);

export const isDoctorReport: Guard<DoctorReport> = /* @__PURE__ */ tolerant({
  peer_id: isString,
  display_name: isString,
  status: isString,
  turn_state: isNullishString,
  last_seen: isNullishString,
  machine: isNullishString,
  backend: isNullishString,
  circle: isNullishString,
  role: isNullishString,
  pane_id: isNullishString,
  is_local_machine: isNullishBoolean,
  ws_connected: isNullishBoolean,
  ws_pane_id: isNullishString,
  tmux_pane_exists: isNullishBoolean,
  tmux_evidence: isNullishObject,
  hook_meta_available: isNullishBoolean,
  hook_meta_peer_id: isNullishString,
  hook_meta_display_name: isNullishString,
  agent_pid: isNullishInteger,
  agent_pid_alive: isNullishBoolean,
  pending_inbound_count: isNullishInteger,
  oldest_pending_age_seconds: isNullishNumber,
  oldest_pending_cid: isNullishString,
  contradictions: check228,
});

export const isGetPeerByPaneParams: Guard<GetPeerByPaneParams> = /* @__PURE__ */ closed({
  pane_id: check49,
});

export const isGetPeerParams: Guard<GetPeerParams> = /* @__PURE__ */ closed({
  identifier: check49,
  circle: check16,
});

const check232 = /* @__PURE__ */ oneOf(peerSources);

const check233 = /* @__PURE__ */ optional(check232);

export const isListPeersParams: Guard<ListPeersParams> = /* @__PURE__ */ closed({
  status: check16,
  path: check16,
  backend: check16,
  circle: check16,
  source: check233,
  addressable: check24,
  listed: check24,
});

export const isPeer: Guard<Peer> = (value): value is Peer =>
  isObject<Peer>(value) &&
  isString(value.peer_id) &&
  isString(value.name) &&
  isString(value.display_name) &&
  isNullishString(value.path) &&
  isNullishString(value.machine) &&
  isNullishString(value.tmux_session) &&
  isString(value.backend) &&
  isNullishString(value.model) &&
  isString(value.circle) &&
  isString(value.role) &&
  isString(value.status) &&
  isNullishString(value.turn_state) &&
  isNullishString(value.last_seen) &&
  isObject(value.metadata) &&
  isNullishString(value.description) &&
  isNullishBoolean(value.ws_connected) &&
  isNullishBoolean(value.hook_supports_receipts) &&
  isNullishString(value.last_successful_injection_at) &&
  isNullishString(value.last_injection_failure_at) &&
  isNullishInteger(value.pending_ask_count) &&
  isNullishNumber(value.oldest_pending_age_seconds) &&
  isNullishBoolean(value.pane_safe) &&
  isNullishString(value.inbound_status) &&
  isNullishString(value.pane_id) &&
  isNullishString(value.source) &&
  isNullishString(value.initiator) &&
  isNullishString(value.parent_runtime_id) &&
  isNullishBoolean(value.ephemeral) &&
  isNullishBoolean(value.addressable) &&
  isNullishString(value.addressable_reason) &&
  isNullishString(value.parent_peer_id);

const check236 = /* @__PURE__ */ listOf(isPeer);

export const isListPeersResult: Guard<ListPeersResult> = /* @__PURE__ */ tolerant({
  peers: check236,
});

export const isMarkPeerOfflineParams: Guard<MarkPeerOfflineParams> = /* @__PURE__ */ closed({
  name: check49,
  reason: check16,
  source: check16,
  detail: isNullishString,
  terminal: check24,
});

export const isMarkPeerOfflineResult: Guard<MarkPeerOfflineResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  cancelled_queries: isNullishInteger,
});

export const isOrchestratorStatusParams: Guard<OrchestratorStatusParams> = /* @__PURE__ */ closed({
  name: check49,
});

export const isOrchestratorStatus: Guard<OrchestratorStatus> = /* @__PURE__ */ tolerant({
  circle: isString,
  present: isBoolean,
  peer_id: isNullishString,
  peer_name: isNullishString,
  last_seen: isNullishString,
  stale_after_seconds: isInteger,
});

const check242 = /* @__PURE__ */ oneOf(peerInitiators);

const check243 = /* @__PURE__ */ optional(check242);

export const isProvenance: Guard<Provenance> = /* @__PURE__ */ closed({
  source: check232,
  initiator: check243,
  parent_runtime_id: check16,
  ephemeral: check24,
  addressable: check24,
  addressable_reason: check16,
});

const check245: Check = (value) => isString(value) && isShortName(value);

const check246: Check = (value) => isString(value) && value.length >= 1 && /^[a-zA-Z0-9._-]+$/.test(value);

const check247 = /* @__PURE__ */ nullish(check245);

const check248 = /* @__PURE__ */ nullish(check155);

const check249 = /* @__PURE__ */ optional(isProvenance);

export const isRegisterPeerParams: Guard<RegisterPeerParams> = /* @__PURE__ */ closed({
  peer_id: isNullishString,
  name: check246,
  path: isNullishString,
  machine: isNullishString,
  tmux_session: isNullishString,
  pane_id: isNullishString,
  backend: check16,
  model: isNullishString,
  circle: check247,
  circle_source: isNullishString,
  role: check134,
  turn_state: check248,
  agent_pid: isNullishInteger,
  parent_pid: isNullishInteger,
  metadata: check41,
  provenance: check249,
});

export const isRegisterPeerResult: Guard<RegisterPeerResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  peer_id: isString,
  display_name: isString,
  pane_assigned: isNullishBoolean,
  birth_certificate: isNullishObject,
  circle: isNullishString,
  role: isNullishString,
});

export const isRoleHolder: Guard<RoleHolder> = /* @__PURE__ */ tolerant({
  peer_id: isNullishString,
  display_name: isNullishString,
  status: isNullishString,
  last_seen: isNullishString,
});

export const isSetCircleParams: Guard<SetCircleParams> = /* @__PURE__ */ closed({
  peer_name: check223,
  circle: check223,
});

export const isSetDescriptionParams: Guard<SetDescriptionParams> = /* @__PURE__ */ closed({
  name: check49,
  circle: check16,
  description: isString,
});

export const isSetProvenanceParams: Guard<SetProvenanceParams> = /* @__PURE__ */ closed({
  source: check232,
  initiator: check243,
  parent_runtime_id: check16,
  ephemeral: check24,
  addressable: check24,
  addressable_reason: check16,
  name: check49,
  circle: check16,
});

export const isTouchPeerParams: Guard<TouchPeerParams> = /* @__PURE__ */ closed({
  name: check49,
  circle: check16,
});

export const isUnregisterPeerParams: Guard<UnregisterPeerParams> = isTouchPeerParams as Check as Guard<UnregisterPeerParams>;

const check257: Check = (value) => isString(value) && isAmong(value, peerStatuses);

const check258 = /* @__PURE__ */ nullish(check257);

export const isUpdateSessionParams: Guard<UpdateSessionParams> = /* @__PURE__ */ closed({
  peer_name: isNullishString,
  pane_id: isNullishString,
  status: check258,
  turn_state: check248,
  model: isNullishString,
  metadata: isNullishObject,
}, (value) => hasEither(value, "peer_name", "pane_id") && hasSome(value, "status", "turn_state", "model"));

const check260: Check = (value) => isObject(value) && hasEntries(value);

export const isValidateIdentityParams: Guard<ValidateIdentityParams> = /* @__PURE__ */ closed({
  birth_certificate: check260,
  backend: isString,
  path: isNullishString,
  pane_id: isNullishString,
  agent_pid: isNullishInteger,
});

export const isValidateIdentityResult: Guard<ValidateIdentityResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  peer_id: isString,
  display_name: isString,
  peer: isPeer,
});

export const isNoParams: Guard<NoParams> = /* @__PURE__ */ closed({
});

export const isOkResult: Guard<OkResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
});

export const isNotifySessionParams: Guard<NotifySessionParams> = /* @__PURE__ */ closed({
  repowire_session_id: check49,
  from_peer: check16,
  text: isString,
  attachments: check4,
  bypass_circle: check24,
});

export const isNotifySessionResult: Guard<NotifySessionResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  repowire_session_id: isString,
  session_status: isString,
  capability: isString,
  executor_peer_id: isString,
  executor_peer_name: isNullishString,
  delivery_state: isString,
  delivered: isBoolean,
  queued: isBoolean,
  reason: isString,
  hook_delivery: isNullishObject,
});

export const isResumeSessionParams: Guard<ResumeSessionParams> = /* @__PURE__ */ closed({
  repowire_session_id: check49,
  from_peer: check16,
  dry_run: check24,
  profile: isNullishString,
  message: isNullishString,
});

export const isResumeSessionResult: Guard<ResumeSessionResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  repowire_session_id: isString,
  session_status: isString,
  status: isString,
  capability: isString,
  message: isString,
  backend: isString,
  runtime_session_id: isNullishString,
  runtime_source_uri: isNullishString,
  executor_peer_id: isNullishString,
  executor_peer_name: isNullishString,
  resume_capability: isNullishObject,
  action: isNullishString,
  spawned_display_name: isNullishString,
  tmux_session: isNullishString,
  pane_id: isNullishString,
});

const check269: Check = (value) => isInteger(value) && value >= 1 && value <= 100;

const check270: Check = (value) => isString(value) && value.length >= 1 && value.length <= 200;

const check271 = /* @__PURE__ */ optional(check269);

export const isSearchTimelineParams: Guard<SearchTimelineParams> = /* @__PURE__ */ closed({
  name: check49,
  session_id: check16,
  circle: check16,
  q: check270,
  limit: check271,
});

export const isTimelineItem: Guard<TimelineItem> = (value): value is TimelineItem =>
  isObject<TimelineItem>(value) &&
  isString(value.id) &&
  isString(value.kind) &&
  isString(value.source) &&
  isString(value.timestamp) &&
  isString(value.session_id) &&
  isString(value.turn_id) &&
  isString(value.role) &&
  isString(value.text) &&
  check61(value.tool_calls) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.peer) &&
  check19(value.event_ids);

export const isTimelineMatch: Guard<TimelineMatch> = /* @__PURE__ */ tolerant({
  start: isInteger,
  end: isInteger,
  snippet: isString,
});

export const isTimelineHit: Guard<TimelineHit> = (value): value is TimelineHit =>
  isObject<TimelineHit>(value) &&
  isString(value.cursor) &&
  isString(value.target_id) &&
  isTimelineItem(value.item) &&
  isTimelineMatch(value.match);

const check276 = /* @__PURE__ */ listOf(isTimelineHit);

export const isSearchTimelineResult: Guard<SearchTimelineResult> = /* @__PURE__ */ tolerant({
  history_status: isNullishString,
  history_backend: isNullishString,
  history_message: isNullishString,
  history_source: isNullishString,
  repowire_session_id: isNullishString,
  binding_status: isNullishString,
  runtime_session_id: isNullishString,
  peer_id: isString,
  peer_name: isString,
  query: isString,
  session_id: isNullishString,
  degraded: isNullishBoolean,
  degradation_message: isNullishString,
  results: check276,
});

const check278: Check = (value) => isInteger(value) && value >= 1 && value <= 500;

const check279 = /* @__PURE__ */ optional(check278);

export const isTimelineParams: Guard<TimelineParams> = /* @__PURE__ */ closed({
  name: check49,
  session_id: check16,
  circle: check16,
  limit: check279,
});

const check281 = /* @__PURE__ */ listOf(isTimelineItem);

export const isTimeline: Guard<Timeline> = /* @__PURE__ */ tolerant({
  history_status: isNullishString,
  history_backend: isNullishString,
  history_message: isNullishString,
  history_source: isNullishString,
  repowire_session_id: isNullishString,
  binding_status: isNullishString,
  runtime_session_id: isNullishString,
  peer_id: isString,
  peer_name: isString,
  session_id: isNullishString,
  items: check281,
});

export const isTranscriptParams: Guard<TranscriptParams> = /* @__PURE__ */ closed({
  name: check49,
  session_id: check16,
  circle: check16,
  limit: check279,
  before: check16,
});

export const isTranscriptTurn: Guard<TranscriptTurn> = (value): value is TranscriptTurn =>
  isObject<TranscriptTurn>(value) &&
  isString(value.role) &&
  isString(value.text) &&
  isString(value.timestamp) &&
  isString(value.session_id) &&
  isString(value.turn_id) &&
  check61(value.tool_calls);

const check285 = /* @__PURE__ */ listOf(isTranscriptTurn);

export const isTranscript: Guard<Transcript> = /* @__PURE__ */ tolerant({
  history_status: isNullishString,
  history_backend: isNullishString,
  history_message: isNullishString,
  history_source: isNullishString,
  repowire_session_id: isNullishString,
  binding_status: isNullishString,
  runtime_session_id: isNullishString,
  turns: check285,
  next_before: isNullishString,
});

export const isForkBackendParams: Guard<ForkBackendParams> = /* @__PURE__ */ closed({
  name: check49,
  circle: check16,
  new_backend: isString,
});

export const isForkBackendResult: Guard<ForkBackendResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  source_peer_id: isString,
  source_display_name: isString,
  source_backend: isString,
  new_backend: isString,
  display_name: isString,
  tmux_session: isString,
  peer_id: isNullishString,
  registration_state: isNullishString,
  warnings: check19,
});

export const isKillPeerParams: Guard<KillPeerParams> = /* @__PURE__ */ closed({
  peer_identifier: check3,
  circle: isNullishString,
  from_peer: isNullishString,
});

export const isKillPeerResult: Guard<KillPeerResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  tmux_killed: isNullishBoolean,
});

export const isRehookPeerParams: Guard<RehookPeerParams> = /* @__PURE__ */ closed({
  name: check49,
  circle: isNullishString,
  from_peer: isNullishString,
  apply: check24,
});

export const isRehookPeerResult: Guard<RehookPeerResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  acted: isNullishBoolean,
  peer_id: isString,
  display_name: isString,
  pane_id: isNullishString,
  ws_was_connected: isNullishBoolean,
  ping_ok: isNullishBoolean,
  pane_verified: isNullishBoolean,
  ws_hook_respawned: isNullishBoolean,
  reason: isString,
});

export const isRestartPeerParams: Guard<RestartPeerParams> = /* @__PURE__ */ closed({
  name: check49,
  circle: isNullishString,
  from_peer: isNullishString,
  dry_run: check24,
  message: isNullishString,
});

export const isRestartPeerResult: Guard<RestartPeerResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  status: isString,
  restarted: isNullishBoolean,
  peer_id: isString,
  display_name: isString,
  backend: isString,
  path: isString,
  circle: isString,
  tmux_session: isNullishString,
  resume_mode: isNullishString,
  resume_warning: isNullishString,
  unsupported_reason: isNullishString,
  command: isNullishString,
});

const check295 = /* @__PURE__ */ mapOf(isString);

const check296 = /* @__PURE__ */ mapOf(isObject);

const check297 = /* @__PURE__ */ nullish(check295);

const check298 = /* @__PURE__ */ nullish(check296);

export const isSpawnConfig: Guard<SpawnConfig> = /* @__PURE__ */ tolerant({
  enabled: isBoolean,
  circle_boundary: isNullishString,
  commands: check297,
  profiles: check298,
  allowed_commands: check19,
  allowed_paths: check19,
});

export const isSpawnParams: Guard<SpawnParams> = /* @__PURE__ */ closed({
  path: isString,
  backend: isNullishString,
  profile: isNullishString,
  command: isNullishString,
  circle: check16,
  message: isNullishString,
  role: check134,
  source_pane: check16,
}, (value) => excludes(value, "backend", "command") && hasSome(value, "backend", "command") && needs(value, "profile", "backend"));

export const isSpawnProfile: Guard<SpawnProfile> = /* @__PURE__ */ tolerant({
  args: check19,
  description: isNullishString,
});

export const isSpawnResult: Guard<SpawnResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  display_name: isString,
  tmux_session: isString,
  peer_id: isNullishString,
  registration_state: isNullishString,
  warnings: check19,
});

export const isSwitchBackendParams: Guard<SwitchBackendParams> = isForkBackendParams as Check as Guard<SwitchBackendParams>;

export const isSwitchBackendResult: Guard<SwitchBackendResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  display_name: isString,
  tmux_session: isString,
  old_backend: isString,
  new_backend: isString,
  command: isString,
});

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
