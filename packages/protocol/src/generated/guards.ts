// Generated from the schemas in ../models: pnpm run generate

import {
  type Guard,
  isArrayOf,
  isBlob,
  isBoolean,
  isClosed,
  isInteger,
  isMapOf,
  isNullish,
  isNullishBoolean,
  isNullishInteger,
  isNullishNumber,
  isNullishObject,
  isNullishString,
  isNumber,
  isObject,
  isOneOf,
  isOptional,
  isString,
  isUnknown,
} from "../guard.ts";
import {
  excludes,
  hasAtMost,
  hasEither,
  hasEntries,
  hasExactlyOne,
  hasFilename,
  hasNotBoth,
  hasSome,
  isAmong,
  isFilled,
  isPositive,
  isSegment,
  isShortName,
  needs,
  needsEntriesFor,
} from "../rules.ts";
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

function check1(value: unknown): boolean {
  return isString(value) && isFilled(value);
}

function check2(value: unknown): boolean {
  return isArrayOf(value, isAttachmentRef);
}

function check3(value: unknown): boolean {
  return isOptional(value, check2);
}

function checkQuestionOutcomes(value: unknown): boolean {
  return isOneOf(value, questionOutcomes);
}

function check4(value: unknown): boolean {
  return isOptional(value, checkQuestionOutcomes);
}

function check5(value: unknown): boolean {
  return isArrayOf(value, isBlockingOption);
}

function check6(value: unknown): boolean {
  return isOptional(value, check5);
}

function checkQuestionScopes(value: unknown): boolean {
  return isOneOf(value, questionScopes);
}

function check7(value: unknown): boolean {
  return isNullish(value, checkQuestionScopes);
}

function checkOptionalString(value: unknown): boolean {
  return isOptional(value, isString);
}

function check8(value: unknown): boolean {
  return isArrayOf(value, isString);
}

function check9(value: unknown): boolean {
  return isArrayOf(value, isString) && hasEntries(value) && hasAtMost(value, 50);
}

function checkOptionalBoolean(value: unknown): boolean {
  return isOptional(value, isBoolean);
}

function check10(value: unknown): boolean {
  return isOptional(value, isInteger);
}

function check11(value: unknown): boolean {
  return isArrayOf(value, isAskManyChild);
}

function check12(value: unknown): boolean {
  return isArrayOf(value, isAskManyChildProgress);
}

function check13(value: unknown): boolean {
  return isNullish(value, isQuestion);
}

function checkReplyDeliveries(value: unknown): boolean {
  return isOneOf(value, replyDeliveries);
}

function check14(value: unknown): boolean {
  return isOptional(value, checkReplyDeliveries);
}

function check15(value: unknown): boolean {
  return isString(value) && isSegment(value);
}

function checkPendingAskDirections(value: unknown): boolean {
  return isString(value) && isAmong(value, pendingAskDirections);
}

function check16(value: unknown): boolean {
  return isOptional(value, checkPendingAskDirections);
}

function checkQuestionKinds(value: unknown): boolean {
  return isOneOf(value, questionKinds);
}

function check17(value: unknown): boolean {
  return isArrayOf(value, isQuestionOption);
}

function check18(value: unknown): boolean {
  return isOptional(value, check17);
}

function check19(value: unknown): boolean {
  return isNullish(value, isDefaultAnswer);
}

function checkOptionalFreeForm(value: unknown): boolean {
  return isOptional(value, isObject);
}

function check20(value: unknown): boolean {
  return isNumber(value) && isPositive(value);
}

function check21(value: unknown): boolean {
  return isNullish(value, check20);
}

function check22(value: unknown): boolean {
  return isArrayOf(value, isObject);
}

function check23(value: unknown): boolean {
  return value === "assistant";
}

function check24(value: unknown): boolean {
  return isOptional(value, check23);
}

function check25(value: unknown): boolean {
  return isInteger(value) && value >= 0;
}

function checkChatDeltaKinds(value: unknown): boolean {
  return isOneOf(value, chatDeltaKinds);
}

function check26(value: unknown): boolean {
  return isOptional(value, checkChatDeltaKinds);
}

function check27(value: unknown): boolean {
  return isNullish(value, isToolCall);
}

function checkChatRoles(value: unknown): boolean {
  return isOneOf(value, chatRoles);
}

function check28(value: unknown): boolean {
  return isArrayOf(value, isToolCall);
}

function check29(value: unknown): boolean {
  return isNullish(value, check28);
}

function check30(value: unknown): boolean {
  return isArrayOf(value, isUnknown);
}

function check31(value: unknown): boolean {
  return value === "connect";
}

function checkNamedOnSocket(value: unknown): boolean {
  return isString(value) && /^[a-zA-Z0-9._-]{1,64}$/.test(value);
}

function check32(value: unknown): boolean {
  return isOptional(value, checkNamedOnSocket);
}

function checkPeerRoles(value: unknown): boolean {
  return isOneOf(value, peerRoles);
}

function check33(value: unknown): boolean {
  return isOptional(value, checkPeerRoles);
}

function check34(value: unknown): boolean {
  return isOptional(value, check8);
}

function check35(value: unknown): boolean {
  return isInteger(value) && value >= 1;
}

function check36(value: unknown): boolean {
  return isOptional(value, check35);
}

function check37(value: unknown): boolean {
  return value === "pong";
}

function check38(value: unknown): boolean {
  return value === "error";
}

function check39(value: unknown): boolean {
  return value === "response";
}

function check40(value: unknown): boolean {
  return value === "set_circle";
}

function check41(value: unknown): boolean {
  return value === "status";
}

function checkPeerReports(value: unknown): boolean {
  return isOneOf(value, peerReports);
}

function checkTurnStates(value: unknown): boolean {
  return isOneOf(value, turnStates);
}

function check42(value: unknown): boolean {
  return isOptional(value, checkTurnStates);
}

function check43(value: unknown): boolean {
  return value === "update_display_name";
}

function checkProcessScopes(value: unknown): boolean {
  return isString(value) && isAmong(value, processScopes);
}

function check44(value: unknown): boolean {
  return isNullish(value, checkProcessScopes);
}

function checkJobContinuities(value: unknown): boolean {
  return isString(value) && isAmong(value, jobContinuities);
}

function check45(value: unknown): boolean {
  return isNullish(value, checkJobContinuities);
}

function checkDeliveryKinds(value: unknown): boolean {
  return isString(value) && isAmong(value, deliveryKinds);
}

function check46(value: unknown): boolean {
  return isOptional(value, checkDeliveryKinds);
}

function checkJobStates(value: unknown): boolean {
  return isString(value) && isAmong(value, jobStates);
}

function check47(value: unknown): boolean {
  return isOptional(value, checkJobStates);
}

function check48(value: unknown): boolean {
  return isString(value) && isAmong(value, ["full","summary"]);
}

function check49(value: unknown): boolean {
  return isOptional(value, check48);
}

function check50(value: unknown): boolean {
  return isArrayOf(value, isJob);
}

function check51(value: unknown): boolean {
  return isNullish(value, check30);
}

function check52(value: unknown): boolean {
  return isArrayOf(value, isBroadcastFailure);
}

function check53(value: unknown): boolean {
  return isOptional(value, isNumber);
}

function checkFilled(value: unknown): boolean {
  return isString(value) && value.length >= 1;
}

function check54(value: unknown): boolean {
  return isArrayOf(value, isContradiction);
}

function checkPeerSources(value: unknown): boolean {
  return isOneOf(value, peerSources);
}

function checkPeerInitiators(value: unknown): boolean {
  return isOneOf(value, peerInitiators);
}

function check55(value: unknown): boolean {
  return isOptional(value, checkPeerInitiators);
}

function checkPeerStatuses(value: unknown): boolean {
  return isString(value) && isAmong(value, peerStatuses);
}

function check56(value: unknown): boolean {
  return isNullish(value, checkPeerStatuses);
}

function check57(value: unknown): boolean {
  return isNullish(value, checkTurnStates);
}

function check58(value: unknown): boolean {
  return isOptional(value, checkPeerSources);
}

function checkRegisteredName(value: unknown): boolean {
  return isString(value) && value.length >= 1 && /^[a-zA-Z0-9._-]+$/.test(value);
}

function checkCircleName(value: unknown): boolean {
  return isString(value) && isShortName(value);
}

function check59(value: unknown): boolean {
  return isNullish(value, checkCircleName);
}

function check60(value: unknown): boolean {
  return isOptional(value, isProvenance);
}

function check61(value: unknown): boolean {
  return isObject(value) && hasEntries(value);
}

