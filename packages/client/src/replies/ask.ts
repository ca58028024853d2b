import type { AskParams, AskResult, RepowireError } from "@repowire/protocol";

import { type Clock, now } from "../clock.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { closedError } from "../http/explain.ts";
import { type Rules, abortSignal, byDefault, checkOptions, duration } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import { type Scope, ScopeEnded } from "../scope.ts";
import { withChosenOption } from "./frame.ts";
import type { AskReply, ReplyOptions, SentAsk, SettledReply } from "./reply.ts";
import type { AnswerSchema, SendAsk } from "./typed-answer.ts";

/** An ask that the daemon opened, and the way to its reply. */
export interface Ask extends AskResult {
  /**
   * Waits for what becomes of the ask. However often it is called, the daemon is asked once at a
   * time; a settled ask answers at once. However many asks are open, they share the few connections
   * that the client's `maxConnections` allows.
   *
   * Where the daemon has bounded waits (0.16 and later, and Go), waiting also has it keep the reply
   * for the waiter in place of sending it to the asker's socket. A wait that a signal ends, ends here
   * alone: the daemon goes on with it for up to 45 seconds.
   *
   * No daemon keeps the text of a reply for an asker that is not registered: what comes before a
   * wait is under way is `lost` then, with the reason `"reply_not_kept"`. To an asker that is
   * registered and has no socket, 0.17.0 refuses a reply that comes before the wait, and leaves the
   * ask open; `reply()` finds the words in the daemon's events and closes the ask. Use
   * `connectPeer` if you want every reply.
   *
   * @returns what became of it; never an exception for "not yet".
   * @throws the signal's reason; a `DaemonHTTPError` where the daemon refuses the wait, as with
   * 401, or 403 for somebody else's ask; a `DaemonConnectionError` when the client is closed;
   * `TypeError` for options that cannot work, before anything is sent.
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

/** The search for what becomes of one ask. */
export interface ReplySearch {
  readonly ask: SentAsk;
  /** Ends when nobody waits for the reply any more. */
  readonly scope: Scope;
  /** Says what goes wrong without ending the search; `undefined` says that it is over. */
  onTrouble(error: RepowireError | undefined): void;
  /** Milliseconds for which somebody still waits; it changes when others come and go. */
  remaining(): number;
}

/** Finds out what becomes of an ask. */
export type FindReply = (search: ReplySearch) => Promise<SettledReply>;

/** One ask, and the one search for its reply, however many wait for it. */
export class AskHandle {
  readonly ask: SentAsk;
  readonly #find: FindReply;
  /** Ends with the client. */
  readonly #client: Scope;
  /** Who waits, and until when. */
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

  /** Says what became of the ask, from wherever that is known. The first to say it is believed. */
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

/** How to wait for a reply: each option with its check and its default. */
export const replyOptions = {
  signal: abortSignal,
  timeout: byDefault(duration, 300_000),
} satisfies Rules<ReplyOptions>;

/** Sends an ask. One that has a schema for its answer loads what reads answers. */
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

/** Gives what the daemon said its `reply`, which is not a part of it: JSON does not show it. */
export function withReply(result: AskResult, handle: AskHandle): Ask {
  return Object.defineProperty(result, "reply", {
    value: (options?: ReplyOptions) => handle.reply(options),
    configurable: true,
    writable: true,
  }) as Ask;
}

/** What a handle has to know of an ask. */
export function sentAsk(
  { from_peer, to_peer, question }: Pick<AskParams, "from_peer" | "to_peer" | "question">,
  correlation_id: string,
): SentAsk {
  return { correlation_id, from_peer, to_peer, question: question ?? undefined };
}
