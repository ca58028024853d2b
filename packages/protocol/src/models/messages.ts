import * as z from "zod/mini";

import {
  int,
  nullishFlag,
  nullishFreeForm,
  nullishFreeForms,
  nullishInt,
  nullishOpen,
  nullishText,
  ofPeer,
  open,
  optionalFlag,
  peerReference,
} from "../schema.ts";
import { endpointTable, receiptHold } from "../endpoint.ts";

/** The schema of {@link AttachmentRef}. */
export const AttachmentRefSchema = z.strictObject({
  id: nullishText,
  /** A path on the daemon's machine. */
  path: nullishText,
  filename: nullishText,
  /** Bytes. */
  size: nullishInt,
  content_type: nullishText,
});

/** A file that goes with a message; the daemon passes it on unchecked. */
export type AttachmentRef = z.infer<typeof AttachmentRefSchema>;

/** Files that go with a message; absent but not null. */
export const attachmentRefs = z.optional(z.array(AttachmentRefSchema));

/** The schema of {@link NotifyParams}. */
export const NotifyParamsSchema = z.strictObject({
  /** Who writes: a peer id or display name; an unknown one is taken as it is. */
  from_peer: peerReference,
  /** Who reads: a peer id or display name. */
  to_peer: peerReference,
  text: z.string(),
  attachments: attachmentRefs,
  bypass_circle: optionalFlag,
  /** Narrows the lookup of `to_peer` by display name. */
  circle: nullishText,
});

/** A message that asks for nothing back. */
export type NotifyParams = z.infer<typeof NotifyParamsSchema>;

/** What became of a notification. */
export const notifyStatuses = ["sent", "queued"] as const;

/** What became of a notification. */
export type NotifyStatus = (typeof notifyStatuses)[number];

/** Why a notification was sent or queued. */
export const notifyReasons = [
  "transport_delivered",
  "broker_accepted",
  "recipient_busy",
  "queued_delivery",
] as const;

/** Why a notification was sent or queued. */
export type NotifyReason = (typeof notifyReasons)[number];

/** The states of a delivery. */
export const deliveryStates = ["delivered", "queued"] as const;

/** The state of a delivery. */
export type DeliveryState = (typeof deliveryStates)[number];

/** The schema of {@link NotifyResult}. */
export const NotifyResultSchema = z.looseObject({
  ok: z.boolean(),
  status: nullishOpen(notifyStatuses),
  delivery_state: nullishOpen(deliveryStates),
  /** Whether a socket took the message. */
  delivered: nullishFlag,
  /** Whether the message waits, up to 24 hours, for the peer to fetch it. */
  queued: nullishFlag,
  /** 0.14.17 says `"recipient_busy"` of a message that it has sent at once. */
  reason: nullishOpen(notifyReasons),
  from_peer_id: nullishText,
  from_peer_name: nullishText,
  to_peer_id: nullishText,
  to_peer_name: nullishText,
  repowire_session_id: nullishText,
  from_repowire_session_id: nullishText,
  to_repowire_session_id: nullishText,
  /** The receiver's receipt, when one came within 0.75 seconds; it may tell of a failure. */
  hook_delivery: nullishFreeForm,
  /** Names the trace of this notification, `notif-delivery-<8 hex>`. */
  delivery_id: nullishText,
});

/** What the daemon did with a notification. */
export type NotifyResult = z.infer<typeof NotifyResultSchema>;

/** The schema of {@link BroadcastParams}. */
export const BroadcastParamsSchema = z.strictObject({
  /** Copied into each frame as it is: send the display name for readers to see one. */
  from_peer: peerReference,
  text: z.string(),
  /** Peer ids or display names; unknown ones are ignored. */
  exclude: z.optional(z.array(z.string())),
  bypass_circle: optionalFlag,
});

/** A message to every connected peer of the circle. */
export type BroadcastParams = z.infer<typeof BroadcastParamsSchema>;

/** The schema of {@link BroadcastFailure}. */
export const BroadcastFailureSchema = z.looseObject({
  /** A display name; of Go, a peer id. */
  peer: nullishText,
  error: nullishText,
});

