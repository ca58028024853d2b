import * as z from "zod/mini";

import {
  guard,
  nullishFlag,
  nullishFreeForm,
  nullishInt,
  nullishOpen,
  nullishText,
  optionalFlag,
  peerReference,
} from "./schema.ts";

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
  from_peer: peerReference(),
  /** Who reads: a peer id or display name. */
  to_peer: peerReference(),
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

/** Tells whether a text is a {@link NotifyStatus} known to this release. */
export const isNotifyStatus = /* @__PURE__ */ guard(notifyStatuses);

/** Why a notification was sent or queued. */
export const notifyReasons = [
  "transport_delivered",
  "broker_accepted",
  "recipient_busy",
  "queued_delivery",
] as const;

/** Why a notification was sent or queued. */
export type NotifyReason = (typeof notifyReasons)[number];

/** Tells whether a text is a {@link NotifyReason} known to this release. */
export const isNotifyReason = /* @__PURE__ */ guard(notifyReasons);

/** The states of a delivery. */
export const deliveryStates = ["delivered", "queued"] as const;

/** The state of a delivery. */
export type DeliveryState = (typeof deliveryStates)[number];

/** Tells whether a text is a {@link DeliveryState} known to this release. */
export const isDeliveryState = /* @__PURE__ */ guard(deliveryStates);

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
  from_peer: peerReference(),
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
  to_peer: peerReference(),
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

/** Tells whether a text is a {@link QueryStatus} known to this release. */
export const isQueryStatus = /* @__PURE__ */ guard(queryStatuses);

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
