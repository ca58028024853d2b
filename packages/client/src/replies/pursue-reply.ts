import { type WaitOnAskResult, isRepowireError } from "@repowire/protocol";

import { Backoff } from "../backoff.ts";
import { pause } from "../clock.ts";
import type { Daemon } from "../daemon.ts";
import { reconnectDelays } from "../events/event-stream.ts";
import { hasCode, wouldFailAgain } from "../failures.ts";
import { AskHandle, type Pursuit, type SentAsk } from "./ask-handle.ts";
import type { SettledReply } from "./ask-reply.ts";
import { DaemonWait } from "./daemon-wait.ts";
import { ReplyWatch } from "./reply-watch.ts";
import { replyFromWait } from "./reply-from-wait.ts";

/** Milliseconds; the daemon holds a wait for 50 seconds at most. */
const longWait = 45_000;
/** Milliseconds; 0 would mean the default to one daemon and no end to another. */
export const shortWait = 50;

/** The search for the replies to all asks of a client. */
export class Pursuits {
  readonly #daemon: Daemon;
  readonly #pursue: Pursuit;

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
    this.#pursue = replyPursuit(daemon, new ReplyWatch(daemon));
  }

  handle(ask: SentAsk, pursue = this.#pursue): AskHandle {
    return new AskHandle(ask, pursue, this.#daemon);
  }

  /** The search as it is for every ask. */
  get pursue(): Pursuit {
    return this.#pursue;
  }
}

/**
 * How to find out what becomes of an ask: by bounded waits where the daemon has them, elsewhere
 * through the events. A daemon that cannot be reached is tried again.
 */
function replyPursuit(daemon: Daemon, watch: ReplyWatch): Pursuit {
  const waits = new WeakMap<SentAsk, DaemonWait>();
  return async (ask, signal, onTrouble, remaining) => {
    const wait = waits.get(ask) ?? new DaemonWait(daemon, ask);
    waits.set(ask, wait);
    const backoff = new Backoff(reconnectDelays);
    for (;;) {
      try {
        if (daemon.hasWait === false) return await watch.follow(ask, signal, onTrouble);
        const next = async (milliseconds: number) => {
          const result = await wait.next(milliseconds, signal);
          backoff.reset();
          onTrouble(undefined);
          return result;
        };
        return await waitForReply(daemon, ask, signal, next, remaining);
      } catch (error) {
        if (signal.aborted || daemon.lifetime.ended) throw error;
        if (hasCode(error, "route_not_found")) {
          daemon.hasWait = false;
        } else if (wouldFailAgain(error) || !isRepowireError(error)) {
          throw error;
        } else {
          onTrouble(error);
          await pause(daemon.clock, backoff.next(), signal);
        }
      }
    }
  };
}

/**
 * One wait after the other. The first one only tells the daemon to keep the reply from now on;
 * a reply of before that, to an asker without a socket, was refused by the daemon and is only in
 * the events.
 */
async function waitForReply(
  daemon: Daemon,
  ask: SentAsk,
  signal: AbortSignal,
  next: (milliseconds: number) => Promise<WaitOnAskResult>,
  remaining: () => number,
): Promise<SettledReply> {
  const { correlation_id, question } = ask;
  for (let first = true; ; first = false) {
    let reply: SettledReply | undefined;
    try {
      const result = await next(first ? shortWait : waitFor(remaining()));
      daemon.hasWait = true;
      if (result.status !== "pending") {
        reply = replyFromWait(result, question);
        // What was answered before anybody waited is kept without its attachments.
        if (reply !== undefined && !mayHaveMore(reply, first)) return reply;
      } else if (!first) continue;
    } catch (error) {
      if (!hasCode(error, "ask_not_found")) throw error;
      daemon.hasWait = true;
      reply = { status: "lost", correlation_id, reason: "unknown_ask" };
    }
    const found = await daemon.findReply(ask, signal);
    if (found !== undefined && reply !== undefined) return merged(reply, found);
    if (found !== undefined) return found;
    if (reply !== undefined) return reply;
  }
}

/**
 * How long the next wait is. A wait that ended a moment early would have another one begin at once,
 * so it is rounded up.
 */
function waitFor(remaining: number): number {
  const rounded = Math.ceil(remaining / shortWait) * shortWait;
  return Math.min(Math.max(rounded, shortWait), longWait);
}

/**
 * Whether the events may say more. A peer closes an ask without words after the daemon has queued
 * its reply to an asker that is away.
 */
function mayHaveMore(reply: SettledReply, first: boolean): boolean {
  if (reply.status === "acknowledged") return true;
  return first && reply.status === "answered" && reply.attachments.length === 0;
}

/** What the wait said is exact; what it left out is in the event. */
function merged(reply: SettledReply, found: SettledReply): SettledReply {
  if (reply.status === "acknowledged") return found.status === "answered" ? found : reply;
  if (reply.status !== "answered") return reply.status === "lost" ? found : reply;
  return found.status === "answered" ? { ...reply, attachments: found.attachments } : reply;
}
