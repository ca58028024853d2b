// Generated from the schemas in ../models: pnpm run generate

import { isUnknown } from "../checks.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";
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
export const health: Endpoint<NoParams, Health> = /* @__PURE__ */ endpoint("health", "GET /health", isNoParams, isHealth, { open: true });

/** Lists the peers that the daemon knows, in the order of their registration. */
export const listPeers: Endpoint<ListPeersParams, ListPeersResult> = /* @__PURE__ */ endpoint("listPeers", "GET /peers", isListPeersParams, isListPeersResult);

/** Returns one peer. */
export const getPeer: Endpoint<GetPeerParams, Peer> = /* @__PURE__ */ endpoint("getPeer", "GET /peers/{identifier}", isGetPeerParams, isPeer);

/** Returns the peer of a tmux pane. */
export const getPeerByPane: Endpoint<GetPeerByPaneParams, Peer> = /* @__PURE__ */ endpoint("getPeerByPane", "GET /peers/by-pane/{pane_id}", isGetPeerByPaneParams, isPeer);

/** Registers a peer, or registers an earlier identity again. */
export const registerPeer: Endpoint<RegisterPeerParams, RegisterPeerResult> = /* @__PURE__ */ endpoint("registerPeer", "POST /peers", isRegisterPeerParams, isRegisterPeerResult, { actsTwice: true, aliases: [{"method":"POST","path":"/peer/register"}] });

/** Removes a peer and its identity. Asks it took part in stay open. */
export const unregisterPeer: Endpoint<UnregisterPeerParams, OkResult> = /* @__PURE__ */ endpoint("unregisterPeer", "DELETE /peers/{name}", isUnregisterPeerParams, isOkResult, { actsTwice: true, aliases: [{"method":"POST","path":"/peer/unregister"}] });

/** Proves an identity with the certificate of its registration. */
export const validateIdentity: Endpoint<ValidateIdentityParams, ValidateIdentityResult> = /* @__PURE__ */ endpoint("validateIdentity", "POST /peers/identity/validate", isValidateIdentityParams, isValidateIdentityResult);

/** Checks why messages reach a peer or not. */
export const doctorPeer: Endpoint<GetPeerParams, DoctorReport> = /* @__PURE__ */ endpoint("doctorPeer", "GET /peers/{identifier}/doctor", isGetPeerParams, isDoctorReport);

/** Sets a peer offline. With `terminal`, its id is retired. */
export const markPeerOffline: Endpoint<MarkPeerOfflineParams, MarkPeerOfflineResult> = /* @__PURE__ */ endpoint("markPeerOffline", "POST /peers/{name}/offline", isMarkPeerOfflineParams, isMarkPeerOfflineResult);

/** Sets what a peer is working on, for 15 minutes. */
export const setDescription: Endpoint<SetDescriptionParams, OkResult> = /* @__PURE__ */ endpoint("setDescription", "POST /peers/{name}/description", isSetDescriptionParams, isOkResult, { query: ["circle"] });

/** Reports that a peer was seen. */
export const touchPeer: Endpoint<TouchPeerParams, OkResult> = /* @__PURE__ */ endpoint("touchPeer", "POST /peers/{name}/touch", isTouchPeerParams, isOkResult, { query: ["circle"], body: "none" });

/** Moves a peer to another circle. Its id stays the same. */
export const setCircle: Endpoint<SetCircleParams, OkResult> = /* @__PURE__ */ endpoint("setCircle", "POST /peers/circle", isSetCircleParams, isOkResult, { daemons: ["0.14.17","0.17.0"] });

/** Sets where a peer came from and whether it can be addressed. */
export const setProvenance: Endpoint<SetProvenanceParams, OkResult> = /* @__PURE__ */ endpoint("setProvenance", "POST /peers/{name}/provenance", isSetProvenanceParams, isOkResult, { daemons: ["go"], query: ["circle"] });

/** Makes a peer the orchestrator of its circle. */
export const claimRole: Endpoint<ClaimRoleParams, ClaimRoleResult> = /* @__PURE__ */ endpoint("claimRole", "POST /peers/claim-role", isClaimRoleParams, isClaimRoleResult);

/** Sets the status of a peer. */
export const updateSession: Endpoint<UpdateSessionParams, OkResult> = /* @__PURE__ */ endpoint("updateSession", "POST /session/update", isUpdateSessionParams, isOkResult);

/** Returns the orchestrator of a circle. A circle that does not exist has none. */
export const orchestratorStatus: Endpoint<OrchestratorStatusParams, OrchestratorStatus> = /* @__PURE__ */ endpoint("orchestratorStatus", "GET /circles/{name}/orchestrator", isOrchestratorStatusParams, isOrchestratorStatus);

