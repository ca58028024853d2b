// Generated from the schemas in ../models: pnpm run generate

import type { Open } from "../schema.ts";
import type {
  AcpBrokerStatus,
  AskCloseReason,
  AskDirection,
  AskManyChildStatus,
  AskManyState,
  AskWaitStatus,
  Backend,
  ChannelStatus,
  ChatDeltaKind,
  ChatRole,
  CircleSource,
  DeliveryKind,
  DeliveryState,
  HistoryStatus,
  InboundStatus,
  JobContinuity,
  JobState,
  NotifyReason,
  NotifyStatus,
  PeerInitiator,
  PeerReport,
  PeerRole,
  PeerSource,
  PeerStatus,
  PendingAskDirection,
  ProcessScope,
  QueryEventStatus,
  QueryStatus,
  QuestionKind,
  QuestionOutcome,
  QuestionScope,
  ReceiptStatus,
  RegistrationState,
  RehookReason,
  RelayStatus,
  ReplyDelivery,
  RestartStatus,
  ResumeAction,
  ResumeMode,
  ResumeStatus,
  SessionCapability,
  TraceStageName,
  TurnState,
} from "../words.ts";

/** What closes an ask. */
export interface AckParams {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The reply; absent or empty closes the ask without one. */
  message?: string | null | undefined;
  /** Files that go with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** Accepted, and not checked. */
  from_peer?: string | null | undefined;
}

/** What answers a structured question; the first answer counts. */
export interface AnswerParams {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The id of the chosen option, for a choice. */
  option_id?: string | null | undefined;
  /** The text of the message. */
  text?: string | null | undefined;
  /** Default: `"answered"`; any other passes without an option or a text. */
  outcome?: QuestionOutcome | undefined;
  /** The reply when there is neither option nor text. */
  message?: string | null | undefined;
  /** Files that go with the message. */
  attachments?: AttachmentRef[] | undefined;
}

/** A question to the human at the dashboard; the call waits for the answer. */
export interface AskBlockingParams {
  /** What is asked, or what is to be done. */
  prompt: string;
  /** `"tool_permission"` needs at least one. */
  options?: BlockingOption[] | undefined;
  /** What the question is about. */
  scope?: QuestionScope | null | undefined;
  /** Whatever the sender wants to say of it. Its keys are data. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Seconds, at most 55. Absent or 0: 45. */
  timeout_seconds?: number | null | undefined;
  /** An id of one's own: the same question asked again is one question. */
  correlation_id?: string | null | undefined;
  /** Where the question comes from. */
  origin?: string | null | undefined;
  /** Default: `"external"`. */
  from_peer?: string | null | undefined;
}

/** How a blocking question ended; a timeout is an outcome, no error. */
export interface AskBlockingResult {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** How it ended. */
  outcome: Open<QuestionOutcome>;
  /** The id of the option that was chosen. */
  option_id?: string | null | undefined;
  /** Words for the reader. */
  message?: string | null | undefined;
}

/** The fields that name a peer by exactly one of its id and its pane. */
export interface PeerOrPane {
  /** A tmux pane, `%` and digits. */
  pane_id?: string | undefined;
  /** A peer id; the Python daemons take a display name as well. */
  peer_id?: string | undefined;
}

/** The peer whose closed asks to list: exactly one of `peer_id` and `pane_id`. */
export interface AskHistoryParams extends PeerOrPane {
  /** RFC 3339. Default: from the beginning. */
  since?: string | undefined;
}

/** The closed asks that a peer took part in. */
export interface AskHistory {
  /** The stable id of the peer. */
  peer_id: string;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** Correlation ids. */
  threads?: string[] | null | undefined;
}

/** What became of the ask to one of several peers. */
export interface AskManyChildProgress {
  /** The display name of the peer. */
  peer: string;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id?: string | null | undefined;
  /** The status. */
  status: Open<AskManyChildStatus>;
  /** The words of the reply. */
  reply?: string | null | undefined;
  /** Why the ask was closed. */
  close_reason?: Open<AskCloseReason> | null | undefined;
  /** Why it failed. */
  error?: string | null | undefined;
}

/** The ask to one of several peers, which may have failed alone. */
export interface AskManyChild {
  /** A display name, or what was asked for when nobody has it. */
  peer: string;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id?: string | null | undefined;
  /** Whether the message reached the peer. */
  delivered?: boolean | null | undefined;
  /** Why it failed. */
  error?: string | null | undefined;
}

/** One question to several peers. */
export interface AskManyParams {
  /** Who sends: a peer id or display name. */
  from_peer: string;
  /** 1 to 50 peer ids or display names. A peer that is named twice is asked once. */
  to_peers: string[];
  /** The text of the message. */
  text: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** Whether to reach a peer of another circle. Default: false. */
  bypass_circle?: boolean | undefined;
  /** Seconds until the status says `timed_out`; closes nothing. Default: 300. */
  timeout_seconds?: number | undefined;
}

/** The asks that were opened. */
export interface AskManyResult {
  /** `askm-<8 hex>`. */
  parent_id: string;
  /** The ask to each peer. */
  children?: AskManyChild[] | null | undefined;
}

/** How many asks of an ask-many are in which state. */
export interface AskManyRollup {
  /** How many asks there are. */
  total?: number | null | undefined;
  /** How many asks were closed without words. */
  acked?: number | null | undefined;
  /** How many asks were closed with words. */
  replied?: number | null | undefined;
  /** How many are open. */
  pending?: number | null | undefined;
  /** How many asks failed. */
  failed?: number | null | undefined;
}

/** What became of an ask-many so far. */
export interface AskManyStatus {
  /** The id of the ask-many, `askm-<8 hex>`. */
  parent_id: string;
  /** As it was sent. */
  from_peer?: string | null | undefined;
  /** The text of the message. */
  text?: string | null | undefined;
  /** ISO 8601. */
  created_at?: string | null | undefined;
  /** ISO 8601. */
  deadline?: string | null | undefined;
  /** The state of the whole. */
  state: Open<AskManyState>;
  /** Whether the time is over. */
  timed_out?: boolean | null | undefined;
  /** How many asks are in which state. */
  rollup?: AskManyRollup | null | undefined;
  /** The ask to each peer. */
  children?: AskManyChildProgress[] | null | undefined;
}

/** A message that is tracked until it is acked. */
export interface AskParams {
  /** Who asks: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: string;
  /** Who is asked: a peer id or display name. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** Files that go with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** The correlation id of an ask that this one answers, and so closes. */
  reply_to?: string | null | undefined;
  /** Whether to reach a peer of another circle. Default: false. */
  bypass_circle?: boolean | undefined;
  /** Narrows the lookup of `to_peer` by display name. */
  circle?: string | null | undefined;
  /** A structured question: see `Question`. */
  question?: Question | null | undefined;
  /**
   * How the reply travels. `"push"` (default): to the socket of the asker. `"pull"`: the daemon
   * keeps it for {@link WaitOnAskParams}, also for an asker that is not registered. Send it only if
   * `capabilities.ask_pull_delivery` of {@link Health} is true; other daemons ignore it.
   */
  reply_delivery?: ReplyDelivery | undefined;
}

/** The ask that the daemon opened. */
export interface AskResult {
  /** `ask-<8 hex>`. */
  correlation_id: string;
  /** Why it failed. */
  error?: string | null | undefined;
}

/** One of the options of a blocking question. */
export interface BlockingOption {
  /** The id of the option. */
  id: string;
  /** A title for people. */
  title: string;
}

/** An ask to decline, and why. */
export interface DeclineParams {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** What the asker reads. */
  reason: string;
  /** Accepted, and not checked. */
  from_peer?: string | null | undefined;
}

/** An answer to a structured question. */
export interface DefaultAnswer {
  /** The id of the option that was chosen. */
  option_id?: string | null | undefined;
  /** The text of the message. */
  text?: string | null | undefined;
  /** Default: `"answered"`. */
  outcome?: QuestionOutcome | undefined;
  /** Words for the reader. */
  message?: string | null | undefined;
}

/** The ask-many. */
export interface GetAskManyParams {
  /** The id of the ask-many, `askm-<8 hex>`. */
  parent_id: string;
}

/** An ask that is still open. */
export interface PendingAsk {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** A display name. */
  from_peer: string;
  /** A display name. */
  to_peer: string;
  /** The text as it was asked. */
  text: string;
  /** ISO 8601. */
  created_at: string;
  /** Whether the peer was asked or asks. */
  direction: Open<AskDirection>;
}

/** The peer whose open asks to list: exactly one of `peer_id` and `pane_id`. */
export interface PendingAsksParams extends PeerOrPane {
  /** Default: `"inbound"`. */
  direction?: PendingAskDirection | undefined;
}

/** Open asks, the newest first; the Python daemons list at most 10. */
export interface PendingAsksResult {
  /** The open asks. */
  asks: PendingAsk[];
}

/** One of the options of a choice. */
export interface QuestionOption {
  /** The id of the option. */
  id: string;
  /** A title for people. */
  title: string;
  /** A description for people. */
  description?: string | null | undefined;
}

/** A structured question that goes with an ask. */
export interface Question {
  /** What the question asks for. */
  kind: QuestionKind;
  /** What is asked, or what is to be done. */
  prompt?: string | null | undefined;
  /** What can be chosen. */
  options?: QuestionOption[] | undefined;
  /** For the reader only; the daemon does not wait. */
  blocking?: boolean | undefined;
  /** Seconds. */
  timeout_seconds?: number | null | undefined;
  /** The answer if nobody answers in time. */
  default_answer?: DefaultAnswer | null | undefined;
  /** `"tool_permission"` sends no frame back to the asker. */
  scope?: QuestionScope | null | undefined;
  /** Whatever the sender wants to say of it. Its keys are data. */
  metadata?: Record<string, unknown> | undefined;
}

/** Who waits for which ask. From the first wait on, the reply is kept for the waiter. */
export interface WaitOnAskParams {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The asker's peer id or display name; nobody else may wait. */
  peer_id: string;
  /** Seconds, at most 50. Default: 45. Never 0, which means 45 to Python and none to Go. */
  timeout_seconds?: number | null | undefined;
}

/** The result of a wait. */
export interface WaitOnAskResult {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Whether the ask is closed. */
  status: Open<AskWaitStatus>;
  /** The message of the ack, or the text of the answer. */
  reply?: string | null | undefined;
  /** How it ended. */
  outcome?: Open<QuestionOutcome> | null | undefined;
  /** The id of the option that was chosen. */
  option_id?: string | null | undefined;
  /** Words for the reader. */
  message?: string | null | undefined;
  /** Why the ask was closed. */
  close_reason?: Open<AskCloseReason> | null | undefined;
  /** A display name. */
  responder?: string | null | undefined;
  /** Files that go with the message. */
  attachments?: Record<string, unknown>[] | null | undefined;
}

/** Which file to get. */
export interface DownloadAttachmentParams {
  /** The id that `uploadAttachment` returned. */
  attachment_id: string;
}

/** A file to upload. The daemon keeps it for a day. */
export interface UploadAttachmentParams {
  /** At most 10 MiB, with its type; the daemon answers 413 to more. */
  file: Blob;
  /** Default: the name of the `File`. Its last extension is kept, and types the download. */
  filename?: string | undefined;
}

/** A file that the daemon keeps; send it along in `attachments`. */
export interface UploadedAttachment {
  /** 8 hex digits. */
  id: string;
  /** Absolute, on the daemon's machine. */
  path: string;
  /** As it was sent. */
  filename?: string | null | undefined;
  /** Bytes. */
  size: number;
  /** The media type, such as `text/plain`. */
  content_type?: string | null | undefined;
}

