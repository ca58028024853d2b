// Generated from the schemas in ../models: pnpm run generate

import * as asks from "../models/asks.ts";
import * as attachments from "../models/attachments.ts";
import * as chat from "../models/chat.ts";
import * as events from "../models/events.ts";
import * as frames from "../models/frames.ts";
import * as health from "../models/health.ts";
import * as jobs from "../models/jobs.ts";
import * as messages from "../models/messages.ts";
import * as peers from "../models/peers.ts";
import * as route from "../models/route.ts";
import * as sessions from "../models/sessions.ts";
import * as spawn from "../models/spawn.ts";
import type { ObjectSchema, Schema, SchemaOf } from "../schema.ts";
import type * as models from "./models.ts";

export const AckParamsSchema: ObjectSchema<models.AckParams> = asks.AckParamsSchema as unknown as SchemaOf<models.AckParams, typeof asks.AckParamsSchema>;

export const AnswerParamsSchema: ObjectSchema<models.AnswerParams> = asks.AnswerParamsSchema as unknown as SchemaOf<models.AnswerParams, typeof asks.AnswerParamsSchema>;

export const AskBlockingParamsSchema: ObjectSchema<models.AskBlockingParams> = asks.AskBlockingParamsSchema as unknown as SchemaOf<models.AskBlockingParams, typeof asks.AskBlockingParamsSchema>;

export const AskBlockingResultSchema: ObjectSchema<models.AskBlockingResult> = asks.AskBlockingResultSchema as unknown as SchemaOf<models.AskBlockingResult, typeof asks.AskBlockingResultSchema>;

export const AskHistoryParamsSchema: ObjectSchema<models.AskHistoryParams> = asks.AskHistoryParamsSchema as unknown as SchemaOf<models.AskHistoryParams, typeof asks.AskHistoryParamsSchema>;

export const AskHistorySchema: ObjectSchema<models.AskHistory> = asks.AskHistorySchema as unknown as SchemaOf<models.AskHistory, typeof asks.AskHistorySchema>;

export const AskManyChildProgressSchema: ObjectSchema<models.AskManyChildProgress> = asks.AskManyChildProgressSchema as unknown as SchemaOf<models.AskManyChildProgress, typeof asks.AskManyChildProgressSchema>;

export const AskManyChildSchema: ObjectSchema<models.AskManyChild> = asks.AskManyChildSchema as unknown as SchemaOf<models.AskManyChild, typeof asks.AskManyChildSchema>;

export const AskManyParamsSchema: ObjectSchema<models.AskManyParams> = asks.AskManyParamsSchema as unknown as SchemaOf<models.AskManyParams, typeof asks.AskManyParamsSchema>;

export const AskManyResultSchema: ObjectSchema<models.AskManyResult> = asks.AskManyResultSchema as unknown as SchemaOf<models.AskManyResult, typeof asks.AskManyResultSchema>;

export const AskManyRollupSchema: ObjectSchema<models.AskManyRollup> = asks.AskManyRollupSchema as unknown as SchemaOf<models.AskManyRollup, typeof asks.AskManyRollupSchema>;

export const AskManyStatusSchema: ObjectSchema<models.AskManyStatus> = asks.AskManyStatusSchema as unknown as SchemaOf<models.AskManyStatus, typeof asks.AskManyStatusSchema>;

export const AskParamsSchema: ObjectSchema<models.AskParams> = asks.AskParamsSchema as unknown as SchemaOf<models.AskParams, typeof asks.AskParamsSchema>;

export const AskResultSchema: ObjectSchema<models.AskResult> = asks.AskResultSchema as unknown as SchemaOf<models.AskResult, typeof asks.AskResultSchema>;

export const BlockingOptionSchema: ObjectSchema<models.BlockingOption> = asks.BlockingOptionSchema as unknown as SchemaOf<models.BlockingOption, typeof asks.BlockingOptionSchema>;

export const DeclineParamsSchema: ObjectSchema<models.DeclineParams> = asks.DeclineParamsSchema as unknown as SchemaOf<models.DeclineParams, typeof asks.DeclineParamsSchema>;

export const DefaultAnswerSchema: ObjectSchema<models.DefaultAnswer> = asks.DefaultAnswerSchema as unknown as SchemaOf<models.DefaultAnswer, typeof asks.DefaultAnswerSchema>;

export const GetAskManyParamsSchema: ObjectSchema<models.GetAskManyParams> = asks.GetAskManyParamsSchema as unknown as SchemaOf<models.GetAskManyParams, typeof asks.GetAskManyParamsSchema>;

export const PendingAskSchema: ObjectSchema<models.PendingAsk> = asks.PendingAskSchema as unknown as SchemaOf<models.PendingAsk, typeof asks.PendingAskSchema>;

export const PendingAsksParamsSchema: ObjectSchema<models.PendingAsksParams> = asks.PendingAsksParamsSchema as unknown as SchemaOf<models.PendingAsksParams, typeof asks.PendingAsksParamsSchema>;

