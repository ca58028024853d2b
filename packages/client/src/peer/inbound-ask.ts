import type {
  AnswerParams,
  AskFrame,
  AttachmentRef,
  OkResult,
  QueryFrame,
  QuestionOption,
} from "@repowire/protocol";
import { DaemonConnectionError, isDaemonHTTPError } from "@repowire/protocol/errors";

import { hasCode, lacksRoute } from "../errors.ts";
import { type Rules, checkOptions, propertiesOf, rule } from "../option-rules.ts";
import { declinedMark } from "../replies/frame.ts";
import type { PeerHost } from "./host.ts";

/** A structured question as it arrives. */
export interface InboundQuestion {
  /** What the asker expects, such as `"choice"`. */
  readonly kind?: string;
  /** The question in words. */
  readonly prompt?: string | null;
  /** The options of a choice. */
  readonly options?: readonly QuestionOption[];
  readonly [key: string]: unknown;
}

/** The content of an ask. */
export type InboundAskData = Omit<InboundAsk, "closed" | "ack" | "answer" | "decline">;

/** An answer to a structured question. */
export type InboundAnswer = Omit<AnswerParams, "correlation_id">;

/** An ask that accepts text, files or nothing. */
export interface PlainAsk extends InboundAsk {
  /** Absent: the ask has only a text. */
  readonly question: undefined;
}

/** An ask that accepts one of its options, or a text. */
export interface QuestionAsk extends InboundAsk {
  /** The structured question. */
  readonly question: InboundQuestion;
}

/** A reply with text, with files, or with both. */
export interface ReplyContent {
  /** The text of the reply. */
  readonly message?: string | undefined;
  /** Files to send with the reply. */
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
  /** Aborts if the answer is no longer wanted. */
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

const ackOptions = {
  attachments: rule<readonly AttachmentRef[]>("an array", Array.isArray),
} satisfies Rules<Pick<ReplyContent, "attachments">>;

/** An ask that a live peer received. It stays open until one of its methods closes it. */
export class InboundAsk {
  /** `"query"`: the asker's call waits for the answer. */
  declare readonly kind: "ask" | "query";
  /** The id of the ask. */
  declare readonly correlation_id: string;
  /** The display name of the asker, or the name that an unregistered asker gave itself. */
  declare readonly from_peer: string;
  /** The receiver, as the asker named it. */
  declare readonly to_peer: string | undefined;
  /** The question, without the hint that the daemon adds for an agent. */
  declare readonly text: string;
  /** Files of the ask. */
  declare readonly attachments: readonly AttachmentRef[];
  /** The id of the ask that this ask answers and closes. */
  declare readonly reply_to: string | undefined;
  /** The structured question, if there is one. */
  declare readonly question: InboundQuestion | undefined;
  /** Whether the ask was found among the open asks after a connect, instead of being delivered. */
  declare readonly recovered: boolean;
  /**
   * `false` if only the text is known. The Go daemon does not keep the question and the files of an ask
   * that it could not deliver. {@link InboundAsk.ack} then finds out whether the ask is a choice, and
   * refuses to answer a choice with other words.
   */
  declare readonly complete: boolean;
  readonly #host: PeerHost;
  readonly #onClosed: () => void;
  readonly #bySocket: boolean;
  #isClosed = false;
  /** How many calls are closing it. */
  #answering = 0;

  /** Made by the peer. A daemon up to 0.15.1 takes the answer to a query by socket. @internal */
  constructor(data: InboundAskData, host: PeerHost, onClosed: () => void, bySocket: boolean) {
    Object.assign(this, data);
    this.#host = host;
    this.#onClosed = onClosed;
    this.#bySocket = bySocket;
  }

  /** Whether one of the methods below was called and has not failed, or the daemon says it is closed. */
  get closed(): boolean {
    return this.#isClosed || this.#answering > 0;
  }