function check62(value: unknown): boolean {
  return isString(value) && value.length >= 1 && value.length <= 200;
}

function check63(value: unknown): boolean {
  return isInteger(value) && value >= 1 && value <= 100;
}

function check64(value: unknown): boolean {
  return isOptional(value, check63);
}

function check65(value: unknown): boolean {
  return isInteger(value) && value >= 1 && value <= 500;
}

function check66(value: unknown): boolean {
  return isOptional(value, check65);
}

function check67(value: unknown): boolean {
  return isMapOf(value, isString);
}

function check68(value: unknown): boolean {
  return isMapOf(value, isObject);
}

/** Recognizes a {@link AckParams}. */
export function isAckParams(value: unknown): value is AckParams {
  return isClosed<AckParams>(value, {
      correlation_id: check1,
      message: isNullishString,
      attachments: check3,
      from_peer: isNullishString,
    });
}

/** Recognizes a {@link AnswerParams}. */
export function isAnswerParams(value: unknown): value is AnswerParams {
  return isClosed<AnswerParams>(value, {
      correlation_id: check1,
      option_id: isNullishString,
      text: isNullishString,
      outcome: check4,
      message: isNullishString,
      attachments: check3,
    });
}

/** Recognizes a {@link AskBlockingParams}. */
export function isAskBlockingParams(value: unknown): value is AskBlockingParams {
  return (
    isClosed<AskBlockingParams>(value, {
      prompt: isString,
      options: check6,
      scope: check7,
      metadata: isNullishObject,
      timeout_seconds: isNullishNumber,
      correlation_id: isNullishString,
      origin: isNullishString,
      from_peer: isNullishString,
    }) &&
    needsEntriesFor(value, "scope", "tool_permission", "options")
  );
}

/** Recognizes a {@link AskBlockingResult}. */
export function isAskBlockingResult(value: unknown): value is AskBlockingResult {
  return (
    isObject<AskBlockingResult>(value) &&
    isString(value.correlation_id) &&
    isString(value.outcome) &&
    isNullishString(value.option_id) &&
    isNullishString(value.message)
  );
}

/** Recognizes a {@link AskHistoryParams}. */
export function isAskHistoryParams(value: unknown): value is AskHistoryParams {
  return (
    isClosed<AskHistoryParams>(value, {
      pane_id: checkOptionalString,
      peer_id: checkOptionalString,
      since: checkOptionalString,
    }) &&
    hasExactlyOne(value, "pane_id", "peer_id")
  );
}

/** Recognizes a {@link AskHistory}. */
export function isAskHistory(value: unknown): value is AskHistory {
  return (
    isObject<AskHistory>(value) &&
    isString(value.peer_id) &&
    isNullishString(value.repowire_session_id) &&
    isNullish(value.threads, check8)
  );
}

/** Recognizes a {@link AskManyChildProgress}. */
export function isAskManyChildProgress(value: unknown): value is AskManyChildProgress {
  return (
    isObject<AskManyChildProgress>(value) &&
    isString(value.peer) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.correlation_id) &&
    isString(value.status) &&
    isNullishString(value.reply) &&
    isNullishString(value.close_reason) &&
    isNullishString(value.error)
  );
}

/** Recognizes a {@link AskManyChild}. */
export function isAskManyChild(value: unknown): value is AskManyChild {
  return (
    isObject<AskManyChild>(value) &&
    isString(value.peer) &&
    isNullishString(value.correlation_id) &&
    isNullishBoolean(value.delivered) &&
    isNullishString(value.error)
  );
}

/** Recognizes a {@link AskManyParams}. */
export function isAskManyParams(value: unknown): value is AskManyParams {
  return isClosed<AskManyParams>(value, {
      from_peer: check1,
      to_peers: check9,
      text: isString,
      circle: isNullishString,
      bypass_circle: checkOptionalBoolean,
      timeout_seconds: check10,
    });
}

/** Recognizes a {@link AskManyResult}. */
export function isAskManyResult(value: unknown): value is AskManyResult {
  return (
    isObject<AskManyResult>(value) &&
    isString(value.parent_id) &&
    isNullish(value.children, check11)
  );
}

/** Recognizes a {@link AskManyRollup}. */
export function isAskManyRollup(value: unknown): value is AskManyRollup {
  return (
    isObject<AskManyRollup>(value) &&
    isNullishInteger(value.total) &&
    isNullishInteger(value.acked) &&
    isNullishInteger(value.replied) &&
    isNullishInteger(value.pending) &&
    isNullishInteger(value.failed)
  );
}

/** Recognizes a {@link AskManyStatus}. */
export function isAskManyStatus(value: unknown): value is AskManyStatus {
  return (
    isObject<AskManyStatus>(value) &&
    isString(value.parent_id) &&
    isNullishString(value.from_peer) &&
    isNullishString(value.text) &&
    isNullishString(value.created_at) &&
    isNullishString(value.deadline) &&
    isString(value.state) &&
    isNullishBoolean(value.timed_out) &&
    isNullish(value.rollup, isAskManyRollup) &&
    isNullish(value.children, check12)
  );
}

/** Recognizes a {@link AskParams}. */
export function isAskParams(value: unknown): value is AskParams {
  return isClosed<AskParams>(value, {
      from_peer: check1,
      to_peer: check1,
      text: isString,
      attachments: check3,
      reply_to: isNullishString,
      bypass_circle: checkOptionalBoolean,
      circle: isNullishString,
      question: check13,
      reply_delivery: check14,
    });
}

/** Recognizes a {@link AskResult}. */
export function isAskResult(value: unknown): value is AskResult {
  return (
    isObject<AskResult>(value) &&
    isString(value.correlation_id) &&
    isNullishString(value.error)
  );
}

/** Recognizes a {@link BlockingOption}. */
export function isBlockingOption(value: unknown): value is BlockingOption {
  return isClosed<BlockingOption>(value, {
      id: isString,
      title: isString,
    });
}

/** Recognizes a {@link DeclineParams}. */
export function isDeclineParams(value: unknown): value is DeclineParams {
  return isClosed<DeclineParams>(value, {
      correlation_id: check1,
      reason: check1,
      from_peer: isNullishString,
    });
}

/** Recognizes a {@link DefaultAnswer}. */
export function isDefaultAnswer(value: unknown): value is DefaultAnswer {
  return isClosed<DefaultAnswer>(value, {
      option_id: isNullishString,
      text: isNullishString,
      outcome: check4,
      message: isNullishString,
    });
}

/** Recognizes a {@link GetAskManyParams}. */
export function isGetAskManyParams(value: unknown): value is GetAskManyParams {
  return isClosed<GetAskManyParams>(value, {
      parent_id: check15,
    });
}

/** Recognizes a {@link PendingAsk}. */
export function isPendingAsk(value: unknown): value is PendingAsk {
  return (
    isObject<PendingAsk>(value) &&
    isString(value.correlation_id) &&
    isString(value.from_peer) &&
    isString(value.to_peer) &&
    isString(value.text) &&
    isString(value.created_at) &&
    isString(value.direction)
  );
}

/** Recognizes a {@link PendingAsksParams}. */
export function isPendingAsksParams(value: unknown): value is PendingAsksParams {
  return (
    isClosed<PendingAsksParams>(value, {
      pane_id: checkOptionalString,
      peer_id: checkOptionalString,
      direction: check16,
    }) &&
    hasExactlyOne(value, "pane_id", "peer_id")
  );
}

/** Recognizes a {@link PendingAsksResult}. */
export function isPendingAsksResult(value: unknown): value is PendingAsksResult {
  return (
    isObject<PendingAsksResult>(value) &&
    isArrayOf(value.asks, isPendingAsk)
  );
}

/** Recognizes a {@link QuestionOption}. */
export function isQuestionOption(value: unknown): value is QuestionOption {
  return isClosed<QuestionOption>(value, {
      id: isString,
      title: isString,
      description: isNullishString,
    });
}

/** Recognizes a {@link Question}. */
export function isQuestion(value: unknown): value is Question {
  return isClosed<Question>(value, {
      kind: checkQuestionKinds,
      prompt: isNullishString,
      options: check18,
      blocking: checkOptionalBoolean,
      timeout_seconds: isNullishNumber,
      default_answer: check19,
      scope: check7,
      metadata: checkOptionalFreeForm,
    });
}

/** Recognizes a {@link WaitOnAskParams}. */
export function isWaitOnAskParams(value: unknown): value is WaitOnAskParams {
  return isClosed<WaitOnAskParams>(value, {
      correlation_id: check15,
      peer_id: check1,
      timeout_seconds: check21,
    });
}

