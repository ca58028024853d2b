import type { RepowireError } from "@repowire/protocol";
import { isRepowireError } from "@repowire/protocol/errors";

import { Backoff, mostRefusals, reconnectDelays, waitAfter } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { hasCode, isRefusal, wouldFailAgain } from "../errors.ts";
import type { ReplySearch } from "./replies.ts";

/** A daemon that is away, and the one search that checks whether it is back. */
interface Absence {
  readonly by: ReplySearch;
  readonly error: RepowireError;
  readonly over: PromiseWithResolvers<void>;
}

/**
 * Makes the calls of all searches. It stays within the client's connections, and repeats calls while the
 * daemon is away. Of all searches, only one tries again; the others continue when it succeeds.
 */
export class ReplyCalls {
  readonly #daemon: Daemon;
  readonly #backoff = new Backoff(reconnectDelays);
  #absence: Absence | undefined;

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /**
   * Gets a connection for some work and returns it afterwards. Rejects with errors that another attempt
   * would not change.
   * change.
   */
  async call<Result>(
    search: ReplySearch,
    work: (giveBack: () => void) => Promise<Result>,
  ): Promise<Result> {
    const { scope } = search;
    let refusals = 0;
    try {
      for (;;) {
        await this.#untilBack(search);
        const giveBack = await this.#daemon.connections.hold(scope);
        if (this.#isAwayFor(search)) {
          giveBack();
          continue;
        }
        try {
          const result = await work(giveBack);
          this.#backoff.reset();
          search.onTrouble(undefined);
          return result;
        } catch (error) {
          scope.throwIfEnded();
          if (!isRepowireError(error) || isRefusal(error) || hasCode(error, "route_not_found")) {
            throw error;
          }
          if (wouldFailAgain(error)) refusals += 1;
          if (refusals >= mostRefusals) {
            if (this.#absence?.by === search) this.#absence.over.reject(error);
            throw error;
          }
          search.onTrouble(error);
          this.#absence ??= newAbsence(search, error);
        }
        if (this.#absence?.by !== search) continue;
        await scope.pause(waitAfter(this.#absence.error, this.#backoff.next()));
      }
    } finally {
      if (this.#absence?.by === search) {
        this.#absence.over.resolve();
        this.#absence = undefined;
      }
    }
  }

  #isAwayFor(search: ReplySearch): boolean {
    return this.#absence !== undefined && this.#absence.by !== search;
  }

  async #untilBack(search: ReplySearch): Promise<void> {
    while (this.#isAwayFor(search)) {
      const { error, over } = this.#absence as Absence;
      search.onTrouble(error);
      await search.scope.run(() => over.promise);
    }
  }
}

function newAbsence(by: ReplySearch, error: RepowireError): Absence {
  const over = Promise.withResolvers<void>();
  // There may be no other search that waits.
  over.promise.catch(() => undefined);
  return { by, error, over };
}
