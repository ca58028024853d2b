import type { MeshEvent, RawEvent, RepowireError } from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";
import { classifyEvent } from "@repowire/protocol/events";
import { isRawEvent } from "@repowire/protocol/guards";

import { Backoff, mostRefusals, reconnectDelays, waitAfter } from "../backoff.ts";
import type { Connections, Daemon } from "../daemon.ts";
import { isRefusal, wouldFailAgain } from "../errors.ts";
import { responseError, timeoutError } from "../http/explain.ts";
import { type BodyStream, openStream } from "../http/stream.ts";
import { ofRoot } from "../of-root.ts";
import type { Scope } from "../scope.ts";
import { type EventItem, EventOrder, gapItem } from "./order.ts";
import { sseReader } from "./sse.ts";

/**
 * The source of the events. Failures of the daemon and of the connection are the protocol's errors, also
 * in the middle of the stream. All other errors are the caller's.
 */
export interface EventOrigin {
  /** Opens the stream. It ends with the scope, and rejects what is read from it then. */
  open(scope: Scope): Promise<Pick<BodyStream, "read">>;
  /** Returns the events after an event, or all that the daemon still has. */
  since(id: string | undefined, scope: Scope): Promise<readonly RawEvent[]>;
  /** Makes the error for a stream that was silent for this many milliseconds. */
  silent(milliseconds: number): RepowireError;
}

export interface EventFollowerOptions {
  readonly origin: EventOrigin;
  /** Ends with the client. */
  readonly scope: Scope;
  readonly connections: Connections;
  /** The longest event to accept, in characters. */
  readonly limit: number;
}

/** Receives the events. */
export interface EventSubscriber {
  /** Gets each event once and in order, and the gaps between them. */
  onItems(items: readonly EventItem[]): void;
  /** Called when a connection opened or ended. `count` is the number of failed ones in a row. */
  onConnection(open: boolean, failure?: { readonly error: unknown; readonly count: number }): void;
  /** Called when the daemon refuses. There is no further attempt. */
  onEnd(error: unknown): void;
}

/** The daemon sends a comment after 15 seconds without an event. */
const silence = 45_000;
/** How often to look for silence before it counts. */
const looks = 3;
/** A connection that lasted this long was good. */
const lasting = 5_000;
/** After this long without an event, the replay has ended. */
const quiet = 1_000;
/** How often to ask for events beside the stream, for one connection or one listener. */
const questions = 3;
/** The longest pause that `retry:` can ask for. */
const longestRetry = 300_000;
/** Twice the number that the daemon keeps. */
const mostHeld = 1_000;

/**
 * Follows the daemon's events over any number of connections, one at a time, for everybody who listens.
 * It is connected while anybody listens.
 */
export class EventFollower {
  readonly #options: EventFollowerOptions;
  readonly #subscriptions = new Set<Subscription>();
  #order: EventOrder;
  #scope: Scope | undefined;
  #connected = false;
  /** Whether the replay of the first connection has ended. */
  #complete = false;
  /** The longest pause that the daemon asked for with `retry:`. */
  #retry = 0;
  #asked: Promise<unknown> = Promise.resolve();
  #question: Promise<readonly MeshEvent[]> | undefined;

  constructor(options: EventFollowerOptions) {
    this.#options = options;
    this.#order = new EventOrder(options.limit);
  }

  /**
   * Follows the events after `since`. Without `since`, it begins with those that the daemon still has.
   * Returns a function that stops it.
   */
  subscribe(subscriber: EventSubscriber, since?: string): () => void {
    const scope = this.#options.scope.child();
    const subscription = new Subscription(subscriber, since);
    this.#subscriptions.add(subscription);
    const leave = () => {
      scope.end();
      this.#subscriptions.delete(subscription);
      if (this.#subscriptions.size === 0) this.#stop();
    };
    subscription.add(this.#order.recent);
    if (subscription.holds) void this.#locate(subscription, scope);
    if (this.#scope === undefined) this.#start();
    else if (this.#connected) subscriber.onConnection(true);
    return leave;
  }

  /**
   * Returns the events that the daemon still has. If they are not followed already, it asks for them,
   * with one request for all who want them at that time.
   */
  recent(): Promise<readonly MeshEvent[]> {
    if (this.#connected && this.#complete) {
      const { recent } = this.#order;
      return Promise.resolve(recent.flatMap(({ item }) => (item.type === "gap" ? [] : [item])));
    }
    // The response to a request under way may be older than the wanted event.
    this.#question ??= this.#asked.then(async () => {
      this.#question = undefined;
      const events = this.#since(undefined, this.#options.scope);
      this.#asked = events.catch(() => undefined);
      return (await events).map(classifyEvent);
    });
    return this.#question;
  }

  #start(): void {
    const scope = this.#options.scope.child();
    this.#scope = scope;
    this.#run(scope).catch((error: unknown) => {
      if (scope.ended !== undefined) return;
      this.#stop();
      const all = [...this.#subscriptions];
      this.#subscriptions.clear();
      for (const { subscriber } of all) subscriber.onEnd(error);
    });
  }

