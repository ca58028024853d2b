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
export const AckParamsSchema: ObjectSchema<models.AckParams> = asks.AckParams as unknown as SchemaOf<models.AckParams, typeof asks.AckParams>;

/** The answer to a structured question. The first answer counts. */
export const AnswerParamsSchema: ObjectSchema<models.AnswerParams> = asks.AnswerParams as unknown as SchemaOf<models.AnswerParams, typeof asks.AnswerParams>;

/** A question to the human at the dashboard. The call waits for the answer. */
export const AskBlockingParamsSchema: ObjectSchema<models.AskBlockingParams> = asks.AskBlockingParams as unknown as SchemaOf<models.AskBlockingParams, typeof asks.AskBlockingParams>;

/** How a blocking question ended. A timeout is an outcome, not an error. */
export const AskBlockingResultSchema: ObjectSchema<models.AskBlockingResult> = asks.AskBlockingResult as unknown as SchemaOf<models.AskBlockingResult, typeof asks.AskBlockingResult>;

/** The closed asks that a peer took part in. */
export const AskHistorySchema: ObjectSchema<models.AskHistory> = asks.AskHistory as unknown as SchemaOf<models.AskHistory, typeof asks.AskHistory>;

/** The peer whose closed asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const AskHistoryParamsSchema: ObjectSchema<models.AskHistoryParams> = asks.AskHistoryParams as unknown as SchemaOf<models.AskHistoryParams, typeof asks.AskHistoryParams>;

/** The ask to one of several peers. It may fail although others succeed. */
export const AskManyChildSchema: ObjectSchema<models.AskManyChild> = asks.AskManyChild as unknown as SchemaOf<models.AskManyChild, typeof asks.AskManyChild>;

/** The outcome of the ask to one of several peers. */
export const AskManyChildProgressSchema: ObjectSchema<models.AskManyChildProgress> = asks.AskManyChildProgress as unknown as SchemaOf<models.AskManyChildProgress, typeof asks.AskManyChildProgress>;

/** One question to several peers. */
export const AskManyParamsSchema: ObjectSchema<models.AskManyParams> = asks.AskManyParams as unknown as SchemaOf<models.AskManyParams, typeof asks.AskManyParams>;

/** The asks that were opened. */
export const AskManyResultSchema: ObjectSchema<models.AskManyResult> = asks.AskManyResult as unknown as SchemaOf<models.AskManyResult, typeof asks.AskManyResult>;

/** How many asks of an ask-many are in each state. */
export const AskManyRollupSchema: ObjectSchema<models.AskManyRollup> = asks.AskManyRollup as unknown as SchemaOf<models.AskManyRollup, typeof asks.AskManyRollup>;

/** The state of an ask-many. */
export const AskManyStatusSchema: ObjectSchema<models.AskManyStatus> = asks.AskManyStatus as unknown as SchemaOf<models.AskManyStatus, typeof asks.AskManyStatus>;

/** A message that the daemon tracks until somebody acks it. */
export const AskParamsSchema: ObjectSchema<models.AskParams> = asks.AskParams as unknown as SchemaOf<models.AskParams, typeof asks.AskParams>;

/** The ask that the daemon opened. */
export const AskResultSchema: ObjectSchema<models.AskResult> = asks.AskResult as unknown as SchemaOf<models.AskResult, typeof asks.AskResult>;

/** One of the options of a blocking question. */
export const BlockingOptionSchema: ObjectSchema<models.BlockingOption> = asks.BlockingOption as unknown as SchemaOf<models.BlockingOption, typeof asks.BlockingOption>;

/** The ask to decline, and the reason. */
export const DeclineParamsSchema: ObjectSchema<models.DeclineParams> = asks.DeclineParams as unknown as SchemaOf<models.DeclineParams, typeof asks.DeclineParams>;

/** An answer to a structured question. */
export const DefaultAnswerSchema: ObjectSchema<models.DefaultAnswer> = asks.DefaultAnswer as unknown as SchemaOf<models.DefaultAnswer, typeof asks.DefaultAnswer>;

/** The ask-many to look up. */
export const GetAskManyParamsSchema: ObjectSchema<models.GetAskManyParams> = asks.GetAskManyParams as unknown as SchemaOf<models.GetAskManyParams, typeof asks.GetAskManyParams>;

/** An ask that is still open. */
export const PendingAskSchema: ObjectSchema<models.PendingAsk> = asks.PendingAsk as unknown as SchemaOf<models.PendingAsk, typeof asks.PendingAsk>;

/** The peer whose open asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingAsksParamsSchema: ObjectSchema<models.PendingAsksParams> = asks.PendingAsksParams as unknown as SchemaOf<models.PendingAsksParams, typeof asks.PendingAsksParams>;

/** Open asks, the newest first; the Python daemons list at most 10. */
export const PendingAsksResultSchema: ObjectSchema<models.PendingAsksResult> = asks.PendingAsksResult as unknown as SchemaOf<models.PendingAsksResult, typeof asks.PendingAsksResult>;

/** A structured question that goes with an ask. */
export const QuestionSchema: ObjectSchema<models.Question> = asks.Question as unknown as SchemaOf<models.Question, typeof asks.Question>;