  /**
   * Closes the ask, with or without a reply in `message`. For a choice, the message may be the id or the
   * title of an option.
   *
   * If the asker is away and the daemon keeps the reply for it, the ask is closed.
   *
   * @throws the errors of `client.ack`: 410 if somebody else closed the ask; 503 if the asker is away and
   * the daemon does not keep the reply. After a 503 the ask stays open.
   */
  async ack(message?: string, options?: Pick<ReplyContent, "attachments">): Promise<OkResult> {
    const { attachments } = checkOptions("ack", ackOptions, options);
    const words = {
      ...(message !== undefined && { message }),
      ...(attachments?.length && { attachments: [...attachments] }),
    };
    const option_id = optionOf(this.question, message);
    const { message: text, ...files } = words;
    const tries: Try[] = [["ack", words, isQueued], nothing];
    if (option_id !== undefined) tries.unshift(["answer", { ...files, option_id }]);
    else if (!this.complete && text !== undefined) {
      tries.unshift(["answer", { ...files, text }, isNoQuestion]);
    }
    return await this.#close({ type: "response", text: text ?? "" }, tries);
  }

  /** Answers a structured question. */
  async answer(answer: InboundAnswer): Promise<OkResult> {
    propertiesOf("answer: the answer", answer);
    const text = answer.text ?? answer.message;
    return await this.#close({ type: "response", text }, [["answer", answer]]);
  }

  /**
   * Declines the ask. The Python daemons have no route for it: there the asker receives a reply that
   * begins with `[declined] `, and `reply()` of this package understands it.
   */
  async decline(reason: string): Promise<OkResult> {
    if (typeof reason !== "string") throw new TypeError("decline: reason must be a string");
    const { daemon } = this.#host;
    const hasNoRoute = (error: unknown) => {
      if (lacksRoute(error)) daemon.hasDecline = false;
      // Early Go says so in the words of any server.
      return hasCode(error, "route_not_found");
    };
    const tries: Try[] = [["ack", { message: declinedMark + reason }, isQueued], nothing];
    if (daemon.hasDecline !== false) tries.unshift(["decline", { reason }, hasNoRoute]);
    if (this.question !== undefined || !this.complete) {
      const isOther = this.question === undefined ? isNoQuestion : undefined;
      tries.unshift(["answer", { outcome: "denied", message: reason }, isOther]);
    }
    return await this.#close({ type: "error", error: reason }, tries);
  }

  async #close(frame: object, tries: readonly Try[]): Promise<OkResult> {
    const { correlation_id } = this;
    const [, params] = tries[0] ?? nothing;
    if (this.#bySocket && Object.keys(params).some((key) => !textKeys.includes(key))) {
      throw new TypeError("a query of this daemon takes only a text");
    }
    this.#answering += 1;
    try {
      const result = this.#bySocket
        ? this.#send({ ...frame, correlation_id })
        : await this.#try(...tries);
      this.#isClosed = true;
      this.#onClosed();
      return result;
    } catch (error) {
      if (isDaemonHTTPError(error) && error.status === 410) this.#isClosed = true;
      throw error;
    } finally {
      this.#answering -= 1;
    }
  }

  #send(frame: object): OkResult {
    if (this.#host.send(frame)) return { ok: true };
    throw new DaemonConnectionError("The query was not answered: its socket is closed.", {
      request: { method: "GET", path: "/ws" },
      delivery: "not_sent",
    });
  }

  async #try(now?: Try, ...others: readonly Try[]): Promise<OkResult> {
    const [name, params, isForNext] = now ?? nothing;
    const { daemon, peer_id: from_peer } = this.#host;
    const { correlation_id } = this;
    const by = name === "answer" ? {} : { from_peer };
    try {
      return await daemon.caller.call(name, { ...params, correlation_id, ...by });
    } catch (error) {
      if (isForNext?.(error) !== true) throw error;
      return await this.#try(...others);
    }
  }
}

/** A way to close an ask, and the failures after which the next way is taken. */
type Try = readonly [
  name: "ack" | "answer" | "decline",
  params: object,
  isForNext?: ((error: unknown) => boolean) | undefined,
];

const nothing = ["ack", {}] as const;

const textKeys = ["message", "text", "reason"];

const isNoQuestion = (error: unknown) => hasCode(error, "not_a_question");

/**
 * 0.17.0 and early Go keep a reply for an asker who is away, but also keep the ask open. A second attempt
 * would send the reply twice, and without an end the ask would come again.
 */
const isQueued = (error: unknown) =>
  isDaemonHTTPError(error) &&
  error.code === "reply_not_delivered" &&
  error.detail?.includes("queued_delivery") === true;

