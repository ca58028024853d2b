import {
  type AskFrame,
  AskFrameSchema,
  type BroadcastFrame,
  BroadcastFrameSchema,
  type NotifyFrame,
  NotifyFrameSchema,
  type QueryFrame,
  QueryFrameSchema,
} from "@repowire/protocol";
import { validator } from "@repowire/protocol/validate";

import type { SettledReply } from "../replies/ask-reply.ts";
import type { InboundAskData } from "./inbound-ask.ts";
import type { InboundNotification } from "./inbound-message.ts";
import { askText, queryText } from "./inbound-text.ts";

export const isAskFrame = (frame: unknown): frame is AskFrame => validator(AskFrameSchema)(frame);

export const isNotifyFrame = (frame: unknown): frame is NotifyFrame =>
  validator(NotifyFrameSchema)(frame);

export const isQueryFrame = (frame: unknown): frame is QueryFrame =>
  validator(QueryFrameSchema)(frame);

export const isBroadcastFrame = (frame: unknown): frame is BroadcastFrame =>
  validator(BroadcastFrameSchema)(frame);

/** What an ask says; since 0.15.2 a query comes as one. */
export function askOf(frame: AskFrame): InboundAskData {
  const { correlation_id, from_peer, to_peer, reply_to, attachments, question, text } = frame;
  return {
    kind: isQuery(question) ? "query" : "ask",
    correlation_id,
    from_peer,
    to_peer: to_peer ?? undefined,
    text: askText(text),
    attachments: attachments ?? [],
    reply_to: reply_to ?? undefined,
    question: question ?? undefined,
    recovered: false,
  };
}

/** What a query says, up to 0.15.1. */
export function queryOf({ correlation_id, from_peer, text }: QueryFrame): InboundAskData {
  return {
    kind: "query",
    correlation_id,
    from_peer,
    to_peer: undefined,
    text: queryText(text),
    attachments: [],
    reply_to: undefined,
    question: undefined,
    recovered: false,
  };
}

/** What a notification says. */
export function notificationOf(
  { from_peer, to_peer, text, attachments, delivery_id }: NotifyFrame,
  reply: SettledReply | undefined,
): InboundNotification {
  return {
    kind: "notify",
    from_peer,
    to_peer: to_peer ?? undefined,
    text,
    attachments: attachments ?? [],
    delivery_id: delivery_id ?? undefined,
    reply,
  };
}

function isQuery(question: AskFrame["question"]): boolean {
  const metadata = question?.["metadata"];
  return typeof metadata === "object" && metadata !== null && "compat" in metadata
    ? metadata.compat === "query"
    : false;
}
