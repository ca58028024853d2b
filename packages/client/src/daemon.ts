import { type RawEvent, endpoints, isDaemonHTTPError } from "@repowire/protocol";

import type { SentAsk } from "./replies/ask-handle.ts";
import type { SettledReply } from "./replies/ask-reply.ts";
import { isFromRecipient, replyFromEvent } from "./replies/reply-from-event.ts";
import { Caller } from "./http/call.ts";
import type { Clock } from "./clock.ts";
import { responseError, timeoutError } from "./http/explain.ts";
import { eventOf } from "./events/event-of.ts";
import type { EventOrigin } from "./events/event-follower.ts";
import { Callbacks } from "./callbacks.ts";
import { Lifetime } from "./lifetime.ts";
import { encodeRequest } from "./http/encode-request.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./options.ts";

/** Longer than the 15 seconds after which the daemon sends a sign of life. */
const streamTimeout = 45_000;

/** The daemon of a client, as the parts see it that live longer than one call. */
export class Daemon {
  readonly caller: Caller;
  // Private, as it holds the token, which nobody who prints a client may see.
  readonly #settings: Settings;
  /** Ends with the client. Whatever waits has a child of it. */
  readonly scope: Scope;
  /** Tells a user's functions, whatever they throw. */
  readonly callbacks: Callbacks;
  readonly lifetime: Lifetime;
  /** Whether it has `POST /asks/{id}/wait`; learned with the first use. */
  hasWait: boolean | undefined;
  /** Whether it has `POST /decline`; learned with the first use. */
  hasDecline: boolean | undefined;

  constructor(settings: Settings, scope: Scope) {
    this.#settings = settings;
    this.scope = scope;
    this.lifetime = new Lifetime(scope);
    this.callbacks = new Callbacks(settings.logger);
    this.caller = new Caller(settings, scope, this.callbacks);
  }

  get settings(): Settings {
    return this.#settings;
  }

  get clock(): Clock {
    return this.#settings.clock;
  }

  /** The daemon's events, as a stream and as a list. */
  readonly events: EventOrigin = {
    open: async (signal) => {
      const options = { signal, timeout: streamTimeout };
      // What watches over the silence of the stream is in the room of the events.
      const { data, headers, status } = await this.caller.open(
        "eventStream",
        {},
        options,
        Infinity,
      );
      if (headers.get("content-type")?.startsWith("text/event-stream") === true) return data;
      data.cancel().catch(() => undefined);
      throw this.#unreadable(status, "the answer is no event stream");
    },
    since: (since, signal): Promise<readonly RawEvent[]> =>
      this.caller.call("events", since === undefined ? {} : { since }, { signal }),
    unreadable: (issue) => this.#unreadable(200, issue),
    silent: (milliseconds) =>
      timeoutError(
        encodeRequest(endpoints.eventStream, {}),
        { origin: this.settings.origin, attempts: 1 },
        milliseconds,
      ),
  };

  /** Looks through the events that the daemon still has for the reply to an ask. */
  async findReply(ask: SentAsk, signal: AbortSignal): Promise<SettledReply | undefined> {
    for (const raw of await this.events.since(undefined, signal)) {
      const event = eventOf(raw);
      const reply = replyFromEvent(event);
      if (reply?.correlation_id !== ask.correlation_id || !isFromRecipient(event, ask)) continue;
      if (await this.isReply(reply, signal)) return reply;
    }
    return undefined;
  }

  /**
   * Whether a reply is one. The event of an ask is written before it is sent, and an ask that does
   * not arrive answers nothing.
   */
  async isReply(reply: SettledReply, signal: AbortSignal): Promise<boolean> {
    if (reply.status !== "answered" || reply.reply_ask === undefined) return true;
    try {
      const trace = await this.caller.call("trace", { trace_id: reply.reply_ask }, { signal });
      return !trace.stages.some((stage) => stage.status === "fail");
    } catch (error) {
      if (isDaemonHTTPError(error) && error.status === 404) return true;
      throw error;
    }
  }

  #unreadable(status: number, issue: string): Error {
    const request = encodeRequest(endpoints.eventStream, {});
    return responseError(request, this.settings.origin, status, undefined, [issue]);
  }
}