/** Recognizes a {@link WaitOnAskResult}. */
export function isWaitOnAskResult(value: unknown): value is WaitOnAskResult {
  return (
    isObject<WaitOnAskResult>(value) &&
    isString(value.correlation_id) &&
    isString(value.status) &&
    isNullishString(value.reply) &&
    isNullishString(value.outcome) &&
    isNullishString(value.option_id) &&
    isNullishString(value.message) &&
    isNullishString(value.close_reason) &&
    isNullishString(value.responder) &&
    isNullish(value.attachments, check22)
  );
}

/** Recognizes a {@link DownloadAttachmentParams}. */
export function isDownloadAttachmentParams(value: unknown): value is DownloadAttachmentParams {
  return isClosed<DownloadAttachmentParams>(value, {
      attachment_id: check15,
    });
}

/** Recognizes a {@link UploadAttachmentParams}. */
export function isUploadAttachmentParams(value: unknown): value is UploadAttachmentParams {
  return (
    isClosed<UploadAttachmentParams>(value, {
      file: isBlob,
      filename: checkOptionalString,
    }) &&
    hasFilename(value)
  );
}

/** Recognizes a {@link UploadedAttachment}. */
export function isUploadedAttachment(value: unknown): value is UploadedAttachment {
  return (
    isObject<UploadedAttachment>(value) &&
    isString(value.id) &&
    isString(value.path) &&
    isNullishString(value.filename) &&
    isInteger(value.size) &&
    isNullishString(value.content_type)
  );
}

/** Recognizes a {@link IngestChatTurnDeltaParams}. */
export function isIngestChatTurnDeltaParams(value: unknown): value is IngestChatTurnDeltaParams {
  return isClosed<IngestChatTurnDeltaParams>(value, {
      peer: isString,
      role: check24,
      session_id: isNullishString,
      turn_id: isString,
      chunk_index: check25,
      kind: check26,
      text: checkOptionalString,
      tool_call: check27,
      is_final: checkOptionalBoolean,
      peer_id: isNullishString,
      pane_id: isNullishString,
    });
}

/** Recognizes a {@link IngestChatTurnParams}. */
export function isIngestChatTurnParams(value: unknown): value is IngestChatTurnParams {
  return isClosed<IngestChatTurnParams>(value, {
      peer: isString,
      role: checkChatRoles,
      text: isString,
      session_id: isNullishString,
      tool_calls: check29,
      turn_id: isNullishString,
      peer_id: isNullishString,
      pane_id: isNullishString,
    });
}

/** Recognizes a {@link ToolCall}. */
export function isToolCall(value: unknown): value is ToolCall {
  return isClosed<ToolCall>(value, {
      name: isString,
      input: checkOptionalString,
    });
}

/** Recognizes a {@link AckEvent}. */
export function isAckEvent(value: unknown): value is AckEvent {
  return (
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
    isNullishBoolean(value.has_attachments)
  );
}

/** Recognizes a {@link AcpPermissionDecisionEvent}. */
export function isAcpPermissionDecisionEvent(value: unknown): value is AcpPermissionDecisionEvent {
  return (
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
    isNullishString(value.message)
  );
}

/** Recognizes a {@link AcpPermissionRequestEvent}. */
export function isAcpPermissionRequestEvent(value: unknown): value is AcpPermissionRequestEvent {
  return (
    isObject<AcpPermissionRequestEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    value.type === "acp_permission_request" &&
    isString(value.request_id) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.session_id) &&
    isNullishString(value.repowire_session_id) &&
    isNullishString(value.status) &&
    isNullish(value.options, check22) &&
    isNullishNumber(value.timeout_seconds)
  );
}

/** Recognizes a {@link AskEvent}. */
export function isAskEvent(value: unknown): value is AskEvent {
  return (
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
    isNullish(value.attachments, check22) &&
    isNullishObject(value.question) &&
    isNullishString(value.origin)
  );
}

/** Recognizes a {@link BroadcastEvent}. */
export function isBroadcastEvent(value: unknown): value is BroadcastEvent {
  return (
    isObject<BroadcastEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    value.type === "broadcast" &&
    isNullishString(value.from) &&
    isNullishString(value.from_peer_id) &&
    isString(value.text) &&
    isNullish(value.exclude, check8)
  );
}

/** Recognizes a {@link ChatTurnDeltaEvent}. */
export function isChatTurnDeltaEvent(value: unknown): value is ChatTurnDeltaEvent {
  return (
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
    isNullishBoolean(value.is_final)
  );
}

/** Recognizes a {@link ChatTurnEvent}. */
export function isChatTurnEvent(value: unknown): value is ChatTurnEvent {
  return (
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
    isNullish(value.tool_calls, check22)
  );
}

/** Recognizes a {@link DeliveryTraceEvent}. */
export function isDeliveryTraceEvent(value: unknown): value is DeliveryTraceEvent {
  return (
    isObject<DeliveryTraceEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    value.type === "delivery_trace" &&
    isString(value.trace_id) &&
    isNullishString(value.kind) &&
    isNullishString(value.stage) &&
    isNullishString(value.status) &&
    isNullishString(value.detail) &&
    isNullishObject(value.hook_delivery)
  );
}

/** Recognizes a {@link EventsParams}. */
export function isEventsParams(value: unknown): value is EventsParams {
  return isClosed<EventsParams>(value, {
      since: checkOptionalString,
    });
}

/** Recognizes a {@link EventsResult}. */
export function isEventsResult(value: unknown): value is EventsResult {
  return isArrayOf(value, isRawEvent);
}

/** Recognizes a {@link JobStateChangedEvent}. */
export function isJobStateChangedEvent(value: unknown): value is JobStateChangedEvent {
  return (
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
    isNullishString(value.result_summary)
  );
}

/** Recognizes a {@link NotificationEvent}. */
export function isNotificationEvent(value: unknown): value is NotificationEvent {
  return (
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
    isNullish(value.attachments, check22)
  );
}

/** Recognizes a {@link PaneClaimRejectedEvent}. */
export function isPaneClaimRejectedEvent(value: unknown): value is PaneClaimRejectedEvent {
  return (
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
    isNullishString(value.outcome)
  );
}

/** Recognizes a {@link PeerContradictionEvent}. */
export function isPeerContradictionEvent(value: unknown): value is PeerContradictionEvent {
  return (
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
    isNullishString(value.from_state)
  );
}

/** Recognizes a {@link PeerNotAddressableEvent}. */
export function isPeerNotAddressableEvent(value: unknown): value is PeerNotAddressableEvent {
  return (
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
    isNullishString(value.via)
  );
}

/** Recognizes a {@link PeerOfflineEvent}. */
export function isPeerOfflineEvent(value: unknown): value is PeerOfflineEvent {
  return (
    isObject<PeerOfflineEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    value.type === "peer_offline" &&
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
    isNullishString(value.detail)
  );
}

/** Recognizes a {@link PeerOnlineEvent}. */
export function isPeerOnlineEvent(value: unknown): value is PeerOnlineEvent {
  return (
    isObject<PeerOnlineEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    isString(value.peer_id) &&
    isNullishString(value.peer_name) &&
    isNullishString(value.session_id) &&
    value.type === "peer_online"
  );
}

/** Recognizes a {@link PeerReapedEvent}. */
export function isPeerReapedEvent(value: unknown): value is PeerReapedEvent {
  return (
    isObject<PeerReapedEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    value.type === "peer_reaped" &&
    isString(value.peer_id) &&
    isNullishString(value.peer_name) &&
    isNullishString(value.session_id) &&
    isNullishString(value.display_name) &&
    isNullishString(value.backend) &&
    isNullishString(value.path) &&
    isNullishString(value.pane_id) &&
    isNullishString(value.reason)
  );
}

/** Recognizes a {@link PeerStatusEvent}. */
export function isPeerStatusEvent(value: unknown): value is PeerStatusEvent {
  return (
    isObject<PeerStatusEvent>(value) &&
    isString(value.id) &&
    isString(value.timestamp) &&
    isString(value.peer_id) &&
    isNullishString(value.peer_name) &&
    isNullishString(value.session_id) &&
    value.type === "peer_status" &&
    isNullishString(value.status) &&
    isNullishString(value.reason)
  );
}

/** Recognizes a {@link PeerUpdatedEvent}. */
export function isPeerUpdatedEvent(value: unknown): value is PeerUpdatedEvent {
  return (
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
    isNullishBoolean(value.was_addressable)
  );
}

/** Recognizes a {@link PendingReplyLostEvent}. */
export function isPendingReplyLostEvent(value: unknown): value is PendingReplyLostEvent {
  return (
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
    isNullishString(value.pending_reply_at)
  );
}

