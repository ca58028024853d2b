// Generated from the schemas in ../models: pnpm run generate

import type * as words from "../words.ts";
import type { Open } from "../words.ts";

/** State of the ACP broker. */
export type AcpBrokerStatus =
  | "inactive"
  | "ready"
  | "busy"
  | "degraded";

/** Why an ask was closed. */
export type AskCloseReason =
  | "ack"
  | "ack_with_msg"
  | "answered"
  | "declined"
  | "reply_to"
  | "send_failed"
  | "evicted"
  | "peer_not_addressable";

/** Whether the peer is the asked peer or the asker. */
export type AskDirection = (typeof words.askDirections)[number];

/** State of an ask in an ask-many. */
export type AskManyChildStatus =
  | "pending"
  | "acked"
  | "replied"
  | "failed";

/** State of an ask-many. `"partial"`: the deadline has passed and asks are still open. */
export type AskManyState =
  | "pending"
  | "partial"
  | "complete";

/** Whether a wait found the ask closed. */
export type AskWaitStatus =
  | "pending"
  | "resolved";

/** Coding agent known to the daemon. `"mcp-http"` cannot connect a socket. */
export type Backend = (typeof words.backends)[number];

/** State of the channel. */
export type ChannelStatus =
  | "inactive"
  | "ready"
  | "degraded";

/** Kind of a piece of a chat turn. */
export type ChatDeltaKind =
  | "text"
  | "tool_use";

/** Who speaks in a chat turn. */
export type ChatRole =
  | "user"
  | "assistant";

/** How a registering peer learned its circle. */
export type CircleSource =
  | "tmux"
  | "spawn_hint"
  | "fallback";

/** Kind of a message in a queue. */
export type DeliveryKind = (typeof words.deliveryKinds)[number];

/** State of a delivery. */
export type DeliveryState =
  | "delivered"
  | "queued";

/** Close code after which a peer must not reconnect unchanged. */
export type FinalCloseCode = (typeof words.finalCloseCodes)[number];

/** State that a job does not leave on its own. */
export type FinalJobState = (typeof words.finalJobStates)[number];

/** Whether a backend's history can be read. */
export type HistoryStatus =
  | "available"
  | "unavailable"
  | "unsupported";

/** How well messages reach a peer. */
export type InboundStatus =
  | "offline"
  | "pane_unsafe"
  | "no_hook"
  | "legacy_unverified"
  | "inbound_degraded"
  | "online";

/** What a job remembers of its previous run. */
export type JobContinuity = (typeof words.jobContinuities)[number];

/** State of a job. */
export type JobState = (typeof words.jobStates)[number];

/** Why a notification was sent or queued. */
export type NotifyReason =
  | "transport_delivered"
  | "broker_accepted"
  | "recipient_busy"
  | "queued_delivery";

/** What the daemon did with a notification. */
export type NotifyStatus =
  | "sent"
  | "queued";

/** Who opened the session behind a peer of the Go daemon. */
export type PeerInitiator =
  | "user"
  | "agent"
  | "system";

/** Status that a peer reports. The daemon stores `"idle"` as online. */
export type PeerReport =
  | "online"
  | "busy"
  | "idle"
  | "offline";

/** Role of a peer in its circle. Only `agent` is limited to the circle. */
export type PeerRole = (typeof words.peerRoles)[number];

/** How a peer of the Go daemon reached the mesh. */
export type PeerSource =
  | "hook"
  | "codex-app-server"
  | "unknown";

/** Stored status of a peer. `ws_connected` says whether its socket is open. */
export type PeerStatus = (typeof words.peerStatuses)[number];

/** Direction of open asks to list. */
export type PendingAskDirection = (typeof words.pendingAskDirections)[number];

/** How long the process of a job lives. */
export type ProcessScope = (typeof words.processScopes)[number];

/** The outcome of a query, or that it is still open. */
export type QueryEventStatus =
  | "pending"
  | "success"
  | "timeout"
  | "error";

/** Why the daemon did not ask a peer of an ask-many. */
export type QueryStatus =
  | "busy"
  | "offline";

/** What a question may ask for. */
export type QuestionKind =
  | "acknowledge"
  | "choice"
  | "text";

/** How a question may end. */
export type QuestionOutcome =
  | "answered"
  | "acknowledged"
  | "denied"
  | "timed_out"
  | "cancelled";

/** What a question is about. */
export type QuestionScope =
  | "mesh_ask"
  | "tool_permission"
  | "user_question";

/** Status of a receipt. */
export type ReceiptStatus = (typeof words.receiptStatuses)[number];

/** How a spawned agent becomes a peer. */
export type RegistrationState =
  | "pending_hook"
  | "cli_fallback";

/** Why a socket hook was or was not started again. */
export type RehookReason =
  | "already_healthy"
  | "dry_run"
  | "respawned"
  | "respawn_skipped_pid_alive_or_contested"
  | "ws_hook_respawned";

/** State of the connection to the relay. */
export type RelayStatus =
  | "connecting"
  | "connected"
  | "down";

/** How a reply travels to its asker. */
export type ReplyDelivery =
  | "push"
  | "pull";

/** The result of a restart. */
export type RestartStatus =
  | "restart_available"
  | "restarted";

/** The result of resuming a session. */
export type ResumeAction =
  | "inspect"
  | "spawned";

/** What an agent remembers after a restart. */
export type ResumeMode =
  | "fresh_runtime_context"
  | "resumed";

/** Whether a session can be resumed. */
export type ResumeStatus =
  | "active_executor"
  | "resume_available"
  | "unsupported"
  | "binding_unavailable";

/** What you can do with a session. */
export type SessionCapability =
  | "active_executor"
  | "supported"
  | "unsupported"
  | "unavailable";

/** The backends that may connect a socket. */
export type SocketBackend = (typeof words.socketBackends)[number];

/** Stage of a message. */
export type TraceStageName =
  | "created"
  | "resolved_peer"
  | "resolve_failed"
  | "routed"
  | "no_connection"
  | "pending"
  | "websocket_sent"
  | "hook_received"
  | "pane_injected"
  | "thread_input_accepted"
  | "injection_failed"
  | "acked"
  | "closed";

/** What an agent is doing with its turn. */
export type TurnState = (typeof words.turnStates)[number];

/** The parameters that close an ask. */
export interface AckParams {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The reply. If it is absent or empty, the ask is closed without a reply. */
  message?: string | null | undefined;
  /** Files to send with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** Accepted but not checked. */
  from_peer?: string | null | undefined;
}

/** The answer to a structured question. The first answer counts. */
export interface AnswerParams extends Pick<AckParams, "correlation_id" | "attachments"> {
  /** The id of the chosen option, for a choice. */
  option_id?: string | null | undefined;
  /** The text of the message. */
  text?: string | null | undefined;
  /** Default: `"answered"`. Any other outcome needs neither an option nor a text. */
  outcome?: QuestionOutcome | undefined;
  /** The reply, if there is neither an option nor a text. */
  message?: string | null | undefined;
}

/** A question to the human at the dashboard. The call waits for the answer. */
export interface AskBlockingParams {
  /** The question, or the task. */
  prompt: string;
  /** `"tool_permission"` needs at least one option. */
  options?: BlockingOption[] | undefined;
  /** What the question is about. */
  scope?: QuestionScope | null | undefined;
  /** Free information from the sender. Its keys are data. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Seconds, at most 55. Default: 45, also for 0. */
  timeout_seconds?: number | null | undefined;
  /** An id of your own. If you send the same question again with it, it stays one question. */
  correlation_id?: string | null | undefined;
  /** The source of the question. */
  origin?: string | null | undefined;
  /** Default: `"external"`. */
  from_peer?: string | null | undefined;
}

/** How a blocking question ended. A timeout is an outcome, not an error. */
export interface AskBlockingResult extends Pick<WaitOnAskResult, "correlation_id" | "option_id" | "message"> {
  /** How it ended. */
  outcome: Open<QuestionOutcome>;
}

/** The closed asks that a peer took part in. */
export interface AskHistory {
  /** The stable id of the peer. */
  peer_id: string;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null;
  /** Correlation ids. */
  threads?: string[] | null;
}

/** The fields that identify a peer by exactly one of its id and its pane. */
export interface PeerOrPane {
  /** A tmux pane, `%` and digits. */
  pane_id?: string | undefined;
  /** A peer id. The Python daemons also accept a display name. */
  peer_id?: string | undefined;
}

/** The peer whose closed asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export interface AskHistoryParams extends PeerOrPane {
  /** RFC 3339. Default: from the beginning. */
  since?: string | undefined;
}

/** The ask to one of several peers. It may fail although others succeed. */
export interface AskManyChild {
  /** A display name. If nobody has it, what the call named. */
  peer: string;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id?: string | null;
  /** Whether the message reached the peer. */
  delivered?: boolean | null;
  /** Why it failed. */
  error?: string | null;
}

/** The outcome of the ask to one of several peers. */
export interface AskManyChildProgress extends Pick<AskManyChild, "correlation_id" | "error"> {
  /** The display name of the peer. */
  peer: string;
  /** The stable id of the peer. */
  peer_id?: string | null;
  /** The status. */
  status: Open<AskManyChildStatus>;
  /** The text of the reply. */
  reply?: string | null;
  /** Why the ask was closed. */
  close_reason?: Open<AskCloseReason> | null;
}

/** One question to several peers. */
export interface AskManyParams extends Pick<AskParams, "text" | "bypass_circle"> {
  /** The sender: a peer id or display name. */
  from_peer: string;
  /** 1 to 50 peer ids or display names. A peer that is named twice is asked once. */
  to_peers: string[];
  /** Looks for a display name only in this circle. */
  circle?: string | null | undefined;
  /** Seconds until the status is `timed_out`. No ask is closed then. Default: 300. */
  timeout_seconds?: number | undefined;
}

