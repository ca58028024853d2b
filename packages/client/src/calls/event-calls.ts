import type {
  EventsParams,
  IngestChatTurnDeltaParams,
  IngestChatTurnParams,
  OkResult,
  RawEvent,
  Trace,
} from "@repowire/protocol";

import type { RepowireCall } from "../call.ts";
import type { CallOptions } from "../options.ts";
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