/** A piece of what an agent is saying. */
export interface IngestChatTurnDeltaParams {
  /** A display name; any text is taken. */
  peer: string;
  /** Who speaks. Only `"assistant"` is possible. */
  role?: "assistant" | undefined;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** Pieces of one turn share it; those after the final one are dropped. */
  turn_id: string;
  /** From 0. */
  chunk_index: number;
  /** Default: `"text"`. */
  kind?: ChatDeltaKind | undefined;
  /** Default: empty. */
  text?: string | undefined;
  /** The tool that the agent wants to use or used. */
  tool_call?: ToolCall | null | undefined;
  /** Whether this is the last piece of its turn. */
  is_final?: boolean | undefined;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
}

/** What was said in an agent's session. */
export interface IngestChatTurnParams {
  /** A display name; any text is taken. */
  peer: string;
  /** Who speaks. */
  role: ChatRole;
  /** The text of the message. */
  text: string;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** The tools that the agent used. */
  tool_calls?: ToolCall[] | null | undefined;
  /** The turn of the conversation. */
  turn_id?: string | null | undefined;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
}

/** A tool that an agent used in a turn. */
export interface ToolCall {
  /** The name of the tool. */
  name: string;
  /** Default: empty. */
  input?: string | undefined;
}

/** The fields of an event that goes from a peer to another. */
export interface RoutedEventFields {
  /** A random id: the order of events is their place in the list. */
  id: string;
  /** ISO 8601. */
  timestamp: string;
  /** A display name. */
  from?: string | null | undefined;
  /** A display name. */
  to?: string | null | undefined;
  /** The peer that sent it. */
  from_peer_id?: string | null | undefined;
  /** The peer that receives it. */
  to_peer_id?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** The session of the sender. */
  from_repowire_session_id?: string | null | undefined;
  /** The session of the receiver. */
  to_repowire_session_id?: string | null | undefined;
}

/** An ask was closed; an ordinary reply shows only as a notification. */
export interface AckEvent extends RoutedEventFields {
  /** The type, which tells the forms apart. */
  type: "ack";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Why the ask was closed. */
  status?: Open<AskCloseReason> | null | undefined;
  /** Whether the message reached the peer. */
  delivered?: boolean | null | undefined;
  /** Whether the ask was closed with words. */
  has_message?: boolean | null | undefined;
  /** Whether files came with the reply. */
  has_attachments?: boolean | null | undefined;
}

/** The fields that every event has. */
export interface EventFields {
  /** A random id: the order of events is their place in the list. */
  id: string;
  /** ISO 8601. */
  timestamp: string;
}

/** Whether an agent behind the ACP broker may use a tool. */
export interface AcpPermissionDecisionEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "acp_permission_decision";
  /** The id of the request. */
  request_id: string;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** `"pending"` in a request; `"decided"` or `"timed_out"` in a decision. */
  status?: string | null | undefined;
  /** How it ended. */
  outcome?: string | null | undefined;
  /** The id of the option that was chosen. */
  option_id?: string | null | undefined;
  /** Words for the reader. */
  message?: string | null | undefined;
}

/** An agent behind the ACP broker asks whether it may use a tool. */
export interface AcpPermissionRequestEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "acp_permission_request";
  /** The id of the request. */
  request_id: string;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** `"pending"` in a request; `"decided"` or `"timed_out"` in a decision. */
  status?: string | null | undefined;
  /** The tool that the agent wants to use or used. */
  tool_call?: unknown | null | undefined;
  /** What can be chosen. */
  options?: Record<string, unknown>[] | null | undefined;
  /** Seconds. */
  timeout_seconds?: number | null | undefined;
}

/** Somebody asks; written before the frame is sent, and so also of an ask that failed. */
export interface AskEvent extends RoutedEventFields {
  /** The type, which tells the forms apart. */
  type: "ask";
  /** The text of the message. */
  text: string;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The id of an ask that this one answers. */
  reply_to?: string | null | undefined;
  /** Whether the asker asked itself. */
  self_target?: boolean | null | undefined;
  /** Files that go with the message. */
  attachments?: Record<string, unknown>[] | null | undefined;
  /** A structured question: see `Question`. */
  question?: Record<string, unknown> | null | undefined;
  /** Where a blocking question comes from. */
  origin?: string | null | undefined;
}

/** Somebody broadcasts. */
export interface BroadcastEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "broadcast";
  /** As it was sent. */
  from?: string | null | undefined;
  /** The peer that sent it. */
  from_peer_id?: string | null | undefined;
  /** The text of the message. */
  text: string;
  /** Peers that did not get the broadcast. */
  exclude?: string[] | null | undefined;
}

/** A piece of what an agent is saying. */
export interface ChatTurnDeltaEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "chat_turn_delta";
  /** A display name. */
  peer?: string | null | undefined;
  /** Go only: the same as `peer`. */
  peer_name?: string | null | undefined;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** Who speaks. */
  role?: Open<ChatRole> | null | undefined;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** The turn of the conversation. */
  turn_id?: string | null | undefined;
  /** The place of the piece in its turn, from 0. */
  chunk_index?: number | null | undefined;
  /** What it is. */
  kind?: Open<ChatDeltaKind> | null | undefined;
  /** The text of the message. */
  text?: string | null | undefined;
  /** The tool that the agent wants to use or used. */
  tool_call?: Record<string, unknown> | null | undefined;
  /** Whether this is the last piece of its turn. */
  is_final?: boolean | null | undefined;
}

/** Something was said in an agent's session. */
export interface ChatTurnEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "chat_turn";
  /** A display name. */
  peer?: string | null | undefined;
  /** Go only: the same as `peer`. */
  peer_name?: string | null | undefined;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** Who speaks. */
  role?: Open<ChatRole> | null | undefined;
  /** The text of the message. */
  text: string;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** The turn of the conversation. */
  turn_id?: string | null | undefined;
  /** The tools that the agent used. */
  tool_calls?: Record<string, unknown>[] | null | undefined;
}

/** An ask reached the socket of its peer, and the peer did not take it; Go only. */
export interface DeliveryTraceEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "delivery_trace";
  /** The correlation id of the ask. */
  trace_id: string;
  /** What it is. */
  kind?: Open<DeliveryKind> | null | undefined;
  /** What happened. */
  stage?: Open<TraceStageName> | null | undefined;
  /** `"fail"`. */
  status?: string | null | undefined;
  /** More about it, in words. */
  detail?: string | null | undefined;
  /** The receipt of the receiver, in a form of the daemon's own. */
  hook_delivery?: Record<string, unknown> | null | undefined;
}

/** Which events to get. */
export interface EventsParams {
  /** The id of an event: what follows it. One that the daemon no longer has: everything. */
  since?: string | undefined;
}

/** Events, the oldest first, at most 500. */
export type EventsResult = RawEvent[];

/** A job changed its state; since 0.16.0. */
export interface JobStateChangedEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "job_state_changed";
  /** The id of the job, `work-<12 hex>`; the same as `work_id`. */
  job_id?: string | null | undefined;
  /** The id of the job, `work-<12 hex>`. */
  work_id?: string | null | undefined;
  /** A title for people. */
  title?: string | null | undefined;
  /** The state of the job. */
  state?: Open<JobState> | null | undefined;
  /** The state before. */
  prior_state?: Open<JobState> | null | undefined;
  /** Why the job is in this state. */
  state_reason?: string | null | undefined;
  /** What the job is doing, in words of its runner. */
  phase?: string | null | undefined;
  /** The attempt of the job, `attempt-<12 hex>`. */
  attempt_id?: string | null | undefined;
  /** The peer that does the job. */
  assigned_peer_id?: string | null | undefined;
  /** The peer that owns the job. */
  owner_peer_id?: string | null | undefined;
  /** The peer that made the job. */
  created_by_peer_id?: string | null | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id?: string | null | undefined;
  /** The result in words. */
  result_summary?: string | null | undefined;
  /** Why it failed. */
  error?: unknown | null | undefined;
}

/** A notification, or the reply to an ask. */
export interface NotificationEvent extends RoutedEventFields {
  /** The type, which tells the forms apart. */
  type: "notification";
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: string;
  /** A queued message writes two events: the first says `"sent"`. */
  delivery_status?: Open<NotifyStatus> | null | undefined;
  /** Whether the message was delivered or waits. */
  delivery_state?: Open<DeliveryState> | null | undefined;
  /** `qd-<12 hex>`. */
  queue_delivery_id?: string | null | undefined;
  /** Files that go with the message. */
  attachments?: Record<string, unknown>[] | null | undefined;
}

/** The fields of an event about a peer of the Go daemon. */
export interface PeerEventFields {
  /** A random id: the order of events is their place in the list. */
  id: string;
  /** ISO 8601. */
  timestamp: string;
  /** The stable id of the peer. */
  peer_id: string;
  /** A display name. */
  peer_name?: string | null | undefined;
  /** The same as `peer_id`. */
  session_id?: string | null | undefined;
}

/** A registration asked for a pane that another peer holds; Go only. */
export interface PaneClaimRejectedEvent extends PeerEventFields {
  /** The type, which tells the forms apart. */
  type: "pane_claim_rejected";
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** The peer that keeps the pane. */
  holder_peer_id?: string | null | undefined;
  /** Why it happened. */
  reason?: string | null | undefined;
  /** `"registration_rejected"` or `"registered_pane_less"`. */
  outcome?: string | null | undefined;
}

/** A peer is not what it seemed, and was set offline. */
export interface PeerContradictionEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "peer_contradiction";
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name?: string | null | undefined;
  /** As `"ONLINE_BUT_NO_WS"`. */
  code?: string | null | undefined;
  /** `"error"` or `"warning"`. */
  severity?: string | null | undefined;
  /** More about it, in words. */
  detail?: string | null | undefined;
  /** Go only: the same as `peer_id`. */
  session_id?: string | null | undefined;
  /** Go only: what was to happen to the peer. */
  event?: string | null | undefined;
  /** Go only: the state in which it cannot happen. */
  from_state?: string | null | undefined;
}

/** A peer cannot be addressed any more: its asks are closed and its queue is dropped. Go only. */
export interface PeerNotAddressableEvent extends PeerEventFields {
  /** The type, which tells the forms apart. */
  type: "peer_not_addressable";
  /** Why it happened. */
  reason?: string | null | undefined;
  /** How many asks to the peer were closed. */
  asks_closed?: number | null | undefined;
  /** How many queued messages were dropped. */
  deliveries_dropped?: number | null | undefined;
  /** `"ws_replay"` if messages were dropped while the daemon replayed them. */
  via?: string | null | undefined;
}

/** A peer went offline; since 0.15.1. */
export interface PeerOfflineEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "peer_offline";
  /** The stable id of the peer. */
  peer_id: string;
  /** Go only: the display name. */
  peer_name?: string | null | undefined;
  /** Go only: the same as `peer_id`. */
  session_id?: string | null | undefined;
  /** Python only. */
  display_name?: string | null | undefined;
  /** The coding agent. */
  backend?: string | null | undefined;
  /** The folder of the peer. Absolute. */
  path?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** Why it happened. */
  reason?: string | null | undefined;
  /** The status before. */
  old_status?: Open<PeerStatus> | null | undefined;
  /** The status afterwards. */
  new_status?: Open<PeerStatus> | null | undefined;
  /** Where it comes from. */
  source?: string | null | undefined;
  /** More about it, in words. */
  detail?: string | null | undefined;
  /** More about it, in a form of the daemon's own. */
  context?: unknown | null | undefined;
}