export const PendingAsksResultSchema: ObjectSchema<models.PendingAsksResult> = asks.PendingAsksResultSchema as unknown as SchemaOf<models.PendingAsksResult, typeof asks.PendingAsksResultSchema>;

export const QuestionOptionSchema: ObjectSchema<models.QuestionOption> = asks.QuestionOptionSchema as unknown as SchemaOf<models.QuestionOption, typeof asks.QuestionOptionSchema>;

export const QuestionSchema: ObjectSchema<models.Question> = asks.QuestionSchema as unknown as SchemaOf<models.Question, typeof asks.QuestionSchema>;

export const WaitOnAskParamsSchema: ObjectSchema<models.WaitOnAskParams> = asks.WaitOnAskParamsSchema as unknown as SchemaOf<models.WaitOnAskParams, typeof asks.WaitOnAskParamsSchema>;

export const WaitOnAskResultSchema: ObjectSchema<models.WaitOnAskResult> = asks.WaitOnAskResultSchema as unknown as SchemaOf<models.WaitOnAskResult, typeof asks.WaitOnAskResultSchema>;

export const DownloadAttachmentParamsSchema: ObjectSchema<models.DownloadAttachmentParams> = attachments.DownloadAttachmentParamsSchema as unknown as SchemaOf<models.DownloadAttachmentParams, typeof attachments.DownloadAttachmentParamsSchema>;

export const UploadAttachmentParamsSchema: ObjectSchema<models.UploadAttachmentParams> = attachments.UploadAttachmentParamsSchema as unknown as SchemaOf<models.UploadAttachmentParams, typeof attachments.UploadAttachmentParamsSchema>;

export const UploadedAttachmentSchema: ObjectSchema<models.UploadedAttachment> = attachments.UploadedAttachmentSchema as unknown as SchemaOf<models.UploadedAttachment, typeof attachments.UploadedAttachmentSchema>;

export const IngestChatTurnDeltaParamsSchema: ObjectSchema<models.IngestChatTurnDeltaParams> = chat.IngestChatTurnDeltaParamsSchema as unknown as SchemaOf<models.IngestChatTurnDeltaParams, typeof chat.IngestChatTurnDeltaParamsSchema>;

export const IngestChatTurnParamsSchema: ObjectSchema<models.IngestChatTurnParams> = chat.IngestChatTurnParamsSchema as unknown as SchemaOf<models.IngestChatTurnParams, typeof chat.IngestChatTurnParamsSchema>;

export const ToolCallSchema: ObjectSchema<models.ToolCall> = chat.ToolCallSchema as unknown as SchemaOf<models.ToolCall, typeof chat.ToolCallSchema>;

export const AckEventSchema: ObjectSchema<models.AckEvent> = events.AckEventSchema as unknown as SchemaOf<models.AckEvent, typeof events.AckEventSchema>;

export const AcpPermissionDecisionEventSchema: ObjectSchema<models.AcpPermissionDecisionEvent> = events.AcpPermissionDecisionEventSchema as unknown as SchemaOf<models.AcpPermissionDecisionEvent, typeof events.AcpPermissionDecisionEventSchema>;

export const AcpPermissionRequestEventSchema: ObjectSchema<models.AcpPermissionRequestEvent> = events.AcpPermissionRequestEventSchema as unknown as SchemaOf<models.AcpPermissionRequestEvent, typeof events.AcpPermissionRequestEventSchema>;

export const AskEventSchema: ObjectSchema<models.AskEvent> = events.AskEventSchema as unknown as SchemaOf<models.AskEvent, typeof events.AskEventSchema>;

export const BroadcastEventSchema: ObjectSchema<models.BroadcastEvent> = events.BroadcastEventSchema as unknown as SchemaOf<models.BroadcastEvent, typeof events.BroadcastEventSchema>;

export const ChatTurnDeltaEventSchema: ObjectSchema<models.ChatTurnDeltaEvent> = events.ChatTurnDeltaEventSchema as unknown as SchemaOf<models.ChatTurnDeltaEvent, typeof events.ChatTurnDeltaEventSchema>;

export const ChatTurnEventSchema: ObjectSchema<models.ChatTurnEvent> = events.ChatTurnEventSchema as unknown as SchemaOf<models.ChatTurnEvent, typeof events.ChatTurnEventSchema>;

export const DeliveryTraceEventSchema: ObjectSchema<models.DeliveryTraceEvent> = events.DeliveryTraceEventSchema as unknown as SchemaOf<models.DeliveryTraceEvent, typeof events.DeliveryTraceEventSchema>;

export const EventsParamsSchema: ObjectSchema<models.EventsParams> = events.EventsParamsSchema as unknown as SchemaOf<models.EventsParams, typeof events.EventsParamsSchema>;

export const EventsResultSchema: Schema<models.EventsResult> = events.EventsResultSchema as unknown as SchemaOf<models.EventsResult, typeof events.EventsResultSchema>;

