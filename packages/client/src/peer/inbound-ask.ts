import type { AnswerParams, AttachmentRef, OkResult, QuestionOption } from "@repowire/protocol";
import { DaemonConnectionError, isDaemonHTTPError } from "@repowire/protocol/errors";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import type { ReplyAttachment } from "../replies/ask.ts";
import { declinedMark } from "../replies/frame.ts";

/** A structured question as it arrives. */
export interface InboundQuestion {
  readonly kind?: string;
  readonly prompt?: string | null;
  readonly options?: readonly QuestionOption[];
  readonly [key: string]: unknown;
}

/** The content of an ask. */
export interface InboundAskData {
  /** `"query"`: the asker's call waits for the answer. */
  readonly kind: "ask" | "query";
  readonly correlation_id: string;
  /** The display name of the asker, or the name that an unregistered asker gave itself. */
  readonly from_peer: string;
  readonly to_peer: string | undefined;
  /** The question, without the hint that the daemon adds for an agent. */
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  /** The id of the ask that this ask answers and closes. */
  readonly reply_to: string | undefined;
  readonly question: InboundQuestion | undefined;
  /** Whether the ask was found among the open asks after a connect, instead of being delivered. */
  readonly recovered: boolean;
  /**
   * `false` if only the text is known. The Go daemon does not keep the question and the files of an ask
   * that it could not deliver. {@link InboundAsk.ack} then finds out whether the ask is a choice, and
   * refuses to answer a choice with other words.
   */
  readonly complete: boolean;
}

/** An answer to a structured question. */
export type InboundAnswer = Omit<AnswerParams, "correlation_id">;

/** An ask that accepts text, files or nothing. */
export interface PlainAsk extends InboundAsk {
  readonly question: undefined;
}

/** An ask that accepts one of its options, or a text. */
export interface QuestionAsk extends InboundAsk {
  readonly question: InboundQuestion;
}

/** The ways to close an ask. Each function sends the calls that are needed. */
export interface AskCloser {
  ack(
    ask: InboundAskData,
    message: string | undefined,
    attachments?: readonly AttachmentRef[],
  ): Promise<OkResult>;
  answer(ask: InboundAskData, answer: InboundAnswer): Promise<OkResult>;
  decline(ask: InboundAskData, reason: string): Promise<OkResult>;
}

