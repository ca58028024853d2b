import type { AttachmentRef, MeshEvent, Question, WaitOnAskResult } from "@repowire/protocol";

import type {
  AnsweredReply,
  DeclinedReply,
  SentAsk,
  SettledReply,
  StructuredAnswer,
} from "./reply.ts";

/** For a wait that only checks, in milliseconds. Python reads 0 as the default, and Go waits without end. */
export const noWait = 1;

// The daemon makes the name from characters that end neither the name nor the frame. The reply itself may
// contain anything, including further frames.
const frame = /^\[(ack|declined) #([^\s\]]+) from @([^\s\]]+)\] /;

/** For an orchestrator, the daemon may put its notes in front of a message. */
const recall = /^\[repowire recall\]\n[^]*?\n\[\/repowire recall\]\n\n(?=\[(?:ack|declined) #)/;

/** If a daemon has no route to decline an ask, a message that begins with this declines it. */
export const declinedMark = "[declined] ";

const peerId = /^repow-.*-[0-9a-f]{8}$/;

/**
 * Whether a text is a peer id. Another peer may have a display name by now, but an id stays with its
 * peer.
 */
export function isPeerId(text: string): boolean {
  return peerId.test(text);
}

/** The sender of a text that looks like a reply. */
export interface ReplySender {
  /** The name in the reply's own frame. Anybody can write it. */
  readonly named: string;
  /** The daemon's name for the sender: its display name, or its id if it was removed. */
  readonly name: string;
  /** The sender's id, if the daemon reports it. */
  readonly peer_id?: string | undefined;
}

/**
 * Whether a text that looks like a reply comes from the peer that was asked. If both ids are known, names
 * do not matter, because a peer may have been renamed.
 */
export function isByRecipient({ named, name, peer_id }: ReplySender, to_peer: string): boolean {
  const id = peer_id ?? (isPeerId(name) ? name : undefined);
  if (isPeerId(to_peer) && id !== undefined) return id === to_peer;
  return (isPeerId(to_peer) || named === to_peer) && namesItsSender({ named, name });
}

/** Whether no other peer's name is on it. */
export function namesItsSender({ named, name }: ReplySender): boolean {
  return name === named || isPeerId(name);
}

/** What an event says about the end of an ask. {@link isFromRecipient} decides whether to trust it. */
export interface ToldReply {
  readonly correlation_id: string;
  readonly event: MeshEvent;
  /** If absent, the ask has ended and its words went to a wait. */
  readonly reply?: SettledReply | undefined;
}

/**
 * Reads what an event says about the end of some ask. A reply is an event of type `notification`. An
 * `ack` event reports an end without words, or one whose words were lost.
 */
export function toldBy(event: MeshEvent): ToldReply | undefined {
  const reply = replyFromEvent(event);
  const correlation_id = event.type === "ack" ? event.correlation_id : reply?.correlation_id;
  return correlation_id === undefined ? undefined : { correlation_id, event, reply };
}

function replyFromEvent(event: MeshEvent): SettledReply | undefined {
  switch (event.type) {
    case "notification":
      return replyFromFrame(event.text, event.attachments);
    case "ack":
      return replyFromAck(event);
    case "ask":
      if (event.reply_to == null) return undefined;
      return {
        status: "answered",
        correlation_id: event.reply_to,
        text: event.text,
        attachments: event.attachments ?? [],
        reply_ask: event.correlation_id,
        ...by(event.from),
      };
    default:
      return undefined;
  }
}

/**
 * Whether to trust an event about the end of an ask. A notification must come from the ask's recipient,
 * because anybody may write a text that looks like a reply. The daemon itself makes the other events.
 */
export function isFromRecipient({ event, reply }: ToldReply, { to_peer }: SentAsk): boolean {
  if (event.type !== "notification" || event.from == null) return true;
  const { from: name, from_peer_id } = event;
  const named = (reply as AnsweredReply | undefined)?.from ?? "";
  // A sender without an id is not a peer, or was removed and is called by its id.
  return isByRecipient({ named, name, peer_id: from_peer_id ?? name }, to_peer);
}

/**
 * Takes a reply out of the frame in which the daemon delivers it, in an event, a socket frame or a queued
 * delivery: `[ack #<correlation id> from @<name>] <reply>`. Returns `undefined` for any other text.
 */
export function replyFromFrame(
  text: string,
  attachments: readonly AttachmentRef[] | null | undefined,
): AnsweredReply | DeclinedReply | undefined {
  const framed = text.startsWith("[repowire recall]") ? text.replace(recall, "") : text;
  const found = frame.exec(framed);
  if (found === null) return undefined;
  const [whole, kind, correlation_id = "", from = ""] = found;
  const words = framed.slice(whole.length);
  if (kind === "declined") return { status: "declined", correlation_id, reason: words, from };
  return answered(correlation_id, words, attachments ?? [], from);
}

/** A reply with words, or a refusal if the words say so. */
export function answered(
  correlation_id: string,
  text: string,
  attachments: readonly AttachmentRef[],
  from: string | null | undefined,
): AnsweredReply | DeclinedReply {
  if (text.startsWith(declinedMark)) {
    const reason = text.slice(declinedMark.length);
    return { status: "declined", correlation_id, reason, ...by(from) };
  }
  return { status: "answered", correlation_id, text, attachments, ...by(from) };
}

function by(from: string | null | undefined): { readonly from?: string } {
  return from == null ? {} : { from };
}

function replyFromAck(event: Extract<MeshEvent, { type: "ack" }>): SettledReply | undefined {
  const { correlation_id, status, delivered, has_message, from } = event;
  switch (status) {
    case "ack":
      return { status: "acknowledged", correlation_id, ...by(from) };
    case "declined":
      return { status: "declined", correlation_id, reason: undefined, ...by(from) };
    case "answered":
    case "ack_with_msg":
      // If there were words, an earlier notification contains them, or a wait got them.
      if (has_message !== true) return { status: "acknowledged", correlation_id, ...by(from) };
      if (delivered === true) return undefined;
      return { status: "lost", correlation_id, reason: "reply_not_kept" };
    default:
      return undefined;
  }
}

/**
 * Reads what the daemon's wait says about the end of an ask. `undefined`: the reply was an ask in the
 * other direction, whose event contains the words.
 */
export function replyFromWait(
  result: WaitOnAskResult,
  question: Question | undefined,
): SettledReply | undefined {
  const { correlation_id, reply, outcome, message, close_reason, responder: from } = result;
  const attachments = result.attachments ?? [];
  const detail = close_reason != null && { detail: `closed as ${close_reason}` };
  switch (close_reason) {
    case "ack":
      return { status: "acknowledged", correlation_id, ...by(from) };
    case "declined":
      return { status: "declined", correlation_id, reason: reply ?? undefined, ...by(from) };
    case "reply_to":
      return undefined;
    case "send_failed":
      return { status: "lost", correlation_id, reason: "not_delivered", ...detail };
    case "evicted":
      return { status: "lost", correlation_id, reason: "unknown_ask", ...detail };
    case "answered":
      if (outcome === "acknowledged")
        return { status: "acknowledged", correlation_id, ...by(from) };
      if (outcome != null && outcome !== "answered") {
        const reason = message ?? reply ?? outcome;
        return { status: "declined", correlation_id, reason, ...by(from) };
      }
      return withAnswer(
        answered(correlation_id, reply || titleOf(result, question), attachments, from),
        answerOf(result),
      );
    default:
      if (reply != null || attachments.length > 0) {
        return answered(correlation_id, reply ?? "", attachments, from);
      }
      return { status: "lost", correlation_id, reason: "reply_not_kept", ...detail };
  }
}

/**
 * Adds the chosen option to a reply of which only the words are known. The daemon sends the title of the
 * option to the asker.
 */
export function withChosenOption(
  reply: SettledReply,
  question: Question | undefined,
): SettledReply {
  if (question === undefined || reply.status !== "answered" || reply.answer) return reply;
  const chosen = question.options?.filter((option) => option.title === reply.text) ?? [];
  return withAnswer(
    reply,
    chosen.length === 1 ? { option_id: chosen[0]?.id } : { text: reply.text },
  );
}

function withAnswer(reply: SettledReply, answer: StructuredAnswer): SettledReply {
  return reply.status === "answered" ? { ...reply, answer } : reply;
}

function answerOf({ option_id, reply, message, outcome }: WaitOnAskResult): StructuredAnswer {
  return {
    ...(option_id != null && { option_id }),
    ...(reply != null && { text: reply }),
    ...(message != null && { message }),
    ...(outcome != null && { outcome }),
  };
}

/** The words that the daemon would have sent to the asker. */
function titleOf({ option_id, message }: WaitOnAskResult, question: Question | undefined): string {
  const option = question?.options?.find(({ id }) => id === option_id);
  return option?.title ?? option_id ?? message ?? "";
}
