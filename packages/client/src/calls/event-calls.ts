import type {
  EventsParams,
  IngestChatTurnDeltaParams,
  IngestChatTurnParams,
  OkResult,
  RawEvent,
  Trace,
} from "@repowire/protocol";

import type { RepowireCall } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { EventStream, type EventStreamOptions, type EventType } from "../events/event-stream.ts";
import { AskCalls } from "./ask-calls.ts";

/** What happened in the mesh. */
export abstract class EventCalls extends AskCalls {
  /**
   * What happened, the oldest first, at most 500. With the id of an event in `since`: what followed it,
   * or everything when the daemon no longer has that event.
   */
  events(params?: EventsParams, options?: CallOptions): RepowireCall<RawEvent[]> {
    return this.calls.call("events", params, options);
  }

  /**
   * Follows what happens in the mesh: every event once and in order, over any number of
   * connections, with a gap where the daemon has forgotten some.
   *
   * @throws TypeError at once, for options that cannot work.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * // From now on: after the last event that there is.
   * const since = (await client.events()).at(-1)?.id;
   * for await (const event of client.eventStream({ since, types: ["broadcast"] })) {
   *   if (event.type === "broadcast") console.log(event.from, event.text);
   * }
   * ```
   */
  eventStream<const Type extends EventType = EventType>(
    options: EventStreamOptions<Type> = {},
  ): EventStream<Type> {
    const { events: origin, clock, lifetime, settings } = this.daemon;
    return new EventStream({ origin, clock, lifetime, limit: settings.maxResponseBytes }, options);
  }

  /** Writes what was said in an agent's session into the events. */
  ingestChatTurn(params: IngestChatTurnParams, options?: CallOptions): RepowireCall<OkResult> {
    return this.calls.call("ingestChatTurn", params, options);
  }

  /** Writes a piece of what an agent is saying into the events. */
  ingestChatTurnDelta(
    params: IngestChatTurnDeltaParams,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("ingestChatTurnDelta", params, options);
  }

  /**
   * The way that a message went: by the correlation id of an ask, or the `delivery_id` of a
   * notification.
   */
  trace(trace_id: string, options?: CallOptions): RepowireCall<Trace> {
    return this.calls.call("trace", { trace_id }, options);
  }
}
