import type {
  AskResult,
  AttachmentRef,
  Open,
  Question,
  QuestionOutcome,
  RepowireError,
} from "@repowire/protocol";

import { type Rules, abortSignal, byDefault, duration } from "../option-rules.ts";
import type { Scope } from "../scope.ts";

/** An ask that the daemon opened, with a method to wait for its reply. */
export interface Ask extends AskResult {
  /**
   * Waits for the outcome of the ask. You can call it often: the daemon is asked once at a time, and a
   * settled ask returns at once. All open asks share the few connections that the client's
   * `maxConnections` allows.
   *
   * If the daemon has bounded waits (0.16 and later, and Go), a wait also makes the daemon keep the reply
   * for the waiter, instead of sending it to the asker's socket. If a signal ends the wait, it ends only
   * here: the daemon continues its wait for up to 45 seconds.
   *
   * No daemon keeps the text of a reply for an asker that is not registered. If such a reply comes before
   * a wait is under way, it is `lost` with the reason `"reply_not_kept"`. If the asker is registered and
   * has no socket, 0.17.0 refuses a reply that comes before the wait, and leaves the ask open. `reply()`
   * then finds the text in the daemon's events and closes the ask. Use `connectPeer` if you want every
   * reply.
   *
   * @returns the outcome; `pending`, not an exception, if there is none yet.
   *
   * @throws the signal's reason; a `DaemonHTTPError` if the daemon refuses the wait, as with 401, or 403
   * for somebody else's ask; a `DaemonConnectionError` if the client is closed; a `TypeError` for invalid
   * options, before anything is sent.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * await using me = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * const ask = await me.ask({ to_peer: "api-codex", text: "Which port?" });
   * const reply = await ask.reply({ timeout: 60_000 });
   * if (reply.status === "answered") console.log(reply.text);
   * ```
   */
  reply(options?: ReplyOptions): Promise<AskReply>;
}

/** The answer to a structured question, if the daemon tells it to the asker. */
export interface StructuredAnswer {
  /** The id of the chosen option. */
  readonly option_id?: string | undefined;
  /** The text of the answer. */
  readonly text?: string | undefined;
  /** A message for the asker. */
  readonly message?: string | undefined;
  /** How the question ended. */
  readonly outcome?: Open<QuestionOutcome> | undefined;
}

/** The ask was answered. */
export interface AnsweredReply {
  /** The peer replied. */
  readonly status: "answered";
  /** The id of the ask. */
  readonly correlation_id: string;
  /** The text of the reply, without the daemon's frame. For a choice, the title of the option. */
  readonly text: string;
  /** Files of the reply. */
  readonly attachments: readonly AttachmentRef[];
  /** Only for a structured question. */
  readonly answer?: StructuredAnswer;
  /** The display name of the peer that replied. */
  readonly from?: string;
  /** The reply came as an ask in the other direction. That ask needs an ack of its own. */
  readonly reply_ask?: string;
}

/** The ask was closed without a reply: it was seen, and there is nothing to say. */
export interface AcknowledgedReply {
  /** The peer closed the ask without a text. */
  readonly status: "acknowledged";
  /** The id of the ask. */
  readonly correlation_id: string;
  /** The display name of the peer, if the daemon told it. */
  readonly from?: string;
}

/** The ask was declined. */
export interface DeclinedReply {
  /** The peer declined the ask. */
  readonly status: "declined";
  /** The id of the ask. */
  readonly correlation_id: string;
  /** The reason in the receiver's words. */
  readonly reason: string | undefined;
  /** The display name of the peer, if the daemon told it. */
  readonly from?: string;
}

/** No reply will come: the daemon no longer knows the ask, or did not keep the reply. */
export interface LostReply {
  /** No reply can come any more. */
  readonly status: "lost";
  /** The id of the ask. */
  readonly correlation_id: string;
  /**
   * `"unknown_ask"`: the daemon was restarted, or dropped the ask (after a day, or because a peer was
   * reaped). `"reply_not_kept"`: somebody replied, but the text was not stored. `"not_delivered"`: the
   * ask never reached the receiver.
   */
  readonly reason: "unknown_ask" | "reply_not_kept" | "not_delivered";
  /** More about the reason, in the daemon's words. */
  readonly detail?: string;
}

/** The time is up and there is no outcome yet. Call `reply()` again. */
export interface PendingReply {
  /** The ask is still open. */
  readonly status: "pending";
  /** The id of the ask. */
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

/** Waits for the reply to an ask. */
export type ReplyHandle = Pick<Ask, "reply">;

/** Options for waiting for a reply, with their checks and defaults. */
export const replyOptions = {
  signal: abortSignal,
  timeout: byDefault(duration, 300_000),
} satisfies Rules<ReplyOptions>;

/** The search for the outcome of one ask. */
export interface ReplySearch {
  readonly ask: SentAsk;
  /** Ends when nobody waits for the reply any more. */
  readonly scope: Scope;
  /** Reports a failure that does not end the search. `undefined` reports that the failure is over. */
  onTrouble(error: RepowireError | undefined): void;
  /**
   * The longest time for which somebody still waits, in milliseconds. It changes as others come and go.
   */
  remaining(): number;
}

/** Finds out the outcome of an ask. If the daemon cannot be reached, it tries again. */
export type FindReply = (search: ReplySearch) => Promise<SettledReply>;
