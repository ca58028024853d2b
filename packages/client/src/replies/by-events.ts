import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";
import { isTrace } from "@repowire/protocol/guards";

import type { Daemon } from "../daemon.ts";
import { followerOf } from "../events/follower.ts";
import { keepNewest } from "../events/seen-ids.ts";
import { hasCode, wouldFailAgain } from "../errors.ts";
import type { Scope, Timer } from "../scope.ts";
import type { AnsweredReply, ReplySearch, SentAsk, SettledReply } from "./reply.ts";
import { type ToldReply, isFromRecipient, isPeerId, toldBy } from "./frame.ts";

/** Receives what the events say about an ask. */
interface Listener {
  readonly onTold: (told: ToldReply) => void;
  readonly onEnd: (error: unknown) => void;
}

/** A search that has only the events. */
interface Watcher {
  readonly search: ReplySearch;
  readonly settle: (reply: SettledReply) => void;
  /** How often the daemon was asked about the ask since the last connect. */
  looks: number;
  /** How many seconds are left before it is asked again. */
  rest: number;
}

/** How many ended asks to remember that nobody waited for. */
const remembered = 1_000;
/** How many events to keep about one ask, because anybody can write what looks like a reply. */
const mostTold = 10;
/** How long the stream stays open for the next wait for a reply. */
const linger = 1_000;
/** Seconds to wait for the daemon's replay after a connect. */
const replayed = 2;
/**
 * The daemon does not report asks that it drops, so open asks are checked now and then: the seconds before
 * the second check of an ask, and at most before another one.
 */
const pauses = { initial: 30, most: 480 } as const;
/** How many asks to check in a second. */
const lot = 10;
/** A Python daemon lists only the newest 10 open asks of a peer. */
const listed = 10;
/** The longest time between an action of the daemon and the event that reports it, in either order. */
export const eventDelay = 1_500;

/**
 * Finds replies by the daemon's events. It takes nothing from a peer's queue, because events only report
 * what was sent. A daemon without waits offers no other way to a reply.
 */
export class RepliesByEvents {
  readonly #daemon: Daemon;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #told = new Map<string, ToldReply[]>();
  #leave: (() => void) | undefined;
  #linger: Timer | undefined;
  readonly #watchers = new Set<Watcher>();
  /** The end of this second, while asks are watched. */
  #second: Timer | undefined;
  #looking = false;
  #connected = false;

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /**
   * Follows the events about an ask, beginning with those that came already. Calls `onEnd` if the daemon
   * does not allow the client to follow them. Returns a function that stops it.
   */
  listen(
    ask: SentAsk,
    onTold: (told: ToldReply) => void,
    onEnd: (error: unknown) => void = ignore,
  ): () => void {
    const { correlation_id } = ask;
    const own: Listener = {
      onTold: (told) => {
        if (isFromRecipient(told, ask)) onTold(told);
      },
      onEnd,
    };
    const listeners = this.#listeners.get(correlation_id) ?? new Set();
    this.#listeners.set(correlation_id, listeners.add(own));
    const before = this.#told.get(correlation_id) ?? [];
    this.#follow();
    for (const told of before) own.onTold(told);
    return () => {
      listeners.delete(own);
      if (listeners.size === 0) this.#listeners.delete(correlation_id);
      if (this.#listeners.size > 0) return;
      this.#linger ??= this.#daemon.scope.schedule(linger, () => this.#stop());
    };
  }

  /** Looks once for the reply to an ask in the events that the daemon still has. */
  async find(ask: SentAsk, scope: Scope): Promise<ToldReply | undefined> {
    const events = await scope.run(() => followerOf(this.#daemon).recent());
    let found: ToldReply | undefined;
    for (const event of events) {
      const told = toldBy(event);
      if (told?.correlation_id !== ask.correlation_id || !isFromRecipient(told, ask)) continue;
      // A reply with words outranks a mere report that the ask was closed.
      if (told.reply === undefined || (found !== undefined && !hasWords(told.reply))) continue;
      if (await this.#arrived(told.reply, scope)) found = told;
    }
    return found;
  }

  /**
   * Whether a reply counts. If it is an ask in the other direction, its event is written before it is
   * sent, and it counts only if it arrives. If the daemon cannot say that, the words are not lost.
   */
  async #arrived(reply: SettledReply, scope: Scope): Promise<boolean> {
    if (!isAsk(reply)) return true;
    try {
      const trace = await this.#daemon.callInTurn(scope, "trace", { trace_id: reply.reply_ask });
      return !(isTrace(trace) && trace.stages.some(({ status }) => status === "fail"));
    } catch (error) {
      if (isDaemonHTTPError(error)) return true;
      throw error;
    }
  }

  /** Finds out the outcome of an ask, if the daemon has no waits. */
  async search(search: ReplySearch): Promise<SettledReply> {
    const { ask, scope } = search;
    const { promise, resolve, reject } = Promise.withResolvers<SettledReply>();
    const watcher: Watcher = { search, settle: resolve, looks: 0, rest: replayed };
    const onTold = ({ reply }: ToldReply) => {
      if (reply !== undefined) this.#confirm(reply, watcher).catch(ignore);
    };
    const leave = this.listen(ask, onTold, reject);
    this.#watchers.add(watcher);
    this.#lookSoon();
    try {
      return await scope.run(() => promise);
    } finally {
      leave();
      this.#watchers.delete(watcher);
    }
  }

  #follow(): void {
    this.#linger?.cancel();
    this.#linger = undefined;
    this.#leave ??= followerOf(this.#daemon).subscribe({
      onItems: (items) => {
        for (const { item } of items) {
          const told = item.type === "gap" ? undefined : toldBy(item);
          if (told !== undefined) this.#tell(told);
        }
      },
      onConnection: (open, failure) => this.#onConnection(open, failure?.error),
      onEnd: (error) => {
        this.#stop();
        const all = [...this.#listeners.values()].flatMap((listeners) => [...listeners]);
        for (const listener of all) listener.onEnd(error);
      },
    });
  }

  #stop(): void {
    this.#linger?.cancel();
    this.#second?.cancel();
    this.#linger = this.#second = undefined;
    this.#onConnection(false);
    this.#leave?.();
    this.#leave = undefined;
    this.#told.clear();
  }