/** The asks that were opened. */
export interface AskManyResult {
  /** `askm-<8 hex>`. */
  parent_id: string;
  /** The ask to each peer. */
  children?: AskManyChild[] | null;
}

/** How many asks of an ask-many are in each state. */
export interface AskManyRollup {
  /** How many asks there are. */
  total?: number | null;
  /** How many asks were closed without words. */
  acked?: number | null;
  /** How many asks were closed with words. */
  replied?: number | null;
  /** How many are open. */
  pending?: number | null;
  /** How many asks failed. */
  failed?: number | null;
}

/** The state of an ask-many. */
export interface AskManyStatus {
  /** The id of the ask-many, `askm-<8 hex>`. */
  parent_id: string;
  /** The asker, as the call named it. */
  from_peer?: string | null;
  /** The text of the message. */
  text?: string | null;
  /** When it was made. ISO 8601. */
  created_at?: string | null;
  /** When `timed_out` becomes true. ISO 8601. */
  deadline?: string | null;
  /** The state of the ask-many. */
  state: Open<AskManyState>;
  /** Whether the time has run out. */
  timed_out?: boolean | null;
  /** How many asks are in each state. */
  rollup?: AskManyRollup | null;
  /** The ask to each peer. */
  children?: AskManyChildProgress[] | null;
}

/** A message that the daemon tracks until somebody acks it. */
export interface AskParams {
  /** The asker: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: string;
  /** The peer to ask: a peer id or display name. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** Files to send with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** The correlation id of an ask. This ask answers it and so closes it. */
  reply_to?: string | null | undefined;
  /** Whether to reach a peer of another circle. Default: false. */
  bypass_circle?: boolean | undefined;
  /** Looks for the display name in `to_peer` only in this circle. */
  circle?: string | null | undefined;
  /** A structured question: see `Question`. */
  question?: Question | null | undefined;
  /**
   * How the reply travels. `"push"` (default) sends it to the socket of the asker. `"pull"` makes
   * the daemon keep it for {@link WaitOnAskParams}, even if the asker is not registered. Send it
   * only if `capabilities.ask_pull_delivery` of {@link Health} is true; other daemons ignore it.
   */
  reply_delivery?: ReplyDelivery | undefined;
}

/** The ask that the daemon opened. */
export interface AskResult {
  /** `ask-<8 hex>`. */
  correlation_id: string;
  /** Why it failed. */
  error?: string | null;
}

/** One of the options of a blocking question. */
export interface BlockingOption {
  /** The id of the option. */
  id: string;
  /** A title for people. */
  title: string;
}

/** The ask to decline, and the reason. */
export interface DeclineParams extends Pick<AckParams, "correlation_id" | "from_peer"> {
  /** The reason, for the asker to read. */
  reason: string;
}

/** An answer to a structured question. */
export interface DefaultAnswer {
  /** The id of the chosen option. */
  option_id?: string | null | undefined;
  /** The text of the message. */
  text?: string | null | undefined;
  /** Default: `"answered"`. */
  outcome?: QuestionOutcome | undefined;
  /** A message for the reader. */
  message?: string | null | undefined;
}

/** The ask-many to look up. */
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
  /** When it was made. ISO 8601. */
  created_at: string;
  /** Whether the peer is the asked peer or the asker. */
  direction: Open<AskDirection>;
}

/** The peer whose open asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export interface PendingAsksParams extends PeerOrPane {
  /** Default: `"inbound"`. */
  direction?: PendingAskDirection | undefined;
}

/** Open asks, the newest first; the Python daemons list at most 10. */
export interface PendingAsksResult {
  /** The open asks. */
  asks: PendingAsk[];
}