export const JobStateChangedEventSchema: ObjectSchema<models.JobStateChangedEvent> = events.JobStateChangedEventSchema as unknown as SchemaOf<models.JobStateChangedEvent, typeof events.JobStateChangedEventSchema>;

export const NotificationEventSchema: ObjectSchema<models.NotificationEvent> = events.NotificationEventSchema as unknown as SchemaOf<models.NotificationEvent, typeof events.NotificationEventSchema>;

export const PaneClaimRejectedEventSchema: ObjectSchema<models.PaneClaimRejectedEvent> = events.PaneClaimRejectedEventSchema as unknown as SchemaOf<models.PaneClaimRejectedEvent, typeof events.PaneClaimRejectedEventSchema>;

export const PeerContradictionEventSchema: ObjectSchema<models.PeerContradictionEvent> = events.PeerContradictionEventSchema as unknown as SchemaOf<models.PeerContradictionEvent, typeof events.PeerContradictionEventSchema>;

export const PeerNotAddressableEventSchema: ObjectSchema<models.PeerNotAddressableEvent> = events.PeerNotAddressableEventSchema as unknown as SchemaOf<models.PeerNotAddressableEvent, typeof events.PeerNotAddressableEventSchema>;

export const PeerOfflineEventSchema: ObjectSchema<models.PeerOfflineEvent> = events.PeerOfflineEventSchema as unknown as SchemaOf<models.PeerOfflineEvent, typeof events.PeerOfflineEventSchema>;

export const PeerOnlineEventSchema: ObjectSchema<models.PeerOnlineEvent> = events.PeerOnlineEventSchema as unknown as SchemaOf<models.PeerOnlineEvent, typeof events.PeerOnlineEventSchema>;

export const PeerReapedEventSchema: ObjectSchema<models.PeerReapedEvent> = events.PeerReapedEventSchema as unknown as SchemaOf<models.PeerReapedEvent, typeof events.PeerReapedEventSchema>;

export const PeerStatusEventSchema: ObjectSchema<models.PeerStatusEvent> = events.PeerStatusEventSchema as unknown as SchemaOf<models.PeerStatusEvent, typeof events.PeerStatusEventSchema>;

export const PeerUpdatedEventSchema: ObjectSchema<models.PeerUpdatedEvent> = events.PeerUpdatedEventSchema as unknown as SchemaOf<models.PeerUpdatedEvent, typeof events.PeerUpdatedEventSchema>;

export const PendingReplyLostEventSchema: ObjectSchema<models.PendingReplyLostEvent> = events.PendingReplyLostEventSchema as unknown as SchemaOf<models.PendingReplyLostEvent, typeof events.PendingReplyLostEventSchema>;

export const QueryEventSchema: ObjectSchema<models.QueryEvent> = events.QueryEventSchema as unknown as SchemaOf<models.QueryEvent, typeof events.QueryEventSchema>;

export const QueryResponseEventSchema: ObjectSchema<models.QueryResponseEvent> = events.QueryResponseEventSchema as unknown as SchemaOf<models.QueryResponseEvent, typeof events.QueryResponseEventSchema>;

export const RawEventSchema: ObjectSchema<models.RawEvent> = events.RawEventSchema as unknown as SchemaOf<models.RawEvent, typeof events.RawEventSchema>;

export const RoleClaimedEventSchema: ObjectSchema<models.RoleClaimedEvent> = events.RoleClaimedEventSchema as unknown as SchemaOf<models.RoleClaimedEvent, typeof events.RoleClaimedEventSchema>;

export const AskFrameSchema: ObjectSchema<models.AskFrame> = frames.AskFrameSchema as unknown as SchemaOf<models.AskFrame, typeof frames.AskFrameSchema>;

export const BroadcastFrameSchema: ObjectSchema<models.BroadcastFrame> = frames.BroadcastFrameSchema as unknown as SchemaOf<models.BroadcastFrame, typeof frames.BroadcastFrameSchema>;

export const ConnectFrameSchema: ObjectSchema<models.ConnectFrame> = frames.ConnectFrameSchema as unknown as SchemaOf<models.ConnectFrame, typeof frames.ConnectFrameSchema>;

export const ConnectedFrameSchema: ObjectSchema<models.ConnectedFrame> = frames.ConnectedFrameSchema as unknown as SchemaOf<models.ConnectedFrame, typeof frames.ConnectedFrameSchema>;

export const DeliveryAckFrameSchema: ObjectSchema<models.DeliveryAckFrame> = frames.DeliveryAckFrameSchema as unknown as SchemaOf<models.DeliveryAckFrame, typeof frames.DeliveryAckFrameSchema>;

export const ErrorFrameSchema: ObjectSchema<models.ErrorFrame> = frames.ErrorFrameSchema as unknown as SchemaOf<models.ErrorFrame, typeof frames.ErrorFrameSchema>;

