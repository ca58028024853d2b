// The values that the daemons are known to send or accept, and their types.

/** The known states of the channel. */
export const channelStatuses = ["inactive", "ready", "degraded"] as const;

/** A state of the channel. */
export type ChannelStatus = (typeof channelStatuses)[number];

/** The known states of the ACP broker. */
export const acpBrokerStatuses = ["inactive", "ready", "busy", "degraded"] as const;

/** A state of the ACP broker. */
export type AcpBrokerStatus = (typeof acpBrokerStatuses)[number];

/** The known coding agents of a peer. `"mcp-http"` cannot connect a socket. */
export const backends = [
  "claude-code",
  "opencode",
  "codex",
  "gemini",
  "antigravity",
  "pi",
  "mcp-http",
] as const;

/** A coding agent known to the daemon. */
export type Backend = (typeof backends)[number];

/** Returns whether a string is a {@link Backend} known to this release. */
export function isBackend(value: unknown): value is Backend {
  return (backends as readonly unknown[]).includes(value);
}

/** The roles of a peer. `service`, `orchestrator` and `human` are not limited to a circle. */
export const peerRoles = ["agent", "service", "orchestrator", "human"] as const;

/** A peer's role in its circle. */
export type PeerRole = (typeof peerRoles)[number];

/** The stored statuses of a peer. `ws_connected` says whether its socket is open. */
export const peerStatuses = ["online", "busy", "offline"] as const;

/** The stored status of a peer. */
export type PeerStatus = (typeof peerStatuses)[number];

/** What an agent is doing with its turn. */
export const turnStates = ["idle", "working", "awaiting_input", "pending_first_turn"] as const;

/** What an agent is doing with its turn. */
export type TurnState = (typeof turnStates)[number];

/** How well messages reach a peer. */
export const inboundStatuses = [
  "offline",
  "pane_unsafe",
  "no_hook",
  "legacy_unverified",
  "inbound_degraded",
  "online",
] as const;

/** How well messages reach a peer. */
export type InboundStatus = (typeof inboundStatuses)[number];

/** How a peer of the Go daemon reached the mesh. */
export const peerSources = ["hook", "codex-app-server", "unknown"] as const;

/** How a peer of the Go daemon reached the mesh. */
export type PeerSource = (typeof peerSources)[number];

/** Who opened the session behind a peer of the Go daemon. */
export const peerInitiators = ["user", "agent", "system"] as const;

/** Who opened the session behind a peer of the Go daemon. */
export type PeerInitiator = (typeof peerInitiators)[number];

/** How a registering peer learned its circle. */
export const circleSources = ["tmux", "spawn_hint", "fallback"] as const;

/** How a registering peer learned its circle. */
export type CircleSource = (typeof circleSources)[number];

/** What the daemon did with a notification. */
export const notifyStatuses = ["sent", "queued"] as const;

/** What the daemon did with a notification. */
export type NotifyStatus = (typeof notifyStatuses)[number];

/** Why a notification was sent or queued. */
export const notifyReasons = [
  "transport_delivered",
  "broker_accepted",
  "recipient_busy",
  "queued_delivery",
] as const;

/** Why a notification was sent or queued. */
export type NotifyReason = (typeof notifyReasons)[number];

/** The states of a delivery. */
export const deliveryStates = ["delivered", "queued"] as const;

/** The state of a delivery. */
export type DeliveryState = (typeof deliveryStates)[number];

/** Why the daemon did not ask a peer of an ask-many. */
export const queryStatuses = ["busy", "offline"] as const;

/** Why the daemon did not ask a peer of an ask-many. */
export type QueryStatus = (typeof queryStatuses)[number];

/** The kinds of message that can wait in a queue. */
export const deliveryKinds = ["notify", "ask"] as const;

/** The kind of a message in a queue. */
export type DeliveryKind = (typeof deliveryKinds)[number];

/** What a question may ask for. */
export const questionKinds = ["acknowledge", "choice", "text"] as const;

/** What a question may ask for. */
export type QuestionKind = (typeof questionKinds)[number];

