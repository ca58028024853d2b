import type { Question, RepowireError } from "@repowire/protocol";

import type { Clock } from "../clock.ts";
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
 * the search; `undefined` says that it is over.
 */
export type Pursuit = (
  ask: SentAsk,
  signal: AbortSignal,
  onTrouble: (error: RepowireError | undefined) => void,
) => Promise<SettledReply>;

const defaultTimeout = 300_000;

/** One ask, and the one search for its reply, however many wait for it. */
export class AskHandle {
  readonly ask: SentAsk;
  readonly #pursue: Pursuit;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #search: AbortController | undefined;
  #settled: SettledReply | undefined;
  #refused: { readonly error: unknown } | undefined;
  #trouble: RepowireError | undefined;

  constructor(ask: SentAsk, pursue: Pursuit, clock: Clock) {
    this.ask = ask;
    this.#pursue = pursue;
    this.#clock = clock;
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
    const { correlation_id } = this.ask;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#settled !== undefined) return resolve(this.#settled);
      const leave = () => {
        timer?.cancel();
        signal?.removeEventListener("abort", abort);
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
      const expire = () => {
        leave();
        const error = this.#trouble;
        resolve({ status: "pending", correlation_id, ...(error && { error }) });
      };
      this.#waiting.add(look);
      signal?.addEventListener("abort", abort);
      const timer = timeout === Infinity ? undefined : this.#clock.schedule(timeout, expire);
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
    this.#pursue(this.ask, search.signal, onTrouble).then(
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
    for (const wake of [...this.#waiting]) wake();
  }
}
