import * as z from "zod/mini";

import { type backends, peerRoles, turnStates } from "./peers.ts";
import { circleSources } from "./registration.ts";
import {
  only,
  guard,
  int,
  intFrom,
  namedOnSocket,
  nullishText,
  open,
  optionalFlag,
  optionalFreeForm,
  optionalText,
} from "./schema.ts";
import { isTagged } from "./tagged.ts";

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
  display_name: namedOnSocket(),
  /** Absent: `"default"`, which takes over the same folder's peer from any other circle. */
  circle: z.optional(namedOnSocket()),
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

/** Tells whether a text is a {@link ReceiptStatus} known to this release. */
export const isReceiptStatus = /* @__PURE__ */ guard(receiptStatuses);

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
  circle: namedOnSocket(),
});

/** Moves the peer to another circle; unknown to Go. */
export type SetCircleFrame = z.infer<typeof SetCircleFrameSchema>;

/** The schema of {@link UpdateDisplayNameFrame}. */
export const UpdateDisplayNameFrameSchema = z.strictObject({
  type: only("update_display_name"),
  /** The daemon ignores a bad one, and one in use, without a word. */
  display_name: namedOnSocket(),
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