/** One of the options of a choice. */
export const QuestionOptionSchema: ObjectSchema<models.QuestionOption> = asks.QuestionOption as unknown as SchemaOf<models.QuestionOption, typeof asks.QuestionOption>;

/**
 * The ask to wait for, and who waits. From the first wait on, the daemon keeps the reply for the
 * waiter.
 */
export const WaitOnAskParamsSchema: ObjectSchema<models.WaitOnAskParams> = asks.WaitOnAskParams as unknown as SchemaOf<models.WaitOnAskParams, typeof asks.WaitOnAskParams>;

/** The result of a wait. */
export const WaitOnAskResultSchema: ObjectSchema<models.WaitOnAskResult> = asks.WaitOnAskResult as unknown as SchemaOf<models.WaitOnAskResult, typeof asks.WaitOnAskResult>;

/** The file to download. */
export const DownloadAttachmentParamsSchema: ObjectSchema<models.DownloadAttachmentParams> = attachments.DownloadAttachmentParams as unknown as SchemaOf<models.DownloadAttachmentParams, typeof attachments.DownloadAttachmentParams>;

/** A file to upload. The daemon keeps it for a day. */
export const UploadAttachmentParamsSchema: ObjectSchema<models.UploadAttachmentParams> = attachments.UploadAttachmentParams as unknown as SchemaOf<models.UploadAttachmentParams, typeof attachments.UploadAttachmentParams>;

/** A file that the daemon stores. Pass it in `attachments`. */
export const UploadedAttachmentSchema: ObjectSchema<models.UploadedAttachment> = attachments.UploadedAttachment as unknown as SchemaOf<models.UploadedAttachment, typeof attachments.UploadedAttachment>;

/** A piece of a turn that an agent is still writing. */
export const IngestChatTurnDeltaParamsSchema: ObjectSchema<models.IngestChatTurnDeltaParams> = chat.IngestChatTurnDeltaParams as unknown as SchemaOf<models.IngestChatTurnDeltaParams, typeof chat.IngestChatTurnDeltaParams>;

/** A turn in an agent's session. */
export const IngestChatTurnParamsSchema: ObjectSchema<models.IngestChatTurnParams> = chat.IngestChatTurnParams as unknown as SchemaOf<models.IngestChatTurnParams, typeof chat.IngestChatTurnParams>;

/** A tool that an agent used in a turn. */
export const ToolCallSchema: ObjectSchema<models.ToolCall> = chat.ToolCall as unknown as SchemaOf<models.ToolCall, typeof chat.ToolCall>;

/** An ask was closed. An ordinary reply has only a notification. */
export const AckEventSchema: ObjectSchema<models.AckEvent> = events.AckEvent as unknown as SchemaOf<models.AckEvent, typeof events.AckEvent>;

/** The decision whether an agent behind the ACP broker may use a tool. */
export const AcpPermissionDecisionEventSchema: ObjectSchema<models.AcpPermissionDecisionEvent> = events.AcpPermissionDecisionEvent as unknown as SchemaOf<models.AcpPermissionDecisionEvent, typeof events.AcpPermissionDecisionEvent>;

/** An agent behind the ACP broker asks for permission to use a tool. */
export const AcpPermissionRequestEventSchema: ObjectSchema<models.AcpPermissionRequestEvent> = events.AcpPermissionRequestEvent as unknown as SchemaOf<models.AcpPermissionRequestEvent, typeof events.AcpPermissionRequestEvent>;

/** An ask. The event is written before the frame is sent, so a failed ask has one too. */
export const AskEventSchema: ObjectSchema<models.AskEvent> = events.AskEvent as unknown as SchemaOf<models.AskEvent, typeof events.AskEvent>;

/** A broadcast. */
export const BroadcastEventSchema: ObjectSchema<models.BroadcastEvent> = events.BroadcastEvent as unknown as SchemaOf<models.BroadcastEvent, typeof events.BroadcastEvent>;

/** A piece of a turn that an agent is still writing. */
export const ChatTurnDeltaEventSchema: ObjectSchema<models.ChatTurnDeltaEvent> = events.ChatTurnDeltaEvent as unknown as SchemaOf<models.ChatTurnDeltaEvent, typeof events.ChatTurnDeltaEvent>;

/** A turn in an agent's session. */
export const ChatTurnEventSchema: ObjectSchema<models.ChatTurnEvent> = events.ChatTurnEvent as unknown as SchemaOf<models.ChatTurnEvent, typeof events.ChatTurnEvent>;

/** An ask reached the socket of its peer, but the peer did not take it; Go only. */
export const DeliveryTraceEventSchema: ObjectSchema<models.DeliveryTraceEvent> = events.DeliveryTraceEvent as unknown as SchemaOf<models.DeliveryTraceEvent, typeof events.DeliveryTraceEvent>;

/** The events to list. */
export const EventsParamsSchema: ObjectSchema<models.EventsParams> = events.EventsParams as unknown as SchemaOf<models.EventsParams, typeof events.EventsParams>;

/** Events, the oldest first. At most 500. */
export const EventsResultSchema: Schema<models.EventsResult> = events.EventsResult as unknown as SchemaOf<models.EventsResult, typeof events.EventsResult>;

