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

export const isAskManyChildProgress: Guard<AskManyChildProgress> = /* @__PURE__ */ tolerant({
  peer: isString,
  peer_id: isNullishString,
  correlation_id: isNullishString,
  status: isString,
  reply: isNullishString,
  close_reason: isNullishString,
  error: isNullishString,
});

export const isAskManyChild: Guard<AskManyChild> = /* @__PURE__ */ tolerant({
  peer: isString,
  correlation_id: isNullishString,
  delivered: isNullishBoolean,
  error: isNullishString,
});

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

export const isPendingAsk: Guard<PendingAsk> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  from_peer: isString,
  to_peer: isString,
  text: isString,
  created_at: isString,
  direction: isString,
});

const check52 = /* @__PURE__ */ oneOf(pendingAskDirections);

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
  value.type === "acp_permission_decision" &&
  isString(value.request_id) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.session_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.status) &&
  isNullishString(value.outcome) &&
  isNullishString(value.option_id) &&
  isNullishString(value.message);

export const isAcpPermissionRequestEvent: Guard<AcpPermissionRequestEvent> = (value): value is AcpPermissionRequestEvent =>
  isObject<AcpPermissionRequestEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "acp_permission_request" &&
  isString(value.request_id) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.session_id) &&
  isNullishString(value.repowire_session_id) &&
  isNullishString(value.status) &&
  check61(value.options) &&
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
  check61(value.attachments) &&
  isNullishObject(value.question) &&
  isNullishString(value.origin);

export const isBroadcastEvent: Guard<BroadcastEvent> = (value): value is BroadcastEvent =>
  isObject<BroadcastEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "broadcast" &&
  isNullishString(value.from) &&
  isNullishString(value.from_peer_id) &&
  isString(value.text) &&
  check19(value.exclude);

export const isChatTurnDeltaEvent: Guard<ChatTurnDeltaEvent> = (value): value is ChatTurnDeltaEvent =>
  isObject<ChatTurnDeltaEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "chat_turn_delta" &&
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

export const isChatTurnEvent: Guard<ChatTurnEvent> = (value): value is ChatTurnEvent =>
  isObject<ChatTurnEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  value.type === "chat_turn" &&
  isNullishString(value.peer) &&
  isNullishString(value.peer_name) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.role) &&
  isString(value.text) &&
  isNullishString(value.session_id) &&
  isNullishString(value.turn_id) &&
  check61(value.tool_calls);

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

export const isEventsParams: Guard<EventsParams> = /* @__PURE__ */ closed({
  since: check16,
});

export const isRawEvent: Guard<RawEvent> = (value): value is RawEvent =>
  isObject<RawEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.type);

export const isEventsResult: Guard<EventsResult> = /* @__PURE__ */ listOf(isRawEvent);

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
  check61(value.attachments);

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

const check102 = /* @__PURE__ */ listOf(isUnknown);

const check103 = /* @__PURE__ */ nullish(check102);

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
  check103(value.previous_holders);

const check105 = /* @__PURE__ */ oneOf(["ask"]);

export const isAskFrame: Guard<AskFrame> = /* @__PURE__ */ tolerant({
  type: check105,
  delivery_id: isNullishString,
  correlation_id: isString,
  from_peer: isString,
  to_peer: isNullishString,
  text: isString,
  reply_to: isNullishString,
  attachments: check61,
  question: isNullishObject,
});

const check107 = /* @__PURE__ */ oneOf(["broadcast"]);

export const isBroadcastFrame: Guard<BroadcastFrame> = /* @__PURE__ */ tolerant({
  type: check107,
  from_peer: isString,
  text: isString,
});

const check109: Check = (value) => isString(value) && /^[a-zA-Z0-9._-]{1,64}$/.test(value);

const check110 = /* @__PURE__ */ oneOf(peerRoles);

const check111: Check = (value) => isInteger(value) && value >= 1;

const check112 = /* @__PURE__ */ oneOf(["connect"]);

const check113 = /* @__PURE__ */ optional(check109);

const check114 = /* @__PURE__ */ optional(check110);

const check115 = /* @__PURE__ */ optional(check18);

const check116 = /* @__PURE__ */ optional(check111);

