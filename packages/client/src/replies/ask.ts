import type { AskParams, AskResult, RepowireError } from "@repowire/protocol";

import { type Clock, now, type Scope, ScopeEnded } from "../scope.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { closedError } from "../http/explain.ts";
import { type Rules, abortSignal, byDefault, checkOptions, duration } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import { withChosenOption } from "./frame.ts";
import type { AskReply, ReplyOptions, SentAsk, SettledReply } from "./reply.ts";
import type { AnswerSchema, SendAsk } from "./typed-answer.ts";

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
   * const me = await client.registerPeer({ name: "docs", path: "/srv/docs", circle: "docs" });
   * const ask = await client.ask({ from_peer: me.peer_id, to_peer: "api-codex", text: "Which port?" });
   * const reply = await ask.reply({ timeout: 60_000 });
   * if (reply.status === "answered") console.log(reply.text);
   * ```
   */
  reply(options?: ReplyOptions): Promise<AskReply>;
}

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

/** Finds out the outcome of an ask. */
export type FindReply = (search: ReplySearch) => Promise<SettledReply>;

/** One ask with its only search for the reply, which all waits share. */
export class AskHandle {
  readonly ask: SentAsk;
  readonly #find: FindReply;
  /** Ends with the client. */
  readonly #client: Scope;
  /** The waits, and when each ends. */
  readonly #waiting = new Map<Scope, number>();
  #search:
    | { readonly scope: Scope; readonly outcome: PromiseWithResolvers<SettledReply> }
    | undefined;
  #settled: SettledReply | undefined;
  #trouble: RepowireError | undefined;

  constructor(ask: SentAsk, find: FindReply, client: Scope) {
    this.ask = ask;
    this.#find = find;
    this.#client = client;
  }

  get settled(): SettledReply | undefined {
    return this.#settled;
  }

  /** Sets the outcome of the ask. The first one counts. */
  settle(reply: SettledReply): void {
    this.#settled ??= withChosenOption(reply, this.ask.question);
    this.#search?.outcome.resolve(this.#settled);
  }

  async reply(options?: ReplyOptions): Promise<AskReply> {
    const { signal, timeout } = checkOptions("reply", replyOptions, options);
    signal?.throwIfAborted();
    if (this.#settled !== undefined) return this.#settled;
    if (this.#client.ended !== undefined) throw this.#closed(false);
    const scope = this.#client.child({ signal, timeout });
    this.#waiting.set(scope, now(scope.clock) + timeout);
    try {
      return await scope.run(() => this.#outcome());
    } catch (error) {
      if (!(error instanceof ScopeEnded) || error !== scope.ended) throw error;
      if (error.why === "aborted") throw error.reason;
      if (error.why === "closed") throw this.#closed(true);
      const { correlation_id } = this.ask;
      return { status: "pending", correlation_id, ...(this.#trouble && { error: this.#trouble }) };
    } finally {
      scope.end();
      this.#waiting.delete(scope);
      if (this.#waiting.size === 0) this.#end();
    }
  }

  #outcome(): Promise<SettledReply> {
    if (this.#search !== undefined) return this.#search.outcome.promise;
    const scope = this.#client.child();
    const outcome = Promise.withResolvers<SettledReply>();
    this.#search = { scope, outcome };
    this.#trouble = undefined;
    const search: ReplySearch = {
      ask: this.ask,
      scope,
      onTrouble: (error) => {
        this.#trouble = error;
      },
      remaining: () => Math.max(...this.#waiting.values()) - now(scope.clock),
    };
    this.#find(search).then(
      (reply) => this.settle(reply),
      (error: unknown) => {
        if (scope.ended === undefined) outcome.reject(error);
      },
    );
    return outcome.promise;
  }

  #end(): void {
    this.#search?.scope.end();
    this.#search = undefined;
  }

  #closed(sent: boolean): Error {
    const path = `/asks/${encodeURIComponent(this.ask.correlation_id)}/wait`;
    return closedError({ name: "reply", request: { method: "POST", path } }, sent);
  }
}

/** Options for waiting for a reply, with their checks and defaults. */
export const replyOptions = {
  signal: abortSignal,
  timeout: byDefault(duration, 300_000),
} satisfies Rules<ReplyOptions>;

/** Sends an ask. If it has a schema for its answer, the code that reads answers is loaded. */
export function sendAsk<Params extends { readonly text: string }>(
  params: Params & { readonly reply?: AnswerSchema | undefined },
  options: CallOptions | undefined,
  send: SendAsk<Params>,
  clock: Clock,
): RepowireCall<Ask> {
  if (params?.reply === undefined) return send(params, options);
  const { reply: schema, ...rest } = params;
  const typed = import("./typed-answer.ts").then(({ sendTypedAsk }) =>
    sendTypedAsk(rest as unknown as Params, schema, options, send, clock).withResponse(),
  );
  return callOf(typed);
}

/** Adds `reply` to the daemon's answer. It is not enumerable, so JSON leaves it out. */
export function withReply(result: AskResult, handle: AskHandle): Ask {
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