/** A job changed its state; since 0.16.0. */
export const JobStateChangedEventSchema: ObjectSchema<models.JobStateChangedEvent> = events.JobStateChangedEvent as unknown as SchemaOf<models.JobStateChangedEvent, typeof events.JobStateChangedEvent>;

/** A notification, or the reply to an ask. */
export const NotificationEventSchema: ObjectSchema<models.NotificationEvent> = events.NotificationEvent as unknown as SchemaOf<models.NotificationEvent, typeof events.NotificationEvent>;

/** A registration asked for a pane that another peer holds; Go only. */
export const PaneClaimRejectedEventSchema: ObjectSchema<models.PaneClaimRejectedEvent> = events.PaneClaimRejectedEvent as unknown as SchemaOf<models.PaneClaimRejectedEvent, typeof events.PaneClaimRejectedEvent>;

/** The daemon found a contradiction in what it knew of a peer, and set the peer offline. */
export const PeerContradictionEventSchema: ObjectSchema<models.PeerContradictionEvent> = events.PeerContradictionEvent as unknown as SchemaOf<models.PeerContradictionEvent, typeof events.PeerContradictionEvent>;

/** A peer can no longer be addressed: its asks are closed and its queue is dropped. Go only. */
export const PeerNotAddressableEventSchema: ObjectSchema<models.PeerNotAddressableEvent> = events.PeerNotAddressableEvent as unknown as SchemaOf<models.PeerNotAddressableEvent, typeof events.PeerNotAddressableEvent>;

/** A peer went offline; since 0.15.1. */
export const PeerOfflineEventSchema: ObjectSchema<models.PeerOfflineEvent> = events.PeerOfflineEvent as unknown as SchemaOf<models.PeerOfflineEvent, typeof events.PeerOfflineEvent>;

/** A peer registered or opened its socket; Go only. */
export const PeerOnlineEventSchema: ObjectSchema<models.PeerOnlineEvent> = events.PeerOnlineEvent as unknown as SchemaOf<models.PeerOnlineEvent, typeof events.PeerOnlineEvent>;

/** A peer was offline for so long that the daemon removed it. */
export const PeerReapedEventSchema: ObjectSchema<models.PeerReapedEvent> = events.PeerReapedEvent as unknown as SchemaOf<models.PeerReapedEvent, typeof events.PeerReapedEvent>;

/** The status of a peer changed; Go only. */
export const PeerStatusEventSchema: ObjectSchema<models.PeerStatusEvent> = events.PeerStatusEvent as unknown as SchemaOf<models.PeerStatusEvent, typeof events.PeerStatusEvent>;

/** The provenance of a peer or its `addressable` changed; Go only. */
export const PeerUpdatedEventSchema: ObjectSchema<models.PeerUpdatedEvent> = events.PeerUpdatedEvent as unknown as SchemaOf<models.PeerUpdatedEvent, typeof events.PeerUpdatedEvent>;

/** A reply that was waiting for its asker was lost. */
export const PendingReplyLostEventSchema: ObjectSchema<models.PendingReplyLostEvent> = events.PendingReplyLostEvent as unknown as SchemaOf<models.PendingReplyLostEvent, typeof events.PendingReplyLostEvent>;

/** A query. */
export const QueryEventSchema: ObjectSchema<models.QueryEvent> = events.QueryEvent as unknown as SchemaOf<models.QueryEvent, typeof events.QueryEvent>;

/** A query was answered. */
export const QueryResponseEventSchema: ObjectSchema<models.QueryResponseEvent> = events.QueryResponseEvent as unknown as SchemaOf<models.QueryResponseEvent, typeof events.QueryResponseEvent>;

/** An event of any type, as the daemon sends it. {@link classifyEvent} returns its exact type. */
export const RawEventSchema: ObjectSchema<models.RawEvent> = events.RawEvent as unknown as SchemaOf<models.RawEvent, typeof events.RawEvent>;

/** A peer became the orchestrator of its circle. */
export const RoleClaimedEventSchema: ObjectSchema<models.RoleClaimedEvent> = events.RoleClaimedEvent as unknown as SchemaOf<models.RoleClaimedEvent, typeof events.RoleClaimedEvent>;

/** An ask to the peer. */
export const AskFrameSchema: ObjectSchema<models.AskFrame> = frames.AskFrame as unknown as SchemaOf<models.AskFrame, typeof frames.AskFrame>;

/** A broadcast. It needs no receipt. */
export const BroadcastFrameSchema: ObjectSchema<models.BroadcastFrame> = frames.BroadcastFrame as unknown as SchemaOf<models.BroadcastFrame, typeof frames.BroadcastFrame>;

/** The first frame of a socket. */
export const ConnectFrameSchema: ObjectSchema<models.ConnectFrame> = frames.ConnectFrame as unknown as SchemaOf<models.ConnectFrame, typeof frames.ConnectFrame>;

/** The daemon accepted the peer. */
export const ConnectedFrameSchema: ObjectSchema<models.ConnectedFrame> = frames.ConnectedFrame as unknown as SchemaOf<models.ConnectedFrame, typeof frames.ConnectedFrame>;

/** The receipt for an ask or a notification. Send it within 0.75 seconds. */
export const DeliveryAckFrameSchema: ObjectSchema<models.DeliveryAckFrame> = frames.DeliveryAckFrame as unknown as SchemaOf<models.DeliveryAckFrame, typeof frames.DeliveryAckFrame>;