/** An ask that a live peer received. It stays open until one of its methods closes it. */
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
  readonly complete: boolean;
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
    this.complete = data.complete;
    this.#closer = closer;
  }

  /** Whether one of the methods below was called and has not failed. */
  get closed(): boolean {
    return this.#closed;
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
  ack(
    message?: string,
    options: { readonly attachments?: readonly AttachmentRef[] } = {},
  ): Promise<OkResult> {
    const { attachments } = options;
    const option_id = message === undefined ? undefined : optionOf(this.question, message);
    if (option_id !== undefined) {
      return this.answer({ option_id, ...(attachments && { attachments: [...attachments] }) });
    }
    return this.#close(this.#closer.ack(this, message, attachments));
  }

  /** Answers a structured question. */
  answer(answer: InboundAnswer): Promise<OkResult> {
    return this.#close(this.#closer.answer(this, answer));
  }

  /**
   * Declines the ask. The Python daemons have no route for it: there the asker receives a reply that
   * begins with `[declined] `, and `reply()` of this package understands it.
   */
  decline(reason: string): Promise<OkResult> {
    return this.#close(this.#closer.decline(this, reason));
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

/** Returns the option of a choice with this id or this title. */
export function optionOf(
  question: InboundQuestion | undefined,
  message: string,
): string | undefined {
  if (question?.kind !== "choice") return undefined;
  const options = question.options ?? [];
  const option =
    options.find(({ id }) => id === message) ?? options.find(({ title }) => title === message);
  return option?.id;
}

/** Closes asks over HTTP, with the routes that the daemon has. */
export class HttpCloser implements AskCloser {
  readonly #daemon: Daemon;
  readonly #peerId: () => string;
  readonly #onClosed: () => void;

  constructor(daemon: Daemon, peerId: () => string, onClosed: () => void) {
    this.#daemon = daemon;
    this.#peerId = peerId;
    this.#onClosed = onClosed;
  }

  async ack(
    ask: InboundAskData,
    message: string | undefined,
    attachments?: readonly AttachmentRef[],
  ): Promise<OkResult> {
    const { correlation_id } = ask;
    const words = {
      ...(message !== undefined && { message }),
      ...(attachments !== undefined && { attachments: [...attachments] }),
    };
    if (!ask.complete && message !== undefined) {
      const answered = await this.#answered(ask, { ...words, text: message, message: undefined });
      if (answered !== undefined) return answered;
    }
    const call = { correlation_id, from_peer: this.#peerId() };
    try {
      return this.#closed(await this.#daemon.caller.call("ack", { ...call, ...words }));
    } catch (error) {
      // The daemon keeps the reply for the asker, but also keeps the ask open. A second attempt would
      // send the reply twice, and without an end the ask would come again.
      if (!isQueued(error)) throw error;
      return this.#closed(await this.#daemon.caller.call("ack", call));
    }
  }

  async answer({ correlation_id }: InboundAskData, answer: InboundAnswer): Promise<OkResult> {
    return this.#closed(await this.#daemon.caller.call("answer", { ...answer, correlation_id }));
  }

  async decline(ask: InboundAskData, reason: string): Promise<OkResult> {
    const { correlation_id } = ask;
    const denied: InboundAnswer = { outcome: "denied", message: reason };
    if (ask.question !== undefined) return await this.answer(ask, denied);
    if (!ask.complete) {
      const answered = await this.#answered(ask, denied);
      if (answered !== undefined) return answered;
    }
    if (this.#daemon.hasDecline !== false) {
      try {
        const params = { correlation_id, reason, from_peer: this.#peerId() };
        const result = await this.#daemon.caller.call("decline", params);
        this.#daemon.hasDecline = true;
        return this.#closed(result);
      } catch (error) {
        if (!hasCode(error, "route_not_found")) throw error;
        this.#daemon.hasDecline = false;
      }
    }
    return await this.ack({ ...ask, complete: true }, declinedMark + reason);
  }

  /** Answers an ask that may be a question; `undefined` if it is not a question. */
  async #answered(ask: InboundAskData, answer: InboundAnswer): Promise<OkResult | undefined> {
    try {
      return await this.answer(ask, answer);
    } catch (error) {
      if (hasCode(error, "not_a_question")) return undefined;
      throw error;
    }
  }

  #closed(result: OkResult): OkResult {
    this.#onClosed();
    return result;
  }
}

/** Whether the daemon refused a reply but queued it, as 0.17.0 and early Go do. */
function isQueued(error: unknown): boolean {
  return (
    isDaemonHTTPError(error) &&
    error.code === "reply_not_delivered" &&
    error.detail?.includes("queued_delivery") === true
  );
}

/** Answers the queries that daemons up to 0.15.1 send over the socket. */
export class SocketCloser implements AskCloser {
  readonly #send: (frame: object) => boolean;

  constructor(send: (frame: object) => boolean) {
    this.#send = send;
  }

  ack({ correlation_id }: InboundAskData, message: string | undefined): Promise<OkResult> {
    return this.#answer({ type: "response", correlation_id, text: message ?? "" });
  }

  answer({ correlation_id }: InboundAskData, answer: InboundAnswer): Promise<OkResult> {
    const text = answer.text ?? answer.message ?? "";
    return this.#answer({ type: "response", correlation_id, text });
  }

  decline({ correlation_id }: InboundAskData, reason: string): Promise<OkResult> {
    return this.#answer({ type: "error", correlation_id, error: reason });
  }

  #answer(frame: object): Promise<OkResult> {
    if (this.#send(frame)) return Promise.resolve({ ok: true });
    return Promise.reject(
      new DaemonConnectionError("The query was not answered, because its socket is closed.", {
        request: { method: "GET", path: "/ws" },
        delivery: "not_sent",
      }),
    );
  }
}