export const NotifyFrameSchema: ObjectSchema<models.NotifyFrame> = frames.NotifyFrameSchema as unknown as SchemaOf<models.NotifyFrame, typeof frames.NotifyFrameSchema>;

export const PingFrameSchema: ObjectSchema<models.PingFrame> = frames.PingFrameSchema as unknown as SchemaOf<models.PingFrame, typeof frames.PingFrameSchema>;

export const PongFrameSchema: ObjectSchema<models.PongFrame> = frames.PongFrameSchema as unknown as SchemaOf<models.PongFrame, typeof frames.PongFrameSchema>;

export const QueryErrorFrameSchema: ObjectSchema<models.QueryErrorFrame> = frames.QueryErrorFrameSchema as unknown as SchemaOf<models.QueryErrorFrame, typeof frames.QueryErrorFrameSchema>;

export const QueryFrameSchema: ObjectSchema<models.QueryFrame> = frames.QueryFrameSchema as unknown as SchemaOf<models.QueryFrame, typeof frames.QueryFrameSchema>;

export const ResponseFrameSchema: ObjectSchema<models.ResponseFrame> = frames.ResponseFrameSchema as unknown as SchemaOf<models.ResponseFrame, typeof frames.ResponseFrameSchema>;

export const SetCircleFrameSchema: ObjectSchema<models.SetCircleFrame> = frames.SetCircleFrameSchema as unknown as SchemaOf<models.SetCircleFrame, typeof frames.SetCircleFrameSchema>;

export const StatusFrameSchema: ObjectSchema<models.StatusFrame> = frames.StatusFrameSchema as unknown as SchemaOf<models.StatusFrame, typeof frames.StatusFrameSchema>;

export const UpdateDisplayNameFrameSchema: ObjectSchema<models.UpdateDisplayNameFrame> = frames.UpdateDisplayNameFrameSchema as unknown as SchemaOf<models.UpdateDisplayNameFrame, typeof frames.UpdateDisplayNameFrameSchema>;

export const AcpBrokerHealthSchema: ObjectSchema<models.AcpBrokerHealth> = health.AcpBrokerHealthSchema as unknown as SchemaOf<models.AcpBrokerHealth, typeof health.AcpBrokerHealthSchema>;

export const AcpPermissionHealthSchema: ObjectSchema<models.AcpPermissionHealth> = health.AcpPermissionHealthSchema as unknown as SchemaOf<models.AcpPermissionHealth, typeof health.AcpPermissionHealthSchema>;

export const ChannelHealthSchema: ObjectSchema<models.ChannelHealth> = health.ChannelHealthSchema as unknown as SchemaOf<models.ChannelHealth, typeof health.ChannelHealthSchema>;

export const DaemonCapabilitiesSchema: ObjectSchema<models.DaemonCapabilities> = health.DaemonCapabilitiesSchema as unknown as SchemaOf<models.DaemonCapabilities, typeof health.DaemonCapabilitiesSchema>;

export const HealthSchema: ObjectSchema<models.Health> = health.HealthSchema as unknown as SchemaOf<models.Health, typeof health.HealthSchema>;

export const RelayHealthSchema: ObjectSchema<models.RelayHealth> = health.RelayHealthSchema as unknown as SchemaOf<models.RelayHealth, typeof health.RelayHealthSchema>;

export const CancelJobParamsSchema: ObjectSchema<models.CancelJobParams> = jobs.CancelJobParamsSchema as unknown as SchemaOf<models.CancelJobParams, typeof jobs.CancelJobParamsSchema>;

export const CreateJobParamsSchema: ObjectSchema<models.CreateJobParams> = jobs.CreateJobParamsSchema as unknown as SchemaOf<models.CreateJobParams, typeof jobs.CreateJobParamsSchema>;

export const CreateJobResultSchema: ObjectSchema<models.CreateJobResult> = jobs.CreateJobResultSchema as unknown as SchemaOf<models.CreateJobResult, typeof jobs.CreateJobResultSchema>;

export const CreateScheduleParamsSchema: ObjectSchema<models.CreateScheduleParams> = jobs.CreateScheduleParamsSchema as unknown as SchemaOf<models.CreateScheduleParams, typeof jobs.CreateScheduleParamsSchema>;

export const DeleteScheduleParamsSchema: ObjectSchema<models.DeleteScheduleParams> = jobs.DeleteScheduleParamsSchema as unknown as SchemaOf<models.DeleteScheduleParams, typeof jobs.DeleteScheduleParamsSchema>;

export const DeleteScheduleResultSchema: ObjectSchema<models.DeleteScheduleResult> = jobs.DeleteScheduleResultSchema as unknown as SchemaOf<models.DeleteScheduleResult, typeof jobs.DeleteScheduleResultSchema>;

export const JobIdParamsSchema: ObjectSchema<models.JobIdParams> = jobs.JobIdParamsSchema as unknown as SchemaOf<models.JobIdParams, typeof jobs.JobIdParamsSchema>;