/** A peer that a broadcast did not reach. */
export type BroadcastFailure = z.infer<typeof BroadcastFailureSchema>;

/** The schema of {@link BroadcastResult}. */
export const BroadcastResultSchema = z.looseObject({
  ok: z.boolean(),
  /** Display names, in the order of connection. */
  sent_to: z.array(z.string()),
  failed: z.nullish(z.array(BroadcastFailureSchema)),
});

/** Whom a broadcast reached. */
export type BroadcastResult = z.infer<typeof BroadcastResultSchema>;

/** The schema of {@link QueryParams}. */
export const QueryParamsSchema = z.strictObject({
  /** Absent: `"cli"`, which no circle stops. */
  from_peer: nullishText,
  to_peer: peerReference,
  text: z.string(),
  /** Seconds that the daemon waits for the answer. Absent: 300; of Go: 60. */
  timeout: z.optional(z.number()),
  bypass_circle: optionalFlag,
  /** Narrows the lookup of `to_peer` by display name. */
  circle: nullishText,
});

/** A question that the call itself waits for; `ask` is the way without a held connection. */
export type QueryParams = z.infer<typeof QueryParamsSchema>;

/** Why a peer was not asked at all. */
export const queryStatuses = ["busy", "offline"] as const;

/** Why a peer was not asked at all. */
export type QueryStatus = (typeof queryStatuses)[number];

/** The schema of {@link QueryResult}. */
export const QueryResultSchema = z.looseObject({
  /** The answer. Go sends no key at all for what is absent. */
  text: nullishText,
  /** Why there is none: the status code is 200 all the same. */
  error: nullishText,
  status: nullishOpen(queryStatuses),
});

/** What a query brought. */
export type QueryResult = z.infer<typeof QueryResultSchema>;

/** The schema of {@link PendingDeliveriesParams}. */
export const PendingDeliveriesParamsSchema = ofPeer({
  /** Absent: 50. */
  max_results: z.optional(int),
});

/** Whose queue to empty: exactly one of `peer_id` and `pane_id`. */
export type PendingDeliveriesParams = z.infer<typeof PendingDeliveriesParamsSchema>;

/** What may wait in a queue. */
export const deliveryKinds = ["notify", "ask"] as const;

/** What waits in a queue. */
export type DeliveryKind = (typeof deliveryKinds)[number];

/** The schema of {@link PendingDelivery}. */
export const PendingDeliverySchema = z.looseObject({
  /** `qd-<12 hex>`; not the id that `notify` returned. */
  delivery_id: z.string(),
  kind: open(deliveryKinds),
  /** A display name. */
  from_peer: z.string(),
  /** A display name. */
  to_peer: z.string(),
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: z.string(),
  /** ISO 8601. */
  created_at: z.string(),
  /** ISO 8601, a day after `created_at`. */
  expires_at: z.string(),
  /** Of an ask; a reply has none. */
  correlation_id: nullishText,
  attachments: nullishFreeForms,
});

/** A message that waited for its peer. */
export type PendingDelivery = z.infer<typeof PendingDeliverySchema>;

/** The schema of {@link PendingDeliveriesResult}. */
export const PendingDeliveriesResultSchema = z.looseObject({
  deliveries: z.array(PendingDeliverySchema),
});

/** What waited, the oldest first. The daemon has deleted it: read it at once. */
export type PendingDeliveriesResult = z.infer<typeof PendingDeliveriesResultSchema>;

/** Routes about messages. */
export const messageEndpoints = endpointTable({
  /** Sends a message that asks for nothing back. */
  notify: {
    method: "POST",
    path: "/notify",
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
  /** Hands out the messages that waited for a peer, and deletes them. */
  pendingDeliveries: {
    method: "GET",
    path: "/deliveries/pending",
    params: PendingDeliveriesParamsSchema,
    result: PendingDeliveriesResultSchema,
    // What the daemon has sent it deletes: a second call gets what follows.
    actsTwice: true,
  },
});
