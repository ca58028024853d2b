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
  ruled,
  tolerant,
} from "../checks.ts";
import {
  chatDeltaKinds,
  chatRoles,
  deliveryKinds,
  jobContinuities,
  jobStates,
  peerInitiators,
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
  AckParams,
  AcpBrokerHealth,
  AcpPermissionHealth,
  AnswerParams,
  AskBlockingParams,
  AskBlockingResult,
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
  BroadcastFailure,
  BroadcastParams,
  BroadcastResult,
  CancelJobParams,
  ChannelHealth,
  ClaimRoleParams,
  ClaimRoleResult,
  Contradiction,
  CreateJobParams,
  CreateJobResult,
  CreateScheduleParams,
  DaemonCapabilities,
  DeclineParams,
  DefaultAnswer,
  DeleteScheduleParams,
  DeleteScheduleResult,
  DoctorReport,
  DownloadAttachmentParams,
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
  JobStatusResult,
  KillPeerParams,
  KillPeerResult,
  KnownEventType,
  ListJobsParams,
  ListJobsResult,
  ListPeersParams,
  ListPeersResult,
  ListSchedulesParams,
  ListSchedulesResult,
  MarkPeerOfflineParams,
  MarkPeerOfflineResult,
  NoParams,
  NotifyParams,
  NotifyResult,
  NotifySessionParams,
  NotifySessionResult,
  OkResult,
  OrchestratorStatus,
  OrchestratorStatusParams,
  Peer,
  PendingAsk,
  PendingAsksParams,
  PendingAsksResult,
  PendingDeliveriesParams,
  PendingDeliveriesResult,
  PendingDelivery,
  Provenance,
  QueryParams,
  QueryResult,
  Question,
  QuestionOption,
  RawEvent,
  RegisterPeerParams,
  RegisterPeerResult,
  RehookPeerParams,
  RehookPeerResult,
  RelayHealth,
  RestartPeerParams,
  RestartPeerResult,
  ResumeSessionParams,
  ResumeSessionResult,
  RoleHolder,
  RunJobParams,
  Schedule,
  SearchTimelineParams,
  SearchTimelineResult,
  SetCircleParams,
  SetDescriptionParams,
  SetProvenanceParams,
  SpawnConfig,
  SpawnParams,
  SpawnProfile,
  SpawnResult,
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

const check3 = /* @__PURE__ */ ruled(isString, isFilled, 0);

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

export const isAskBlockingParams: Guard<AskBlockingParams> = /* @__PURE__ */ ruled<AskBlockingParams>(/* @__PURE__ */ closed({
  prompt: isString,
  options: check12,
  scope: check13,
  metadata: isNullishObject,
  timeout_seconds: isNullishNumber,
  correlation_id: isNullishString,
  origin: isNullishString,
  from_peer: isNullishString,
}), (value) => needsEntriesFor(value, "scope", "tool_permission", "options"), 1);

export const isAskBlockingResult: Guard<AskBlockingResult> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  outcome: isString,
  option_id: isNullishString,
  message: isNullishString,
});

const check16 = /* @__PURE__ */ listOf(isString);

const check17 = /* @__PURE__ */ nullish(check16);

export const isAskHistory: Guard<AskHistory> = /* @__PURE__ */ tolerant({
  peer_id: isString,
  repowire_session_id: isNullishString,
  threads: check17,
});

const check19 = /* @__PURE__ */ optional(isString);

export const isAskHistoryParams: Guard<AskHistoryParams> = /* @__PURE__ */ ruled<AskHistoryParams>(/* @__PURE__ */ closed({
  pane_id: check19,
  peer_id: check19,
  since: check19,
}), (value) => hasExactlyOne(value, "pane_id", "peer_id"), 2);

