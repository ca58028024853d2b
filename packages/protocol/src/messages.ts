import * as z from "zod/mini";

import { FreeFormSchema, nonEmpty, open, peerReference } from "./schema.ts";

export const AttachmentRefSchema = z.strictObject({
  id: z.nullish(z.string()),
  /** A path on the daemon's machine. */
  path: z.nullish(z.string()),
  filename: z.nullish(z.string()),
  /** Bytes. */
  size: z.nullish(z.int()),
  content_type: z.nullish(z.string()),
});

/** A file that goes with a message; the daemon passes it on unchecked. */
export type AttachmentRef = z.infer<typeof AttachmentRefSchema>;

/** What a question may ask for. */
export const questionKinds = ["acknowledge", "choice", "text"] as const;

/** How a question may end. */
export const answerOutcomes = [
  "answered",
  "acknowledged",
  "denied",
  "timed_out",
  "cancelled",
] as const;

/** What a question is about. */
export const questionScopes = ["mesh_ask", "tool_permission", "user_question"] as const;

export const AnswerSchema = z.strictObject({
  option_id: z.nullish(z.string()),
  text: z.nullish(z.string()),
  outcome: z.optional(z.enum(answerOutcomes)),
  message: z.nullish(z.string()),
});

/** An answer to a structured question. */
export type Answer = z.infer<typeof AnswerSchema>;

export const QuestionOptionSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.nullish(z.string()),
});

/** One of the options of a choice. */
export type QuestionOption = z.infer<typeof QuestionOptionSchema>;

export const QuestionSchema = z.strictObject({
  kind: z.enum(questionKinds),
  prompt: z.nullish(z.string()),
  options: z.optional(z.array(QuestionOptionSchema)),
  blocking: z.optional(z.boolean()),
  /** Seconds. */
  timeout_seconds: z.nullish(z.number()),
  default_answer: z.nullish(AnswerSchema),
  /** `"tool_permission"` sends no frame back to the asker. */
  scope: z.nullish(z.enum(questionScopes)),
  metadata: z.optional(FreeFormSchema),
});

/** A structured question that goes with an ask. */
export type Question = z.infer<typeof QuestionSchema>;

export const AskParamsSchema = z.strictObject({
  /** Who asks: a peer id or display name; an unknown one is taken as it is. */
  from_peer: peerReference(),
  /** Who is asked: a peer id or display name. */
  to_peer: peerReference(),
  text: z.string(),
  attachments: z.optional(z.array(AttachmentRefSchema)),
  /** The correlation id of an ask that this one answers, and so closes. */
  reply_to: z.nullish(z.string()),
  bypass_circle: z.optional(z.boolean()),
  /** Narrows the lookup of `to_peer` by display name. */
  circle: z.nullish(z.string()),
  question: z.nullish(QuestionSchema),
});

/** A message that is tracked until it is acked. */
export type AskParams = z.infer<typeof AskParamsSchema>;

export const AskResultSchema = z.looseObject({
  /** `ask-<8 hex>`. */
  correlation_id: z.string(),
  error: z.nullish(z.string()),
});

/** The ask that the daemon opened. */
export type AskResult = z.infer<typeof AskResultSchema>;

export const AckParamsSchema = z.strictObject({
  correlation_id: nonEmpty("the correlation id of an ask"),
  /** The reply; absent or empty closes the ask without one. */
  message: z.nullish(z.string()),
  attachments: z.optional(z.array(AttachmentRefSchema)),
  /** Accepted, and not checked. */
  from_peer: z.nullish(z.string()),
});

/** What closes an ask. */
export type AckParams = z.infer<typeof AckParamsSchema>;

export const NotifyParamsSchema = z.strictObject({
  from_peer: peerReference(),
  to_peer: peerReference(),
  text: z.string(),
  attachments: z.optional(z.array(AttachmentRefSchema)),
  bypass_circle: z.optional(z.boolean()),
  /** Narrows the lookup of `to_peer` by display name. */
  circle: z.nullish(z.string()),
});

/** A message that asks for nothing back. */
export type NotifyParams = z.infer<typeof NotifyParamsSchema>;

/** What became of a notification. */
export const notifyStatuses = ["sent", "queued"] as const;

/** Why a notification was sent or queued. */
export const notifyReasons = [
  "transport_delivered",
  "broker_accepted",
  "recipient_busy",
  "queued_delivery",
] as const;

/** The states of a delivery. */
export const deliveryStates = ["delivered", "queued"] as const;

export const NotifyResultSchema = z.looseObject({
  ok: z.boolean(),
  status: z.optional(open(notifyStatuses)),
  delivery_state: z.optional(open(deliveryStates)),
  /** Whether a socket took the message. */
  delivered: z.optional(z.boolean()),
  /** Whether the message waits, up to 24 hours, for the peer to fetch it. */
  queued: z.optional(z.boolean()),
  reason: z.optional(open(notifyReasons)),
  from_peer_id: z.nullish(z.string()),
  from_peer_name: z.nullish(z.string()),
  to_peer_id: z.nullish(z.string()),
  to_peer_name: z.nullish(z.string()),
  repowire_session_id: z.nullish(z.string()),
  from_repowire_session_id: z.nullish(z.string()),
  to_repowire_session_id: z.nullish(z.string()),
  /** The receiver's receipt, when one came within 0.75 seconds. */
  hook_delivery: z.nullish(FreeFormSchema),
  /** Names the trace of this notification, `notif-delivery-<8 hex>`. */
  delivery_id: z.nullish(z.string()),
});

/** What the daemon did with a notification. */
export type NotifyResult = z.infer<typeof NotifyResultSchema>;

export const BroadcastParamsSchema = z.strictObject({
  /** Copied into each frame as it is: send the display name for readers to see one. */
  from_peer: peerReference(),
  text: z.string(),
  /** Peer ids or display names; unknown ones are ignored. */
  exclude: z.optional(z.array(z.string())),
  bypass_circle: z.optional(z.boolean()),
});

/** A message to every connected peer of the circle. */
export type BroadcastParams = z.infer<typeof BroadcastParamsSchema>;

export const BroadcastFailureSchema = z.looseObject({
  peer: z.optional(z.string()),
  error: z.optional(z.string()),
});

/** A peer that a broadcast did not reach. */
export type BroadcastFailure = z.infer<typeof BroadcastFailureSchema>;

export const BroadcastResultSchema = z.looseObject({
  ok: z.boolean(),
  /** Display names, in the order of connection. */
  sent_to: z.array(z.string()),
  failed: z.optional(z.array(BroadcastFailureSchema)),
});

/** Whom a broadcast reached. */
export type BroadcastResult = z.infer<typeof BroadcastResultSchema>;
