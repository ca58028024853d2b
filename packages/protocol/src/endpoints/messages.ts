import { PendingDeliveriesParamsSchema, PendingDeliveriesResultSchema } from "../deliveries.ts";
import {
  BroadcastParamsSchema,
  BroadcastResultSchema,
  NotifyParamsSchema,
  NotifyResultSchema,
  QueryParamsSchema,
  QueryResultSchema,
} from "../messages.ts";
import { daemonVersions } from "../versions.ts";
import { type Endpoint, receiptHold } from "./endpoint.ts";

/** Routes about messages. */
export const messageEndpoints = {
  /** Sends a message that asks for nothing back. */
  notify: {
    name: "notify",
    method: "POST",
    path: "/notify",
    params: NotifyParamsSchema,
    result: NotifyResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Sends a message to every connected peer of the circle. */
  broadcast: {
    name: "broadcast",
    method: "POST",
    path: "/broadcast",
    params: BroadcastParamsSchema,
    result: BroadcastResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Asks, and waits for the answer with the call held open. A failure is a 200 as well. */
  query: {
    name: "query",
    method: "POST",
    path: "/query",
    params: QueryParamsSchema,
    result: QueryResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: { parameter: "timeout", default: 300_000 },
  },
  /** Hands out the messages that waited for a peer, and deletes them. */
  pendingDeliveries: {
    name: "pendingDeliveries",
    method: "GET",
    path: "/deliveries/pending",
    params: PendingDeliveriesParamsSchema,
    result: PendingDeliveriesResultSchema,
    daemons: daemonVersions,
    // What the daemon has sent it deletes: a second call gets what follows.
    actsTwice: true,
  },
} as const satisfies Record<string, Endpoint>;