/** A structured question that goes with an ask. */
export interface Question {
  /** What the question asks for. */
  kind: QuestionKind;
  /** The question, or the task. */
  prompt?: string | null | undefined;
  /** The options to choose from. */
  options?: QuestionOption[] | undefined;
  /** Shown to the reader only. The daemon does not wait. */
  blocking?: boolean | undefined;
  /** Seconds. */
  timeout_seconds?: number | null | undefined;
  /** The answer to use if nobody answers in time. */
  default_answer?: DefaultAnswer | null | undefined;
  /** `"tool_permission"` sends no frame to the asker. */
  scope?: QuestionScope | null | undefined;
  /** Free information from the sender. Its keys are data. */
  metadata?: Record<string, unknown> | undefined;
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

/**
 * The ask to wait for, and who waits. From the first wait on, the daemon keeps the reply for the
 * waiter.
 */
export interface WaitOnAskParams {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The asker's peer id or display name. Nobody else may wait. */
  peer_id: string;
  /**
   * Seconds, at most 50. Default: 45. 0 is refused, because Python reads it as 45 and Go waits
   * without end.
   */
  timeout_seconds?: number | null | undefined;
}

/** The result of a wait. */
export interface WaitOnAskResult {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Whether the ask is closed. */
  status: Open<AskWaitStatus>;
  /** The message of the ack, or the text of the answer. */
  reply?: string | null;
  /** How it ended. */
  outcome?: Open<QuestionOutcome> | null;
  /** The id of the chosen option. */
  option_id?: string | null;
  /** A message for the reader. */
  message?: string | null;
  /** Why the ask was closed. */
  close_reason?: Open<AskCloseReason> | null;
  /** A display name. */
  responder?: string | null;
  /** Files to send with the message. */
  attachments?: Record<string, unknown>[] | null;
}

/** The file to download. */
export interface DownloadAttachmentParams {
  /** The id that `uploadAttachment` returned. */
  attachment_id: string;
}

/** A file to upload. The daemon keeps it for a day. */
export interface UploadAttachmentParams {
  /** At most 10 MiB, with its media type. The daemon answers 413 to a larger file. */
  file: Blob;
  /**
   * Default: the name of the `File`. The daemon keeps its last extension, which decides the type of
   * the download.
   */
  filename?: string | undefined;
}

/** A file that the daemon stores. Pass it in `attachments`. */
export interface UploadedAttachment {
  /** 8 hex digits. */
  id: string;
  /** Absolute, on the daemon's machine. */
  path: string;
  /** The name as it was sent. */
  filename?: string | null;
  /** Bytes. */
  size: number;
  /** The media type, such as `text/plain`. */
  content_type?: string | null;
}

/** A piece of a turn that an agent is still writing. */
export interface IngestChatTurnDeltaParams extends Pick<IngestChatTurnParams, "peer" | "session_id" | "peer_id" | "pane_id"> {
  /** Who speaks. Only `"assistant"` is possible. */
  role?: "assistant" | undefined;
  /** The same for all pieces of a turn. The daemon drops pieces after the final one. */
  turn_id: string;
  /** From 0. */
  chunk_index: number;
  /** Default: `"text"`. */
  kind?: ChatDeltaKind | undefined;
  /** Default: empty. */
  text?: string | undefined;
  /** The tool that the agent used or wants to use. */
  tool_call?: ToolCall | null | undefined;
  /** Whether this is the last piece of the turn. */
  is_final?: boolean | undefined;
}

/** A turn in an agent's session. */
export interface IngestChatTurnParams {
  /** A display name. The daemon accepts any text. */
  peer: string;
  /** Who speaks. */
  role: ChatRole;
  /** The text of the message. */
  text: string;
  /** The coding agent's session id. */
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

/** The fields that every event has. */
export interface EventFields<Type extends string> {
  /** The variant. */
  type: Type;
  /** A random id. The order of events is their order in the list. */
  id: string;
  /** When it happened. ISO 8601. */
  timestamp: string;
}

/** The fields of an event from one peer to another. */
export interface RoutedEventFields<Type extends string> extends EventFields<Type> {
  /** A display name. */
  from?: string | null;
  /** A display name. */
  to?: string | null;
  /** The peer that sent it. */
  from_peer_id?: string | null;
  /** The peer that receives it. */
  to_peer_id?: string | null;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null;
  /** The session of the sender. */
  from_repowire_session_id?: string | null;
  /** The session of the receiver. */
  to_repowire_session_id?: string | null;
}

/** An ask was closed. An ordinary reply has only a notification. */
export interface AckEvent extends RoutedEventFields<"ack"> {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Why the ask was closed. */
  status?: Open<AskCloseReason> | null;
  /** Whether the message reached the peer. */
  delivered?: boolean | null;
  /** Whether the ask was closed with words. */
  has_message?: boolean | null;
  /** Whether files came with the reply. */
  has_attachments?: boolean | null;
}

/** The fields of an event about a tool that an agent behind the ACP broker wants to use. */
export interface AcpPermissionFields<Type extends string> extends EventFields<Type> {
  /** The id of the request. */
  request_id: string;
  /** The stable id of the peer. */
  peer_id?: string | null;
  /** The coding agent's session id. */
  session_id?: string | null;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null;
  /** `"pending"` in a request; `"decided"` or `"timed_out"` in a decision. */
  status?: string | null;
}

/** The decision whether an agent behind the ACP broker may use a tool. */
export interface AcpPermissionDecisionEvent extends AcpPermissionFields<"acp_permission_decision"> {
  /** How it ended. */
  outcome?: string | null;
  /** The id of the chosen option. */
  option_id?: string | null;
  /** A message for the reader. */
  message?: string | null;
}

/** An agent behind the ACP broker asks for permission to use a tool. */
export interface AcpPermissionRequestEvent extends AcpPermissionFields<"acp_permission_request"> {
  /** The tool that the agent used or wants to use. */
  tool_call?: unknown | null;
  /** The options to choose from. */
  options?: Record<string, unknown>[] | null;
  /** Seconds. */
  timeout_seconds?: number | null;
}

/** An ask. The event is written before the frame is sent, so a failed ask has one too. */
export interface AskEvent extends RoutedEventFields<"ask">, Pick<AskFrame, "correlation_id" | "reply_to" | "attachments" | "question"> {
  /** The text of the message. */
  text: string;
  /** Whether the asker asked itself. */
  self_target?: boolean | null;
  /** The source of a blocking question. */
  origin?: string | null;
}

/** A broadcast. */
export interface BroadcastEvent extends EventFields<"broadcast"> {
  /** The sender, as the call named it. */
  from?: string | null;
  /** The peer that sent it. */
  from_peer_id?: string | null;
  /** The text of the message. */
  text: string;
  /** Peers that should not get the broadcast. */
  exclude?: string[] | null;
}

/** The fields of an event about a turn in an agent's session. */
export interface ChatEventFields<Type extends string> extends EventFields<Type> {
  /** The display name of the peer. */
  peer?: string | null;
  /** Go only: the same as `peer`. */
  peer_name?: string | null;
  /** The stable id of the peer. */
  peer_id?: string | null;
  /** Who speaks. */
  role?: Open<ChatRole> | null;
  /** The coding agent's session id. */
  session_id?: string | null;
  /** The turn of the conversation. */
  turn_id?: string | null;
}

/** A piece of a turn that an agent is still writing. */
export interface ChatTurnDeltaEvent extends ChatEventFields<"chat_turn_delta"> {
  /** The position of the piece in its turn, from 0. */
  chunk_index?: number | null;
  /** The kind. */
  kind?: Open<ChatDeltaKind> | null;
  /** The text of the message. */
  text?: string | null;
  /** The tool that the agent used or wants to use. */
  tool_call?: Record<string, unknown> | null;
  /** Whether this is the last piece of the turn. */
  is_final?: boolean | null;
}

/** A turn in an agent's session. */
export interface ChatTurnEvent extends ChatEventFields<"chat_turn"> {
  /** The text of the message. */
  text: string;
  /** The tools that the agent used. */
  tool_calls?: Record<string, unknown>[] | null;
}

/** An ask reached the socket of its peer, but the peer did not take it; Go only. */
export interface DeliveryTraceEvent extends EventFields<"delivery_trace"> {
  /** The correlation id of the ask. */
  trace_id: string;
  /** The kind. */
  kind?: Open<DeliveryKind> | null;
  /** What happened. */
  stage?: Open<TraceStageName> | null;
  /** `"fail"`. */
  status?: string | null;
  /** More information, in words. */
  detail?: string | null;
  /** The receipt, in the daemon's form. */
  hook_delivery?: Record<string, unknown> | null;
}

/** The events to list. */
export interface EventsParams {
  /**
   * The id of an event; only later events are listed. If the daemon no longer has it, all are
   * listed.
   */
  since?: string | undefined;
}

/** Events, the oldest first. At most 500. */
export type EventsResult = RawEvent[];

/** A job changed its state; since 0.16.0. */
export interface JobStateChangedEvent extends EventFields<"job_state_changed">, Pick<Job, "work_id" | "title" | "state_reason" | "phase" | "assigned_peer_id" | "owner_peer_id" | "created_by_peer_id" | "circle" | "result_summary"> {
  /** The id of the job, `work-<12 hex>`. The same as `work_id`. */
  job_id?: string | null;
  /** The state of the job. */
  state?: Open<JobState> | null;
  /** The previous state. */
  prior_state?: Open<JobState> | null;
  /** The attempt of the job, `attempt-<12 hex>`. */
  attempt_id?: string | null;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id?: string | null;
  /** Why it failed. */
  error?: unknown | null;
}

/** A notification, or the reply to an ask. */
export interface NotificationEvent extends RoutedEventFields<"notification"> {
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: string;
  /** A queued message writes two events. The first has `"sent"`. */
  delivery_status?: Open<NotifyStatus> | null;
  /** Whether the message was delivered or is queued. */
  delivery_state?: Open<DeliveryState> | null;
  /** `qd-<12 hex>`. */
  queue_delivery_id?: string | null;
  /** Files to send with the message. */
  attachments?: Record<string, unknown>[] | null;
}

/** The fields of an event about a peer of the Go daemon. */
export interface PeerEventFields<Type extends string> extends EventFields<Type> {
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name?: string | null;
  /** The same as `peer_id`. */
  session_id?: string | null;
}

/** A registration asked for a pane that another peer holds; Go only. */
export interface PaneClaimRejectedEvent extends PeerEventFields<"pane_claim_rejected"> {
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null;
  /** The peer that keeps the pane. */
  holder_peer_id?: string | null;
  /** Why it happened. */
  reason?: string | null;
  /** `"registration_rejected"` or `"registered_pane_less"`. */
  outcome?: string | null;
}

/** The daemon found a contradiction in what it knew of a peer, and set the peer offline. */
export interface PeerContradictionEvent extends EventFields<"peer_contradiction">, Pick<PeerOfflineEvent, "peer_id" | "detail" | "session_id"> {
  /** The display name of the peer. */
  peer_name?: string | null;
  /** Such as `"ONLINE_BUT_NO_WS"`. */
  code?: string | null;
  /** `"error"` or `"warning"`. */
  severity?: string | null;
  /** Go only: what should have happened to the peer. */
  event?: string | null;
  /** Go only: the state in which that is not possible. */
  from_state?: string | null;
}

/** A peer can no longer be addressed: its asks are closed and its queue is dropped. Go only. */
export interface PeerNotAddressableEvent extends PeerEventFields<"peer_not_addressable"> {
  /** Why it happened. */
  reason?: string | null;
  /** How many asks to the peer were closed. */
  asks_closed?: number | null;
  /** How many queued messages were dropped. */
  deliveries_dropped?: number | null;
  /** `"ws_replay"` if messages were dropped while the daemon replayed them. */
  via?: string | null;
}

/** The fields of an event about a peer that went away. */
export interface GonePeerFields<Type extends string> extends EventFields<Type> {
  /** The stable id of the peer. */
  peer_id: string;
  /** Go only: the display name. */
  peer_name?: string | null;
  /** Go only: the same as `peer_id`. */
  session_id?: string | null;
  /** Python only. */
  display_name?: string | null;
  /** The coding agent. */
  backend?: string | null;
  /** The folder of the peer. Absolute. */
  path?: string | null;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null;
  /** Why it happened. */
  reason?: string | null;
}

/** A peer went offline; since 0.15.1. */
export interface PeerOfflineEvent extends GonePeerFields<"peer_offline"> {
  /** The previous status. */
  old_status?: Open<PeerStatus> | null;
  /** The new status. */
  new_status?: Open<PeerStatus> | null;
  /** The source. */
  source?: string | null;
  /** More information, in words. */
  detail?: string | null;
  /** More information, in a form that the daemon defines. */
  context?: unknown | null;
}

/** A peer registered or opened its socket; Go only. */
export interface PeerOnlineEvent extends PeerEventFields<"peer_online"> {
}

/** A peer was offline for so long that the daemon removed it. */
export interface PeerReapedEvent extends GonePeerFields<"peer_reaped"> {
}

/** The status of a peer changed; Go only. */
export interface PeerStatusEvent extends PeerEventFields<"peer_status"> {
  /** The new status. */
  status?: Open<PeerStatus> | null;
  /** `"stale_busy_repair"` if the daemon ended a busy status that had lasted too long. */
  reason?: string | null;
}

/** The provenance of a peer or its `addressable` changed; Go only. */
export interface PeerUpdatedEvent extends PeerEventFields<"peer_updated"> {
  /** The source. */
  source?: Open<PeerSource> | null;
  /** Whether the peer can be addressed. */
  addressable?: boolean | null;
  /** Why the peer cannot be addressed. */
  addressable_reason?: string | null;
  /** Whether the peer could be addressed before. */
  was_addressable?: boolean | null;
}

/** A reply that was waiting for its asker was lost. */
export interface PendingReplyLostEvent extends EventFields<"pending_reply_lost"> {
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The peer that answered. */
  answerer_peer_id?: string | null;
  /** The display name of the peer that answered. */
  answerer_name?: string | null;
  /** The name of the asker. */
  asker_name?: string | null;
  /** The display name of the asker. */
  asker_display_name?: string | null;
  /** The circle of the asker. */
  asker_circle?: string | null;
  /** The backend of the asker. */
  asker_backend?: string | null;
  /** The peer that asked. */
  asker_peer_id?: string | null;
  /** Why it happened. */
  reason?: string | null;
  /** When the reply was given. ISO 8601. */
  pending_reply_at?: string | null;
}

/** A query. */
export interface QueryEvent extends RoutedEventFields<"query"> {
  /** The text of the message. */
  text: string;
  /** Changes in place, without a further event. */
  status?: Open<QueryEventStatus> | null;
  /** Why it failed. */
  error?: string | null;
}

/** A query was answered. */
export interface QueryResponseEvent extends RoutedEventFields<"response"> {
  /** The first 100 characters. */
  text: string;
  /** The id of the query's event. */
  correlation_id?: string | null;
}

/** An event of any type, as the daemon sends it. {@link classifyEvent} returns its exact type. */
export interface RawEvent extends EventFields<string> {
}

/** A peer became the orchestrator of its circle. */
export interface RoleClaimedEvent extends EventFields<"role_claimed">, Pick<PeerReapedEvent, "peer_id" | "peer_name" | "session_id"> {
  /** The display name of the peer. */
  peer?: string | null;
  /** The role of the peer. */
  role?: Open<PeerRole> | null;
  /** The circle. */
  circle?: string | null;
  /** Whether another holder was demoted. */
  force?: boolean | null;
  /** Each entry is a {@link RoleHolder}; on Go a peer id. */
  previous_holders?: unknown[] | null;
}

/** An ask to the peer. */
export interface AskFrame {
  /** The variant. */
  type: "ask";
  /** Repeat it in the receipt. */
  delivery_id?: string | null;
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** A display name. */
  from_peer: string;
  /** A display name. */
  to_peer?: string | null;
  /** The text, followed by a line that tells an agent how to answer. */
  text: string;
  /** The id of an ask that this ask answers. */
  reply_to?: string | null;
  /** Files to send with the message. */
  attachments?: Record<string, unknown>[] | null;
  /** A structured question: see `Question`. */
  question?: Record<string, unknown> | null;
}

/** A broadcast. It needs no receipt. */
export interface BroadcastFrame {
  /** The variant. */
  type: "broadcast";
  /** The sender, as the call named it. */
  from_peer: string;
  /** The text of the message. */
  text: string;
}

/** The first frame of a socket. */
export interface ConnectFrame {
  /** The variant. */
  type: "connect";
  /** The daemon checks it and then ignores it. `display_name` of `connected` is the name. */
  display_name: string;
  /**
   * Default: `"default"`. With the default, the peer takes over the peer of the same folder in any
   * other circle.
   */
  circle?: string | undefined;
  /** How the peer learned its circle. */
  circle_source?: Open<CircleSource> | null | undefined;
  /** Default: `"claude-code"`. */
  backend?: Open<SocketBackend> | undefined;
  /** Absolute and normalised, as in the registration. It must not be the root. */
  path?: string | undefined;
  /** Claims an earlier identity. Send the id from the registration or from `connected`. */
  peer_id?: string | undefined;
  /** Default: `"agent"`. Ignored if an identity is claimed. */
  role?: PeerRole | undefined;
  /** The tmux window, `session:window`. */
  tmux_session?: string | undefined;
  /** A tmux pane. The daemon pings a peer that has one. */
  pane_id?: string | undefined;
  /** The version of the program that connects. */
  hook_version?: number | undefined;
  /** `"delivery_receipts"` means that the peer sends `delivery_ack`. */
  capabilities?: string[] | undefined;
  /** Required if the daemon has a token. The daemon ignores a header here. */
  auth_token?: string | undefined;
  /** Since 0.15.2. */
  model?: string | undefined;
  /** Since 0.15.2. */
  model_details?: Record<string, unknown> | undefined;
  /** Since 0.15.3: if the process is alive, a retired id can be used again. */
  agent_pid?: number | undefined;
}

/** The daemon accepted the peer. */
export interface ConnectedFrame {
  /** The variant. */
  type: "connected";
  /** The peer id. It may differ from the id that was claimed. */
  session_id: string;
  /** The name that the daemon chose. */
  display_name: string;
}

/** The receipt for an ask or a notification. Send it within 0.75 seconds. */
export interface DeliveryAckFrame {
  /** The variant. */
  type: "delivery_ack";
  /** The id of the message, as in its frame. */
  delivery_id: string;
  /**
   * `"injected"` means success, `"failed"` and `"rejected"` mean failure, and any other value only
   * means that the frame arrived. For Go, `"accepted"` means success too.
   */
  status: Open<ReceiptStatus>;
  /** More information, in words. */
  detail?: string | null;
}

/** The daemon refused the peer, or could not read a frame. */
export interface ErrorFrame {
  /** The variant. */
  type: "error";
  /** Why it failed. */
  error: string;
  /** Such as `"peer_retired"`. Since 0.15.3. */
  code?: string | null;
}

/** A notification, or the reply to an ask of the peer. */
export interface NotifyFrame extends Pick<AskFrame, "from_peer" | "to_peer" | "attachments"> {
  /** The variant. */
  type: "notify";
  /** Repeat it in the receipt. It is `qd-…` for a message that was queued. */
  delivery_id?: string | null;
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: string;
}

/** The daemon expects a `pong`. */
export interface PingFrame {
  /** The variant. */
  type: "ping";
}

/** The answer to `ping`. */
export interface PongFrame {
  /** The variant. */
  type: "pong";
  /** Leave it out if you do not know it: `false` sets the peer offline. */
  pane_alive?: boolean | undefined;
  /** The circle. */
  circle?: string | undefined;
}

/** The reason why a `query` has no answer, up to 0.15.1. */
export interface QueryErrorFrame {
  /** The variant. */
  type: "error";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** Why it failed. */
  error: string;
}

/** A query to the peer. Only up to 0.15.1; later daemons send an ask instead. */
export interface QueryFrame {
  /** The variant. */
  type: "query";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The sender: a peer id or display name. */
  from_peer: string;
  /** The text, with instructions for the agent around it. */
  text: string;
}

/** The answer to `query`, up to 0.15.1. */
export interface ResponseFrame {
  /** The variant. */
  type: "response";
  /** The id of the ask, `ask-<8 hex>`. */
  correlation_id: string;
  /** The text of the message. */
  text: string;
}

/** Moves the peer to another circle. Go does not know it. */
export interface SetCircleFrame {
  /** The variant. */
  type: "set_circle";
  /** The daemon silently ignores an invalid circle. */
  circle: string;
}

/** The status of a peer. */
export interface StatusFrame {
  /** The variant. */
  type: "status";
  /** The status. */
  status: PeerReport;
  /** What the agent is doing in its turn. */
  turn_state?: TurnState | undefined;
}

/** Renames the peer. */
export interface UpdateDisplayNameFrame {
  /** The variant. */
  type: "update_display_name";
  /** The daemon silently ignores an invalid name, and a name in use. */
  display_name: string;
}

/** State of the daemon's ACP broker. */
export interface AcpBrokerHealth extends Pick<RelayHealth, "enabled" | "last_error" | "last_error_at"> {
  /** The status. */
  status: Open<AcpBrokerStatus>;
  /** Whether the broker's program is installed. */
  sdk_available?: boolean | null;
  /** Whether the broker has started. */
  manager_initialized?: boolean | null;
  /** How many peers the broker is configured for. */
  configured_peers?: number | null;
  /** How many agents the broker runs. */
  active_clients?: number | null;
  /** How many calls of the broker are under way. */
  in_flight?: number | null;
  /** The peer that had the last error. */
  last_error_peer_id?: string | null;
  /** When a call of the broker last succeeded. ISO 8601. */
  last_success_at?: string | null;
  /** Peer id to broker session id. */
  sessions?: Record<string, unknown> | null;
  /** State of the permission requests. */
  permissions?: AcpPermissionHealth | null;
}

/** State of the ACP broker's permission requests. */
export interface AcpPermissionHealth extends Pick<RelayHealth, "last_error" | "last_error_at"> {
  /** How many are open. */
  pending?: number | null;
  /** Seconds. */
  timeout_seconds?: number | null;
}

/** State of the daemon's Claude channel. */
export interface ChannelHealth {
  /** The status. */
  status: Open<ChannelStatus>;
  /** Whether the channel is configured. */
  configured?: boolean | null;
  /** Whether the channel's program is installed. */
  runtime_available?: boolean | null;
  /** Whether the channel falls back to the hook that runs when a turn ends. */
  stop_hook_fallback?: boolean | null;
  /** The last error, in words. */
  last_error?: string | null;
}

/** The daemon's capabilities, as flags. A missing flag means false. */
export interface DaemonCapabilities {
  /** Whether `ask` accepts `reply_delivery`. */
  ask_pull_delivery?: boolean | null;
}

/** The state of the daemon. An answer means that the daemon is ready. */
export interface Health {
  /** The status. */
  status: string;
  /** The release, such as `"0.14.17"`. The Go daemon does not send it. */
  version?: string | null;
  /** Whether the daemon is connected to a relay. Python only. */
  relay_mode?: boolean | null;
  /** State of the channel for Claude Code. Python only. */
  channel?: ChannelHealth | null;
  /** State of the broker for agents that speak ACP. Python only. */
  acp_broker?: AcpBrokerHealth | null;
  /** Go only: the capabilities of this daemon. */
  capabilities?: DaemonCapabilities | null;
  /** Go only: the number of open sockets. */
  peers?: number | null;
  /** Go only: the version of the daemon's database. Python daemons send `version` instead. */
  schema_version?: number | null;
  /** Go only, if a relay is configured. */
  relay?: RelayHealth | null;
}

/** State of the daemon's connection to its relay. */
export interface RelayHealth {
  /** The status. */
  status?: Open<RelayStatus> | null;
  /** Whether it is enabled. */
  enabled?: boolean | null;
  /** Whether the connection is open. */
  connected?: boolean | null;
  /** Whether the daemon keeps the connection up. */
  running?: boolean | null;
  /** The address of the relay. */
  url?: string | null;
  /** When the connection was last opened. ISO 8601. */
  last_connected_at?: string | null;
  /** The last error, in words. */
  last_error?: string | null;
  /** When the last error happened. ISO 8601. */
  last_error_at?: string | null;
}

/** The job to cancel, and the reason. */
export interface CancelJobParams extends RunJobParams {
  /** Default: `"cancel_requested"`. */
  reason?: string | undefined;
}

/** A job to create. It runs now, later or repeatedly. */
export interface CreateJobParams {
  /** A title for people. */
  title?: string | undefined;
  /** Default: `"general"`. */
  kind?: string | undefined;
  /** The peer that made the job. */
  created_by_peer_id?: string | null | undefined;
  /** The peer that owns the job. */
  owner_peer_id?: string | null | undefined;
  /** A peer id or display name. If the peer is connected, it gets the job at once, as an ask. */
  assigned_peer_id?: string | null | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null | undefined;
  /** An id of your own, to find the job again. */
  correlation_id?: string | null | undefined;
  /** The circle. */
  circle?: string | null | undefined;
  /** The kind of the job's source. */
  source_kind?: string | null | undefined;
  /** The id of the job's source. */
  source_id?: string | null | undefined;
  /** Who the job is for. */
  scope?: string | null | undefined;
  /** Default: `"circle"`. */
  visibility?: string | undefined;
  /** The task, as data. */
  request?: Record<string, unknown> | undefined;
  /** The deadline of the job. ISO 8601. */
  deadline_at?: string | null | undefined;
  /** When the job expires. ISO 8601. */
  expires_at?: string | null | undefined;
  /** Where the job comes from, in the daemon's form. */
  provenance?: Record<string, unknown> | undefined;
  /** The question, or the task. */
  prompt?: string | null | undefined;
  /** A path on the daemon's machine. */
  prompt_file?: string | null | undefined;
  /** A directory on the daemon's machine. */
  path?: string | null | undefined;
  /** The coding agent. */
  backend?: Open<Backend> | null | undefined;
  /** A profile of the backend. */
  profile?: string | null | undefined;
  /** ISO 8601. Default: now, if there is no `cron`. */
  due_at?: string | null | undefined;
  /** Makes the job recurring. */
  cron?: string | null | undefined;
  /** Where to show the result. */
  result_surface?: string | null | undefined;
  /** Whether the process of the job ends after each run. */
  process_scope?: ProcessScope | null | undefined;
  /** Whether each run continues the session of the previous run. */
  continuity?: JobContinuity | null | undefined;
}

/** The job that was created. */
export interface CreateJobResult extends Pick<JobOutcome, "job_id" | "work_id" | "calendar"> {
  /** The job itself. */
  status?: Job | null;
  /**
   * The id of the recurring job. Then this, `recurring_id` and `calendar` replace the fields above.
   */
  calendar_id?: string | null;
  /** The id of the recurring job, `cal-<12 hex>`. */
  recurring_id?: string | null;
}

/** A message to send later. Pass exactly one of `fire_at` and `cron`. */
export interface CreateScheduleParams {
  /** The sender: a peer id or display name. */
  from_peer: string;
  /** Prefer the peer id, because an ask to a display name is not listed as pending. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** ISO 8601, in UTC if it has no offset. A time in the past fires at once. */
  fire_at?: string | null | undefined;
  /** When to repeat, as a cron expression with five fields. */
  cron?: string | null | undefined;
  /** Default: `"notify"`. */
  kind?: DeliveryKind | undefined;
  /** Looks for a display name only in this circle. */
  circle?: string | null | undefined;
}

/** The schedule to delete. */
export interface DeleteScheduleParams {
  /** The id of the schedule, `sched-<8 hex>`. */
  schedule_id: string;
}

/** The schedule was deleted. */
export interface DeleteScheduleResult {
  /** Go sends `status: "ok"` instead. */
  ok?: boolean | null;
  /** The status. */
  status?: string | null;
}

/**
 * A job, or a recurring job. A recurring job has a `cron`. `view: "summary"` leaves most fields
 * out.
 */
export interface Job {
  /** `work-<12 hex>`. The same as `work_id`. */
  job_id?: string | null;
  /** The id of the job, `work-<12 hex>`. */
  work_id?: string | null;
  /** A title for people. */
  title?: string | null;
  /** The kind. */
  kind?: string | null;
  /** For a recurring job: `"active"`, `"paused"` or `"cancelled"`. */
  state: Open<JobState>;
  /** Why the job is in this state. */
  state_reason?: string | null;
  /** What the job is doing, in the words of its runner. */
  phase?: string | null;
  /** The progress of the job, in its runner's own form. */
  progress?: Record<string, unknown> | null;
  /** The progress that the runner reported, the oldest first. */
  progress_events?: Record<string, unknown>[] | null;
  /** The peer that owns the job. */
  owner_peer_id?: string | null;
  /** The peer that does the job. */
  assigned_peer_id?: string | null;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null;
  /** The id of the ask that the job is about. */
  correlation_id?: string | null;
  /** The circle. */
  circle?: string | null;
  /** The peer that made the job. */
  created_by_peer_id?: string | null;
  /** The kind of the job's source. */
  source_kind?: string | null;
  /** The id of the job's source. */
  source_id?: string | null;
  /** Who the job is for. */
  scope?: string | null;
  /** Who can see the job. */
  visibility?: string | null;
  /** When it was made. ISO 8601. */
  created_at?: string | null;
  /** When the job last changed. ISO 8601. */
  updated_at?: string | null;
  /** The deadline of the job. ISO 8601. */
  deadline_at?: string | null;
  /** When the job expires. ISO 8601. */
  expires_at?: string | null;
  /** When the job is to run. ISO 8601. */
  due_at?: string | null;
  /** The result in words. */
  result_summary?: string | null;
  /** Whether somebody asked to cancel the job. */
  cancel_requested?: boolean | null;
  /** When somebody asked to cancel the job. ISO 8601. */
  cancel_requested_at?: string | null;
  /** The peer that asked to cancel the job. */
  cancel_requested_by_peer_id?: string | null;
  /** Why somebody asked to cancel the job. */
  cancellation_reason?: string | null;
  /** What the broker did to cancel the job. */
  protocol_cancel?: unknown | null;
  /** The task, as data. */
  request?: Record<string, unknown> | null;
  /** Where the job comes from, in the daemon's form. */
  provenance?: Record<string, unknown> | null;
  /** How the job is run, in a form that the daemon defines. */
  execution?: Record<string, unknown> | null;
  /** Who runs the job, in a form that the daemon defines. */
  runner?: Record<string, unknown> | null;
  /** What belongs to the job, in a form that the daemon defines. */
  links?: unknown | null;
  /**
   * The id of a recurring job, `cal-<12 hex>`. The same as `recurring_id`. Only recurring jobs have
   * this field and the fields after it.
   */
  calendar_id?: string | null;
  /** The id of the recurring job, `cal-<12 hex>`. */
  recurring_id?: string | null;
  /** When to repeat, as a cron expression with five fields. */
  cron?: string | null;
  /** When the job runs next. ISO 8601. */
  next_due_at?: string | null;
  /** The id of the last job that this recurring job made. */
  last_occurrence_work_id?: string | null;
  /** When this recurring job last made a job. ISO 8601. */
  last_materialized_at?: string | null;
}

/** The job to look up. */
export interface JobIdParams {
  /** The id of a job or of a recurring job. */
  work_id: string;
}

/** The result of a job. */
export interface JobOutcome extends Pick<JobStateChangedEvent, "job_id" | "work_id" | "state" | "error"> {
  /** The result in words. */
  summary?: string | null;
  /** The result as data. */
  data?: unknown | null;
  /** What the job produced, in its runner's own form. */
  artifacts?: unknown[] | null;
  /** When the job ended. ISO 8601. */
  completed_at?: string | null;
  /** Where the job comes from, in the daemon's form. */
  provenance?: Record<string, unknown> | null;
  /** `"not_ready"` for an open job, `"recurring_template"` for a recurring job. */
  result_state?: string | null;
  /** The job, if it is still open. */
  status?: Job | null;
  /** The recurring job. */
  calendar?: Job | null;
}

/** The result of a job, in its envelope. */
export interface JobOutcomeResult {
  /** The result. */
  result: JobOutcome;
}

/** A job and its progress. */
export interface JobStatusResult {
  /** The job itself. */
  status: Job;
}

/** The jobs to list. */
export interface ListJobsParams {
  /** The state of the job. */
  state?: JobState | undefined;
  /** The peer that owns the job. */
  owner_peer_id?: string | undefined;
  /** The peer that made the job. */
  created_by_peer_id?: string | undefined;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | undefined;
  /** Lists only jobs of this circle. */
  circle?: string | undefined;
  /** Default: `"full"`. */
  view?: "full" | "summary" | undefined;
}

/** Jobs, and separately the recurring jobs. */
export interface ListJobsResult {
  /** The jobs. */
  work: Job[];
  /** The recurring jobs. */
  recurring?: Job[] | null;
}

/** The schedules to list. Default: all. */
export interface ListSchedulesParams {
  /** The sender: a peer id or display name. */
  from_peer?: string | undefined;
}

/** Schedules, the next one first. */
export interface ListSchedulesResult {
  /** The schedules. */
  schedules: Schedule[];
}

/** The job to run, and who requests it. */
export interface RunJobParams {
  /** The id of the job, `work-<12 hex>`. */
  work_id: string;
  /** The peer that requests it. */
  requested_by_peer_id?: string | null | undefined;
}

/** A scheduled message. */
export interface Schedule extends Pick<Job, "circle" | "cron"> {
  /** `sched-<8 hex>`. */
  schedule_id: string;
  /** The sender: a peer id or display name. */
  from_peer: string;
  /** The receiver: a peer id or display name. */
  to_peer: string;
  /** The text of the message. */
  text: string;
  /** ISO 8601. The next time it fires. */
  fire_at: string;
  /** What is sent: a notification or an ask. */
  kind: Open<DeliveryKind>;
  /** When it was made. ISO 8601. */
  created_at: string;
}

/** The progress of a job. */
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
  /** What the job is doing, in the words of its runner. */
  phase?: string | null | undefined;
  /** The progress of the job, in its runner's own form. */
  progress?: Record<string, unknown> | null | undefined;
  /** The progress of the job, in words. */
  progress_note?: string | null | undefined;
  /** The result in words. */
  result_summary?: string | null | undefined;
  /** The result as data. */
  result_data?: Record<string, unknown> | null | undefined;
  /** Why it failed. */
  error?: Record<string, unknown> | null | undefined;
  /** What the job produced, in its runner's own form. */
  artifacts?: unknown[] | null | undefined;
  /** Where the job comes from, in the daemon's form. */
  provenance?: Record<string, unknown> | null | undefined;
}

/** A file to send with a message. The daemon passes it on without a check. */
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
  /** A display name. On Go, a peer id. */
  peer?: string | null;
  /** Why it failed. */
  error?: string | null;
}

