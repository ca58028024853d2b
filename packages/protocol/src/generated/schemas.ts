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

/** The parameters that close an ask. */
export const AckParamsSchema: ObjectSchema<models.AckParams> = asks.AckParamsSchema as unknown as SchemaOf<models.AckParams, typeof asks.AckParamsSchema>;

/** The answer to a structured question. The first answer counts. */
export const AnswerParamsSchema: ObjectSchema<models.AnswerParams> = asks.AnswerParamsSchema as unknown as SchemaOf<models.AnswerParams, typeof asks.AnswerParamsSchema>;

/** A question to the human at the dashboard. The call waits for the answer. */
export const AskBlockingParamsSchema: ObjectSchema<models.AskBlockingParams> = asks.AskBlockingParamsSchema as unknown as SchemaOf<models.AskBlockingParams, typeof asks.AskBlockingParamsSchema>;

/** How a blocking question ended. A timeout is an outcome, not an error. */
export const AskBlockingResultSchema: ObjectSchema<models.AskBlockingResult> = asks.AskBlockingResultSchema as unknown as SchemaOf<models.AskBlockingResult, typeof asks.AskBlockingResultSchema>;

/** The peer whose closed asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const AskHistoryParamsSchema: ObjectSchema<models.AskHistoryParams> = asks.AskHistoryParamsSchema as unknown as SchemaOf<models.AskHistoryParams, typeof asks.AskHistoryParamsSchema>;

/** The closed asks that a peer took part in. */
export const AskHistorySchema: ObjectSchema<models.AskHistory> = asks.AskHistorySchema as unknown as SchemaOf<models.AskHistory, typeof asks.AskHistorySchema>;

/** The outcome of the ask to one of several peers. */
export const AskManyChildProgressSchema: ObjectSchema<models.AskManyChildProgress> = asks.AskManyChildProgressSchema as unknown as SchemaOf<models.AskManyChildProgress, typeof asks.AskManyChildProgressSchema>;

/** The ask to one of several peers. It may fail although others succeed. */
export const AskManyChildSchema: ObjectSchema<models.AskManyChild> = asks.AskManyChildSchema as unknown as SchemaOf<models.AskManyChild, typeof asks.AskManyChildSchema>;

/** One question to several peers. */
export const AskManyParamsSchema: ObjectSchema<models.AskManyParams> = asks.AskManyParamsSchema as unknown as SchemaOf<models.AskManyParams, typeof asks.AskManyParamsSchema>;

/** The asks that were opened. */
export const AskManyResultSchema: ObjectSchema<models.AskManyResult> = asks.AskManyResultSchema as unknown as SchemaOf<models.AskManyResult, typeof asks.AskManyResultSchema>;

/** How many asks of an ask-many are in each state. */
export const AskManyRollupSchema: ObjectSchema<models.AskManyRollup> = asks.AskManyRollupSchema as unknown as SchemaOf<models.AskManyRollup, typeof asks.AskManyRollupSchema>;

/** The state of an ask-many. */
export const AskManyStatusSchema: ObjectSchema<models.AskManyStatus> = asks.AskManyStatusSchema as unknown as SchemaOf<models.AskManyStatus, typeof asks.AskManyStatusSchema>;

/** A message that the daemon tracks until somebody acks it. */
export const AskParamsSchema: ObjectSchema<models.AskParams> = asks.AskParamsSchema as unknown as SchemaOf<models.AskParams, typeof asks.AskParamsSchema>;

/** The ask that the daemon opened. */
export const AskResultSchema: ObjectSchema<models.AskResult> = asks.AskResultSchema as unknown as SchemaOf<models.AskResult, typeof asks.AskResultSchema>;

/** One of the options of a blocking question. */
export const BlockingOptionSchema: ObjectSchema<models.BlockingOption> = asks.BlockingOptionSchema as unknown as SchemaOf<models.BlockingOption, typeof asks.BlockingOptionSchema>;

/** The ask to decline, and the reason. */
export const DeclineParamsSchema: ObjectSchema<models.DeclineParams> = asks.DeclineParamsSchema as unknown as SchemaOf<models.DeclineParams, typeof asks.DeclineParamsSchema>;

/** An answer to a structured question. */
export const DefaultAnswerSchema: ObjectSchema<models.DefaultAnswer> = asks.DefaultAnswerSchema as unknown as SchemaOf<models.DefaultAnswer, typeof asks.DefaultAnswerSchema>;

/** The ask-many to look up. */
export const GetAskManyParamsSchema: ObjectSchema<models.GetAskManyParams> = asks.GetAskManyParamsSchema as unknown as SchemaOf<models.GetAskManyParams, typeof asks.GetAskManyParamsSchema>;

/** An ask that is still open. */
export const PendingAskSchema: ObjectSchema<models.PendingAsk> = asks.PendingAskSchema as unknown as SchemaOf<models.PendingAsk, typeof asks.PendingAskSchema>;

/** The peer whose open asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingAsksParamsSchema: ObjectSchema<models.PendingAsksParams> = asks.PendingAsksParamsSchema as unknown as SchemaOf<models.PendingAsksParams, typeof asks.PendingAsksParamsSchema>;

/** Open asks, the newest first; the Python daemons list at most 10. */
export const PendingAsksResultSchema: ObjectSchema<models.PendingAsksResult> = asks.PendingAsksResultSchema as unknown as SchemaOf<models.PendingAsksResult, typeof asks.PendingAsksResultSchema>;

/** One of the options of a choice. */
export const QuestionOptionSchema: ObjectSchema<models.QuestionOption> = asks.QuestionOptionSchema as unknown as SchemaOf<models.QuestionOption, typeof asks.QuestionOptionSchema>;

