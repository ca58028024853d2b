// The values that the daemons are known to send or accept. The type of each list is generated: `Backend`
// for `backends`.
import { type Guard, oneOf } from "./checks.ts";
import type { Backend, FinalCloseCode, FinalJobState, JobState } from "./generated/models.ts";

/** A string with a list of known values, which a newer daemon may extend. */
export type Open<Known extends string> = Known | (string & {});

/** State of the channel. */
export const channelStatuses = ["inactive", "ready", "degraded"] as const;

/** State of the ACP broker. */
export const acpBrokerStatuses = ["inactive", "ready", "busy", "degraded"] as const;

/** Coding agent known to the daemon. `"mcp-http"` cannot connect a socket. */
export const backends = [
  "claude-code",
  "opencode",
  "codex",
  "gemini",
  "antigravity",
  "pi",
  "mcp-http",
] as const;

/** Returns whether a value is a {@link Backend} known to this release. */
export const isBackend: Guard<Backend> = /* @__PURE__ */ oneOf(backends);

/** Role of a peer in its circle. Only `agent` is limited to the circle. */
export const peerRoles = ["agent", "service", "orchestrator", "human"] as const;

/** Stored status of a peer. `ws_connected` says whether its socket is open. */
export const peerStatuses = ["online", "busy", "offline"] as const;

/** What an agent is doing with its turn. */
export const turnStates = ["idle", "working", "awaiting_input", "pending_first_turn"] as const;

/** How well messages reach a peer. */
export const inboundStatuses = [
  "offline",
  "pane_unsafe",
  "no_hook",
  "legacy_unverified",
  "inbound_degraded",
  "online",
] as const;

/** How a peer of the Go daemon reached the mesh. */
export const peerSources = ["hook", "codex-app-server", "unknown"] as const;

/** Who opened the session behind a peer of the Go daemon. */
export const peerInitiators = ["user", "agent", "system"] as const;

/** How a registering peer learned its circle. */
export const circleSources = ["tmux", "spawn_hint", "fallback"] as const;

/** What the daemon did with a notification. */
export const notifyStatuses = ["sent", "queued"] as const;

/** Why a notification was sent or queued. */
export const notifyReasons = [
  "transport_delivered",
  "broker_accepted",
  "recipient_busy",
  "queued_delivery",
] as const;

/** State of a delivery. */
export const deliveryStates = ["delivered", "queued"] as const;

/** Why the daemon did not ask a peer of an ask-many. */
export const queryStatuses = ["busy", "offline"] as const;

/** Kind of a message in a queue. */
export const deliveryKinds = ["notify", "ask"] as const;

/** What a question may ask for. */
export const questionKinds = ["acknowledge", "choice", "text"] as const;

/** How a question may end. */
export const questionOutcomes = [
  "answered",
  "acknowledged",
  "denied",
  "timed_out",
  "cancelled",
] as const;

/** What a question is about. */
export const questionScopes = ["mesh_ask", "tool_permission", "user_question"] as const;

/** Whether the peer is the asked peer or the asker. */
export const askDirections = ["inbound", "outbound"] as const;

/** Whether a wait found the ask closed. */
export const askWaitStatuses = ["pending", "resolved"] as const;

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

/** State of an ask-many. `"partial"`: the deadline has passed and asks are still open. */
export const askManyStates = ["pending", "partial", "complete"] as const;

/** State of an ask in an ask-many. */
export const askManyChildStatuses = ["pending", "acked", "replied", "failed"] as const;

/** Who speaks in a chat turn. */
export const chatRoles = ["user", "assistant"] as const;

/** Kind of a piece of a chat turn. */
export const chatDeltaKinds = ["text", "tool_use"] as const;

/** The outcome of a query, or that it is still open. */
export const queryEventStatuses = ["pending", "success", "timeout", "error"] as const;