/** Sends a message that expects no reply. */
export const notify: Endpoint<NotifyParams, NotifyResult> = /* @__PURE__ */ endpoint("notify", "POST /notify", isNotifyParams, isNotifyResult, { actsTwice: true, hold: {"default":750,"most":750} });

/** Sends a message to every connected peer of the circle. */
export const broadcast: Endpoint<BroadcastParams, BroadcastResult> = /* @__PURE__ */ endpoint("broadcast", "POST /broadcast", isBroadcastParams, isBroadcastResult, { actsTwice: true });

/** Asks a peer. The call stays open until the answer. A failure has the status 200 too. */
export const query: Endpoint<QueryParams, QueryResult> = /* @__PURE__ */ endpoint("query", "POST /query", isQueryParams, isQueryResult, { actsTwice: true, hold: {"parameter":"timeout","default":300000} });

/** Returns the queued messages of a peer, and deletes them. */
export const pendingDeliveries: Endpoint<PendingDeliveriesParams, PendingDeliveriesResult> = /* @__PURE__ */ endpoint("pendingDeliveries", "GET /deliveries/pending", isPendingDeliveriesParams, isPendingDeliveriesResult, { actsTwice: true });

/** Traces a message through the daemon. */
export const trace: Endpoint<TraceParams, Trace> = /* @__PURE__ */ endpoint("trace", "GET /traces/{trace_id}", isTraceParams, isTrace);

/** Asks a peer. The daemon tracks the ask until somebody acks it. */
export const ask: Endpoint<AskParams, AskResult> = /* @__PURE__ */ endpoint("ask", "POST /ask", isAskParams, isAskResult, { actsTwice: true, hold: {"default":750,"most":750} });

/** Asks several peers the same question. Each ask may fail on its own. */
export const askMany: Endpoint<AskManyParams, AskManyResult> = /* @__PURE__ */ endpoint("askMany", "POST /ask-many", isAskManyParams, isAskManyResult, { actsTwice: true, hold: {"default":750,"most":750,"each":"to_peers"} });

/** Returns the outcome of an ask to several peers. */
export const getAskMany: Endpoint<GetAskManyParams, AskManyStatus> = /* @__PURE__ */ endpoint("getAskMany", "GET /ask-many/{parent_id}", isGetAskManyParams, isAskManyStatus);

/** Asks the human at the dashboard. The call stays open until the answer. */
export const askBlocking: Endpoint<AskBlockingParams, AskBlockingResult> = /* @__PURE__ */ endpoint("askBlocking", "POST /questions/ask-blocking", isAskBlockingParams, isAskBlockingResult, { actsTwice: true, hold: {"parameter":"timeout_seconds","default":45000,"most":55000} });

/** Closes an ask, with or without a reply. */
export const ack: Endpoint<AckParams, OkResult> = /* @__PURE__ */ endpoint("ack", "POST /ack", isAckParams, isOkResult, { actsTwice: true, hold: {"default":750,"most":750} });

/** Answers a structured question. The first answer counts. */
export const answer: Endpoint<AnswerParams, OkResult> = /* @__PURE__ */ endpoint("answer", "POST /answer", isAnswerParams, isOkResult, { hold: {"default":750,"most":750} });

/** Declines an ask: closes it and tells the asker the reason. */
export const decline: Endpoint<DeclineParams, OkResult> = /* @__PURE__ */ endpoint("decline", "POST /decline", isDeclineParams, isOkResult, { daemons: ["go"], actsTwice: true, hold: {"default":750,"most":750} });

/** Lists the open asks of a peer. */
export const pendingAsks: Endpoint<PendingAsksParams, PendingAsksResult> = /* @__PURE__ */ endpoint("pendingAsks", "GET /asks/pending", isPendingAsksParams, isPendingAsksResult);

/** Waits until an ask is closed. From then on the daemon keeps its reply for the waiter. */
export const waitOnAsk: Endpoint<WaitOnAskParams, WaitOnAskResult> = /* @__PURE__ */ endpoint("waitOnAsk", "POST /asks/{correlation_id}/wait", isWaitOnAskParams, isWaitOnAskResult, { daemons: ["0.17.0","go"], hold: {"parameter":"timeout_seconds","default":45000,"most":50000} });

/** Lists the closed asks that a peer took part in. */
export const askHistory: Endpoint<AskHistoryParams, AskHistory> = /* @__PURE__ */ endpoint("askHistory", "GET /asks/history", isAskHistoryParams, isAskHistory, { daemons: ["go"] });