  #tell(told: ToldReply): void {
    const { correlation_id } = told;
    const before = this.#told.get(correlation_id) ?? [];
    if (before.length < mostTold) {
      keepNewest(this.#told, correlation_id, [...before, told], remembered);
    }
    for (const listener of [...(this.#listeners.get(correlation_id) ?? [])]) listener.onTold(told);
  }

  /** Settles an ask, after the moment in which an ask in the other direction arrives. */
  async #confirm(reply: SettledReply, { search: { scope }, settle }: Watcher): Promise<void> {
    if (isAsk(reply)) {
      await scope.pause(eventDelay);
      // If the daemon is away now, the next round asks again.
      if (!(await this.#arrived(reply, scope))) return;
    }
    settle(reply);
  }

  #onConnection(open: boolean, error?: unknown): void {
    this.#connected = open;
    // The next daemon may have waits where this one has none.
    if (!open && this.#daemon.hasWait === false) this.#daemon.hasWait = undefined;
    const trouble = isRepowireError(error) ? error : undefined;
    for (const { search } of this.#watchers) search.onTrouble(trouble);
    restart(this.#watchers, replayed);
    this.#lookSoon();
  }

  /** Checks each second some of the asks whose time has come. */
  #lookSoon(): void {
    if (!this.#connected || this.#watchers.size === 0) return;
    this.#second ??= this.#daemon.scope.schedule(1_000, () => {
      this.#second = undefined;
      this.#lookSoon();
      for (const watcher of this.#watchers) watcher.rest -= 1;
      const due = [...this.#watchers].filter(({ rest }) => rest <= 0);
      if (!this.#looking) void this.#lookAfter(due.slice(0, lot));
    });
  }

  /** Checks asks, one at a time, with one list for each asker. */
  async #lookAfter(watchers: readonly Watcher[]): Promise<void> {
    const lists = new Map<string, readonly string[] | undefined>();
    for (const watcher of watchers) {
      watcher.rest = Math.min(pauses.initial * 2 ** watcher.looks, pauses.most);
      watcher.looks += 1;
    }
    this.#looking = true;
    try {
      for (const { search, settle } of watchers) {
        const { ask, scope } = search;
        try {
          const { from_peer, correlation_id } = ask;
          if (!lists.has(from_peer)) {
            lists.set(from_peer, await openAsks(this.#daemon, from_peer, "outbound", scope));
          }
          const outbound = lists.get(from_peer);
          if (outbound?.includes(correlation_id) === true) continue;
          const end = await this.#endOf(ask, outbound, scope);
          if (end !== undefined) settle(await this.#conclude(ask, end, scope));
        } catch {
          if (scope.ended !== undefined) continue;
          // If the daemon is away again, the stream notices it too.
          return restart(watchers, pauses.initial);
        }
      }
    } finally {
      this.#looking = false;
    }
  }

  async #conclude(ask: SentAsk, end: AskEnd, scope: Scope): Promise<SettledReply> {
    if (end === "closed") await scope.pause(eventDelay);
    const found = await this.find(ask, scope);
    const reason = end === "gone" ? "unknown_ask" : "reply_not_kept";
    return found?.reply ?? { status: "lost", correlation_id: ask.correlation_id, reason };
  }

  /**
   * Finds out what a daemon without waits knows of an ask that is not in its asker's list. Nothing is
   * changed. `undefined`: it does not say.
   *
   * No route returns an ask by its id. But an attempt to answer is refused with different words for an
   * unknown ask and for an ask that cannot be answered this way: a plain ask is not a question, and a
   * choice has no such option. A question for a free text would accept any answer. For those only the
   * lists of open asks remain, and these are short.
   */
  async #endOf(
    { correlation_id, question, to_peer }: SentAsk,
    outbound: readonly string[] | undefined,
    scope: Scope,
  ): Promise<AskEnd | undefined> {
    let missing: AskEnd = "gone";
    if (question === undefined || question.kind === "choice") {
      try {
        // No option of a caller can have an id with this character.
        const impossible = question && { option_id: "\u0000" };
        await this.#daemon.callInTurn(scope, "answer", { correlation_id, ...impossible });
        return "closed";
      } catch (error) {
        if (hasCode(error, "ask_not_found")) return "gone";
        if (!isDaemonHTTPError(error) || !wouldFailAgain(error)) throw error;
        if (error.status === 410) return "closed";
        if (error.status === 422) missing = "closed";
      }
    }
    if (isComplete(outbound)) return missing;
    const inbound = await openAsks(this.#daemon, to_peer, "inbound", scope);
    return isComplete(inbound) && !inbound.includes(correlation_id) ? missing : undefined;
  }
}

/** `"gone"`: the daemon does not know the ask. `"closed"`: the ask is no longer open. */
type AskEnd = "closed" | "gone";

const ignore = () => undefined;

/** Begins the checks of asks anew, after some seconds. */
function restart(watchers: Iterable<Watcher>, rest: number): void {
  for (const watcher of watchers) {
    watcher.looks = 0;
    watcher.rest = rest;
  }
}

/** Whether a reply came as an ask in the other direction. */
function isAsk(reply: SettledReply): reply is AnsweredReply & { readonly reply_ask: string } {
  return reply.status === "answered" && reply.reply_ask !== undefined;
}

/** Whether a reply says more than that the ask has ended. */
export function hasWords(reply: SettledReply | undefined): boolean {
  return reply?.status === "answered" || (reply?.status === "declined" && reply.reason != null);
}

/**
 * Returns the ids of the open asks of a peer, or from it. `undefined`: the daemon does not list them,
 * because another peer may have the display name by now.
 */
export async function openAsks(
  daemon: Daemon,
  peer_id: string,
  direction: "inbound" | "outbound",
  scope: Scope,
): Promise<readonly string[] | undefined> {
  if (!isPeerId(peer_id)) return undefined;
  try {
    const { asks } = await daemon.callInTurn(scope, "pendingAsks", { peer_id, direction });
    return asks.map((ask) => ask.correlation_id);
  } catch (error) {
    // The peer is no longer registered.
    if (isDaemonHTTPError(error) && wouldFailAgain(error)) return undefined;
    throw error;
  }
}

/** Whether a list contains all open asks. Only Go lists more than 10. */
export function isComplete(list: readonly string[] | undefined): list is readonly string[] {
  return list !== undefined && list.length !== listed;
}
