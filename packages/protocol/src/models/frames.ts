import * as z from "zod/mini";

import { circleSources } from "./registration.ts";
import { type backends, peerRoles, turnStates } from "./peers.ts";
import { isTagged } from "../tagged.ts";
import {
  int,
  intFrom,
  namedOnSocket,
  nullishFreeForm,
  nullishFreeForms,
  nullishText,
  only,
  open,
  optionalFlag,
  optionalFreeForm,
  optionalText,
} from "../schema.ts";

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

/** The backends that may connect a socket. */
export const socketBackends = [
  "claude-code",
  "opencode",
  "codex",
  "gemini",
  "antigravity",
  "pi",
] as const satisfies readonly (typeof backends)[number][];

/** The schema of {@link ConnectFrame}. */
export const ConnectFrameSchema = z.strictObject({
  type: only("connect"),
  /** Checked by the daemon, and then not used: `display_name` of `connected` is the name. */
  display_name: namedOnSocket,
  /** Absent: `"default"`, which takes over the same folder's peer from any other circle. */
  circle: z.optional(namedOnSocket),
  circle_source: z.nullish(z.enum(circleSources)),
  /** Absent: `"claude-code"`. */
  backend: z.optional(z.enum(socketBackends)),
  /** Absolute and normalised, as at registration; not the root. */
  path: optionalText,
  /** Claims an identity of before: send what registration or `connected` said. */
  peer_id: optionalText,
  /** Absent: `"agent"`; without effect when an identity is claimed. */
  role: z.optional(z.enum(peerRoles)),
  tmux_session: optionalText,
  /** A tmux pane; such a peer is pinged. */
  pane_id: optionalText,
  hook_version: z.optional(int),
  /** `"delivery_receipts"` tells that the peer sends `delivery_ack`. */
  capabilities: z.optional(z.array(z.string())),
  /** Needed when the daemon has a token; a header does not count. */
  auth_token: optionalText,
  /** Since 0.15.2. */
  model: optionalText,
  /** Since 0.15.2. */
  model_details: optionalFreeForm,
  /** Since 0.15.3: a living process brings back a retired id. */
  agent_pid: z.optional(intFrom(1)),
});

/** The first frame of a socket. */
export type ConnectFrame = z.infer<typeof ConnectFrameSchema>;

/** What a receipt may say. */
export const receiptStatuses = ["injected", "accepted", "failed", "rejected"] as const;

/** What a receipt may say. */
export type ReceiptStatus = (typeof receiptStatuses)[number];

/** The schema of {@link DeliveryAckFrame}. */
export const DeliveryAckFrameSchema = z.looseObject({
  type: only("delivery_ack"),
  delivery_id: z.string(),
  /**
   * `"injected"` is good, `"failed"` and `"rejected"` are bad, another says only that it came; to Go,
   * `"accepted"` is good as well.
   */
  status: open(receiptStatuses),
  detail: nullishText,
});

/** The receipt for an ask or a notification, within 0.75 seconds. */
export type DeliveryAckFrame = z.infer<typeof DeliveryAckFrameSchema>;

/** What a peer may say of itself. */
export const peerReports = ["online", "busy", "idle", "offline"] as const;

/** What a peer says of itself; the daemon takes `"idle"` for online. */
export type PeerReport = (typeof peerReports)[number];

/** The schema of {@link StatusFrame}. */
export const StatusFrameSchema = z.strictObject({
  type: only("status"),
  status: z.enum(peerReports),
  turn_state: z.optional(z.enum(turnStates)),
});

/** What a peer is doing. */
export type StatusFrame = z.infer<typeof StatusFrameSchema>;

/** The schema of {@link PongFrame}. */
export const PongFrameSchema = z.strictObject({
  type: only("pong"),
  /** Leave it out unless it is known: false sets the peer offline. */
  pane_alive: optionalFlag,
  circle: optionalText,
});

/** The answer to `ping`. */
export type PongFrame = z.infer<typeof PongFrameSchema>;

/** The schema of {@link ResponseFrame}. */
export const ResponseFrameSchema = z.strictObject({
  type: only("response"),
  correlation_id: z.string(),
  text: z.string(),
});

/** The answer to `query`, up to 0.15.1. */
export type ResponseFrame = z.infer<typeof ResponseFrameSchema>;

/** The schema of {@link QueryErrorFrame}. */
export const QueryErrorFrameSchema = z.strictObject({
  type: only("error"),
  correlation_id: z.string(),
  error: z.string(),
});

/** Why a `query` has no answer, up to 0.15.1. */
export type QueryErrorFrame = z.infer<typeof QueryErrorFrameSchema>;

/** The schema of {@link SetCircleFrame}. */
export const SetCircleFrameSchema = z.strictObject({
  type: only("set_circle"),
  /** The daemon ignores a bad one without a word. */
  circle: namedOnSocket,
});

/** Moves the peer to another circle; unknown to Go. */
export type SetCircleFrame = z.infer<typeof SetCircleFrameSchema>;

/** The schema of {@link UpdateDisplayNameFrame}. */
export const UpdateDisplayNameFrameSchema = z.strictObject({
  type: only("update_display_name"),
  /** The daemon ignores a bad one, and one in use, without a word. */
  display_name: namedOnSocket,
});

/** Renames the peer. */
export type UpdateDisplayNameFrame = z.infer<typeof UpdateDisplayNameFrameSchema>;

/** The schema of each frame that a peer sends. */
export const peerFrameSchemas = {
  connect: ConnectFrameSchema,
  delivery_ack: DeliveryAckFrameSchema,
  status: StatusFrameSchema,
  pong: PongFrameSchema,
  response: ResponseFrameSchema,
  error: QueryErrorFrameSchema,
  set_circle: SetCircleFrameSchema,
  update_display_name: UpdateDisplayNameFrameSchema,
};

/** What a peer sends to the daemon. */
export type PeerFrame = z.infer<(typeof peerFrameSchemas)[keyof typeof peerFrameSchemas]>;

/** Tells whether a value is a frame that a daemon understands. */
export function isPeerFrame(value: unknown): value is PeerFrame {
  return isTagged(peerFrameSchemas, value);
}
