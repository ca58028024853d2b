import type { WaitOnAskResult } from "@repowire/protocol";

import { type Timer, now, schedule } from "../clock.ts";
import type { Daemon } from "../daemon.ts";
import type { SentAsk } from "./ask-handle.ts";

/** Milliseconds that a wait may still last to be left to its end when nobody needs it any more. */
const almostOver = 1_000;
/** Milliseconds that the daemon has for its answer after that end. */
const grace = 1_000;

/** A wait that the daemon holds open. */
interface OpenWait {
  readonly answer: Promise<WaitOnAskResult>;
  readonly controller: AbortController;
  /** When the daemon is going to say that nothing has happened yet. */
  readonly due: number;
  /** Ends it if nobody takes it up again. */
  limit: Timer | undefined;
}

/**
 * The waits for one ask, one at a time. Nothing ends a wait at the daemon but its time, so one that
 * is about to be over is not given up with the search that began it: the next search takes it up.
 */
export class DaemonWait {
  readonly #daemon: Daemon;
  readonly #ask: SentAsk;
  #open: OpenWait | undefined;

  constructor(daemon: Daemon, ask: SentAsk) {
    this.#daemon = daemon;
    this.#ask = ask;
  }

  /** What comes of the wait that is open, or of a new one of so many milliseconds. */
  next(milliseconds: number, signal: AbortSignal): Promise<WaitOnAskResult> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const open = (this.#open ??= this.#begin(milliseconds));
      open.limit?.cancel();
      const abort = () => {
        this.#leave(open);
        reject(signal.reason);
      };
      const settle = () => signal.removeEventListener("abort", abort);
      signal.addEventListener("abort", abort);
      open.answer.finally(settle).then(resolve, reject);
    });
  }

  #begin(milliseconds: number): OpenWait {
    const { caller, clock } = this.#daemon;
    const { correlation_id, from_peer: peer_id } = this.#ask;
    const controller = new AbortController();
    const params = { correlation_id, peer_id, timeout_seconds: milliseconds / 1_000 };
    const answer = caller.call("waitOnAsk", params, { signal: controller.signal });
    const due = now(clock) + milliseconds;
    const open: OpenWait = { answer, controller, due, limit: undefined };
    const end = () => {
      open.limit?.cancel();
      if (this.#open === open) this.#open = undefined;
    };
    answer.then(end, end);
    return open;
  }

  #leave(open: OpenWait): void {
    if (this.#open !== open) return;
    const { clock, lifetime } = this.#daemon;
    const left = open.due - now(clock);
    const giveUp = () => {
      this.#open = undefined;
      open.controller.abort();
    };
    if (left > almostOver || lifetime.ended) return giveUp();
    open.limit = schedule(clock, Math.max(left, 0) + grace, giveUp);
  }
}