/** A message to every connected peer of the circle. */
export interface BroadcastParams extends Pick<QueryParams, "text" | "bypass_circle"> {
  /** Copied into each frame unchanged. Send the display name, because readers see it. */
  from_peer: string;
  /** Peer ids or display names. Unknown ones are ignored. */
  exclude?: string[] | undefined;
}

/** The peers that a broadcast reached. */
export interface BroadcastResult {
  /** Whether it worked. */
  ok: boolean;
  /** Display names, in the order in which the peers connected. */
  sent_to: string[];
  /** The peers that the broadcast did not reach. */
  failed?: BroadcastFailure[] | null;
}

/** A message that expects no reply. */
export interface NotifyParams extends Pick<AskParams, "text" | "attachments" | "bypass_circle" | "circle"> {
  /** The sender: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: string;
  /** The receiver: a peer id or display name. */
  to_peer: string;
}

/** What the daemon did with a notification. */
export interface NotifyResult extends Pick<NotificationEvent, "delivery_state" | "from_peer_id" | "to_peer_id" | "repowire_session_id" | "from_repowire_session_id" | "to_repowire_session_id"> {
  /** Whether it worked. */
  ok: boolean;
  /** The status. */
  status?: Open<NotifyStatus> | null;
  /** Whether a socket took the message. */
  delivered?: boolean | null;
  /** Whether the message was queued. The peer can fetch it for up to 24 hours. */
  queued?: boolean | null;
  /** 0.14.17 sends `"recipient_busy"` also for a message that it sent at once. */
  reason?: Open<NotifyReason> | null;
  /** The display name of the sender. */
  from_peer_name?: string | null;
  /** The display name of the receiver. */
  to_peer_name?: string | null;
  /** The receiver's receipt, if it came within 0.75 seconds. It may report a failure. */
  hook_delivery?: Record<string, unknown> | null;
  /** The trace id of this notification, `notif-delivery-<8 hex>`. */
  delivery_id?: string | null;
}