export const isConnectFrame: Guard<ConnectFrame> = /* @__PURE__ */ closed({
  type: check112,
  display_name: check109,
  circle: check113,
  circle_source: isNullishString,
  backend: check16,
  path: check16,
  peer_id: check16,
  role: check114,
  tmux_session: check16,
  pane_id: check16,
  hook_version: check25,
  capabilities: check115,
  auth_token: check16,
  model: check16,
  model_details: check41,
  agent_pid: check116,
});

const check118 = /* @__PURE__ */ oneOf(["connected"]);

export const isConnectedFrame: Guard<ConnectedFrame> = /* @__PURE__ */ tolerant({
  type: check118,
  session_id: isString,
  display_name: isString,
});

const check120 = /* @__PURE__ */ oneOf(["delivery_ack"]);

export const isDeliveryAckFrame: Guard<DeliveryAckFrame> = /* @__PURE__ */ tolerant({
  type: check120,
  delivery_id: isString,
  status: isString,
  detail: isNullishString,
});

const check122 = /* @__PURE__ */ oneOf(["error"]);

export const isErrorFrame: Guard<ErrorFrame> = /* @__PURE__ */ tolerant({
  type: check122,
  error: isString,
  code: isNullishString,
});

const check124 = /* @__PURE__ */ oneOf(["notify"]);

export const isNotifyFrame: Guard<NotifyFrame> = /* @__PURE__ */ tolerant({
  type: check124,
  delivery_id: isNullishString,
  from_peer: isString,
  to_peer: isNullishString,
  text: isString,
  attachments: check61,
});

const check126 = /* @__PURE__ */ oneOf(["ping"]);

export const isPingFrame: Guard<PingFrame> = /* @__PURE__ */ tolerant({
  type: check126,
});

const check128 = /* @__PURE__ */ oneOf(["pong"]);

export const isPongFrame: Guard<PongFrame> = /* @__PURE__ */ closed({
  type: check128,
  pane_alive: check24,
  circle: check16,
});

export const isQueryErrorFrame: Guard<QueryErrorFrame> = /* @__PURE__ */ closed({
  type: check122,
  correlation_id: isString,
  error: isString,
});

const check131 = /* @__PURE__ */ oneOf(["query"]);

export const isQueryFrame: Guard<QueryFrame> = /* @__PURE__ */ tolerant({
  type: check131,
  correlation_id: isString,
  from_peer: isString,
  text: isString,
});

const check133 = /* @__PURE__ */ oneOf(["response"]);

export const isResponseFrame: Guard<ResponseFrame> = /* @__PURE__ */ closed({
  type: check133,
  correlation_id: isString,
  text: isString,
});

const check135 = /* @__PURE__ */ oneOf(["set_circle"]);

export const isSetCircleFrame: Guard<SetCircleFrame> = /* @__PURE__ */ closed({
  type: check135,
  circle: check109,
});

const check137 = /* @__PURE__ */ oneOf(turnStates);

const check138 = /* @__PURE__ */ oneOf(["status"]);

const check139 = /* @__PURE__ */ oneOf(peerReports);

const check140 = /* @__PURE__ */ optional(check137);

export const isStatusFrame: Guard<StatusFrame> = /* @__PURE__ */ closed({
  type: check138,
  status: check139,
  turn_state: check140,
});

const check142 = /* @__PURE__ */ oneOf(["update_display_name"]);

export const isUpdateDisplayNameFrame: Guard<UpdateDisplayNameFrame> = /* @__PURE__ */ closed({
  type: check142,
  display_name: check109,
});

export const isAcpPermissionHealth: Guard<AcpPermissionHealth> = /* @__PURE__ */ tolerant({
  pending: isNullishInteger,
  timeout_seconds: isNullishNumber,
  last_error: isNullishString,
  last_error_at: isNullishString,
});

const check145 = /* @__PURE__ */ nullish(isAcpPermissionHealth);

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
  permissions: check145,
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

const check150 = /* @__PURE__ */ nullish(isChannelHealth);

const check151 = /* @__PURE__ */ nullish(isAcpBrokerHealth);

const check152 = /* @__PURE__ */ nullish(isDaemonCapabilities);