export const isAskManyChild: Guard<AskManyChild> = /* @__PURE__ */ tolerant({
  peer: isString,
  correlation_id: isNullishString,
  delivered: isNullishBoolean,
  error: isNullishString,
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

const check23 = /* @__PURE__ */ ruled(check16, hasEntries, 4);

const check24 = /* @__PURE__ */ ruled(isString, isFilled, 3);

const check25 = /* @__PURE__ */ ruled(check23, (value) => hasAtMost(value, 50), 5);

const check26 = /* @__PURE__ */ optional(isBoolean);

const check27 = /* @__PURE__ */ optional(isInteger);

export const isAskManyParams: Guard<AskManyParams> = /* @__PURE__ */ closed({
  from_peer: check24,
  to_peers: check25,
  text: isString,
  circle: isNullishString,
  bypass_circle: check26,
  timeout_seconds: check27,
});

const check29 = /* @__PURE__ */ listOf(isAskManyChild);

const check30 = /* @__PURE__ */ nullish(check29);

export const isAskManyResult: Guard<AskManyResult> = /* @__PURE__ */ tolerant({
  parent_id: isString,
  children: check30,
});

export const isAskManyRollup: Guard<AskManyRollup> = /* @__PURE__ */ tolerant({
  total: isNullishInteger,
  acked: isNullishInteger,
  replied: isNullishInteger,
  pending: isNullishInteger,
  failed: isNullishInteger,
});

const check33 = /* @__PURE__ */ listOf(isAskManyChildProgress);

const check34 = /* @__PURE__ */ nullish(isAskManyRollup);

const check35 = /* @__PURE__ */ nullish(check33);

export const isAskManyStatus: Guard<AskManyStatus> = /* @__PURE__ */ tolerant({
  parent_id: isString,
  from_peer: isNullishString,
  text: isNullishString,
  created_at: isNullishString,
  deadline: isNullishString,
  state: isString,
  timed_out: isNullishBoolean,
  rollup: check34,
  children: check35,
});

export const isQuestionOption: Guard<QuestionOption> = /* @__PURE__ */ closed({
  id: isString,
  title: isString,
  description: isNullishString,
});

const check38 = /* @__PURE__ */ listOf(isQuestionOption);

export const isDefaultAnswer: Guard<DefaultAnswer> = /* @__PURE__ */ closed({
  option_id: isNullishString,
  text: isNullishString,
  outcome: check7,
  message: isNullishString,
});

const check40 = /* @__PURE__ */ oneOf(questionKinds);

const check41 = /* @__PURE__ */ optional(check38);

const check42 = /* @__PURE__ */ nullish(isDefaultAnswer);

const check43 = /* @__PURE__ */ optional(isObject);

export const isQuestion: Guard<Question> = /* @__PURE__ */ closed({
  kind: check40,
  prompt: isNullishString,
  options: check41,
  blocking: check26,
  timeout_seconds: isNullishNumber,
  default_answer: check42,
  scope: check13,
  metadata: check43,
});

const check45 = /* @__PURE__ */ oneOf(replyDeliveries);

const check46 = /* @__PURE__ */ nullish(isQuestion);

const check47 = /* @__PURE__ */ optional(check45);

export const isAskParams: Guard<AskParams> = /* @__PURE__ */ closed({
  from_peer: check24,
  to_peer: check24,
  text: isString,
  attachments: check4,
  reply_to: isNullishString,
  bypass_circle: check26,
  circle: isNullishString,
  question: check46,
  reply_delivery: check47,
});

export const isAskResult: Guard<AskResult> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  error: isNullishString,
});

const check50 = /* @__PURE__ */ ruled(isString, isFilled, 6);

export const isDeclineParams: Guard<DeclineParams> = /* @__PURE__ */ closed({
  correlation_id: check3,
  reason: check50,
  from_peer: isNullishString,
});

const check52 = /* @__PURE__ */ ruled(isString, isSegment, 7);

export const isGetAskManyParams: Guard<GetAskManyParams> = /* @__PURE__ */ closed({
  parent_id: check52,
});

export const isPendingAsk: Guard<PendingAsk> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  from_peer: isString,
  to_peer: isString,
  text: isString,
  created_at: isString,
  direction: isString,
});

const check55 = /* @__PURE__ */ oneOf(pendingAskDirections);

const check56 = /* @__PURE__ */ optional(check55);

export const isPendingAsksParams: Guard<PendingAsksParams> = /* @__PURE__ */ ruled<PendingAsksParams>(/* @__PURE__ */ closed({
  pane_id: check19,
  peer_id: check19,
  direction: check56,
}), (value) => hasExactlyOne(value, "pane_id", "peer_id"), 2);