/** The peer whose queue to empty. Pass exactly one of `peer_id` and `pane_id`. */
export interface PendingDeliveriesParams extends PeerOrPane {
  /** Default: 50. */
  max_results?: number | undefined;
}

/** The queued messages, the oldest first. The daemon has already deleted them. */
export interface PendingDeliveriesResult {
  /** The messages. */
  deliveries: PendingDelivery[];
  /** Go only: how many messages were dropped because the peer cannot be addressed. */
  dropped_not_addressable?: number | null;
  /** Go only: why they were dropped. */
  reason?: string | null;
}

/** A message that was queued for its peer. */
export interface PendingDelivery {
  /** `qd-<12 hex>`. It differs from the id that `notify` returned. */
  delivery_id: string;
  /** The kind. */
  kind: Open<DeliveryKind>;
  /** A display name. */
  from_peer: string;
  /** A display name. */
  to_peer: string;
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: string;
  /** When it was made. ISO 8601. */
  created_at: string;
  /** ISO 8601, a day after `created_at`. */
  expires_at: string;
  /** The id of the ask. A reply has no id. */
  correlation_id?: string | null;
  /** Files to send with the message. */
  attachments?: Record<string, unknown>[] | null;
}

/**
 * A question whose call waits for the answer. Use `ask` if you do not want to hold a connection.
 */
