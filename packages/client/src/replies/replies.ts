import { Backoff, reconnectDelays } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import { AskHandle, type FindReply } from "./ask.ts";
import { RepliesByEvents } from "./by-events.ts";
import { NoWaits, RepliesByWaits } from "./by-waits.ts";
import { ReplyCalls } from "./calls.ts";
import type { SentAsk } from "./reply.ts";

/**
 * How many times a daemon that had waits must report that it has none. A proxy in its place may say so
 * once.
 */
const mostMissing = 3;

/** Finds the replies to all asks of a client: by bounded waits if the daemon has them, else by events. */
export class Replies {
  readonly #daemon: Daemon;
  readonly #events: RepliesByEvents;
  readonly #waits: RepliesByWaits;

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
    const calls = new ReplyCalls(daemon);
    this.#events = new RepliesByEvents(daemon);
    this.#waits = new RepliesByWaits(daemon, calls, this.#events);
  }

  /** One ask, with the search for its reply. */
  handle(ask: SentAsk, find: FindReply = this.find): AskHandle {
    return new AskHandle(ask, find, this.#daemon.scope);
  }

  /** Finds out the outcome of an ask. If the daemon cannot be reached, it tries again. */
  readonly find: FindReply = async (search) => {
    const daemon = this.#daemon;
    const backoff = new Backoff(reconnectDelays);
    for (;;) {
      if (daemon.hasWait === false) return await this.#events.search(search);
      try {
        return await this.#waits.search(search);
      } catch (error) {
        search.scope.throwIfEnded();
        if (!(error instanceof NoWaits) && !hasCode(error, "route_not_found")) throw error;
        if (daemon.hasWait !== true || backoff.failures >= mostMissing - 1) {
          daemon.hasWait = false;
        } else {
          await search.scope.pause(backoff.next());
        }
      }
    }
  };
}
