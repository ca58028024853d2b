import * as z from "zod/mini";

import { attachmentRefs } from "./messages.ts";
import {
  among,
  checked,
  int,
  nonEmpty,
  nullishFlag,
  nullishFreeForm,
  nullishFreeForms,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishText,
  ofPeer,
  open,
  optionalFlag,
  optionalFreeForm,
  optionalText,
  pathSegment,
  peerReference,
  rule,
} from "../schema.ts";
import { endpointTable, receiptHold } from "../endpoint.ts";

/** The correlation id of an ask in a body. */
const openAsk = nonEmpty("the correlation id of an ask");

/** What a question may ask for. */
export const questionKinds = ["acknowledge", "choice", "text"] as const;

/** What a question may ask for. */
export type QuestionKind = (typeof questionKinds)[number];

/** How a question may end. */
export const questionOutcomes = [
  "answered",
  "acknowledged",
  "denied",
  "timed_out",
  "cancelled",
] as const;

/** How a question may end. */
export type QuestionOutcome = (typeof questionOutcomes)[number];

/** What a question is about. */
export const questionScopes = ["mesh_ask", "tool_permission", "user_question"] as const;

/** What a question is about. */
export type QuestionScope = (typeof questionScopes)[number];

/** The schema of {@link DefaultAnswer}. */
export const DefaultAnswerSchema = z.strictObject({
  option_id: nullishText,
  text: nullishText,
  /** Absent: `"answered"`. */
  outcome: z.optional(z.enum(questionOutcomes)),
  message: nullishText,
});

/** An answer to a structured question. */
export type DefaultAnswer = z.infer<typeof DefaultAnswerSchema>;

/** The schema of {@link QuestionOption}. */
export const QuestionOptionSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: nullishText,
});

/** One of the options of a choice. */
export type QuestionOption = z.infer<typeof QuestionOptionSchema>;

/** The schema of {@link Question}. */
export const QuestionSchema = z.strictObject({
  kind: z.enum(questionKinds),
  prompt: nullishText,
  options: z.optional(z.array(QuestionOptionSchema)),
  /** For the reader only; the daemon does not wait. */
  blocking: optionalFlag,
  /** Seconds. */
  timeout_seconds: nullishNumber,
  default_answer: z.nullish(DefaultAnswerSchema),
  /** `"tool_permission"` sends no frame back to the asker. */
  scope: z.nullish(z.enum(questionScopes)),
  metadata: optionalFreeForm,
});

/** A structured question that goes with an ask. */
export type Question = z.infer<typeof QuestionSchema>;

/** The schema of {@link AskParams}. */
export const AskParamsSchema = z.strictObject({
  /** Who asks: a peer id or display name; an unknown one is taken as it is. */
  from_peer: peerReference,
  /** Who is asked: a peer id or display name. */
  to_peer: peerReference,
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
  correlation_id: openAsk,
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
  correlation_id: openAsk,
  /** Of a choice. */
  option_id: nullishText,
  text: nullishText,
  /** Absent: `"answered"`; any other passes without an option or a text. */
  outcome: z.optional(z.enum(questionOutcomes)),
  /** The reply when there is neither option nor text. */
  message: nullishText,
  attachments: attachmentRefs,
});

/** What answers a structured question; the first answer counts. */
export type AnswerParams = z.infer<typeof AnswerParamsSchema>;