/** Recognizes a {@link QueryEvent}. */
export function isQueryEvent(value: unknown): value is QueryEvent {
  return (
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
    isNullishString(value.error)
  );
}

/** Recognizes a {@link QueryResponseEvent}. */
export function isQueryResponseEvent(value: unknown): value is QueryResponseEvent {
  return (
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
    isNullishString(value.correlation_id)
  );
}

/** Recognizes a {@link RawEvent}. */
export function isRawEvent(value: unknown): value is RawEvent {
  return (
    isObject<RawEvent>(value) &&
    isString(value.id) &&
    isString(value.type) &&
    isString(value.timestamp)
  );
}

/** Recognizes a {@link RoleClaimedEvent}. */
export function isRoleClaimedEvent(value: unknown): value is RoleClaimedEvent {
  return (
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
    isNullish(value.previous_holders, check30)
  );
}

/** Recognizes a {@link AskFrame}. */
export function isAskFrame(value: unknown): value is AskFrame {
  return (
    isObject<AskFrame>(value) &&
    value.type === "ask" &&
    isNullishString(value.delivery_id) &&
    isString(value.correlation_id) &&
    isString(value.from_peer) &&
    isNullishString(value.to_peer) &&
    isString(value.text) &&
    isNullishString(value.reply_to) &&
    isNullish(value.attachments, check22) &&
    isNullishObject(value.question)
  );
}

/** Recognizes a {@link BroadcastFrame}. */
export function isBroadcastFrame(value: unknown): value is BroadcastFrame {
  return (
    isObject<BroadcastFrame>(value) &&
    value.type === "broadcast" &&
    isString(value.from_peer) &&
    isString(value.text)
  );
}

/** Recognizes a {@link ConnectFrame}. */
export function isConnectFrame(value: unknown): value is ConnectFrame {
  return isClosed<ConnectFrame>(value, {
      type: check31,
      display_name: checkNamedOnSocket,
      circle: check32,
      circle_source: isNullishString,
      backend: checkOptionalString,
      path: checkOptionalString,
      peer_id: checkOptionalString,
      role: check33,
      tmux_session: checkOptionalString,
      pane_id: checkOptionalString,
      hook_version: check10,
      capabilities: check34,
      auth_token: checkOptionalString,
      model: checkOptionalString,
      model_details: checkOptionalFreeForm,
      agent_pid: check36,
    });
}

/** Recognizes a {@link ConnectedFrame}. */
export function isConnectedFrame(value: unknown): value is ConnectedFrame {
  return (
    isObject<ConnectedFrame>(value) &&
    value.type === "connected" &&
    isString(value.session_id) &&
    isString(value.display_name)
  );
}

/** Recognizes a {@link DeliveryAckFrame}. */
export function isDeliveryAckFrame(value: unknown): value is DeliveryAckFrame {
  return (
    isObject<DeliveryAckFrame>(value) &&
    value.type === "delivery_ack" &&
    isString(value.delivery_id) &&
    isString(value.status) &&
    isNullishString(value.detail)
  );
}

/** Recognizes a {@link ErrorFrame}. */
export function isErrorFrame(value: unknown): value is ErrorFrame {
  return (
    isObject<ErrorFrame>(value) &&
    value.type === "error" &&
    isString(value.error) &&
    isNullishString(value.code)
  );
}

/** Recognizes a {@link NotifyFrame}. */
export function isNotifyFrame(value: unknown): value is NotifyFrame {
  return (
    isObject<NotifyFrame>(value) &&
    value.type === "notify" &&
    isNullishString(value.delivery_id) &&
    isString(value.from_peer) &&
    isNullishString(value.to_peer) &&
    isString(value.text) &&
    isNullish(value.attachments, check22)
  );
}

/** Recognizes a {@link PingFrame}. */
export function isPingFrame(value: unknown): value is PingFrame {
  return (
    isObject<PingFrame>(value) &&
    value.type === "ping"
  );
}

/** Recognizes a {@link PongFrame}. */
export function isPongFrame(value: unknown): value is PongFrame {
  return isClosed<PongFrame>(value, {
      type: check37,
      pane_alive: checkOptionalBoolean,
      circle: checkOptionalString,
    });
}

/** Recognizes a {@link QueryErrorFrame}. */
export function isQueryErrorFrame(value: unknown): value is QueryErrorFrame {
  return isClosed<QueryErrorFrame>(value, {
      type: check38,
      correlation_id: isString,
      error: isString,
    });
}

/** Recognizes a {@link QueryFrame}. */
export function isQueryFrame(value: unknown): value is QueryFrame {
  return (
    isObject<QueryFrame>(value) &&
    value.type === "query" &&
    isString(value.correlation_id) &&
    isString(value.from_peer) &&
    isString(value.text)
  );
}

/** Recognizes a {@link ResponseFrame}. */
export function isResponseFrame(value: unknown): value is ResponseFrame {
  return isClosed<ResponseFrame>(value, {
      type: check39,
      correlation_id: isString,
      text: isString,
    });
}

/** Recognizes a {@link SetCircleFrame}. */
export function isSetCircleFrame(value: unknown): value is SetCircleFrame {
  return isClosed<SetCircleFrame>(value, {
      type: check40,
      circle: checkNamedOnSocket,
    });
}

/** Recognizes a {@link StatusFrame}. */
export function isStatusFrame(value: unknown): value is StatusFrame {
  return isClosed<StatusFrame>(value, {
      type: check41,
      status: checkPeerReports,
      turn_state: check42,
    });
}

/** Recognizes a {@link UpdateDisplayNameFrame}. */
export function isUpdateDisplayNameFrame(value: unknown): value is UpdateDisplayNameFrame {
  return isClosed<UpdateDisplayNameFrame>(value, {
      type: check43,
      display_name: checkNamedOnSocket,
    });
}

/** Recognizes a {@link AcpBrokerHealth}. */
export function isAcpBrokerHealth(value: unknown): value is AcpBrokerHealth {
  return (
    isObject<AcpBrokerHealth>(value) &&
    isString(value.status) &&
    isNullishBoolean(value.enabled) &&
    isNullishBoolean(value.sdk_available) &&
    isNullishBoolean(value.manager_initialized) &&
    isNullishInteger(value.configured_peers) &&
    isNullishInteger(value.active_clients) &&
    isNullishInteger(value.in_flight) &&
    isNullishString(value.last_error) &&
    isNullishString(value.last_error_peer_id) &&
    isNullishString(value.last_error_at) &&
    isNullishString(value.last_success_at) &&
    isNullishObject(value.sessions) &&
    isNullish(value.permissions, isAcpPermissionHealth)
  );
}

/** Recognizes a {@link AcpPermissionHealth}. */
export function isAcpPermissionHealth(value: unknown): value is AcpPermissionHealth {
  return (
    isObject<AcpPermissionHealth>(value) &&
    isNullishInteger(value.pending) &&
    isNullishNumber(value.timeout_seconds) &&
    isNullishString(value.last_error) &&
    isNullishString(value.last_error_at)
  );
}

/** Recognizes a {@link ChannelHealth}. */
export function isChannelHealth(value: unknown): value is ChannelHealth {
  return (
    isObject<ChannelHealth>(value) &&
    isString(value.status) &&
    isNullishBoolean(value.configured) &&
    isNullishBoolean(value.runtime_available) &&
    isNullishBoolean(value.stop_hook_fallback) &&
    isNullishString(value.last_error)
  );
}

/** Recognizes a {@link DaemonCapabilities}. */
export function isDaemonCapabilities(value: unknown): value is DaemonCapabilities {
  return (
    isObject<DaemonCapabilities>(value) &&
    isNullishBoolean(value.ask_pull_delivery)
  );
}

/** Recognizes a {@link Health}. */
export function isHealth(value: unknown): value is Health {
  return (
    isObject<Health>(value) &&
    isString(value.status) &&
    isNullishString(value.version) &&
    isNullishBoolean(value.relay_mode) &&
    isNullish(value.channel, isChannelHealth) &&
    isNullish(value.acp_broker, isAcpBrokerHealth) &&
    isNullish(value.capabilities, isDaemonCapabilities) &&
    isNullishInteger(value.peers) &&
    isNullishInteger(value.schema_version) &&
    isNullish(value.relay, isRelayHealth)
  );
}

