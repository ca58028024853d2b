// Generated from the schemas in ../models: pnpm run generate

import {
  AckParamsSchema,
  AnswerParamsSchema,
  AskBlockingParamsSchema,
  AskBlockingResultSchema,
  AskHistoryParamsSchema,
  AskHistorySchema,
  AskManyChildProgressSchema,
  AskManyChildSchema,
  AskManyParamsSchema,
  AskManyResultSchema,
  AskManyRollupSchema,
  AskManyStatusSchema,
  AskParamsSchema,
  AskResultSchema,
  BlockingOptionSchema,
  DeclineParamsSchema,
  DefaultAnswerSchema,
  GetAskManyParamsSchema,
  PendingAskSchema,
  PendingAsksParamsSchema,
  PendingAsksResultSchema,
  QuestionOptionSchema,
  QuestionSchema,
  WaitOnAskParamsSchema,
  WaitOnAskResultSchema,
} from "../models/asks.ts";
import {
  DownloadAttachmentParamsSchema,
  UploadAttachmentParamsSchema,
  UploadedAttachmentSchema,
} from "../models/attachments.ts";
import {
  IngestChatTurnDeltaParamsSchema,
  IngestChatTurnParamsSchema,
  ToolCallSchema,
} from "../models/chat.ts";
import {
  AckEventSchema,
  AcpPermissionDecisionEventSchema,
  AcpPermissionRequestEventSchema,
  AskEventSchema,
  BroadcastEventSchema,
  ChatTurnDeltaEventSchema,
  ChatTurnEventSchema,
  DeliveryTraceEventSchema,
  EventsParamsSchema,
  EventsResultSchema,
  JobStateChangedEventSchema,
  NotificationEventSchema,
  PaneClaimRejectedEventSchema,
  PeerContradictionEventSchema,
  PeerNotAddressableEventSchema,
  PeerOfflineEventSchema,
  PeerOnlineEventSchema,
  PeerReapedEventSchema,
  PeerStatusEventSchema,
  PeerUpdatedEventSchema,
  PendingReplyLostEventSchema,
  QueryEventSchema,
  QueryResponseEventSchema,
  RawEventSchema,
  RoleClaimedEventSchema,
} from "../models/events.ts";
import {
  AskFrameSchema,
  BroadcastFrameSchema,
  ConnectFrameSchema,
  ConnectedFrameSchema,
  DeliveryAckFrameSchema,
  ErrorFrameSchema,
  NotifyFrameSchema,
  PingFrameSchema,
  PongFrameSchema,
  QueryErrorFrameSchema,
  QueryFrameSchema,
  ResponseFrameSchema,
  SetCircleFrameSchema,
  StatusFrameSchema,
  UpdateDisplayNameFrameSchema,
} from "../models/frames.ts";
import {
  AcpBrokerHealthSchema,
  AcpPermissionHealthSchema,
  ChannelHealthSchema,
  DaemonCapabilitiesSchema,
  HealthSchema,
  RelayHealthSchema,
} from "../models/health.ts";
import {
  CancelJobParamsSchema,
  CreateJobParamsSchema,
  CreateJobResultSchema,
  CreateScheduleParamsSchema,
  DeleteScheduleParamsSchema,
  DeleteScheduleResultSchema,
  JobIdParamsSchema,
  JobOutcomeResultSchema,
  JobOutcomeSchema,
  JobSchema,
  JobStatusResultSchema,
  ListJobsParamsSchema,
  ListJobsResultSchema,
  ListSchedulesParamsSchema,
  ListSchedulesResultSchema,
  RunJobParamsSchema,
  ScheduleSchema,
  UpdateJobParamsSchema,
} from "../models/jobs.ts";
import {
  AttachmentRefSchema,
  BroadcastFailureSchema,
  BroadcastParamsSchema,
  BroadcastResultSchema,
  NotifyParamsSchema,
  NotifyResultSchema,
  PendingDeliveriesParamsSchema,
  PendingDeliveriesResultSchema,
  PendingDeliverySchema,
  QueryParamsSchema,
  QueryResultSchema,
} from "../models/messages.ts";
import {
  NoParamsSchema,
  OkResultSchema,
} from "../models/ok.ts";
import {
  ClaimRoleParamsSchema,
  ClaimRoleResultSchema,
  ContradictionSchema,
  DoctorReportSchema,
  MarkPeerOfflineParamsSchema,
  MarkPeerOfflineResultSchema,
  OrchestratorStatusParamsSchema,
  OrchestratorStatusSchema,
  RoleHolderSchema,
  SetCircleParamsSchema,
  SetDescriptionParamsSchema,
  SetProvenanceParamsSchema,
  TouchPeerParamsSchema,
  UpdateSessionParamsSchema,
} from "../models/peer-state.ts";
import {
  GetPeerByPaneParamsSchema,
  GetPeerParamsSchema,
  ListPeersParamsSchema,
  ListPeersResultSchema,
  PeerSchema,
} from "../models/peers.ts";
import {
  ProvenanceSchema,
  RegisterPeerParamsSchema,
  RegisterPeerResultSchema,
  UnregisterPeerParamsSchema,
  ValidateIdentityParamsSchema,
  ValidateIdentityResultSchema,
} from "../models/registration.ts";
import {
  NotifySessionParamsSchema,
  NotifySessionResultSchema,
  ResumeSessionParamsSchema,
  ResumeSessionResultSchema,
  SearchTimelineParamsSchema,
  SearchTimelineResultSchema,
  TimelineHitSchema,
  TimelineItemSchema,
  TimelineMatchSchema,
  TimelineParamsSchema,
  TimelineSchema,
  TranscriptParamsSchema,
  TranscriptSchema,
  TranscriptTurnSchema,
} from "../models/sessions.ts";
import {
  ForkBackendParamsSchema,
  ForkBackendResultSchema,
  KillPeerParamsSchema,
  KillPeerResultSchema,
  RehookPeerParamsSchema,
  RehookPeerResultSchema,
  RestartPeerParamsSchema,
  RestartPeerResultSchema,
  SpawnConfigSchema,
  SpawnParamsSchema,
  SpawnProfileSchema,
  SpawnResultSchema,
  SwitchBackendParamsSchema,
  SwitchBackendResultSchema,
} from "../models/spawn.ts";
import {
  TraceParamsSchema,
  TraceSchema,
  TraceStageSchema,
} from "../models/traces.ts";
import type { Schema } from "../schema.ts";
import type * as models from "./models.ts";

