import type { AnswerParams, AttachmentRef, OkResult, QuestionOption } from "@repowire/protocol";

import type { ReplyAttachment } from "../replies/ask-reply.ts";

/** A structured question as it arrives. */
export interface InboundQuestion {
  readonly kind?: string;
  readonly prompt?: string | null;
  readonly options?: readonly QuestionOption[];
  readonly [key: string]: unknown;
}

/** What an ask says. */
export interface InboundAskData {
  /** `"query"`: the asker waits on its line for the answer. */
  readonly kind: "ask" | "query";
  readonly correlation_id: string;
  /** The display name of the asker, or whatever an unregistered one calls itself. */
  readonly from_peer: string;
  readonly to_peer: string | undefined;
  /** What is asked, without the daemon's hint to an agent. */
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  /** The ask that this one answers, and so has closed. */
  readonly reply_to: string | undefined;
  readonly question: InboundQuestion | undefined;
  /** Whether it was found among the open asks after a connect, and not delivered to the socket. */
  readonly recovered: boolean;
}

/** An answer to a structured question. */
export type InboundAnswer = Omit<AnswerParams, "correlation_id">;

/** The ways in which an ask can be closed; each sends one call. */
export interface AskCloser {
  ack(
    ask: InboundAskData,
    message: string | undefined,
    attachments?: AttachmentRef[],
  ): Promise<OkResult>;
  answer(ask: InboundAskData, answer: InboundAnswer): Promise<OkResult>;
  decline(ask: InboundAskData, reason: string): Promise<OkResult>;
}

/** An ask that a live peer got. It stays open until one of its methods closes it. */
export class InboundAsk implements InboundAskData {
  readonly kind: "ask" | "query";
  readonly correlation_id: string;
  readonly from_peer: string;
  readonly to_peer: string | undefined;
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  readonly reply_to: string | undefined;
  readonly question: InboundQuestion | undefined;
  readonly recovered: boolean;
  readonly #closer: AskCloser;
  #closed = false;

  /** Made by the peer. @internal */
  constructor(data: InboundAskData, closer: AskCloser) {
    this.kind = data.kind;
    this.correlation_id = data.correlation_id;
    this.from_peer = data.from_peer;
    this.to_peer = data.to_peer;
    this.text = data.text;
    this.attachments = data.attachments;
    this.reply_to = data.reply_to;
    this.question = data.question;
    this.recovered = data.recovered;
    this.#closer = closer;
  }

  /** Whether one of the methods below was called, and did not fail. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Closes the ask, with a reply in `message` or without one. Of a choice, the message may be the
   * id or the title of an option.
   *
   * @throws as `client.ack`: 410 when somebody else closed it; 503 when the reply did not reach an
   * asker who is away. The daemon may have queued it all the same: do not send it again.
   */
  ack(message?: string, options: { attachments?: AttachmentRef[] } = {}): Promise<OkResult> {
    const chosen = message === undefined ? undefined : this.#option(message);
    if (chosen !== undefined) return this.answer({ option_id: chosen });
    return this.#close(this.#closer.ack(this, message, options.attachments));
  }

  /** Answers a structured question. */
  answer(answer: InboundAnswer): Promise<OkResult> {
    return this.#close(this.#closer.answer(this, answer));
  }

  /**
   * Gives the ask back. The Python daemons have no word for it: there the asker gets a reply that
   * begins with `[declined] `, which `reply()` of this package understands.
   */
  decline(reason: string): Promise<OkResult> {
    return this.#close(this.#closer.decline(this, reason));
  }

  #option(message: string): string | undefined {
    if (this.question?.kind !== "choice") return undefined;
    const options = this.question.options ?? [];
    const option =
      options.find(({ id }) => id === message) ?? options.find(({ title }) => title === message);
    return option?.id;
  }

  async #close(call: Promise<OkResult>): Promise<OkResult> {
    this.#closed = true;
    try {
      return await call;
    } catch (error) {
      this.#closed = false;
      throw error;
    }
  }
}