/** The schema of {@link DeclineParams}. */
export const DeclineParamsSchema = z.strictObject({
  correlation_id: openAsk,
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
  peer_id: peerReference,
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

/** The schema of {@link WaitOnAskResult}. */
export const WaitOnAskResultSchema = z.looseObject({
  correlation_id: z.string(),
  status: open(askWaitStatuses),
  /** The message of the ack, or the text of the answer. */
  reply: nullishText,
  outcome: nullishOpen(questionOutcomes),
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
  outcome: open(questionOutcomes),
  option_id: nullishText,
  message: nullishText,
});

/** How a blocking question ended; a timeout is an outcome, no error. */
export type AskBlockingResult = z.infer<typeof AskBlockingResultSchema>;

/** The schema of {@link AskManyParams}. */
export const AskManyParamsSchema = z.strictObject({
  from_peer: peerReference,
  /** 1 to 50 peer ids or display names; one that is named twice is asked once. */
  to_peers: checked(
    z.array(z.string()),
    rule((peers) => peers.length > 0, "must name at least one peer"),
    rule((peers) => peers.length <= 50, "may name at most 50 peers: ask in several calls"),
  ),
  text: z.string(),
  circle: nullishText,
  bypass_circle: optionalFlag,
  /** Seconds until the status says `timed_out`; closes nothing. Absent: 300. */
  timeout_seconds: z.optional(int),
});

/** One question to several peers. */
export type AskManyParams = z.infer<typeof AskManyParamsSchema>;

/** The schema of {@link AskManyChild}. */
export const AskManyChildSchema = z.looseObject({
  /** A display name, or what was asked for when nobody has it. */
  peer: z.string(),
  correlation_id: nullishText,
  delivered: nullishFlag,
  error: nullishText,
});

/** The ask to one of several peers, which may have failed alone. */
export type AskManyChild = z.infer<typeof AskManyChildSchema>;

/** The schema of {@link AskManyResult}. */
export const AskManyResultSchema = z.looseObject({
  /** `askm-<8 hex>`. */
  parent_id: z.string(),
  children: z.nullish(z.array(AskManyChildSchema)),
});

/** The asks that were opened. */
export type AskManyResult = z.infer<typeof AskManyResultSchema>;

/** The schema of {@link GetAskManyParams}. */
export const GetAskManyParamsSchema = z.strictObject({
  parent_id: pathSegment("the parent id of an ask-many"),
});

/** Which ask-many is meant. */
export type GetAskManyParams = z.infer<typeof GetAskManyParamsSchema>;

/** The states of an ask-many; `"partial"` is one past its deadline with open children. */
export const askManyStates = ["pending", "partial", "complete"] as const;

/** The state of an ask-many. */
export type AskManyState = (typeof askManyStates)[number];

/** The states of one of its asks. */
export const askManyChildStatuses = ["pending", "acked", "replied", "failed"] as const;

/** The state of one of the asks of an ask-many. */
export type AskManyChildStatus = (typeof askManyChildStatuses)[number];

/** The schema of {@link AskManyChildProgress}. */
export const AskManyChildProgressSchema = z.looseObject({
  peer: z.string(),
  peer_id: nullishText,
  correlation_id: nullishText,
  status: open(askManyChildStatuses),
  reply: nullishText,
  close_reason: nullishOpen(askCloseReasons),
  error: nullishText,
});

/** What became of the ask to one of several peers. */
export type AskManyChildProgress = z.infer<typeof AskManyChildProgressSchema>;

/** The schema of {@link AskManyRollup}. */
export const AskManyRollupSchema = z.looseObject({
  total: nullishInt,
  acked: nullishInt,
  replied: nullishInt,
  pending: nullishInt,
  failed: nullishInt,
});

/** How many asks of an ask-many are in which state. */
export type AskManyRollup = z.infer<typeof AskManyRollupSchema>;

/** The schema of {@link AskManyStatus}. */
export const AskManyStatusSchema = z.looseObject({
  parent_id: z.string(),
  /** As it was sent. */
  from_peer: nullishText,
  text: nullishText,
  /** ISO 8601. */
  created_at: nullishText,
  /** ISO 8601. */
  deadline: nullishText,
  state: open(askManyStates),
  timed_out: nullishFlag,
  rollup: z.nullish(AskManyRollupSchema),
  children: z.nullish(z.array(AskManyChildProgressSchema)),
});

/** What became of an ask-many so far. */
export type AskManyStatus = z.infer<typeof AskManyStatusSchema>;

/** Routes about asks. */
export const askEndpoints = endpointTable({
  /** Asks a peer. The answer is tracked until somebody acks. */
  ask: {
    method: "POST",
    path: "/ask",
    params: AskParamsSchema,
    result: AskResultSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Asks several peers the same. Each ask may fail alone. */
  askMany: {
    method: "POST",
    path: "/ask-many",
    params: AskManyParamsSchema,
    result: AskManyResultSchema,
    actsTwice: true,
    hold: { default: 750, most: 750, each: "to_peers" },
  },
  /** Tells what became of an ask to several peers. */
  getAskMany: {
    method: "GET",
    path: "/ask-many/{parent_id}",
    params: GetAskManyParamsSchema,
    result: AskManyStatusSchema,
  },
  /** Asks the human at the dashboard, and waits with the call held open. */
  askBlocking: {
    method: "POST",
    path: "/questions/ask-blocking",
    params: AskBlockingParamsSchema,
    result: AskBlockingResultSchema,
    actsTwice: true,
    hold: { parameter: "timeout_seconds", default: 45_000, most: 55_000 },
  },
  /** Closes an ask, with a reply or without. */
  ack: {
    method: "POST",
    path: "/ack",
    params: AckParamsSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Answers a structured question. The first answer counts. */
  answer: {
    method: "POST",
    path: "/answer",
    params: AnswerParamsSchema,
    hold: receiptHold,
  },
  /** Gives an ask back to its asker. */
  decline: {
    method: "POST",
    path: "/decline",
    params: DeclineParamsSchema,
    daemons: ["go"],
    actsTwice: true,
    hold: receiptHold,
  },
  /** Lists the asks of a peer that are still open. */
  pendingAsks: {
    method: "GET",
    path: "/asks/pending",
    params: PendingAsksParamsSchema,
    result: PendingAsksResultSchema,
  },
  /** Waits until an ask is closed. From then on its reply is kept for the waiter. */
  waitOnAsk: {
    method: "POST",
    path: "/asks/{correlation_id}/wait",
    params: WaitOnAskParamsSchema,
    result: WaitOnAskResultSchema,
    daemons: ["0.17.0", "go"],
    hold: { parameter: "timeout_seconds", default: 45_000, most: 50_000 },
  },
  /** Lists the closed asks that a peer took part in. */
  askHistory: {
    method: "GET",
    path: "/asks/history",
    params: AskHistoryParamsSchema,
    result: AskHistorySchema,
    daemons: ["go"],
  },
});