/** Lists the last 500 events, or those after a given event. */
export const events: Endpoint<EventsParams, EventsResult> = /* @__PURE__ */ endpoint("events", "GET /events", isEventsParams, isEventsResult);

/** Sends the last 500 events, and then every new event, as server-sent events. */
export const eventStream: Endpoint<NoParams, RawEvent> = /* @__PURE__ */ endpoint("eventStream", "GET /events/stream", isNoParams, isRawEvent, { response: "events" });

/** Records a turn of an agent's session. */
export const ingestChatTurn: Endpoint<IngestChatTurnParams, OkResult> = /* @__PURE__ */ endpoint("ingestChatTurn", "POST /events/chat", isIngestChatTurnParams, isOkResult, { actsTwice: true });

/** Records a piece of a turn that an agent is still writing. */
export const ingestChatTurnDelta: Endpoint<IngestChatTurnDeltaParams, OkResult> = /* @__PURE__ */ endpoint("ingestChatTurnDelta", "POST /events/chat_delta", isIngestChatTurnDeltaParams, isOkResult, { actsTwice: true });

/** Returns what can be spawned, and where. */
export const spawnConfig: Endpoint<NoParams, SpawnConfig> = /* @__PURE__ */ endpoint("spawnConfig", "GET /spawn/config", isNoParams, isSpawnConfig);

/** Starts an agent in a tmux window. It registers later by itself, or never. */
export const spawn: Endpoint<SpawnParams, SpawnResult> = /* @__PURE__ */ endpoint("spawn", "POST /spawn", isSpawnParams, isSpawnResult, { actsTwice: true });

/** Ends a peer, and also its pane if the daemon created it. */
export const killPeer: Endpoint<KillPeerParams, KillPeerResult> = /* @__PURE__ */ endpoint("killPeer", "POST /kill-peer", isKillPeerParams, isKillPeerResult, { actsTwice: true });

/** Ends the agent of a peer and starts it again, under the same id. */
export const restartPeer: Endpoint<RestartPeerParams, RestartPeerResult> = /* @__PURE__ */ endpoint("restartPeer", "POST /peers/{name}/restart", isRestartPeerParams, isRestartPeerResult, { actsTwice: true });

/** Starts a peer's socket hook again. */
export const rehookPeer: Endpoint<RehookPeerParams, RehookPeerResult> = /* @__PURE__ */ endpoint("rehookPeer", "POST /peers/{name}/rehook", isRehookPeerParams, isRehookPeerResult, { hold: {"default":2000,"most":2000} });

/** Ends the agent of a peer and starts another in its place. */
export const switchBackend: Endpoint<SwitchBackendParams, SwitchBackendResult> = /* @__PURE__ */ endpoint("switchBackend", "POST /peers/{name}/switch-backend", isSwitchBackendParams, isSwitchBackendResult, { daemons: ["0.14.17","0.17.0"], actsTwice: true, query: ["circle"] });

/** Starts another agent beside a peer, in the same folder and circle. */
export const forkBackend: Endpoint<ForkBackendParams, ForkBackendResult> = /* @__PURE__ */ endpoint("forkBackend", "POST /peers/{name}/fork-backend", isForkBackendParams, isForkBackendResult, { daemons: ["go"], actsTwice: true, query: ["circle"] });

/** Sends a message to the peer that has a session now. */
export const notifySession: Endpoint<NotifySessionParams, NotifySessionResult> = /* @__PURE__ */ endpoint("notifySession", "POST /sessions/{repowire_session_id}/controls/notify", isNotifySessionParams, isNotifySessionResult, { actsTwice: true, hold: {"default":750,"most":750} });

/** Tells whether a session can be resumed, or resumes it. */
export const resumeSession: Endpoint<ResumeSessionParams, ResumeSessionResult> = /* @__PURE__ */ endpoint("resumeSession", "POST /sessions/{repowire_session_id}/controls/resume", isResumeSessionParams, isResumeSessionResult, { actsTwice: true });

/** Reads what happened in a peer's session. */
export const timeline: Endpoint<TimelineParams, Timeline> = /* @__PURE__ */ endpoint("timeline", "GET /peers/{name}/timeline", isTimelineParams, isTimeline);

/** Finds a text in a peer's timeline. */
export const searchTimeline: Endpoint<SearchTimelineParams, SearchTimelineResult> = /* @__PURE__ */ endpoint("searchTimeline", "GET /peers/{name}/timeline/search", isSearchTimelineParams, isSearchTimelineResult);

/** Reads a peer's conversation, page by page. */
export const transcript: Endpoint<TranscriptParams, Transcript> = /* @__PURE__ */ endpoint("transcript", "GET /peers/{name}/transcript", isTranscriptParams, isTranscript);

