import * as z from "zod/mini";

import { attachmentRefs } from "./messages.ts";
import { QuestionSchema, answerOutcomes, questionScopes } from "./questions.ts";
import {
  nullishFreeForm,
  ofPeer,
  among,
  checked,
  guard,
  nonEmpty,
  nullishNumber,
  nullishOpen,
  nullishText,
  open,
  optionalFlag,
  optionalText,
  pathSegment,
  peerReference,
  rule,
  nullishFreeForms,
} from "./schema.ts";

/** The schema of {@link AskParams}. */
export const AskParamsSchema = z.strictObject({
  /** Who asks: a peer id or display name; an unknown one is taken as it is. */
  from_peer: peerReference(),
  /** Who is asked: a peer id or display name. */
  to_peer: peerReference(),
  text: z.string(),
  attachments: attachmentRefs,
  /** The correlation id of an ask that this one answers, and so closes. */
  reply_to: nullishText,
  bypass_circle: optionalFlag,
  /** Narrows the lookup of `to_peer` by display name. */
  circle: nullishText,
  question: z.nullish(QuestionSchema),
});

/** A message that is tracked until it is acked. */
export type AskParams = z.infer<typeof AskParamsSchema>;

/** The schema of {@link AskResult}. */
export const AskResultSchema = z.looseObject({
  /** `ask-<8 hex>`. */
  correlation_id: z.string(),
  error: nullishText,
});

/** The ask that the daemon opened. */
export type AskResult = z.infer<typeof AskResultSchema>;

/** The schema of {@link AckParams}. */
export const AckParamsSchema = z.strictObject({
  correlation_id: nonEmpty("the correlation id of an ask"),
  /** The reply; absent or empty closes the ask without one. */
  message: nullishText,
  attachments: attachmentRefs,
  /** Accepted, and not checked. */
  from_peer: nullishText,
});

/** What closes an ask. */
export type AckParams = z.infer<typeof AckParamsSchema>;

/** The schema of {@link AnswerParams}. */
export const AnswerParamsSchema = z.strictObject({
  correlation_id: nonEmpty("the correlation id of an ask"),
  /** Of a choice. */
  option_id: nullishText,
  text: nullishText,
  /** Absent: `"answered"`; any other passes without an option or a text. */
  outcome: z.optional(z.enum(answerOutcomes)),
  /** The reply when there is neither option nor text. */
  message: nullishText,
  attachments: attachmentRefs,
});

/** What answers a structured question; the first answer counts. */
export type AnswerParams = z.infer<typeof AnswerParamsSchema>;

/** The schema of {@link DeclineParams}. */
export const DeclineParamsSchema = z.strictObject({
  correlation_id: nonEmpty("the correlation id of an ask"),
  /** What the asker reads. */
  reason: nonEmpty("the reason, for the asker to read"),
  /** Accepted, and not checked. */
  from_peer: nullishText,
});

/** What gives an ask back to its asker. */
export type DeclineParams = z.infer<typeof DeclineParamsSchema>;

/** Which asks of a peer are meant. */
export const askDirections = ["inbound", "outbound"] as const;

/** Whether a peer was asked or asks. */
export type AskDirection = (typeof askDirections)[number];

/** Tells whether a text is an {@link AskDirection} known to this release. */
export const isAskDirection = /* @__PURE__ */ guard(askDirections);

/** The schema of {@link PendingAsk}. */
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

/** The schema of {@link PendingAsksParams}. */
export const PendingAsksParamsSchema = ofPeer({
  /** Absent: `"inbound"`. */
  direction: z.optional(among([...askDirections, "both"])),
});

/** Whose open asks to list: exactly one of `peer_id` and `pane_id`. */
export type PendingAsksParams = z.infer<typeof PendingAsksParamsSchema>;

/** The schema of {@link PendingAsksResult}. */
export const PendingAsksResultSchema = z.looseObject({ asks: z.array(PendingAskSchema) });

/** Open asks, the newest first; the Python daemons list at most 10. */
export type PendingAsksResult = z.infer<typeof PendingAsksResultSchema>;