export const JobOutcomeResultSchema: ObjectSchema<models.JobOutcomeResult> = jobs.JobOutcomeResultSchema as unknown as SchemaOf<models.JobOutcomeResult, typeof jobs.JobOutcomeResultSchema>;

export const JobOutcomeSchema: ObjectSchema<models.JobOutcome> = jobs.JobOutcomeSchema as unknown as SchemaOf<models.JobOutcome, typeof jobs.JobOutcomeSchema>;

export const JobSchema: ObjectSchema<models.Job> = jobs.JobSchema as unknown as SchemaOf<models.Job, typeof jobs.JobSchema>;

export const JobStatusResultSchema: ObjectSchema<models.JobStatusResult> = jobs.JobStatusResultSchema as unknown as SchemaOf<models.JobStatusResult, typeof jobs.JobStatusResultSchema>;

export const ListJobsParamsSchema: ObjectSchema<models.ListJobsParams> = jobs.ListJobsParamsSchema as unknown as SchemaOf<models.ListJobsParams, typeof jobs.ListJobsParamsSchema>;

export const ListJobsResultSchema: ObjectSchema<models.ListJobsResult> = jobs.ListJobsResultSchema as unknown as SchemaOf<models.ListJobsResult, typeof jobs.ListJobsResultSchema>;

export const ListSchedulesParamsSchema: ObjectSchema<models.ListSchedulesParams> = jobs.ListSchedulesParamsSchema as unknown as SchemaOf<models.ListSchedulesParams, typeof jobs.ListSchedulesParamsSchema>;

export const ListSchedulesResultSchema: ObjectSchema<models.ListSchedulesResult> = jobs.ListSchedulesResultSchema as unknown as SchemaOf<models.ListSchedulesResult, typeof jobs.ListSchedulesResultSchema>;

export const RunJobParamsSchema: ObjectSchema<models.RunJobParams> = jobs.RunJobParamsSchema as unknown as SchemaOf<models.RunJobParams, typeof jobs.RunJobParamsSchema>;

export const ScheduleSchema: ObjectSchema<models.Schedule> = jobs.ScheduleSchema as unknown as SchemaOf<models.Schedule, typeof jobs.ScheduleSchema>;

export const UpdateJobParamsSchema: ObjectSchema<models.UpdateJobParams> = jobs.UpdateJobParamsSchema as unknown as SchemaOf<models.UpdateJobParams, typeof jobs.UpdateJobParamsSchema>;

export const AttachmentRefSchema: ObjectSchema<models.AttachmentRef> = messages.AttachmentRefSchema as unknown as SchemaOf<models.AttachmentRef, typeof messages.AttachmentRefSchema>;

export const BroadcastFailureSchema: ObjectSchema<models.BroadcastFailure> = messages.BroadcastFailureSchema as unknown as SchemaOf<models.BroadcastFailure, typeof messages.BroadcastFailureSchema>;

export const BroadcastParamsSchema: ObjectSchema<models.BroadcastParams> = messages.BroadcastParamsSchema as unknown as SchemaOf<models.BroadcastParams, typeof messages.BroadcastParamsSchema>;

export const BroadcastResultSchema: ObjectSchema<models.BroadcastResult> = messages.BroadcastResultSchema as unknown as SchemaOf<models.BroadcastResult, typeof messages.BroadcastResultSchema>;

export const NotifyParamsSchema: ObjectSchema<models.NotifyParams> = messages.NotifyParamsSchema as unknown as SchemaOf<models.NotifyParams, typeof messages.NotifyParamsSchema>;

export const NotifyResultSchema: ObjectSchema<models.NotifyResult> = messages.NotifyResultSchema as unknown as SchemaOf<models.NotifyResult, typeof messages.NotifyResultSchema>;

export const PendingDeliveriesParamsSchema: ObjectSchema<models.PendingDeliveriesParams> = messages.PendingDeliveriesParamsSchema as unknown as SchemaOf<models.PendingDeliveriesParams, typeof messages.PendingDeliveriesParamsSchema>;

export const PendingDeliveriesResultSchema: ObjectSchema<models.PendingDeliveriesResult> = messages.PendingDeliveriesResultSchema as unknown as SchemaOf<models.PendingDeliveriesResult, typeof messages.PendingDeliveriesResultSchema>;

export const PendingDeliverySchema: ObjectSchema<models.PendingDelivery> = messages.PendingDeliverySchema as unknown as SchemaOf<models.PendingDelivery, typeof messages.PendingDeliverySchema>;

export const QueryParamsSchema: ObjectSchema<models.QueryParams> = messages.QueryParamsSchema as unknown as SchemaOf<models.QueryParams, typeof messages.QueryParamsSchema>;

export const QueryResultSchema: ObjectSchema<models.QueryResult> = messages.QueryResultSchema as unknown as SchemaOf<models.QueryResult, typeof messages.QueryResultSchema>;