/** Recognizes a {@link RelayHealth}. */
export function isRelayHealth(value: unknown): value is RelayHealth {
  return (
    isObject<RelayHealth>(value) &&
    isNullishString(value.status) &&
    isNullishBoolean(value.enabled) &&
    isNullishBoolean(value.connected) &&
    isNullishBoolean(value.running) &&
    isNullishString(value.url) &&
    isNullishString(value.last_connected_at) &&
    isNullishString(value.last_error) &&
    isNullishString(value.last_error_at)
  );
}

/** Recognizes a {@link CancelJobParams}. */
export function isCancelJobParams(value: unknown): value is CancelJobParams {
  return isClosed<CancelJobParams>(value, {
      work_id: check15,
      requested_by_peer_id: isNullishString,
      reason: checkOptionalString,
    });
}

/** Recognizes a {@link CreateJobParams}. */
export function isCreateJobParams(value: unknown): value is CreateJobParams {
  return (
    isClosed<CreateJobParams>(value, {
      title: checkOptionalString,
      kind: checkOptionalString,
      created_by_peer_id: isNullishString,
      owner_peer_id: isNullishString,
      assigned_peer_id: isNullishString,
      repowire_session_id: isNullishString,
      correlation_id: isNullishString,
      circle: isNullishString,
      source_kind: isNullishString,
      source_id: isNullishString,
      scope: isNullishString,
      visibility: checkOptionalString,
      request: checkOptionalFreeForm,
      deadline_at: isNullishString,
      expires_at: isNullishString,
      provenance: checkOptionalFreeForm,
      prompt: isNullishString,
      prompt_file: isNullishString,
      path: isNullishString,
      backend: isNullishString,
      profile: isNullishString,
      due_at: isNullishString,
      cron: isNullishString,
      result_surface: isNullishString,
      process_scope: check44,
      continuity: check45,
    }) &&
    hasNotBoth(value, "due_at", "cron")
  );
}

/** Recognizes a {@link CreateJobResult}. */
export function isCreateJobResult(value: unknown): value is CreateJobResult {
  return (
    isObject<CreateJobResult>(value) &&
    isNullishString(value.job_id) &&
    isNullishString(value.work_id) &&
    isNullish(value.status, isJob) &&
    isNullishString(value.calendar_id) &&
    isNullishString(value.recurring_id) &&
    isNullish(value.calendar, isJob)
  );
}

/** Recognizes a {@link CreateScheduleParams}. */
export function isCreateScheduleParams(value: unknown): value is CreateScheduleParams {
  return (
    isClosed<CreateScheduleParams>(value, {
      from_peer: check1,
      to_peer: check1,
      text: isString,
      fire_at: isNullishString,
      cron: isNullishString,
      kind: check46,
      circle: isNullishString,
    }) &&
    hasExactlyOne(value, "fire_at", "cron")
  );
}

/** Recognizes a {@link DeleteScheduleParams}. */
export function isDeleteScheduleParams(value: unknown): value is DeleteScheduleParams {
  return isClosed<DeleteScheduleParams>(value, {
      schedule_id: check15,
    });
}

/** Recognizes a {@link DeleteScheduleResult}. */
export function isDeleteScheduleResult(value: unknown): value is DeleteScheduleResult {
  return (
    isObject<DeleteScheduleResult>(value) &&
    isNullishBoolean(value.ok) &&
    isNullishString(value.status)
  );
}

/** Recognizes a {@link JobIdParams}. */
export function isJobIdParams(value: unknown): value is JobIdParams {
  return isClosed<JobIdParams>(value, {
      work_id: check15,
    });
}

/** Recognizes a {@link JobOutcomeResult}. */
export function isJobOutcomeResult(value: unknown): value is JobOutcomeResult {
  return (
    isObject<JobOutcomeResult>(value) &&
    isJobOutcome(value.result)
  );
}

/** Recognizes a {@link JobOutcome}. */
export function isJobOutcome(value: unknown): value is JobOutcome {
  return (
    isObject<JobOutcome>(value) &&
    isNullishString(value.job_id) &&
    isNullishString(value.work_id) &&
    isNullishString(value.state) &&
    isNullishString(value.summary) &&
    isNullish(value.artifacts, check30) &&
    isNullishString(value.completed_at) &&
    isNullishObject(value.provenance) &&
    isNullishString(value.result_state) &&
    isNullish(value.status, isJob) &&
    isNullish(value.calendar, isJob)
  );
}

/** Recognizes a {@link Job}. */
export function isJob(value: unknown): value is Job {
  return (
    isObject<Job>(value) &&
    isNullishString(value.job_id) &&
    isNullishString(value.work_id) &&
    isNullishString(value.title) &&
    isNullishString(value.kind) &&
    isString(value.state) &&
    isNullishString(value.state_reason) &&
    isNullishString(value.phase) &&
    isNullishObject(value.progress) &&
    isNullish(value.progress_events, check22) &&
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
    isNullishString(value.last_materialized_at)
  );
}

/** Recognizes a {@link JobStatusResult}. */
export function isJobStatusResult(value: unknown): value is JobStatusResult {
  return (
    isObject<JobStatusResult>(value) &&
    isJob(value.status)
  );
}

/** Recognizes a {@link ListJobsParams}. */
export function isListJobsParams(value: unknown): value is ListJobsParams {
  return isClosed<ListJobsParams>(value, {
      state: check47,
      owner_peer_id: checkOptionalString,
      created_by_peer_id: checkOptionalString,
      repowire_session_id: checkOptionalString,
      circle: checkOptionalString,
      view: check49,
    });
}

/** Recognizes a {@link ListJobsResult}. */
export function isListJobsResult(value: unknown): value is ListJobsResult {
  return (
    isObject<ListJobsResult>(value) &&
    isArrayOf(value.work, isJob) &&
    isNullish(value.recurring, check50)
  );
}

/** Recognizes a {@link ListSchedulesParams}. */
export function isListSchedulesParams(value: unknown): value is ListSchedulesParams {
  return isClosed<ListSchedulesParams>(value, {
      from_peer: checkOptionalString,
    });
}

/** Recognizes a {@link ListSchedulesResult}. */
export function isListSchedulesResult(value: unknown): value is ListSchedulesResult {
  return (
    isObject<ListSchedulesResult>(value) &&
    isArrayOf(value.schedules, isSchedule)
  );
}

/** Recognizes a {@link RunJobParams}. */
export function isRunJobParams(value: unknown): value is RunJobParams {
  return isClosed<RunJobParams>(value, {
      work_id: check15,
      requested_by_peer_id: isNullishString,
    });
}

/** Recognizes a {@link Schedule}. */
export function isSchedule(value: unknown): value is Schedule {
  return (
    isObject<Schedule>(value) &&
    isString(value.schedule_id) &&
    isString(value.from_peer) &&
    isString(value.to_peer) &&
    isString(value.text) &&
    isString(value.fire_at) &&
    isString(value.kind) &&
    isNullishString(value.circle) &&
    isNullishString(value.cron) &&
    isString(value.created_at)
  );
}

/** Recognizes a {@link UpdateJobParams}. */
export function isUpdateJobParams(value: unknown): value is UpdateJobParams {
  return isClosed<UpdateJobParams>(value, {
      work_id: check15,
      state: checkJobStates,
      attempt_id: isNullishString,
      state_reason: isNullishString,
      phase: isNullishString,
      progress: isNullishObject,
      progress_note: isNullishString,
      result_summary: isNullishString,
      result_data: isNullishObject,
      error: isNullishObject,
      artifacts: check51,
      provenance: isNullishObject,
    });
}

/** Recognizes a {@link AttachmentRef}. */
export function isAttachmentRef(value: unknown): value is AttachmentRef {
  return isClosed<AttachmentRef>(value, {
      id: isNullishString,
      path: isNullishString,
      filename: isNullishString,
      size: isNullishInteger,
      content_type: isNullishString,
    });
}

/** Recognizes a {@link BroadcastFailure}. */
export function isBroadcastFailure(value: unknown): value is BroadcastFailure {
  return (
    isObject<BroadcastFailure>(value) &&
    isNullishString(value.peer) &&
    isNullishString(value.error)
  );
}

/** Recognizes a {@link BroadcastParams}. */
export function isBroadcastParams(value: unknown): value is BroadcastParams {
  return isClosed<BroadcastParams>(value, {
      from_peer: check1,
      text: isString,
      exclude: check34,
      bypass_circle: checkOptionalBoolean,
    });
}

/** Recognizes a {@link BroadcastResult}. */
export function isBroadcastResult(value: unknown): value is BroadcastResult {
  return (
    isObject<BroadcastResult>(value) &&
    isBoolean(value.ok) &&
    isArrayOf(value.sent_to, isString) &&
    isNullish(value.failed, check52)
  );
}

