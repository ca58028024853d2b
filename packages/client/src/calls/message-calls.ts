import type {
  BroadcastParams,
  BroadcastResult,
  NotifyParams,
  NotifyResult,
  PendingDeliveriesParams,
  PendingDelivery,
  QueryParams,
  QueryResult,
} from "@repowire/protocol";

import type { RepowireCall } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { PeerCalls } from "./peer-calls.ts";

/** Messages that are not tracked. */
export abstract class MessageCalls extends PeerCalls {
  /**
   * Sends a message that asks for nothing back. The result says whether it was delivered or queued;
   * to a peer that is offline it is queued for a day.
   */
  notify(params: NotifyParams, options?: CallOptions): RepowireCall<NotifyResult> {
    return this.calls.call("notify", params, options);
  }

  /**
   * Sends a message to every connected peer of the sender's circle. `sent_to` says who got it; offline
   * peers do not, and nothing is queued.
   */
  broadcast(params: BroadcastParams, options?: CallOptions): RepowireCall<BroadcastResult> {
    return this.calls.call("broadcast", params, options);
  }

  /**
   * Asks a peer and waits for the text of its answer, 300 seconds unless `timeout` in the parameters
   * says otherwise. A failure is a 200 too: look at `error` of the result.
   */
  query(params: QueryParams, options?: CallOptions): RepowireCall<QueryResult> {
    return this.calls.call("query", params, options);
  }

  /**
   * The messages that waited for a peer, the oldest first. **The daemon deletes what it returns**, so
   * one that is lost on the way is lost for good.
   */
  pendingDeliveries(
    params: PendingDeliveriesParams,
    options?: CallOptions,
  ): RepowireCall<PendingDelivery[]> {
    return this.calls.call("pendingDeliveries", params, options, (result) => result.deliveries);
  }
}