/** A structured question that goes with an ask. */
export const QuestionSchema: ObjectSchema<models.Question> = asks.QuestionSchema as unknown as SchemaOf<models.Question, typeof asks.QuestionSchema>;

/**
 * The ask to wait for, and who waits. From the first wait on, the daemon keeps the reply for the
 * waiter.
 */
export const WaitOnAskParamsSchema: ObjectSchema<models.WaitOnAskParams> = asks.WaitOnAskParamsSchema as unknown as SchemaOf<models.WaitOnAskParams, typeof asks.WaitOnAskParamsSchema>;

/** The result of a wait. */
export const WaitOnAskResultSchema: ObjectSchema<models.WaitOnAskResult> = asks.WaitOnAskResultSchema as unknown as SchemaOf<models.WaitOnAskResult, typeof asks.WaitOnAskResultSchema>;

/** The file to download. */
export const DownloadAttachmentParamsSchema: ObjectSchema<models.DownloadAttachmentParams> = attachments.DownloadAttachmentParamsSchema as unknown as SchemaOf<models.DownloadAttachmentParams, typeof attachments.DownloadAttachmentParamsSchema>;

/** A file to upload. The daemon keeps it for a day. */
export const UploadAttachmentParamsSchema: ObjectSchema<models.UploadAttachmentParams> = attachments.UploadAttachmentParamsSchema as unknown as SchemaOf<models.UploadAttachmentParams, typeof attachments.UploadAttachmentParamsSchema>;

/** A file that the daemon stores. Pass it in `attachments`. */
export const UploadedAttachmentSchema: ObjectSchema<models.UploadedAttachment> = attachments.UploadedAttachmentSchema as unknown as SchemaOf<models.UploadedAttachment, typeof attachments.UploadedAttachmentSchema>;

/** A piece of a turn that an agent is still writing. */
export const IngestChatTurnDeltaParamsSchema: ObjectSchema<models.IngestChatTurnDeltaParams> = chat.IngestChatTurnDeltaParamsSchema as unknown as SchemaOf<models.IngestChatTurnDeltaParams, typeof chat.IngestChatTurnDeltaParamsSchema>;

/** A turn in an agent's session. */
export const IngestChatTurnParamsSchema: ObjectSchema<models.IngestChatTurnParams> = chat.IngestChatTurnParamsSchema as unknown as SchemaOf<models.IngestChatTurnParams, typeof chat.IngestChatTurnParamsSchema>;

/** A tool that an agent used in a turn. */
export const ToolCallSchema: ObjectSchema<models.ToolCall> = chat.ToolCallSchema as unknown as SchemaOf<models.ToolCall, typeof chat.ToolCallSchema>;

/** An ask was closed. An ordinary reply has only a notification. */
export const AckEventSchema: ObjectSchema<models.AckEvent> = events.AckEventSchema as unknown as SchemaOf<models.AckEvent, typeof events.AckEventSchema>;

/** The decision whether an agent behind the ACP broker may use a tool. */
export const AcpPermissionDecisionEventSchema: ObjectSchema<models.AcpPermissionDecisionEvent> = events.AcpPermissionDecisionEventSchema as unknown as SchemaOf<models.AcpPermissionDecisionEvent, typeof events.AcpPermissionDecisionEventSchema>;

/** An agent behind the ACP broker asks for permission to use a tool. */
export const AcpPermissionRequestEventSchema: ObjectSchema<models.AcpPermissionRequestEvent> = events.AcpPermissionRequestEventSchema as unknown as SchemaOf<models.AcpPermissionRequestEvent, typeof events.AcpPermissionRequestEventSchema>;

/** An ask. The event is written before the frame is sent, so a failed ask has one too. */
export const AskEventSchema: ObjectSchema<models.AskEvent> = events.AskEventSchema as unknown as SchemaOf<models.AskEvent, typeof events.AskEventSchema>;

/** A broadcast. */
export const BroadcastEventSchema: ObjectSchema<models.BroadcastEvent> = events.BroadcastEventSchema as unknown as SchemaOf<models.BroadcastEvent, typeof events.BroadcastEventSchema>;

/** A piece of a turn that an agent is still writing. */
export const ChatTurnDeltaEventSchema: ObjectSchema<models.ChatTurnDeltaEvent> = events.ChatTurnDeltaEventSchema as unknown as SchemaOf<models.ChatTurnDeltaEvent, typeof events.ChatTurnDeltaEventSchema>;

/** A turn in an agent's session. */
export const ChatTurnEventSchema: ObjectSchema<models.ChatTurnEvent> = events.ChatTurnEventSchema as unknown as SchemaOf<models.ChatTurnEvent, typeof events.ChatTurnEventSchema>;

/** An ask reached the socket of its peer, but the peer did not take it; Go only. */
export const DeliveryTraceEventSchema: ObjectSchema<models.DeliveryTraceEvent> = events.DeliveryTraceEventSchema as unknown as SchemaOf<models.DeliveryTraceEvent, typeof events.DeliveryTraceEventSchema>;

/** The events to list. */
export const EventsParamsSchema: ObjectSchema<models.EventsParams> = events.EventsParamsSchema as unknown as SchemaOf<models.EventsParams, typeof events.EventsParamsSchema>;

/** Events, the oldest first. At most 500. */
export const EventsResultSchema: Schema<models.EventsResult> = events.EventsResultSchema as unknown as SchemaOf<models.EventsResult, typeof events.EventsResultSchema>;

/** A job changed its state; since 0.16.0. */
export const JobStateChangedEventSchema: ObjectSchema<models.JobStateChangedEvent> = events.JobStateChangedEventSchema as unknown as SchemaOf<models.JobStateChangedEvent, typeof events.JobStateChangedEventSchema>;

