import type { Open, Question, QuestionOutcome, RepowireError } from "@repowire/protocol";

/** A file that came with a reply, as the daemon describes it. */
export interface ReplyAttachment {
  readonly id?: string | null;
  /** A path on the daemon's machine. */
  readonly path?: string | null;
  readonly filename?: string | null;
  /** Bytes. */
  readonly size?: number | null;
  readonly content_type?: string | null;
  readonly [key: string]: unknown;
}

/** The answer to a structured question, if the daemon tells it to the asker. */
export interface StructuredAnswer {
  readonly option_id?: string | undefined;
  readonly text?: string | undefined;
  readonly message?: string | undefined;
  readonly outcome?: Open<QuestionOutcome> | undefined;
}

/** The ask was answered. */
export interface AnsweredReply {
  readonly status: "answered";
  readonly correlation_id: string;
  /** The text of the answer, without the daemon's frame. For a choice, the title of the option. */
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  /** Only for a structured question. */
  readonly answer?: StructuredAnswer;
  /** The display name of the peer that answered. */
  readonly from?: string;
  /** The answer came as an ask in the other direction. That ask needs an ack of its own. */
  readonly reply_ask?: string;
}

/** The ask was closed without a reply: it was seen, and there is nothing to say. */
export interface AcknowledgedReply {
  readonly status: "acknowledged";
  readonly correlation_id: string;
  readonly from?: string;
}

/** The ask was declined. */
export interface DeclinedReply {
  readonly status: "declined";
  readonly correlation_id: string;
  /** The reason in the receiver's words. */
  readonly reason: string | undefined;
  readonly from?: string;
}

/** No answer will come: the daemon no longer knows the ask, or did not keep the reply. */
export interface LostReply {
  readonly status: "lost";
  readonly correlation_id: string;
  /**
   * `"unknown_ask"`: the daemon was restarted, or dropped the ask (after a day, or because a peer was
   * reaped). `"reply_not_kept"`: somebody answered, but the text was not stored. `"not_delivered"`: the
   * ask never reached the receiver.
   */
  readonly reason: "unknown_ask" | "reply_not_kept" | "not_delivered";
  readonly detail?: string;
}

/** The time is up and there is no outcome yet. Call `reply()` again. */
export interface PendingReply {
  readonly status: "pending";
  readonly correlation_id: string;
  /** Why the daemon could not be asked at the end. If absent, the daemon says that the ask is open. */
  readonly error?: RepowireError;
}

/** The final outcome of an ask. */
export type SettledReply = AnsweredReply | AcknowledgedReply | DeclinedReply | LostReply;

/** The outcome of an ask, or `pending` if there is none yet. */
export type AskReply = SettledReply | PendingReply;

/** Options for waiting for a reply. */
export interface ReplyOptions {
  /** Ends the wait, but not the ask. Its reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds after which the reply is `pending`. `Infinity` waits without end.
   *
   * @defaultValue 300000
   */
  readonly timeout?: number | undefined;
}

/** What the client knows of an ask that was sent. */
export interface SentAsk {
  readonly correlation_id: string;
  /** The recipient as it was sent: a peer id, a display name or any other string. */
  readonly from_peer: string;
  readonly to_peer: string;
  readonly question: Question | undefined;
}