const check58 = /* @__PURE__ */ listOf(isPendingAsk);

export const isPendingAsksResult: Guard<PendingAsksResult> = /* @__PURE__ */ tolerant({
  asks: check58,
});

const check60 = /* @__PURE__ */ ruled(isNumber, isPositive, 9);

const check61 = /* @__PURE__ */ ruled(isString, isSegment, 8);

const check62 = /* @__PURE__ */ nullish(check60);

export const isWaitOnAskParams: Guard<WaitOnAskParams> = /* @__PURE__ */ closed({
  correlation_id: check61,
  peer_id: check24,
  timeout_seconds: check62,
});

const check64 = /* @__PURE__ */ listOf(isObject);

const check65 = /* @__PURE__ */ nullish(check64);

export const isWaitOnAskResult: Guard<WaitOnAskResult> = /* @__PURE__ */ tolerant({
  correlation_id: isString,
  status: isString,
  reply: isNullishString,
  outcome: isNullishString,
  option_id: isNullishString,
  message: isNullishString,
  close_reason: isNullishString,
  responder: isNullishString,
  attachments: check65,
});

const check67 = /* @__PURE__ */ ruled(isString, isSegment, 10);

export const isDownloadAttachmentParams: Guard<DownloadAttachmentParams> = /* @__PURE__ */ closed({
  attachment_id: check67,
});

export const isUploadAttachmentParams: Guard<UploadAttachmentParams> = /* @__PURE__ */ ruled<UploadAttachmentParams>(/* @__PURE__ */ closed({
  file: isBlob,
  filename: check19,
}), hasFilename, 11);

export const isUploadedAttachment: Guard<UploadedAttachment> = /* @__PURE__ */ tolerant({
  id: isString,
  path: isString,
  filename: isNullishString,
  size: isInteger,
  content_type: isNullishString,
});

const check71 = /* @__PURE__ */ oneOf(["assistant"]);

const check72 = /* @__PURE__ */ oneOf(chatDeltaKinds);

export const isToolCall: Guard<ToolCall> = /* @__PURE__ */ closed({
  name: isString,
  input: check19,
});

const check74 = /* @__PURE__ */ optional(check71);

const check75 = /* @__PURE__ */ ruled(isInteger, (value) => value >= 0, 12);

const check76 = /* @__PURE__ */ optional(check72);

const check77 = /* @__PURE__ */ nullish(isToolCall);

export const isIngestChatTurnDeltaParams: Guard<IngestChatTurnDeltaParams> = /* @__PURE__ */ closed({
  peer: isString,
  role: check74,
  session_id: isNullishString,
  turn_id: isString,
  chunk_index: check75,
  kind: check76,
  text: check19,
  tool_call: check77,
  is_final: check26,
  peer_id: isNullishString,
  pane_id: isNullishString,
});

const check79 = /* @__PURE__ */ listOf(isToolCall);

const check80 = /* @__PURE__ */ oneOf(chatRoles);

const check81 = /* @__PURE__ */ nullish(check79);

export const isIngestChatTurnParams: Guard<IngestChatTurnParams> = /* @__PURE__ */ closed({
  peer: isString,
  role: check80,
  text: isString,
  session_id: isNullishString,
  tool_calls: check81,
  turn_id: isNullishString,
  peer_id: isNullishString,
  pane_id: isNullishString,
});

export const isEventsParams: Guard<EventsParams> = /* @__PURE__ */ closed({
  since: check19,
});

export const isRawEvent: Guard<RawEvent> = (value): value is RawEvent =>
  isObject<RawEvent>(value) &&
  isString(value.id) &&
  isString(value.timestamp) &&
  isString(value.type);

export const isEventsResult: Guard<EventsResult> = /* @__PURE__ */ listOf(isRawEvent);

export const isAcpPermissionHealth: Guard<AcpPermissionHealth> = /* @__PURE__ */ tolerant({
  pending: isNullishInteger,
  timeout_seconds: isNullishNumber,
  last_error: isNullishString,
  last_error_at: isNullishString,
});

const check87 = /* @__PURE__ */ nullish(isAcpPermissionHealth);

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
  permissions: check87,
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