/** Close code after which a peer must not reconnect unchanged. */
export const finalCloseCodes = [4000, 4001, 4002, 4003, 4004] as const;

/** Returns whether a value is a {@link FinalCloseCode}. */
export const isFinalCloseCode: Guard<FinalCloseCode> = /* @__PURE__ */ oneOf(finalCloseCodes);

/** The backends that may connect a socket. */
export const socketBackends = [
  "claude-code",
  "opencode",
  "codex",
  "gemini",
  "antigravity",
  "pi",
] as const satisfies readonly Backend[];

/** Status of a receipt. */
export const receiptStatuses = ["injected", "accepted", "failed", "rejected"] as const;

/** Status that a peer reports. The daemon stores `"idle"` as online. */
export const peerReports = ["online", "busy", "idle", "offline"] as const;

/** How a spawned agent becomes a peer. */
export const registrationStates = ["pending_hook", "cli_fallback"] as const;

/** The result of a restart. */
export const restartStatuses = ["restart_available", "restarted"] as const;

/** What an agent remembers after a restart. */
export const resumeModes = ["fresh_runtime_context", "resumed"] as const;

/** Why a socket hook was or was not started again. */
export const rehookReasons = [
  "already_healthy",
  "dry_run",
  "respawned",
  "respawn_skipped_pid_alive_or_contested",
  "ws_hook_respawned",
] as const;

/** Whether a session can be resumed. */
export const resumeStatuses = [
  "active_executor",
  "resume_available",
  "unsupported",
  "binding_unavailable",
] as const;

/** What you can do with a session. */
export const sessionCapabilities = [
  "active_executor",
  "supported",
  "unsupported",
  "unavailable",
] as const;

/** The result of resuming a session. */
export const resumeActions = ["inspect", "spawned"] as const;

/** Whether a backend's history can be read. */
export const historyStatuses = ["available", "unavailable", "unsupported"] as const;

/** Stage of a message. */
export const traceStageNames = [
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

/** State of a job. */
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

/** Returns whether a value is a {@link JobState} known to this release. */
export const isJobState: Guard<JobState> = /* @__PURE__ */ oneOf(jobStates);

/** State that a job does not leave on its own. */
export const finalJobStates = [
  "completed",
  "failed",
  "cancelled",
  "expired",
  "unavailable",
] as const satisfies readonly JobState[];

/** Returns whether a value is a {@link FinalJobState} known to this release. */
export const isFinalJobState: Guard<FinalJobState> = /* @__PURE__ */ oneOf(finalJobStates);

/** How long the process of a job lives. */
export const processScopes = ["per_fire", "persistent"] as const;

/** What a job remembers of its previous run. */
export const jobContinuities = ["resume", "fresh"] as const;

/** State of the connection to the relay. */
export const relayStatuses = ["connecting", "connected", "down"] as const;

/** How a reply travels to its asker. */
export const replyDeliveries = ["push", "pull"] as const;

/** Direction of open asks to list. */
export const pendingAskDirections = ["inbound", "outbound", "both"] as const;

/**
 * Returns the known name that an unknown one probably means, for a message: the most similar one, or one
 * that begins with it, such as `"to_peer"` for `"to"`.
 *
 * @example
 * ```ts
 * nearestName("form_peer", ["from_peer", "to_peer"]); // "from_peer"
 * ```
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(2, name.length / 3);
  const [nearest] = known
    .filter((each) => Math.abs(each.length - name.length) <= most)
    .map((each) => ({ each, far: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .sort((one, other) => one.far - other.far);
  return nearest?.each ?? known.find((each) => each.startsWith(`${name}_`));
}

/** Returns how many letters to add, remove or change to turn a text into another one. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from) {
    const next = [row[0]! + 1];
    for (const [index, other] of [...to].entries()) {
      const changed = row[index]! + (letter === other ? 0 : 1);
      next.push(Math.min(changed, row[index + 1]! + 1, next[index]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