/** A notification, or the reply to an ask. */
export const NotificationEventSchema: ObjectSchema<models.NotificationEvent> = events.NotificationEventSchema as unknown as SchemaOf<models.NotificationEvent, typeof events.NotificationEventSchema>;

/** A registration asked for a pane that another peer holds; Go only. */
export const PaneClaimRejectedEventSchema: ObjectSchema<models.PaneClaimRejectedEvent> = events.PaneClaimRejectedEventSchema as unknown as SchemaOf<models.PaneClaimRejectedEvent, typeof events.PaneClaimRejectedEventSchema>;

/** The daemon found a contradiction in what it knew of a peer, and set the peer offline. */
export const PeerContradictionEventSchema: ObjectSchema<models.PeerContradictionEvent> = events.PeerContradictionEventSchema as unknown as SchemaOf<models.PeerContradictionEvent, typeof events.PeerContradictionEventSchema>;

/** A peer can no longer be addressed: its asks are closed and its queue is dropped. Go only. */
export const PeerNotAddressableEventSchema: ObjectSchema<models.PeerNotAddressableEvent> = events.PeerNotAddressableEventSchema as unknown as SchemaOf<models.PeerNotAddressableEvent, typeof events.PeerNotAddressableEventSchema>;

/** A peer went offline; since 0.15.1. */
export const PeerOfflineEventSchema: ObjectSchema<models.PeerOfflineEvent> = events.PeerOfflineEventSchema as unknown as SchemaOf<models.PeerOfflineEvent, typeof events.PeerOfflineEventSchema>;

/** A peer registered or opened its socket; Go only. */
export const PeerOnlineEventSchema: ObjectSchema<models.PeerOnlineEvent> = events.PeerOnlineEventSchema as unknown as SchemaOf<models.PeerOnlineEvent, typeof events.PeerOnlineEventSchema>;

/** A peer was offline for so long that the daemon removed it. */
export const PeerReapedEventSchema: ObjectSchema<models.PeerReapedEvent> = events.PeerReapedEventSchema as unknown as SchemaOf<models.PeerReapedEvent, typeof events.PeerReapedEventSchema>;

/** The status of a peer changed; Go only. */
export const PeerStatusEventSchema: ObjectSchema<models.PeerStatusEvent> = events.PeerStatusEventSchema as unknown as SchemaOf<models.PeerStatusEvent, typeof events.PeerStatusEventSchema>;

/** The provenance of a peer or its `addressable` changed; Go only. */
export const PeerUpdatedEventSchema: ObjectSchema<models.PeerUpdatedEvent> = events.PeerUpdatedEventSchema as unknown as SchemaOf<models.PeerUpdatedEvent, typeof events.PeerUpdatedEventSchema>;

/** A reply that was waiting for its asker was lost. */
export const PendingReplyLostEventSchema: ObjectSchema<models.PendingReplyLostEvent> = events.PendingReplyLostEventSchema as unknown as SchemaOf<models.PendingReplyLostEvent, typeof events.PendingReplyLostEventSchema>;

/** A query. */
export const QueryEventSchema: ObjectSchema<models.QueryEvent> = events.QueryEventSchema as unknown as SchemaOf<models.QueryEvent, typeof events.QueryEventSchema>;

/** A query was answered. */
export const QueryResponseEventSchema: ObjectSchema<models.QueryResponseEvent> = events.QueryResponseEventSchema as unknown as SchemaOf<models.QueryResponseEvent, typeof events.QueryResponseEventSchema>;

/** An event of any type, as the daemon sends it. {@link classifyEvent} returns its exact type. */
export const RawEventSchema: ObjectSchema<models.RawEvent> = events.RawEventSchema as unknown as SchemaOf<models.RawEvent, typeof events.RawEventSchema>;

/** A peer became the orchestrator of its circle. */
export const RoleClaimedEventSchema: ObjectSchema<models.RoleClaimedEvent> = events.RoleClaimedEventSchema as unknown as SchemaOf<models.RoleClaimedEvent, typeof events.RoleClaimedEventSchema>;

/** An ask to the peer. */
export const AskFrameSchema: ObjectSchema<models.AskFrame> = frames.AskFrameSchema as unknown as SchemaOf<models.AskFrame, typeof frames.AskFrameSchema>;

/** A broadcast. It needs no receipt. */
export const BroadcastFrameSchema: ObjectSchema<models.BroadcastFrame> = frames.BroadcastFrameSchema as unknown as SchemaOf<models.BroadcastFrame, typeof frames.BroadcastFrameSchema>;

/** The first frame of a socket. */
export const ConnectFrameSchema: ObjectSchema<models.ConnectFrame> = frames.ConnectFrameSchema as unknown as SchemaOf<models.ConnectFrame, typeof frames.ConnectFrameSchema>;

/** The daemon accepted the peer. */
export const ConnectedFrameSchema: ObjectSchema<models.ConnectedFrame> = frames.ConnectedFrameSchema as unknown as SchemaOf<models.ConnectedFrame, typeof frames.ConnectedFrameSchema>;

/** The receipt for an ask or a notification. Send it within 0.75 seconds. */
export const DeliveryAckFrameSchema: ObjectSchema<models.DeliveryAckFrame> = frames.DeliveryAckFrameSchema as unknown as SchemaOf<models.DeliveryAckFrame, typeof frames.DeliveryAckFrameSchema>;

/** The daemon refused the peer, or could not read a frame. */
export const ErrorFrameSchema: ObjectSchema<models.ErrorFrame> = frames.ErrorFrameSchema as unknown as SchemaOf<models.ErrorFrame, typeof frames.ErrorFrameSchema>;

/** A notification, or the reply to an ask of the peer. */
export const NotifyFrameSchema: ObjectSchema<models.NotifyFrame> = frames.NotifyFrameSchema as unknown as SchemaOf<models.NotifyFrame, typeof frames.NotifyFrameSchema>;

