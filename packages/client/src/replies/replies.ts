import type { RepowireError } from "@repowire/protocol";

import { Backoff, reconnectDelays } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { lacksRoute } from "../errors.ts";
import { closedError } from "../http/explain.ts";
import { ofRoot } from "../of-root.ts";
import { checkOptions } from "../option-rules.ts";
import { type Scope, ScopeEnded, now, throwIfAborted } from "../scope.ts";
import { RepliesByEvents } from "./by-events.ts";
import { RepliesByWaits } from "./by-waits.ts";
import { withChosenOption } from "./frame.ts";
import {
  type AskReply,
  type FindReply,
  type ReplyHandle,
  type ReplyOptions,
  type ReplySearch,
  type SentAsk,
  type SettledReply,
  replyOptions,
} from "./reply.ts";

// A program that asks for JSON also waits for the reply, so both load together.
export { sendTypedAsk } from "./typed-reply.ts";

/** One ask with its only search for the reply, which all waits share. */
export class AskHandle implements ReplyHandle {
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

  /** Sets the outcome of the ask. The first one counts. */
  settle(reply: SettledReply): void {
    this.#settled ??= withChosenOption(reply, this.ask.question);
    this.#search?.outcome.resolve(this.#settled);
  }

  async reply(options?: ReplyOptions): Promise<AskReply> {
    const { signal, timeout } = checkOptions("reply", replyOptions, options);
    throwIfAborted(signal);
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
        if (scope.ended !== undefined) return;
        // Who waits from now on begins a new search.
        if (this.#search?.scope === scope) this.#end();
        outcome.reject(error);
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

/**
 * How many times a daemon that had waits must report that it has none. A proxy in its place may say so
 * once.
 */
const mostMissing = 3;

/** Finds the replies to the asks of a client: by bounded waits if the daemon has them, else by events. */
export const findReplyOf: (daemon: Daemon) => FindReply = ofRoot((daemon) => {
  const events = new RepliesByEvents(daemon);
  const waits = new RepliesByWaits(daemon, events);
  const lacksWait = () => daemon.hasWait === false;
  return async (search) => {
    const backoff = new Backoff(reconnectDelays);
    while (!lacksWait()) {
      try {
        return await waits.search(search);
      } catch (error) {
        search.scope.throwIfEnded();
        // Another search may have found out meanwhile.
        if (lacksWait()) break;
        if (!lacksRoute(error)) throw error;
        const pause = backoff.next();
        if (daemon.hasWait === undefined || backoff.failures === mostMissing)
          daemon.hasWait = false;
        else await search.scope.pause(pause);
      }
    }
    return await events.search(search);
  };
});
