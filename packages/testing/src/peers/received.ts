import { check, closed, maybeText, oneOf, optional } from "../option-rules.ts";
import { FakeDaemonError, misuse } from "../fake-daemon-error.ts";

/** A frame as the daemon sent it. */
export type Frame = Readonly<Record<string, unknown>>;

/** An answer to a structured question. */
export interface QuestionAnswer {
  /** The id of the chosen option. */
  readonly option_id?: string;
  /** The text of the answer. */
  readonly text?: string;
  /** How the question ends. */
  readonly outcome?: "answered" | "acknowledged" | "denied" | "timed_out" | "cancelled";
  /** A message for the asker. */
  readonly message?: string;
}

export const answerRule = closed({
  option_id: maybeText,
  text: maybeText,
  outcome: optional(oneOf(["answered", "acknowledged", "denied", "timed_out", "cancelled"])),
  message: maybeText,
} satisfies Record<keyof QuestionAnswer, unknown>);

/** How a received ask sends its answer to the daemon. */
export interface AskAnswering {
  post(path: string, body: object): Promise<Response>;
  send(frame: object): void;
  isConnected(): boolean;
}

/** An ask, or a query, that a scripted peer received. */
export class ReceivedAsk {
  /** Up to 0.15.1, a query has its own frame. Later releases send it as an ask. */
  readonly kind: "ask" | "query";
  /** The id of the ask. */
  readonly correlation_id: string;
  /** A display name. */
  readonly from_peer: string;
  /** The text without the hint that the daemon adds. */
  readonly text: string;
  /** The whole frame. */
  readonly frame: Frame;
  readonly #answering: AskAnswering;
  #answered = false;

  /** @internal */
  constructor(frame: Frame, answering: AskAnswering) {
    this.kind = frame["type"] === "query" ? "query" : "ask";
    this.correlation_id = String(frame["correlation_id"]);
    this.from_peer = String(frame["from_peer"]);
    this.text = plainText(this.kind, String(frame["text"]));
    this.frame = frame;
    this.#answering = answering;
  }

  /** Whether this peer has answered. */
  get answered(): boolean {
    return this.#answered;
  }

  /**
   * Answers with a text.
   *
   * @throws FakeDaemonError if the daemon refuses the answer.
   */
  async reply(text: string): Promise<void> {
    if (this.kind === "query") return this.#sendResponse(text);
    await this.#post("/ack", { message: text });
  }

  /** Closes the ask without an answer. */
  async ack(): Promise<void> {
    if (this.kind === "query") return this.#sendResponse("");
    await this.#post("/ack", {});
  }

  /** Answers a structured question. */
  async answer(answer: QuestionAnswer): Promise<void> {
    check("an answer", answerRule, answer);
    await this.#post("/answer", answer);
  }

  #sendResponse(text: string): void {
    this.#answered = true;
    if (!this.#answering.isConnected()) {
      throw new LostAsk(`the query ${this.correlation_id} ended with the connection`);
    }
    this.#answering.send({ type: "response", correlation_id: this.correlation_id, text });
  }

  async #post(path: string, body: object): Promise<void> {
    this.#answered = true;
    const { correlation_id } = this;
    const answer = await this.#answering
      .post(path, { correlation_id, ...body })
      .catch((cause: unknown) => {
        // A daemon that goes down loses its open asks.
        if (cause instanceof TypeError)
          throw new LostAsk(`the daemon of ${correlation_id} is down`, { cause });
        throw cause;
      });
    if (answer.ok) return;
    const message = `the daemon did not take the answer to ${correlation_id}: ${answer.status} ${await answer.text()}`;
    throw answer.status === 404 ? new LostAsk(message) : misuse(message);
  }
}

/** A notification that a scripted peer received. Replies to its own asks are notifications too. */
export interface ReceivedNotification {
  /** The display name of the sender. */
  readonly from_peer: string;
  /** The text of the message. */
  readonly text: string;
  /** The whole frame. */
  readonly frame: Frame;
}

function plainText(kind: "ask" | "query", text: string): string {
  if (kind === "ask") return text.replace(/\n↳ [^\n]*$/, "");
  return text
    .replace(/^\[Repowire Query from @[^\n]*\]\n/, "")
    .replace(/\n\nIMPORTANT: [^\n]*$/, "");
}

/**
 * An answer that came too late: the daemon no longer knows the ask, because it went down, was
 * restored, or dropped the ask. The script that answers made no mistake.
 */
export class LostAsk extends FakeDaemonError {
  constructor(message: string, options?: ErrorOptions) {
    super("misuse", message, options);
  }
}