/** The daemon expects a `pong`. */
export const PingFrameSchema: ObjectSchema<models.PingFrame> = frames.PingFrameSchema as unknown as SchemaOf<models.PingFrame, typeof frames.PingFrameSchema>;

/** The answer to `ping`. */
export const PongFrameSchema: ObjectSchema<models.PongFrame> = frames.PongFrameSchema as unknown as SchemaOf<models.PongFrame, typeof frames.PongFrameSchema>;

/** The reason why a `query` has no answer, up to 0.15.1. */
export const QueryErrorFrameSchema: ObjectSchema<models.QueryErrorFrame> = frames.QueryErrorFrameSchema as unknown as SchemaOf<models.QueryErrorFrame, typeof frames.QueryErrorFrameSchema>;

/** A query to the peer. Only up to 0.15.1; later daemons send an ask instead. */
export const QueryFrameSchema: ObjectSchema<models.QueryFrame> = frames.QueryFrameSchema as unknown as SchemaOf<models.QueryFrame, typeof frames.QueryFrameSchema>;

/** The answer to `query`, up to 0.15.1. */
export const ResponseFrameSchema: ObjectSchema<models.ResponseFrame> = frames.ResponseFrameSchema as unknown as SchemaOf<models.ResponseFrame, typeof frames.ResponseFrameSchema>;

/** Moves the peer to another circle. Go does not know it. */
export const SetCircleFrameSchema: ObjectSchema<models.SetCircleFrame> = frames.SetCircleFrameSchema as unknown as SchemaOf<models.SetCircleFrame, typeof frames.SetCircleFrameSchema>;

/** The status of a peer. */
export const StatusFrameSchema: ObjectSchema<models.StatusFrame> = frames.StatusFrameSchema as unknown as SchemaOf<models.StatusFrame, typeof frames.StatusFrameSchema>;

/** Renames the peer. */
export const UpdateDisplayNameFrameSchema: ObjectSchema<models.UpdateDisplayNameFrame> = frames.UpdateDisplayNameFrameSchema as unknown as SchemaOf<models.UpdateDisplayNameFrame, typeof frames.UpdateDisplayNameFrameSchema>;

/** State of the daemon's ACP broker. */
export const AcpBrokerHealthSchema: ObjectSchema<models.AcpBrokerHealth> = health.AcpBrokerHealthSchema as unknown as SchemaOf<models.AcpBrokerHealth, typeof health.AcpBrokerHealthSchema>;

/** State of the ACP broker's permission requests. */
export const AcpPermissionHealthSchema: ObjectSchema<models.AcpPermissionHealth> = health.AcpPermissionHealthSchema as unknown as SchemaOf<models.AcpPermissionHealth, typeof health.AcpPermissionHealthSchema>;

/** State of the daemon's Claude channel. */
export const ChannelHealthSchema: ObjectSchema<models.ChannelHealth> = health.ChannelHealthSchema as unknown as SchemaOf<models.ChannelHealth, typeof health.ChannelHealthSchema>;

/** The daemon's capabilities, as flags. A missing flag means false. */
export const DaemonCapabilitiesSchema: ObjectSchema<models.DaemonCapabilities> = health.DaemonCapabilitiesSchema as unknown as SchemaOf<models.DaemonCapabilities, typeof health.DaemonCapabilitiesSchema>;

/** The state of the daemon. An answer means that the daemon is ready. */
export const HealthSchema: ObjectSchema<models.Health> = health.HealthSchema as unknown as SchemaOf<models.Health, typeof health.HealthSchema>;

/** State of the daemon's connection to its relay. */
export const RelayHealthSchema: ObjectSchema<models.RelayHealth> = health.RelayHealthSchema as unknown as SchemaOf<models.RelayHealth, typeof health.RelayHealthSchema>;

/** The job to cancel, and the reason. */
export const CancelJobParamsSchema: ObjectSchema<models.CancelJobParams> = jobs.CancelJobParamsSchema as unknown as SchemaOf<models.CancelJobParams, typeof jobs.CancelJobParamsSchema>;

/** A job to create. It runs now, later or repeatedly. */
export const CreateJobParamsSchema: ObjectSchema<models.CreateJobParams> = jobs.CreateJobParamsSchema as unknown as SchemaOf<models.CreateJobParams, typeof jobs.CreateJobParamsSchema>;

/** The job that was created. */
export const CreateJobResultSchema: ObjectSchema<models.CreateJobResult> = jobs.CreateJobResultSchema as unknown as SchemaOf<models.CreateJobResult, typeof jobs.CreateJobResultSchema>;

/** A message to send later. Pass exactly one of `fire_at` and `cron`. */
export const CreateScheduleParamsSchema: ObjectSchema<models.CreateScheduleParams> = jobs.CreateScheduleParamsSchema as unknown as SchemaOf<models.CreateScheduleParams, typeof jobs.CreateScheduleParamsSchema>;

/** The schedule to delete. */
export const DeleteScheduleParamsSchema: ObjectSchema<models.DeleteScheduleParams> = jobs.DeleteScheduleParamsSchema as unknown as SchemaOf<models.DeleteScheduleParams, typeof jobs.DeleteScheduleParamsSchema>;

/** The schedule was deleted. */
export const DeleteScheduleResultSchema: ObjectSchema<models.DeleteScheduleResult> = jobs.DeleteScheduleResultSchema as unknown as SchemaOf<models.DeleteScheduleResult, typeof jobs.DeleteScheduleResultSchema>;

/** The job to look up. */
export const JobIdParamsSchema: ObjectSchema<models.JobIdParams> = jobs.JobIdParamsSchema as unknown as SchemaOf<models.JobIdParams, typeof jobs.JobIdParamsSchema>;

