import type { AttachmentRef, NotifyResult, Question } from "@repowire/protocol";
import { type Envelope, resolveEnds } from "./addressing.ts";
import type { Daemon } from "./daemon.ts";
import { addEvent } from "./events.ts";
import { withoutNulls } from "../support.ts";
import { markOffline } from "./peers/presence.ts";
import { isHashable, isTruthy, pythonText } from "./python-text.ts";
import { enqueue } from "./queue.ts";
import { isFailure, NoConnection, type Receipt } from "./sockets.ts";
import { breakDown } from "./refusal.ts";
import { sessionIdFor } from "./sessions/bindings.ts";
import type { AskRecord, PeerRecord, QueuedDelivery } from "./state.ts";

/** A notification to deliver. */
export interface Notification extends Envelope {
  readonly text: string;
  readonly attachments?: readonly AttachmentRef[] | undefined;
  /** Default: a new id. */
  readonly delivery_id?: string;
}

/** The outcome of a notification: the part of the answer to `/notify` about the delivery. */
export type Delivered = NotifyResult & {
  readonly delivered: boolean;
  readonly queued: boolean;
  readonly reason: string;
  readonly to_peer_id: string;
  readonly from_peer_id: string | null;
  readonly hook_delivery: Receipt | null;
};

/** The receiver got the frame and reported that it could not pass it on. */
export class InjectionFailed extends Error {
  readonly receipt: Receipt;

  constructor(daemon: Daemon, receipt: Receipt) {
    const isTold = daemon.facts.receiptsAreTexts
      ? typeof receipt.detail === "string" && receipt.detail !== ""
      : isTruthy(receipt.detail);
    const detail = isTold ? receipt.detail : receipt.status;
    super(daemon.facts.failedInjection(String(receipt.status), pythonText(detail)));
    this.receipt = receipt;
  }
}

/** @throws Unreachable, and {@link NoConnection} if the queue is switched off. */
export async function deliverNotification(
  daemon: Daemon,
  notification: Notification,
): Promise<Delivered> {
  const { text } = notification;
  const { sender, target } = resolveEnds(daemon, notification);
  const { messageEvents } = daemon.facts;
  const attachments = shown(daemon, notification.attachments);
  const delivery_id = notification.delivery_id ?? newNotificationId(daemon);
  const names = { from: sender?.display_name ?? notification.from_peer, to: target.display_name };
  const sessions = sessionsOf(daemon, sender, target);
  const isHeld = target.status === "busy" && daemon.facts.callsBusyQueued;
  const event = (extra: Record<string, unknown>) =>
    addEvent(daemon, "notification", {
      ...names,
      text,
      from_peer_id: sender?.peer_id ?? null,
      to_peer_id: target.peer_id,
      ...extra,
      attachments,
      ...(messageEvents && sessions),
    });
  if (messageEvents) event({ delivery_status: isHeld ? "queued" : "sent" });
  const frame = notifyFrame({ delivery_id, from_peer: names.from, text, attachments }, target);
  const result = {
    ok: true,
    ...(isHeld ? queuedFor("recipient_busy") : sent),
    from_peer_id: sender?.peer_id ?? null,
    from_peer_name: names.from,
    to_peer_id: target.peer_id,
    to_peer_name: names.to,
    ...sessions,
  };
  const isBusy = isHeldBack(daemon, target);
  try {
    if (isBusy) throw new NoConnection(daemon.facts.noConnection(target.peer_id));
    const receipt = await daemon.sockets.deliver(target.peer_id, frame);
    const named = daemon.facts.receiptsNameSessions ? withoutNulls(sessions) : {};
    return { ...result, hook_delivery: receipt && { ...receipt, ...named }, delivery_id };
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error;
    if (!isBusy) markUnreachable(daemon, target, "notify", error);
    const row = enqueue(daemon, target.peer_id, {
      kind: "notify",
      from_peer: names.from,
      to_peer: names.to,
      text,
      correlation_id: null,
      attachments,
    });
    if (!row) throw error;
    const held = { delivery_status: "queued", delivery_state: "queued" };
    event({ ...held, queue_delivery_id: row.delivery_id });
    const queued = queuedFor(isBusy ? "recipient_busy" : "queued_delivery");
    return { ...result, ...queued, hook_delivery: null, delivery_id };
  }
}

/** The frame of a notification. */
export function notifyFrame(
  message: Pick<QueuedDelivery, "delivery_id" | "from_peer" | "text" | "attachments">,
  target: PeerRecord,
) {
  const { delivery_id, from_peer, text, attachments } = message;
  return {
    type: "notify",
    delivery_id,
    from_peer,
    to_peer: target.display_name,
    text,
    ...(attachments.length > 0 && { attachments }),
  };
}

const sent = {
  status: "sent",
  delivery_state: "delivered",
  delivered: true,
  queued: false,
  reason: "transport_delivered",
};

function queuedFor(reason: string) {
  const state = { status: "queued", delivery_state: "queued" };
  return { ...state, delivered: false, queued: true, reason };
}