export interface QueryParams extends Pick<NotifyParams, "to_peer" | "text" | "bypass_circle" | "circle"> {
  /** Default: `"cli"`. It is not limited to a circle. */
  from_peer?: string | null | undefined;
  /** Seconds that the daemon waits for the answer. Default: 300 in Python, 60 in Go. */
  timeout?: number | undefined;
}

/** The answer to a query. */
export interface QueryResult {
  /** The answer. Go leaves out absent fields. */
  text?: string | null;
  /** The reason why there is no answer. The status code is 200 even then. */
  error?: string | null;
  /** The status. */
  status?: Open<QueryStatus> | null;
}

/** The path of a message through the daemon. */
export interface Trace {
  /** The correlation id of the ask, or the delivery id of the notification. */
  trace_id: string;
  /** The kind. */
  kind?: Open<DeliveryKind> | null;
  /** What happened to the message, in order of time. */
  stages: TraceStage[];
}

/** The message to trace. */
export interface TraceParams {
  /** The correlation id of an ask, or the delivery id of a notification. */
  trace_id: string;
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
  peer_id?: string | null;
  /** The peer that sent it. */
  from_peer_id?: string | null;
  /** When it happened. ISO 8601. */
  ts: string;
  /** More information, in words. */
  detail?: Record<string, unknown> | null;
}

/** The role to claim, and the peer that claims it. */
export interface ClaimRoleParams {
  /** Only `"orchestrator"` is possible. */
  role: PeerRole;
  /** A peer id or a display name. */
  peer_name: string;
  /** Looks for a display name only in this circle. */
  circle?: string | null | undefined;
  /** Demotes another holder, unless that peer is alive. */
  force?: boolean | undefined;
}

/** The new holder of the role. */
export interface ClaimRoleResult {
  /** Go does not send it. */
  ok?: boolean | null;
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name: string;
  /** The role of the peer. */
  role: Open<PeerRole>;
  /** The circle in which the peer holds the role. */
  circle: string;
  /** Whether the peer had the role before. */
  already_held?: boolean | null;
  /** Each entry is a {@link RoleHolder}; on Go a peer id. */
  previous_holders?: unknown[] | null;
}

/** Two facts about a peer that contradict each other. */
export interface Contradiction {
  /** Such as `"ONLINE_BUT_NO_WS"`. */
  code: string;
  /** `"error"` or `"warning"`. */
  severity: string;
  /** More information, in words. */
  detail: string;
}

/** Everything the daemon knows about whether messages reach a peer. */
export interface DoctorReport extends Pick<Peer, "turn_state" | "last_seen" | "machine" | "ws_connected" | "oldest_pending_age_seconds"> {
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  display_name: string;
  /** The status. */
  status: Open<PeerStatus>;
  /** The Python daemons send the name of a constant, such as `"AgentType.CLAUDE_CODE"`. */
  backend?: string | null;
  /** The circle. */
  circle?: string | null;
  /** The role of the peer. */
  role?: Open<PeerRole> | null;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null;
  /** Whether the peer is on the machine of the daemon. */
  is_local_machine?: boolean | null;
  /** The pane that the socket named. */
  ws_pane_id?: string | null;
  /** Whether tmux has the pane. */
  tmux_pane_exists?: boolean | null;
  /** What tmux reports about the pane, in a form that the daemon defines. */
  tmux_evidence?: Record<string, unknown> | null;
  /** Whether the hook of the pane has left metadata. */
  hook_meta_available?: boolean | null;
  /** The peer id in the hook's metadata. */
  hook_meta_peer_id?: string | null;
  /** The display name in the hook's metadata. */
  hook_meta_display_name?: string | null;
  /** The process id of the agent. */
  agent_pid?: number | null;
  /** Whether that process is alive. */
  agent_pid_alive?: boolean | null;
  /** How many asks to the peer are open. */
  pending_inbound_count?: number | null;
  /** The id of the oldest open ask. */
  oldest_pending_cid?: string | null;
  /** Facts about the peer that contradict each other. */
  contradictions?: Contradiction[] | null;
}

/** The pane of the peer to look up. */
export interface GetPeerByPaneParams {
  /** A tmux pane, `%` and digits. */
  pane_id: string;
}

/** The peer to look up. */
export interface GetPeerParams {
  /** A peer id or a display name. */
  identifier: string;
  /** Looks for a display name only in this circle. Ignored for an id. */
  circle?: string | undefined;
}