const check153 = /* @__PURE__ */ nullish(isRelayHealth);

export const isHealth: Guard<Health> = /* @__PURE__ */ tolerant({
  status: isString,
  version: isNullishString,
  relay_mode: isNullishBoolean,
  channel: check150,
  acp_broker: check151,
  capabilities: check152,
  peers: isNullishInteger,
  schema_version: isNullishInteger,
  relay: check153,
});

export const isCancelJobParams: Guard<CancelJobParams> = /* @__PURE__ */ closed({
  work_id: check49,
  requested_by_peer_id: isNullishString,
  reason: check16,
});

const check156 = /* @__PURE__ */ oneOf(processScopes);

const check157 = /* @__PURE__ */ oneOf(jobContinuities);

const check158 = /* @__PURE__ */ nullish(check156);

const check159 = /* @__PURE__ */ nullish(check157);

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
  process_scope: check158,
  continuity: check159,
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

const check162 = /* @__PURE__ */ nullish(isJob);

export const isCreateJobResult: Guard<CreateJobResult> = /* @__PURE__ */ tolerant({
  job_id: isNullishString,
  work_id: isNullishString,
  status: check162,
  calendar_id: isNullishString,
  recurring_id: isNullishString,
  calendar: check162,
});

const check164 = /* @__PURE__ */ oneOf(deliveryKinds);

const check165 = /* @__PURE__ */ optional(check164);

export const isCreateScheduleParams: Guard<CreateScheduleParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  to_peer: check3,
  text: isString,
  fire_at: isNullishString,
  cron: isNullishString,
  kind: check165,
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
  artifacts: check103,
  completed_at: isNullishString,
  provenance: isNullishObject,
  result_state: isNullishString,
  status: check162,
  calendar: check162,
});

export const isJobOutcomeResult: Guard<JobOutcomeResult> = /* @__PURE__ */ tolerant({
  result: isJobOutcome,
});

export const isJobStatusResult: Guard<JobStatusResult> = /* @__PURE__ */ tolerant({
  status: isJob,
});

const check173 = /* @__PURE__ */ oneOf(jobStates);

const check174 = /* @__PURE__ */ oneOf(["full","summary"]);

const check175 = /* @__PURE__ */ optional(check173);

const check176 = /* @__PURE__ */ optional(check174);

export const isListJobsParams: Guard<ListJobsParams> = /* @__PURE__ */ closed({
  state: check175,
  owner_peer_id: check16,
  created_by_peer_id: check16,
  repowire_session_id: check16,
  circle: check16,
  view: check176,
});

const check178 = /* @__PURE__ */ listOf(isJob);

const check179 = /* @__PURE__ */ nullish(check178);

export const isListJobsResult: Guard<ListJobsResult> = /* @__PURE__ */ tolerant({
  work: check178,
  recurring: check179,
});

export const isListSchedulesParams: Guard<ListSchedulesParams> = /* @__PURE__ */ closed({
  from_peer: check16,
});

export const isSchedule: Guard<Schedule> = /* @__PURE__ */ tolerant({
  schedule_id: isString,
  from_peer: isString,
  to_peer: isString,
  text: isString,
  fire_at: isString,
  kind: isString,
  circle: isNullishString,
  cron: isNullishString,
  created_at: isString,
});

const check183 = /* @__PURE__ */ listOf(isSchedule);

export const isListSchedulesResult: Guard<ListSchedulesResult> = /* @__PURE__ */ tolerant({
  schedules: check183,
});

export const isRunJobParams: Guard<RunJobParams> = /* @__PURE__ */ closed({
  work_id: check49,
  requested_by_peer_id: isNullishString,
});

export const isUpdateJobParams: Guard<UpdateJobParams> = /* @__PURE__ */ closed({
  work_id: check49,
  state: check173,
  attempt_id: isNullishString,
  state_reason: isNullishString,
  phase: isNullishString,
  progress: isNullishObject,
  progress_note: isNullishString,
  result_summary: isNullishString,
  result_data: isNullishObject,
  error: isNullishObject,
  artifacts: check103,
  provenance: isNullishObject,
});

