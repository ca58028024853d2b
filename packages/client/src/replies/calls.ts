import type { RepowireError } from "@repowire/protocol";
import { isRepowireError } from "@repowire/protocol/errors";

import { Backoff, mostRefusals, reconnectDelays, waitAfter } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { isRefusal, lacksRoute, wouldFailAgain } from "../errors.ts";
import type { Timer } from "../scope.ts";
import type { ReplySearch } from "./reply.ts";

/**
 * Makes the calls of all searches, within the client's connections. While the daemon is away, one search
 * at a time tries whether it is back, after pauses that grow. The others wait for it.
 */
export class ReplyCalls {
  readonly #daemon: Daemon;
  readonly #backoff = new Backoff(reconnectDelays);
  /** The last failure, while the daemon is away. */
  #failure: RepowireError | undefined;
  /** Attempts in a row that something other than a daemon answered. */
  #refused = 0;
  #pause: Timer | undefined;
  #trying: ReplySearch | undefined;
  readonly #waiting = new Map<ReplySearch, PromiseWithResolvers<void>>();

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /**
   * Gets a connection for some work, which gives it back. Rejects with errors that another attempt would
   * not change. Work that tries whether the daemon is back has to be short, because others wait for it. It
   * is done again afterwards.
   */
  async call<Result>(
    search: ReplySearch,
    work: (giveBack: () => void, isTry: boolean) => Promise<Result>,
  ): Promise<Result> {
    const { scope } = search;
    try {
      for (;;) {
        await this.#untilBack(search);
        const giveBack = await this.#daemon.connections.hold(scope);
        if (this.#isAwayFor(search)) {
          giveBack();
          continue;
        }
        const isTry = this.#trying === search;
        try {
          const result = await work(giveBack, isTry);
          this.#back();
          search.onTrouble(undefined);
          if (!isTry) return result;
        } catch (error) {
          scope.throwIfEnded();
          if (!isRepowireError(error)) throw error;
          if (isRefusal(error) || lacksRoute(error)) {
            this.#back();
            throw error;
          }
          search.onTrouble(error);
          if (this.#away(error)) throw error;
        }
      }
    } finally {
      this.#waiting.delete(search);
      if (this.#trying === search) this.#next();
    }
  }

  #isAwayFor(search: ReplySearch): boolean {
    return this.#failure !== undefined && this.#trying !== search;
  }

  async #untilBack(search: ReplySearch): Promise<void> {
    while (this.#isAwayFor(search)) {
      search.onTrouble(this.#failure);
      const turn = Promise.withResolvers<void>();
      this.#waiting.set(search, turn);
      if (this.#pause === undefined && this.#trying === undefined) this.#next();
      await search.scope.run(() => turn.promise);
    }
  }

  /** Lets one search try. */
  #next(): void {
    this.#pause = undefined;
    const [next] = this.#waiting;
    this.#trying = next?.[0];
    next?.[1].resolve();
  }

  /** Lets all searches go on. */
  #back(): void {
    this.#failure = this.#trying = undefined;
    this.#refused = 0;
    this.#backoff.reset();
    this.#pause?.cancel();
    this.#pause = undefined;
    for (const { resolve } of this.#waiting.values()) resolve();
  }

  /** Begins a pause. Returns `true` when it is time to give up. */
  #away(error: RepowireError): boolean {
    // Calls that were under way together fail together. That counts as one failure.
    if (this.#pause !== undefined) return false;
    this.#failure = error;
    this.#trying = undefined;
    this.#refused = wouldFailAgain(error) ? this.#refused + 1 : 0;
    if (this.#refused >= mostRefusals) {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#back();
      return true;
    }
    const wait = waitAfter(error, this.#backoff.next());
    this.#pause = this.#daemon.scope.schedule(wait, () => this.#next());
    return false;
  }
}