export const TraceParamsSchema: ObjectSchema<models.TraceParams> = messages.TraceParamsSchema as unknown as SchemaOf<models.TraceParams, typeof messages.TraceParamsSchema>;

export const TraceSchema: ObjectSchema<models.Trace> = messages.TraceSchema as unknown as SchemaOf<models.Trace, typeof messages.TraceSchema>;

export const TraceStageSchema: ObjectSchema<models.TraceStage> = messages.TraceStageSchema as unknown as SchemaOf<models.TraceStage, typeof messages.TraceStageSchema>;

export const ClaimRoleParamsSchema: ObjectSchema<models.ClaimRoleParams> = peers.ClaimRoleParamsSchema as unknown as SchemaOf<models.ClaimRoleParams, typeof peers.ClaimRoleParamsSchema>;

export const ClaimRoleResultSchema: ObjectSchema<models.ClaimRoleResult> = peers.ClaimRoleResultSchema as unknown as SchemaOf<models.ClaimRoleResult, typeof peers.ClaimRoleResultSchema>;

export const ContradictionSchema: ObjectSchema<models.Contradiction> = peers.ContradictionSchema as unknown as SchemaOf<models.Contradiction, typeof peers.ContradictionSchema>;

export const DoctorReportSchema: ObjectSchema<models.DoctorReport> = peers.DoctorReportSchema as unknown as SchemaOf<models.DoctorReport, typeof peers.DoctorReportSchema>;

export const GetPeerByPaneParamsSchema: ObjectSchema<models.GetPeerByPaneParams> = peers.GetPeerByPaneParamsSchema as unknown as SchemaOf<models.GetPeerByPaneParams, typeof peers.GetPeerByPaneParamsSchema>;

export const GetPeerParamsSchema: ObjectSchema<models.GetPeerParams> = peers.GetPeerParamsSchema as unknown as SchemaOf<models.GetPeerParams, typeof peers.GetPeerParamsSchema>;

export const ListPeersParamsSchema: ObjectSchema<models.ListPeersParams> = peers.ListPeersParamsSchema as unknown as SchemaOf<models.ListPeersParams, typeof peers.ListPeersParamsSchema>;

export const ListPeersResultSchema: ObjectSchema<models.ListPeersResult> = peers.ListPeersResultSchema as unknown as SchemaOf<models.ListPeersResult, typeof peers.ListPeersResultSchema>;

export const MarkPeerOfflineParamsSchema: ObjectSchema<models.MarkPeerOfflineParams> = peers.MarkPeerOfflineParamsSchema as unknown as SchemaOf<models.MarkPeerOfflineParams, typeof peers.MarkPeerOfflineParamsSchema>;

export const MarkPeerOfflineResultSchema: ObjectSchema<models.MarkPeerOfflineResult> = peers.MarkPeerOfflineResultSchema as unknown as SchemaOf<models.MarkPeerOfflineResult, typeof peers.MarkPeerOfflineResultSchema>;

export const OrchestratorStatusParamsSchema: ObjectSchema<models.OrchestratorStatusParams> = peers.OrchestratorStatusParamsSchema as unknown as SchemaOf<models.OrchestratorStatusParams, typeof peers.OrchestratorStatusParamsSchema>;

export const OrchestratorStatusSchema: ObjectSchema<models.OrchestratorStatus> = peers.OrchestratorStatusSchema as unknown as SchemaOf<models.OrchestratorStatus, typeof peers.OrchestratorStatusSchema>;

export const PeerSchema: ObjectSchema<models.Peer> = peers.PeerSchema as unknown as SchemaOf<models.Peer, typeof peers.PeerSchema>;

export const ProvenanceSchema: ObjectSchema<models.Provenance> = peers.ProvenanceSchema as unknown as SchemaOf<models.Provenance, typeof peers.ProvenanceSchema>;

export const RegisterPeerParamsSchema: ObjectSchema<models.RegisterPeerParams> = peers.RegisterPeerParamsSchema as unknown as SchemaOf<models.RegisterPeerParams, typeof peers.RegisterPeerParamsSchema>;

export const RegisterPeerResultSchema: ObjectSchema<models.RegisterPeerResult> = peers.RegisterPeerResultSchema as unknown as SchemaOf<models.RegisterPeerResult, typeof peers.RegisterPeerResultSchema>;

export const RoleHolderSchema: ObjectSchema<models.RoleHolder> = peers.RoleHolderSchema as unknown as SchemaOf<models.RoleHolder, typeof peers.RoleHolderSchema>;

export const SetCircleParamsSchema: ObjectSchema<models.SetCircleParams> = peers.SetCircleParamsSchema as unknown as SchemaOf<models.SetCircleParams, typeof peers.SetCircleParamsSchema>;

export const SetDescriptionParamsSchema: ObjectSchema<models.SetDescriptionParams> = peers.SetDescriptionParamsSchema as unknown as SchemaOf<models.SetDescriptionParams, typeof peers.SetDescriptionParamsSchema>;