/** The result of a job, in its envelope. */
export const JobOutcomeResultSchema: ObjectSchema<models.JobOutcomeResult> = jobs.JobOutcomeResultSchema as unknown as SchemaOf<models.JobOutcomeResult, typeof jobs.JobOutcomeResultSchema>;

/** The result of a job. */
export const JobOutcomeSchema: ObjectSchema<models.JobOutcome> = jobs.JobOutcomeSchema as unknown as SchemaOf<models.JobOutcome, typeof jobs.JobOutcomeSchema>;

/**
 * A job, or a recurring job. A recurring job has a `cron`. `view: "summary"` leaves most fields
 * out.
 */
export const JobSchema: ObjectSchema<models.Job> = jobs.JobSchema as unknown as SchemaOf<models.Job, typeof jobs.JobSchema>;

/** A job and its progress. */
export const JobStatusResultSchema: ObjectSchema<models.JobStatusResult> = jobs.JobStatusResultSchema as unknown as SchemaOf<models.JobStatusResult, typeof jobs.JobStatusResultSchema>;

/** The jobs to list. */
export const ListJobsParamsSchema: ObjectSchema<models.ListJobsParams> = jobs.ListJobsParamsSchema as unknown as SchemaOf<models.ListJobsParams, typeof jobs.ListJobsParamsSchema>;

/** Jobs, and separately the recurring jobs. */
export const ListJobsResultSchema: ObjectSchema<models.ListJobsResult> = jobs.ListJobsResultSchema as unknown as SchemaOf<models.ListJobsResult, typeof jobs.ListJobsResultSchema>;

/** The schedules to list. Default: all. */
export const ListSchedulesParamsSchema: ObjectSchema<models.ListSchedulesParams> = jobs.ListSchedulesParamsSchema as unknown as SchemaOf<models.ListSchedulesParams, typeof jobs.ListSchedulesParamsSchema>;

/** Schedules, the next one first. */
export const ListSchedulesResultSchema: ObjectSchema<models.ListSchedulesResult> = jobs.ListSchedulesResultSchema as unknown as SchemaOf<models.ListSchedulesResult, typeof jobs.ListSchedulesResultSchema>;

/** The job to run, and who requests it. */
export const RunJobParamsSchema: ObjectSchema<models.RunJobParams> = jobs.RunJobParamsSchema as unknown as SchemaOf<models.RunJobParams, typeof jobs.RunJobParamsSchema>;

/** A scheduled message. */
export const ScheduleSchema: ObjectSchema<models.Schedule> = jobs.ScheduleSchema as unknown as SchemaOf<models.Schedule, typeof jobs.ScheduleSchema>;

/** The progress of a job. */
export const UpdateJobParamsSchema: ObjectSchema<models.UpdateJobParams> = jobs.UpdateJobParamsSchema as unknown as SchemaOf<models.UpdateJobParams, typeof jobs.UpdateJobParamsSchema>;

/** A file to send with a message. The daemon passes it on without a check. */
export const AttachmentRefSchema: ObjectSchema<models.AttachmentRef> = messages.AttachmentRefSchema as unknown as SchemaOf<models.AttachmentRef, typeof messages.AttachmentRefSchema>;

/** A peer that a broadcast did not reach. */
export const BroadcastFailureSchema: ObjectSchema<models.BroadcastFailure> = messages.BroadcastFailureSchema as unknown as SchemaOf<models.BroadcastFailure, typeof messages.BroadcastFailureSchema>;

/** A message to every connected peer of the circle. */
export const BroadcastParamsSchema: ObjectSchema<models.BroadcastParams> = messages.BroadcastParamsSchema as unknown as SchemaOf<models.BroadcastParams, typeof messages.BroadcastParamsSchema>;

/** The peers that a broadcast reached. */
export const BroadcastResultSchema: ObjectSchema<models.BroadcastResult> = messages.BroadcastResultSchema as unknown as SchemaOf<models.BroadcastResult, typeof messages.BroadcastResultSchema>;

/** A message that expects no reply. */
export const NotifyParamsSchema: ObjectSchema<models.NotifyParams> = messages.NotifyParamsSchema as unknown as SchemaOf<models.NotifyParams, typeof messages.NotifyParamsSchema>;

/** What the daemon did with a notification. */
export const NotifyResultSchema: ObjectSchema<models.NotifyResult> = messages.NotifyResultSchema as unknown as SchemaOf<models.NotifyResult, typeof messages.NotifyResultSchema>;

/** The peer whose queue to empty. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingDeliveriesParamsSchema: ObjectSchema<models.PendingDeliveriesParams> = messages.PendingDeliveriesParamsSchema as unknown as SchemaOf<models.PendingDeliveriesParams, typeof messages.PendingDeliveriesParamsSchema>;

/** The queued messages, the oldest first. The daemon has already deleted them. */
export const PendingDeliveriesResultSchema: ObjectSchema<models.PendingDeliveriesResult> = messages.PendingDeliveriesResultSchema as unknown as SchemaOf<models.PendingDeliveriesResult, typeof messages.PendingDeliveriesResultSchema>;

/** A message that was queued for its peer. */
export const PendingDeliverySchema: ObjectSchema<models.PendingDelivery> = messages.PendingDeliverySchema as unknown as SchemaOf<models.PendingDelivery, typeof messages.PendingDeliverySchema>;

/**
 * A question whose call waits for the answer. Use `ask` if you do not want to hold a connection.
 */
export const QueryParamsSchema: ObjectSchema<models.QueryParams> = messages.QueryParamsSchema as unknown as SchemaOf<models.QueryParams, typeof messages.QueryParamsSchema>;