const check92 = /* @__PURE__ */ nullish(isChannelHealth);

const check93 = /* @__PURE__ */ nullish(isAcpBrokerHealth);

const check94 = /* @__PURE__ */ nullish(isDaemonCapabilities);

const check95 = /* @__PURE__ */ nullish(isRelayHealth);

export const isHealth: Guard<Health> = /* @__PURE__ */ tolerant({
  status: isString,
  version: isNullishString,
  relay_mode: isNullishBoolean,
  channel: check92,
  acp_broker: check93,
  capabilities: check94,
  peers: isNullishInteger,
  schema_version: isNullishInteger,
  relay: check95,
});

const check97 = /* @__PURE__ */ ruled(isString, isSegment, 15);

export const isCancelJobParams: Guard<CancelJobParams> = /* @__PURE__ */ closed({
  work_id: check97,
  requested_by_peer_id: isNullishString,
  reason: check19,
});

const check99 = /* @__PURE__ */ oneOf(processScopes);

const check100 = /* @__PURE__ */ oneOf(jobContinuities);

const check101 = /* @__PURE__ */ nullish(check99);

const check102 = /* @__PURE__ */ nullish(check100);

export const isCreateJobParams: Guard<CreateJobParams> = /* @__PURE__ */ ruled<CreateJobParams>(/* @__PURE__ */ closed({
  title: check19,
  kind: check19,
  created_by_peer_id: isNullishString,
  owner_peer_id: isNullishString,
  assigned_peer_id: isNullishString,
  repowire_session_id: isNullishString,
  correlation_id: isNullishString,
  circle: isNullishString,
  source_kind: isNullishString,
  source_id: isNullishString,
  scope: isNullishString,
  visibility: check19,
  request: check43,
  deadline_at: isNullishString,
  expires_at: isNullishString,
  provenance: check43,
  prompt: isNullishString,
  prompt_file: isNullishString,
  path: isNullishString,
  backend: isNullishString,
  profile: isNullishString,
  due_at: isNullishString,
  cron: isNullishString,
  result_surface: isNullishString,
  process_scope: check101,
  continuity: check102,
}), (value) => hasNotBoth(value, "due_at", "cron"), 16);

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
  check65(value.progress_events) &&
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

const check105 = /* @__PURE__ */ nullish(isJob);

export const isCreateJobResult: Guard<CreateJobResult> = /* @__PURE__ */ tolerant({
  job_id: isNullishString,
  work_id: isNullishString,
  status: check105,
  calendar_id: isNullishString,
  recurring_id: isNullishString,
  calendar: check105,
});

const check107 = /* @__PURE__ */ oneOf(deliveryKinds);

const check108 = /* @__PURE__ */ optional(check107);

export const isCreateScheduleParams: Guard<CreateScheduleParams> = /* @__PURE__ */ ruled<CreateScheduleParams>(/* @__PURE__ */ closed({
  from_peer: check24,
  to_peer: check24,
  text: isString,
  fire_at: isNullishString,
  cron: isNullishString,
  kind: check108,
  circle: isNullishString,
}), (value) => hasExactlyOne(value, "fire_at", "cron"), 17);

const check110 = /* @__PURE__ */ ruled(isString, isSegment, 18);

export const isDeleteScheduleParams: Guard<DeleteScheduleParams> = /* @__PURE__ */ closed({
  schedule_id: check110,
});

export const isDeleteScheduleResult: Guard<DeleteScheduleResult> = /* @__PURE__ */ tolerant({
  ok: isNullishBoolean,
  status: isNullishString,
});

export const isJobIdParams: Guard<JobIdParams> = /* @__PURE__ */ closed({
  work_id: check97,
});

const check114 = /* @__PURE__ */ listOf(isUnknown);

const check115 = /* @__PURE__ */ nullish(check114);

export const isJobOutcome: Guard<JobOutcome> = /* @__PURE__ */ tolerant({
  job_id: isNullishString,
  work_id: isNullishString,
  state: isNullishString,
  summary: isNullishString,
  artifacts: check115,
  completed_at: isNullishString,
  provenance: isNullishObject,
  result_state: isNullishString,
  status: check105,
  calendar: check105,
});