/** A peer registered or opened its socket; Go only. */
export interface PeerOnlineEvent extends PeerEventFields {
  /** The type, which tells the forms apart. */
  type: "peer_online";
}

/** A peer was offline for so long that it is forgotten. */
export interface PeerReapedEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "peer_reaped";
  /** The stable id of the peer. */
  peer_id: string;
  /** Go only: the display name. */
  peer_name?: string | null | undefined;
  /** Go only: the same as `peer_id`. */
  session_id?: string | null | undefined;
  /** Python only. */
  display_name?: string | null | undefined;
  /** The coding agent. */
  backend?: string | null | undefined;
  /** The folder of the peer. Absolute. */
  path?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** Why it happened. */
  reason?: string | null | undefined;
}

/** The status of a peer changed; Go only. */
export interface PeerStatusEvent extends PeerEventFields {
  /** The type, which tells the forms apart. */
  type: "peer_status";
  /** The status afterwards. */
  status?: Open<PeerStatus> | null | undefined;
  /** `"stale_busy_repair"` if the daemon ended a status of busy that had lasted too long. */
  reason?: string | null | undefined;
}

/** The provenance of a peer, or whether it can be addressed, has changed. Go only. */
export interface PeerUpdatedEvent extends PeerEventFields {
  /** The type, which tells the forms apart. */
  type: "peer_updated";
  /** Where it comes from. */
  source?: Open<PeerSource> | null | undefined;
  /** Whether the peer can be addressed. */
  addressable?: boolean | null | undefined;
  /** Why the peer cannot be addressed. */
  addressable_reason?: string | null | undefined;
  /** Whether it could be addressed before. */
  was_addressable?: boolean | null | undefined;
}

/** A reply that waited for its asker is lost. */
export interface PendingReplyLostEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "pending_reply_lost";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The peer that answered. */
  answerer_peer_id?: string | null | undefined;
  /** The display name of the peer that answered. */
  answerer_name?: string | null | undefined;
  /** The name of the asker. */
  asker_name?: string | null | undefined;
  /** The display name of the asker. */
  asker_display_name?: string | null | undefined;
  /** The circle of the asker. */
  asker_circle?: string | null | undefined;
  /** The backend of the asker. */
  asker_backend?: string | null | undefined;
  /** The peer that asked. */
  asker_peer_id?: string | null | undefined;
  /** Why it happened. */
  reason?: string | null | undefined;
  /** ISO 8601. */
  pending_reply_at?: string | null | undefined;
}

/** Somebody queries. */
export interface QueryEvent extends RoutedEventFields {
  /** The type, which tells the forms apart. */
  type: "query";
  /** The text of the message. */
  text: string;
  /** Changes in place, without another event. */
  status?: Open<QueryEventStatus> | null | undefined;
  /** Why it failed. */
  error?: string | null | undefined;
}

/** A query was answered. */
export interface QueryResponseEvent extends RoutedEventFields {
  /** The type, which tells the forms apart. */
  type: "response";
  /** The first 100 characters. */
  text: string;
  /** The id of the query's event. */
  correlation_id?: string | null | undefined;
}

/** An event as the daemon sends it, of any type. {@link classifyEvent} says what it is. */
export interface RawEvent {
  /** A random id: the order of events is their place in the list. */
  id: string;
  /** The type, which tells the forms apart. */
  type: string;
  /** ISO 8601. */
  timestamp: string;
}

/** A peer became the orchestrator of its circle. */
export interface RoleClaimedEvent extends EventFields {
  /** The type, which tells the forms apart. */
  type: "role_claimed";
  /** The stable id of the peer. */
  peer_id: string;
  /** A display name. */
  peer?: string | null | undefined;
  /** Go only: the display name. */
  peer_name?: string | null | undefined;
  /** Go only: the same as `peer_id`. */
  session_id?: string | null | undefined;
  /** The role of the peer. */
  role?: Open<PeerRole> | null | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** Whether another holder was demoted. */
  force?: boolean | null | undefined;
  /** Each entry is a {@link RoleHolder}; on Go a peer id. */
  previous_holders?: unknown[] | null | undefined;
}

/** The peer is asked. */
export interface AskFrame {
  /** The type, which tells the forms apart. */
  type: "ask";
  /** For the receipt. */
  delivery_id?: string | null | undefined;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** A display name. */
  from_peer: string;
  /** A display name. */
  to_peer?: string | null | undefined;
  /** The text, and a line that tells an agent how to answer. */
  text: string;
  /** The id of an ask that this one answers. */
  reply_to?: string | null | undefined;
  /** Files that go with the message. */
  attachments?: Record<string, unknown>[] | null | undefined;
  /** A structured question: see `Question`. */
  question?: Record<string, unknown> | null | undefined;
}

/** A broadcast; it has no receipt. */
export interface BroadcastFrame {
  /** The type, which tells the forms apart. */
  type: "broadcast";
  /** As it was sent. */
  from_peer: string;
  /** The text of the message. */
  text: string;
}

/** The first frame of a socket. */
export interface ConnectFrame {
  /** The type, which tells the forms apart. */
  type: "connect";
  /** Checked by the daemon, and then not used: `display_name` of `connected` is the name. */
  display_name: string;
  /** Default: `"default"`, which takes over the peer of the same folder from any other circle. */
  circle?: string | undefined;
  /** Where the peer knows its circle from. */
  circle_source?: Open<CircleSource> | null | undefined;
  /** Default: `"claude-code"`. */
  backend?: Open<"claude-code" | "opencode" | "codex" | "gemini" | "antigravity" | "pi"> | undefined;
  /** Absolute and normalised, as at registration; not the root. */
  path?: string | undefined;
  /** Claims an identity of before: send what registration or `connected` said. */
  peer_id?: string | undefined;
  /** Default: `"agent"`; without effect when an identity is claimed. */
  role?: PeerRole | undefined;
  /** The tmux window, `session:window`. */
  tmux_session?: string | undefined;
  /** A tmux pane; such a peer is pinged. */
  pane_id?: string | undefined;
  /** The version of the program that connects. */
  hook_version?: number | undefined;
  /** `"delivery_receipts"` tells that the peer sends `delivery_ack`. */
  capabilities?: string[] | undefined;
  /** Needed when the daemon has a token; a header does not count. */
  auth_token?: string | undefined;
  /** Since 0.15.2. */
  model?: string | undefined;
  /** Since 0.15.2. */
  model_details?: Record<string, unknown> | undefined;
  /** Since 0.15.3: a living process brings back a retired id. */
  agent_pid?: number | undefined;
}

/** The daemon accepted the peer. */
export interface ConnectedFrame {
  /** The type, which tells the forms apart. */
  type: "connected";
  /** The peer id; it may be another than the one that was claimed. */
  session_id: string;
  /** The name that the daemon chose. */
  display_name: string;
}

/** The receipt for an ask or a notification, within 0.75 seconds. */
export interface DeliveryAckFrame {
  /** The type, which tells the forms apart. */
  type: "delivery_ack";
  /** The id of the message, as its frame has it. */
  delivery_id: string;
  /**
   * `"injected"` is good, `"failed"` and `"rejected"` are bad, another says only that it came; to
   * Go, `"accepted"` is good as well.
   */
  status: Open<ReceiptStatus>;
  /** More about it, in words. */
  detail?: string | null | undefined;
}

/** The daemon refused the peer, or could not read a frame. */
export interface ErrorFrame {
  /** The type, which tells the forms apart. */
  type: "error";
  /** Why it failed. */
  error: string;
  /** As `"peer_retired"`, since 0.15.3. */
  code?: string | null | undefined;
}

/** A notification, or the reply to an ask of the peer. */
export interface NotifyFrame {
  /** The type, which tells the forms apart. */
  type: "notify";
  /** For the receipt; `qd-…` of a message that waited. */
  delivery_id?: string | null | undefined;
  /** A display name. */
  from_peer: string;
  /** A display name. */
  to_peer?: string | null | undefined;
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: string;
  /** Files that go with the message. */
  attachments?: Record<string, unknown>[] | null | undefined;
}

/** The daemon wants a `pong`. */
export interface PingFrame {
  /** The type, which tells the forms apart. */
  type: "ping";
}

/** The answer to `ping`. */
export interface PongFrame {
  /** The type, which tells the forms apart. */
  type: "pong";
  /** Leave it out unless it is known: false sets the peer offline. */
  pane_alive?: boolean | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
}

/** Why a `query` has no answer, up to 0.15.1. */
export interface QueryErrorFrame {
  /** The type, which tells the forms apart. */
  type: "error";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Why it failed. */
  error: string;
}

/** The peer is queried. Only up to 0.15.1; later daemons send an ask instead. */
export interface QueryFrame {
  /** The type, which tells the forms apart. */
  type: "query";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Who sends: a peer id or display name. */
  from_peer: string;
  /** The text, between words to the agent. */
  text: string;
}

/** The answer to `query`, up to 0.15.1. */
export interface ResponseFrame {
  /** The type, which tells the forms apart. */
  type: "response";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The text of the message. */
  text: string;
}

/** Moves the peer to another circle; unknown to Go. */
export interface SetCircleFrame {
  /** The type, which tells the forms apart. */
  type: "set_circle";
  /** The daemon ignores a bad one without a word. */
  circle: string;
}

/** What a peer is doing. */
export interface StatusFrame {
  /** The type, which tells the forms apart. */
  type: "status";
  /** The status. */
  status: PeerReport;
  /** What the agent is doing with its turn. */
  turn_state?: TurnState | undefined;
}

/** Renames the peer. */
export interface UpdateDisplayNameFrame {
  /** The type, which tells the forms apart. */
  type: "update_display_name";
  /** The daemon ignores a bad one, and one in use, without a word. */
  display_name: string;
}

/** State of the daemon's ACP broker. */
export interface AcpBrokerHealth {
  /** The status. */
  status: Open<AcpBrokerStatus>;
  /** Whether it is switched on. */
  enabled?: boolean | null | undefined;
  /** Whether the broker's program is there. */
  sdk_available?: boolean | null | undefined;
  /** Whether the broker has started. */
  manager_initialized?: boolean | null | undefined;
  /** How many peers the broker is configured for. */
  configured_peers?: number | null | undefined;
  /** How many agents the broker runs. */
  active_clients?: number | null | undefined;
  /** How many calls the broker waits for. */
  in_flight?: number | null | undefined;
  /** The last error, in words. */
  last_error?: string | null | undefined;
  /** The peer of the last error. */
  last_error_peer_id?: string | null | undefined;
  /** When the last error happened. ISO 8601. */
  last_error_at?: string | null | undefined;
  /** When a call of the broker last succeeded. ISO 8601. */
  last_success_at?: string | null | undefined;
  /** Peer id to broker session id. */
  sessions?: Record<string, unknown> | null | undefined;
  /** State of the permission requests. */
  permissions?: AcpPermissionHealth | null | undefined;
}

/** State of the ACP broker's permission requests. */
export interface AcpPermissionHealth {
  /** How many are open. */
  pending?: number | null | undefined;
  /** Seconds. */
  timeout_seconds?: number | null | undefined;
  /** The last error, in words. */
  last_error?: string | null | undefined;
  /** When the last error happened. ISO 8601. */
  last_error_at?: string | null | undefined;
}