/** The peers to list. Without a filter, all are listed. */
export interface ListPeersParams {
  /**
   * `"online"` lists online and busy peers, `"offline"` lists offline peers. Other values do not
   * filter.
   */
  status?: string | undefined;
  /** The folder of the peer. Absolute. */
  path?: string | undefined;
  /** The coding agent. */
  backend?: Open<Backend> | undefined;
  /**
   * Lists the peers of this circle, and every service, orchestrator and human. Default: `"*"`,
   * which lists all.
   */
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

/** The peer to mark offline. */
export interface MarkPeerOfflineParams {
  /** A peer id or a display name. An unknown one is not an error. */
  name: string;
  /** Since 0.15.3, like the next three. Older daemons ignore them. */
  reason?: string | undefined;
  /** The source. */
  source?: string | undefined;
  /** More information, in words. */
  detail?: string | null | undefined;
  /** Retires the peer id. The socket is closed with 4004, and later claims are refused. */
  terminal?: boolean | undefined;
}

/** What ended because the peer went offline. */
export interface MarkPeerOfflineResult {
  /** Whether it worked. */
  ok: boolean;
  /** How many calls of `query` waited for this peer. Always 0 since 0.15.2. */
  cancelled_queries?: number | null;
}

/** The orchestrator of a circle, if it has a living one. */
export interface OrchestratorStatus extends Pick<RoleHolder, "peer_id" | "last_seen"> {
  /** The circle. */
  circle: string;
  /** Whether it is present. */
  present: boolean;
  /** The display name of the peer. */
  peer_name?: string | null;
  /** An orchestrator without a sign of life for this many seconds no longer counts. */
  stale_after_seconds: number;
}

/** The circle whose orchestrator to look for. */
export interface OrchestratorStatusParams {
  /** The circle. A circle that does not exist has no orchestrator. */
  name: string;
}

/** A coding-agent session that the daemon knows. */
export interface Peer {
  /** The stable identity, `repow-<circle at creation>-<8 hex>`. */
  peer_id: string;
  /** The same as `display_name`. */
  name: string;
  /** The name that the daemon chose: `<folder>-<backend>`, with a number if it is taken. */
  display_name: string;
  /** The folder of the peer. Absolute. */
  path?: string | null;
  /** The name of the machine. */
  machine?: string | null;
  /** `session:window`. */
  tmux_session?: string | null;
  /** The coding agent. */
  backend: Open<Backend>;
  /** Since 0.15.2. */
  model?: string | null;
  /** The circle. */
  circle: string;
  /** The role of the peer. */
  role: Open<PeerRole>;
  /** The stored status of the peer. */
  status: Open<PeerStatus>;
  /** What the agent is doing in its turn. */
  turn_state?: Open<TurnState> | null;
  /** When the daemon last heard of the peer. ISO 8601. */
  last_seen?: string | null;
  /** Information that the peer gave and that the daemon added. */
  metadata: Record<string, unknown>;
  /** Empty if it is not set or older than 15 minutes. */
  description?: string | null;
  /** Whether a socket is open now. */
  ws_connected?: boolean | null;
  /** Whether the peer has sent receipts. */
  hook_supports_receipts?: boolean | null;
  /** When a receipt of the peer last reported success. ISO 8601. */
  last_successful_injection_at?: string | null;
  /** When a receipt of the peer last reported a failure. ISO 8601. */
  last_injection_failure_at?: string | null;
  /** How many asks to the peer are open. */
  pending_ask_count?: number | null;
  /** The age of the oldest open ask to the peer, in seconds. */
  oldest_pending_age_seconds?: number | null;
  /** Whether the pane belongs to the peer, if the daemon can tell. */
  pane_safe?: boolean | null;
  /** How well messages reach the peer. */
  inbound_status?: Open<InboundStatus> | null;
  /** Go only. */
  pane_id?: string | null;
  /** Go only. */
  source?: Open<PeerSource> | null;
  /** Go only. */
  initiator?: Open<PeerInitiator> | null;
  /** Go only: the id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id?: string | null;
  /** Go only. */
  ephemeral?: boolean | null;
  /** Go only: whether the peer accepts messages. */
  addressable?: boolean | null;
  /** Go only. */
  addressable_reason?: string | null;
  /** Go only. */
  parent_peer_id?: string | null;
}

/** Where a peer came from and whether it can be addressed; Go only. */
export interface Provenance {
  /** How the peer reached the mesh. */
  source: PeerSource;
  /** Who opened the session. */
  initiator?: PeerInitiator | undefined;
  /** The id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id?: string | undefined;
  /** Whether the peer lives only for one task. */
  ephemeral?: boolean | undefined;
  /** Whether the peer accepts messages. Default: false. */
  addressable?: boolean | undefined;
  /** The reason if it does not. */
  addressable_reason?: string | undefined;
}

/** The peer to register. */
export interface RegisterPeerParams {
  /** Claims an earlier identity. Send it with the same absolute, normalised `path`. */
  peer_id?: string | null | undefined;
  /** The daemon checks it and then ignores it. `display_name` of the result is the name. */
  name: string;
  /** Absolute and normalised. Its last folder becomes a part of the display name. */
  path?: string | null | undefined;
  /** The name of the machine. */
  machine?: string | null | undefined;
  /** The tmux window, `session:window`. */
  tmux_session?: string | null | undefined;
  /** A tmux pane. A pane has one peer, so the peer before goes offline. */
  pane_id?: string | null | undefined;
  /** Default: `"claude-code"`. */
  backend?: Open<Backend> | undefined;
  /** Since 0.15.2; older daemons ignore it. */
  model?: string | null | undefined;
  /**
   * Default: `"global"`; Go requires a circle. Always pass it, because the socket has another
   * default.
   */
  circle?: string | null | undefined;
  /** How the peer learned its circle. */
  circle_source?: Open<CircleSource> | null | undefined;
  /** Default: `"agent"`. Ignored if an identity is claimed. */
  role?: PeerRole | undefined;
  /** What the agent is doing in its turn. */
  turn_state?: TurnState | null | undefined;
  /** The process of the agent. The daemon keeps the peer while it is alive. */
  agent_pid?: number | null | undefined;
  /** The process id of the agent's parent. */
  parent_pid?: number | null | undefined;
  /** Free information from the sender. Its keys are data. */
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
  /** The name that the daemon chose. It may differ from the one that was sent. */
  display_name: string;
  /** False if another peer kept the pane. True also if no pane was sent. */
  pane_assigned?: boolean | null;
  /** Proves the identity for 24 hours. Treat it as a secret. */
  birth_certificate?: Record<string, unknown> | null;
  /** Go only. */
  circle?: string | null;
  /** Go only. */
  role?: Open<PeerRole> | null;
}

/** A peer that held the role before. */
export interface RoleHolder {
  /** The stable id of the peer. */
  peer_id?: string | null;
  /** The display name of the peer. */
  display_name?: string | null;
  /** The status. */
  status?: Open<PeerStatus> | null;
  /** When the daemon last heard of the peer. ISO 8601. */
  last_seen?: string | null;
}

/** The peer to move, and its new circle. */
export interface SetCircleParams {
  /** A peer id or a display name. An unknown one is not an error. */
  peer_name: string;
  /** The daemon does not check the characters here. */
  circle: string;
}

/** The fields that name a peer. */
export interface NamedPeer {
  /** A peer id or a display name. */
  name: string;
  /** Looks for a display name only in this circle. */
  circle?: string | undefined;
}

/** What a peer is working on. */
export interface SetDescriptionParams extends NamedPeer {
  /** Shown for 15 minutes. An empty text clears it. */
  description: string;
}

/** The provenance of a peer. */
export interface SetProvenanceParams extends Provenance {
  /** A peer id or a display name. */
  name: string;
  /** Looks for a display name only in this circle. */
  circle?: string | undefined;
}

/** The peer that was seen. */
export interface TouchPeerParams extends NamedPeer {
}

/** The peer to remove. */
export interface UnregisterPeerParams {
  /**
   * A peer id or a display name. Prefer the id: of two peers with one name, the older one is
   * removed.
   */
  name: string;
  /** Looks for a display name only in this circle. */
  circle?: string | undefined;
}

/** The state of a peer's session. */
export interface UpdateSessionParams extends Pick<RegisterPeerParams, "turn_state" | "model"> {
  /**
   * A peer id or a display name. It takes precedence over `pane_id`. An unknown one is not an
   * error.
   */
  peer_name?: string | null | undefined;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null | undefined;
  /** The status. */
  status?: PeerStatus | null | undefined;
  /** Merged since 0.15.2; older daemons ignore it. */
  metadata?: Record<string, unknown> | null | undefined;
}

/** A proof of identity, and what it must match. */
export interface ValidateIdentityParams {
  /** The certificate of {@link RegisterPeerResult}, unchanged. */
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
  /** The display name of the peer. */
  display_name: string;
  /** The peer itself. */
  peer: Peer;
}

/** The parameters of an endpoint without parameters. */
export type NoParams = Record<string, never>;

/** The daemon has done it. */
export interface OkResult {
  /** Whether it worked. */
  ok: boolean;
}

/** A message to the peer that has the session now. */
export interface NotifySessionParams {
  /** `rw-session-<12 hex>`. */
  repowire_session_id: string;
  /** Default: `"dashboard"`. */
  from_peer?: string | undefined;
  /** The text of the message. */
  text: string;
  /** Files to send with the message. */
  attachments?: AttachmentRef[] | undefined;
  /** Default: true. Other routes default to false. */
  bypass_circle?: boolean | undefined;
}

/** What the daemon did with a message to a session. */
export interface NotifySessionResult extends Pick<ResumeSessionResult, "ok" | "repowire_session_id" | "session_status"> {
  /** `"active_executor"`. */
  capability: string;
  /** The peer that has the session now. */
  executor_peer_id: string;
  /** A display name. Go does not send it. */
  executor_peer_name?: string | null;
  /** Whether the message was delivered or is queued. */
  delivery_state: Open<DeliveryState>;
  /** Whether the message reached the peer. */
  delivered: boolean;
  /** Whether the message waits in the queue. */
  queued: boolean;
  /** Why it happened. */
  reason: string;
  /** The receipt, in the daemon's form. */
  hook_delivery?: Record<string, unknown> | null;
}

/** The session to resume. */
export interface ResumeSessionParams {
  /** `rw-session-<12 hex>`. */
  repowire_session_id: string;
  /** Default: `"dashboard"`. */
  from_peer?: string | undefined;
  /** Default: true. False opens a tmux window. */
  dry_run?: boolean | undefined;
  /** A profile of the backend. */
  profile?: string | null | undefined;
  /** A message for the reader. */
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
  /** 0.14.17 answers 200 for every known session, so check this field. */
  status: Open<ResumeStatus>;
  /** What you can do with the session. */
  capability: Open<SessionCapability>;
  /** A message for the reader. */
  message: string;
  /** The coding agent. */
  backend: Open<Backend>;
  /** The coding agent's session id. */
  runtime_session_id?: string | null;
  /** Where the coding agent stores the session. */
  runtime_source_uri?: string | null;
  /** The peer that has the session now. */
  executor_peer_id?: string | null;
  /** The display name of the peer that has the session now. */
  executor_peer_name?: string | null;
  /** How the session can be resumed, in a form that the daemon defines. */
  resume_capability?: Record<string, unknown> | null;
  /** What the call did. */
  action?: Open<ResumeAction> | null;
  /** The name of the tmux window that was opened. */
  spawned_display_name?: string | null;
  /** The tmux window, `session:window`. */
  tmux_session?: string | null;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null;
}

/** The fields that name a peer's history. */
export interface HistoryParams {
  /** A peer id or a display name. */
  name: string;
  /** The coding agent's session id. */
  session_id?: string | undefined;
  /** Looks for a display name only in this circle. */
  circle?: string | undefined;
}

/** The text to find, and the peer in whose timeline to look. */
export interface SearchTimelineParams extends HistoryParams {
  /** The text to find, 1 to 200 characters. */
  q: string;
  /** Default: 20. */
  limit?: number | undefined;
}

/** The fields that tell where a history comes from. */
export interface HistorySource {
  /** Whether the history can be read. */
  history_status?: Open<HistoryStatus> | null;
  /** The coding agent whose history was read. */
  history_backend?: string | null;
  /** Why the history cannot be read. */
  history_message?: string | null;
  /** Where the history was read from. */
  history_source?: string | null;
  /** The session, `rw-session-<12 hex>`. */
  repowire_session_id?: string | null;
  /** Whether the session still belongs to a peer. */
  binding_status?: string | null;
  /** The coding agent's session id. */
  runtime_session_id?: string | null;
}

/** The places in a peer's timeline where a text was found. */
export interface SearchTimelineResult extends HistorySource, Pick<Timeline, "peer_id" | "peer_name" | "session_id"> {
  /** The text that was searched for. */
  query: string;
  /** Whether only a part could be searched. */
  degraded?: boolean | null;
  /** Why only a part could be searched. */
  degradation_message?: string | null;
  /** The matches, the best first. */
  results: TimelineHit[];
}

/** What happened in a peer's session. */
export interface Timeline extends HistorySource {
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  peer_name: string;
  /** The coding agent's session id. */
  session_id?: string | null;
  /** The items, in order of time. */
  items: TimelineItem[];
}

/** An item in which a text was found. */
export interface TimelineHit {
  /** The position of the match in the timeline. */
  cursor: string;
  /** The id of the item that was found. */
  target_id: string;
  /** The item in which the text was found. */
  item: TimelineItem;
  /** The place in the item where the text was found. */
  match: TimelineMatch;
}

/** Something that happened in a peer's session. */
export interface TimelineItem extends TranscriptTurn {
  /** The id of the item. */
  id: string;
  /** The kind. */
  kind: string;
  /** The source. */
  source: string;
  /** The stable id of the peer. */
  peer_id?: string | null;
  /** The display name of the peer. */
  peer?: string | null;
  /** The events that make up the item. */
  event_ids?: string[] | null;
}

/** The place in an item where a text was found. */
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

/** A page of a peer's conversation. */
export interface Transcript extends HistorySource {
  /** The turns, the oldest first. */
  turns: TranscriptTurn[];
  /** Pass it to get older turns. Null if there are none. */
  next_before?: string | null;
}

/** The parameters of `transcript`. */
export interface TranscriptParams extends HistoryParams {
  /** Default: 50. */
  limit?: number | undefined;
  /** `next_before` of the previous page. */
  before?: string | undefined;
}

/** A turn of a peer's conversation. */
export interface TranscriptTurn {
  /** Who speaks. */
  role: string;
  /** The text of the message. */
  text: string;
  /** When it happened. ISO 8601. */
  timestamp: string;
  /** The coding agent's session id. */
  session_id: string;
  /** The turn of the conversation. */
  turn_id: string;
  /** The tools that the agent used. */
  tool_calls?: Record<string, unknown>[] | null;
}

/** The peer to add a sibling to, and the sibling's agent; Go only. */
export interface ForkBackendParams extends NamedPeer {
  /** The coding agent to continue with. */
  new_backend: Open<Backend>;
}

/** The sibling that was spawned. The source continues to run. */
export interface ForkBackendResult extends Pick<SpawnResult, "ok" | "registration_state" | "warnings"> {
  /** The peer that continues to run. */
  source_peer_id: string;
  /** The display name of the source. */
  source_display_name: string;
  /** The coding agent of the source. */
  source_backend: Open<Backend>;
  /** The coding agent to continue with. */
  new_backend: Open<Backend>;
  /** The display name of the peer. */
  display_name: string;
  /** The tmux window, `session:window`. */
  tmux_session: string;
  /** The stable id of the peer. */
  peer_id?: string | null;
}

/** The peer to end. */
export interface KillPeerParams {
  /** A peer id or display name. Offline peers with that name count too. */
  peer_identifier: string;
  /** Must match, also for an id. */
  circle?: string | null | undefined;
  /** Accepted but not checked. */
  from_peer?: string | null | undefined;
}

/** The peer was removed. `tmux_killed` says what happened to its pane. */
export interface KillPeerResult {
  /** Whether it worked. */
  ok: boolean;
  /** True: the pane is gone. False: it could not be killed. Null: the daemon did not touch it. */
  tmux_killed?: boolean | null;
}

/** The peer whose socket hook to start again. */
export interface RehookPeerParams {
  /** A peer id or display name. Offline peers with that name count too. */
  name: string;
  /** Looks for a display name only in this circle. */
  circle?: string | null | undefined;
  /** The sender: a peer id or display name. */
  from_peer?: string | null | undefined;
  /** Whether to start the hook. Default: false, which only reports what would happen. */
  apply?: boolean | undefined;
}

/** The result for a peer's socket hook. */
export interface RehookPeerResult {
  /** Whether it worked. */
  ok: boolean;
  /** Whether the daemon did something. */
  acted?: boolean | null;
  /** The stable id of the peer. */
  peer_id: string;
  /** The display name of the peer. */
  display_name: string;
  /** A tmux pane, `%` and digits. */
  pane_id?: string | null;
  /** Whether a socket was open before. */
  ws_was_connected?: boolean | null;
  /** Whether the peer answered a ping. */
  ping_ok?: boolean | null;
  /** Whether the daemon has verified that the pane belongs to the peer. */
  pane_verified?: boolean | null;
  /** Whether the hook was started again. */
  ws_hook_respawned?: boolean | null;
  /** Why it happened. */
  reason: Open<RehookReason>;
}

/** The peer to restart. */
export interface RestartPeerParams extends Pick<RehookPeerParams, "name" | "from_peer"> {
  /** Must match, also for an id. */
  circle?: string | null | undefined;
  /** Reports what would happen, and does nothing. Default: false. */
  dry_run?: boolean | undefined;
  /** Typed into the pane afterwards. */
  message?: string | null | undefined;
}

/** The result of a restart. The peer is offline until its agent registers again. */
export interface RestartPeerResult extends Pick<RehookPeerResult, "ok" | "peer_id" | "display_name"> {
  /** The status. */
  status: Open<RestartStatus>;
  /** Whether the agent was restarted. */
  restarted?: boolean | null;
  /** The coding agent. */
  backend: Open<Backend>;
  /** Absolute and resolved. */
  path: string;
  /** The circle. */
  circle: string;
  /** The tmux window, `session:window`. */
  tmux_session?: string | null;
  /** What the agent remembers after the restart. */
  resume_mode?: Open<ResumeMode> | null;
  /** Why the agent does not remember anything. */
  resume_warning?: string | null;
  /** Why the session cannot be resumed. */
  unsupported_reason?: string | null;
  /** The command line. */
  command?: string | null;
}

/** What can be spawned, and where. */
export interface SpawnConfig {
  /** Whether it is enabled. */
  enabled: boolean;
  /** Go only: `"session"` or `"window"`. */
  circle_boundary?: string | null;
  /** Backend to command line. */
  commands?: Record<string, string> | null;
  /**
   * The profiles of each backend by name. A profile is a {@link SpawnProfile}; on Go a list of
   * arguments.
   */
  profiles?: Record<string, Record<string, unknown>> | null;
  /** The values of `commands`. */
  allowed_commands?: string[] | null;
  /** The paths as configured, not resolved. */
  allowed_paths?: string[] | null;
}

/** The agent to start, and where. Pass exactly one of `backend` and `command`. */
export interface SpawnParams {
  /** A directory on the daemon's machine, below one of its allowed paths. */
  path: string;
  /** The coding agent. */
  backend?: Open<Backend> | null | undefined;
  /** A profile of the backend. */
  profile?: string | null | undefined;
  /** A backend's name, or its configured command line. Prefer `backend`. */
  command?: string | null | undefined;
  /**
   * Default: `"default"`; Go requires a circle. It names a tmux session, so it must not contain a
   * dot or a colon.
   */
  circle?: string | undefined;
  /** Typed into the pane a few seconds later. */
  message?: string | null | undefined;
  /** Default: `"agent"`. */
  role?: PeerRole | undefined;
  /** Go only: the pane beside which to spawn. */
  source_pane?: string | undefined;
}

/** Named arguments for a backend's command. */
export interface SpawnProfile {
  /** Arguments that are added to the backend's command. */
  args?: string[] | null;
  /** A description for people. */
  description?: string | null;
}

/** A window was opened. Its agent registers later by itself, or never. */
export interface SpawnResult {
  /** Whether it worked. */
  ok: boolean;
  /** The tmux window. It is not the name of the peer that will register. */
  display_name: string;
  /** `<circle>:<window>`. */
  tmux_session: string;
  /** Only for a peer that the daemon registered itself. */
  peer_id?: string | null;
  /** How the agent becomes a peer. */
  registration_state?: Open<RegistrationState> | null;
  /** What needs attention, in words. */
  warnings?: string[] | null;
}

/** The peer to continue with another agent. */
export interface SwitchBackendParams extends NamedPeer {
  /** The coding agent to continue with. */
  new_backend: Open<Backend>;
}

/** The old peer is gone. The new one registers later by itself. */
export interface SwitchBackendResult extends Pick<SpawnResult, "ok" | "display_name" | "tmux_session"> {
  /** The previous coding agent. */
  old_backend: Open<Backend>;
  /** The coding agent to continue with. */
  new_backend: Open<Backend>;
  /** The command line. */
  command: string;
}

/** A frame from the daemon to a peer. Use `switch (frame.type)` to tell frames apart. */
export type DaemonFrame =
  | ConnectedFrame
  | ErrorFrame
  | AskFrame
  | NotifyFrame
  | BroadcastFrame
  | QueryFrame
  | PingFrame;

/** A frame from a peer to the daemon. */
export type PeerFrame =
  | ConnectFrame
  | DeliveryAckFrame
  | StatusFrame
  | PongFrame
  | ResponseFrame
  | QueryErrorFrame
  | SetCircleFrame
  | UpdateDisplayNameFrame;

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