export const isJobOutcomeResult: Guard<JobOutcomeResult> = /* @__PURE__ */ tolerant({
  result: isJobOutcome,
});

export const isJobStatusResult: Guard<JobStatusResult> = /* @__PURE__ */ tolerant({
  status: isJob,
});

const check119 = /* @__PURE__ */ oneOf(jobStates);

const check120 = /* @__PURE__ */ oneOf(["full","summary"]);

const check121 = /* @__PURE__ */ optional(check119);

const check122 = /* @__PURE__ */ optional(check120);

export const isListJobsParams: Guard<ListJobsParams> = /* @__PURE__ */ closed({
  state: check121,
  owner_peer_id: check19,
  created_by_peer_id: check19,
  repowire_session_id: check19,
  circle: check19,
  view: check122,
});

const check124 = /* @__PURE__ */ listOf(isJob);

const check125 = /* @__PURE__ */ nullish(check124);

export const isListJobsResult: Guard<ListJobsResult> = /* @__PURE__ */ tolerant({
  work: check124,
  recurring: check125,
});

export const isListSchedulesParams: Guard<ListSchedulesParams> = /* @__PURE__ */ closed({
  from_peer: check19,
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

const check129 = /* @__PURE__ */ listOf(isSchedule);

export const isListSchedulesResult: Guard<ListSchedulesResult> = /* @__PURE__ */ tolerant({
  schedules: check129,
});

export const isRunJobParams: Guard<RunJobParams> = /* @__PURE__ */ closed({
  work_id: check97,
  requested_by_peer_id: isNullishString,
});

export const isUpdateJobParams: Guard<UpdateJobParams> = /* @__PURE__ */ closed({
  work_id: check97,
  state: check119,
  attempt_id: isNullishString,
  state_reason: isNullishString,
  phase: isNullishString,
  progress: isNullishObject,
  progress_note: isNullishString,
  result_summary: isNullishString,
  result_data: isNullishObject,
  error: isNullishObject,
  artifacts: check115,
  provenance: isNullishObject,
});

export const isBroadcastFailure: Guard<BroadcastFailure> = /* @__PURE__ */ tolerant({
  peer: isNullishString,
  error: isNullishString,
});

const check134 = /* @__PURE__ */ optional(check16);

export const isBroadcastParams: Guard<BroadcastParams> = /* @__PURE__ */ closed({
  from_peer: check24,
  text: isString,
  exclude: check134,
  bypass_circle: check26,
});

const check136 = /* @__PURE__ */ listOf(isBroadcastFailure);

const check137 = /* @__PURE__ */ nullish(check136);

export const isBroadcastResult: Guard<BroadcastResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  sent_to: check16,
  failed: check137,
});