/** State of the daemon's Claude channel. */
export interface ChannelHealth {
  /** The status. */
  status: Open<ChannelStatus>;
  /** Whether the channel is configured. */
  configured?: boolean | null | undefined;
  /** Whether the channel's program is there. */
  runtime_available?: boolean | null | undefined;
  /** Whether the channel falls back to the hook that runs when a turn ends. */
  stop_hook_fallback?: boolean | null | undefined;
  /** The last error, in words. */
  last_error?: string | null | undefined;
}

/** What a daemon can do, a flag each. A flag that is missing is false. */
export interface DaemonCapabilities {
  /** Whether `ask` takes `reply_delivery`. */
  ask_pull_delivery?: boolean | null | undefined;
}

/** What the daemon says of itself; its presence is the readiness probe. */
export interface Health {
  /** The status. */
  status: string;
  /** The release, as `"0.14.17"`; the Go daemon does not say it. */
  version?: string | null | undefined;
  /** Whether the daemon is connected to a relay. Python only. */
  relay_mode?: boolean | null | undefined;
  /** State of the channel for Claude Code. Python only. */
  channel?: ChannelHealth | null | undefined;
  /** State of the broker for agents that speak ACP. Python only. */
  acp_broker?: AcpBrokerHealth | null | undefined;
  /** Go only: what this daemon can do. */
  capabilities?: DaemonCapabilities | null | undefined;
  /** Go only: the number of open sockets. */
  peers?: number | null | undefined;
  /** Go only: the version of the daemon's database. Python daemons have `version` in its place. */
  schema_version?: number | null | undefined;
  /** Go only, and only if a relay is configured. */
  relay?: RelayHealth | null | undefined;
}

/** State of the daemon's connection to its relay. */
export interface RelayHealth {
  /** The status. */
  status?: Open<RelayStatus> | null | undefined;
  /** Whether it is switched on. */
  enabled?: boolean | null | undefined;
  /** Whether the connection is open. */
  connected?: boolean | null | undefined;
  /** Whether the connection is being kept up. */
  running?: boolean | null | undefined;
  /** The address of the relay. */
  url?: string | null | undefined;
  /** ISO 8601. */
  last_connected_at?: string | null | undefined;
  /** The last error, in words. */
  last_error?: string | null | undefined;
  /** ISO 8601. */
  last_error_at?: string | null | undefined;
}

/** Which job to cancel, and why. */
export interface CancelJobParams {
  /** The id of the job, `work-<12 hex>`. */
  work_id: string;
  /** The peer that says so. */
  requested_by_peer_id?: string | null | undefined;
  /** Default: `"cancel_requested"`. */
  reason?: string | undefined;
}

/** A job to create, which runs now, later or repeatedly. */
export interface CreateJobParams {
  /** A title for people. */
  title?: string | undefined;
  /** Default: `"general"`. */
  kind?: string | undefined;
  /** The peer that made the job. */
  created_by_peer_id?: string | null | undefined;
  /** The peer that owns the job. */
  owner_peer_id?: string | null | undefined;
  /** A peer id or display name; a connected one gets the job at once, as an ask. */
  assigned_peer_id?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** An id of your own, to find the job by. */
  correlation_id?: string | null | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** The kind of what the job comes from. */
  source_kind?: string | null | undefined;
  /** The id of what the job comes from. */
  source_id?: string | null | undefined;
  /** Who the job is for. */
  scope?: string | null | undefined;
  /** Default: `"circle"`. */
  visibility?: string | undefined;
  /** What is to be done, as data. */
  request?: Record<string, unknown> | undefined;
  /** ISO 8601. */
  deadline_at?: string | null | undefined;
  /** ISO 8601. */
  expires_at?: string | null | undefined;
  /** Where the job comes from, in a form of the daemon's own. */
  provenance?: Record<string, unknown> | undefined;
  /** What is asked, or what is to be done. */
  prompt?: string | null | undefined;
  /** A path on the daemon's machine. */
  prompt_file?: string | null | undefined;
  /** A directory on the daemon's machine. */
  path?: string | null | undefined;
  /** The coding agent. */
  backend?: Open<Backend> | null | undefined;
  /** A profile of the backend. */
  profile?: string | null | undefined;
  /** ISO 8601; default: now, unless there is a `cron`. */
  due_at?: string | null | undefined;
  /** Makes the job a recurring one. */
  cron?: string | null | undefined;
  /** Where the result is to be shown. */
  result_surface?: string | null | undefined;
  /** Whether the process of the job ends with each run. */
  process_scope?: ProcessScope | null | undefined;
  /** Whether each run goes on with the session of the last one. */
  continuity?: JobContinuity | null | undefined;
}

/** The job that was made. */
export interface CreateJobResult {
  /** The id of the job, `work-<12 hex>`; the same as `work_id`. */
  job_id?: string | null | undefined;
  /** The id of the job, `work-<12 hex>`. */
  work_id?: string | null | undefined;
  /** The job itself. */
  status?: Job | null | undefined;
  /**
   * The id of the recurring job. Then this, `recurring_id` and `calendar` replace the fields above.
   */
  calendar_id?: string | null | undefined;
  /** The id of the recurring job, `cal-<12 hex>`. */
  recurring_id?: string | null | undefined;
  /** The recurring job. */
  calendar?: Job | null | undefined;
}

/** A message for later: exactly one of `fire_at` and `cron`. */
export interface CreateScheduleParams {
  /** Who sends: a peer id or display name. */
  from_peer: string;
  /** Prefer the peer id: an ask to a display name is not listed as pending. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** ISO 8601, UTC unless it says otherwise; what is past fires at once. */
  fire_at?: string | null | undefined;
  /** When it comes again, as five fields of cron. */
  cron?: string | null | undefined;
  /** Default: `"notify"`. */
  kind?: DeliveryKind | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
}

/** Which schedule to delete. */
export interface DeleteScheduleParams {
  /** The id of the schedule, `sched-<8 hex>`. */
  schedule_id: string;
}

/** The schedule is gone. */
export interface DeleteScheduleResult {
  /** Go says `status: "ok"` in its place. */
  ok?: boolean | null | undefined;
  /** The status. */
  status?: string | null | undefined;
}

/** The job. */
export interface JobIdParams {
  /** The id of a job or of a recurring one. */
  work_id: string;
}

/** The result of a job, in its envelope. */
export interface JobOutcomeResult {
  /** The result. */
  result: JobOutcome;
}

/** The result of a job. */
export interface JobOutcome {
  /** The id of the job, `work-<12 hex>`; the same as `work_id`. */
  job_id?: string | null | undefined;
  /** The id of the job, `work-<12 hex>`. */
  work_id?: string | null | undefined;
  /** The state of the job. */
  state?: Open<JobState> | null | undefined;
  /** The result in words. */
  summary?: string | null | undefined;
  /** The result as data. */
  data?: unknown | null | undefined;
  /** Why it failed. */
  error?: unknown | null | undefined;
  /** What the job made, in whatever form its runner gives it. */
  artifacts?: unknown[] | null | undefined;
  /** ISO 8601. */
  completed_at?: string | null | undefined;
  /** Where the job comes from, in a form of the daemon's own. */
  provenance?: Record<string, unknown> | null | undefined;
  /** `"not_ready"` of an open job, `"recurring_template"` of a recurring one. */
  result_state?: string | null | undefined;
  /** The job, if it is still open. */
  status?: Job | null | undefined;
  /** The recurring job. */
  calendar?: Job | null | undefined;
}

/** A job, or a recurring job, which has a `cron`. `view: "summary"` leaves most of it out. */
export interface Job {
  /** `work-<12 hex>`; the same as `work_id`. */
  job_id?: string | null | undefined;
  /** The id of the job, `work-<12 hex>`. */
  work_id?: string | null | undefined;
  /** A title for people. */
  title?: string | null | undefined;
  /** What it is. */
  kind?: string | null | undefined;
  /** For a recurring job `"active"`, `"paused"` or `"cancelled"`. */
  state: Open<JobState>;
  /** Why the job is in this state. */
  state_reason?: string | null | undefined;
  /** What the job is doing, in words of its runner. */
  phase?: string | null | undefined;
  /** How far the job is, in a form of its runner. */
  progress?: Record<string, unknown> | null | undefined;
  /** What the runner said of the progress, the oldest first. */
  progress_events?: Record<string, unknown>[] | null | undefined;
  /** The peer that owns the job. */
  owner_peer_id?: string | null | undefined;
  /** The peer that does the job. */
  assigned_peer_id?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** The id of the ask that the job is about. */
  correlation_id?: string | null | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** The peer that made the job. */
  created_by_peer_id?: string | null | undefined;
  /** The kind of what the job comes from. */
  source_kind?: string | null | undefined;
  /** The id of what the job comes from. */
  source_id?: string | null | undefined;
  /** Who the job is for. */
  scope?: string | null | undefined;
  /** Who may see the job. */
  visibility?: string | null | undefined;
  /** ISO 8601. */
  created_at?: string | null | undefined;
  /** ISO 8601. */
  updated_at?: string | null | undefined;
  /** ISO 8601. */
  deadline_at?: string | null | undefined;
  /** ISO 8601. */
  expires_at?: string | null | undefined;
  /** ISO 8601. */
  due_at?: string | null | undefined;
  /** The result in words. */
  result_summary?: string | null | undefined;
  /** Whether somebody asked to cancel the job. */
  cancel_requested?: boolean | null | undefined;
  /** ISO 8601. */
  cancel_requested_at?: string | null | undefined;
  /** The peer that asked to cancel the job. */
  cancel_requested_by_peer_id?: string | null | undefined;
  /** Why the job is to be cancelled. */
  cancellation_reason?: string | null | undefined;
  /** What the broker did to cancel the job. */
  protocol_cancel?: unknown | null | undefined;
  /** What is to be done, as data. */
  request?: Record<string, unknown> | null | undefined;
  /** Where the job comes from, in a form of the daemon's own. */
  provenance?: Record<string, unknown> | null | undefined;
  /** How the job is run, in a form of the daemon's own. */
  execution?: Record<string, unknown> | null | undefined;
  /** Who runs the job, in a form of the daemon's own. */
  runner?: Record<string, unknown> | null | undefined;
  /** What belongs to the job, in a form of the daemon's own. */
  links?: unknown | null | undefined;
  /**
   * The id of a recurring job, `cal-<12 hex>`; the same as `recurring_id`. Only recurring jobs have
   * the fields from here on.
   */
  calendar_id?: string | null | undefined;
  /** The id of the recurring job, `cal-<12 hex>`. */
  recurring_id?: string | null | undefined;
  /** When it comes again, as five fields of cron. */
  cron?: string | null | undefined;
  /** ISO 8601. */
  next_due_at?: string | null | undefined;
  /** The id of the last job that this recurring job made. */
  last_occurrence_work_id?: string | null | undefined;
  /** ISO 8601. */
  last_materialized_at?: string | null | undefined;
}

/** A job and how far it is. */
export interface JobStatusResult {
  /** The job itself. */
  status: Job;
}

/** Which jobs to list. */
export interface ListJobsParams {
  /** The state of the job. */
  state?: JobState | undefined;
  /** The peer that owns the job. */
  owner_peer_id?: string | undefined;
  /** The peer that made the job. */
  created_by_peer_id?: string | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
  /** Default: `"full"`. */
  view?: "full" | "summary" | undefined;
}

/** Jobs, and the recurring ones apart. */
export interface ListJobsResult {
  /** The jobs. */
  work: Job[];
  /** The recurring jobs. */
  recurring?: Job[] | null | undefined;
}

/** The schedules to list. Default: all. */
export interface ListSchedulesParams {
  /** Who sends: a peer id or display name. */
  from_peer?: string | undefined;
}

