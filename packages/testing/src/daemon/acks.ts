import type { AckParams } from "@repowire/protocol";

import { answer } from "./answers.ts";
import { closeAsk } from "./ask-store.ts";
import type { Daemon, Route } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { announceAck, framedReply, knownAsk, refuseReply, sendReply } from "./replies.ts";
import type { AskRecord } from "./state.ts";
import { traceClosing } from "./traces.ts";

/** `POST /ack`. */
export const ack: Route<"ack"> = async (daemon, { correlation_id, message, attachments = [] }) => {
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
  } else if (!(await reply(daemon, ask, message ?? "", attachments)) && !daemon.facts.tracesTexts) {
    return { ok: true };
  }
  traceClosing(daemon, ask, message ?? "");
  return { ok: true };
};

/** Sends the reply to the asker. Returns `false` if the asker is gone. */
async function reply(
  daemon: Daemon,
  ask: AskRecord,
  message: string,
  attachments: NonNullable<AckParams["attachments"]>,
): Promise<boolean> {
  const had = { message: true, attachments: attachments.length > 0 };
  const sent = await sendReply(daemon, ask, framedReply(ask, message), attachments);
  const delivered = sent?.delivered ?? false;
  if (sent && !delivered && daemon.facts.refusesQueuedReply) refuseReply(ask, sent.reason);
  if (sent && message) ask.reply_text ??= message;
  closeAsk(daemon, ask, "ack_with_msg");
  if (!sent || daemon.facts.announcesReplies) {
    announceAck(daemon, ask, "ack_with_msg", { ...had, delivered });
  }
  return sent !== undefined;
}

/** `POST /decline`, Go: returns the ask to its asker with a reason. */
export const decline: Route<"decline"> = async (daemon, { correlation_id, reason }) => {
  if (reason.trim() === "") refuse(422, "reason is required");
  const ask = knownAsk(daemon, correlation_id);
  if (ask.close_reason !== null) refuse(410, `Ask ${correlation_id} is already closed`);
  if (ask.pulled) ask.reply_text ??= reason;
  const delivered = ask.pulled || (await send(daemon, ask, reason));
  closeAsk(daemon, ask, "declined");
  announceAck(daemon, ask, "declined", { delivered, message: true, attachments: false });
  traceClosing(daemon, ask, reason);
  return { ok: true };
};

/** Sends the reason to the asker, and keeps it. Returns whether it was delivered. */
async function send(daemon: Daemon, ask: AskRecord, reason: string): Promise<boolean> {
  const text = `[declined #${ask.correlation_id} from @${ask.to_peer_name}] ${reason}`;
  const sent = await sendReply(daemon, ask, text);
  if (sent) ask.reply_text ??= reason;
  return sent?.delivered ?? false;
}
