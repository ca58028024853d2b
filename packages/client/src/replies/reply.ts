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

/** What a structured question was answered with, as far as the daemon tells the asker. */
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
  /** The answer alone, without the daemon's frame; of a choice, the option's title. */
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  /** Of a structured question. */
  readonly answer?: StructuredAnswer;
  /** The display name of whoever answered. */
  readonly from?: string;
  /** The answer came as an ask in the other direction, which waits for an ack of its own. */
  readonly reply_ask?: string;
}

/** The ask was closed without a word: seen, and nothing to say. */
export interface AcknowledgedReply {
  readonly status: "acknowledged";
  readonly correlation_id: string;
  readonly from?: string;
}

/** The ask was refused. */
export interface DeclinedReply {
  readonly status: "declined";
  readonly correlation_id: string;
  /** The receiver's own words. */
  readonly reason: string | undefined;
  readonly from?: string;
}

/** There will be no answer: the daemon does not know the ask any more, or has not kept the reply. */
export interface LostReply {
  readonly status: "lost";
  readonly correlation_id: string;
  /**
   * `"unknown_ask"`: the daemon was restarted, or dropped the ask (after a day, or because a peer
   * was reaped). `"reply_not_kept"`: somebody answered, and the words are nowhere any more.
   * `"not_delivered"`: it never reached the receiver.
   */
  readonly reason: "unknown_ask" | "reply_not_kept" | "not_delivered";
  readonly detail?: string;
}

/** Time is up and nothing has happened yet. Call `reply()` again. */
export interface PendingReply {
  readonly status: "pending";
  readonly correlation_id: string;
  /** Why the daemon could not be asked just now. Absent: it says that the ask is open. */
  readonly error?: RepowireError;
}

/** What became of an ask for good. */
export type SettledReply = AnsweredReply | AcknowledgedReply | DeclinedReply | LostReply;

/** What became of an ask, or that nothing did yet. */
export type AskReply = SettledReply | PendingReply;

/** How to wait for a reply. */
export interface ReplyOptions {
  /** Ends the wait, not the ask; its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds until the reply is `pending`. `Infinity` waits without end.
   *
   * @defaultValue 300000
   */
  readonly timeout?: number | undefined;
}

/** What is known of an ask that was sent. */
export interface SentAsk {
  readonly correlation_id: string;
  /** As it was sent: a peer id, a display name, or anything at all. */
  readonly from_peer: string;
  readonly to_peer: string;
  readonly question: Question | undefined;
}