/** The answer to a query. */
export const QueryResultSchema: ObjectSchema<models.QueryResult> = messages.QueryResultSchema as unknown as SchemaOf<models.QueryResult, typeof messages.QueryResultSchema>;

/** The message to trace. */
export const TraceParamsSchema: ObjectSchema<models.TraceParams> = messages.TraceParamsSchema as unknown as SchemaOf<models.TraceParams, typeof messages.TraceParamsSchema>;

/** The path of a message through the daemon. */
export const TraceSchema: ObjectSchema<models.Trace> = messages.TraceSchema as unknown as SchemaOf<models.Trace, typeof messages.TraceSchema>;

/** What happened to a message at one point. */
export const TraceStageSchema: ObjectSchema<models.TraceStage> = messages.TraceStageSchema as unknown as SchemaOf<models.TraceStage, typeof messages.TraceStageSchema>;

/** The role to claim, and the peer that claims it. */
export const ClaimRoleParamsSchema: ObjectSchema<models.ClaimRoleParams> = peers.ClaimRoleParamsSchema as unknown as SchemaOf<models.ClaimRoleParams, typeof peers.ClaimRoleParamsSchema>;

/** The new holder of the role. */
export const ClaimRoleResultSchema: ObjectSchema<models.ClaimRoleResult> = peers.ClaimRoleResultSchema as unknown as SchemaOf<models.ClaimRoleResult, typeof peers.ClaimRoleResultSchema>;

/** Two facts about a peer that contradict each other. */
export const ContradictionSchema: ObjectSchema<models.Contradiction> = peers.ContradictionSchema as unknown as SchemaOf<models.Contradiction, typeof peers.ContradictionSchema>;

/** Everything the daemon knows about whether messages reach a peer. */
export const DoctorReportSchema: ObjectSchema<models.DoctorReport> = peers.DoctorReportSchema as unknown as SchemaOf<models.DoctorReport, typeof peers.DoctorReportSchema>;

/** The pane of the peer to look up. */
export const GetPeerByPaneParamsSchema: ObjectSchema<models.GetPeerByPaneParams> = peers.GetPeerByPaneParamsSchema as unknown as SchemaOf<models.GetPeerByPaneParams, typeof peers.GetPeerByPaneParamsSchema>;

/** The peer to look up. */
export const GetPeerParamsSchema: ObjectSchema<models.GetPeerParams> = peers.GetPeerParamsSchema as unknown as SchemaOf<models.GetPeerParams, typeof peers.GetPeerParamsSchema>;

/** The peers to list. Without a filter, all are listed. */
export const ListPeersParamsSchema: ObjectSchema<models.ListPeersParams> = peers.ListPeersParamsSchema as unknown as SchemaOf<models.ListPeersParams, typeof peers.ListPeersParamsSchema>;

/** The peers, in the order of their registration. */
export const ListPeersResultSchema: ObjectSchema<models.ListPeersResult> = peers.ListPeersResultSchema as unknown as SchemaOf<models.ListPeersResult, typeof peers.ListPeersResultSchema>;

/** The peer to mark offline. */
export const MarkPeerOfflineParamsSchema: ObjectSchema<models.MarkPeerOfflineParams> = peers.MarkPeerOfflineParamsSchema as unknown as SchemaOf<models.MarkPeerOfflineParams, typeof peers.MarkPeerOfflineParamsSchema>;

/** What ended because the peer went offline. */
export const MarkPeerOfflineResultSchema: ObjectSchema<models.MarkPeerOfflineResult> = peers.MarkPeerOfflineResultSchema as unknown as SchemaOf<models.MarkPeerOfflineResult, typeof peers.MarkPeerOfflineResultSchema>;

/** The circle whose orchestrator to look for. */
export const OrchestratorStatusParamsSchema: ObjectSchema<models.OrchestratorStatusParams> = peers.OrchestratorStatusParamsSchema as unknown as SchemaOf<models.OrchestratorStatusParams, typeof peers.OrchestratorStatusParamsSchema>;

/** The orchestrator of a circle, if it has a living one. */
export const OrchestratorStatusSchema: ObjectSchema<models.OrchestratorStatus> = peers.OrchestratorStatusSchema as unknown as SchemaOf<models.OrchestratorStatus, typeof peers.OrchestratorStatusSchema>;

/** A coding-agent session that the daemon knows. */
export const PeerSchema: ObjectSchema<models.Peer> = peers.PeerSchema as unknown as SchemaOf<models.Peer, typeof peers.PeerSchema>;

/** Where a peer came from and whether it can be addressed; Go only. */
export const ProvenanceSchema: ObjectSchema<models.Provenance> = peers.ProvenanceSchema as unknown as SchemaOf<models.Provenance, typeof peers.ProvenanceSchema>;

/** The peer to register. */
export const RegisterPeerParamsSchema: ObjectSchema<models.RegisterPeerParams> = peers.RegisterPeerParamsSchema as unknown as SchemaOf<models.RegisterPeerParams, typeof peers.RegisterPeerParamsSchema>;

/** The identity that a registration got. */
export const RegisterPeerResultSchema: ObjectSchema<models.RegisterPeerResult> = peers.RegisterPeerResultSchema as unknown as SchemaOf<models.RegisterPeerResult, typeof peers.RegisterPeerResultSchema>;

/** A peer that held the role before. */
export const RoleHolderSchema: ObjectSchema<models.RoleHolder> = peers.RoleHolderSchema as unknown as SchemaOf<models.RoleHolder, typeof peers.RoleHolderSchema>;

/** The peer to move, and its new circle. */
export const SetCircleParamsSchema: ObjectSchema<models.SetCircleParams> = peers.SetCircleParamsSchema as unknown as SchemaOf<models.SetCircleParams, typeof peers.SetCircleParamsSchema>;

