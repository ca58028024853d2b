import { endpointTable, receiptHold } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  type ObjectSchema,
  boolean,
  closed,
  int,
  list,
  nullish,
  nullishBoolean,
  nullishFreeForm,
  nullishFreeForms,
  nullishInt,
  nullishOpen,
  nullishString,
  number,
  onePeerOrPane,
  open,
  optional,
  optionalBoolean,
  peerOrPane,
  peerReference,
  string,
  tolerant,
} from "../schema.ts";
import {
  notifyStatuses,
  notifyReasons,
  deliveryStates,
  queryStatuses,
  deliveryKinds,
} from "../words.ts";

/** A file that goes with a message; the daemon passes it on unchecked. */
export const AttachmentRefSchema: ObjectSchema<models.AttachmentRef> = closed({
  id: nullishString,
  /** A path on the daemon's machine. */
  path: nullishString,
  filename: nullishString,
  /** Bytes. */
  size: nullishInt,
  content_type: nullishString,
});

/** Files that go with a message; absent but not null. */
export const attachmentRefs = optional(list(AttachmentRefSchema));

/** A message that asks for nothing back. */
export const NotifyParamsSchema: ObjectSchema<models.NotifyParams> = closed({
  /** Who writes: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: peerReference,
  /** Who reads: a peer id or display name. */
  to_peer: peerReference,
  text: string,
  attachments: attachmentRefs,
  bypass_circle: optionalBoolean,
  /** Narrows the lookup of `to_peer` by display name. */
  circle: nullishString,
});

/** What the daemon did with a notification. */
export const NotifyResultSchema: ObjectSchema<models.NotifyResult> = tolerant({
  ok: boolean,
  status: nullishOpen(notifyStatuses),
  delivery_state: nullishOpen(deliveryStates),
  /** Whether a socket took the message. */
  delivered: nullishBoolean,
  /** Whether the message waits, up to 24 hours, for the peer to fetch it. */
  queued: nullishBoolean,
  /** 0.14.17 says `"recipient_busy"` of a message that it has sent at once. */
  reason: nullishOpen(notifyReasons),
  from_peer_id: nullishString,
  from_peer_name: nullishString,
  to_peer_id: nullishString,
  to_peer_name: nullishString,
  repowire_session_id: nullishString,
  from_repowire_session_id: nullishString,
  to_repowire_session_id: nullishString,
  /** The receiver's receipt, when one came within 0.75 seconds; it may tell of a failure. */
  hook_delivery: nullishFreeForm,
  /** Names the trace of this notification, `notif-delivery-<8 hex>`. */
  delivery_id: nullishString,
});

/** A message to every connected peer of the circle. */
export const BroadcastParamsSchema: ObjectSchema<models.BroadcastParams> = closed({
  /** Copied into each frame as it is: send the display name for readers to see one. */
  from_peer: peerReference,
  text: string,
  /** Peer ids or display names; unknown ones are ignored. */
  exclude: optional(list(string)),
  bypass_circle: optionalBoolean,
});

/** A peer that a broadcast did not reach. */
export const BroadcastFailureSchema: ObjectSchema<models.BroadcastFailure> = tolerant({
  /** A display name; of Go, a peer id. */
  peer: nullishString,
  error: nullishString,
});

/** Whom a broadcast reached. */
export const BroadcastResultSchema: ObjectSchema<models.BroadcastResult> = tolerant({
  ok: boolean,
  /** Display names, in the order of connection. */
  sent_to: list(string),
  failed: nullish(list(BroadcastFailureSchema)),
});

/** A question that the call itself waits for; `ask` is the way without a held connection. */
export const QueryParamsSchema: ObjectSchema<models.QueryParams> = closed({
  /** Default: `"cli"`, which no circle stops. */
  from_peer: nullishString,
  to_peer: peerReference,
  text: string,
  /** Seconds that the daemon waits for the answer. Default: 300; of Go: 60. */
  timeout: optional(number),
  bypass_circle: optionalBoolean,
  /** Narrows the lookup of `to_peer` by display name. */
  circle: nullishString,
});

/** The answer to a query. */
export const QueryResultSchema: ObjectSchema<models.QueryResult> = tolerant({
  /** The answer. Go sends no key at all for what is absent. */
  text: nullishString,
  /** Why there is no answer. The status code is 200 also then. */
  error: nullishString,
  status: nullishOpen(queryStatuses),
});

/** The peer whose queue to empty: exactly one of `peer_id` and `pane_id`. */
export const PendingDeliveriesParamsSchema: ObjectSchema<models.PendingDeliveriesParams> = closed(
  {
    /** Default: 50. */
    max_results: optional(int),
  },
  { also: peerOrPane, rules: [onePeerOrPane] },
);

/** A message that waited for its peer. */
export const PendingDeliverySchema: ObjectSchema<models.PendingDelivery> = tolerant({
  /** `qd-<12 hex>`; not the id that `notify` returned. */
  delivery_id: string,
  kind: open(deliveryKinds),
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: string,
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: string,
  /** ISO 8601. */
  created_at: string,
  /** ISO 8601, a day after `created_at`. */
  expires_at: string,
  /** The id of the ask. A reply has no id. */
  correlation_id: nullishString,
  attachments: nullishFreeForms,
});

/** What waited, the oldest first. The daemon has deleted it: read it at once. */
export const PendingDeliveriesResultSchema: ObjectSchema<models.PendingDeliveriesResult> = tolerant(
  {
    deliveries: list(PendingDeliverySchema),
    /** Go only: how many messages were dropped because the peer cannot be addressed. */
    dropped_not_addressable: nullishInt,
    /** Go only: why they were dropped. */
    reason: nullishString,
  },
);

/** Routes about messages. */
export const messageEndpoints = endpointTable({
  /** Sends a message that asks for nothing back. */
  notify: {
    method: "POST",
    path: "/notify",
    errors: [403, 404, 409, 503],
    params: NotifyParamsSchema,
    result: NotifyResultSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Sends a message to every connected peer of the circle. */
  broadcast: {
    method: "POST",
    path: "/broadcast",
    params: BroadcastParamsSchema,
    result: BroadcastResultSchema,
    actsTwice: true,
  },
  /** Asks, and waits for the answer with the call held open. A failure is a 200 as well. */
  query: {
    method: "POST",
    path: "/query",
    params: QueryParamsSchema,
    result: QueryResultSchema,
    actsTwice: true,
    hold: { parameter: "timeout", default: 300_000 },
  },
  /** Returns the messages that waited for a peer, and deletes them. */
  pendingDeliveries: {
    method: "GET",
    path: "/deliveries/pending",
    errors: [400, 404, 409],
    params: PendingDeliveriesParamsSchema,
    result: PendingDeliveriesResultSchema,
    // What the daemon has sent it deletes: a second call gets what follows.
    actsTwice: true,
  },
});
