import type { MeshEvent } from "@repowire/protocol";
import { RepowireError } from "@repowire/protocol/errors";
import { isKnownEventType, knownEventTypes } from "@repowire/protocol/guards";

import { type Callbacks, hasSubscribers, publish } from "../observers.ts";
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
import type { Scope } from "../scope.ts";
import type { EventFollower, EventSubscriber } from "./follower.ts";
import type { EventGap, EventItem } from "./order.ts";
import { EventQueue, type QueueEntry } from "./queue.ts";

/** A type of event to ask for: a known type, or `"unknown"`. */
export type EventType = MeshEvent["type"];

/** The items of a stream for some types of events. */
export type EventStreamItem<Type extends EventType = EventType> =
  | Extract<MeshEvent, { type: Type }>
  | EventGap;

/** Which events to follow, and how. Every option has a default. */
export interface EventStreamOptions<Type extends EventType = EventType> {
  /**
   * The id of the event after which to begin, such as an earlier `cursor`. Default: the oldest event that
   * the daemon still has, of up to 500. While the client follows the events already, another stream begins
   * with those of them that together have no more characters than `maxResponseBytes`.
   */
  readonly since?: string | undefined;
  /** Only events of these types, and gaps. Default: all events. */
  readonly types?: readonly Type[] | undefined;
  /** Ends the stream. The loop over it then throws the signal's reason. */
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
   * After this many failed connections in a row, the stream ends with the last failure. A connection that
   * the daemon ends normally does not count.
   *
   * @defaultValue Infinity
   */
  readonly attempts?: number | undefined;
  /** Called for each connection failure that the stream survives. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** What a stream needs from its client. */
export interface EventStreamHost {
  /** Loads the source of the events. */
  follower(): Promise<EventFollower>;
  readonly scope: Scope;
  readonly callbacks: Callbacks;
}

/**
 * The events of the mesh, each once and in order, over any number of connections.
 *
 * It connects with the first `next()`. Whenever a connection ends, it pauses and reconnects. All streams
 * of a client share one connection. If a message cannot be read, for example because it exceeds
 * `maxResponseBytes`, the stream yields a `gap` and goes on.
 *
 * The stream ends in these cases:
 *
 * - The daemon refuses it (401 and 403), or five times in a row something other than a daemon answers (a
 *   404, a redirect or a web page). The loop throws that error.
 * - The client's `authToken` function throws at the beginning. The loop throws its error.
 * - The reader is too slow. The loop throws an {@link EventStreamOverflowError}.
 * - The signal fires. The loop throws its reason.
 * - You close the stream or its client. The loop ends without an error.
 *
 * It reads ahead of its reader, because the daemon skips events for a connection that does not take them.
 *
 * The events depend on the daemon. A Python daemon writes an event for each ask, notification, reply and
 * broadcast. The Go daemon writes no event for an ask, or for a notification or reply that it delivered.
 * On Go you see `peer_online`, `peer_offline` and `peer_status`, broadcasts, queries, chat turns and
 * queued notifications. You also see `ack` for replies that somebody waits for and for asks that were
 * closed without words.
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
    // The first `next()` reports a failure.
    host.follower().catch(() => undefined);
  }

  /**
   * The id of the last event up to which the reader has received everything that it asked for. After a
   * restart of the program, pass it as `since` to continue: events that were waiting when the stream
   * ended come then.
   */
  get cursor(): string | undefined {
    return this.#queue.cursor;
  }

  /** Whether a connection is open now. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Waits for the next event. */
  next(): Promise<IteratorResult<EventStreamItem<Type>, undefined>> {
    if (this.#scope === undefined) this.#start();
    return this.#queue.take();
  }

  /** Closes the stream. A `break` out of the loop calls it. */
  return(): Promise<IteratorReturnResult<undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Ends the stream and drops what waits for the reader. */
  close(): void {
    // A stream that was closed before it began does not connect.
    this.#scope ??= this.#host.scope.child();
    this.#scope.end();
    this.#queue.close();
  }

  /** Returns the stream itself. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends the stream. */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  #start(): void {
    const { since, signal, attempts, onError } = this.#settings;
    const { callbacks } = this.#host;
    const scope = this.#host.scope.child({ signal });
    this.#scope = scope;
    scope.onEnd(({ why, reason }) => {
      this.#connected = false;
      if (why !== "done") this.#queue.close(why === "aborted" ? { error: reason } : undefined);
    });
    if (scope.ended !== undefined) return;
    const subscriber: EventSubscriber = {
      onItems: (items) => this.#add(items),
      onConnection: (open, failure) => {
        this.#connected = open;
        if (failure === undefined) return;
        if (failure.count >= attempts) return this.#fail(failure.error);
        callbacks.tell("eventStream: onError", onError, [failure.error]);
      },
      onEnd: (error) => this.#fail(error),
    };
    this.#host.follower().then(
      (follower) => {
        if (scope.ended === undefined) scope.onEnd(follower.subscribe(subscriber, since));
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #add(entries: readonly EventItem[]): void {
    const watched = hasSubscribers("repowire:event");
    for (const entry of entries) {
      const { item, cursor } = entry;
      if (this.#scope?.ended !== undefined) return;
      if (cursor !== undefined && this.#types?.has(item.type) === false) {
        this.#queue.pass(cursor);
        continue;
      }
      if (watched) publish("repowire:event", () => ({ id: cursor, type: item.type }));
      if (this.#queue.push(entry as QueueEntry<EventStreamItem<Type>>)) continue;
      this.#fail(
        new EventStreamOverflowError(
          "eventStream: the reader was too slow, and the stream's memory is full. Read faster, " +
            "raise maxWaiting, or go on after the error's cursor.",
          this.#queue.newest,
        ),
      );
    }
  }

  /** What is there can still be read. After that it throws. */
  #fail(error: unknown): void {
    this.#queue.fail(error);
    this.#scope?.end();
  }
}

/**
 * The reader of an event stream was slower than the mesh for too long, and the stream's memory is full.
 * You have read everything that was in it. Continue after {@link EventStreamOverflowError.cursor}. There
 * is a gap if the daemon has dropped events since.
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
  static override readonly brand: string = "@repowire/client.EventStreamOverflowError";
  override readonly name: string = "EventStreamOverflowError";
  /** The id of the last event that was read. Pass it as `since`. */
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
    const known = [...knownEventTypes, ...otherTypes].join(", ");
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