export const isNotifyParams: Guard<NotifyParams> = /* @__PURE__ */ closed({
  from_peer: check24,
  to_peer: check24,
  text: isString,
  attachments: check4,
  bypass_circle: check26,
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

export const isPendingDeliveriesParams: Guard<PendingDeliveriesParams> = /* @__PURE__ */ ruled<PendingDeliveriesParams>(/* @__PURE__ */ closed({
  pane_id: check19,
  peer_id: check19,
  max_results: check27,
}), (value) => hasExactlyOne(value, "pane_id", "peer_id"), 2);

export const isPendingDelivery: Guard<PendingDelivery> = /* @__PURE__ */ tolerant({
  delivery_id: isString,
  kind: isString,
  from_peer: isString,
  to_peer: isString,
  text: isString,
  created_at: isString,
  expires_at: isString,
  correlation_id: isNullishString,
  attachments: check65,
});

const check143 = /* @__PURE__ */ listOf(isPendingDelivery);

export const isPendingDeliveriesResult: Guard<PendingDeliveriesResult> = /* @__PURE__ */ tolerant({
  deliveries: check143,
  dropped_not_addressable: isNullishInteger,
  reason: isNullishString,
});

const check145 = /* @__PURE__ */ optional(isNumber);

export const isQueryParams: Guard<QueryParams> = /* @__PURE__ */ closed({
  from_peer: isNullishString,
  to_peer: check24,
  text: isString,
  timeout: check145,
  bypass_circle: check26,
  circle: isNullishString,
});

export const isQueryResult: Guard<QueryResult> = /* @__PURE__ */ tolerant({
  text: isNullishString,
  error: isNullishString,
  status: isNullishString,
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

const check149 = /* @__PURE__ */ listOf(isTraceStage);

export const isTrace: Guard<Trace> = /* @__PURE__ */ tolerant({
  trace_id: isString,
  kind: isNullishString,
  stages: check149,
});

const check151 = /* @__PURE__ */ ruled(isString, isSegment, 19);

export const isTraceParams: Guard<TraceParams> = /* @__PURE__ */ closed({
  trace_id: check151,
});

const check153 = /* @__PURE__ */ oneOf(peerRoles);

const check154 = /* @__PURE__ */ ruled(isString, (value) => value.length >= 1, 20);

export const isClaimRoleParams: Guard<ClaimRoleParams> = /* @__PURE__ */ closed({
  role: check153,
  peer_name: check154,
  circle: isNullishString,
  force: check26,
});

export const isClaimRoleResult: Guard<ClaimRoleResult> = /* @__PURE__ */ tolerant({
  ok: isNullishBoolean,
  peer_id: isString,
  peer_name: isString,
  role: isString,
  circle: isString,
  already_held: isNullishBoolean,
  previous_holders: check115,
});

export const isContradiction: Guard<Contradiction> = /* @__PURE__ */ tolerant({
  code: isString,
  severity: isString,
  detail: isString,
});

const check158 = /* @__PURE__ */ listOf(isContradiction);

const check159 = /* @__PURE__ */ nullish(check158);

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
  contradictions: check159,
});

const check161 = /* @__PURE__ */ ruled(isString, isSegment, 21);

export const isGetPeerByPaneParams: Guard<GetPeerByPaneParams> = /* @__PURE__ */ closed({
  pane_id: check161,
});

const check163 = /* @__PURE__ */ ruled(isString, isSegment, 22);

export const isGetPeerParams: Guard<GetPeerParams> = /* @__PURE__ */ closed({
  identifier: check163,
  circle: check19,
});

const check165 = /* @__PURE__ */ oneOf(peerSources);

const check166 = /* @__PURE__ */ optional(check165);

export const isListPeersParams: Guard<ListPeersParams> = /* @__PURE__ */ closed({
  status: check19,
  path: check19,
  backend: check19,
  circle: check19,
  source: check166,
  addressable: check26,
  listed: check26,
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

const check169 = /* @__PURE__ */ listOf(isPeer);

export const isListPeersResult: Guard<ListPeersResult> = /* @__PURE__ */ tolerant({
  peers: check169,
});

export const isMarkPeerOfflineParams: Guard<MarkPeerOfflineParams> = /* @__PURE__ */ closed({
  name: check163,
  reason: check19,
  source: check19,
  detail: isNullishString,
  terminal: check26,
});

export const isMarkPeerOfflineResult: Guard<MarkPeerOfflineResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  cancelled_queries: isNullishInteger,
});

export const isOrchestratorStatus: Guard<OrchestratorStatus> = /* @__PURE__ */ tolerant({
  circle: isString,
  present: isBoolean,
  peer_id: isNullishString,
  peer_name: isNullishString,
  last_seen: isNullishString,
  stale_after_seconds: isInteger,
});

const check174 = /* @__PURE__ */ ruled(isString, isSegment, 23);

export const isOrchestratorStatusParams: Guard<OrchestratorStatusParams> = /* @__PURE__ */ closed({
  name: check174,
});

const check176 = /* @__PURE__ */ oneOf(peerInitiators);

const check177 = /* @__PURE__ */ optional(check176);

export const isProvenance: Guard<Provenance> = /* @__PURE__ */ closed({
  source: check165,
  initiator: check177,
  parent_runtime_id: check19,
  ephemeral: check26,
  addressable: check26,
  addressable_reason: check19,
});

const check179 = /* @__PURE__ */ ruled(isString, isShortName, 13);

const check180 = /* @__PURE__ */ oneOf(turnStates);

const check181 = /* @__PURE__ */ ruled(check154, (value) => /^[a-zA-Z0-9._-]+$/.test(value), 24);

const check182 = /* @__PURE__ */ nullish(check179);

const check183 = /* @__PURE__ */ optional(check153);

const check184 = /* @__PURE__ */ nullish(check180);

const check185 = /* @__PURE__ */ optional(isProvenance);

export const isRegisterPeerParams: Guard<RegisterPeerParams> = /* @__PURE__ */ closed({
  peer_id: isNullishString,
  name: check181,
  path: isNullishString,
  machine: isNullishString,
  tmux_session: isNullishString,
  pane_id: isNullishString,
  backend: check19,
  model: isNullishString,
  circle: check182,
  circle_source: isNullishString,
  role: check183,
  turn_state: check184,
  agent_pid: isNullishInteger,
  parent_pid: isNullishInteger,
  metadata: check43,
  provenance: check185,
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
  peer_name: check154,
  circle: check154,
});

export const isSetDescriptionParams: Guard<SetDescriptionParams> = /* @__PURE__ */ closed({
  name: check163,
  circle: check19,
  description: isString,
});

export const isSetProvenanceParams: Guard<SetProvenanceParams> = /* @__PURE__ */ closed({
  source: check165,
  initiator: check177,
  parent_runtime_id: check19,
  ephemeral: check26,
  addressable: check26,
  addressable_reason: check19,
  name: check163,
  circle: check19,
});

export const isTouchPeerParams: Guard<TouchPeerParams> = /* @__PURE__ */ closed({
  name: check163,
  circle: check19,
});

export const isUnregisterPeerParams: Guard<UnregisterPeerParams> = isTouchPeerParams as Check as Guard<UnregisterPeerParams>;

const check193 = /* @__PURE__ */ oneOf(peerStatuses);

const check194 = /* @__PURE__ */ nullish(check193);

const check195 = /* @__PURE__ */ ruled<UpdateSessionParams>(/* @__PURE__ */ closed({
  peer_name: isNullishString,
  pane_id: isNullishString,
  status: check194,
  turn_state: check184,
  model: isNullishString,
  metadata: isNullishObject,
}), (value) => hasEither(value, "peer_name", "pane_id"), 25);

export const isUpdateSessionParams: Guard<UpdateSessionParams> = /* @__PURE__ */ ruled(check195, (value) => hasSome(value, "status", "turn_state", "model"), 26);

const check197 = /* @__PURE__ */ ruled<object>(isObject, hasEntries, 27);

export const isValidateIdentityParams: Guard<ValidateIdentityParams> = /* @__PURE__ */ closed({
  birth_certificate: check197,
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

const check202 = /* @__PURE__ */ ruled(isString, isSegment, 28);

export const isNotifySessionParams: Guard<NotifySessionParams> = /* @__PURE__ */ closed({
  repowire_session_id: check202,
  from_peer: check19,
  text: isString,
  attachments: check4,
  bypass_circle: check26,
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
  repowire_session_id: check202,
  from_peer: check19,
  dry_run: check26,
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

const check207 = /* @__PURE__ */ ruled(isInteger, (value) => value >= 1, 14);

const check208 = /* @__PURE__ */ ruled(check207, (value) => value <= 100, 30);

const check209 = /* @__PURE__ */ ruled(check154, (value) => value.length <= 200, 29);

const check210 = /* @__PURE__ */ optional(check208);

export const isSearchTimelineParams: Guard<SearchTimelineParams> = /* @__PURE__ */ closed({
  name: check163,
  session_id: check19,
  circle: check19,
  q: check209,
  limit: check210,
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
  check65(value.tool_calls) &&
  isNullishString(value.peer_id) &&
  isNullishString(value.peer) &&
  check17(value.event_ids);

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

const check215 = /* @__PURE__ */ listOf(isTimelineHit);

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
  results: check215,
});

const check217 = /* @__PURE__ */ listOf(isTimelineItem);

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
  items: check217,
});

const check219 = /* @__PURE__ */ ruled(check207, (value) => value <= 500, 31);

const check220 = /* @__PURE__ */ optional(check219);

export const isTimelineParams: Guard<TimelineParams> = /* @__PURE__ */ closed({
  name: check163,
  session_id: check19,
  circle: check19,
  limit: check220,
});

export const isTranscriptTurn: Guard<TranscriptTurn> = /* @__PURE__ */ tolerant({
  role: isString,
  text: isString,
  timestamp: isString,
  session_id: isString,
  turn_id: isString,
  tool_calls: check65,
});

const check223 = /* @__PURE__ */ listOf(isTranscriptTurn);

export const isTranscript: Guard<Transcript> = /* @__PURE__ */ tolerant({
  history_status: isNullishString,
  history_backend: isNullishString,
  history_message: isNullishString,
  history_source: isNullishString,
  repowire_session_id: isNullishString,
  binding_status: isNullishString,
  runtime_session_id: isNullishString,
  turns: check223,
  next_before: isNullishString,
});

export const isTranscriptParams: Guard<TranscriptParams> = /* @__PURE__ */ closed({
  name: check163,
  session_id: check19,
  circle: check19,
  limit: check220,
  before: check19,
});

export const isForkBackendParams: Guard<ForkBackendParams> = /* @__PURE__ */ closed({
  name: check163,
  circle: check19,
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
  warnings: check17,
});

export const isKillPeerParams: Guard<KillPeerParams> = /* @__PURE__ */ closed({
  peer_identifier: check24,
  circle: isNullishString,
  from_peer: isNullishString,
});

export const isKillPeerResult: Guard<KillPeerResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  tmux_killed: isNullishBoolean,
});

export const isRehookPeerParams: Guard<RehookPeerParams> = /* @__PURE__ */ closed({
  name: check163,
  circle: isNullishString,
  from_peer: isNullishString,
  apply: check26,
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
  name: check163,
  circle: isNullishString,
  from_peer: isNullishString,
  dry_run: check26,
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

const check234 = /* @__PURE__ */ mapOf(isString);

const check235 = /* @__PURE__ */ mapOf(isObject);

const check236 = /* @__PURE__ */ nullish(check234);

const check237 = /* @__PURE__ */ nullish(check235);

export const isSpawnConfig: Guard<SpawnConfig> = /* @__PURE__ */ tolerant({
  enabled: isBoolean,
  circle_boundary: isNullishString,
  commands: check236,
  profiles: check237,
  allowed_commands: check17,
  allowed_paths: check17,
});

const check239 = /* @__PURE__ */ ruled<SpawnParams>(/* @__PURE__ */ closed({
  path: isString,
  backend: isNullishString,
  profile: isNullishString,
  command: isNullishString,
  circle: check19,
  message: isNullishString,
  role: check183,
  source_pane: check19,
}), (value) => excludes(value, "backend", "command"), 32);

const check240 = /* @__PURE__ */ ruled(check239, (value) => hasSome(value, "backend", "command"), 33);

export const isSpawnParams: Guard<SpawnParams> = /* @__PURE__ */ ruled(check240, (value) => needs(value, "profile", "backend"), 34);

export const isSpawnProfile: Guard<SpawnProfile> = /* @__PURE__ */ tolerant({
  args: check17,
  description: isNullishString,
});

export const isSpawnResult: Guard<SpawnResult> = /* @__PURE__ */ tolerant({
  ok: isBoolean,
  display_name: isString,
  tmux_session: isString,
  peer_id: isNullishString,
  registration_state: isNullishString,
  warnings: check17,
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

/** Every type of event that this release knows. */
export const knownEventTypes: readonly KnownEventType[] = [
  "ask",
  "notification",
  "ack",
  "broadcast",
  "query",
  "response",
  "chat_turn",
  "chat_turn_delta",
  "role_claimed",
  "peer_contradiction",
  "peer_online",
  "peer_status",
  "peer_updated",
  "peer_not_addressable",
  "pane_claim_rejected",
  "delivery_trace",
  "peer_reaped",
  "peer_offline",
  "job_state_changed",
  "pending_reply_lost",
  "acp_permission_request",
  "acp_permission_decision"
];

/** Returns whether this release knows a type of event. */
export const isKnownEventType: Guard<KnownEventType> = /* @__PURE__ */ oneOf(knownEventTypes);
