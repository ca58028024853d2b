import type { Question, WaitOnAskResult } from "@repowire/protocol";

import type { SettledReply, StructuredAnswer } from "./ask-reply.ts";
import { answered } from "./reply-from-event.ts";

/**
 * What the daemon's wait says of the end of an ask. `undefined`: it was answered by an ask in the
 * other direction, and the words are in that one's event.
 */
export function replyFromWait(
  result: WaitOnAskResult,
  question: Question | undefined,
): SettledReply | undefined {
  const { correlation_id, reply, outcome, message, close_reason, responder, attachments } = result;
  const from = responder ?? undefined;
  const by = from !== undefined && { from };
  const detail = close_reason == null ? undefined : { detail: `closed as ${close_reason}` };
  switch (close_reason) {
    case "ack":
      return { status: "acknowledged", correlation_id, ...by };
    case "declined":
      return { status: "declined", correlation_id, reason: reply ?? undefined, ...by };
    case "reply_to":
      return undefined;
    case "send_failed":
      return { status: "lost", correlation_id, reason: "not_delivered", ...detail };
    case "evicted":
      return { status: "lost", correlation_id, reason: "unknown_ask", ...detail };
    case "answered":
      if (outcome === "acknowledged") return { status: "acknowledged", correlation_id, ...by };
      if (outcome != null && outcome !== "answered") {
        return { status: "declined", correlation_id, reason: message ?? reply ?? outcome, ...by };
      }
      return withAnswer(
        answered(correlation_id, reply || titleOf(result, question), attachments ?? [], from),
        answerOf(result),
      );
    default:
      if (reply != null || (attachments?.length ?? 0) > 0) {
        return answered(correlation_id, reply ?? "", attachments ?? [], from);
      }
      return { status: "lost", correlation_id, reason: "reply_not_kept", ...detail };
  }
}

/**
 * Adds the option that was chosen to a reply of which only the words are known: to the asker the
 * daemon sends the option's title.
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