/** How a question may end. */
export const questionOutcomes = [
  "answered",
  "acknowledged",
  "denied",
  "timed_out",
  "cancelled",
] as const;

/** How a question may end. */
export type QuestionOutcome = (typeof questionOutcomes)[number];

/** What a question is about. */
export const questionScopes = ["mesh_ask", "tool_permission", "user_question"] as const;

/** What a question is about. */
export type QuestionScope = (typeof questionScopes)[number];

/** The directions of an ask, as seen by a peer. */
export const askDirections = ["inbound", "outbound"] as const;

/** Whether the peer is the asked peer or the asker. */
export type AskDirection = (typeof askDirections)[number];

/** Whether a wait found the ask closed. */
export const askWaitStatuses = ["pending", "resolved"] as const;

/** Whether a wait found the ask closed. */
export type AskWaitStatus = (typeof askWaitStatuses)[number];

/** Why an ask was closed. */
export const askCloseReasons = [
  "ack",
  "ack_with_msg",
  "answered",
  "declined",
  "reply_to",
  "send_failed",
  "evicted",
  "peer_not_addressable",
] as const;

/** Why an ask was closed. */
export type AskCloseReason = (typeof askCloseReasons)[number];

/** The states of an ask-many. `"partial"` means that the deadline has passed and asks are still open. */
export const askManyStates = ["pending", "partial", "complete"] as const;

/** The state of an ask-many. */
export type AskManyState = (typeof askManyStates)[number];

/** The states of an ask in an ask-many. */
export const askManyChildStatuses = ["pending", "acked", "replied", "failed"] as const;

/** The state of an ask in an ask-many. */
export type AskManyChildStatus = (typeof askManyChildStatuses)[number];

/** Who speaks in a chat turn. */
export const chatRoles = ["user", "assistant"] as const;

/** Who speaks in a chat turn. */
export type ChatRole = (typeof chatRoles)[number];

/** The kinds of a piece of a chat turn. */
export const chatDeltaKinds = ["text", "tool_use"] as const;

/** The kind of a piece of a chat turn. */
export type ChatDeltaKind = (typeof chatDeltaKinds)[number];

/** The outcome of a query, or that it is still open. */
export const queryEventStatuses = ["pending", "success", "timeout", "error"] as const;

/** The outcome of a query, or that it is still open. */
export type QueryEventStatus = (typeof queryEventStatuses)[number];

/** Close codes after which the daemon would refuse the same connection again. */
export const finalCloseCodes = [4000, 4001, 4002, 4003, 4004] as const;

/** A close code after which a peer must not reconnect unchanged. */
export type FinalCloseCode = (typeof finalCloseCodes)[number];

/** Returns whether a close code is a {@link FinalCloseCode}. */
export function isFinalCloseCode(code: number): code is FinalCloseCode {
  return (finalCloseCodes as readonly number[]).includes(code);
}

/** The backends that may connect a socket. */
export const socketBackends = [
  "claude-code",
  "opencode",
  "codex",
  "gemini",
  "antigravity",
  "pi",
] as const satisfies readonly Backend[];

/** The statuses of a receipt. */
export const receiptStatuses = ["injected", "accepted", "failed", "rejected"] as const;

/** The status of a receipt. */
export type ReceiptStatus = (typeof receiptStatuses)[number];

/** The statuses that a peer reports. */
export const peerReports = ["online", "busy", "idle", "offline"] as const;

/** The status that a peer reports. The daemon stores `"idle"` as online. */
export type PeerReport = (typeof peerReports)[number];

/** How a spawned agent becomes a peer. */
export const registrationStates = ["pending_hook", "cli_fallback"] as const;

/** How a spawned agent becomes a peer. */
export type RegistrationState = (typeof registrationStates)[number];

/** The result of a restart. */
export const restartStatuses = ["restart_available", "restarted"] as const;

/** The result of a restart. */
export type RestartStatus = (typeof restartStatuses)[number];

/** What an agent remembers after a restart. */
export const resumeModes = ["fresh_runtime_context", "resumed"] as const;

