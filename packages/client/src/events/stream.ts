import type { MeshEvent } from "@repowire/protocol";
import { RepowireError } from "@repowire/protocol/errors";
import { eventGuards, isKnownEventType } from "@repowire/protocol/guards";

import type { Callbacks } from "../callbacks.ts";
import {
  type Checked,
  type Rule,
  type Rules,
  abortSignal,
  byDefault,
  callback,
  checkOptions,
  count,
  rule,
} from "../option-rules.ts";
import { publish } from "../diagnostics.ts";
import type { Scope } from "../scope.ts";
import type { EventFollower } from "./follower.ts";
import type { EventGap, EventItem } from "./order.ts";
import { EventQueue, type QueueEntry } from "./queue.ts";

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
   * Failed connections in a row after which the stream ends with the last failure. A connection
   * that the daemon ends in good order is none of them.
   *
   * @defaultValue Infinity
   */
  readonly attempts?: number | undefined;
  /** Called with each failure of a connection that the stream survives. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** What a stream needs of its client. */
export interface EventStreamHost {
  readonly follower: EventFollower;
  readonly scope: Scope;
  readonly callbacks: Callbacks;
}

/**
 * The events of the mesh in one row, each once and in order, over any number of connections.
 *
 * It connects with the first `next()`, and again, after a pause, whenever a connection ends. All
 * streams of a client share one connection. A message that cannot be read, such as one of more than
 * `maxResponseBytes`, is a `gap` in the row, and the stream goes on.
 *
 * It ends with the error if the daemon refuses (401 and 403), if what is in its place answers
 * otherwise than a daemon (404, a redirect, a web page) five times in a row, and if the client's
 * `authToken` function throws at the beginning; with an {@link EventStreamOverflowError} if the
 * reader is too slow; with the reason of the signal; and without an error when it or its client is
 * closed.
 *
 * It reads ahead of its reader, because the daemon skips events for a connection that does not
 * take them.
 *
 * Which events there are depends on the daemon. One in Python writes an event for each ask,
 * notification, reply and broadcast. The daemon in Go writes none for an ask and none for a
 * notification or a reply that it delivered: there you see `peer_online`, `peer_offline` and
 * `peer_status`, broadcasts, queries, chat turns, notifications that were queued, and `ack` for
 * replies that somebody waits for and for asks that were closed without words.
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
  readonly #settings: Checked<typeof streamOptions>;
  readonly #types: ReadonlySet<string> | undefined;
  readonly #queue: EventQueue<EventStreamItem<Type>>;
  #scope: Scope | undefined;
  #connected = false;

  /** Made by `client.eventStream()`. @internal */
  constructor(host: EventStreamHost, options: EventStreamOptions<Type>) {
    this.#host = host;
    this.#settings = checkOptions("eventStream", streamOptions, options);
    const { since, types, maxWaiting, maxWaitingCharacters } = this.#settings;
    this.#types = types && new Set<string>(types);
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
    if (this.#scope === undefined) this.#start();
    return this.#queue.take();
  }

  /** Closes the stream. A `break` out of the loop calls it. */
  return(): Promise<IteratorReturnResult<undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Ends the stream. What waits to be read is dropped. */
  close(): void {
    this.#scope?.end();
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
    const { since, signal, attempts, onError } = this.#settings;
    const { follower, callbacks } = this.#host;
    const scope = this.#host.scope.child({ signal });
    this.#scope = scope;
    scope.onEnd(({ why, reason }) => {
      this.#connected = false;
      if (why !== "done") this.#queue.close(why === "aborted" ? { error: reason } : undefined);
    });
    if (scope.ended !== undefined) return;
    const leave = follower.subscribe(
      {
        onItem: (item) => this.#add(item),
        onConnection: (open, failure) => {
          this.#connected = open;
          if (failure === undefined) return;
          if (failure.count >= attempts) return this.#fail(failure.error);
          callbacks.tell("eventStream: onError", onError, [failure.error]);
        },
        onEnd: (error) => this.#fail(error),
      },
      since,
    );
    scope.onEnd(leave);
  }

  #add(entry: EventItem): void {
    if (this.#scope?.ended !== undefined) return;
    const { item, cursor } = entry;
    if (cursor !== undefined && this.#types?.has(item.type) === false) {
      this.#queue.pass(cursor);
      return;
    }
    publish("repowire:event", () => ({ id: cursor, type: item.type }));
    if (this.#queue.push(entry as QueueEntry<EventStreamItem<Type>>)) return;
    this.#fail(
      new EventStreamOverflowError(
        "eventStream: the reader was too slow, and the stream's memory is full. Read faster, " +
          "raise maxWaiting, or go on after the error's cursor.",
        this.#queue.newest,
      ),
    );
  }

  /** What is there can still be read, and then it throws. */
  #fail(error: unknown): void {
    this.#queue.fail(error);
    this.#scope?.end();
  }
}

const brand: unique symbol = Symbol.for("@repowire/client.EventStreamOverflowError");

/**
 * The reader of an event stream was slower than the mesh for so long that the stream's memory was
 * full. Everything that was in it has been read; {@link EventStreamOverflowError.cursor} goes on
 * from there, with a gap if the daemon has forgotten meanwhile.
 *
 * @example
 * ```ts
 * import { EventStreamOverflowError, RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * let since: string | undefined;
 * try {
 *   for await (const event of client.eventStream({ since })) console.log(event.type);
 * } catch (error) {
 *   if (!(error instanceof EventStreamOverflowError)) throw error;
 *   since = error.cursor;
 * }
 * ```
 */
export class EventStreamOverflowError extends RepowireError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "EventStreamOverflowError";
  /** The id of the last event that was read; pass it as `since`. */
  readonly cursor: string | undefined;

  constructor(message: string, cursor: string | undefined) {
    super(message, {
      request: { method: "GET", path: "/events/stream" },
      delivery: "unknown",
    });
    this.cursor = cursor;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), cursor: this.cursor };
  }
}

const otherTypes = ["unknown", "malformed"];

const types: Rule<readonly EventType[]> = {
  check: (at, value) => {
    const isType = (type: unknown) => isKnownEventType(type) || otherTypes.includes(type as string);
    if (Array.isArray(value) && value.every(isType)) return value as readonly EventType[];
    const known = [...Object.keys(eventGuards), ...otherTypes].join(", ");
    throw new TypeError(`${at} must be an array of ${known}`);
  },
  fallback: undefined,
};

const streamOptions = {
  since: rule<string>(
    "the id of an event, or left out",
    (value) => typeof value === "string" && value !== "",
  ),
  types,
  signal: abortSignal,
  maxWaiting: byDefault(count, 10_000),
  maxWaitingCharacters: byDefault(count, 32 * 1024 * 1024),
  attempts: byDefault(count, Infinity),
  onError: callback<(error: unknown) => void>(),
} satisfies Rules<EventStreamOptions>;
