import type { RawEvent } from "@repowire/protocol";

import type { Backoff } from "../backoff.ts";
import { type Clock, type Timer, pause } from "../clock.ts";
import { wouldFailAgain } from "../failures.ts";
import { ConnectionSilent, EventTooLarge, readEventLines } from "./event-lines.ts";
import { isRawEvent } from "./event-of.ts";
import { EventOrder } from "./event-order.ts";

/**
 * Where events come from. What is the daemon's failure, or the way's to it, is one of the
 * protocol's errors, in the middle of the stream as well; anything else is the caller's.
 */
export interface EventOrigin {
  /** Opens the stream. */
  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** The events after one, or all that the daemon still has. */
  since(id: string | undefined, signal: AbortSignal): Promise<readonly RawEvent[]>;
  /** The error for a stream that says something which is no event. */
  unreadable(issue: string): Error;
  /** The error for a stream that says nothing at all for so many milliseconds. */
  silent(milliseconds: number): Error;
}

/** What a follower tells. */
export interface EventFollowing {
  /** Each event once, in order; `characters` is the length of its JSON. */
  onEvent(event: RawEvent, characters: number): void;
  /** Events may be missing between the last one and the next. */
  onGap(after: string): void;
  /** A connection is open, or broke (with why, when it did not simply end). */
  onConnection?(open: boolean, error: unknown): void;
}

export interface EventFollowerOptions {
  readonly origin: EventOrigin;
  readonly following: EventFollowing;
  readonly clock: Clock;
  readonly backoff: Backoff;
  /** The id of the event after which to begin. Absent: with everything that the daemon still has. */
  readonly since: string | undefined;
  /** The most characters of one event. */
  readonly limit: number;
  /** Failures in a row after which to give up. */
  readonly attempts: number;
}

/** The daemon sends a comment after 15 seconds without an event. */
const silence = 45_000;
/** After this time the daemon's replay has come, if nothing holds it up. */
const replayed = 1_000;

/** Follows the daemon's events over any number of connections, until its signal aborts. */
export class EventFollower {
  readonly #options: EventFollowerOptions;
  readonly #order: EventOrder;
  /** Counts what came over the stream, to tell whether it was quiet. */
  #arrivals = 0;
  #asking = false;

  constructor(options: EventFollowerOptions) {
    this.#options = options;
    this.#order = new EventOrder(options.since, options.following);
  }

  /** Resolves when the signal aborts; rejects with what no further try would change. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, backoff, attempts, following } = this.#options;
    while (!signal.aborted) {
      let failure: { readonly error: unknown } | undefined;
      try {
        await this.#follow(signal);
      } catch (error) {
        failure = { error };
      }
      if (signal.aborted) return;
      following.onConnection?.(false, failure?.error);
      const wait = backoff.next();
      if (failure !== undefined) {
        const { error } = failure;
        if (wouldFailAgain(error) || backoff.failures >= attempts) throw error;
      }
      await pause(clock, wait, signal);
    }
  }

  /** One connection, from its opening to its end. */
  async #follow(signal: AbortSignal): Promise<void> {
    const { origin, clock, limit, backoff, following } = this.#options;
    const body = await origin.open(signal);
    const connection = new AbortController();
    const giveUp = () => connection.abort();
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
    following.onConnection?.(true, undefined);
    this.#order.connected();
    const timer = this.#begin(connection);
    try {
      await readEventLines(body, {
        clock,
        signal: connection.signal,
        limit,
        silence,
        onData: (data) => {
          backoff.reset();
          this.#arrivals += 1;
          this.#order.add(this.#read(data), data.length);
        },
        onComment: () => {
          backoff.reset();
          // It says so only when there is nothing more to send.
          void this.#catchUp(connection, true);
        },
      });
      // An answer beside the stream has failed: with the next connection all this happens again.
      if (connection.signal.aborted && !signal.aborted) throw connection.signal.reason;
    } catch (error) {
      if (error instanceof EventTooLarge) throw origin.unreadable(error.message);
      if (error instanceof ConnectionSilent) throw origin.silent(silence);
      throw error;
    } finally {
      timer.cancel();
      connection.abort();
      signal.removeEventListener("abort", giveUp);
    }
  }

  #begin(connection: AbortController): Timer {
    if (this.#order.joining) void this.#locate(connection);
    return this.#options.clock.schedule(replayed, () => void this.#catchUp(connection, false));
  }

  #read(data: string): RawEvent {
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      throw this.#options.origin.unreadable("an event is not JSON");
    }
    if (!isRawEvent(value)) {
      throw this.#options.origin.unreadable("an event has no id, no type or no timestamp");
    }
    return value;
  }

  /**
   * Asks for what followed the last event. A daemon that was sending its replay when an event
   * came up sends that event only together with the next one, however long that takes. A replay
   * that is late is another matter: as long as the stream is not known to be idle, what cannot
   * follow the last event is left to it.
   */
  async #catchUp(connection: AbortController, idle: boolean): Promise<void> {
    if (this.#asking || this.#order.joining) return;
    if (!idle && this.#order.last === undefined) return;
    const arrivals = this.#arrivals;
    const events = await this.#ask(this.#order.earlier, connection);
    // A stream that has moved on meanwhile brings them itself, and in its own order.
    if (events === undefined || this.#arrivals !== arrivals) return;
    this.#order.fill(events, idle);
  }

  /** Finds out whether the daemon still has the event after which to begin. */
  async #locate(connection: AbortController): Promise<void> {
    const since = this.#order.last;
    const after = await this.#ask(since, connection);
    if (after === undefined) return;
    if (after.length > 0) return this.#order.bound(after);
    // Nothing follows it, or the daemon has no events at all.
    const all = await this.#ask(undefined, connection);
    if (all?.some((event) => event.id === since) === false) this.#order.bound(all);
  }

  async #ask(
    since: string | undefined,
    connection: AbortController,
  ): Promise<readonly RawEvent[] | undefined> {
    const { signal } = connection;
    this.#asking = true;
    try {
      const events = await this.#options.origin.since(since, signal);
      return signal.aborted ? undefined : events;
    } catch (error) {
      connection.abort(error);
      return undefined;
    } finally {
      this.#asking = false;
    }
  }
}