/** The schema of {@link WaitOnAskParams}. */
export const WaitOnAskParamsSchema = z.strictObject({
  correlation_id: pathSegment("the correlation id of an ask"),
  /** The asker's peer id or display name; nobody else may wait. */
  peer_id: peerReference(),
  /** Seconds, at most 50. Absent: 45. Never 0, which means 45 to Python and none to Go. */
  timeout_seconds: z.nullish(
    checked(
      z.number(),
      rule((seconds) => seconds > 0, "must be more than 0: what 0 means depends on the daemon"),
    ),
  ),
});

/** Who waits for which ask. From the first wait on, the reply is kept for the waiter. */
export type WaitOnAskParams = z.infer<typeof WaitOnAskParamsSchema>;

/** Whether a wait found the ask closed. */
export const askWaitStatuses = ["pending", "resolved"] as const;

/** Whether a wait found the ask closed. */
export type AskWaitStatus = (typeof askWaitStatuses)[number];

/** Tells whether a text is an {@link AskWaitStatus} known to this release. */
export const isAskWaitStatus = /* @__PURE__ */ guard(askWaitStatuses);

/** Why an ask was closed. */
export const askCloseReasons = [
  "ack",
  "ack_with_msg",
  "answered",
  "declined",
  "reply_to",
  "send_failed",
  "evicted",
] as const;

/** Why an ask was closed. */
export type AskCloseReason = (typeof askCloseReasons)[number];

/** Tells whether a text is an {@link AskCloseReason} known to this release. */
export const isAskCloseReason = /* @__PURE__ */ guard(askCloseReasons);

/** The schema of {@link WaitOnAskResult}. */
export const WaitOnAskResultSchema = z.looseObject({
  correlation_id: z.string(),
  status: open(askWaitStatuses),
  /** The message of the ack, or the text of the answer. */
  reply: nullishText,
  outcome: nullishOpen(answerOutcomes),
  option_id: nullishText,
  message: nullishText,
  close_reason: nullishOpen(askCloseReasons),
  /** A display name. */
  responder: nullishText,
  attachments: nullishFreeForms,
});

/** What a wait found. */
export type WaitOnAskResult = z.infer<typeof WaitOnAskResultSchema>;

/** The schema of {@link AskHistoryParams}. */
export const AskHistoryParamsSchema = ofPeer({
  /** RFC 3339. Absent: from the beginning. */
  since: optionalText,
});

/** Whose closed asks to list: exactly one of `peer_id` and `pane_id`. */
export type AskHistoryParams = z.infer<typeof AskHistoryParamsSchema>;

/** The schema of {@link AskHistory}. */
export const AskHistorySchema = z.looseObject({
  peer_id: z.string(),
  repowire_session_id: nullishText,
  /** Correlation ids. */
  threads: z.nullish(z.array(z.string())),
});

/** The closed asks that a peer took part in. */
export type AskHistory = z.infer<typeof AskHistorySchema>;

/** The schema of {@link BlockingOption}. */
export const BlockingOptionSchema = z.strictObject({ id: z.string(), title: z.string() });

/** One of the options of a blocking question. */
export type BlockingOption = z.infer<typeof BlockingOptionSchema>;

/** The schema of {@link AskBlockingParams}. */
export const AskBlockingParamsSchema = checked(
  z.strictObject({
    prompt: z.string(),
    /** `"tool_permission"` needs at least one. */
    options: z.optional(z.array(BlockingOptionSchema)),
    scope: z.nullish(z.enum(questionScopes)),
    metadata: nullishFreeForm,
    /** Seconds, at most 55. Absent or 0: 45. */
    timeout_seconds: nullishNumber,
    /** An id of one's own: the same question asked again is one question. */
    correlation_id: nullishText,
    origin: nullishText,
    /** Absent: `"external"`. */
    from_peer: nullishText,
  }),
  rule(
    ({ scope, options = [] }) => scope !== "tool_permission" || options.length > 0,
    'needs options when scope is "tool_permission"',
  ),
);

/** A question to the human at the dashboard; the call waits for the answer. */
export type AskBlockingParams = z.infer<typeof AskBlockingParamsSchema>;

/** The schema of {@link AskBlockingResult}. */
export const AskBlockingResultSchema = z.looseObject({
  correlation_id: z.string(),
  outcome: open(answerOutcomes),
  option_id: nullishText,
  message: nullishText,
});

/** How a blocking question ended; a timeout is an outcome, no error. */
export type AskBlockingResult = z.infer<typeof AskBlockingResultSchema>;