export const isBroadcastFailure: Guard<BroadcastFailure> = /* @__PURE__ */ tolerant({
  peer: isNullishString,
  error: isNullishString,
});

export const isBroadcastParams: Guard<BroadcastParams> = /* @__PURE__ */ closed({
  from_peer: check3,
  text: isString,
  exclude: check115,
  bypass_circle: check24,
});

const check189 = /* @__PURE__ */ listOf(isBroadcastFailure);

const check190 = /* @__PURE__ */ nullish(check189);

export const isBroadcastResult: Guard<BroadcastResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  sent_to: check18,
  failed: check190,
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

export const isPendingDelivery: Guard<PendingDelivery> = /* @__PURE__ */ tolerant({
  delivery_id: isString,
  kind: isString,
  from_peer: isString,
  to_peer: isString,
  text: isString,
  created_at: isString,
  expires_at: isString,
  correlation_id: isNullishString,
  attachments: check61,
});

const check196 = /* @__PURE__ */ listOf(isPendingDelivery);

export const isPendingDeliveriesResult: Guard<PendingDeliveriesResult> = /* @__PURE__ */ tolerant({
  deliveries: check196,
  dropped_not_addressable: isNullishInteger,
  reason: isNullishString,
});

const check198 = /* @__PURE__ */ optional(isNumber);

export const isQueryParams: Guard<QueryParams> = /* @__PURE__ */ closed({
  from_peer: isNullishString,
  to_peer: check3,
  text: isString,
  timeout: check198,
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

export const isTraceStage: Guard<TraceStage> = /* @__PURE__ */ tolerant({
  seq: isInteger,
  stage: isString,
  status: isString,
  peer_id: isNullishString,
  from_peer_id: isNullishString,
  ts: isString,
  detail: isNullishObject,
});

const check203 = /* @__PURE__ */ listOf(isTraceStage);

export const isTrace: Guard<Trace> = /* @__PURE__ */ tolerant({
  trace_id: isString,
  kind: isNullishString,
  stages: check203,
});

const check205: Check = (value) => isString(value) && value.length >= 1;

export const isClaimRoleParams: Guard<ClaimRoleParams> = /* @__PURE__ */ closed({
  role: check110,
  peer_name: check205,
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
  previous_holders: check103,
});

export const isContradiction: Guard<Contradiction> = /* @__PURE__ */ tolerant({
  code: isString,
  severity: isString,
  detail: isString,
});

const check209 = /* @__PURE__ */ listOf(isContradiction);

const check210 = /* @__PURE__ */ nullish(check209);

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
  contradictions: check210,
});

export const isGetPeerByPaneParams: Guard<GetPeerByPaneParams> = /* @__PURE__ */ closed({
  pane_id: check49,
});

export const isGetPeerParams: Guard<GetPeerParams> = /* @__PURE__ */ closed({
  identifier: check49,
  circle: check16,
});

const check214 = /* @__PURE__ */ oneOf(peerSources);

const check215 = /* @__PURE__ */ optional(check214);

