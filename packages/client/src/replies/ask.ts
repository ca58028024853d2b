import type {
  AskParams,
  AskResult,
  AttachmentRef,
  Open,
  Question,
  QuestionOutcome,
  RepowireError,
} from "@repowire/protocol";
import { ask as askEndpoint, waitOnAsk } from "@repowire/protocol/endpoints";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { loadReplies } from "../lazy.ts";
import { type Rules, abortSignal, byDefault, duration, propertiesOf } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import { throwIfAborted } from "../scope.ts";
import type { AnswerSchema, SendAsk } from "./typed-reply.ts";

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

/** Sends an ask. If it has a schema for its reply, the code that reads replies is loaded first. */
export function sendAsk<Params extends { readonly text: string }>(
  params: Params & { readonly reply?: AnswerSchema | undefined },
  options: CallOptions | undefined,
  send: SendAsk<Params>,
  daemon: Daemon,
): RepowireCall<Ask> {
  if (!("reply" in (Object(params) as object))) return send(params, options);
  const { reply: schema, ...rest } = propertiesOf("ask: the parameters", params) as typeof params;
  if (schema === undefined) return send(rest as unknown as Params, options);
  const typed = async () => {
    const { sendTypedAsk } = await daemon.load(loadReplies, askEndpoint, options);
    const { scope } = daemon;
    return sendTypedAsk(rest as unknown as Params, schema, options, send, scope).withResponse();
  };
  return callOf(typed());
}

/**
 * Loads the search for replies while a call is on the way, so that a wait for the reply begins without a
 * pause. If it cannot be loaded, the wait reports it: the response of the call is not lost.
 */
export function withSearch<Data>(
  daemon: Daemon,
  options: CallOptions | undefined,
  call: RepowireCall<Data>,
): RepowireCall<Data> {
  const { signal, timeout = daemon.settings.timeout } = options ?? {};
  const loading = daemon.scope.within({ signal, timeout }, () => loadReplies(daemon.clock));
  loading.catch(() => undefined);
  const respond = async () => {
    const response = await call.withResponse();
    await loading.catch(() => undefined);
    return response;
  };
  return callOf(respond());
}

/** An ask whose search for the reply begins, and if necessary loads, with the first wait. */
export function handleOf(daemon: Daemon, ask: SentAsk): ReplyHandle {
  let handle: ReplyHandle | undefined;
  return {
    async reply(options) {
      if (handle === undefined) {
        const { AskHandle, findReplyOf } = await daemon.load(
          loadReplies,
          waitOnAsk,
          options,
          "reply",
        );
        handle ??= new AskHandle(ask, findReplyOf(daemon), daemon.scope);
      }
      return handle.reply(options);
    },
  };
}

/**
 * Adds `reply` to the daemon's response. It is not enumerable, so JSON leaves it out. `undefined`: the
 * response, which perhaps nothing has checked, does not name the ask.
 */
export function withReply(
  result: AskResult,
  sent: Parameters<typeof sentAsk>[0],
  handleOf: (ask: SentAsk) => ReplyHandle,
): Ask | undefined {
  if (typeof result.correlation_id !== "string") return undefined;
  const handle = handleOf(sentAsk(sent, result.correlation_id));
  return Object.defineProperty(result, "reply", {
    value: (options?: ReplyOptions) => handle.reply(options),
    configurable: true,
    writable: true,
  }) as Ask;
}

/** What an ask needs to know of itself to find its reply. */
export function sentAsk(
  { from_peer, to_peer, question }: Pick<AskParams, "from_peer" | "to_peer" | "question">,
  correlation_id: string,
): SentAsk {
  return { correlation_id, from_peer, to_peer, question: question ?? undefined };
}

/** Time limit in milliseconds for each check before an ask. */
const longest = 1_000;

/**
 * Asks the daemon to keep the reply for a wait, if the daemon supports it and the asker has no socket.
 * Otherwise the reply of a quick peer would be lost. The parameter is not sent to a daemon that does not
 * announce it.
 */
export async function withReplyDelivery(
  daemon: Daemon,
  params: AskParams,
  options: CallOptions = {},
): Promise<AskParams> {
  const { reply_delivery, ...rest } = propertiesOf(
    "ask: the parameters",
    params,
  ) as unknown as AskParams;
  const { signal, headers } = options;
  const timeout = Math.min(longest, (options.timeout ?? daemon.settings.timeout) / 4);
  const look = { signal, headers, timeout, retry: 0 };
  try {
    if (!(await hasPullAsks(daemon, look))) return rest;
    if (reply_delivery != null) return params;
    return (await hasSocket(daemon, params, look)) ? rest : { ...rest, reply_delivery: "pull" };
  } catch {
    throwIfAborted(signal);
    // If the daemon has a problem, the ask itself reports it.
    return rest;
  }
}

async function hasPullAsks(daemon: Daemon, look: CallOptions): Promise<boolean> {
  if (daemon.hasPullAsks === undefined) {
    // Only what the daemon itself says is remembered. While it restarts, something else may answer.
    const { capabilities } = await daemon.caller.call("health", {}, look);
    daemon.hasPullAsks = capabilities?.ask_pull_delivery === true;
  }
  return daemon.hasPullAsks;
}

async function hasSocket(
  daemon: Daemon,
  { from_peer, circle }: AskParams,
  look: CallOptions,
): Promise<boolean> {
  try {
    const params = { identifier: from_peer, ...(circle != null && { circle }) };
    const peer = await daemon.caller.call("getPeer", params, look);
    return peer.ws_connected === true;
  } catch (error) {
    if (hasCode(error, "unknown_peer")) return false;
    throw error;
  }
}