export const SetProvenanceParamsSchema: ObjectSchema<models.SetProvenanceParams> = peers.SetProvenanceParamsSchema as unknown as SchemaOf<models.SetProvenanceParams, typeof peers.SetProvenanceParamsSchema>;

export const TouchPeerParamsSchema: ObjectSchema<models.TouchPeerParams> = peers.TouchPeerParamsSchema as unknown as SchemaOf<models.TouchPeerParams, typeof peers.TouchPeerParamsSchema>;

export const UnregisterPeerParamsSchema: ObjectSchema<models.UnregisterPeerParams> = peers.UnregisterPeerParamsSchema as unknown as SchemaOf<models.UnregisterPeerParams, typeof peers.UnregisterPeerParamsSchema>;

export const UpdateSessionParamsSchema: ObjectSchema<models.UpdateSessionParams> = peers.UpdateSessionParamsSchema as unknown as SchemaOf<models.UpdateSessionParams, typeof peers.UpdateSessionParamsSchema>;

export const ValidateIdentityParamsSchema: ObjectSchema<models.ValidateIdentityParams> = peers.ValidateIdentityParamsSchema as unknown as SchemaOf<models.ValidateIdentityParams, typeof peers.ValidateIdentityParamsSchema>;

export const ValidateIdentityResultSchema: ObjectSchema<models.ValidateIdentityResult> = peers.ValidateIdentityResultSchema as unknown as SchemaOf<models.ValidateIdentityResult, typeof peers.ValidateIdentityResultSchema>;

export const NoParamsSchema: ObjectSchema<models.NoParams> = route.NoParamsSchema as unknown as SchemaOf<models.NoParams, typeof route.NoParamsSchema>;

export const OkResultSchema: ObjectSchema<models.OkResult> = route.OkResultSchema as unknown as SchemaOf<models.OkResult, typeof route.OkResultSchema>;

export const NotifySessionParamsSchema: ObjectSchema<models.NotifySessionParams> = sessions.NotifySessionParamsSchema as unknown as SchemaOf<models.NotifySessionParams, typeof sessions.NotifySessionParamsSchema>;

export const NotifySessionResultSchema: ObjectSchema<models.NotifySessionResult> = sessions.NotifySessionResultSchema as unknown as SchemaOf<models.NotifySessionResult, typeof sessions.NotifySessionResultSchema>;

export const ResumeSessionParamsSchema: ObjectSchema<models.ResumeSessionParams> = sessions.ResumeSessionParamsSchema as unknown as SchemaOf<models.ResumeSessionParams, typeof sessions.ResumeSessionParamsSchema>;

export const ResumeSessionResultSchema: ObjectSchema<models.ResumeSessionResult> = sessions.ResumeSessionResultSchema as unknown as SchemaOf<models.ResumeSessionResult, typeof sessions.ResumeSessionResultSchema>;

export const SearchTimelineParamsSchema: ObjectSchema<models.SearchTimelineParams> = sessions.SearchTimelineParamsSchema as unknown as SchemaOf<models.SearchTimelineParams, typeof sessions.SearchTimelineParamsSchema>;

export const SearchTimelineResultSchema: ObjectSchema<models.SearchTimelineResult> = sessions.SearchTimelineResultSchema as unknown as SchemaOf<models.SearchTimelineResult, typeof sessions.SearchTimelineResultSchema>;

export const TimelineHitSchema: ObjectSchema<models.TimelineHit> = sessions.TimelineHitSchema as unknown as SchemaOf<models.TimelineHit, typeof sessions.TimelineHitSchema>;

export const TimelineItemSchema: ObjectSchema<models.TimelineItem> = sessions.TimelineItemSchema as unknown as SchemaOf<models.TimelineItem, typeof sessions.TimelineItemSchema>;

export const TimelineMatchSchema: ObjectSchema<models.TimelineMatch> = sessions.TimelineMatchSchema as unknown as SchemaOf<models.TimelineMatch, typeof sessions.TimelineMatchSchema>;

export const TimelineParamsSchema: ObjectSchema<models.TimelineParams> = sessions.TimelineParamsSchema as unknown as SchemaOf<models.TimelineParams, typeof sessions.TimelineParamsSchema>;

export const TimelineSchema: ObjectSchema<models.Timeline> = sessions.TimelineSchema as unknown as SchemaOf<models.Timeline, typeof sessions.TimelineSchema>;

export const TranscriptParamsSchema: ObjectSchema<models.TranscriptParams> = sessions.TranscriptParamsSchema as unknown as SchemaOf<models.TranscriptParams, typeof sessions.TranscriptParamsSchema>;

export const TranscriptSchema: ObjectSchema<models.Transcript> = sessions.TranscriptSchema as unknown as SchemaOf<models.Transcript, typeof sessions.TranscriptSchema>;

export const TranscriptTurnSchema: ObjectSchema<models.TranscriptTurn> = sessions.TranscriptTurnSchema as unknown as SchemaOf<models.TranscriptTurn, typeof sessions.TranscriptTurnSchema>;