export const isListPeersParams: Guard<ListPeersParams> = /* @__PURE__ */ closed({
  status: check16,
  path: check16,
  backend: check16,
  circle: check16,
  source: check215,
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

const check218 = /* @__PURE__ */ listOf(isPeer);

export const isListPeersResult: Guard<ListPeersResult> = /* @__PURE__ */ tolerant({
  peers: check218,
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

const check224 = /* @__PURE__ */ oneOf(peerInitiators);

const check225 = /* @__PURE__ */ optional(check224);

export const isProvenance: Guard<Provenance> = /* @__PURE__ */ closed({
  source: check214,
  initiator: check225,
  parent_runtime_id: check16,
  ephemeral: check24,
  addressable: check24,
  addressable_reason: check16,
});

const check227: Check = (value) => isString(value) && isShortName(value);

const check228: Check = (value) => isString(value) && value.length >= 1 && /^[a-zA-Z0-9._-]+$/.test(value);

const check229 = /* @__PURE__ */ nullish(check227);

const check230 = /* @__PURE__ */ nullish(check137);

const check231 = /* @__PURE__ */ optional(isProvenance);

export const isRegisterPeerParams: Guard<RegisterPeerParams> = /* @__PURE__ */ closed({
  peer_id: isNullishString,
  name: check228,
  path: isNullishString,
  machine: isNullishString,
  tmux_session: isNullishString,
  pane_id: isNullishString,
  backend: check16,
  model: isNullishString,
  circle: check229,
  circle_source: isNullishString,
  role: check114,
  turn_state: check230,
  agent_pid: isNullishInteger,
  parent_pid: isNullishInteger,
  metadata: check41,
  provenance: check231,
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
  peer_name: check205,
  circle: check205,
});

export const isSetDescriptionParams: Guard<SetDescriptionParams> = /* @__PURE__ */ closed({
  name: check49,
  circle: check16,
  description: isString,
});

export const isSetProvenanceParams: Guard<SetProvenanceParams> = /* @__PURE__ */ closed({
  source: check214,
  initiator: check225,
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

const check239 = /* @__PURE__ */ oneOf(peerStatuses);

const check240 = /* @__PURE__ */ nullish(check239);

export const isUpdateSessionParams: Guard<UpdateSessionParams> = /* @__PURE__ */ closed({
  peer_name: isNullishString,
  pane_id: isNullishString,
  status: check240,
  turn_state: check230,
  model: isNullishString,
  metadata: isNullishObject,
}, (value) => hasEither(value, "peer_name", "pane_id") && hasSome(value, "status", "turn_state", "model"));

const check242: Check = (value) => isObject(value) && hasEntries(value);

export const isValidateIdentityParams: Guard<ValidateIdentityParams> = /* @__PURE__ */ closed({
  birth_certificate: check242,
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

const check251: Check = (value) => isInteger(value) && value >= 1 && value <= 100;

const check252: Check = (value) => isString(value) && value.length >= 1 && value.length <= 200;

const check253 = /* @__PURE__ */ optional(check251);

export const isSearchTimelineParams: Guard<SearchTimelineParams> = /* @__PURE__ */ closed({
  name: check49,
  session_id: check16,
  circle: check16,
  q: check252,
  limit: check253,
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

export const isTimelineHit: Guard<TimelineHit> = /* @__PURE__ */ tolerant({
  cursor: isString,
  target_id: isString,
  item: isTimelineItem,
  match: isTimelineMatch,
});

const check258 = /* @__PURE__ */ listOf(isTimelineHit);

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
  results: check258,
});

const check260: Check = (value) => isInteger(value) && value >= 1 && value <= 500;

const check261 = /* @__PURE__ */ optional(check260);

export const isTimelineParams: Guard<TimelineParams> = /* @__PURE__ */ closed({
  name: check49,
  session_id: check16,
  circle: check16,
  limit: check261,
});

const check263 = /* @__PURE__ */ listOf(isTimelineItem);

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
  items: check263,
});

export const isTranscriptParams: Guard<TranscriptParams> = /* @__PURE__ */ closed({
  name: check49,
  session_id: check16,
  circle: check16,
  limit: check261,
  before: check16,
});

export const isTranscriptTurn: Guard<TranscriptTurn> = /* @__PURE__ */ tolerant({
  role: isString,
  text: isString,
  timestamp: isString,
  session_id: isString,
  turn_id: isString,
  tool_calls: check61,
});

const check267 = /* @__PURE__ */ listOf(isTranscriptTurn);

export const isTranscript: Guard<Transcript> = /* @__PURE__ */ tolerant({
  history_status: isNullishString,
  history_backend: isNullishString,
  history_message: isNullishString,
  history_source: isNullishString,
  repowire_session_id: isNullishString,
  binding_status: isNullishString,
  runtime_session_id: isNullishString,
  turns: check267,
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

const check277 = /* @__PURE__ */ mapOf(isString);

const check278 = /* @__PURE__ */ mapOf(isObject);

const check279 = /* @__PURE__ */ nullish(check277);

const check280 = /* @__PURE__ */ nullish(check278);

export const isSpawnConfig: Guard<SpawnConfig> = /* @__PURE__ */ tolerant({
  enabled: isBoolean,
  circle_boundary: isNullishString,
  commands: check279,
  profiles: check280,
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
  role: check114,
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
