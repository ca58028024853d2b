import * as z from "zod/mini";

import { only, nullishFreeForm, nullishFreeForms, nullishText } from "./schema.ts";
import { isTagged } from "./tagged.ts";

/** The daemon's final words on a socket: reconnecting would end the same way. */
export const finalCloseCodes = [4000, 4001, 4002, 4003, 4004] as const;

/** A close code after which a peer must not connect again as it is. */
export type FinalCloseCode = (typeof finalCloseCodes)[number];

/** Tells whether a close code is a {@link FinalCloseCode}. */
export function isFinalCloseCode(code: number): code is FinalCloseCode {
  return (finalCloseCodes as readonly number[]).includes(code);
}

/** The schema of {@link ConnectedFrame}. */
export const ConnectedFrameSchema = z.looseObject({
  type: only("connected"),
  /** The peer id; it may be another than the one that was claimed. */
  session_id: z.string(),
  /** The name that the daemon chose. */
  display_name: z.string(),
});

/** The daemon took the peer in. */
export type ConnectedFrame = z.infer<typeof ConnectedFrameSchema>;

/** The schema of {@link ErrorFrame}. */
export const ErrorFrameSchema = z.looseObject({
  type: only("error"),
  error: z.string(),
  /** As `"peer_retired"`, since 0.15.3. */
  code: nullishText,
});

/** The daemon did not take the peer in, or could not read a frame. */
export type ErrorFrame = z.infer<typeof ErrorFrameSchema>;

/** The schema of {@link AskFrame}. */
export const AskFrameSchema = z.looseObject({
  type: only("ask"),
  /** For the receipt. */
  delivery_id: nullishText,
  correlation_id: z.string(),
  /** A display name. */
  from_peer: z.string(),
  /** A display name. */
  to_peer: nullishText,
  /** The text, and a line that tells an agent how to answer. */
  text: z.string(),
  reply_to: nullishText,
  attachments: nullishFreeForms,
  question: nullishFreeForm,
});

/** The peer is asked. */
export type AskFrame = z.infer<typeof AskFrameSchema>;

/** The schema of {@link NotifyFrame}. */
export const NotifyFrameSchema = z.looseObject({
  type: only("notify"),
  /** For the receipt; `qd-…` of a message that waited. */
  delivery_id: nullishText,
  /** A display name. */
  from_peer: z.string(),
  /** A display name. */
  to_peer: nullishText,
  /** A reply is framed, as `[ack #<correlation id> from @<name>] …`. */
  text: z.string(),
  attachments: nullishFreeForms,
});

/** A notification, or the reply to an ask of the peer. */
export type NotifyFrame = z.infer<typeof NotifyFrameSchema>;

/** The schema of {@link BroadcastFrame}. */
export const BroadcastFrameSchema = z.looseObject({
  type: only("broadcast"),
  /** As it was sent. */
  from_peer: z.string(),
  text: z.string(),
});

/** A broadcast; it has no receipt. */
export type BroadcastFrame = z.infer<typeof BroadcastFrameSchema>;

/** The schema of {@link QueryFrame}. */
export const QueryFrameSchema = z.looseObject({
  type: only("query"),
  correlation_id: z.string(),
  from_peer: z.string(),
  /** The text, between words to the agent. */
  text: z.string(),
});

/** The peer is queried, up to 0.15.1; later an ask comes in its place. */
export type QueryFrame = z.infer<typeof QueryFrameSchema>;

/** The schema of {@link PingFrame}. */
export const PingFrameSchema = z.looseObject({ type: only("ping") });

/** The daemon wants a `pong`. */
export type PingFrame = z.infer<typeof PingFrameSchema>;

/** The schema of each frame that the daemon sends. */
export const daemonFrameSchemas = {
  connected: ConnectedFrameSchema,
  error: ErrorFrameSchema,
  ask: AskFrameSchema,
  notify: NotifyFrameSchema,
  broadcast: BroadcastFrameSchema,
  query: QueryFrameSchema,
  ping: PingFrameSchema,
};

/** What the daemon sends to a peer; `switch (frame.type)` tells which. */
export type DaemonFrame = z.infer<(typeof daemonFrameSchemas)[keyof typeof daemonFrameSchemas]>;

/**
 * Tells whether a value is a frame of the daemon known to this release. A peer ignores any other:
 * a newer daemon may send more.
 */
export function isDaemonFrame(value: unknown): value is DaemonFrame {
  return isTagged(daemonFrameSchemas, value);
}
