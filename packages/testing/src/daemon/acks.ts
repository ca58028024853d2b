import type { AckParams } from "@repowire/protocol";
import { Unreachable } from "./addressing.ts";
import { answer } from "./answers.ts";
import { closeAsk } from "./ask-store.ts";
import type { Daemon } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { announceAck, framedReply, knownAsk, notifyAsker } from "./replies.ts";
import { NoConnection } from "./sockets.ts";
import type { AskRecord } from "./state.ts";
import { recordTrace } from "./traces.ts";

/** `POST /ack`. */
export async function ack(
  daemon: Daemon,
  { correlation_id, message, attachments = [] }: AckParams,
): Promise<{ ok: true }> {
  const ask = knownAsk(daemon, correlation_id);
  const hasReply = Boolean(message) || attachments.length > 0;
  if (ask.close_reason === null && ask.question) {
    const outcome = message ? "answered" : "acknowledged";
    return answer(daemon, { correlation_id, text: message, outcome, attachments });
  }
  if (ask.close_reason !== null) {
    if (!hasReply) return { ok: true };
    const said = `Ask ${correlation_id} is already closed; reply message was not delivered.`;
    refuse(410, said + daemon.facts.closedAskHint);
  }
  if (!hasReply) {
    announceAck(daemon, ask, "ack", { delivered: false, message: false, attachments: false });
    closeAsk(daemon, ask, "ack");
  } else if (ask.pulled) {
    ask.reply_text ??= message ?? "";
    ask.reply_attachments = attachments.length > 0 ? [...attachments] : null;
    closeAsk(daemon, ask, "ack_with_msg");
    const had = { delivered: true, message: true, attachments: attachments.length > 0 };
    announceAck(daemon, ask, "ack_with_msg", had);
  } else if (!(await reply(daemon, ask, message ?? "", attachments))) {
    return { ok: true };
  }
  const step = { peer_id: ask.to_peer_id, from_peer_id: ask.from_peer_id };
  recordTrace(daemon, correlation_id, "ask", { ...step, stage: "acked" });
  recordTrace(daemon, correlation_id, "ask", { ...step, stage: "closed" });
  return { ok: true };
}

/** Sends the reply to the asker. Returns `false` if the asker is gone. */
async function reply(
  daemon: Daemon,
  ask: AskRecord,
  message: string,
  attachments: NonNullable<AckParams["attachments"]>,
): Promise<boolean> {
  const failed = (reason: string) => {
    if (daemon.facts.keepsReplies) return;
    refuse(
      503,
      `Reply delivery failed for ${ask.from_peer_name}: ${reason}. ` +
        "Ask remains open; retry when the asker reconnects.",
    );
  };
  try {
    const delivered = await notifyAsker(daemon, ask, framedReply(ask, message), attachments);
    if (!delivered.delivered && daemon.facts.refusesQueuedReply) failed(delivered.reason);
  } catch (error) {
    if (error instanceof NoConnection) failed(error.message);
    else if (!(error instanceof Unreachable)) throw error;
    if (daemon.facts.keepsReplies && message) ask.reply_text ??= message;
    closeAsk(daemon, ask, "ack_with_msg");
    const had = { delivered: false, message: true, attachments: attachments.length > 0 };
    announceAck(daemon, ask, "ack_with_msg", had);
    return false;
  }
  if (message) ask.reply_text ??= message;
  closeAsk(daemon, ask, "ack_with_msg");
  return true;
}