/** Recognizes a {@link NotifyParams}. */
export function isNotifyParams(value: unknown): value is NotifyParams {
  return isClosed<NotifyParams>(value, {
      from_peer: check1,
      to_peer: check1,
      text: isString,
      attachments: check3,
      bypass_circle: checkOptionalBoolean,
      circle: isNullishString,
    });
}

/** Recognizes a {@link NotifyResult}. */
export function isNotifyResult(value: unknown): value is NotifyResult {
  return (
    isObject<NotifyResult>(value) &&
    isBoolean(value.ok) &&
    isNullishString(value.status) &&
    isNullishString(value.delivery_state) &&
    isNullishBoolean(value.delivered) &&
    isNullishBoolean(value.queued) &&
    isNullishString(value.reason) &&
    isNullishString(value.from_peer_id) &&
    isNullishString(value.from_peer_name) &&
    isNullishString(value.to_peer_id) &&
    isNullishString(value.to_peer_name) &&
    isNullishString(value.repowire_session_id) &&
    isNullishString(value.from_repowire_session_id) &&
    isNullishString(value.to_repowire_session_id) &&
    isNullishObject(value.hook_delivery) &&
    isNullishString(value.delivery_id)
  );
}

/** Recognizes a {@link PendingDeliveriesParams}. */
export function isPendingDeliveriesParams(value: unknown): value is PendingDeliveriesParams {
  return (
    isClosed<PendingDeliveriesParams>(value, {
      pane_id: checkOptionalString,
      peer_id: checkOptionalString,
      max_results: check10,
    }) &&
    hasExactlyOne(value, "pane_id", "peer_id")
  );
}

/** Recognizes a {@link PendingDeliveriesResult}. */
export function isPendingDeliveriesResult(value: unknown): value is PendingDeliveriesResult {
  return (
    isObject<PendingDeliveriesResult>(value) &&
    isArrayOf(value.deliveries, isPendingDelivery) &&
    isNullishInteger(value.dropped_not_addressable) &&
    isNullishString(value.reason)
  );
}

/** Recognizes a {@link PendingDelivery}. */
export function isPendingDelivery(value: unknown): value is PendingDelivery {
  return (
    isObject<PendingDelivery>(value) &&
    isString(value.delivery_id) &&
    isString(value.kind) &&
    isString(value.from_peer) &&
    isString(value.to_peer) &&
    isString(value.text) &&
    isString(value.created_at) &&
    isString(value.expires_at) &&
    isNullishString(value.correlation_id) &&
    isNullish(value.attachments, check22)
  );
}

/** Recognizes a {@link QueryParams}. */
export function isQueryParams(value: unknown): value is QueryParams {
  return isClosed<QueryParams>(value, {
      from_peer: isNullishString,
      to_peer: check1,
      text: isString,
      timeout: check53,
      bypass_circle: checkOptionalBoolean,
      circle: isNullishString,
    });
}

/** Recognizes a {@link QueryResult}. */
export function isQueryResult(value: unknown): value is QueryResult {
  return (
    isObject<QueryResult>(value) &&
    isNullishString(value.text) &&
    isNullishString(value.error) &&
    isNullishString(value.status)
  );
}

/** Recognizes a {@link NoParams}. */
export function isNoParams(value: unknown): value is NoParams {
  return isClosed<NoParams>(value, {});
}

/** Recognizes a {@link OkResult}. */
export function isOkResult(value: unknown): value is OkResult {
  return (
    isObject<OkResult>(value) &&
    isBoolean(value.ok)
  );
}

/** Recognizes a {@link ClaimRoleParams}. */
export function isClaimRoleParams(value: unknown): value is ClaimRoleParams {
  return isClosed<ClaimRoleParams>(value, {
      role: checkPeerRoles,
      peer_name: checkFilled,
      circle: isNullishString,
      force: checkOptionalBoolean,
    });
}

/** Recognizes a {@link ClaimRoleResult}. */
export function isClaimRoleResult(value: unknown): value is ClaimRoleResult {
  return (
    isObject<ClaimRoleResult>(value) &&
    isNullishBoolean(value.ok) &&
    isString(value.peer_id) &&
    isString(value.peer_name) &&
    isString(value.role) &&
    isString(value.circle) &&
    isNullishBoolean(value.already_held) &&
    isNullish(value.previous_holders, check30)
  );
}

/** Recognizes a {@link Contradiction}. */
export function isContradiction(value: unknown): value is Contradiction {
  return (
    isObject<Contradiction>(value) &&
    isString(value.code) &&
    isString(value.severity) &&
    isString(value.detail)
  );
}

/** Recognizes a {@link DoctorReport}. */
export function isDoctorReport(value: unknown): value is DoctorReport {
  return (
    isObject<DoctorReport>(value) &&
    isString(value.peer_id) &&
    isString(value.display_name) &&
    isString(value.status) &&
    isNullishString(value.turn_state) &&
    isNullishString(value.last_seen) &&
    isNullishString(value.machine) &&
    isNullishString(value.backend) &&
    isNullishString(value.circle) &&
    isNullishString(value.role) &&
    isNullishString(value.pane_id) &&
    isNullishBoolean(value.is_local_machine) &&
    isNullishBoolean(value.ws_connected) &&
    isNullishString(value.ws_pane_id) &&
    isNullishBoolean(value.tmux_pane_exists) &&
    isNullishObject(value.tmux_evidence) &&
    isNullishBoolean(value.hook_meta_available) &&
    isNullishString(value.hook_meta_peer_id) &&
    isNullishString(value.hook_meta_display_name) &&
    isNullishInteger(value.agent_pid) &&
    isNullishBoolean(value.agent_pid_alive) &&
    isNullishInteger(value.pending_inbound_count) &&
    isNullishNumber(value.oldest_pending_age_seconds) &&
    isNullishString(value.oldest_pending_cid) &&
    isNullish(value.contradictions, check54)
  );
}

/** Recognizes a {@link MarkPeerOfflineParams}. */
export function isMarkPeerOfflineParams(value: unknown): value is MarkPeerOfflineParams {
  return isClosed<MarkPeerOfflineParams>(value, {
      name: check15,
      reason: checkOptionalString,
      source: checkOptionalString,
      detail: isNullishString,
      terminal: checkOptionalBoolean,
    });
}

/** Recognizes a {@link MarkPeerOfflineResult}. */
export function isMarkPeerOfflineResult(value: unknown): value is MarkPeerOfflineResult {
  return (
    isObject<MarkPeerOfflineResult>(value) &&
    isBoolean(value.ok) &&
    isNullishInteger(value.cancelled_queries)
  );
}

/** Recognizes a {@link OrchestratorStatusParams}. */
export function isOrchestratorStatusParams(value: unknown): value is OrchestratorStatusParams {
  return isClosed<OrchestratorStatusParams>(value, {
      name: check15,
    });
}

/** Recognizes a {@link OrchestratorStatus}. */
export function isOrchestratorStatus(value: unknown): value is OrchestratorStatus {
  return (
    isObject<OrchestratorStatus>(value) &&
    isString(value.circle) &&
    isBoolean(value.present) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.peer_name) &&
    isNullishString(value.last_seen) &&
    isInteger(value.stale_after_seconds)
  );
}

/** Recognizes a {@link RoleHolder}. */
export function isRoleHolder(value: unknown): value is RoleHolder {
  return (
    isObject<RoleHolder>(value) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.display_name) &&
    isNullishString(value.status) &&
    isNullishString(value.last_seen)
  );
}

/** Recognizes a {@link SetCircleParams}. */
export function isSetCircleParams(value: unknown): value is SetCircleParams {
  return isClosed<SetCircleParams>(value, {
      peer_name: checkFilled,
      circle: checkFilled,
    });
}

/** Recognizes a {@link SetDescriptionParams}. */
export function isSetDescriptionParams(value: unknown): value is SetDescriptionParams {
  return isClosed<SetDescriptionParams>(value, {
      name: check15,
      circle: checkOptionalString,
      description: isString,
    });
}

/** Recognizes a {@link SetProvenanceParams}. */
export function isSetProvenanceParams(value: unknown): value is SetProvenanceParams {
  return isClosed<SetProvenanceParams>(value, {
      source: checkPeerSources,
      initiator: check55,
      parent_runtime_id: checkOptionalString,
      ephemeral: checkOptionalBoolean,
      addressable: checkOptionalBoolean,
      addressable_reason: checkOptionalString,
      name: check15,
      circle: checkOptionalString,
    });
}

/** Recognizes a {@link TouchPeerParams}. */
export function isTouchPeerParams(value: unknown): value is TouchPeerParams {
  return isClosed<TouchPeerParams>(value, {
      name: check15,
      circle: checkOptionalString,
    });
}