/** Uploads a file. The daemon keeps it for a day. */
export const uploadAttachment: Endpoint<UploadAttachmentParams, UploadedAttachment> = /* @__PURE__ */ endpoint("uploadAttachment", "POST /attachments", isUploadAttachmentParams, isUploadedAttachment, { actsTwice: true, body: "multipart" });

/** Downloads a file that the daemon stores. */
export const downloadAttachment: Endpoint<DownloadAttachmentParams, unknown> = /* @__PURE__ */ endpoint("downloadAttachment", "GET /attachments/{attachment_id}", isDownloadAttachmentParams, isUnknown, { response: "bytes" });

/** Creates a job. It runs now, later or repeatedly. */
export const createJob: Endpoint<CreateJobParams, CreateJobResult> = /* @__PURE__ */ endpoint("createJob", "POST /jobs", isCreateJobParams, isCreateJobResult, { actsTwice: true, aliases: [{"method":"POST","path":"/work"}] });

/** Lists jobs. */
export const listJobs: Endpoint<ListJobsParams, ListJobsResult> = /* @__PURE__ */ endpoint("listJobs", "GET /jobs", isListJobsParams, isListJobsResult, { aliases: [{"method":"GET","path":"/work"}] });

/** Gets one job. */
export const getJob: Endpoint<JobIdParams, JobStatusResult> = /* @__PURE__ */ endpoint("getJob", "GET /jobs/{work_id}", isJobIdParams, isJobStatusResult, { aliases: [{"method":"GET","path":"/jobs/{work_id}/status"},{"method":"GET","path":"/work/{work_id}/status"},{"method":"GET","path":"/work/{work_id}","daemons":["go"]},{"method":"GET","path":"/work/{work_id}/","daemons":["go"]},{"method":"GET","path":"/jobs/{work_id}/","daemons":["go"]}] });

/** Sets the progress of a job. */
export const updateJob: Endpoint<UpdateJobParams, JobStatusResult> = /* @__PURE__ */ endpoint("updateJob", "PATCH /jobs/{work_id}", isUpdateJobParams, isJobStatusResult, { actsTwice: true, aliases: [{"method":"PATCH","path":"/work/{work_id}"},{"method":"PATCH","path":"/work/{work_id}/","daemons":["go"]},{"method":"PATCH","path":"/jobs/{work_id}/","daemons":["go"]}] });

/** Runs a job that is waiting or has failed. */
export const runJob: Endpoint<RunJobParams, JobStatusResult> = /* @__PURE__ */ endpoint("runJob", "POST /jobs/{work_id}/run", isRunJobParams, isJobStatusResult, { actsTwice: true, aliases: [{"method":"POST","path":"/work/{work_id}/run"}] });

/** Runs a failed job again. */
export const retryJob: Endpoint<RunJobParams, JobStatusResult> = /* @__PURE__ */ endpoint("retryJob", "POST /jobs/{work_id}/retry", isRunJobParams, isJobStatusResult, { actsTwice: true, aliases: [{"method":"POST","path":"/work/{work_id}/retry"}] });

/** Returns the result of a job. */
export const jobResult: Endpoint<JobIdParams, JobOutcomeResult> = /* @__PURE__ */ endpoint("jobResult", "GET /jobs/{work_id}/result", isJobIdParams, isJobOutcomeResult, { aliases: [{"method":"GET","path":"/work/{work_id}/result"}] });

/** Cancels a job or a recurring job. */
export const cancelJob: Endpoint<CancelJobParams, JobStatusResult> = /* @__PURE__ */ endpoint("cancelJob", "POST /jobs/{work_id}/cancel", isCancelJobParams, isJobStatusResult, { aliases: [{"method":"POST","path":"/work/{work_id}/cancel"}] });

/** Schedules a message, once or repeatedly. */
export const createSchedule: Endpoint<CreateScheduleParams, Schedule> = /* @__PURE__ */ endpoint("createSchedule", "POST /schedules", isCreateScheduleParams, isSchedule, { actsTwice: true });

/** Lists the schedules, the next one first. */
export const listSchedules: Endpoint<ListSchedulesParams, ListSchedulesResult> = /* @__PURE__ */ endpoint("listSchedules", "GET /schedules", isListSchedulesParams, isListSchedulesResult);

/** Deletes a schedule. */
export const deleteSchedule: Endpoint<DeleteScheduleParams, DeleteScheduleResult> = /* @__PURE__ */ endpoint("deleteSchedule", "DELETE /schedules/{schedule_id}", isDeleteScheduleParams, isDeleteScheduleResult);