  #stop(): void {
    this.#scope?.end();
    this.#scope = undefined;
    this.#connected = false;
    this.#complete = false;
    this.#order = new EventOrder(this.#options.limit);
  }

  async #run(scope: Scope): Promise<never> {
    const backoff = new Backoff(reconnectDelays);
    let [failures, refused, opened] = [0, 0, false];
    const onOpen = () => {
      opened = true;
      refused = 0;
      this.#complete = false;
      this.#tell(true);
    };
    const onGood = () => {
      backoff.reset();
      failures = 0;
    };
    for (;;) {
      let failure: { readonly error: unknown; readonly count: number } | undefined;
      try {
        await this.#follow(scope, onOpen, onGood);
      } catch (error) {
        scope.throwIfEnded();
        failure = { error, count: ++failures };
      }
      this.#tell(false, failure);
      let wait = backoff.next();
      if (failure !== undefined) {
        const { error } = failure;
        refused = wouldFailAgain(error) ? refused + 1 : 0;
        // An error of the caller's function at the very beginning is a mistake in the program.
        const hopeless = isRepowireError(error) ? isRefusal(error) : !opened;
        if (hopeless || refused >= mostRefusals) throw error;
        wait = waitAfter(error, wait);
      }
      await scope.pause(Math.max(wait, this.#retry));
    }
  }

  /** Runs one connection, from its opening to its end. */
  async #follow(scope: Scope, onOpen: () => void, onGood: () => void): Promise<void> {
    const connection = scope.child();
    const giveBack = await this.#options.connections.hold(connection);
    let unheard = 0;
    try {
      const pieces = await connection.run(() => this.#options.origin.open(connection));
      const order = this.#order;
      order.connected();
      onOpen();
      connection.schedule(lasting, onGood);
      const catchUp = this.#catchUp(connection, order);
      const read = sseReader(this.#options.limit, {
        onData: (data) => {
          catchUp.arrivals += 1;
          const event = parse(data);
          if (typeof event === "string") order.unreadable(event);
          else order.add(event, data);
        },
        // The daemon sends a comment only if it has nothing else to send.
        onComment: () => void catchUp.ask(true),
        onRetry: (delay) => (this.#retry = Math.min(delay, longestRetry)),
        onTooLong: () => {
          catchUp.arrivals += 1;
          order.unreadable(`it has more than ${this.#options.limit} characters`);
        },
      });
      const listen = () => {
        unheard += 1;
        if (unheard >= looks) connection.end();
        else connection.schedule(silence / looks, listen);
      };
      connection.schedule(silence / looks, listen);
      for (;;) {
        const piece = await pieces.read();
        if (piece === undefined) return;
        unheard = 0;
        read(piece);
        this.#deliver(order);
      }
    } catch (error) {
      throw unheard >= looks ? this.#options.origin.silent(silence) : error;
    } finally {
      connection.end();
      giveBack();
    }
  }

  #deliver(order: EventOrder): void {
    const items = order.take();
    if (items.length === 0) return;
    for (const subscription of this.#subscriptions) subscription.add(items);
  }

  /**
   * Asks for the events after the last one, once for each connection. If an event came up while the
   * daemon was sending its replay, the daemon sends that event only together with the next one, however
   * long that takes. A late replay is different: until the stream is known to be idle, events that do not
   * follow the last one are left to the stream.
   */
  #catchUp(connection: Scope, order: EventOrder) {
    let [asking, left] = [false, questions];
    const catchUp = {
      /** Counts what came over the stream, to notice whether it was quiet. */
      arrivals: 0,
      ask: async (idle: boolean) => {
        if (asking || left === 0 || (!idle && order.last === undefined)) return;
        const { arrivals } = catchUp;
        asking = true;
        left -= 1;
        try {
          const events = await this.#since(order.earlier, connection);
          // A stream that has moved on brings the events itself, in its own order.
          if (connection.ended !== undefined || catchUp.arrivals !== arrivals) return;
          if (!order.fill(events, idle)) return;
          left = 0;
          this.#complete = true;
          this.#deliver(order);
        } catch {
          // The stream itself notices when the daemon is away. The next comment asks again.
        } finally {
          asking = false;
        }
      },
    };
    connection.schedule(quiet, () => void catchUp.ask(false));
    return catchUp;
  }

  /** Finds out whether the daemon still has the event after which to begin. */
  async #locate(subscription: Subscription, scope: Scope): Promise<void> {
    const backoff = new Backoff(reconnectDelays);
    let [refused, held] = [0, 0];
    while (subscription.holds) {
      try {
        return subscription.locate(await this.#since(undefined, scope));
      } catch (error) {
        if (scope.ended !== undefined) return;
        if (!isRepowireError(error)) return subscription.subscriber.onEnd(error);
        // All events together may exceed the limit of a response. While the stream brings events, it may
        // still bring the one after which to begin.
        if (subscription.held !== held) refused = 0;
        else if (this.#connected && isDaemonHTTPError(error)) refused += 1;
        if (refused === questions) return subscription.begin();
        ({ held } = subscription);
        const wait = Math.max(waitAfter(error, backoff.next()), quiet);
        await scope.pause(wait).catch(() => undefined);
      }
    }
  }

  #since(id: string | undefined, scope: Scope): Promise<readonly RawEvent[]> {
    return this.#options.connections.use(scope, () =>
      scope.run(() => this.#options.origin.since(id, scope)),
    );
  }

  #tell(...args: Parameters<EventSubscriber["onConnection"]>): void {
    [this.#connected] = args;
    for (const { subscriber } of this.#subscriptions) subscriber.onConnection(...args);
  }
}