/** Returns the option of a choice with this id or this title. */
function optionOf(question: InboundQuestion | undefined, message?: string): string | undefined {
  if (question?.kind !== "choice" || message === undefined) return undefined;
  // Nothing has checked the options.
  const options = listOf<Partial<QuestionOption> | null>(question.options);
  const option =
    options.find((each) => each?.id === message) ?? options.find((each) => each?.title === message);
  return option?.id;
}

/** The line that tells an agent how to answer. The daemon adds it. */
const hint = /\n↳ (?:ack|answer)\("[^\n]*$/u;

/** The words that daemons up to 0.15.1 put around a query. */
const queryWords = /^\[Repowire Query from @[^\n]*\]\n([^]*)\n\nIMPORTANT: [^\n]*$/u;

/** With validation `"warn"` or `"off"`, a frame may contain values of any type. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

export const listOf = <Item = AttachmentRef>(value: unknown): Item[] =>
  Array.isArray(value) ? (value as Item[]) : [];

/** Reads an ask, or a query of a daemon up to 0.15.1. Since 0.15.2 a query comes as an ask. */
export function askOf(frame: AskFrame | QueryFrame): InboundAskData {
  const { type, correlation_id, from_peer, text } = frame;
  const { to_peer, reply_to, attachments, question } = frame as Partial<AskFrame>;
  const asked = (typeof question === "object" && question) || undefined;
  const metadata = asked?.["metadata"] as { compat?: unknown } | null | undefined;
  return {
    kind: type === "query" || metadata?.compat === "query" ? "query" : "ask",
    correlation_id,
    from_peer,
    to_peer: textOf(to_peer),
    text: type === "query" ? (queryWords.exec(text)?.[1] ?? text) : text.replace(hint, ""),
    attachments: listOf(attachments),
    reply_to: textOf(reply_to),
    question: asked,
    recovered: false,
    complete: true,
  };
}

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

/**
 * Closes an ask with the result of its handler. It never rejects: `onError` gets the errors, and an ask
 * that was not handled stays open or is declined, depending on `onHandlerError`.
 */
export async function runAskHandler(
  ask: InboundAsk,
  handler: AskHandler | AskHandlers,
  context: HandlerContext,
  onHandlerError: HandlerErrorPolicy,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    let outcome: QuestionAskOutcome;
    try {
      if (typeof handler === "function") outcome = await handler(ask, context);
      else if (isQuestion(ask)) outcome = await handler.question(ask, context);
      else outcome = await handler.ask(ask as PlainAsk, context);
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
    if (!ask.closed) await applyOutcome(ask, outcome);
  } catch (error) {
    onError(error);
  }
}

/** Whether an ask is a structured question. A query only has the form of a question. */
function isQuestion(ask: InboundAsk): ask is QuestionAsk {
  return ask.kind === "ask" && ask.question !== undefined;
}

const replyKeys = ["message", "attachments"];
const answerKeys = ["message", "attachments", "option_id", "text", "outcome"];

/** Closes an ask with the result of its handler. Without type checks, a handler may return anything. */
function applyOutcome(ask: InboundAsk, outcome: QuestionAskOutcome): Promise<OkResult> {
  if (outcome === undefined || typeof outcome === "string") return ask.ack(outcome || undefined);
  const given = Object(outcome) as Record<string, unknown>;
  const keys = outcome === given ? Object.keys(outcome) : [""];
  const has = (...known: string[]) => keys.every((key) => known.includes(key));
  const { message, attachments, outcome: kind = "answered" } = given;
  const isList = attachments === undefined || Array.isArray(attachments);
  if (has(...replyKeys) && isList && typeof (message ?? (attachments && "")) === "string") {
    return ask.ack(message as string | undefined, { attachments: attachments as AttachmentRef[] });
  }
  const answer = isQuestion(ask) && (ask.question.kind === "choice" ? "option_id" : "text");
  if (answer && has(...answerKeys) && (kind !== "answered" || typeof given[answer] === "string")) {
    return ask.answer(outcome as InboundAnswer);
  }
  const what = outcome === given ? `{ ${keys.join(", ")} }` : outcome && typeof outcome;
  throw new TypeError(
    `onAsk: the handler returned ${what}, which does not answer this ${answer ? "question" : "ask"}. ` +
      `Return a string, { message, attachments }${answer ? `, { ${answer} }, { outcome }` : ""} ` +
      "or nothing. The ask stays open.",
  );
}