/** The daemon refused the peer, or could not read a frame. */
export const ErrorFrameSchema: ObjectSchema<models.ErrorFrame> = frames.ErrorFrame as unknown as SchemaOf<models.ErrorFrame, typeof frames.ErrorFrame>;

/** A notification, or the reply to an ask of the peer. */
export const NotifyFrameSchema: ObjectSchema<models.NotifyFrame> = frames.NotifyFrame as unknown as SchemaOf<models.NotifyFrame, typeof frames.NotifyFrame>;

/** The daemon expects a `pong`. */
export const PingFrameSchema: ObjectSchema<models.PingFrame> = frames.PingFrame as unknown as SchemaOf<models.PingFrame, typeof frames.PingFrame>;

/** The answer to `ping`. */
export const PongFrameSchema: ObjectSchema<models.PongFrame> = frames.PongFrame as unknown as SchemaOf<models.PongFrame, typeof frames.PongFrame>;

/** The reason why a `query` has no answer, up to 0.15.1. */
export const QueryErrorFrameSchema: ObjectSchema<models.QueryErrorFrame> = frames.QueryErrorFrame as unknown as SchemaOf<models.QueryErrorFrame, typeof frames.QueryErrorFrame>;

/** A query to the peer. Only up to 0.15.1; later daemons send an ask instead. */
export const QueryFrameSchema: ObjectSchema<models.QueryFrame> = frames.QueryFrame as unknown as SchemaOf<models.QueryFrame, typeof frames.QueryFrame>;

/** The answer to `query`, up to 0.15.1. */
export const ResponseFrameSchema: ObjectSchema<models.ResponseFrame> = frames.ResponseFrame as unknown as SchemaOf<models.ResponseFrame, typeof frames.ResponseFrame>;

/** Moves the peer to another circle. Go does not know it. */
export const SetCircleFrameSchema: ObjectSchema<models.SetCircleFrame> = frames.SetCircleFrame as unknown as SchemaOf<models.SetCircleFrame, typeof frames.SetCircleFrame>;

/** The status of a peer. */
export const StatusFrameSchema: ObjectSchema<models.StatusFrame> = frames.StatusFrame as unknown as SchemaOf<models.StatusFrame, typeof frames.StatusFrame>;

/** Renames the peer. */
export const UpdateDisplayNameFrameSchema: ObjectSchema<models.UpdateDisplayNameFrame> = frames.UpdateDisplayNameFrame as unknown as SchemaOf<models.UpdateDisplayNameFrame, typeof frames.UpdateDisplayNameFrame>;

/** State of the daemon's ACP broker. */
export const AcpBrokerHealthSchema: ObjectSchema<models.AcpBrokerHealth> = health.AcpBrokerHealth as unknown as SchemaOf<models.AcpBrokerHealth, typeof health.AcpBrokerHealth>;

/** State of the ACP broker's permission requests. */
export const AcpPermissionHealthSchema: ObjectSchema<models.AcpPermissionHealth> = health.AcpPermissionHealth as unknown as SchemaOf<models.AcpPermissionHealth, typeof health.AcpPermissionHealth>;

/** State of the daemon's Claude channel. */
export const ChannelHealthSchema: ObjectSchema<models.ChannelHealth> = health.ChannelHealth as unknown as SchemaOf<models.ChannelHealth, typeof health.ChannelHealth>;

/** The daemon's capabilities, as flags. A missing flag means false. */
export const DaemonCapabilitiesSchema: ObjectSchema<models.DaemonCapabilities> = health.DaemonCapabilities as unknown as SchemaOf<models.DaemonCapabilities, typeof health.DaemonCapabilities>;

/** The state of the daemon. An answer means that the daemon is ready. */
export const HealthSchema: ObjectSchema<models.Health> = health.Health as unknown as SchemaOf<models.Health, typeof health.Health>;

/** State of the daemon's connection to its relay. */
export const RelayHealthSchema: ObjectSchema<models.RelayHealth> = health.RelayHealth as unknown as SchemaOf<models.RelayHealth, typeof health.RelayHealth>;

/** The job to cancel, and the reason. */
export const CancelJobParamsSchema: ObjectSchema<models.CancelJobParams> = jobs.CancelJobParams as unknown as SchemaOf<models.CancelJobParams, typeof jobs.CancelJobParams>;

/** A job to create. It runs now, later or repeatedly. */
export const CreateJobParamsSchema: ObjectSchema<models.CreateJobParams> = jobs.CreateJobParams as unknown as SchemaOf<models.CreateJobParams, typeof jobs.CreateJobParams>;

/** The job that was created. */
export const CreateJobResultSchema: ObjectSchema<models.CreateJobResult> = jobs.CreateJobResult as unknown as SchemaOf<models.CreateJobResult, typeof jobs.CreateJobResult>;

/** A message to send later. Pass exactly one of `fire_at` and `cron`. */
export const CreateScheduleParamsSchema: ObjectSchema<models.CreateScheduleParams> = jobs.CreateScheduleParams as unknown as SchemaOf<models.CreateScheduleParams, typeof jobs.CreateScheduleParams>;