/** Schedules, the next one first. */
export interface ListSchedulesResult {
  /** The schedules. */
  schedules: Schedule[];
}

/** Which job to run, and who says so. */
export interface RunJobParams {
  /** The id of the job, `work-<12 hex>`. */
  work_id: string;
  /** The peer that says so. */
  requested_by_peer_id?: string | null | undefined;
}

/** A scheduled message. */
export interface Schedule {
  /** `sched-<8 hex>`. */
  schedule_id: string;
  /** Who sends: a peer id or display name. */
  from_peer: string;
  /** Who receives: a peer id or display name. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** ISO 8601; when it fires next. */
  fire_at: string;
  /** What is sent: a notification or an ask. */
  kind: Open<DeliveryKind>;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** When it comes again, as five fields of cron. */
  cron?: string | null | undefined;
  /** ISO 8601. */
  created_at: string;
}

/** How far a job is. */
export interface UpdateJobParams {
  /** The id of the job, `work-<12 hex>`. */
  work_id: string;
  /** The state of the job. */
  state: JobState;
  /**
   * `attempt-<12 hex>`, from `provenance.runner.current_attempt_id` of the job. You need it to end
   * a job that the daemon has handed out. The id of an earlier attempt is refused.
   */
  attempt_id?: string | null | undefined;
  /** Why the job is in this state. */
  state_reason?: string | null | undefined;
  /** What the job is doing, in words of its runner. */
  phase?: string | null | undefined;
  /** How far the job is, in a form of its runner. */
  progress?: Record<string, unknown> | null | undefined;
  /** How far the job is, in words. */
  progress_note?: string | null | undefined;
  /** The result in words. */
  result_summary?: string | null | undefined;
  /** The result as data. */
  result_data?: Record<string, unknown> | null | undefined;
  /** Why it failed. */
  error?: Record<string, unknown> | null | undefined;
  /** What the job made, in whatever form its runner gives it. */
  artifacts?: unknown[] | null | undefined;
  /** Where the job comes from, in a form of the daemon's own. */
  provenance?: Record<string, unknown> | null | undefined;
}

/** A file that goes with a message; the daemon passes it on unchecked. */
export interface AttachmentRef {
  /** The id that `uploadAttachment` returned. */
  id?: string | null | undefined;
  /** A path on the daemon's machine. */
  path?: string | null | undefined;
  /** The name of the file. */
  filename?: string | null | undefined;
  /** Bytes. */
  size?: number | null | undefined;
  /** The media type, such as `text/plain`. */
  content_type?: string | null | undefined;
}

/** A peer that a broadcast did not reach. */
export interface BroadcastFailure {
  /** A display name; of Go, a peer id. */
  peer?: string | null | undefined;
  /** Why it failed. */
  error?: string | null | undefined;
}

/** A message to every connected peer of the circle. */
export interface BroadcastParams {
  /** Copied into each frame as it is: send the display name for readers to see one. */
  from_peer: string;
  /** The text of the message. */
  text: string;
  /** Peer ids or display names; unknown ones are ignored. */
  exclude?: string[] | undefined;
  /** Whether to reach a peer of another circle. Default: false. */
  bypass_circle?: boolean | undefined;
}

/** Whom a broadcast reached. */
export interface BroadcastResult {
  /** Whether it worked. */
  ok: boolean;
  /** Display names, in the order of connection. */
  sent_to: string[];
  /** The peers that the broadcast did not reach. */
  failed?: BroadcastFailure[] | null | undefined;
}

/** A message that asks for nothing back. */
export interface NotifyParams {
  /** Who writes: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: string;
  /** Who reads: a peer id or display name. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** Files that go with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** Whether to reach a peer of another circle. Default: false. */
  bypass_circle?: boolean | undefined;
  /** Narrows the lookup of `to_peer` by display name. */
  circle?: string | null | undefined;
}

/** What the daemon did with a notification. */
export interface NotifyResult {
  /** Whether it worked. */
  ok: boolean;
  /** The status. */
  status?: Open<NotifyStatus> | null | undefined;
  /** Whether the message was delivered or waits. */
  delivery_state?: Open<DeliveryState> | null | undefined;
  /** Whether a socket took the message. */
  delivered?: boolean | null | undefined;
  /** Whether the message waits, up to 24 hours, for the peer to fetch it. */
  queued?: boolean | null | undefined;
  /** 0.14.17 says `"recipient_busy"` of a message that it has sent at once. */
  reason?: Open<NotifyReason> | null | undefined;
  /** The peer that sent it. */
  from_peer_id?: string | null | undefined;
  /** The display name of the sender. */
  from_peer_name?: string | null | undefined;
  /** The peer that receives it. */
  to_peer_id?: string | null | undefined;
  /** The display name of the receiver. */
  to_peer_name?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** The session of the sender. */
  from_repowire_session_id?: string | null | undefined;
  /** The session of the receiver. */
  to_repowire_session_id?: string | null | undefined;
  /** The receiver's receipt, when one came within 0.75 seconds; it may tell of a failure. */
  hook_delivery?: Record<string, unknown> | null | undefined;
  /** Names the trace of this notification, `notif-delivery-<8 hex>`. */
  delivery_id?: string | null | undefined;
}

/** The peer whose queue to empty: exactly one of `peer_id` and `pane_id`. */
export interface PendingDeliveriesParams extends PeerOrPane {
  /** Default: 50. */
  max_results?: number | undefined;
}

/** What waited, the oldest first. The daemon has deleted it: read it at once. */
export interface PendingDeliveriesResult {
  /** The messages. */
  deliveries: PendingDelivery[];
  /** Go only: how many messages were dropped because the peer cannot be addressed. */
  dropped_not_addressable?: number | null | undefined;
  /** Go only: why they were dropped. */
  reason?: string | null | undefined;
}

/** A message that waited for its peer. */
export interface PendingDelivery {
  /** `qd-<12 hex>`; not the id that `notify` returned. */
  delivery_id: string;
  /** What it is. */
  kind: Open<DeliveryKind>;
  /** A display name. */
  from_peer: string;
  /** A display name. */
  to_peer: string;
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601, a day after `created_at`. */
  expires_at: string;
  /** The id of the ask. A reply has no id. */
  correlation_id?: string | null | undefined;
  /** Files that go with the message. */
  attachments?: Record<string, unknown>[] | null | undefined;
}

/** A question that the call itself waits for; `ask` is the way without a held connection. */
export interface QueryParams {
  /** Default: `"cli"`, which no circle stops. */
  from_peer?: string | null | undefined;
  /** Who receives: a peer id or display name. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** Seconds that the daemon waits for the answer. Default: 300; of Go: 60. */
  timeout?: number | undefined;
  /** Whether to reach a peer of another circle. Default: false. */
  bypass_circle?: boolean | undefined;
  /** Narrows the lookup of `to_peer` by display name. */
  circle?: string | null | undefined;
}

/** The answer to a query. */
export interface QueryResult {
  /** The answer. Go sends no key at all for what is absent. */
  text?: string | null | undefined;
  /** Why there is no answer. The status code is 200 also then. */
  error?: string | null | undefined;
  /** The status. */
  status?: Open<QueryStatus> | null | undefined;
}

/** The parameters of an endpoint that has none. */
export type NoParams = Record<string, never>;

/** The daemon did it. */
export interface OkResult {
  /** Whether it worked. */
  ok: boolean;
}

/** Who claims which role. */
export interface ClaimRoleParams {
  /** Only `"orchestrator"` can be claimed. */
  role: PeerRole;
  /** A peer id or a display name. */
  peer_name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** Demotes another holder, unless it is alive. */
  force?: boolean | undefined;
}

/** Who holds the role now. */
export interface ClaimRoleResult {
  /** Go does not send it. */
  ok?: boolean | null | undefined;
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name: string;
  /** The role of the peer. */
  role: Open<PeerRole>;
  /** The circle in which the peer holds the role. */
  circle: string;
  /** Whether the peer had the role before. */
  already_held?: boolean | null | undefined;
  /** Each entry is a {@link RoleHolder}; on Go a peer id. */
  previous_holders?: unknown[] | null | undefined;
}

/** Two things the daemon knows of a peer that cannot both be true. */
export interface Contradiction {
  /** As `"ONLINE_BUT_NO_WS"`. */
  code: string;
  /** `"error"` or `"warning"`. */
  severity: string;
  /** More about it, in words. */
  detail: string;
}

/** All that the daemon knows of why messages reach a peer or not. */
export interface DoctorReport {
  /** The stable id of the peer. */
  peer_id: string;
  /** The name of the peer, as people write it. */
  display_name: string;
  /** The status. */
  status: Open<PeerStatus>;
  /** What the agent is doing with its turn. */
  turn_state?: Open<TurnState> | null | undefined;
  /** ISO 8601. */
  last_seen?: string | null | undefined;
  /** The name of the machine. */
  machine?: string | null | undefined;
  /** The Python daemons send the name of their constant, as `"AgentType.CLAUDE_CODE"`. */
  backend?: string | null | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** The role of the peer. */
  role?: Open<PeerRole> | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** Whether the peer is on the machine of the daemon. */
  is_local_machine?: boolean | null | undefined;
  /** Whether a socket is open right now. */
  ws_connected?: boolean | null | undefined;
  /** The pane that the socket named. */
  ws_pane_id?: string | null | undefined;
  /** Whether tmux has the pane. */
  tmux_pane_exists?: boolean | null | undefined;
  /** What tmux says of the pane, in a form of the daemon's own. */
  tmux_evidence?: Record<string, unknown> | null | undefined;
  /** Whether the hook of the pane has left its notes. */
  hook_meta_available?: boolean | null | undefined;
  /** The peer id in the notes of the hook. */
  hook_meta_peer_id?: string | null | undefined;
  /** The display name in the notes of the hook. */
  hook_meta_display_name?: string | null | undefined;
  /** The process id of the agent. */
  agent_pid?: number | null | undefined;
  /** Whether that process is alive. */
  agent_pid_alive?: boolean | null | undefined;
  /** How many asks to the peer are open. */
  pending_inbound_count?: number | null | undefined;
  /** Seconds. */
  oldest_pending_age_seconds?: number | null | undefined;
  /** The id of the oldest open ask. */
  oldest_pending_cid?: string | null | undefined;
  /** What cannot be true at the same time. */
  contradictions?: Contradiction[] | null | undefined;
}

/** Which peer to mark offline. */
export interface MarkPeerOfflineParams {
  /** A peer id or a display name. An unknown one is not an error. */
  name: string;
  /** Since 0.15.3, as the three below; older daemons ignore them. */
  reason?: string | undefined;
  /** Where it comes from. */
  source?: string | undefined;
  /** More about it, in words. */
  detail?: string | null | undefined;
  /** Retires the peer id: the socket is closed with 4004, and later claims are refused. */
  terminal?: boolean | undefined;
}

/** What going offline ended. */
export interface MarkPeerOfflineResult {
  /** Whether it worked. */
  ok: boolean;
  /** Calls of `query` that waited for this peer; always 0 since 0.15.2. */
  cancelled_queries?: number | null | undefined;
}

/** The circle whose orchestrator to look for. */
export interface OrchestratorStatusParams {
  /** The circle; an unknown one has no orchestrator. */
  name: string;
}

/** The orchestrator of a circle, if it has one that is alive. */
export interface OrchestratorStatus {
  /** A circle. It narrows a lookup by display name. */
  circle: string;
  /** Whether there is one. */
  present: boolean;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** A display name. */
  peer_name?: string | null | undefined;
  /** ISO 8601. */
  last_seen?: string | null | undefined;
  /** Seconds without a sign of life after which an orchestrator no longer counts. */
  stale_after_seconds: number;
}

