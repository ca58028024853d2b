// Generated from the schemas in ../models: pnpm run generate

import type { Endpoint } from "../endpoint.ts";
import {
  isUnknown,
} from "../guard.ts";
import { daemonVersions } from "../versions.ts";
import {
  isAckParams,
  isAnswerParams,
  isAskBlockingParams,
  isAskBlockingResult,
  isAskHistory,
  isAskHistoryParams,
  isAskManyParams,
  isAskManyResult,
  isAskManyStatus,
  isAskParams,
  isAskResult,
  isBroadcastParams,
  isBroadcastResult,
  isCancelJobParams,
  isClaimRoleParams,
  isClaimRoleResult,
  isCreateJobParams,
  isCreateJobResult,
  isCreateScheduleParams,
  isDeclineParams,
  isDeleteScheduleParams,
  isDeleteScheduleResult,
  isDoctorReport,
  isDownloadAttachmentParams,
  isEventsParams,
  isEventsResult,
  isForkBackendParams,
  isForkBackendResult,
  isGetAskManyParams,
  isGetPeerByPaneParams,
  isGetPeerParams,
  isHealth,
  isIngestChatTurnDeltaParams,
  isIngestChatTurnParams,
  isJobIdParams,
  isJobOutcomeResult,
  isJobStatusResult,
  isKillPeerParams,
  isKillPeerResult,
  isListJobsParams,
  isListJobsResult,
  isListPeersParams,
  isListPeersResult,
  isListSchedulesParams,
  isListSchedulesResult,
  isMarkPeerOfflineParams,
  isMarkPeerOfflineResult,
  isNoParams,
  isNotifyParams,
  isNotifyResult,
  isNotifySessionParams,
  isNotifySessionResult,
  isOkResult,
  isOrchestratorStatus,
  isOrchestratorStatusParams,
  isPeer,
  isPendingAsksParams,
  isPendingAsksResult,
  isPendingDeliveriesParams,
  isPendingDeliveriesResult,
  isQueryParams,
  isQueryResult,
  isRawEvent,
  isRegisterPeerParams,
  isRegisterPeerResult,
  isRehookPeerParams,
  isRehookPeerResult,
  isRestartPeerParams,
  isRestartPeerResult,
  isResumeSessionParams,
  isResumeSessionResult,
  isRunJobParams,
  isSchedule,
  isSearchTimelineParams,
  isSearchTimelineResult,
  isSetCircleParams,
  isSetDescriptionParams,
  isSetProvenanceParams,
  isSpawnConfig,
  isSpawnParams,
  isSpawnResult,
  isSwitchBackendParams,
  isSwitchBackendResult,
  isTimeline,
  isTimelineParams,
  isTouchPeerParams,
  isTrace,
  isTraceParams,
  isTranscript,
  isTranscriptParams,
  isUnregisterPeerParams,
  isUpdateJobParams,
  isUpdateSessionParams,
  isUploadAttachmentParams,
  isUploadedAttachment,
  isValidateIdentityParams,
  isValidateIdentityResult,
  isWaitOnAskParams,
  isWaitOnAskResult,
} from "./guards.ts";
import type {
  AckParams,
  AnswerParams,
  AskBlockingParams,
  AskBlockingResult,
  AskHistory,
  AskHistoryParams,
  AskManyParams,
  AskManyResult,
  AskManyStatus,
  AskParams,
  AskResult,
  BroadcastParams,
  BroadcastResult,
  CancelJobParams,
  ClaimRoleParams,
  ClaimRoleResult,
  CreateJobParams,
  CreateJobResult,
  CreateScheduleParams,
  DeclineParams,
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
  JobIdParams,
  JobOutcomeResult,
  JobStatusResult,
  KillPeerParams,
  KillPeerResult,
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
  PendingAsksParams,
  PendingAsksResult,
  PendingDeliveriesParams,
  PendingDeliveriesResult,
  QueryParams,
  QueryResult,
  RawEvent,
  RegisterPeerParams,
  RegisterPeerResult,
  RehookPeerParams,
  RehookPeerResult,
  RestartPeerParams,
  RestartPeerResult,
  ResumeSessionParams,
  ResumeSessionResult,
  RunJobParams,
  Schedule,
  SearchTimelineParams,
  SearchTimelineResult,
  SetCircleParams,
  SetDescriptionParams,
  SetProvenanceParams,
  SpawnConfig,
  SpawnParams,
  SpawnResult,
  SwitchBackendParams,
  SwitchBackendResult,
  Timeline,
  TimelineParams,
  TouchPeerParams,
  Trace,
  TraceParams,
  Transcript,
  TranscriptParams,
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

/** Returns the state of the daemon. Needs no token. */
export const health: Endpoint<NoParams, Health> = {
  name: "health",
  params: isNoParams,
  result: isHealth,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/health",
  open: true,
};

/** Lists the peers that the daemon knows, in the order of their registration. */
export const listPeers: Endpoint<ListPeersParams, ListPeersResult> = {
  name: "listPeers",
  params: isListPeersParams,
  result: isListPeersResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers",
};

/** Returns one peer. */
export const getPeer: Endpoint<GetPeerParams, Peer> = {
  name: "getPeer",
  params: isGetPeerParams,
  result: isPeer,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers/{identifier}",
};

/** Returns the peer of a tmux pane. */
export const getPeerByPane: Endpoint<GetPeerByPaneParams, Peer> = {
  name: "getPeerByPane",
  params: isGetPeerByPaneParams,
  result: isPeer,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers/by-pane/{pane_id}",
};

/** Registers a peer, or registers an earlier identity again. */
export const registerPeer: Endpoint<RegisterPeerParams, RegisterPeerResult> = {
  name: "registerPeer",
  params: isRegisterPeerParams,
  result: isRegisterPeerResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/peers",
  aliases: [{"method":"POST","path":"/peer/register"}],
};

/** Removes a peer and its identity. Asks it took part in stay open. */
export const unregisterPeer: Endpoint<UnregisterPeerParams, OkResult> = {
  name: "unregisterPeer",
  params: isUnregisterPeerParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "DELETE",
  path: "/peers/{name}",
  aliases: [{"method":"POST","path":"/peer/unregister"}],
};

/** Proves an identity with the certificate of its registration. */
export const validateIdentity: Endpoint<ValidateIdentityParams, ValidateIdentityResult> = {
  name: "validateIdentity",
  params: isValidateIdentityParams,
  result: isValidateIdentityResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/peers/identity/validate",
};

/** Checks why messages reach a peer or not. */
export const doctorPeer: Endpoint<GetPeerParams, DoctorReport> = {
  name: "doctorPeer",
  params: isGetPeerParams,
  result: isDoctorReport,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers/{identifier}/doctor",
};

/** Sets a peer offline. With `terminal`, its id is retired. */
export const markPeerOffline: Endpoint<MarkPeerOfflineParams, MarkPeerOfflineResult> = {
  name: "markPeerOffline",
  params: isMarkPeerOfflineParams,
  result: isMarkPeerOfflineResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/peers/{name}/offline",
};

/** Sets what a peer is working on, for 15 minutes. */
export const setDescription: Endpoint<SetDescriptionParams, OkResult> = {
  name: "setDescription",
  params: isSetDescriptionParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/peers/{name}/description",
  query: ["circle"],
};

/** Reports that a peer was seen. */
export const touchPeer: Endpoint<TouchPeerParams, OkResult> = {
  name: "touchPeer",
  params: isTouchPeerParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/peers/{name}/touch",
  query: ["circle"],
  body: "none",
};

/** Moves a peer to another circle. Its id stays the same. */
export const setCircle: Endpoint<SetCircleParams, OkResult> = {
  name: "setCircle",
  params: isSetCircleParams,
  result: isOkResult,
  daemons: ["0.14.17","0.17.0"],
  actsTwice: false,
  method: "POST",
  path: "/peers/circle",
};

/** Sets where a peer came from and whether it can be addressed. */
export const setProvenance: Endpoint<SetProvenanceParams, OkResult> = {
  name: "setProvenance",
  params: isSetProvenanceParams,
  result: isOkResult,
  daemons: ["go"],
  actsTwice: false,
  method: "POST",
  path: "/peers/{name}/provenance",
  query: ["circle"],
};

/** Makes a peer the orchestrator of its circle. */
export const claimRole: Endpoint<ClaimRoleParams, ClaimRoleResult> = {
  name: "claimRole",
  params: isClaimRoleParams,
  result: isClaimRoleResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/peers/claim-role",
};

/** Sets the status of a peer. */
export const updateSession: Endpoint<UpdateSessionParams, OkResult> = {
  name: "updateSession",
  params: isUpdateSessionParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/session/update",
};

/** Returns the orchestrator of a circle. A circle that does not exist has none. */
export const orchestratorStatus: Endpoint<OrchestratorStatusParams, OrchestratorStatus> = {
  name: "orchestratorStatus",
  params: isOrchestratorStatusParams,
  result: isOrchestratorStatus,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/circles/{name}/orchestrator",
};

/** Sends a message that expects no reply. */
export const notify: Endpoint<NotifyParams, NotifyResult> = {
  name: "notify",
  params: isNotifyParams,
  result: isNotifyResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/notify",
  hold: {"default":750,"most":750},
};

/** Sends a message to every connected peer of the circle. */
export const broadcast: Endpoint<BroadcastParams, BroadcastResult> = {
  name: "broadcast",
  params: isBroadcastParams,
  result: isBroadcastResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/broadcast",
};

/** Asks a peer. The call stays open until the answer. A failure has the status 200 too. */
export const query: Endpoint<QueryParams, QueryResult> = {
  name: "query",
  params: isQueryParams,
  result: isQueryResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/query",
  hold: {"parameter":"timeout","default":300000},
};

/** Returns the queued messages of a peer, and deletes them. */
export const pendingDeliveries: Endpoint<PendingDeliveriesParams, PendingDeliveriesResult> = {
  name: "pendingDeliveries",
  params: isPendingDeliveriesParams,
  result: isPendingDeliveriesResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "GET",
  path: "/deliveries/pending",
};

/** Asks a peer. The daemon tracks the ask until somebody acks it. */
export const ask: Endpoint<AskParams, AskResult> = {
  name: "ask",
  params: isAskParams,
  result: isAskResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/ask",
  hold: {"default":750,"most":750},
};

/** Asks several peers the same question. Each ask may fail on its own. */
export const askMany: Endpoint<AskManyParams, AskManyResult> = {
  name: "askMany",
  params: isAskManyParams,
  result: isAskManyResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/ask-many",
  hold: {"default":750,"most":750,"each":"to_peers"},
};

/** Returns the outcome of an ask to several peers. */
export const getAskMany: Endpoint<GetAskManyParams, AskManyStatus> = {
  name: "getAskMany",
  params: isGetAskManyParams,
  result: isAskManyStatus,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/ask-many/{parent_id}",
};

/** Asks the human at the dashboard. The call stays open until the answer. */
export const askBlocking: Endpoint<AskBlockingParams, AskBlockingResult> = {
  name: "askBlocking",
  params: isAskBlockingParams,
  result: isAskBlockingResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/questions/ask-blocking",
  hold: {"parameter":"timeout_seconds","default":45000,"most":55000},
};

/** Closes an ask, with or without a reply. */
export const ack: Endpoint<AckParams, OkResult> = {
  name: "ack",
  params: isAckParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/ack",
  hold: {"default":750,"most":750},
};

/** Answers a structured question. The first answer counts. */
export const answer: Endpoint<AnswerParams, OkResult> = {
  name: "answer",
  params: isAnswerParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/answer",
  hold: {"default":750,"most":750},
};

/** Declines an ask: closes it and tells the asker the reason. */
export const decline: Endpoint<DeclineParams, OkResult> = {
  name: "decline",
  params: isDeclineParams,
  result: isOkResult,
  daemons: ["go"],
  actsTwice: true,
  method: "POST",
  path: "/decline",
  hold: {"default":750,"most":750},
};

/** Lists the open asks of a peer. */
export const pendingAsks: Endpoint<PendingAsksParams, PendingAsksResult> = {
  name: "pendingAsks",
  params: isPendingAsksParams,
  result: isPendingAsksResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/asks/pending",
};

/** Waits until an ask is closed. From then on the daemon keeps its reply for the waiter. */
export const waitOnAsk: Endpoint<WaitOnAskParams, WaitOnAskResult> = {
  name: "waitOnAsk",
  params: isWaitOnAskParams,
  result: isWaitOnAskResult,
  daemons: ["0.17.0","go"],
  actsTwice: false,
  method: "POST",
  path: "/asks/{correlation_id}/wait",
  hold: {"parameter":"timeout_seconds","default":45000,"most":50000},
};

/** Lists the closed asks that a peer took part in. */
export const askHistory: Endpoint<AskHistoryParams, AskHistory> = {
  name: "askHistory",
  params: isAskHistoryParams,
  result: isAskHistory,
  daemons: ["go"],
  actsTwice: false,
  method: "GET",
  path: "/asks/history",
};

/** Lists the last 500 events, or those after a given event. */
export const events: Endpoint<EventsParams, EventsResult> = {
  name: "events",
  params: isEventsParams,
  result: isEventsResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/events",
};

/** Sends the last 500 events, and then every new event, as server-sent events. */
export const eventStream: Endpoint<NoParams, RawEvent> = {
  name: "eventStream",
  params: isNoParams,
  result: isRawEvent,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/events/stream",
  response: "events",
};

/** Records a turn of an agent's session. */
export const ingestChatTurn: Endpoint<IngestChatTurnParams, OkResult> = {
  name: "ingestChatTurn",
  params: isIngestChatTurnParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/events/chat",
};

/** Records a piece of a turn that an agent is still writing. */
export const ingestChatTurnDelta: Endpoint<IngestChatTurnDeltaParams, OkResult> = {
  name: "ingestChatTurnDelta",
  params: isIngestChatTurnDeltaParams,
  result: isOkResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/events/chat_delta",
};

/** Traces a message through the daemon. */
export const trace: Endpoint<TraceParams, Trace> = {
  name: "trace",
  params: isTraceParams,
  result: isTrace,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/traces/{trace_id}",
};

/** Returns what can be spawned, and where. */
export const spawnConfig: Endpoint<NoParams, SpawnConfig> = {
  name: "spawnConfig",
  params: isNoParams,
  result: isSpawnConfig,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/spawn/config",
};

/** Starts an agent in a tmux window. It registers later by itself, or never. */
export const spawn: Endpoint<SpawnParams, SpawnResult> = {
  name: "spawn",
  params: isSpawnParams,
  result: isSpawnResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/spawn",
};

/** Ends a peer, and also its pane if the daemon created it. */
export const killPeer: Endpoint<KillPeerParams, KillPeerResult> = {
  name: "killPeer",
  params: isKillPeerParams,
  result: isKillPeerResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/kill-peer",
};

/** Ends the agent of a peer and starts it again, under the same id. */
export const restartPeer: Endpoint<RestartPeerParams, RestartPeerResult> = {
  name: "restartPeer",
  params: isRestartPeerParams,
  result: isRestartPeerResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/peers/{name}/restart",
};

/** Starts a peer's socket hook again. */
export const rehookPeer: Endpoint<RehookPeerParams, RehookPeerResult> = {
  name: "rehookPeer",
  params: isRehookPeerParams,
  result: isRehookPeerResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/peers/{name}/rehook",
  hold: {"default":2000,"most":2000},
};

/** Ends the agent of a peer and starts another in its place. */
export const switchBackend: Endpoint<SwitchBackendParams, SwitchBackendResult> = {
  name: "switchBackend",
  params: isSwitchBackendParams,
  result: isSwitchBackendResult,
  daemons: ["0.14.17","0.17.0"],
  actsTwice: true,
  method: "POST",
  path: "/peers/{name}/switch-backend",
  query: ["circle"],
};

/** Starts another agent beside a peer, in the same folder and circle. */
export const forkBackend: Endpoint<ForkBackendParams, ForkBackendResult> = {
  name: "forkBackend",
  params: isForkBackendParams,
  result: isForkBackendResult,
  daemons: ["go"],
  actsTwice: true,
  method: "POST",
  path: "/peers/{name}/fork-backend",
  query: ["circle"],
};

/** Sends a message to the peer that has a session now. */
export const notifySession: Endpoint<NotifySessionParams, NotifySessionResult> = {
  name: "notifySession",
  params: isNotifySessionParams,
  result: isNotifySessionResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/sessions/{repowire_session_id}/controls/notify",
  hold: {"default":750,"most":750},
};

/** Tells whether a session can be resumed, or resumes it. */
export const resumeSession: Endpoint<ResumeSessionParams, ResumeSessionResult> = {
  name: "resumeSession",
  params: isResumeSessionParams,
  result: isResumeSessionResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/sessions/{repowire_session_id}/controls/resume",
};

/** Reads what happened in a peer's session. */
export const timeline: Endpoint<TimelineParams, Timeline> = {
  name: "timeline",
  params: isTimelineParams,
  result: isTimeline,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers/{name}/timeline",
};

/** Finds a text in a peer's timeline. */
export const searchTimeline: Endpoint<SearchTimelineParams, SearchTimelineResult> = {
  name: "searchTimeline",
  params: isSearchTimelineParams,
  result: isSearchTimelineResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers/{name}/timeline/search",
};

/** Reads a peer's conversation, page by page. */
export const transcript: Endpoint<TranscriptParams, Transcript> = {
  name: "transcript",
  params: isTranscriptParams,
  result: isTranscript,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/peers/{name}/transcript",
};

/** Uploads a file. The daemon keeps it for a day. */
export const uploadAttachment: Endpoint<UploadAttachmentParams, UploadedAttachment> = {
  name: "uploadAttachment",
  params: isUploadAttachmentParams,
  result: isUploadedAttachment,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/attachments",
  body: "multipart",
};

/** Downloads a file that the daemon stores. */
export const downloadAttachment: Endpoint<DownloadAttachmentParams, unknown> = {
  name: "downloadAttachment",
  params: isDownloadAttachmentParams,
  result: isUnknown,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/attachments/{attachment_id}",
  response: "bytes",
};

/** Creates a job. It runs now, later or repeatedly. */
export const createJob: Endpoint<CreateJobParams, CreateJobResult> = {
  name: "createJob",
  params: isCreateJobParams,
  result: isCreateJobResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/jobs",
  aliases: [{"method":"POST","path":"/work"}],
};

/** Lists jobs. */
export const listJobs: Endpoint<ListJobsParams, ListJobsResult> = {
  name: "listJobs",
  params: isListJobsParams,
  result: isListJobsResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/jobs",
  aliases: [{"method":"GET","path":"/work"}],
};

/** Gets one job. */
export const getJob: Endpoint<JobIdParams, JobStatusResult> = {
  name: "getJob",
  params: isJobIdParams,
  result: isJobStatusResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/jobs/{work_id}",
  aliases: [{"method":"GET","path":"/jobs/{work_id}/status"},{"method":"GET","path":"/work/{work_id}/status"}],
};

/** Sets the progress of a job. */
export const updateJob: Endpoint<UpdateJobParams, JobStatusResult> = {
  name: "updateJob",
  params: isUpdateJobParams,
  result: isJobStatusResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "PATCH",
  path: "/jobs/{work_id}",
  aliases: [{"method":"PATCH","path":"/work/{work_id}"}],
};

/** Runs a job that is waiting or has failed. */
export const runJob: Endpoint<RunJobParams, JobStatusResult> = {
  name: "runJob",
  params: isRunJobParams,
  result: isJobStatusResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/jobs/{work_id}/run",
  aliases: [{"method":"POST","path":"/work/{work_id}/run"}],
};

/** Runs a failed job again. */
export const retryJob: Endpoint<RunJobParams, JobStatusResult> = {
  name: "retryJob",
  params: isRunJobParams,
  result: isJobStatusResult,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/jobs/{work_id}/retry",
  aliases: [{"method":"POST","path":"/work/{work_id}/retry"}],
};

/** Returns the result of a job. */
export const jobResult: Endpoint<JobIdParams, JobOutcomeResult> = {
  name: "jobResult",
  params: isJobIdParams,
  result: isJobOutcomeResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/jobs/{work_id}/result",
  aliases: [{"method":"GET","path":"/work/{work_id}/result"}],
};

/** Cancels a job or a recurring job. */
export const cancelJob: Endpoint<CancelJobParams, JobStatusResult> = {
  name: "cancelJob",
  params: isCancelJobParams,
  result: isJobStatusResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "POST",
  path: "/jobs/{work_id}/cancel",
  aliases: [{"method":"POST","path":"/work/{work_id}/cancel"}],
};

/** Schedules a message, once or repeatedly. */
export const createSchedule: Endpoint<CreateScheduleParams, Schedule> = {
  name: "createSchedule",
  params: isCreateScheduleParams,
  result: isSchedule,
  daemons: daemonVersions,
  actsTwice: true,
  method: "POST",
  path: "/schedules",
};

/** Lists the schedules, the next one first. */
export const listSchedules: Endpoint<ListSchedulesParams, ListSchedulesResult> = {
  name: "listSchedules",
  params: isListSchedulesParams,
  result: isListSchedulesResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "GET",
  path: "/schedules",
};

/** Deletes a schedule. */
export const deleteSchedule: Endpoint<DeleteScheduleParams, DeleteScheduleResult> = {
  name: "deleteSchedule",
  params: isDeleteScheduleParams,
  result: isDeleteScheduleResult,
  daemons: daemonVersions,
  actsTwice: false,
  method: "DELETE",
  path: "/schedules/{schedule_id}",
};