/** What a peer is working on. */
export const SetDescriptionParamsSchema: ObjectSchema<models.SetDescriptionParams> = peers.SetDescriptionParamsSchema as unknown as SchemaOf<models.SetDescriptionParams, typeof peers.SetDescriptionParamsSchema>;

/** The provenance of a peer. */
export const SetProvenanceParamsSchema: ObjectSchema<models.SetProvenanceParams> = peers.SetProvenanceParamsSchema as unknown as SchemaOf<models.SetProvenanceParams, typeof peers.SetProvenanceParamsSchema>;

/** The peer that was seen. */
export const TouchPeerParamsSchema: ObjectSchema<models.TouchPeerParams> = peers.TouchPeerParamsSchema as unknown as SchemaOf<models.TouchPeerParams, typeof peers.TouchPeerParamsSchema>;

/** The peer to remove. */
export const UnregisterPeerParamsSchema: ObjectSchema<models.UnregisterPeerParams> = peers.UnregisterPeerParamsSchema as unknown as SchemaOf<models.UnregisterPeerParams, typeof peers.UnregisterPeerParamsSchema>;

/** The state of a peer's session. */
export const UpdateSessionParamsSchema: ObjectSchema<models.UpdateSessionParams> = peers.UpdateSessionParamsSchema as unknown as SchemaOf<models.UpdateSessionParams, typeof peers.UpdateSessionParamsSchema>;

/** A proof of identity, and what it must match. */
export const ValidateIdentityParamsSchema: ObjectSchema<models.ValidateIdentityParams> = peers.ValidateIdentityParamsSchema as unknown as SchemaOf<models.ValidateIdentityParams, typeof peers.ValidateIdentityParamsSchema>;

/**
 * The peer that the certificate belongs to. It is listed again if the daemon knew it only from its
 * disk.
 */
export const ValidateIdentityResultSchema: ObjectSchema<models.ValidateIdentityResult> = peers.ValidateIdentityResultSchema as unknown as SchemaOf<models.ValidateIdentityResult, typeof peers.ValidateIdentityResultSchema>;

/** The parameters of an endpoint without parameters. */
export const NoParamsSchema: ObjectSchema<models.NoParams> = route.NoParamsSchema as unknown as SchemaOf<models.NoParams, typeof route.NoParamsSchema>;

/** The daemon has done it. */
export const OkResultSchema: ObjectSchema<models.OkResult> = route.OkResultSchema as unknown as SchemaOf<models.OkResult, typeof route.OkResultSchema>;

/** A message to the peer that has the session now. */
export const NotifySessionParamsSchema: ObjectSchema<models.NotifySessionParams> = sessions.NotifySessionParamsSchema as unknown as SchemaOf<models.NotifySessionParams, typeof sessions.NotifySessionParamsSchema>;

/** What the daemon did with a message to a session. */
export const NotifySessionResultSchema: ObjectSchema<models.NotifySessionResult> = sessions.NotifySessionResultSchema as unknown as SchemaOf<models.NotifySessionResult, typeof sessions.NotifySessionResultSchema>;

/** The session to resume. */
export const ResumeSessionParamsSchema: ObjectSchema<models.ResumeSessionParams> = sessions.ResumeSessionParamsSchema as unknown as SchemaOf<models.ResumeSessionParams, typeof sessions.ResumeSessionParamsSchema>;

/** Whether a session can be resumed, and what was done. */
export const ResumeSessionResultSchema: ObjectSchema<models.ResumeSessionResult> = sessions.ResumeSessionResultSchema as unknown as SchemaOf<models.ResumeSessionResult, typeof sessions.ResumeSessionResultSchema>;

/** The text to find, and the peer in whose timeline to look. */
export const SearchTimelineParamsSchema: ObjectSchema<models.SearchTimelineParams> = sessions.SearchTimelineParamsSchema as unknown as SchemaOf<models.SearchTimelineParams, typeof sessions.SearchTimelineParamsSchema>;

/** The places in a peer's timeline where a text was found. */
export const SearchTimelineResultSchema: ObjectSchema<models.SearchTimelineResult> = sessions.SearchTimelineResultSchema as unknown as SchemaOf<models.SearchTimelineResult, typeof sessions.SearchTimelineResultSchema>;

/** An item in which a text was found. */
export const TimelineHitSchema: ObjectSchema<models.TimelineHit> = sessions.TimelineHitSchema as unknown as SchemaOf<models.TimelineHit, typeof sessions.TimelineHitSchema>;

/** Something that happened in a peer's session. */
export const TimelineItemSchema: ObjectSchema<models.TimelineItem> = sessions.TimelineItemSchema as unknown as SchemaOf<models.TimelineItem, typeof sessions.TimelineItemSchema>;

/** The place in an item where a text was found. */
export const TimelineMatchSchema: ObjectSchema<models.TimelineMatch> = sessions.TimelineMatchSchema as unknown as SchemaOf<models.TimelineMatch, typeof sessions.TimelineMatchSchema>;

/** The parameters of `timeline`. */
export const TimelineParamsSchema: ObjectSchema<models.TimelineParams> = sessions.TimelineParamsSchema as unknown as SchemaOf<models.TimelineParams, typeof sessions.TimelineParamsSchema>;

/** What happened in a peer's session. */
export const TimelineSchema: ObjectSchema<models.Timeline> = sessions.TimelineSchema as unknown as SchemaOf<models.Timeline, typeof sessions.TimelineSchema>;

/** The parameters of `transcript`. */
export const TranscriptParamsSchema: ObjectSchema<models.TranscriptParams> = sessions.TranscriptParamsSchema as unknown as SchemaOf<models.TranscriptParams, typeof sessions.TranscriptParamsSchema>;