/** The schedule to delete. */
export const DeleteScheduleParamsSchema: ObjectSchema<models.DeleteScheduleParams> = jobs.DeleteScheduleParams as unknown as SchemaOf<models.DeleteScheduleParams, typeof jobs.DeleteScheduleParams>;

/** The schedule was deleted. */
export const DeleteScheduleResultSchema: ObjectSchema<models.DeleteScheduleResult> = jobs.DeleteScheduleResult as unknown as SchemaOf<models.DeleteScheduleResult, typeof jobs.DeleteScheduleResult>;

/**
 * A job, or a recurring job. A recurring job has a `cron`. `view: "summary"` leaves most fields
 * out.
 */
export const JobSchema: ObjectSchema<models.Job> = jobs.Job as unknown as SchemaOf<models.Job, typeof jobs.Job>;

/** The job to look up. */
export const JobIdParamsSchema: ObjectSchema<models.JobIdParams> = jobs.JobIdParams as unknown as SchemaOf<models.JobIdParams, typeof jobs.JobIdParams>;

/** The result of a job. */
export const JobOutcomeSchema: ObjectSchema<models.JobOutcome> = jobs.JobOutcome as unknown as SchemaOf<models.JobOutcome, typeof jobs.JobOutcome>;

/** The result of a job, in its envelope. */
export const JobOutcomeResultSchema: ObjectSchema<models.JobOutcomeResult> = jobs.JobOutcomeResult as unknown as SchemaOf<models.JobOutcomeResult, typeof jobs.JobOutcomeResult>;

/** A job and its progress. */
export const JobStatusResultSchema: ObjectSchema<models.JobStatusResult> = jobs.JobStatusResult as unknown as SchemaOf<models.JobStatusResult, typeof jobs.JobStatusResult>;

/** The jobs to list. */
export const ListJobsParamsSchema: ObjectSchema<models.ListJobsParams> = jobs.ListJobsParams as unknown as SchemaOf<models.ListJobsParams, typeof jobs.ListJobsParams>;

/** Jobs, and separately the recurring jobs. */
export const ListJobsResultSchema: ObjectSchema<models.ListJobsResult> = jobs.ListJobsResult as unknown as SchemaOf<models.ListJobsResult, typeof jobs.ListJobsResult>;

/** The schedules to list. Default: all. */
export const ListSchedulesParamsSchema: ObjectSchema<models.ListSchedulesParams> = jobs.ListSchedulesParams as unknown as SchemaOf<models.ListSchedulesParams, typeof jobs.ListSchedulesParams>;

/** Schedules, the next one first. */
export const ListSchedulesResultSchema: ObjectSchema<models.ListSchedulesResult> = jobs.ListSchedulesResult as unknown as SchemaOf<models.ListSchedulesResult, typeof jobs.ListSchedulesResult>;

/** The job to run, and who requests it. */
export const RunJobParamsSchema: ObjectSchema<models.RunJobParams> = jobs.RunJobParams as unknown as SchemaOf<models.RunJobParams, typeof jobs.RunJobParams>;

/** A scheduled message. */
export const ScheduleSchema: ObjectSchema<models.Schedule> = jobs.Schedule as unknown as SchemaOf<models.Schedule, typeof jobs.Schedule>;

/** The progress of a job. */
export const UpdateJobParamsSchema: ObjectSchema<models.UpdateJobParams> = jobs.UpdateJobParams as unknown as SchemaOf<models.UpdateJobParams, typeof jobs.UpdateJobParams>;

/** A file to send with a message. The daemon passes it on without a check. */
export const AttachmentRefSchema: ObjectSchema<models.AttachmentRef> = messages.AttachmentRef as unknown as SchemaOf<models.AttachmentRef, typeof messages.AttachmentRef>;

/** A peer that a broadcast did not reach. */
export const BroadcastFailureSchema: ObjectSchema<models.BroadcastFailure> = messages.BroadcastFailure as unknown as SchemaOf<models.BroadcastFailure, typeof messages.BroadcastFailure>;

/** A message to every connected peer of the circle. */
export const BroadcastParamsSchema: ObjectSchema<models.BroadcastParams> = messages.BroadcastParams as unknown as SchemaOf<models.BroadcastParams, typeof messages.BroadcastParams>;

/** The peers that a broadcast reached. */
export const BroadcastResultSchema: ObjectSchema<models.BroadcastResult> = messages.BroadcastResult as unknown as SchemaOf<models.BroadcastResult, typeof messages.BroadcastResult>;

/** A message that expects no reply. */
export const NotifyParamsSchema: ObjectSchema<models.NotifyParams> = messages.NotifyParams as unknown as SchemaOf<models.NotifyParams, typeof messages.NotifyParams>;

/** What the daemon did with a notification. */
export const NotifyResultSchema: ObjectSchema<models.NotifyResult> = messages.NotifyResult as unknown as SchemaOf<models.NotifyResult, typeof messages.NotifyResult>;

/** The peer whose queue to empty. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingDeliveriesParamsSchema: ObjectSchema<models.PendingDeliveriesParams> = messages.PendingDeliveriesParams as unknown as SchemaOf<models.PendingDeliveriesParams, typeof messages.PendingDeliveriesParams>;

/** The queued messages, the oldest first. The daemon has already deleted them. */
export const PendingDeliveriesResultSchema: ObjectSchema<models.PendingDeliveriesResult> = messages.PendingDeliveriesResult as unknown as SchemaOf<models.PendingDeliveriesResult, typeof messages.PendingDeliveriesResult>;

