import * as s from "../schema.ts";
import { receiptHold, route } from "./route.ts";

/** A file to send with a message. The daemon passes it on without a check. */
export const AttachmentRef = s.closed({
  id: s.nullishString,
  /** A path on the daemon's machine. */
  path: s.nullishString,
  filename: s.nullishString,
  size: s.nullishInt,
  content_type: s.nullishString,
});

/** Files to send with a message. May be absent, but not null. */
export const attachmentRefs = s.optional(s.list(AttachmentRef));

/** A message that expects no reply. */
export const NotifyParams = s.closed({
  /** The sender: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: s.peerReference,
  to_peer: s.peerReference,
  text: s.string,
  attachments: attachmentRefs,
  bypass_circle: s.optionalBoolean,
  /** Looks for the display name in `to_peer` only in this circle. */
  circle: s.nullishString,
});

/** What the daemon did with a notification. */
export const NotifyResult = s.tolerant({
  ok: s.boolean,
  status: s.nullishOpen("notifyStatuses"),
  delivery_state: s.nullishOpen("deliveryStates"),
  /** Whether a socket took the message. */
  delivered: s.nullishBoolean,
  /** Whether the message was queued. The peer can fetch it for up to 24 hours. */
  queued: s.nullishBoolean,
  /** 0.14.17 sends `"recipient_busy"` also for a message that it sent at once. */
  reason: s.nullishOpen("notifyReasons"),
  from_peer_id: s.nullishString,
  from_peer_name: s.nullishString,
  to_peer_id: s.nullishString,
  to_peer_name: s.nullishString,
  repowire_session_id: s.nullishString,
  from_repowire_session_id: s.nullishString,
  to_repowire_session_id: s.nullishString,
  /** The receiver's receipt, if it came within 0.75 seconds. It may report a failure. */
  hook_delivery: s.nullishFreeForm,
  /** The trace id of this notification, `notif-delivery-<8 hex>`. */
  delivery_id: s.nullishString,
});

/** A message to every connected peer of the circle. */
export const BroadcastParams = s.closed({
  /** Copied into each frame unchanged. Send the display name, because readers see it. */
  from_peer: s.peerReference,
  text: s.string,
  /** Peer ids or display names. Unknown ones are ignored. */
  exclude: s.optional(s.list(s.string)),
  bypass_circle: s.optionalBoolean,
});

/** A peer that a broadcast did not reach. */
export const BroadcastFailure = s.tolerant({
  /** A display name. On Go, a peer id. */
  peer: s.nullishString,
  error: s.nullishString,
});

/** The peers that a broadcast reached. */
export const BroadcastResult = s.tolerant({
  ok: s.boolean,
  /** Display names, in the order in which the peers connected. */
  sent_to: s.list(s.string),
  failed: s.nullish(s.list(BroadcastFailure)),
});

/** A question whose call waits for the answer. Use `ask` if you do not want to hold a connection. */
export const QueryParams = s.closed({
  /** Default: `"cli"`. It is not limited to a circle. */
  from_peer: s.nullishString,
  to_peer: s.peerReference,
  text: s.string,
  /** Seconds that the daemon waits for the answer. Default: 300 in Python, 60 in Go. */
  timeout: s.optional(s.number),
  bypass_circle: s.optionalBoolean,
  /** Looks for the display name in `to_peer` only in this circle. */
  circle: s.nullishString,
});

/** The answer to a query. */
export const QueryResult = s.tolerant({
  /** The answer. Go leaves out absent fields. */
  text: s.nullishString,
  /** The reason why there is no answer. The status code is 200 even then. */
  error: s.nullishString,
  status: s.nullishOpen("queryStatuses"),
});

/** The peer whose queue to empty. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingDeliveriesParams = s.closedWith(
  s.peerOrPane,
  {
    /** Default: 50. */
    max_results: s.optional(s.int),
  },
  s.onePeerOrPane,
);

/** A message that was queued for its peer. */
export const PendingDelivery = s.tolerant({
  /** `qd-<12 hex>`. It differs from the id that `notify` returned. */
  delivery_id: s.string,
  kind: s.open("deliveryKinds"),
  /** A display name. */
  from_peer: s.string,
  /** A display name. */
  to_peer: s.string,
  /** The text. A reply has the frame `[ack #<correlation id> from @<name>] …`. */
  text: s.string,
  created_at: s.string,
  /** ISO 8601, a day after `created_at`. */
  expires_at: s.string,
  /** The id of the ask. A reply has no id. */
  correlation_id: s.nullishString,
  attachments: s.nullishFreeForms,
});

/** The queued messages, the oldest first. The daemon has already deleted them. */
export const PendingDeliveriesResult = s.tolerant({
  deliveries: s.list(PendingDelivery),
  /** Go only: how many messages were dropped because the peer cannot be addressed. */
  dropped_not_addressable: s.nullishInt,
  /** Go only: why they were dropped. */
  reason: s.nullishString,
});

/** The message to trace. */
export const TraceParams = s.closed({
  /** The correlation id of an ask, or the delivery id of a notification. */
  trace_id: s.pathSegment("a correlation id or delivery id"),
});

/** What happened to a message at one point. */
export const TraceStage = s.tolerant({
  /** From 0. */
  seq: s.int,
  stage: s.open("traceStageNames"),
  /** `"ok"` or `"fail"`. */
  status: s.string,
  peer_id: s.nullishString,
  from_peer_id: s.nullishString,
  ts: s.string,
  detail: s.nullish(s.FreeFormSchema),
});

/** The path of a message through the daemon. */
export const Trace = s.tolerant({
  trace_id: s.string,
  kind: s.nullishOpen("deliveryKinds"),
  stages: s.list(TraceStage),
});

/** Routes about messages. */
export const messageEndpoints = {
  /** Sends a message that expects no reply. */
  notify: route("POST /notify", NotifyParams, NotifyResult, {
    errors: [403, 404, 409, 503],
    actsTwice: true,
    hold: receiptHold,
  }),
  /** Sends a message to every connected peer of the circle. */
  broadcast: route("POST /broadcast", BroadcastParams, BroadcastResult, { actsTwice: true }),
  /** Asks a peer. The call stays open until the answer. A failure has the status 200 too. */
  query: route("POST /query", QueryParams, QueryResult, {
    actsTwice: true,
    hold: { parameter: "timeout", default: 300_000 },
  }),
  /** Returns the queued messages of a peer, and deletes them. */
  pendingDeliveries: route(
    "GET /deliveries/pending",
    PendingDeliveriesParams,
    PendingDeliveriesResult,
    {
      errors: [400, 404, 409],
      // The daemon deletes what it has sent, so a second call returns the messages after that.
      actsTwice: true,
    },
  ),
  /** Traces a message through the daemon. */
  trace: route("GET /traces/{trace_id}", TraceParams, Trace, { errors: [404] }),
};
