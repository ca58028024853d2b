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

/** A file to send with a message. The daemon passes it on without a check. */
export const AttachmentRefSchema: ObjectSchema<models.AttachmentRef> = closed({
  id: nullishString,
  /** A path on the daemon's machine. */
  path: nullishString,
  filename: nullishString,
  /** Bytes. */
  size: nullishInt,
  content_type: nullishString,
});

/** Files to send with a message. May be absent, but not null. */
export const attachmentRefs = optional(list(AttachmentRefSchema));

/** A message that expects no reply. */
export const NotifyParamsSchema: ObjectSchema<models.NotifyParams> = closed({
  /** The sender: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: peerReference,
  /** The receiver: a peer id or display name. */
  to_peer: peerReference,
  text: string,
  attachments: attachmentRefs,
  bypass_circle: optionalBoolean,
  /** Looks for the display name in `to_peer` only in this circle. */
  circle: nullishString,
});

/** What the daemon did with a notification. */
export const NotifyResultSchema: ObjectSchema<models.NotifyResult> = tolerant({
  ok: boolean,
  status: nullishOpen(notifyStatuses),
  delivery_state: nullishOpen(deliveryStates),
  /** Whether a socket took the message. */
  delivered: nullishBoolean,
  /** Whether the message was queued. The peer can fetch it for up to 24 hours. */
  queued: nullishBoolean,
  /** 0.14.17 sends `"recipient_busy"` also for a message that it sent at once. */
  reason: nullishOpen(notifyReasons),
  from_peer_id: nullishString,
  from_peer_name: nullishString,
  to_peer_id: nullishString,
  to_peer_name: nullishString,
  repowire_session_id: nullishString,
  from_repowire_session_id: nullishString,
  to_repowire_session_id: nullishString,
  /** The receiver's receipt, if it came within 0.75 seconds. It may report a failure. */
  hook_delivery: nullishFreeForm,
  /** The trace id of this notification, `notif-delivery-<8 hex>`. */
  delivery_id: nullishString,
});

/** A message to every connected peer of the circle. */
export const BroadcastParamsSchema: ObjectSchema<models.BroadcastParams> = closed({
  /** Copied into each frame unchanged. Send the display name, because readers see it. */
  from_peer: peerReference,
  text: string,
  /** Peer ids or display names. Unknown ones are ignored. */
  exclude: optional(list(string)),
  bypass_circle: optionalBoolean,
});

/** A peer that a broadcast did not reach. */
export const BroadcastFailureSchema: ObjectSchema<models.BroadcastFailure> = tolerant({
  /** A display name. On Go, a peer id. */
  peer: nullishString,
  error: nullishString,
});

/** The peers that a broadcast reached. */
export const BroadcastResultSchema: ObjectSchema<models.BroadcastResult> = tolerant({
  ok: boolean,
  /** Display names, in the order in which the peers connected. */
  sent_to: list(string),
  failed: nullish(list(BroadcastFailureSchema)),
});

/** A question whose call waits for the answer. Use `ask` if you do not want to hold a connection. */
export const QueryParamsSchema: ObjectSchema<models.QueryParams> = closed({
  /** Default: `"cli"`. It is not limited to a circle. */
  from_peer: nullishString,
  to_peer: peerReference,
  text: string,
  /** Seconds that the daemon waits for the answer. Default: 300 in Python, 60 in Go. */
  timeout: optional(number),
  bypass_circle: optionalBoolean,
  /** Looks for the display name in `to_peer` only in this circle. */
  circle: nullishString,
});

/** The answer to a query. */
export const QueryResultSchema: ObjectSchema<models.QueryResult> = tolerant({
  /** The answer. Go leaves out absent fields. */
  text: nullishString,
  /** The reason why there is no answer. The status code is 200 even then. */
  error: nullishString,
  status: nullishOpen(queryStatuses),
});

/** The peer whose queue to empty. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingDeliveriesParamsSchema: ObjectSchema<models.PendingDeliveriesParams> = closed(
  {
    /** Default: 50. */
    max_results: optional(int),
  },
  { also: peerOrPane, rules: [onePeerOrPane] },
);

/** A message that was queued for its peer. */
export const PendingDeliverySchema: ObjectSchema<models.PendingDelivery> = tolerant({
  /** `qd-<12 hex>`. It differs from the id that `notify` returned. */
  delivery_id: string,
  kind: open(deliveryKinds),
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: string,
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: string,
  /** ISO 8601. */
  created_at: string,
  /** ISO 8601, a day after `created_at`. */
  expires_at: string,
  /** The id of the ask. A reply has no id. */
  correlation_id: nullishString,
  attachments: nullishFreeForms,
});

/** The queued messages, the oldest first. The daemon has already deleted them. */
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
  /** Sends a message that expects no reply. */
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
  /** Asks a peer. The call stays open until the answer. A failure has the status 200 too. */
  query: {
    method: "POST",
    path: "/query",
    params: QueryParamsSchema,
    result: QueryResultSchema,
    actsTwice: true,
    hold: { parameter: "timeout", default: 300_000 },
  },
  /** Returns the queued messages of a peer, and deletes them. */
  pendingDeliveries: {
    method: "GET",
    path: "/deliveries/pending",
    errors: [400, 404, 409],
    params: PendingDeliveriesParamsSchema,
    result: PendingDeliveriesResultSchema,
    // The daemon deletes what it has sent, so a second call returns the messages after that.
    actsTwice: true,
  },
});
