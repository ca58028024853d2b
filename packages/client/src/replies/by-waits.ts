import type { WaitOnAskResult } from "@repowire/protocol";

import { Backoff } from "../backoff.ts";
import type { Daemon } from "../daemon.ts";
import { hasCode, wouldFailAgain } from "../errors.ts";
import { type Scope, type Timer, now } from "../scope.ts";
import type { ReplySearch, SentAsk, SettledReply } from "./reply.ts";
import { type RepliesByEvents, eventDelay, hasWords, isComplete, openAsks } from "./by-events.ts";
import { ReplyCalls } from "./calls.ts";
import { type ToldReply, noWait, replyFromWait } from "./frame.ts";

/** Milliseconds. The daemon holds a wait for at most 50 seconds. */
const longWait = 45_000;
/** For a wait that others queue behind, in milliseconds. */
const shareOfWait = 10_000;
/** The shortest wait that is worth a call, in milliseconds. */
const leastWait = 50;
/** A wait with less than this left is not aborted when nobody needs it any more. */
const almostOver = 1_000;
/** Milliseconds that the daemon has to answer after the end of a wait. */
const grace = 1_000;
/** The pause in milliseconds after a wait that the daemon did not hold. */
const unheldDelays = { initial: 500, most: 15_000 } as const;
/** How many attempts to make for something that must not cost a reply if it fails. */
const optionalTries = 3;
/** The pause between two lists of open asks, in milliseconds. */
const listDelays = { initial: 1_000, most: 15_000 } as const;

/** A wait that the daemon holds open. */
interface HeldWait {
  readonly result: Promise<WaitOnAskResult>;
  readonly scope: Scope;
  /** When the daemon will report that nothing has happened yet. */
  readonly due: number;
}

/**
 * What makes a queued search go on: its turn, an event, or the ask's absence from the list of open asks.
 */
type Turn = "wait" | "missing" | ToldReply;

/** A search in the queue for a wait. */
interface Queued {
  readonly ask: SentAsk;
  readonly goOn: (turn: Turn) => void;
}

/**
 * Finds replies by the daemon's bounded waits. A few waits are held open at a time. If more are needed
 * they take turns. Meanwhile the events and a list of the open asks show which ask is worth a check.
 */
export class RepliesByWaits {
  readonly #daemon: Daemon;
  readonly #calls: ReplyCalls;
  readonly #events: RepliesByEvents;
  readonly #held = new WeakMap<SentAsk, HeldWait>();
  readonly #queue = new Set<Queued>();
  /** The waits that have their turn. */
  #waits = 0;
  /** While it runs, no wait begins, because the daemon did not hold the previous one. */
  #pause: Timer | undefined;
  readonly #unheld = new Backoff(unheldDelays);
  #listing = false;
  readonly #lists = new Backoff(listDelays);
  #listsAsked = 0;
  /** Askers whose open asks the daemon does not list. */
  readonly #unlisted = new Set<string>();

  constructor(daemon: Daemon, events: RepliesByEvents) {
    this.#daemon = daemon;
    this.#calls = new ReplyCalls(daemon);
    this.#events = events;
  }

  /** Finds out the outcome of an ask. */
  async search(search: ReplySearch): Promise<SettledReply> {
    // From now on the daemon keeps the reply for a wait.
    const first = await this.#ask(search);
    if (isOver(first)) return await this.#conclude(search, first, { early: true });
    // An earlier reply to an asker without a socket was refused, and is only in the events.
    let told = await this.#find(search);
    const known = new Set<string>();
    for (;;) {
      if (told !== undefined) {
        known.add(told.event.id);
        const reply = await this.#settle(search, told);
        if (reply !== undefined) return reply;
      }
      const turn = await this.#turn(search, known);
      told = typeof turn === "object" ? turn : undefined;
      if (told !== undefined) continue;
      const result = turn === "wait" ? await this.#wait(search) : await this.#ask(search);
      if (isOver(result)) return await this.#conclude(search, result);
      // The list belonged to another asker, or is out of date.
      if (turn === "missing") this.#unlisted.add(search.ask.from_peer);
    }
  }

