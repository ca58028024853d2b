import type { AckParams, DefaultAnswer } from "@repowire/protocol";
import { Unreachable } from "./addressing.ts";
import { closeAsk } from "./ask-store.ts";
import type { Daemon } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { announceAck, framedReply, knownAsk, notifyAsker } from "./replies.ts";
import { NoConnection } from "./sockets.ts";
import type { AskRecord } from "./state.ts";
import { traceClosing } from "./traces.ts";

/** An answer to a question, with what goes with it. */
export type AnswerParams = DefaultAnswer & Pick<AckParams, "attachments" | "correlation_id">;

/** `POST /answer`. */
export async function answer(daemon: Daemon, params: AnswerParams): Promise<{ ok: true }> {
  const ask = knownAsk(daemon, params.correlation_id);
  if (!ask.question) {
    refuse(422, `Ask ${params.correlation_id} is not a structured question; use /ack.`);
  }
  if (ask.close_reason !== null) {
    refuse(410, `Ask ${params.correlation_id} is already answered/closed.`);
  }
  const answer: DefaultAnswer = {
    option_id: params.option_id ?? null,
    text: params.text ?? null,
    outcome: params.outcome ?? "answered",
    message: params.message ?? null,
  };
  const wrong = wrongAnswer(ask, answer);
  if (wrong) refuse(422, wrong);
  ask.answer = answer;
  ask.reply_text ??= answer.text ?? null;
  closeAsk(daemon, ask, "answered");
  const isSilent = ask.question.scope === "tool_permission";
  const { silenceIsDelivered } = daemon.facts;
  const body = isSilent && !silenceIsDelivered ? null : replyText(ask, answer);
  const delivered =
    !body || isSilent
      ? silenceIsDelivered
      : await deliverAnswer(daemon, ask, body, params.attachments);
  const attachments = (params.attachments ?? []).length > 0;
  announceAck(daemon, ask, "answered", { delivered, message: Boolean(body), attachments });
  if (daemon.facts.tracesTexts) traceClosing(daemon, ask, body ?? "");
  return { ok: true };
}

async function deliverAnswer(
  daemon: Daemon,
  ask: AskRecord,
  body: string,
  attachments: AckParams["attachments"],
): Promise<boolean> {
  if (ask.pulled) return true;
  const text = framedReply(ask, body);
  try {
    await notifyAsker(daemon, ask, text, attachments);
    return true;
  } catch (error) {
    if (error instanceof NoConnection) ask.undelivered = text;
    else if (!(error instanceof Unreachable)) throw error;
    return false;
  }
}

/** Why a question does not accept an answer. */
export function wrongAnswer({ question }: AskRecord, answer: DefaultAnswer): string | undefined {
  if (answer.outcome !== "answered" || question?.kind !== "choice") return undefined;
  if (answer.option_id == null) return "choice question requires an option_id";
  const isKnown = (question.options ?? []).some((option) => option.id === answer.option_id);
  return isKnown ? undefined : `unknown option_id: ${answer.option_id}`;
}

function replyText(
  { question }: AskRecord,
  { text, option_id, message }: DefaultAnswer,
): string | null {
  if (text) return text;
  const option = question?.options?.find(({ id }) => id === option_id);
  return option_id ? (option?.title ?? option_id) : (message ?? null);
}