/** A listener, from the event after which to begin. */
class Subscription {
  readonly subscriber: EventSubscriber;
  readonly #since: string | undefined;
  /** Events that are held back until the event after which to begin comes, or is known to be gone. */
  #held: EventItem[] | undefined;
  /** If one of these comes first, the event is gone. */
  #later: ReadonlySet<string | undefined> = new Set();

  constructor(subscriber: EventSubscriber, since: string | undefined) {
    this.subscriber = subscriber;
    this.#since = since;
    if (since !== undefined) this.#held = [];
  }

  get holds(): boolean {
    return this.#held !== undefined;
  }

  /** How many events are held back. */
  get held(): number {
    return this.#held?.length ?? 0;
  }

  add(items: readonly EventItem[]): void {
    if (this.#held === undefined) return this.subscriber.onItems(items);
    const found = items.findIndex(({ cursor }) => cursor === this.#since);
    if (found >= 0) {
      this.#held = undefined;
      return this.subscriber.onItems(items.slice(found + 1));
    }
    this.#held.push(...items);
    const isGone = this.#held.some(({ cursor }) => this.#later.has(cursor));
    if (isGone || this.#held.length > mostHeld) this.begin();
  }

  /** Call it with all events that the daemon has. */
  locate(events: readonly RawEvent[]): void {
    const at = events.findIndex(({ id }) => id === this.#since);
    this.#later = new Set(events.slice(at + 1).map(({ id }) => id));
    if (events.length === 0) this.begin();
    else if (this.holds) this.add([]);
  }

  /** Begins with everything, after a gap. */
  begin(): void {
    if (this.#held === undefined) return;
    const gap = gapItem({ after: this.#since, reason: "forgotten" });
    const items = [gap, ...this.#held];
    this.#held = undefined;
    this.subscriber.onItems(items);
  }
}

/** Returns the event, or the reason why the text is not an event. */
function parse(data: string): RawEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return "it is not JSON";
  }
  return isRawEvent(value) ? value : "it has no id, no type or no timestamp";
}

/** The events of a client, which all its streams and replies share. */
export const followerOf: (daemon: Daemon) => EventFollower = ofRoot((root) => {
  const { scope, connections, settings } = root;
  const limit = settings.maxResponseBytes;
  return new EventFollower({ origin: originOf(root), scope, connections, limit });
});

function originOf({ caller, settings: { origin } }: Daemon): EventOrigin {
  const call = { name: "eventStream", request: { method: "GET", path: "/events/stream" } };
  return {
    async open({ signal }) {
      const options = { signal, timeout: silence };
      // The follower itself notices silence.
      const answer = await openStream(caller, "eventStream", {}, options, Infinity);
      const { data, headers, status } = answer;
      const type = headers.get("content-type") ?? "";
      if (/^\s*text\/event-stream\s*(;|$)/i.test(type)) return data;
      data.cancel();
      const issue = "the answer is not an event stream";
      throw responseError(call, origin, status, undefined, [issue], true);
    },
    async since(since, { signal }) {
      const params = since === undefined ? {} : { since };
      // A response that does not match its schema may be anything.
      return await caller.call("events", params, { signal }, (events) =>
        Array.isArray(events) ? events.filter((event) => isRawEvent(event)) : undefined,
      );
    },
    silent: (timeout) => timeoutError(call, { origin, attempts: 1 }, timeout),
  };
}