  /** Checks the outcome of an ask. `undefined`: the daemon does not know the ask. */
  async #ask(search: ReplySearch, milliseconds = noWait): Promise<WaitOnAskResult | undefined> {
    try {
      const result = await this.#calls.call(search, (giveBack, isTry) =>
        this.#hold(search, isTry ? noWait : milliseconds, giveBack),
      );
      this.#daemon.hasWait = true;
      return result;
    } catch (error) {
      if (!hasCode(error, "ask_not_found")) throw error;
      this.#daemon.hasWait = true;
      return undefined;
    }
  }

  /** Waits for as long as somebody needs the reply, the daemon allows it and the queue permits it. */
  async #wait(search: ReplySearch): Promise<WaitOnAskResult | undefined> {
    const { clock } = search.scope;
    const begun = now(clock);
    // Round up: a wait that ended a moment early would cause another one at once.
    const wanted = Math.ceil(search.remaining() / leastWait) * leastWait;
    // With two connections, the calls of others have to wait meanwhile.
    const alone = this.#queue.size === 0 && this.#daemon.connections.most > 2;
    const most = alone ? longWait : shareOfWait;
    const milliseconds = Math.min(Math.max(wanted, leastWait), most);
    try {
      const result = await this.#ask(search, milliseconds);
      const held = now(clock) - begun >= milliseconds / 2;
      if (held || isOver(result)) this.#unheld.reset();
      else this.#pauseWaits();
      return result;
    } finally {
      this.#waits -= 1;
      this.#next();
    }
  }

  /**
   * One call of the daemon's wait. Aborting it does not end it at the daemon; only its time limit does.
   * So a wait that will soon end is kept when its search ends, and the next search takes it over.
   */
  async #hold(
    { ask, scope }: ReplySearch,
    milliseconds: number,
    giveBack: () => void,
  ): Promise<WaitOnAskResult> {
    let held = this.#held.get(ask);
    if (held === undefined) held = this.#begin(ask, milliseconds, giveBack);
    else giveBack();
    const { result, due, scope: own } = held;
    try {
      return await scope.run(() => result);
    } catch (error) {
      if (scope.ended !== undefined && own.ended === undefined) {
        const left = due - now(scope.clock);
        if (left > almostOver) own.end();
        else own.schedule(Math.max(left, 0) + grace, () => own.end());
      }
      throw error;
    }
  }

  #begin(ask: SentAsk, milliseconds: number, giveBack: () => void): HeldWait {
    const { caller, scope, hasWait } = this.#daemon;
    const { correlation_id, from_peer: peer_id } = ask;
    const own = scope.child();
    const params = { correlation_id, peer_id, timeout_seconds: milliseconds / 1_000 };
    const call = async () => {
      if (hasWait === false) throw new Error("another search found no waits");
      const { signal } = own;
      // If responses are not checked, it may be anything.
      return await caller.call("waitOnAsk", params, { signal }, (result) =>
        result.correlation_id === correlation_id ? result : undefined,
      );
    };
    const result = own.run(call);
    const held: HeldWait = { result, scope: own, due: now(own.clock) + milliseconds };
    this.#held.set(ask, held);
    const end = (isKept: boolean) => {
      giveBack();
      own.end();
      if (!isKept) this.#held.delete(ask);
    };
    // The outcome of an ask stays for the next search.
    result.then(
      (outcome) => end(isOver(outcome)),
      () => end(false),
    );
    return held;
  }

  /** Waits for a reason to check again. */
  async #turn({ ask, scope }: ReplySearch, known: ReadonlySet<string>): Promise<Turn> {
    const { promise, resolve: goOn } = Promise.withResolvers<Turn>();
    const queued: Queued = { ask, goOn };
    this.#queue.add(queued);
    this.#next();
    let leave: (() => void) | undefined;
    if (this.#queue.has(queued)) {
      // If the events are refused, the waits and the list still work.
      leave = this.#events.listen(ask, (told) => {
        if (!known.has(told.event.id)) this.#goOn(queued, told);
      });
      this.#listSoon();
    }
    try {
      return await scope.run(() => promise);
    } catch (error) {
      // It may have got its turn at the same moment.
      if (!this.#queue.delete(queued) && (await promise) === "wait") {
        this.#waits -= 1;
        this.#next();
      }
      throw error;
    } finally {
      leave?.();
    }
  }

  #goOn(queued: Queued, turn: Turn): void {
    if (this.#queue.delete(queued)) queued.goOn(turn);
  }

  /** Starts waits, as many as there is room for beside the stream and the short calls. */
  #next(): void {
    // A single wait tries whether the daemon holds waits again.
    const room = Math.max(this.#daemon.connections.most - 2, 1);
    const most = this.#unheld.failures > 0 ? Math.min(room, 1) : room;
    while (this.#pause === undefined && this.#waits < most) {
      const [queued] = this.#queue;
      if (queued === undefined) return;
      this.#waits += 1;
      this.#goOn(queued, "wait");
    }
  }

  #pauseWaits(): void {
    this.#pause ??= this.#daemon.scope.schedule(this.#unheld.next(), () => {
      this.#pause = undefined;
      this.#next();
    });
  }

  #listSoon(): void {
    if (this.#listing) return;
    this.#listing = true;
    this.#daemon.scope.schedule(this.#lists.next(), () => {
      void this.#lookAtList().then(() => {
        this.#listing = false;
        if (this.#queue.size > 0) this.#listSoon();
      });
    });
  }

  /** Finds out which queued asks are no longer open, one asker at a time. */
  async #lookAtList(): Promise<void> {
    const askers = [...new Set([...this.#queue].map(({ ask }) => ask.from_peer))];
    const listed = askers.filter((asker) => !this.#unlisted.has(asker));
    const asker = listed[this.#listsAsked++ % listed.length];
    if (asker === undefined) return;
    const asked = [...this.#queue].filter(({ ask }) => ask.from_peer === asker);
    try {
      const open = await openAsks(this.#daemon, asker, "outbound", this.#daemon.scope);
      if (open === undefined) this.#unlisted.add(asker);
      if (!isComplete(open)) return;
      const ids = new Set(open);
      for (const queued of asked) {
        if (ids.has(queued.ask.correlation_id)) continue;
        this.#lists.reset();
        this.#goOn(queued, "missing");
      }
    } catch {
      // If the daemon is away, the next list asks again.
    }
  }

  /**
   * Called when an event reports the end of an ask. The daemon knows the exact outcome. If the ask is
   * still open there, the words of a reply were refused, and nobody else will close the ask.
   */
  async #settle(search: ReplySearch, told: ToldReply): Promise<SettledReply | undefined> {
    const { scope, ask } = search;
    const { reply, event } = told;
    let result = await this.#ask(search);
    const queued = event.type === "notification" && event.delivery_status === "queued";
    if (!isOver(result) && !queued) {
      await scope.pause(eventDelay);
      result = await this.#ask(search);
    }
    if (isOver(result)) return await this.#conclude(search, result, { told });
    if (event.type !== "notification" || reply === undefined || !hasWords(reply)) return undefined;
    const { correlation_id } = ask;
    const ack = () => this.#daemon.callInTurn(scope, "ack", { correlation_id });
    await this.#tryOptional(search, ack);
    return reply;
  }

  /** Returns the outcome of an ask, together with what the events say. */
  async #conclude(
    search: ReplySearch,
    result: WaitOnAskResult | undefined,
    { told, early = false }: { readonly told?: ToldReply; readonly early?: boolean } = {},
  ): Promise<SettledReply> {
    const { correlation_id, question } = search.ask;
    const lost = { status: "lost", correlation_id } as const;
    const reply: SettledReply | undefined =
      result === undefined ? { ...lost, reason: "unknown_ask" } : replyFromWait(result, question);
    if (reply?.status === "declined") return reply;
    // If the reply came before anybody waited, the daemon kept it without its attachments.
    if (reply?.status === "answered" && (!early || reply.attachments.length > 0)) return reply;
    const found = (hasWords(told?.reply) ? told : await this.#find(search))?.reply;
    if (reply === undefined) {
      return found ?? { ...lost, reason: "reply_not_kept", detail: "closed as reply_to" };
    }
    if (found === undefined) return reply;
    if (reply.status === "answered") {
      return found.status === "answered" ? { ...reply, attachments: found.attachments } : reply;
    }
    // A reply was refused, and the ask was closed without words afterwards.
    return reply.status === "lost" || hasWords(found) ? found : reply;
  }

  #find(search: ReplySearch): Promise<ToldReply | undefined> {
    return this.#tryOptional(search, () => this.#events.find(search.ask, search.scope));
  }

  /** Does work whose failure must not cost a reply. */
  async #tryOptional<Result>(
    { scope }: ReplySearch,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const backoff = new Backoff(unheldDelays);
    for (;;) {
      try {
        return await scope.run(work);
      } catch (error) {
        scope.throwIfEnded();
        if (wouldFailAgain(error) || backoff.failures >= optionalTries - 1) return undefined;
        await scope.pause(backoff.next());
      }
    }
  }
}

/** Whether an ask is no longer open. If the daemon does not mention an ask, it does not know it. */
function isOver(result: WaitOnAskResult | undefined): boolean {
  return result?.status !== "pending";
}
