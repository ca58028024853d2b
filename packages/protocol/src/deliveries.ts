import * as z from "zod/mini";

import { ofPeer, int, nullishFreeForms, guard, nullishText, open } from "./schema.ts";

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

/** Tells whether a text is a {@link DeliveryKind} known to this release. */
export const isDeliveryKind = /* @__PURE__ */ guard(deliveryKinds);

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