/** Recognizes a {@link UpdateSessionParams}. */
export function isUpdateSessionParams(value: unknown): value is UpdateSessionParams {
  return (
    isClosed<UpdateSessionParams>(value, {
      peer_name: isNullishString,
      pane_id: isNullishString,
      status: check56,
      turn_state: check57,
      model: isNullishString,
      metadata: isNullishObject,
    }) &&
    hasEither(value, "peer_name", "pane_id") &&
    hasSome(value, "status", "turn_state", "model")
  );
}

/** Recognizes a {@link GetPeerByPaneParams}. */
export function isGetPeerByPaneParams(value: unknown): value is GetPeerByPaneParams {
  return isClosed<GetPeerByPaneParams>(value, {
      pane_id: check15,
    });
}

/** Recognizes a {@link GetPeerParams}. */
export function isGetPeerParams(value: unknown): value is GetPeerParams {
  return isClosed<GetPeerParams>(value, {
      identifier: check15,
      circle: checkOptionalString,
    });
}

/** Recognizes a {@link ListPeersParams}. */
export function isListPeersParams(value: unknown): value is ListPeersParams {
  return isClosed<ListPeersParams>(value, {
      status: checkOptionalString,
      path: checkOptionalString,
      backend: checkOptionalString,
      circle: checkOptionalString,
      source: check58,
      addressable: checkOptionalBoolean,
      listed: checkOptionalBoolean,
    });
}

/** Recognizes a {@link ListPeersResult}. */
export function isListPeersResult(value: unknown): value is ListPeersResult {
  return (
    isObject<ListPeersResult>(value) &&
    isArrayOf(value.peers, isPeer)
  );
}

/** Recognizes a {@link Peer}. */
export function isPeer(value: unknown): value is Peer {
  return (
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
    isNullishString(value.parent_peer_id)
  );
}

/** Recognizes a {@link Provenance}. */
export function isProvenance(value: unknown): value is Provenance {
  return isClosed<Provenance>(value, {
      source: checkPeerSources,
      initiator: check55,
      parent_runtime_id: checkOptionalString,
      ephemeral: checkOptionalBoolean,
      addressable: checkOptionalBoolean,
      addressable_reason: checkOptionalString,
    });
}

/** Recognizes a {@link RegisterPeerParams}. */
export function isRegisterPeerParams(value: unknown): value is RegisterPeerParams {
  return isClosed<RegisterPeerParams>(value, {
      peer_id: isNullishString,
      name: checkRegisteredName,
      path: isNullishString,
      machine: isNullishString,
      tmux_session: isNullishString,
      pane_id: isNullishString,
      backend: checkOptionalString,
      model: isNullishString,
      circle: check59,
      circle_source: isNullishString,
      role: check33,
      turn_state: check57,
      agent_pid: isNullishInteger,
      parent_pid: isNullishInteger,
      metadata: checkOptionalFreeForm,
      provenance: check60,
    });
}

/** Recognizes a {@link RegisterPeerResult}. */
export function isRegisterPeerResult(value: unknown): value is RegisterPeerResult {
  return (
    isObject<RegisterPeerResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.peer_id) &&
    isString(value.display_name) &&
    isNullishBoolean(value.pane_assigned) &&
    isNullishObject(value.birth_certificate) &&
    isNullishString(value.circle) &&
    isNullishString(value.role)
  );
}

/** Recognizes a {@link UnregisterPeerParams}. */
export function isUnregisterPeerParams(value: unknown): value is UnregisterPeerParams {
  return isClosed<UnregisterPeerParams>(value, {
      name: check15,
      circle: checkOptionalString,
    });
}

/** Recognizes a {@link ValidateIdentityParams}. */
export function isValidateIdentityParams(value: unknown): value is ValidateIdentityParams {
  return isClosed<ValidateIdentityParams>(value, {
      birth_certificate: check61,
      backend: isString,
      path: isNullishString,
      pane_id: isNullishString,
      agent_pid: isNullishInteger,
    });
}

/** Recognizes a {@link ValidateIdentityResult}. */
export function isValidateIdentityResult(value: unknown): value is ValidateIdentityResult {
  return (
    isObject<ValidateIdentityResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.peer_id) &&
    isString(value.display_name) &&
    isPeer(value.peer)
  );
}

/** Recognizes a {@link NotifySessionParams}. */
export function isNotifySessionParams(value: unknown): value is NotifySessionParams {
  return isClosed<NotifySessionParams>(value, {
      repowire_session_id: check15,
      from_peer: checkOptionalString,
      text: isString,
      attachments: check3,
      bypass_circle: checkOptionalBoolean,
    });
}

/** Recognizes a {@link NotifySessionResult}. */
export function isNotifySessionResult(value: unknown): value is NotifySessionResult {
  return (
    isObject<NotifySessionResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.repowire_session_id) &&
    isString(value.session_status) &&
    isString(value.capability) &&
    isString(value.executor_peer_id) &&
    isNullishString(value.executor_peer_name) &&
    isString(value.delivery_state) &&
    isBoolean(value.delivered) &&
    isBoolean(value.queued) &&
    isString(value.reason) &&
    isNullishObject(value.hook_delivery)
  );
}

/** Recognizes a {@link ResumeSessionParams}. */
export function isResumeSessionParams(value: unknown): value is ResumeSessionParams {
  return isClosed<ResumeSessionParams>(value, {
      repowire_session_id: check15,
      from_peer: checkOptionalString,
      dry_run: checkOptionalBoolean,
      profile: isNullishString,
      message: isNullishString,
    });
}

/** Recognizes a {@link ResumeSessionResult}. */
export function isResumeSessionResult(value: unknown): value is ResumeSessionResult {
  return (
    isObject<ResumeSessionResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.repowire_session_id) &&
    isString(value.session_status) &&
    isString(value.status) &&
    isString(value.capability) &&
    isString(value.message) &&
    isString(value.backend) &&
    isNullishString(value.runtime_session_id) &&
    isNullishString(value.runtime_source_uri) &&
    isNullishString(value.executor_peer_id) &&
    isNullishString(value.executor_peer_name) &&
    isNullishObject(value.resume_capability) &&
    isNullishString(value.action) &&
    isNullishString(value.spawned_display_name) &&
    isNullishString(value.tmux_session) &&
    isNullishString(value.pane_id)
  );
}

/** Recognizes a {@link SearchTimelineParams}. */
export function isSearchTimelineParams(value: unknown): value is SearchTimelineParams {
  return isClosed<SearchTimelineParams>(value, {
      name: check15,
      session_id: checkOptionalString,
      circle: checkOptionalString,
      q: check62,
      limit: check64,
    });
}

/** Recognizes a {@link SearchTimelineResult}. */
export function isSearchTimelineResult(value: unknown): value is SearchTimelineResult {
  return (
    isObject<SearchTimelineResult>(value) &&
    isNullishString(value.history_status) &&
    isNullishString(value.history_backend) &&
    isNullishString(value.history_message) &&
    isNullishString(value.history_source) &&
    isNullishString(value.repowire_session_id) &&
    isNullishString(value.binding_status) &&
    isNullishString(value.runtime_session_id) &&
    isString(value.peer_id) &&
    isString(value.peer_name) &&
    isString(value.query) &&
    isNullishString(value.session_id) &&
    isNullishBoolean(value.degraded) &&
    isNullishString(value.degradation_message) &&
    isArrayOf(value.results, isTimelineHit)
  );
}

/** Recognizes a {@link TimelineHit}. */
export function isTimelineHit(value: unknown): value is TimelineHit {
  return (
    isObject<TimelineHit>(value) &&
    isString(value.cursor) &&
    isString(value.target_id) &&
    isTimelineItem(value.item) &&
    isTimelineMatch(value.match)
  );
}

/** Recognizes a {@link TimelineItem}. */
export function isTimelineItem(value: unknown): value is TimelineItem {
  return (
    isObject<TimelineItem>(value) &&
    isString(value.id) &&
    isString(value.kind) &&
    isString(value.source) &&
    isString(value.timestamp) &&
    isString(value.session_id) &&
    isString(value.turn_id) &&
    isString(value.role) &&
    isString(value.text) &&
    isNullish(value.tool_calls, check22) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.peer) &&
    isNullish(value.event_ids, check8)
  );
}

/** Recognizes a {@link TimelineMatch}. */
export function isTimelineMatch(value: unknown): value is TimelineMatch {
  return (
    isObject<TimelineMatch>(value) &&
    isInteger(value.start) &&
    isInteger(value.end) &&
    isString(value.snippet)
  );
}