/** A peer that held a role before. */
export interface RoleHolder {
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** The name of the peer, as people write it. */
  display_name?: string | null | undefined;
  /** The status. */
  status?: Open<PeerStatus> | null | undefined;
  /** ISO 8601. */
  last_seen?: string | null | undefined;
}

/** Which peer moves, and where. */
export interface SetCircleParams {
  /** A peer id or a display name. An unknown one is not an error. */
  peer_name: string;
  /** The daemon does not check its characters here. */
  circle: string;
}

/** What a peer says it is doing. */
export interface SetDescriptionParams {
  /** A peer id or a display name. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
  /** Shown for 15 minutes; an empty text clears it. */
  description: string;
}

/** Which peer came from where. */
export interface SetProvenanceParams {
  /** How the peer reached the mesh. */
  source: PeerSource;
  /** Who opened the session. */
  initiator?: PeerInitiator | undefined;
  /** The id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id?: string | undefined;
  /** Whether the peer lives only for one task. */
  ephemeral?: boolean | undefined;
  /** Whether the peer takes messages. Default: false. */
  addressable?: boolean | undefined;
  /** Why it does not. */
  addressable_reason?: string | undefined;
  /** A peer id or a display name. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
}

/** Which peer was seen. */
export interface TouchPeerParams {
  /** A peer id or a display name. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
}

/** What a peer's session is doing. */
export interface UpdateSessionParams {
  /** A peer id or a display name. It goes before `pane_id`. An unknown one is not an error. */
  peer_name?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** The status. */
  status?: PeerStatus | null | undefined;
  /** What the agent is doing with its turn. */
  turn_state?: TurnState | null | undefined;
  /** Since 0.15.2; older daemons ignore it. */
  model?: string | null | undefined;
  /** Merged since 0.15.2; older daemons ignore it. */
  metadata?: Record<string, unknown> | null | undefined;
}

/** The pane of the peer to get. */
export interface GetPeerByPaneParams {
  /** A tmux pane, `%` and digits. */
  pane_id: string;
}

/** Which peer to get. */
export interface GetPeerParams {
  /** A peer id or a display name. */
  identifier: string;
  /** Narrows a lookup by display name; without effect for an id. */
  circle?: string | undefined;
}

/** Which peers to list; no filter lists all. */
export interface ListPeersParams {
  /** `"online"` keeps online and busy peers, `"offline"` the offline ones; else no filter. */
  status?: string | undefined;
  /** The folder of the peer. Absolute. */
  path?: string | undefined;
  /** The coding agent. */
  backend?: Open<Backend> | undefined;
  /** This circle and every service, orchestrator and human; `"*"` or absent: all. */
  circle?: string | undefined;
  /** Go only; other daemons ignore it. */
  source?: PeerSource | undefined;
  /** Go only; other daemons ignore it. */
  addressable?: boolean | undefined;
  /** Go only; other daemons ignore it. */
  listed?: boolean | undefined;
}

/** The peers, in the order of their registration. */
export interface ListPeersResult {
  /** The peers. */
  peers: Peer[];
}

/** A coding-agent session that the daemon knows. */
export interface Peer {
  /** The stable identity, `repow-<circle at creation>-<8 hex>`. */
  peer_id: string;
  /** The same as `display_name`. */
  name: string;
  /** The name that the daemon chose: `<folder>-<backend>`, with a number on collision. */
  display_name: string;
  /** The folder of the peer. Absolute. */
  path?: string | null | undefined;
  /** The name of the machine. */
  machine?: string | null | undefined;
  /** `session:window`. */
  tmux_session?: string | null | undefined;
  /** The coding agent. */
  backend: Open<Backend>;
  /** Since 0.15.2. */
  model?: string | null | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle: string;
  /** The role of the peer. */
  role: Open<PeerRole>;
  /** The stored status of the peer. */
  status: Open<PeerStatus>;
  /** What the agent is doing with its turn. */
  turn_state?: Open<TurnState> | null | undefined;
  /** ISO 8601. */
  last_seen?: string | null | undefined;
  /** What the peer said of itself, and what the daemon learned of it. */
  metadata: Record<string, unknown>;
  /** Empty when unset or older than 15 minutes. */
  description?: string | null | undefined;
  /** Whether a socket is open right now. */
  ws_connected?: boolean | null | undefined;
  /** Whether the peer has sent receipts. */
  hook_supports_receipts?: boolean | null | undefined;
  /** ISO 8601. */
  last_successful_injection_at?: string | null | undefined;
  /** ISO 8601. */
  last_injection_failure_at?: string | null | undefined;
  /** How many asks to the peer are open. */
  pending_ask_count?: number | null | undefined;
  /** Seconds. */
  oldest_pending_age_seconds?: number | null | undefined;
  /** Whether the pane is that of the peer, as far as the daemon can tell. */
  pane_safe?: boolean | null | undefined;
  /** How well messages reach the peer. */
  inbound_status?: Open<InboundStatus> | null | undefined;
  /** Go only. */
  pane_id?: string | null | undefined;
  /** Go only. */
  source?: Open<PeerSource> | null | undefined;
  /** Go only. */
  initiator?: Open<PeerInitiator> | null | undefined;
  /** Go only: the id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id?: string | null | undefined;
  /** Go only. */
  ephemeral?: boolean | null | undefined;
  /** Go only: whether the peer takes messages. */
  addressable?: boolean | null | undefined;
  /** Go only. */
  addressable_reason?: string | null | undefined;
  /** Go only. */
  parent_peer_id?: string | null | undefined;
}

/** Where a peer came from and whether it may be addressed; Go only. */
export interface Provenance {
  /** How the peer reached the mesh. */
  source: PeerSource;
  /** Who opened the session. */
  initiator?: PeerInitiator | undefined;
  /** The id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id?: string | undefined;
  /** Whether the peer lives only for one task. */
  ephemeral?: boolean | undefined;
  /** Whether the peer takes messages. Default: false. */
  addressable?: boolean | undefined;
  /** Why it does not. */
  addressable_reason?: string | undefined;
}

/** Who registers, and where. */
export interface RegisterPeerParams {
  /** Claims an identity of before; send it with the same absolute, normalised `path`. */
  peer_id?: string | null | undefined;
  /** Checked by the daemon, and then not used: `display_name` of the result is the name. */
  name: string;
  /** Absolute and normalised; its last folder makes the display name. */
  path?: string | null | undefined;
  /** The name of the machine. */
  machine?: string | null | undefined;
  /** The tmux window, `session:window`. */
  tmux_session?: string | null | undefined;
  /** A tmux pane, which has one peer: the one before goes offline. */
  pane_id?: string | null | undefined;
  /** Default: `"claude-code"`. */
  backend?: Open<Backend> | undefined;
  /** Since 0.15.2; older daemons ignore it. */
  model?: string | null | undefined;
  /** Default: `"global"`, and refused by Go. Say it, because the socket's default is another. */
  circle?: string | null | undefined;
  /** Where the peer knows its circle from. */
  circle_source?: Open<CircleSource> | null | undefined;
  /** Default: `"agent"`; without effect when an identity is claimed. */
  role?: PeerRole | undefined;
  /** What the agent is doing with its turn. */
  turn_state?: TurnState | null | undefined;
  /** The process of the agent; a living one keeps the peer. */
  agent_pid?: number | null | undefined;
  /** The process id of the agent's parent. */
  parent_pid?: number | null | undefined;
  /** Whatever the sender wants to say of it. Its keys are data. */
  metadata?: Record<string, unknown> | undefined;
  /** Go only; other daemons ignore it. */
  provenance?: Provenance | undefined;
}

/** The identity that a registration got. */
export interface RegisterPeerResult {
  /** Whether it worked. */
  ok: boolean;
  /** The identity to use from now on. */
  peer_id: string;
  /** The name that the daemon chose, not the one that was asked for. */
  display_name: string;
  /** False if another peer kept the pane. True also if no pane was asked for. */
  pane_assigned?: boolean | null | undefined;
  /** Proof of the identity for 24 hours; treat it as a secret. */
  birth_certificate?: Record<string, unknown> | null | undefined;
  /** Go only. */
  circle?: string | null | undefined;
  /** Go only. */
  role?: Open<PeerRole> | null | undefined;
}

/** The peer to remove. */
export interface UnregisterPeerParams {
  /** A peer id or a display name. Prefer the id: of two with one name, the elder goes. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
}

/** A proof of identity and what it must match. */
export interface ValidateIdentityParams {
  /** As {@link RegisterPeerResult} has it, untouched. */
  birth_certificate: Record<string, unknown>;
  /** The coding agent. */
  backend: Open<Backend>;
  /** The folder of the peer. Absolute. */
  path?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** The process id of the agent. */
  agent_pid?: number | null | undefined;
}

/**
 * The peer that the certificate belongs to. It is listed again if the daemon knew it only from its
 * disk.
 */
export interface ValidateIdentityResult {
  /** Whether it worked. */
  ok: boolean;
  /** The stable id of the peer. */
  peer_id: string;
  /** The name of the peer, as people write it. */
  display_name: string;
  /** The peer itself. */
  peer: Peer;
}

/** A message to the peer that has the session now. */
export interface NotifySessionParams {
  /** `rw-session-<12 hex>`. */
  repowire_session_id: string;
  /** Default: `"dashboard"`. */
  from_peer?: string | undefined;
  /** The text of the message. */
  text: string;
  /** Files that go with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** Default: true, unlike elsewhere. */
  bypass_circle?: boolean | undefined;
}

/** What the daemon did with a message to a session. */
export interface NotifySessionResult {
  /** Whether it worked. */
  ok: boolean;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id: string;
  /** Whether the session is alive. */
  session_status: string;
  /** `"active_executor"`. */
  capability: string;
  /** The peer that has the session now. */
  executor_peer_id: string;
  /** A display name; Go does not send it. */
  executor_peer_name?: string | null | undefined;
  /** Whether the message was delivered or waits. */
  delivery_state: Open<DeliveryState>;
  /** Whether the message reached the peer. */
  delivered: boolean;
  /** Whether the message waits in the queue. */
  queued: boolean;
  /** Why it happened. */
  reason: string;
  /** The receipt of the receiver, in a form of the daemon's own. */
  hook_delivery?: Record<string, unknown> | null | undefined;
}

/** Which session to go on with. */
export interface ResumeSessionParams {
  /** `rw-session-<12 hex>`. */
  repowire_session_id: string;
  /** Default: `"dashboard"`. */
  from_peer?: string | undefined;
  /** Default: true. False opens a tmux window. */
  dry_run?: boolean | undefined;
  /** A profile of the backend. */
  profile?: string | null | undefined;
  /** Words for the reader. */
  message?: string | null | undefined;
}

/** Whether a session can be resumed, and what was done. */
export interface ResumeSessionResult {
  /** Whether it worked. */
  ok: boolean;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id: string;
  /** Whether the session is alive. */
  session_status: string;
  /** 0.14.17 answers 200 for every known session: look here. */
  status: Open<ResumeStatus>;
  /** What can be done with the session. */
  capability: Open<SessionCapability>;
  /** Words for the reader. */
  message: string;
  /** The coding agent. */
  backend: Open<Backend>;
  /** The session in the words of the coding agent. */
  runtime_session_id?: string | null | undefined;
  /** Where the coding agent keeps the session. */
  runtime_source_uri?: string | null | undefined;
  /** The peer that has the session now. */
  executor_peer_id?: string | null | undefined;
  /** The display name of the peer that has the session now. */
  executor_peer_name?: string | null | undefined;
  /** How the session can be resumed, in a form of the daemon's own. */
  resume_capability?: Record<string, unknown> | null | undefined;
  /** What the call did. */
  action?: Open<ResumeAction> | null | undefined;
  /** The name of the tmux window that was opened. */
  spawned_display_name?: string | null | undefined;
  /** The tmux window, `session:window`. */
  tmux_session?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
}

/** The fields that name a peer's history. */
export interface HistoryParams {
  /** A peer id or a display name. */
  name: string;
  /** The session in the words of the coding agent. */
  session_id?: string | undefined;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
}

/** What to find, and in whose timeline. */
export interface SearchTimelineParams extends HistoryParams {
  /** The text to find, 1 to 200 characters. */
  q: string;
  /** Default: 20. */
  limit?: number | undefined;
}

/** The fields that tell where a history comes from. */
export interface HistorySource {
  /** Whether the history can be read. */
  history_status?: Open<HistoryStatus> | null | undefined;
  /** The coding agent whose history was read. */
  history_backend?: string | null | undefined;
  /** Why the history cannot be read. */
  history_message?: string | null | undefined;
  /** Where the history was read. */
  history_source?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** Whether the session is still that of a peer. */
  binding_status?: string | null | undefined;
  /** The session in the words of the coding agent. */
  runtime_session_id?: string | null | undefined;
}

/** Where a text was found in a peer's timeline. */
export interface SearchTimelineResult extends HistorySource {
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name: string;
  /** The text that was searched for. */
  query: string;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** Whether only a part could be searched. */
  degraded?: boolean | null | undefined;
  /** Why not everything could be searched. */
  degradation_message?: string | null | undefined;
  /** Where the text was found, the best first. */
  results: TimelineHit[];
}

/** An item in which a text was found. */
export interface TimelineHit {
  /** The place of the hit in the timeline. */
  cursor: string;
  /** The id of the item that was found. */
  target_id: string;
  /** The item in which the text was found. */
  item: TimelineItem;
  /** Where in the item the text was found. */
  match: TimelineMatch;
}

/** Something that happened in a peer's session. */
export interface TimelineItem {
  /** The id of the item. */
  id: string;
  /** What it is. */
  kind: string;
  /** Where it comes from. */
  source: string;
  /** ISO 8601. */
  timestamp: string;
  /** The session in the words of the coding agent. */
  session_id: string;
  /** The turn of the conversation. */
  turn_id: string;
  /** Who speaks. */
  role: string;
  /** The text of the message. */
  text: string;
  /** The tools that the agent used. */
  tool_calls?: Record<string, unknown>[] | null | undefined;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** A display name. */
  peer?: string | null | undefined;
  /** The events that the item is made of. */
  event_ids?: string[] | null | undefined;
}

/** Where in an item a text was found. */
export interface TimelineMatch {
  /** Where the match begins, in characters. */
  start: number;
  /** Where the match ends, in characters. */
  end: number;
  /** The text around the match. */
  snippet: string;
}

/** The parameters of `timeline`. */
export interface TimelineParams extends HistoryParams {
  /** Default: 100. */
  limit?: number | undefined;
}

/** What happened in a peer's session. */
export interface Timeline extends HistorySource {
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name: string;
  /** The session in the words of the coding agent. */
  session_id?: string | null | undefined;
  /** What happened, in the order of time. */
  items: TimelineItem[];
}

/** The parameters of `transcript`. */
export interface TranscriptParams extends HistoryParams {
  /** Default: 50. */
  limit?: number | undefined;
  /** `next_before` of the page before this one. */
  before?: string | undefined;
}

/** A page of a peer's conversation. */
export interface Transcript extends HistorySource {
  /** The turns, the oldest first. */
  turns: TranscriptTurn[];
  /** Where older turns begin. Null if there are no older turns. */
  next_before?: string | null | undefined;
}

/** A turn of a peer's conversation. */
export interface TranscriptTurn {
  /** Who speaks. */
  role: string;
  /** The text of the message. */
  text: string;
  /** ISO 8601. */
  timestamp: string;
  /** The session in the words of the coding agent. */
  session_id: string;
  /** The turn of the conversation. */
  turn_id: string;
  /** The tools that the agent used. */
  tool_calls?: Record<string, unknown>[] | null | undefined;
}

/** Which peer gets a sibling with which agent; Go only. */
export interface ForkBackendParams {
  /** A peer id or a display name. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
  /** The agent to go on with. */
  new_backend: Open<Backend>;
}

/** The sibling that was spawned; the source runs on. */
export interface ForkBackendResult {
  /** Whether it worked. */
  ok: boolean;
  /** The peer that runs on. */
  source_peer_id: string;
  /** The display name of the source. */
  source_display_name: string;
  /** The agent of the source. */
  source_backend: Open<Backend>;
  /** The agent to go on with. */
  new_backend: Open<Backend>;
  /** The name of the peer, as people write it. */
  display_name: string;
  /** The tmux window, `session:window`. */
  tmux_session: string;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** How the agent comes to be a peer. */
  registration_state?: Open<RegistrationState> | null | undefined;
  /** What to look at, in words. */
  warnings?: string[] | null | undefined;
}

/** Which peer to end. */
export interface KillPeerParams {
  /** A peer id or display name; offline peers of that name count as well. */
  peer_identifier: string;
  /** Must match, also for an id. */
  circle?: string | null | undefined;
  /** Accepted, and not checked. */
  from_peer?: string | null | undefined;
}

/** The peer is forgotten; `tmux_killed` tells of its pane. */
export interface KillPeerResult {
  /** Whether it worked. */
  ok: boolean;
  /** True: the pane is gone. False: it could not be killed. Null: the daemon left it alone. */
  tmux_killed?: boolean | null | undefined;
}

/** The peer whose socket hook to start again. */
export interface RehookPeerParams {
  /** A peer id or display name; offline peers of that name count as well. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | null | undefined;
  /** Who sends: a peer id or display name. */
  from_peer?: string | null | undefined;
  /** Default: only tells what would happen. */
  apply?: boolean | undefined;
}

/** What became of a peer's socket hook. */
export interface RehookPeerResult {
  /** Whether it worked. */
  ok: boolean;
  /** Whether something was done. */
  acted?: boolean | null | undefined;
  /** The stable id of the peer. */
  peer_id: string;
  /** The name of the peer, as people write it. */
  display_name: string;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** Whether a socket was open before. */
  ws_was_connected?: boolean | null | undefined;
  /** Whether the peer answered a ping. */
  ping_ok?: boolean | null | undefined;
  /** Whether the pane was found to be that of the peer. */
  pane_verified?: boolean | null | undefined;
  /** Whether the hook was started again. */
  ws_hook_respawned?: boolean | null | undefined;
  /** Why it happened. */
  reason: Open<RehookReason>;
}

/** Which peer to restart. */
export interface RestartPeerParams {
  /** A peer id or display name; offline peers of that name count as well. */
  name: string;
  /** Must match, also for an id. */
  circle?: string | null | undefined;
  /** Who sends: a peer id or display name. */
  from_peer?: string | null | undefined;
  /** Tells what would happen, and does nothing. Default: false. */
  dry_run?: boolean | undefined;
  /** Typed into the pane afterwards. */
  message?: string | null | undefined;
}

/** The result of a restart. The peer is offline until its agent registers again. */
export interface RestartPeerResult {
  /** Whether it worked. */
  ok: boolean;
  /** The status. */
  status: Open<RestartStatus>;
  /** Whether the agent was started anew. */
  restarted?: boolean | null | undefined;
  /** The stable id of the peer. */
  peer_id: string;
  /** The name of the peer, as people write it. */
  display_name: string;
  /** The coding agent. */
  backend: Open<Backend>;
  /** Absolute and resolved. */
  path: string;
  /** A circle. It narrows a lookup by display name. */
  circle: string;
  /** The tmux window, `session:window`. */
  tmux_session?: string | null | undefined;
  /** What the agent remembers afterwards. */
  resume_mode?: Open<ResumeMode> | null | undefined;
  /** Why the agent remembers nothing. */
  resume_warning?: string | null | undefined;
  /** Why the session cannot be resumed. */
  unsupported_reason?: string | null | undefined;
  /** The command line. */
  command?: string | null | undefined;
}

/** What may be spawned, and where. */
export interface SpawnConfig {
  /** Whether it is switched on. */
  enabled: boolean;
  /** Go only: `"session"` or `"window"`. */
  circle_boundary?: string | null | undefined;
  /** Backend to command line. */
  commands?: Record<string, string> | null | undefined;
  /**
   * The profiles of each backend by name. A profile is a {@link SpawnProfile}; on Go a list of
   * arguments.
   */
  profiles?: Record<string, Record<string, unknown>> | null | undefined;
  /** The values of `commands`. */
  allowed_commands?: string[] | null | undefined;
  /** As they are configured, not resolved. */
  allowed_paths?: string[] | null | undefined;
}

/** Which agent to start, and where: exactly one of `backend` and `command`. */
export interface SpawnParams {
  /** A directory on the daemon's machine, below one of its allowed paths. */
  path: string;
  /** The coding agent. */
  backend?: Open<Backend> | null | undefined;
  /** A profile of the backend. */
  profile?: string | null | undefined;
  /** A backend's name, or its configured command line; `backend` says it better. */
  command?: string | null | undefined;
  /**
   * Default: `"default"`, and refused by Go. Becomes the name of a tmux session: no dot, no colon.
   */
  circle?: string | undefined;
  /** Typed into the pane some seconds later. */
  message?: string | null | undefined;
  /** Default: `"agent"`. */
  role?: PeerRole | undefined;
  /** Go only: the pane beside which to spawn. */
  source_pane?: string | undefined;
}

/** Named arguments for a backend's command. */
export interface SpawnProfile {
  /** Arguments that are added to the backend's command. */
  args?: string[] | null | undefined;
  /** A description for people. */
  description?: string | null | undefined;
}

/** A window was opened; its agent registers later by itself, or never. */
export interface SpawnResult {
  /** Whether it worked. */
  ok: boolean;
  /** The tmux window, and not the name of the peer that will register. */
  display_name: string;
  /** `<circle>:<window>`. */
  tmux_session: string;
  /** Only of a peer that the daemon registered itself. */
  peer_id?: string | null | undefined;
  /** How the agent comes to be a peer. */
  registration_state?: Open<RegistrationState> | null | undefined;
  /** What to look at, in words. */
  warnings?: string[] | null | undefined;
}

/** Which peer goes on with which agent. */
export interface SwitchBackendParams {
  /** A peer id or a display name. */
  name: string;
  /** A circle. It narrows a lookup by display name. */
  circle?: string | undefined;
  /** The agent to go on with. */
  new_backend: Open<Backend>;
}

/** The old peer is gone; the new one registers later by itself. */
export interface SwitchBackendResult {
  /** Whether it worked. */
  ok: boolean;
  /** The tmux window, and not the name of the peer that will register. */
  display_name: string;
  /** `<circle>:<window>`. */
  tmux_session: string;
  /** The agent before. */
  old_backend: Open<Backend>;
  /** The agent to go on with. */
  new_backend: Open<Backend>;
  /** The command line. */
  command: string;
}

/** Which message to follow. */
export interface TraceParams {
  /** The correlation id of an ask, or the delivery id of a notification. */
  trace_id: string;
}

/** The way that a message went. */
export interface Trace {
  /** The correlation id of the ask, or the delivery id of the notification. */
  trace_id: string;
  /** What it is. */
  kind?: Open<DeliveryKind> | null | undefined;
  /** What happened to the message, the oldest first. */
  stages: TraceStage[];
}

/** What happened to a message at one point. */
export interface TraceStage {
  /** From 0. */
  seq: number;
  /** What happened. */
  stage: Open<TraceStageName>;
  /** `"ok"` or `"fail"`. */
  status: string;
  /** The stable id of the peer. */
  peer_id?: string | null | undefined;
  /** The peer that sent it. */
  from_peer_id?: string | null | undefined;
  /** ISO 8601. */
  ts: string;
  /** More about it, in words. */
  detail?: Record<string, unknown> | null | undefined;
}

/** An event of a type that this release knows, as the daemon sent it. */
export type KnownEvent =
  | AskEvent
  | NotificationEvent
  | AckEvent
  | BroadcastEvent
  | QueryEvent
  | QueryResponseEvent
  | ChatTurnEvent
  | ChatTurnDeltaEvent
  | RoleClaimedEvent
  | PeerContradictionEvent
  | PeerOnlineEvent
  | PeerStatusEvent
  | PeerUpdatedEvent
  | PeerNotAddressableEvent
  | PaneClaimRejectedEvent
  | DeliveryTraceEvent
  | PeerReapedEvent
  | PeerOfflineEvent
  | JobStateChangedEvent
  | PendingReplyLostEvent
  | AcpPermissionRequestEvent
  | AcpPermissionDecisionEvent;

/** A type of event that this release knows. */
export type KnownEventType = KnownEvent["type"];

/** What the daemon sends to a peer. `switch (frame.type)` tells which frame it is. */
export type DaemonFrame =
  | ConnectedFrame
  | ErrorFrame
  | AskFrame
  | NotifyFrame
  | BroadcastFrame
  | QueryFrame
  | PingFrame;

/** What a peer sends to the daemon. */
export type PeerFrame =
  | ConnectFrame
  | DeliveryAckFrame
  | StatusFrame
  | PongFrame
  | ResponseFrame
  | QueryErrorFrame
  | SetCircleFrame
  | UpdateDisplayNameFrame;

/** The parameters and the result of each endpoint. */
export interface EndpointModels {
  health: { params: NoParams; result: Health };
  listPeers: { params: ListPeersParams; result: ListPeersResult };
  getPeer: { params: GetPeerParams; result: Peer };
  getPeerByPane: { params: GetPeerByPaneParams; result: Peer };
  registerPeer: { params: RegisterPeerParams; result: RegisterPeerResult };
  unregisterPeer: { params: UnregisterPeerParams; result: OkResult };
  validateIdentity: { params: ValidateIdentityParams; result: ValidateIdentityResult };
  doctorPeer: { params: GetPeerParams; result: DoctorReport };
  markPeerOffline: { params: MarkPeerOfflineParams; result: MarkPeerOfflineResult };
  setDescription: { params: SetDescriptionParams; result: OkResult };
  touchPeer: { params: TouchPeerParams; result: OkResult };
  setCircle: { params: SetCircleParams; result: OkResult };
  setProvenance: { params: SetProvenanceParams; result: OkResult };
  claimRole: { params: ClaimRoleParams; result: ClaimRoleResult };
  updateSession: { params: UpdateSessionParams; result: OkResult };
  orchestratorStatus: { params: OrchestratorStatusParams; result: OrchestratorStatus };
  notify: { params: NotifyParams; result: NotifyResult };
  broadcast: { params: BroadcastParams; result: BroadcastResult };
  query: { params: QueryParams; result: QueryResult };
  pendingDeliveries: { params: PendingDeliveriesParams; result: PendingDeliveriesResult };
  ask: { params: AskParams; result: AskResult };
  askMany: { params: AskManyParams; result: AskManyResult };
  getAskMany: { params: GetAskManyParams; result: AskManyStatus };
  askBlocking: { params: AskBlockingParams; result: AskBlockingResult };
  ack: { params: AckParams; result: OkResult };
  answer: { params: AnswerParams; result: OkResult };
  decline: { params: DeclineParams; result: OkResult };
  pendingAsks: { params: PendingAsksParams; result: PendingAsksResult };
  waitOnAsk: { params: WaitOnAskParams; result: WaitOnAskResult };
  askHistory: { params: AskHistoryParams; result: AskHistory };
  events: { params: EventsParams; result: RawEvent[] };
  eventStream: { params: NoParams; result: RawEvent };
  ingestChatTurn: { params: IngestChatTurnParams; result: OkResult };
  ingestChatTurnDelta: { params: IngestChatTurnDeltaParams; result: OkResult };
  trace: { params: TraceParams; result: Trace };
  spawnConfig: { params: NoParams; result: SpawnConfig };
  spawn: { params: SpawnParams; result: SpawnResult };
  killPeer: { params: KillPeerParams; result: KillPeerResult };
  restartPeer: { params: RestartPeerParams; result: RestartPeerResult };
  rehookPeer: { params: RehookPeerParams; result: RehookPeerResult };
  switchBackend: { params: SwitchBackendParams; result: SwitchBackendResult };
  forkBackend: { params: ForkBackendParams; result: ForkBackendResult };
  notifySession: { params: NotifySessionParams; result: NotifySessionResult };
  resumeSession: { params: ResumeSessionParams; result: ResumeSessionResult };
  timeline: { params: TimelineParams; result: Timeline };
  searchTimeline: { params: SearchTimelineParams; result: SearchTimelineResult };
  transcript: { params: TranscriptParams; result: Transcript };
  uploadAttachment: { params: UploadAttachmentParams; result: UploadedAttachment };
  downloadAttachment: { params: DownloadAttachmentParams; result: unknown };
  createJob: { params: CreateJobParams; result: CreateJobResult };
  listJobs: { params: ListJobsParams; result: ListJobsResult };
  getJob: { params: JobIdParams; result: JobStatusResult };
  updateJob: { params: UpdateJobParams; result: JobStatusResult };
  runJob: { params: RunJobParams; result: JobStatusResult };
  retryJob: { params: RunJobParams; result: JobStatusResult };
  jobResult: { params: JobIdParams; result: JobOutcomeResult };
  cancelJob: { params: CancelJobParams; result: JobStatusResult };
  createSchedule: { params: CreateScheduleParams; result: Schedule };
  listSchedules: { params: ListSchedulesParams; result: ListSchedulesResult };
  deleteSchedule: { params: DeleteScheduleParams; result: DeleteScheduleResult };
}

/** The name of a model. */
export type ModelName =
  | "AckParams"
  | "AnswerParams"
  | "AskBlockingParams"
  | "AskBlockingResult"
  | "AskHistoryParams"
  | "AskHistory"
  | "AskManyChildProgress"
  | "AskManyChild"
  | "AskManyParams"
  | "AskManyResult"
  | "AskManyRollup"
  | "AskManyStatus"
  | "AskParams"
  | "AskResult"
  | "BlockingOption"
  | "DeclineParams"
  | "DefaultAnswer"
  | "GetAskManyParams"
  | "PendingAsk"
  | "PendingAsksParams"
  | "PendingAsksResult"
  | "QuestionOption"
  | "Question"
  | "WaitOnAskParams"
  | "WaitOnAskResult"
  | "DownloadAttachmentParams"
  | "UploadAttachmentParams"
  | "UploadedAttachment"
  | "IngestChatTurnDeltaParams"
  | "IngestChatTurnParams"
  | "ToolCall"
  | "AckEvent"
  | "AcpPermissionDecisionEvent"
  | "AcpPermissionRequestEvent"
  | "AskEvent"
  | "BroadcastEvent"
  | "ChatTurnDeltaEvent"
  | "ChatTurnEvent"
  | "DeliveryTraceEvent"
  | "EventsParams"
  | "EventsResult"
  | "JobStateChangedEvent"
  | "NotificationEvent"
  | "PaneClaimRejectedEvent"
  | "PeerContradictionEvent"
  | "PeerNotAddressableEvent"
  | "PeerOfflineEvent"
  | "PeerOnlineEvent"
  | "PeerReapedEvent"
  | "PeerStatusEvent"
  | "PeerUpdatedEvent"
  | "PendingReplyLostEvent"
  | "QueryEvent"
  | "QueryResponseEvent"
  | "RawEvent"
  | "RoleClaimedEvent"
  | "AskFrame"
  | "BroadcastFrame"
  | "ConnectFrame"
  | "ConnectedFrame"
  | "DeliveryAckFrame"
  | "ErrorFrame"
  | "NotifyFrame"
  | "PingFrame"
  | "PongFrame"
  | "QueryErrorFrame"
  | "QueryFrame"
  | "ResponseFrame"
  | "SetCircleFrame"
  | "StatusFrame"
  | "UpdateDisplayNameFrame"
  | "AcpBrokerHealth"
  | "AcpPermissionHealth"
  | "ChannelHealth"
  | "DaemonCapabilities"
  | "Health"
  | "RelayHealth"
  | "CancelJobParams"
  | "CreateJobParams"
  | "CreateJobResult"
  | "CreateScheduleParams"
  | "DeleteScheduleParams"
  | "DeleteScheduleResult"
  | "JobIdParams"
  | "JobOutcomeResult"
  | "JobOutcome"
  | "Job"
  | "JobStatusResult"
  | "ListJobsParams"
  | "ListJobsResult"
  | "ListSchedulesParams"
  | "ListSchedulesResult"
  | "RunJobParams"
  | "Schedule"
  | "UpdateJobParams"
  | "AttachmentRef"
  | "BroadcastFailure"
  | "BroadcastParams"
  | "BroadcastResult"
  | "NotifyParams"
  | "NotifyResult"
  | "PendingDeliveriesParams"
  | "PendingDeliveriesResult"
  | "PendingDelivery"
  | "QueryParams"
  | "QueryResult"
  | "NoParams"
  | "OkResult"
  | "ClaimRoleParams"
  | "ClaimRoleResult"
  | "Contradiction"
  | "DoctorReport"
  | "MarkPeerOfflineParams"
  | "MarkPeerOfflineResult"
  | "OrchestratorStatusParams"
  | "OrchestratorStatus"
  | "RoleHolder"
  | "SetCircleParams"
  | "SetDescriptionParams"
  | "SetProvenanceParams"
  | "TouchPeerParams"
  | "UpdateSessionParams"
  | "GetPeerByPaneParams"
  | "GetPeerParams"
  | "ListPeersParams"
  | "ListPeersResult"
  | "Peer"
  | "Provenance"
  | "RegisterPeerParams"
  | "RegisterPeerResult"
  | "UnregisterPeerParams"
  | "ValidateIdentityParams"
  | "ValidateIdentityResult"
  | "NotifySessionParams"
  | "NotifySessionResult"
  | "ResumeSessionParams"
  | "ResumeSessionResult"
  | "SearchTimelineParams"
  | "SearchTimelineResult"
  | "TimelineHit"
  | "TimelineItem"
  | "TimelineMatch"
  | "TimelineParams"
  | "Timeline"
  | "TranscriptParams"
  | "Transcript"
  | "TranscriptTurn"
  | "ForkBackendParams"
  | "ForkBackendResult"
  | "KillPeerParams"
  | "KillPeerResult"
  | "RehookPeerParams"
  | "RehookPeerResult"
  | "RestartPeerParams"
  | "RestartPeerResult"
  | "SpawnConfig"
  | "SpawnParams"
  | "SpawnProfile"
  | "SpawnResult"
  | "SwitchBackendParams"
  | "SwitchBackendResult"
  | "TraceParams"
  | "Trace"
  | "TraceStage";
