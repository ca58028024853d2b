import type { MeshEvent } from "@repowire/protocol";

import type { SentAsk } from "./ask-handle.ts";
import type { AnsweredReply, DeclinedReply, ReplyAttachment, SettledReply } from "./ask-reply.ts";
import { declinedMark, parseReply } from "./reply-frame.ts";
import { isByRecipient } from "./reply-sender.ts";

/**
 * What an event says of the end of an ask, of whichever it is. A reply is an event of type
 * `notification`; `ack` events tell of the ends that have no words, or whose words went astray.
 * Whether it is so, {@link isFromRecipient} tells.
 */
export function replyFromEvent(event: MeshEvent): SettledReply | undefined {
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
        ...(event.from != null && { from: event.from }),
      };
    default:
      return undefined;
  }
}

/**
 * Whether an event may tell of the end of an ask: a notification only if it is by the ask's
 * recipient, since anybody may write a text that looks like a reply. The others the daemon makes.
 */
export function isFromRecipient(event: MeshEvent, { to_peer }: SentAsk): boolean {
  if (event.type !== "notification" || event.from == null) return true;
  const { from: name, from_peer_id } = event;
  const named = parseReply(event.text)?.from ?? "";
  // A sender without an id is no peer, or was removed and is called by its id.
  return isByRecipient({ named, name, peer_id: from_peer_id ?? name }, to_peer);
}

/** What a framed text says, in an event, a frame of the socket or a queued delivery. */
export function replyFromFrame(
  text: string,
  attachments: readonly ReplyAttachment[] | null | undefined,
): AnsweredReply | DeclinedReply | undefined {
  const reply = parseReply(text);
  if (reply === undefined) return undefined;
  const { kind, correlation_id, from } = reply;
  if (kind === "declined") return { status: "declined", correlation_id, reason: reply.text, from };
  return answered(correlation_id, reply.text, attachments ?? [], from);
}

/** An answer, or a refusal where the answer says that it is one. */
export function answered(
  correlation_id: string,
  text: string,
  attachments: readonly ReplyAttachment[],
  from: string | undefined,
): AnsweredReply | DeclinedReply {
  const by = from !== undefined && { from };
  if (text.startsWith(declinedMark)) {
    return { status: "declined", correlation_id, reason: text.slice(declinedMark.length), ...by };
  }
  return { status: "answered", correlation_id, text, attachments, ...by };
}

function replyFromAck(event: Extract<MeshEvent, { type: "ack" }>): SettledReply | undefined {
  const { correlation_id, status, delivered, has_message } = event;
  const by = event.from != null && { from: event.from };
  switch (status) {
    case "ack":
      return { status: "acknowledged", correlation_id, ...by };
    case "declined":
      return { status: "declined", correlation_id, reason: undefined, ...by };
    case "answered":
    case "ack_with_msg":
      // With words, they are in a notification of before, or went to whoever waits for them.
      if (has_message !== true) return { status: "acknowledged", correlation_id, ...by };
      if (delivered === true) return undefined;
      return { status: "lost", correlation_id, reason: "reply_not_kept" };
    default:
      return undefined;
  }
}