/** A message that was queued for its peer. */
export const PendingDeliverySchema: ObjectSchema<models.PendingDelivery> = messages.PendingDelivery as unknown as SchemaOf<models.PendingDelivery, typeof messages.PendingDelivery>;

/**
 * A question whose call waits for the answer. Use `ask` if you do not want to hold a connection.
 */
export const QueryParamsSchema: ObjectSchema<models.QueryParams> = messages.QueryParams as unknown as SchemaOf<models.QueryParams, typeof messages.QueryParams>;

/** The answer to a query. */
export const QueryResultSchema: ObjectSchema<models.QueryResult> = messages.QueryResult as unknown as SchemaOf<models.QueryResult, typeof messages.QueryResult>;

/** The path of a message through the daemon. */
export const TraceSchema: ObjectSchema<models.Trace> = messages.Trace as unknown as SchemaOf<models.Trace, typeof messages.Trace>;

/** The message to trace. */
export const TraceParamsSchema: ObjectSchema<models.TraceParams> = messages.TraceParams as unknown as SchemaOf<models.TraceParams, typeof messages.TraceParams>;

/** What happened to a message at one point. */
export const TraceStageSchema: ObjectSchema<models.TraceStage> = messages.TraceStage as unknown as SchemaOf<models.TraceStage, typeof messages.TraceStage>;

/** The role to claim, and the peer that claims it. */
export const ClaimRoleParamsSchema: ObjectSchema<models.ClaimRoleParams> = peers.ClaimRoleParams as unknown as SchemaOf<models.ClaimRoleParams, typeof peers.ClaimRoleParams>;

/** The new holder of the role. */
export const ClaimRoleResultSchema: ObjectSchema<models.ClaimRoleResult> = peers.ClaimRoleResult as unknown as SchemaOf<models.ClaimRoleResult, typeof peers.ClaimRoleResult>;

/** Two facts about a peer that contradict each other. */
export const ContradictionSchema: ObjectSchema<models.Contradiction> = peers.Contradiction as unknown as SchemaOf<models.Contradiction, typeof peers.Contradiction>;

/** Everything the daemon knows about whether messages reach a peer. */
export const DoctorReportSchema: ObjectSchema<models.DoctorReport> = peers.DoctorReport as unknown as SchemaOf<models.DoctorReport, typeof peers.DoctorReport>;

/** The pane of the peer to look up. */
export const GetPeerByPaneParamsSchema: ObjectSchema<models.GetPeerByPaneParams> = peers.GetPeerByPaneParams as unknown as SchemaOf<models.GetPeerByPaneParams, typeof peers.GetPeerByPaneParams>;

/** The peer to look up. */
export const GetPeerParamsSchema: ObjectSchema<models.GetPeerParams> = peers.GetPeerParams as unknown as SchemaOf<models.GetPeerParams, typeof peers.GetPeerParams>;

/** The peers to list. Without a filter, all are listed. */
export const ListPeersParamsSchema: ObjectSchema<models.ListPeersParams> = peers.ListPeersParams as unknown as SchemaOf<models.ListPeersParams, typeof peers.ListPeersParams>;

/** The peers, in the order of their registration. */
export const ListPeersResultSchema: ObjectSchema<models.ListPeersResult> = peers.ListPeersResult as unknown as SchemaOf<models.ListPeersResult, typeof peers.ListPeersResult>;

/** The peer to mark offline. */
export const MarkPeerOfflineParamsSchema: ObjectSchema<models.MarkPeerOfflineParams> = peers.MarkPeerOfflineParams as unknown as SchemaOf<models.MarkPeerOfflineParams, typeof peers.MarkPeerOfflineParams>;

/** What ended because the peer went offline. */
export const MarkPeerOfflineResultSchema: ObjectSchema<models.MarkPeerOfflineResult> = peers.MarkPeerOfflineResult as unknown as SchemaOf<models.MarkPeerOfflineResult, typeof peers.MarkPeerOfflineResult>;

/** The orchestrator of a circle, if it has a living one. */
export const OrchestratorStatusSchema: ObjectSchema<models.OrchestratorStatus> = peers.OrchestratorStatus as unknown as SchemaOf<models.OrchestratorStatus, typeof peers.OrchestratorStatus>;

/** The circle whose orchestrator to look for. */
export const OrchestratorStatusParamsSchema: ObjectSchema<models.OrchestratorStatusParams> = peers.OrchestratorStatusParams as unknown as SchemaOf<models.OrchestratorStatusParams, typeof peers.OrchestratorStatusParams>;

/** A coding-agent session that the daemon knows. */
export const PeerSchema: ObjectSchema<models.Peer> = peers.Peer as unknown as SchemaOf<models.Peer, typeof peers.Peer>;

/** Where a peer came from and whether it can be addressed; Go only. */
export const ProvenanceSchema: ObjectSchema<models.Provenance> = peers.Provenance as unknown as SchemaOf<models.Provenance, typeof peers.Provenance>;