/** Recognizes a {@link TimelineParams}. */
export function isTimelineParams(value: unknown): value is TimelineParams {
  return isClosed<TimelineParams>(value, {
      name: check15,
      session_id: checkOptionalString,
      circle: checkOptionalString,
      limit: check66,
    });
}

/** Recognizes a {@link Timeline}. */
export function isTimeline(value: unknown): value is Timeline {
  return (
    isObject<Timeline>(value) &&
    isNullishString(value.history_status) &&
    isNullishString(value.history_backend) &&
    isNullishString(value.history_message) &&
    isNullishString(value.history_source) &&
    isNullishString(value.repowire_session_id) &&
    isNullishString(value.binding_status) &&
    isNullishString(value.runtime_session_id) &&
    isString(value.peer_id) &&
    isString(value.peer_name) &&
    isNullishString(value.session_id) &&
    isArrayOf(value.items, isTimelineItem)
  );
}

/** Recognizes a {@link TranscriptParams}. */
export function isTranscriptParams(value: unknown): value is TranscriptParams {
  return isClosed<TranscriptParams>(value, {
      name: check15,
      session_id: checkOptionalString,
      circle: checkOptionalString,
      limit: check66,
      before: checkOptionalString,
    });
}

/** Recognizes a {@link Transcript}. */
export function isTranscript(value: unknown): value is Transcript {
  return (
    isObject<Transcript>(value) &&
    isNullishString(value.history_status) &&
    isNullishString(value.history_backend) &&
    isNullishString(value.history_message) &&
    isNullishString(value.history_source) &&
    isNullishString(value.repowire_session_id) &&
    isNullishString(value.binding_status) &&
    isNullishString(value.runtime_session_id) &&
    isArrayOf(value.turns, isTranscriptTurn) &&
    isNullishString(value.next_before)
  );
}

/** Recognizes a {@link TranscriptTurn}. */
export function isTranscriptTurn(value: unknown): value is TranscriptTurn {
  return (
    isObject<TranscriptTurn>(value) &&
    isString(value.role) &&
    isString(value.text) &&
    isString(value.timestamp) &&
    isString(value.session_id) &&
    isString(value.turn_id) &&
    isNullish(value.tool_calls, check22)
  );
}

/** Recognizes a {@link ForkBackendParams}. */
export function isForkBackendParams(value: unknown): value is ForkBackendParams {
  return isClosed<ForkBackendParams>(value, {
      name: check15,
      circle: checkOptionalString,
      new_backend: isString,
    });
}

/** Recognizes a {@link ForkBackendResult}. */
export function isForkBackendResult(value: unknown): value is ForkBackendResult {
  return (
    isObject<ForkBackendResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.source_peer_id) &&
    isString(value.source_display_name) &&
    isString(value.source_backend) &&
    isString(value.new_backend) &&
    isString(value.display_name) &&
    isString(value.tmux_session) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.registration_state) &&
    isNullish(value.warnings, check8)
  );
}

/** Recognizes a {@link KillPeerParams}. */
export function isKillPeerParams(value: unknown): value is KillPeerParams {
  return isClosed<KillPeerParams>(value, {
      peer_identifier: check1,
      circle: isNullishString,
      from_peer: isNullishString,
    });
}

/** Recognizes a {@link KillPeerResult}. */
export function isKillPeerResult(value: unknown): value is KillPeerResult {
  return (
    isObject<KillPeerResult>(value) &&
    isBoolean(value.ok) &&
    isNullishBoolean(value.tmux_killed)
  );
}

/** Recognizes a {@link RehookPeerParams}. */
export function isRehookPeerParams(value: unknown): value is RehookPeerParams {
  return isClosed<RehookPeerParams>(value, {
      name: check15,
      circle: isNullishString,
      from_peer: isNullishString,
      apply: checkOptionalBoolean,
    });
}

/** Recognizes a {@link RehookPeerResult}. */
export function isRehookPeerResult(value: unknown): value is RehookPeerResult {
  return (
    isObject<RehookPeerResult>(value) &&
    isBoolean(value.ok) &&
    isNullishBoolean(value.acted) &&
    isString(value.peer_id) &&
    isString(value.display_name) &&
    isNullishString(value.pane_id) &&
    isNullishBoolean(value.ws_was_connected) &&
    isNullishBoolean(value.ping_ok) &&
    isNullishBoolean(value.pane_verified) &&
    isNullishBoolean(value.ws_hook_respawned) &&
    isString(value.reason)
  );
}

/** Recognizes a {@link RestartPeerParams}. */
export function isRestartPeerParams(value: unknown): value is RestartPeerParams {
  return isClosed<RestartPeerParams>(value, {
      name: check15,
      circle: isNullishString,
      from_peer: isNullishString,
      dry_run: checkOptionalBoolean,
      message: isNullishString,
    });
}

/** Recognizes a {@link RestartPeerResult}. */
export function isRestartPeerResult(value: unknown): value is RestartPeerResult {
  return (
    isObject<RestartPeerResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.status) &&
    isNullishBoolean(value.restarted) &&
    isString(value.peer_id) &&
    isString(value.display_name) &&
    isString(value.backend) &&
    isString(value.path) &&
    isString(value.circle) &&
    isNullishString(value.tmux_session) &&
    isNullishString(value.resume_mode) &&
    isNullishString(value.resume_warning) &&
    isNullishString(value.unsupported_reason) &&
    isNullishString(value.command)
  );
}

/** Recognizes a {@link SpawnConfig}. */
export function isSpawnConfig(value: unknown): value is SpawnConfig {
  return (
    isObject<SpawnConfig>(value) &&
    isBoolean(value.enabled) &&
    isNullishString(value.circle_boundary) &&
    isNullish(value.commands, check67) &&
    isNullish(value.profiles, check68) &&
    isNullish(value.allowed_commands, check8) &&
    isNullish(value.allowed_paths, check8)
  );
}

/** Recognizes a {@link SpawnParams}. */
export function isSpawnParams(value: unknown): value is SpawnParams {
  return (
    isClosed<SpawnParams>(value, {
      path: isString,
      backend: isNullishString,
      profile: isNullishString,
      command: isNullishString,
      circle: checkOptionalString,
      message: isNullishString,
      role: check33,
      source_pane: checkOptionalString,
    }) &&
    excludes(value, "backend", "command") &&
    hasSome(value, "backend", "command") &&
    needs(value, "profile", "backend")
  );
}

/** Recognizes a {@link SpawnProfile}. */
export function isSpawnProfile(value: unknown): value is SpawnProfile {
  return (
    isObject<SpawnProfile>(value) &&
    isNullish(value.args, check8) &&
    isNullishString(value.description)
  );
}

/** Recognizes a {@link SpawnResult}. */
export function isSpawnResult(value: unknown): value is SpawnResult {
  return (
    isObject<SpawnResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.display_name) &&
    isString(value.tmux_session) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.registration_state) &&
    isNullish(value.warnings, check8)
  );
}

/** Recognizes a {@link SwitchBackendParams}. */
export function isSwitchBackendParams(value: unknown): value is SwitchBackendParams {
  return isClosed<SwitchBackendParams>(value, {
      name: check15,
      circle: checkOptionalString,
      new_backend: isString,
    });
}

/** Recognizes a {@link SwitchBackendResult}. */
export function isSwitchBackendResult(value: unknown): value is SwitchBackendResult {
  return (
    isObject<SwitchBackendResult>(value) &&
    isBoolean(value.ok) &&
    isString(value.display_name) &&
    isString(value.tmux_session) &&
    isString(value.old_backend) &&
    isString(value.new_backend) &&
    isString(value.command)
  );
}

/** Recognizes a {@link TraceParams}. */
export function isTraceParams(value: unknown): value is TraceParams {
  return isClosed<TraceParams>(value, {
      trace_id: check15,
    });
}

/** Recognizes a {@link Trace}. */
export function isTrace(value: unknown): value is Trace {
  return (
    isObject<Trace>(value) &&
    isString(value.trace_id) &&
    isNullishString(value.kind) &&
    isArrayOf(value.stages, isTraceStage)
  );
}

/** Recognizes a {@link TraceStage}. */
export function isTraceStage(value: unknown): value is TraceStage {
  return (
    isObject<TraceStage>(value) &&
    isInteger(value.seq) &&
    isString(value.stage) &&
    isString(value.status) &&
    isNullishString(value.peer_id) &&
    isNullishString(value.from_peer_id) &&
    isString(value.ts) &&
    isNullishObject(value.detail)
  );
}

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