/** What an agent remembers after a restart. */
export type ResumeMode = (typeof resumeModes)[number];

/** Why a socket hook was or was not started again. */
export const rehookReasons = [
  "already_healthy",
  "dry_run",
  "respawned",
  "respawn_skipped_pid_alive_or_contested",
  "ws_hook_respawned",
] as const;

/** Why a socket hook was or was not started again. */
export type RehookReason = (typeof rehookReasons)[number];

/** Whether a session can be resumed. */
export const resumeStatuses = [
  "active_executor",
  "resume_available",
  "unsupported",
  "binding_unavailable",
] as const;

/** Whether a session can be resumed. */
export type ResumeStatus = (typeof resumeStatuses)[number];

/** What you can do with a session. */
export const sessionCapabilities = [
  "active_executor",
  "supported",
  "unsupported",
  "unavailable",
] as const;

/** What you can do with a session. */
export type SessionCapability = (typeof sessionCapabilities)[number];

/** The result of resuming a session. */
export const resumeActions = ["inspect", "spawned"] as const;

/** The result of resuming a session. */
export type ResumeAction = (typeof resumeActions)[number];

/** Whether a backend's history can be read. */
export const historyStatuses = ["available", "unavailable", "unsupported"] as const;

/** Whether a backend's history can be read. */
export type HistoryStatus = (typeof historyStatuses)[number];

/** The stages of a message. */
export const traceStages = [
  "created",
  "resolved_peer",
  "resolve_failed",
  "routed",
  "no_connection",
  "pending",
  "websocket_sent",
  "hook_received",
  "pane_injected",
  "thread_input_accepted",
  "injection_failed",
  "acked",
  "closed",
] as const;

/** A stage of a message. */
export type TraceStageName = (typeof traceStages)[number];

/** The states of a job. */
export const jobStates = [
  "queued",
  "dispatching",
  "delivered",
  "running",
  "awaiting_input",
  "completed",
  "failed",
  "cancelled",
  "blocked",
  "expired",
  "unavailable",
] as const;

/** The state of a job. */
export type JobState = (typeof jobStates)[number];

/** Returns whether a string is a {@link JobState} known to this release. */
export function isJobState(value: unknown): value is JobState {
  return (jobStates as readonly unknown[]).includes(value);
}

/** The states that a job does not leave on its own. */
export const finalJobStates = [
  "completed",
  "failed",
  "cancelled",
  "expired",
  "unavailable",
] as const satisfies readonly JobState[];

/** A state that a job does not leave on its own. */
export type FinalJobState = (typeof finalJobStates)[number];

/** Returns whether a string is a {@link FinalJobState} known to this release. */
export function isFinalJobState(value: unknown): value is FinalJobState {
  return (finalJobStates as readonly unknown[]).includes(value);
}

/** The states of a recurring job. */
export const recurringJobStates = ["active", "paused", "cancelled"] as const;

/** The state of a recurring job. */
export type RecurringJobState = (typeof recurringJobStates)[number];

/** How long the process of a job lives. */
export const processScopes = ["per_fire", "persistent"] as const;

/** How long the process of a job lives. */
export type ProcessScope = (typeof processScopes)[number];

/** What a job remembers of its previous run. */
export const jobContinuities = ["resume", "fresh"] as const;

/** What a job remembers of its previous run. */
export type JobContinuity = (typeof jobContinuities)[number];

/** The states of the connection to the relay. */
export const relayStatuses = ["connecting", "connected", "down"] as const;

/** A state of the connection to the relay. */
export type RelayStatus = (typeof relayStatuses)[number];

/** How a reply travels to its asker. */
export const replyDeliveries = ["push", "pull"] as const;

/** How a reply travels to its asker. */
export type ReplyDelivery = (typeof replyDeliveries)[number];

/** The directions of open asks to list. */
export const pendingAskDirections = ["inbound", "outbound", "both"] as const;

/** The direction of open asks to list. */
export type PendingAskDirection = (typeof pendingAskDirections)[number];