/** The schema of each model by its name. */
export const modelSchemas: {
  readonly AckParams: Schema<models.AckParams>;
  readonly AnswerParams: Schema<models.AnswerParams>;
  readonly AskBlockingParams: Schema<models.AskBlockingParams>;
  readonly AskBlockingResult: Schema<models.AskBlockingResult>;
  readonly AskHistoryParams: Schema<models.AskHistoryParams>;
  readonly AskHistory: Schema<models.AskHistory>;
  readonly AskManyChildProgress: Schema<models.AskManyChildProgress>;
  readonly AskManyChild: Schema<models.AskManyChild>;
  readonly AskManyParams: Schema<models.AskManyParams>;
  readonly AskManyResult: Schema<models.AskManyResult>;
  readonly AskManyRollup: Schema<models.AskManyRollup>;
  readonly AskManyStatus: Schema<models.AskManyStatus>;
  readonly AskParams: Schema<models.AskParams>;
  readonly AskResult: Schema<models.AskResult>;
  readonly BlockingOption: Schema<models.BlockingOption>;
  readonly DeclineParams: Schema<models.DeclineParams>;
  readonly DefaultAnswer: Schema<models.DefaultAnswer>;
  readonly GetAskManyParams: Schema<models.GetAskManyParams>;
  readonly PendingAsk: Schema<models.PendingAsk>;
  readonly PendingAsksParams: Schema<models.PendingAsksParams>;
  readonly PendingAsksResult: Schema<models.PendingAsksResult>;
  readonly QuestionOption: Schema<models.QuestionOption>;
  readonly Question: Schema<models.Question>;
  readonly WaitOnAskParams: Schema<models.WaitOnAskParams>;
  readonly WaitOnAskResult: Schema<models.WaitOnAskResult>;
  readonly DownloadAttachmentParams: Schema<models.DownloadAttachmentParams>;
  readonly UploadAttachmentParams: Schema<models.UploadAttachmentParams>;
  readonly UploadedAttachment: Schema<models.UploadedAttachment>;
  readonly IngestChatTurnDeltaParams: Schema<models.IngestChatTurnDeltaParams>;
  readonly IngestChatTurnParams: Schema<models.IngestChatTurnParams>;
  readonly ToolCall: Schema<models.ToolCall>;
  readonly AckEvent: Schema<models.AckEvent>;
  readonly AcpPermissionDecisionEvent: Schema<models.AcpPermissionDecisionEvent>;
  readonly AcpPermissionRequestEvent: Schema<models.AcpPermissionRequestEvent>;
  readonly AskEvent: Schema<models.AskEvent>;
  readonly BroadcastEvent: Schema<models.BroadcastEvent>;
  readonly ChatTurnDeltaEvent: Schema<models.ChatTurnDeltaEvent>;
  readonly ChatTurnEvent: Schema<models.ChatTurnEvent>;
  readonly DeliveryTraceEvent: Schema<models.DeliveryTraceEvent>;
  readonly EventsParams: Schema<models.EventsParams>;
  readonly EventsResult: Schema<models.EventsResult>;
  readonly JobStateChangedEvent: Schema<models.JobStateChangedEvent>;
  readonly NotificationEvent: Schema<models.NotificationEvent>;
  readonly PaneClaimRejectedEvent: Schema<models.PaneClaimRejectedEvent>;
  readonly PeerContradictionEvent: Schema<models.PeerContradictionEvent>;
  readonly PeerNotAddressableEvent: Schema<models.PeerNotAddressableEvent>;
  readonly PeerOfflineEvent: Schema<models.PeerOfflineEvent>;
  readonly PeerOnlineEvent: Schema<models.PeerOnlineEvent>;
  readonly PeerReapedEvent: Schema<models.PeerReapedEvent>;
  readonly PeerStatusEvent: Schema<models.PeerStatusEvent>;
  readonly PeerUpdatedEvent: Schema<models.PeerUpdatedEvent>;
  readonly PendingReplyLostEvent: Schema<models.PendingReplyLostEvent>;
  readonly QueryEvent: Schema<models.QueryEvent>;
  readonly QueryResponseEvent: Schema<models.QueryResponseEvent>;
  readonly RawEvent: Schema<models.RawEvent>;
  readonly RoleClaimedEvent: Schema<models.RoleClaimedEvent>;
  readonly AskFrame: Schema<models.AskFrame>;
  readonly BroadcastFrame: Schema<models.BroadcastFrame>;
  readonly ConnectFrame: Schema<models.ConnectFrame>;
  readonly ConnectedFrame: Schema<models.ConnectedFrame>;
  readonly DeliveryAckFrame: Schema<models.DeliveryAckFrame>;
  readonly ErrorFrame: Schema<models.ErrorFrame>;
  readonly NotifyFrame: Schema<models.NotifyFrame>;
  readonly PingFrame: Schema<models.PingFrame>;
  readonly PongFrame: Schema<models.PongFrame>;
  readonly QueryErrorFrame: Schema<models.QueryErrorFrame>;
  readonly QueryFrame: Schema<models.QueryFrame>;
  readonly ResponseFrame: Schema<models.ResponseFrame>;
  readonly SetCircleFrame: Schema<models.SetCircleFrame>;
  readonly StatusFrame: Schema<models.StatusFrame>;
  readonly UpdateDisplayNameFrame: Schema<models.UpdateDisplayNameFrame>;
  readonly AcpBrokerHealth: Schema<models.AcpBrokerHealth>;
  readonly AcpPermissionHealth: Schema<models.AcpPermissionHealth>;
  readonly ChannelHealth: Schema<models.ChannelHealth>;
  readonly DaemonCapabilities: Schema<models.DaemonCapabilities>;
  readonly Health: Schema<models.Health>;
  readonly RelayHealth: Schema<models.RelayHealth>;
  readonly CancelJobParams: Schema<models.CancelJobParams>;
  readonly CreateJobParams: Schema<models.CreateJobParams>;
  readonly CreateJobResult: Schema<models.CreateJobResult>;
  readonly CreateScheduleParams: Schema<models.CreateScheduleParams>;
  readonly DeleteScheduleParams: Schema<models.DeleteScheduleParams>;
  readonly DeleteScheduleResult: Schema<models.DeleteScheduleResult>;
  readonly JobIdParams: Schema<models.JobIdParams>;
  readonly JobOutcomeResult: Schema<models.JobOutcomeResult>;
  readonly JobOutcome: Schema<models.JobOutcome>;
  readonly Job: Schema<models.Job>;
  readonly JobStatusResult: Schema<models.JobStatusResult>;
  readonly ListJobsParams: Schema<models.ListJobsParams>;
  readonly ListJobsResult: Schema<models.ListJobsResult>;
  readonly ListSchedulesParams: Schema<models.ListSchedulesParams>;
  readonly ListSchedulesResult: Schema<models.ListSchedulesResult>;
  readonly RunJobParams: Schema<models.RunJobParams>;
  readonly Schedule: Schema<models.Schedule>;
  readonly UpdateJobParams: Schema<models.UpdateJobParams>;
  readonly AttachmentRef: Schema<models.AttachmentRef>;
  readonly BroadcastFailure: Schema<models.BroadcastFailure>;
  readonly BroadcastParams: Schema<models.BroadcastParams>;
  readonly BroadcastResult: Schema<models.BroadcastResult>;
  readonly NotifyParams: Schema<models.NotifyParams>;
  readonly NotifyResult: Schema<models.NotifyResult>;
  readonly PendingDeliveriesParams: Schema<models.PendingDeliveriesParams>;
  readonly PendingDeliveriesResult: Schema<models.PendingDeliveriesResult>;
  readonly PendingDelivery: Schema<models.PendingDelivery>;
  readonly QueryParams: Schema<models.QueryParams>;
  readonly QueryResult: Schema<models.QueryResult>;
  readonly NoParams: Schema<models.NoParams>;
  readonly OkResult: Schema<models.OkResult>;
  readonly ClaimRoleParams: Schema<models.ClaimRoleParams>;
  readonly ClaimRoleResult: Schema<models.ClaimRoleResult>;
  readonly Contradiction: Schema<models.Contradiction>;
  readonly DoctorReport: Schema<models.DoctorReport>;
  readonly MarkPeerOfflineParams: Schema<models.MarkPeerOfflineParams>;
  readonly MarkPeerOfflineResult: Schema<models.MarkPeerOfflineResult>;
  readonly OrchestratorStatusParams: Schema<models.OrchestratorStatusParams>;
  readonly OrchestratorStatus: Schema<models.OrchestratorStatus>;
  readonly RoleHolder: Schema<models.RoleHolder>;
  readonly SetCircleParams: Schema<models.SetCircleParams>;
  readonly SetDescriptionParams: Schema<models.SetDescriptionParams>;
  readonly SetProvenanceParams: Schema<models.SetProvenanceParams>;
  readonly TouchPeerParams: Schema<models.TouchPeerParams>;
  readonly UpdateSessionParams: Schema<models.UpdateSessionParams>;
  readonly GetPeerByPaneParams: Schema<models.GetPeerByPaneParams>;
  readonly GetPeerParams: Schema<models.GetPeerParams>;
  readonly ListPeersParams: Schema<models.ListPeersParams>;
  readonly ListPeersResult: Schema<models.ListPeersResult>;
  readonly Peer: Schema<models.Peer>;
  readonly Provenance: Schema<models.Provenance>;
  readonly RegisterPeerParams: Schema<models.RegisterPeerParams>;
  readonly RegisterPeerResult: Schema<models.RegisterPeerResult>;
  readonly UnregisterPeerParams: Schema<models.UnregisterPeerParams>;
  readonly ValidateIdentityParams: Schema<models.ValidateIdentityParams>;
  readonly ValidateIdentityResult: Schema<models.ValidateIdentityResult>;
  readonly NotifySessionParams: Schema<models.NotifySessionParams>;
  readonly NotifySessionResult: Schema<models.NotifySessionResult>;
  readonly ResumeSessionParams: Schema<models.ResumeSessionParams>;
  readonly ResumeSessionResult: Schema<models.ResumeSessionResult>;
  readonly SearchTimelineParams: Schema<models.SearchTimelineParams>;
  readonly SearchTimelineResult: Schema<models.SearchTimelineResult>;
  readonly TimelineHit: Schema<models.TimelineHit>;
  readonly TimelineItem: Schema<models.TimelineItem>;
  readonly TimelineMatch: Schema<models.TimelineMatch>;
  readonly TimelineParams: Schema<models.TimelineParams>;
  readonly Timeline: Schema<models.Timeline>;
  readonly TranscriptParams: Schema<models.TranscriptParams>;
  readonly Transcript: Schema<models.Transcript>;
  readonly TranscriptTurn: Schema<models.TranscriptTurn>;
  readonly ForkBackendParams: Schema<models.ForkBackendParams>;
  readonly ForkBackendResult: Schema<models.ForkBackendResult>;
  readonly KillPeerParams: Schema<models.KillPeerParams>;
  readonly KillPeerResult: Schema<models.KillPeerResult>;
  readonly RehookPeerParams: Schema<models.RehookPeerParams>;
  readonly RehookPeerResult: Schema<models.RehookPeerResult>;
  readonly RestartPeerParams: Schema<models.RestartPeerParams>;
  readonly RestartPeerResult: Schema<models.RestartPeerResult>;
  readonly SpawnConfig: Schema<models.SpawnConfig>;
  readonly SpawnParams: Schema<models.SpawnParams>;
  readonly SpawnProfile: Schema<models.SpawnProfile>;
  readonly SpawnResult: Schema<models.SpawnResult>;
  readonly SwitchBackendParams: Schema<models.SwitchBackendParams>;
  readonly SwitchBackendResult: Schema<models.SwitchBackendResult>;
  readonly TraceParams: Schema<models.TraceParams>;
  readonly Trace: Schema<models.Trace>;
  readonly TraceStage: Schema<models.TraceStage>;
} = {
  AckParams: AckParamsSchema,
  AnswerParams: AnswerParamsSchema,
  AskBlockingParams: AskBlockingParamsSchema,
  AskBlockingResult: AskBlockingResultSchema,
  AskHistoryParams: AskHistoryParamsSchema,
  AskHistory: AskHistorySchema,
  AskManyChildProgress: AskManyChildProgressSchema,
  AskManyChild: AskManyChildSchema,
  AskManyParams: AskManyParamsSchema,
  AskManyResult: AskManyResultSchema,
  AskManyRollup: AskManyRollupSchema,
  AskManyStatus: AskManyStatusSchema,
  AskParams: AskParamsSchema,
  AskResult: AskResultSchema,
  BlockingOption: BlockingOptionSchema,
  DeclineParams: DeclineParamsSchema,
  DefaultAnswer: DefaultAnswerSchema,
  GetAskManyParams: GetAskManyParamsSchema,
  PendingAsk: PendingAskSchema,
  PendingAsksParams: PendingAsksParamsSchema,
  PendingAsksResult: PendingAsksResultSchema,
  QuestionOption: QuestionOptionSchema,
  Question: QuestionSchema,
  WaitOnAskParams: WaitOnAskParamsSchema,
  WaitOnAskResult: WaitOnAskResultSchema,
  DownloadAttachmentParams: DownloadAttachmentParamsSchema,
  UploadAttachmentParams: UploadAttachmentParamsSchema,
  UploadedAttachment: UploadedAttachmentSchema,
  IngestChatTurnDeltaParams: IngestChatTurnDeltaParamsSchema,
  IngestChatTurnParams: IngestChatTurnParamsSchema,
  ToolCall: ToolCallSchema,
  AckEvent: AckEventSchema,
  AcpPermissionDecisionEvent: AcpPermissionDecisionEventSchema,
  AcpPermissionRequestEvent: AcpPermissionRequestEventSchema,
  AskEvent: AskEventSchema,
  BroadcastEvent: BroadcastEventSchema,
  ChatTurnDeltaEvent: ChatTurnDeltaEventSchema,
  ChatTurnEvent: ChatTurnEventSchema,
  DeliveryTraceEvent: DeliveryTraceEventSchema,
  EventsParams: EventsParamsSchema,
  EventsResult: EventsResultSchema,
  JobStateChangedEvent: JobStateChangedEventSchema,
  NotificationEvent: NotificationEventSchema,
  PaneClaimRejectedEvent: PaneClaimRejectedEventSchema,
  PeerContradictionEvent: PeerContradictionEventSchema,
  PeerNotAddressableEvent: PeerNotAddressableEventSchema,
  PeerOfflineEvent: PeerOfflineEventSchema,
  PeerOnlineEvent: PeerOnlineEventSchema,
  PeerReapedEvent: PeerReapedEventSchema,
  PeerStatusEvent: PeerStatusEventSchema,
  PeerUpdatedEvent: PeerUpdatedEventSchema,
  PendingReplyLostEvent: PendingReplyLostEventSchema,
  QueryEvent: QueryEventSchema,
  QueryResponseEvent: QueryResponseEventSchema,
  RawEvent: RawEventSchema,
  RoleClaimedEvent: RoleClaimedEventSchema,
  AskFrame: AskFrameSchema,
  BroadcastFrame: BroadcastFrameSchema,
  ConnectFrame: ConnectFrameSchema,
  ConnectedFrame: ConnectedFrameSchema,
  DeliveryAckFrame: DeliveryAckFrameSchema,
  ErrorFrame: ErrorFrameSchema,
  NotifyFrame: NotifyFrameSchema,
  PingFrame: PingFrameSchema,
  PongFrame: PongFrameSchema,
  QueryErrorFrame: QueryErrorFrameSchema,
  QueryFrame: QueryFrameSchema,
  ResponseFrame: ResponseFrameSchema,
  SetCircleFrame: SetCircleFrameSchema,
  StatusFrame: StatusFrameSchema,
  UpdateDisplayNameFrame: UpdateDisplayNameFrameSchema,
  AcpBrokerHealth: AcpBrokerHealthSchema,
  AcpPermissionHealth: AcpPermissionHealthSchema,
  ChannelHealth: ChannelHealthSchema,
  DaemonCapabilities: DaemonCapabilitiesSchema,
  Health: HealthSchema,
  RelayHealth: RelayHealthSchema,
  CancelJobParams: CancelJobParamsSchema,
  CreateJobParams: CreateJobParamsSchema,
  CreateJobResult: CreateJobResultSchema,
  CreateScheduleParams: CreateScheduleParamsSchema,
  DeleteScheduleParams: DeleteScheduleParamsSchema,
  DeleteScheduleResult: DeleteScheduleResultSchema,
  JobIdParams: JobIdParamsSchema,
  JobOutcomeResult: JobOutcomeResultSchema,
  JobOutcome: JobOutcomeSchema,
  Job: JobSchema,
  JobStatusResult: JobStatusResultSchema,
  ListJobsParams: ListJobsParamsSchema,
  ListJobsResult: ListJobsResultSchema,
  ListSchedulesParams: ListSchedulesParamsSchema,
  ListSchedulesResult: ListSchedulesResultSchema,
  RunJobParams: RunJobParamsSchema,
  Schedule: ScheduleSchema,
  UpdateJobParams: UpdateJobParamsSchema,
  AttachmentRef: AttachmentRefSchema,
  BroadcastFailure: BroadcastFailureSchema,
  BroadcastParams: BroadcastParamsSchema,
  BroadcastResult: BroadcastResultSchema,
  NotifyParams: NotifyParamsSchema,
  NotifyResult: NotifyResultSchema,
  PendingDeliveriesParams: PendingDeliveriesParamsSchema,
  PendingDeliveriesResult: PendingDeliveriesResultSchema,
  PendingDelivery: PendingDeliverySchema,
  QueryParams: QueryParamsSchema,
  QueryResult: QueryResultSchema,
  NoParams: NoParamsSchema,
  OkResult: OkResultSchema,
  ClaimRoleParams: ClaimRoleParamsSchema,
  ClaimRoleResult: ClaimRoleResultSchema,
  Contradiction: ContradictionSchema,
  DoctorReport: DoctorReportSchema,
  MarkPeerOfflineParams: MarkPeerOfflineParamsSchema,
  MarkPeerOfflineResult: MarkPeerOfflineResultSchema,
  OrchestratorStatusParams: OrchestratorStatusParamsSchema,
  OrchestratorStatus: OrchestratorStatusSchema,
  RoleHolder: RoleHolderSchema,
  SetCircleParams: SetCircleParamsSchema,
  SetDescriptionParams: SetDescriptionParamsSchema,
  SetProvenanceParams: SetProvenanceParamsSchema,
  TouchPeerParams: TouchPeerParamsSchema,
  UpdateSessionParams: UpdateSessionParamsSchema,
  GetPeerByPaneParams: GetPeerByPaneParamsSchema,
  GetPeerParams: GetPeerParamsSchema,
  ListPeersParams: ListPeersParamsSchema,
  ListPeersResult: ListPeersResultSchema,
  Peer: PeerSchema,
  Provenance: ProvenanceSchema,
  RegisterPeerParams: RegisterPeerParamsSchema,
  RegisterPeerResult: RegisterPeerResultSchema,
  UnregisterPeerParams: UnregisterPeerParamsSchema,
  ValidateIdentityParams: ValidateIdentityParamsSchema,
  ValidateIdentityResult: ValidateIdentityResultSchema,
  NotifySessionParams: NotifySessionParamsSchema,
  NotifySessionResult: NotifySessionResultSchema,
  ResumeSessionParams: ResumeSessionParamsSchema,
  ResumeSessionResult: ResumeSessionResultSchema,
  SearchTimelineParams: SearchTimelineParamsSchema,
  SearchTimelineResult: SearchTimelineResultSchema,
  TimelineHit: TimelineHitSchema,
  TimelineItem: TimelineItemSchema,
  TimelineMatch: TimelineMatchSchema,
  TimelineParams: TimelineParamsSchema,
  Timeline: TimelineSchema,
  TranscriptParams: TranscriptParamsSchema,
  Transcript: TranscriptSchema,
  TranscriptTurn: TranscriptTurnSchema,
  ForkBackendParams: ForkBackendParamsSchema,
  ForkBackendResult: ForkBackendResultSchema,
  KillPeerParams: KillPeerParamsSchema,
  KillPeerResult: KillPeerResultSchema,
  RehookPeerParams: RehookPeerParamsSchema,
  RehookPeerResult: RehookPeerResultSchema,
  RestartPeerParams: RestartPeerParamsSchema,
  RestartPeerResult: RestartPeerResultSchema,
  SpawnConfig: SpawnConfigSchema,
  SpawnParams: SpawnParamsSchema,
  SpawnProfile: SpawnProfileSchema,
  SpawnResult: SpawnResultSchema,
  SwitchBackendParams: SwitchBackendParamsSchema,
  SwitchBackendResult: SwitchBackendResultSchema,
  TraceParams: TraceParamsSchema,
  Trace: TraceSchema,
  TraceStage: TraceStageSchema,
};

/** The name of a model. */
export type ModelName = keyof typeof modelSchemas;