export const ForkBackendParamsSchema: ObjectSchema<models.ForkBackendParams> = spawn.ForkBackendParamsSchema as unknown as SchemaOf<models.ForkBackendParams, typeof spawn.ForkBackendParamsSchema>;

export const ForkBackendResultSchema: ObjectSchema<models.ForkBackendResult> = spawn.ForkBackendResultSchema as unknown as SchemaOf<models.ForkBackendResult, typeof spawn.ForkBackendResultSchema>;

export const KillPeerParamsSchema: ObjectSchema<models.KillPeerParams> = spawn.KillPeerParamsSchema as unknown as SchemaOf<models.KillPeerParams, typeof spawn.KillPeerParamsSchema>;

export const KillPeerResultSchema: ObjectSchema<models.KillPeerResult> = spawn.KillPeerResultSchema as unknown as SchemaOf<models.KillPeerResult, typeof spawn.KillPeerResultSchema>;

export const RehookPeerParamsSchema: ObjectSchema<models.RehookPeerParams> = spawn.RehookPeerParamsSchema as unknown as SchemaOf<models.RehookPeerParams, typeof spawn.RehookPeerParamsSchema>;

export const RehookPeerResultSchema: ObjectSchema<models.RehookPeerResult> = spawn.RehookPeerResultSchema as unknown as SchemaOf<models.RehookPeerResult, typeof spawn.RehookPeerResultSchema>;

export const RestartPeerParamsSchema: ObjectSchema<models.RestartPeerParams> = spawn.RestartPeerParamsSchema as unknown as SchemaOf<models.RestartPeerParams, typeof spawn.RestartPeerParamsSchema>;

export const RestartPeerResultSchema: ObjectSchema<models.RestartPeerResult> = spawn.RestartPeerResultSchema as unknown as SchemaOf<models.RestartPeerResult, typeof spawn.RestartPeerResultSchema>;

export const SpawnConfigSchema: ObjectSchema<models.SpawnConfig> = spawn.SpawnConfigSchema as unknown as SchemaOf<models.SpawnConfig, typeof spawn.SpawnConfigSchema>;

export const SpawnParamsSchema: ObjectSchema<models.SpawnParams> = spawn.SpawnParamsSchema as unknown as SchemaOf<models.SpawnParams, typeof spawn.SpawnParamsSchema>;

export const SpawnProfileSchema: ObjectSchema<models.SpawnProfile> = spawn.SpawnProfileSchema as unknown as SchemaOf<models.SpawnProfile, typeof spawn.SpawnProfileSchema>;

export const SpawnResultSchema: ObjectSchema<models.SpawnResult> = spawn.SpawnResultSchema as unknown as SchemaOf<models.SpawnResult, typeof spawn.SpawnResultSchema>;

export const SwitchBackendParamsSchema: ObjectSchema<models.SwitchBackendParams> = spawn.SwitchBackendParamsSchema as unknown as SchemaOf<models.SwitchBackendParams, typeof spawn.SwitchBackendParamsSchema>;

export const SwitchBackendResultSchema: ObjectSchema<models.SwitchBackendResult> = spawn.SwitchBackendResultSchema as unknown as SchemaOf<models.SwitchBackendResult, typeof spawn.SwitchBackendResultSchema>;

/** The schema of each type of {@link KnownEvent}. */
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
  peer_online: PeerOnlineEventSchema,
  peer_status: PeerStatusEventSchema,
  peer_updated: PeerUpdatedEventSchema,
  peer_not_addressable: PeerNotAddressableEventSchema,
  pane_claim_rejected: PaneClaimRejectedEventSchema,
  delivery_trace: DeliveryTraceEventSchema,
  peer_reaped: PeerReapedEventSchema,
  peer_offline: PeerOfflineEventSchema,
  job_state_changed: JobStateChangedEventSchema,
  pending_reply_lost: PendingReplyLostEventSchema,
  acp_permission_request: AcpPermissionRequestEventSchema,
  acp_permission_decision: AcpPermissionDecisionEventSchema,
};

/** The schema of each type of {@link DaemonFrame}. */
export const daemonFrameSchemas = {
  connected: ConnectedFrameSchema,
  error: ErrorFrameSchema,
  ask: AskFrameSchema,
  notify: NotifyFrameSchema,
  broadcast: BroadcastFrameSchema,
  query: QueryFrameSchema,
  ping: PingFrameSchema,
};

/** The schema of each type of {@link PeerFrame}. */
export const peerFrameSchemas = {
  connect: ConnectFrameSchema,
  delivery_ack: DeliveryAckFrameSchema,
  status: StatusFrameSchema,
  pong: PongFrameSchema,
  response: ResponseFrameSchema,
  error: QueryErrorFrameSchema,
  set_circle: SetCircleFrameSchema,
  update_display_name: UpdateDisplayNameFrameSchema,
};