/** Attachments as the daemon passes them on. */
function shown(daemon: Daemon, attachments: readonly AttachmentRef[] = []) {
  const { shownAsSent } = daemon.facts;
  return attachments.map((one) => (shownAsSent ? { ...one } : withoutNulls(one)));
}

export function newNotificationId(daemon: Daemon): string {
  return `notif-delivery-${daemon.ids.hex(8)}`;
}

/**
 * Sends an ask to its recipient, and waits for the receipt.
 *
 * @throws {@link NoConnection}, {@link InjectionFailed}
 */
export async function deliverAsk(
  daemon: Daemon,
  ask: AskRecord,
  target: PeerRecord,
  extras: { attachments?: readonly AttachmentRef[]; reply_to?: string | null },
): Promise<Receipt | null> {
  const { messageEvents, shownAsSent } = daemon.facts;
  const question = ask.question && (shownAsSent ? ask.question : questionOnWire(ask.question));
  const sender = daemon.state.peers.get(ask.from_peer_id);
  // The daemon knows its own messages, such as jobs and schedules, only by ids.
  const from = sender?.display_name ?? ask.from_peer_name;
  const attachments = shown(daemon, extras.attachments);
  const reply_to = extras.reply_to ?? null;
  const event = {
    from,
    to: target.display_name,
    text: ask.text,
    from_peer_id: ask.from_peer_id,
    to_peer_id: target.peer_id,
    correlation_id: ask.correlation_id,
    reply_to,
    self_target: ask.from_peer_id === target.peer_id,
    attachments,
    ...sessionsOf(daemon, sender, target),
    question,
  };
  if (messageEvents) addEvent(daemon, "ask", event);
  const frame = {
    type: "ask" as const,
    delivery_id: `ask-delivery-${daemon.ids.hex(8)}`,
    correlation_id: ask.correlation_id,
    from_peer: from,
    to_peer: target.display_name,
    text: `${ask.text.trimEnd()}\n${hint(ask)}`,
    ...(attachments.length > 0 && { attachments }),
    ...(reply_to !== null && { reply_to }),
    ...(question && { question }),
  };
  try {
    if (isHeldBack(daemon, target)) return null;
    const receipt = await daemon.sockets.deliver(target.peer_id, frame);
    // Python looks the status up in a set, which fails for a list or an object.
    if (!daemon.facts.receiptsAreTexts && !isHashable(receipt?.status)) breakDown();
    if (isFailure(receipt)) throw new InjectionFailed(daemon, receipt!);
    return receipt;
  } catch (error) {
    if (error instanceof NoConnection) markUnreachable(daemon, target, "ask", error);
    throw error;
  }
}

/** Whether a peer gets no frames for now. It fetches its queued messages when it is free. */
export function isHeldBack(daemon: Daemon, { status, turn_state, metadata }: PeerRecord): boolean {
  if (!daemon.facts.holdsForBusy) return false;
  if (status !== "busy" && turn_state !== "working") return false;
  const { capabilities } = metadata;
  if (!Array.isArray(capabilities)) return true;
  return !capabilities.includes("runtime_inbox") && !capabilities.includes("thread_steering");
}

/** Puts an ask into the queue of a peer that polls. */
export function queueAsk(
  daemon: Daemon,
  ask: AskRecord,
  attachments: readonly AttachmentRef[] = [],
): void {
  enqueue(daemon, ask.to_peer_id, {
    kind: "ask",
    from_peer: ask.from_peer_name,
    to_peer: ask.to_peer_name,
    text: ask.text,
    correlation_id: ask.correlation_id,
    attachments: attachments.map(withoutNulls),
  });
}

function sessionsOf(daemon: Daemon, sender: PeerRecord | undefined, target: PeerRecord) {
  const to = sessionIdFor(daemon, target);
  return {
    repowire_session_id: to,
    from_repowire_session_id: sessionIdFor(daemon, sender),
    to_repowire_session_id: to,
  };
}

function markUnreachable(
  daemon: Daemon,
  target: PeerRecord,
  operation: string,
  error: Error,
): void {
  if (target.metadata["repowire_cli_fallback"]) return;
  markOffline(daemon, target, {
    reason: "transport_failure",
    source: "peer_delivery",
    detail: `${operation} delivery failed: ${error.message}`,
    context: { operation },
  });
}

function hint({ correlation_id: id, question }: AskRecord): string {
  return question
    ? `↳ answer("${id}", option_id=...) or answer("${id}", text="...")`
    : `↳ ack("${id}") or ack("${id}", "reply")`;
}

/** A question as the daemon passes it on: with defaults and without nulls. */
export function questionOnWire(question: Question): Record<string, unknown> {
  const { kind, prompt, options = [], default_answer, ...rest } = question;
  return withoutNulls({
    kind,
    prompt,
    options: options.map(withoutNulls),
    blocking: rest.blocking ?? false,
    timeout_seconds: rest.timeout_seconds,
    default_answer: default_answer && withoutNulls({ outcome: "answered", ...default_answer }),
    scope: rest.scope,
    metadata: rest.metadata ?? {},
  });
}