/** A page of a peer's conversation. */
export const TranscriptSchema: ObjectSchema<models.Transcript> = sessions.TranscriptSchema as unknown as SchemaOf<models.Transcript, typeof sessions.TranscriptSchema>;

/** A turn of a peer's conversation. */
export const TranscriptTurnSchema: ObjectSchema<models.TranscriptTurn> = sessions.TranscriptTurnSchema as unknown as SchemaOf<models.TranscriptTurn, typeof sessions.TranscriptTurnSchema>;

/** The peer to add a sibling to, and the sibling's agent; Go only. */
export const ForkBackendParamsSchema: ObjectSchema<models.ForkBackendParams> = spawn.ForkBackendParamsSchema as unknown as SchemaOf<models.ForkBackendParams, typeof spawn.ForkBackendParamsSchema>;

/** The sibling that was spawned. The source continues to run. */
export const ForkBackendResultSchema: ObjectSchema<models.ForkBackendResult> = spawn.ForkBackendResultSchema as unknown as SchemaOf<models.ForkBackendResult, typeof spawn.ForkBackendResultSchema>;

/** The peer to end. */
export const KillPeerParamsSchema: ObjectSchema<models.KillPeerParams> = spawn.KillPeerParamsSchema as unknown as SchemaOf<models.KillPeerParams, typeof spawn.KillPeerParamsSchema>;

/** The peer was removed. `tmux_killed` says what happened to its pane. */
export const KillPeerResultSchema: ObjectSchema<models.KillPeerResult> = spawn.KillPeerResultSchema as unknown as SchemaOf<models.KillPeerResult, typeof spawn.KillPeerResultSchema>;

/** The peer whose socket hook to start again. */
export const RehookPeerParamsSchema: ObjectSchema<models.RehookPeerParams> = spawn.RehookPeerParamsSchema as unknown as SchemaOf<models.RehookPeerParams, typeof spawn.RehookPeerParamsSchema>;

/** The result for a peer's socket hook. */
export const RehookPeerResultSchema: ObjectSchema<models.RehookPeerResult> = spawn.RehookPeerResultSchema as unknown as SchemaOf<models.RehookPeerResult, typeof spawn.RehookPeerResultSchema>;

/** The peer to restart. */
export const RestartPeerParamsSchema: ObjectSchema<models.RestartPeerParams> = spawn.RestartPeerParamsSchema as unknown as SchemaOf<models.RestartPeerParams, typeof spawn.RestartPeerParamsSchema>;

/** The result of a restart. The peer is offline until its agent registers again. */
export const RestartPeerResultSchema: ObjectSchema<models.RestartPeerResult> = spawn.RestartPeerResultSchema as unknown as SchemaOf<models.RestartPeerResult, typeof spawn.RestartPeerResultSchema>;

/** What can be spawned, and where. */
export const SpawnConfigSchema: ObjectSchema<models.SpawnConfig> = spawn.SpawnConfigSchema as unknown as SchemaOf<models.SpawnConfig, typeof spawn.SpawnConfigSchema>;

/** The agent to start, and where. Pass exactly one of `backend` and `command`. */
export const SpawnParamsSchema: ObjectSchema<models.SpawnParams> = spawn.SpawnParamsSchema as unknown as SchemaOf<models.SpawnParams, typeof spawn.SpawnParamsSchema>;

/** Named arguments for a backend's command. */
export const SpawnProfileSchema: ObjectSchema<models.SpawnProfile> = spawn.SpawnProfileSchema as unknown as SchemaOf<models.SpawnProfile, typeof spawn.SpawnProfileSchema>;

/** A window was opened. Its agent registers later by itself, or never. */
export const SpawnResultSchema: ObjectSchema<models.SpawnResult> = spawn.SpawnResultSchema as unknown as SchemaOf<models.SpawnResult, typeof spawn.SpawnResultSchema>;

/** The peer to continue with another agent. */
export const SwitchBackendParamsSchema: ObjectSchema<models.SwitchBackendParams> = spawn.SwitchBackendParamsSchema as unknown as SchemaOf<models.SwitchBackendParams, typeof spawn.SwitchBackendParamsSchema>;

/** The old peer is gone. The new one registers later by itself. */
export const SwitchBackendResultSchema: ObjectSchema<models.SwitchBackendResult> = spawn.SwitchBackendResultSchema as unknown as SchemaOf<models.SwitchBackendResult, typeof spawn.SwitchBackendResultSchema>;

/** The schema of each type of {@link DaemonFrame}. */
export const daemonFrameSchemas: {
  readonly [Type in models.DaemonFrame["type"]]: ObjectSchema<Extract<models.DaemonFrame, { type: Type }>>;
} = {
  connected: ConnectedFrameSchema,
  error: ErrorFrameSchema,
  ask: AskFrameSchema,
  notify: NotifyFrameSchema,
  broadcast: BroadcastFrameSchema,
  query: QueryFrameSchema,
  ping: PingFrameSchema,
};

/** The schema of each type of {@link PeerFrame}. */
export const peerFrameSchemas: {
  readonly [Type in models.PeerFrame["type"]]: ObjectSchema<Extract<models.PeerFrame, { type: Type }>>;
} = {
  connect: ConnectFrameSchema,
  delivery_ack: DeliveryAckFrameSchema,
  status: StatusFrameSchema,
  pong: PongFrameSchema,
  response: ResponseFrameSchema,
  error: QueryErrorFrameSchema,
  set_circle: SetCircleFrameSchema,
  update_display_name: UpdateDisplayNameFrameSchema,
};

/** The schema of each type of {@link KnownEvent}. */
export const eventSchemas: {
  readonly [Type in models.KnownEvent["type"]]: ObjectSchema<Extract<models.KnownEvent, { type: Type }>>;
} = {
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
