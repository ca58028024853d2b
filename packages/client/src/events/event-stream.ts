import type { MeshEvent, RawEvent } from "@repowire/protocol";

import { Backoff } from "../backoff.ts";
import type { Clock } from "../clock.ts";
import type { Lifetime } from "../lifetime.ts";
import { EventFollower, type EventOrigin } from "./event-follower.ts";
import { eventOf } from "./event-of.ts";
import { EventQueue } from "./event-queue.ts";
import { type EventStreamSettings, eventStreamSettingsOf } from "./event-stream-settings.ts";
import { EventStreamOverflowError } from "./event-stream-overflow-error.ts";

/**
 * Events may be missing here: the daemon has forgotten the last one that this stream knows, since
 * it keeps 500. What follows is everything that it still has.
 */
export interface EventGap {
  readonly type: "gap";
  /** The id of the last event before the gap. */
  readonly after: string;
}

/** What a stream can be asked for: a known type of event, or `"unknown"`. */
export type EventType = MeshEvent["type"];

/** What a stream of some types gives. */
export type EventStreamItem<Type extends EventType = EventType> =
  | Extract<MeshEvent, { type: Type }>
  | EventGap;

/** What to follow, and how. Everything has a default. */
export interface EventStreamOptions<Type extends EventType = EventType> {
  /**
   * The id of the event after which to begin, such as a `cursor` of before. Absent: with
   * everything that the daemon still has, up to 500 events.
   */
  readonly since?: string | undefined;
  /** Only events of these types, and gaps. Absent: all. */
  readonly types?: readonly Type[] | undefined;
  /** Ends the stream; the loop over it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How many events may wait for the reader.
   *
   * @defaultValue 10000
   */
  readonly maxWaiting?: number | undefined;
  /**
   * How many characters of JSON may wait for the reader.
   *
   * @defaultValue 33554432
   */
  readonly maxWaitingCharacters?: number | undefined;
  /**
   * Failed connections in a row after which the stream ends with the last failure.
   *
   * @defaultValue Infinity
   */
  readonly attempts?: number | undefined;
}

/** What a stream needs of its client. */
export interface EventStreamHost {
  readonly origin: EventOrigin;
  readonly clock: Clock;
  readonly lifetime: Lifetime;
  /** The most characters of one event. */
  readonly limit: number;
}

/** The wait before a stream connects again, in milliseconds. */
export const reconnectDelays = { initial: 250, most: 10_000 } as const;

/**
 * The events of the mesh in one row, each once and in order, over any number of connections.
 *
 * It connects with the first `next()`, and again, after a pause, whenever a connection ends for
 * whatever reason. It ends with the error where the daemon refuses (401, 403, 404 and the like) or
 * the client's `authToken` function throws, with an {@link EventStreamOverflowError} where the
 * reader is too slow, with the reason of the signal, and without an error when it or its client is
 * closed.
 *
 * It reads ahead of its reader, because the daemon skips events for a connection that does not
 * take them.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * const stream = client.eventStream({ types: ["ask", "notification"] });
 * for await (const event of stream) {
 *   if (event.type === "gap") console.log("events may be missing after", event.after);
 *   else console.log(event.type, event.from, event.text, stream.cursor);
 * }
 * ```
 */
export class EventStream<Type extends EventType = EventType>
  implements AsyncIterableIterator<EventStreamItem<Type>, undefined>, AsyncDisposable
{
  readonly #host: EventStreamHost;
  readonly #settings: EventStreamSettings;
  readonly #queue: EventQueue<EventStreamItem<Type>>;
  readonly #controller = new AbortController();
  #started = false;
  #connected = false;

  /** Made by `client.eventStream()`. @internal */
  constructor(host: EventStreamHost, options: EventStreamOptions<Type>) {
    this.#host = host;
    this.#settings = eventStreamSettingsOf(options);
    const { since, maxWaiting, maxWaitingCharacters } = this.#settings;
    const limits = { items: maxWaiting, characters: maxWaitingCharacters };
    this.#queue = new EventQueue(limits, since);
  }

  /**
   * The id of the last event up to which the reader has got everything that it asked for. Pass it
   * as `since` to go on after a restart of the program: what was waiting when the stream ended
   * comes then.
   */
  get cursor(): string | undefined {
    return this.#queue.cursor;
  }

  /** Whether a connection is open right now. */
  get connected(): boolean {
    return this.#connected;
  }

  next(): Promise<IteratorResult<EventStreamItem<Type>, undefined>> {
    if (!this.#started) this.#start();
    return this.#queue.take();
  }

  /** Closes the stream. A `break` out of the loop calls it. */
  return(): Promise<IteratorReturnResult<undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Ends the stream and its connection. What waits to be read is dropped. */
  close(): void {
    this.#stop();
    this.#queue.close();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  #start(): void {
    this.#started = true;
    const { since, attempts, signal } = this.#settings;
    const { lifetime } = this.#host;
    if (signal?.aborted) return this.#abort();
    if (lifetime.ended) return this.close();
    signal?.addEventListener("abort", this.#abort);
    lifetime.add(this.#close);
    const { origin, clock, limit } = this.#host;
    const follower = new EventFollower({
      origin,
      clock,
      limit,
      since,
      attempts,
      backoff: new Backoff(reconnectDelays),
      following: {
        onEvent: (event, characters) => this.#add(event, characters),
        onGap: (after) => this.#push({ type: "gap", after }, undefined, 0),
        onConnection: (open) => {
          this.#connected = open;
        },
      },
    });
    follower.run(this.#controller.signal).catch((error: unknown) => {
      this.#stop();
      this.#queue.fail(error);
    });
  }

  #add(raw: RawEvent, characters: number): void {
    const { types } = this.#settings;
    const event = eventOf(raw);
    if (types === undefined || types.has(event.type)) {
      this.#push(event as EventStreamItem<Type>, event.id, characters);
    } else {
      this.#queue.pass(event.id);
    }
  }

  #push(item: EventStreamItem<Type>, cursor: string | undefined, characters: number): void {
    if (this.#controller.signal.aborted || this.#queue.push(item, cursor, characters)) return;
    this.#stop();
    this.#queue.fail(
      new EventStreamOverflowError(
        "eventStream: the reader was too slow, and the stream's memory is full. Read faster, " +
          "raise maxWaiting, or go on after the error's cursor.",
        this.#queue.newest,
      ),
    );
  }

  #stop(): void {
    this.#connected = false;
    this.#settings.signal?.removeEventListener("abort", this.#abort);
    this.#host.lifetime.remove(this.#close);
    this.#controller.abort();
  }

  readonly #close = () => this.close();

  readonly #abort = () => {
    this.#stop();
    this.#queue.close({ error: this.#settings.signal?.reason });
  };
}
