import type { Question, RepowireError } from "@repowire/protocol";

import { addAbortListener, removeAbortListener } from "../abort-listeners.ts";
import { type Clock, checkDelays, now, schedule } from "../clock.ts";
import { closedError } from "../http/explain.ts";
import type { Lifetime } from "../lifetime.ts";
import type { AskReply, ReplyOptions, SettledReply } from "./ask-reply.ts";
import { withChosenOption } from "./reply-from-wait.ts";

/** What is known of an ask that was sent. */
export interface SentAsk {
  readonly correlation_id: string;
  /** As it was sent: a peer id, a display name, or anything at all. */
  readonly from_peer: string;
  readonly to_peer: string;
  readonly question: Question | undefined;
}

/**
 * Finds out what becomes of an ask. `onTrouble` tells of what goes wrong meanwhile without ending
 * the search; `undefined` says that it is over. `remaining` tells for how many milliseconds
 * somebody still waits, which changes when others come and go.
 */
export type Pursuit = (
  ask: SentAsk,
  signal: AbortSignal,
  onTrouble: (error: RepowireError | undefined) => void,
  remaining: () => number,
) => Promise<SettledReply>;

/** What a handle needs of its client. */
export interface AskHost {
  readonly clock: Clock;
  readonly lifetime: Lifetime;
}

const defaultTimeout = 300_000;

/** One ask, and the one search for its reply, however many wait for it. */
export class AskHandle {
  readonly ask: SentAsk;
  readonly #pursue: Pursuit;
  readonly #host: AskHost;
  /** Who waits, and until when. */
  readonly #waiting = new Map<() => void, number>();
  #search: AbortController | undefined;
  #settled: SettledReply | undefined;
  #refused: { readonly error: unknown } | undefined;
  #trouble: RepowireError | undefined;

  constructor(ask: SentAsk, pursue: Pursuit, host: AskHost) {
    this.ask = ask;
    this.#pursue = pursue;
    this.#host = host;
  }

  get settled(): SettledReply | undefined {
    return this.#settled;
  }

  /** Says what became of the ask, from wherever that is known. The first to say it is believed. */
  settle(reply: SettledReply): void {
    this.#settled ??= withChosenOption(reply, this.ask.question);
    this.#wakeAll();
  }

  reply(options: ReplyOptions = {}): Promise<AskReply> {
    const { signal, timeout = defaultTimeout } = options;
    const { clock, lifetime } = this.#host;
    const { correlation_id } = this.ask;
    return new Promise((resolve, reject) => {
      checkDelays("reply", { timeout });
      if (signal?.aborted) return reject(signal.reason);
      if (this.#settled !== undefined) return resolve(this.#settled);
      if (lifetime.ended) return reject(this.#closed(false));
      const leave = () => {
        timer.cancel();
        if (signal) removeAbortListener(signal, abort);
        lifetime.remove(close);
        this.#waiting.delete(look);
        if (this.#waiting.size === 0) this.#stop();
      };
      const look = () => {
        leave();
        if (this.#settled !== undefined) resolve(this.#settled);
        else reject(this.#refused?.error);
      };
      const abort = () => {
        leave();
        reject(signal?.reason);
      };
      const close = () => {
        leave();
        reject(this.#closed(true));
      };
      const expire = () => {
        leave();
        const error = this.#trouble;
        resolve({ status: "pending", correlation_id, ...(error && { error }) });
      };
      this.#waiting.set(look, now(clock) + timeout);
      if (signal) addAbortListener(signal, abort);
      lifetime.add(close);
      const timer = schedule(clock, timeout, expire);
      this.#start();
    });
  }

  #start(): void {
    if (this.#search !== undefined) return;
    const search = new AbortController();
    this.#search = search;
    this.#refused = undefined;
    this.#trouble = undefined;
    const onTrouble = (error: RepowireError | undefined) => {
      this.#trouble = error;
    };
    const remaining = () => Math.max(...this.#waiting.values()) - now(this.#host.clock);
    this.#pursue(this.ask, search.signal, onTrouble, remaining).then(
      (reply) => {
        this.settle(reply);
      },
      (error: unknown) => {
        if (search.signal.aborted) return;
        this.#refused = { error };
        this.#wakeAll();
      },
    );
  }

  #stop(): void {
    this.#search?.abort();
    this.#search = undefined;
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting.keys()]) wake();
  }

  #closed(sent: boolean): Error {
    const path = `/asks/${encodeURIComponent(this.ask.correlation_id)}/wait`;
    return closedError({ name: "reply", request: { method: "POST", path } }, sent);
  }
}
