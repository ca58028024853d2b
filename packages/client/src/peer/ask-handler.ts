import type { AttachmentRef } from "@repowire/protocol";

import type { InboundAnswer, InboundAsk, PlainAsk, QuestionAsk } from "./inbound-ask.ts";

/** A reply with text, with files, or with both. */
export interface ReplyContent {
  readonly message?: string | undefined;
  readonly attachments?: readonly AttachmentRef[] | undefined;
}

/**
 * What a handler may return for any ask. A string is the reply, and an object is a reply with files.
 * Nothing or an empty string closes the ask without a reply. If the handler closed the ask itself, its
 * result is ignored.
 */
// oxlint-disable-next-line typescript/no-invalid-void-type -- a handler may return nothing
export type AskOutcome = string | ReplyContent | undefined | void;

/**
 * What a handler may return for a structured question. It may also return an answer,
 * such as `{ option_id }`.
 */
export type QuestionAskOutcome = AskOutcome | InboundAnswer;

/** Handles a message. The signal fires when the peer can no longer wait for the handler. */
export interface HandlerContext {
  readonly signal: AbortSignal;
}

/** Answers asks of every kind. It returns only what every kind accepts. */
export type AskHandler = (
  ask: InboundAsk,
  context: HandlerContext,
) => AskOutcome | Promise<AskOutcome>;

/** A handler for each kind of ask. */
export interface AskHandlers {
  /** Answers plain asks and queries. */
  ask(ask: PlainAsk, context: HandlerContext): AskOutcome | Promise<AskOutcome>;
  /** Answers structured questions. */
  question(
    ask: QuestionAsk,
    context: HandlerContext,
  ): QuestionAskOutcome | Promise<QuestionAskOutcome>;
}

/**
 * What happens to an ask whose handler throws. A function returns the outcome. If it throws too, the ask
 * stays open.
 */
export type HandlerErrorPolicy =
  | "decline"
  | "ack"
  | "leave"
  | ((error: unknown, ask: InboundAsk) => AskOutcome | Promise<AskOutcome>);

/** What the asker reads if a handler threw. The error itself may contain paths and passwords. */
const failed = "The peer could not answer: its handler failed.";

/** Checks a handler when it is set. For asks, an object with a handler for each kind is valid too. */
export function checkHandler(name: "onAsk" | "onNotify" | "onBroadcast", handler: unknown): void {
  if (typeof handler === "function") return;
  const { ask, question } = (handler ?? {}) as Partial<AskHandlers>;
  if (name === "onAsk" && typeof ask === "function" && typeof question === "function") return;
  const more = name === "onAsk" ? ", or { ask, question } with two functions" : "";
  throw new TypeError(`${name}: the handler must be a function${more}`);
}

/** Runs the handler for this kind of ask. */
export async function callHandler(
  handler: AskHandler | AskHandlers,
  ask: InboundAsk,
  context: HandlerContext,
): Promise<QuestionAskOutcome> {
  if (typeof handler === "function") return await handler(ask, context);
  return isQuestion(ask)
    ? await handler.question(ask, context)
    : await handler.ask(ask as PlainAsk, context);
}

/**
 * Closes an ask with the result of its handler. It never rejects: `onError` gets the errors, and an ask
 * that was not handled stays open or is declined, depending on `onHandlerError`.
 */
export async function runAskHandler(
  ask: InboundAsk,
  handler: () => Promise<QuestionAskOutcome>,
  options: {
    readonly onHandlerError: HandlerErrorPolicy;
    readonly onError: (error: unknown) => void;
  },
): Promise<void> {
  const { onHandlerError, onError } = options;
  try {
    let outcome: QuestionAskOutcome;
    try {
      outcome = await handler();
    } catch (error) {
      onError(error);
      // The handler closed the ask itself, and failed afterwards.
      if (ask.closed || onHandlerError === "leave") return;
      if (onHandlerError === "decline") {
        await ask.decline(failed);
        return;
      }
      outcome = onHandlerError === "ack" ? failed : await onHandlerError(error, ask);
    }
    if (!ask.closed) await close(ask, outcome);
  } catch (error) {
    onError(error);
  }
}

async function close(ask: InboundAsk, outcome: QuestionAskOutcome): Promise<void> {
  if (outcome === undefined || typeof outcome === "string") {
    await ask.ack(outcome || undefined);
    return;
  }
  const reply = isReply(outcome);
  if (!reply && !(isQuestion(ask) && isAnswer(ask, outcome))) throw unusable(ask, outcome);
  if (reply) {
    const { message, attachments } = outcome;
    await ask.ack(message, attachments === undefined ? {} : { attachments });
  } else {
    await ask.answer(outcome as InboundAnswer);
  }
}

/** Whether an ask is a structured question. A query only has the form of a question. */
function isQuestion(ask: InboundAsk): ask is QuestionAsk {
  return ask.kind === "ask" && ask.question !== undefined;
}

function isReply(outcome: unknown): outcome is ReplyContent {
  if (!hasOnly(outcome, ["message", "attachments"])) return false;
  const { message, attachments } = outcome;
  const words = message === undefined || typeof message === "string";
  const files = attachments === undefined || Array.isArray(attachments);
  return words && files && (message !== undefined || attachments !== undefined);
}

function isAnswer({ question }: QuestionAsk, outcome: unknown): boolean {
  if (!hasOnly(outcome, ["option_id", "text", "outcome", "message", "attachments"])) return false;
  const { option_id, text, outcome: word } = outcome;
  if (word != null && word !== "answered") return true;
  return question.kind === "choice" ? typeof option_id === "string" : typeof text === "string";
}

function hasOnly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).every((key) => keys.includes(key))
  );
}

function unusable(ask: InboundAsk, outcome: unknown): TypeError {
  const what =
    typeof outcome === "object" && outcome !== null
      ? `an object with the keys ${Object.keys(outcome).join(", ") || "(none)"}`
      : outcome === null
        ? "null"
        : `a ${typeof outcome}`;
  const kind = isQuestion(ask) ? `a question (${ask.question.kind ?? "without a kind"})` : "an ask";
  const more = isQuestion(ask)
    ? ask.question.kind === "choice"
      ? ", or { option_id } or { outcome }"
      : ", or { text } or { outcome }"
    : "";
  return new TypeError(
    `onAsk: the handler returned ${what}, which does not answer ${kind}. Return a string, ` +
      `{ message, attachments }${more}, or nothing. The ask stays open.`,
  );
}