/** The peer to register. */
export const RegisterPeerParamsSchema: ObjectSchema<models.RegisterPeerParams> = peers.RegisterPeerParams as unknown as SchemaOf<models.RegisterPeerParams, typeof peers.RegisterPeerParams>;

/** The identity that a registration got. */
export const RegisterPeerResultSchema: ObjectSchema<models.RegisterPeerResult> = peers.RegisterPeerResult as unknown as SchemaOf<models.RegisterPeerResult, typeof peers.RegisterPeerResult>;

/** A peer that held the role before. */
export const RoleHolderSchema: ObjectSchema<models.RoleHolder> = peers.RoleHolder as unknown as SchemaOf<models.RoleHolder, typeof peers.RoleHolder>;

/** The peer to move, and its new circle. */
export const SetCircleParamsSchema: ObjectSchema<models.SetCircleParams> = peers.SetCircleParams as unknown as SchemaOf<models.SetCircleParams, typeof peers.SetCircleParams>;

/** What a peer is working on. */
export const SetDescriptionParamsSchema: ObjectSchema<models.SetDescriptionParams> = peers.SetDescriptionParams as unknown as SchemaOf<models.SetDescriptionParams, typeof peers.SetDescriptionParams>;

/** The provenance of a peer. */
export const SetProvenanceParamsSchema: ObjectSchema<models.SetProvenanceParams> = peers.SetProvenanceParams as unknown as SchemaOf<models.SetProvenanceParams, typeof peers.SetProvenanceParams>;

/** The peer that was seen. */
export const TouchPeerParamsSchema: ObjectSchema<models.TouchPeerParams> = peers.TouchPeerParams as unknown as SchemaOf<models.TouchPeerParams, typeof peers.TouchPeerParams>;

/** The peer to remove. */
export const UnregisterPeerParamsSchema: ObjectSchema<models.UnregisterPeerParams> = peers.UnregisterPeerParams as unknown as SchemaOf<models.UnregisterPeerParams, typeof peers.UnregisterPeerParams>;

/** The state of a peer's session. */
export const UpdateSessionParamsSchema: ObjectSchema<models.UpdateSessionParams> = peers.UpdateSessionParams as unknown as SchemaOf<models.UpdateSessionParams, typeof peers.UpdateSessionParams>;

/** A proof of identity, and what it must match. */
export const ValidateIdentityParamsSchema: ObjectSchema<models.ValidateIdentityParams> = peers.ValidateIdentityParams as unknown as SchemaOf<models.ValidateIdentityParams, typeof peers.ValidateIdentityParams>;

/**
 * The peer that the certificate belongs to. It is listed again if the daemon knew it only from its
 * disk.
 */
export const ValidateIdentityResultSchema: ObjectSchema<models.ValidateIdentityResult> = peers.ValidateIdentityResult as unknown as SchemaOf<models.ValidateIdentityResult, typeof peers.ValidateIdentityResult>;

/** The parameters of an endpoint without parameters. */
export const NoParamsSchema: ObjectSchema<models.NoParams> = route.NoParams as unknown as SchemaOf<models.NoParams, typeof route.NoParams>;

/** The daemon has done it. */
export const OkResultSchema: ObjectSchema<models.OkResult> = route.OkResult as unknown as SchemaOf<models.OkResult, typeof route.OkResult>;

/** A message to the peer that has the session now. */
export const NotifySessionParamsSchema: ObjectSchema<models.NotifySessionParams> = sessions.NotifySessionParams as unknown as SchemaOf<models.NotifySessionParams, typeof sessions.NotifySessionParams>;

/** What the daemon did with a message to a session. */
export const NotifySessionResultSchema: ObjectSchema<models.NotifySessionResult> = sessions.NotifySessionResult as unknown as SchemaOf<models.NotifySessionResult, typeof sessions.NotifySessionResult>;

/** The session to resume. */
export const ResumeSessionParamsSchema: ObjectSchema<models.ResumeSessionParams> = sessions.ResumeSessionParams as unknown as SchemaOf<models.ResumeSessionParams, typeof sessions.ResumeSessionParams>;

/** Whether a session can be resumed, and what was done. */
export const ResumeSessionResultSchema: ObjectSchema<models.ResumeSessionResult> = sessions.ResumeSessionResult as unknown as SchemaOf<models.ResumeSessionResult, typeof sessions.ResumeSessionResult>;

/** The text to find, and the peer in whose timeline to look. */
export const SearchTimelineParamsSchema: ObjectSchema<models.SearchTimelineParams> = sessions.SearchTimelineParams as unknown as SchemaOf<models.SearchTimelineParams, typeof sessions.SearchTimelineParams>;

/** The places in a peer's timeline where a text was found. */
export const SearchTimelineResultSchema: ObjectSchema<models.SearchTimelineResult> = sessions.SearchTimelineResult as unknown as SchemaOf<models.SearchTimelineResult, typeof sessions.SearchTimelineResult>;

/** What happened in a peer's session. */
export const TimelineSchema: ObjectSchema<models.Timeline> = sessions.Timeline as unknown as SchemaOf<models.Timeline, typeof sessions.Timeline>;

