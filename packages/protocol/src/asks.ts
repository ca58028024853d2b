import * as z from "zod/mini";

import { checked, open } from "./schema.ts";

/** Which asks of a peer are meant. */
export const askDirections = ["inbound", "outbound"] as const;

export const PendingAskSchema = z.looseObject({
  correlation_id: z.string(),
  /** A display name. */
  from_peer: z.string(),
  /** A display name. */
  to_peer: z.string(),
  /** The text as it was asked. */
  text: z.string(),
  /** ISO 8601. */
  created_at: z.string(),
  direction: open(askDirections),
});

/** An ask that is still open. */
export type PendingAsk = z.infer<typeof PendingAskSchema>;

export const PendingAsksParamsSchema = checked(
  z.strictObject({
    pane_id: z.optional(z.string()),
    /** A peer id; the Python daemons take a display name as well. */
    peer_id: z.optional(z.string()),
    /** Absent: `"inbound"`. */
    direction: z.optional(z.enum(["inbound", "outbound", "both"])),
  }),
    z.refine((params) => (params.pane_id === undefined) !== (params.peer_id === undefined), {
      error: "needs exactly one of pane_id and peer_id",
    }),
);

/** Whose open asks to list: exactly one of `peer_id` and `pane_id`. */
export type PendingAsksParams = z.infer<typeof PendingAsksParamsSchema>;

export const PendingAsksResultSchema = z.looseObject({ asks: z.array(PendingAskSchema) });

/** Open asks, the newest first; the Python daemons list at most 10. */
export type PendingAsksResult = z.infer<typeof PendingAsksResultSchema>;