/** An item in which a text was found. */
export const TimelineHitSchema: ObjectSchema<models.TimelineHit> = sessions.TimelineHit as unknown as SchemaOf<models.TimelineHit, typeof sessions.TimelineHit>;

/** Something that happened in a peer's session. */
export const TimelineItemSchema: ObjectSchema<models.TimelineItem> = sessions.TimelineItem as unknown as SchemaOf<models.TimelineItem, typeof sessions.TimelineItem>;

/** The place in an item where a text was found. */
export const TimelineMatchSchema: ObjectSchema<models.TimelineMatch> = sessions.TimelineMatch as unknown as SchemaOf<models.TimelineMatch, typeof sessions.TimelineMatch>;

/** The parameters of `timeline`. */
export const TimelineParamsSchema: ObjectSchema<models.TimelineParams> = sessions.TimelineParams as unknown as SchemaOf<models.TimelineParams, typeof sessions.TimelineParams>;

/** A page of a peer's conversation. */
export const TranscriptSchema: ObjectSchema<models.Transcript> = sessions.Transcript as unknown as SchemaOf<models.Transcript, typeof sessions.Transcript>;

/** The parameters of `transcript`. */
export const TranscriptParamsSchema: ObjectSchema<models.TranscriptParams> = sessions.TranscriptParams as unknown as SchemaOf<models.TranscriptParams, typeof sessions.TranscriptParams>;

/** A turn of a peer's conversation. */
export const TranscriptTurnSchema: ObjectSchema<models.TranscriptTurn> = sessions.TranscriptTurn as unknown as SchemaOf<models.TranscriptTurn, typeof sessions.TranscriptTurn>;

/** The peer to add a sibling to, and the sibling's agent; Go only. */
export const ForkBackendParamsSchema: ObjectSchema<models.ForkBackendParams> = spawn.ForkBackendParams as unknown as SchemaOf<models.ForkBackendParams, typeof spawn.ForkBackendParams>;

/** The sibling that was spawned. The source continues to run. */
export const ForkBackendResultSchema: ObjectSchema<models.ForkBackendResult> = spawn.ForkBackendResult as unknown as SchemaOf<models.ForkBackendResult, typeof spawn.ForkBackendResult>;

/** The peer to end. */
export const KillPeerParamsSchema: ObjectSchema<models.KillPeerParams> = spawn.KillPeerParams as unknown as SchemaOf<models.KillPeerParams, typeof spawn.KillPeerParams>;

/** The peer was removed. `tmux_killed` says what happened to its pane. */
export const KillPeerResultSchema: ObjectSchema<models.KillPeerResult> = spawn.KillPeerResult as unknown as SchemaOf<models.KillPeerResult, typeof spawn.KillPeerResult>;

/** The peer whose socket hook to start again. */
export const RehookPeerParamsSchema: ObjectSchema<models.RehookPeerParams> = spawn.RehookPeerParams as unknown as SchemaOf<models.RehookPeerParams, typeof spawn.RehookPeerParams>;

/** The result for a peer's socket hook. */
export const RehookPeerResultSchema: ObjectSchema<models.RehookPeerResult> = spawn.RehookPeerResult as unknown as SchemaOf<models.RehookPeerResult, typeof spawn.RehookPeerResult>;

/** The peer to restart. */
export const RestartPeerParamsSchema: ObjectSchema<models.RestartPeerParams> = spawn.RestartPeerParams as unknown as SchemaOf<models.RestartPeerParams, typeof spawn.RestartPeerParams>;

/** The result of a restart. The peer is offline until its agent registers again. */
export const RestartPeerResultSchema: ObjectSchema<models.RestartPeerResult> = spawn.RestartPeerResult as unknown as SchemaOf<models.RestartPeerResult, typeof spawn.RestartPeerResult>;

/** What can be spawned, and where. */
export const SpawnConfigSchema: ObjectSchema<models.SpawnConfig> = spawn.SpawnConfig as unknown as SchemaOf<models.SpawnConfig, typeof spawn.SpawnConfig>;

/** The agent to start, and where. Pass exactly one of `backend` and `command`. */
export const SpawnParamsSchema: ObjectSchema<models.SpawnParams> = spawn.SpawnParams as unknown as SchemaOf<models.SpawnParams, typeof spawn.SpawnParams>;

/** Named arguments for a backend's command. */
export const SpawnProfileSchema: ObjectSchema<models.SpawnProfile> = spawn.SpawnProfile as unknown as SchemaOf<models.SpawnProfile, typeof spawn.SpawnProfile>;

/** A window was opened. Its agent registers later by itself, or never. */
export const SpawnResultSchema: ObjectSchema<models.SpawnResult> = spawn.SpawnResult as unknown as SchemaOf<models.SpawnResult, typeof spawn.SpawnResult>;

/** The peer to continue with another agent. */
export const SwitchBackendParamsSchema: ObjectSchema<models.SwitchBackendParams> = spawn.SwitchBackendParams as unknown as SchemaOf<models.SwitchBackendParams, typeof spawn.SwitchBackendParams>;

/** The old peer is gone. The new one registers later by itself. */
export const SwitchBackendResultSchema: ObjectSchema<models.SwitchBackendResult> = spawn.SwitchBackendResult as unknown as SchemaOf<models.SwitchBackendResult, typeof spawn.SwitchBackendResult>;

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
