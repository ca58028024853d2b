import { endpointTable, receiptHold } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import * as rules from "../rules.ts";
import {
  type ObjectSchema,
  among,
  checked,
  closed,
  int,
  list,
  nonEmpty,
  nullish,
  nullishBoolean,
  nullishFreeForm,
  nullishFreeForms,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishString,
  number,
  oneOf,
  onePeerOrPane,
  open,
  optional,
  optionalBoolean,
  optionalFreeForm,
  optionalString,
  pathSegment,
  peerOrPane,
  peerReference,
  rule,
  string,
  tolerant,
} from "../schema.ts";
import {
  questionKinds,
  questionOutcomes,
  questionScopes,
  askDirections,
  askWaitStatuses,
  askCloseReasons,
  askManyStates,
  askManyChildStatuses,
  replyDeliveries,
  pendingAskDirections,
} from "../words.ts";
import { attachmentRefs } from "./messages.ts";

/** The correlation id of an ask in a body. */
const openAsk = nonEmpty("the correlation id of an ask");

/** An answer to a structured question. */
export const DefaultAnswerSchema: ObjectSchema<models.DefaultAnswer> = closed({
  option_id: nullishString,
  text: nullishString,
  /** Default: `"answered"`. */
  outcome: optional(oneOf(questionOutcomes)),
  message: nullishString,
});

/** One of the options of a choice. */
export const QuestionOptionSchema: ObjectSchema<models.QuestionOption> = closed({
  id: string,
  title: string,
  description: nullishString,
});

/** A structured question that goes with an ask. */
export const QuestionSchema: ObjectSchema<models.Question> = closed({
  kind: oneOf(questionKinds),
  prompt: nullishString,
  options: optional(list(QuestionOptionSchema)),
  /** Shown to the reader only. The daemon does not wait. */
  blocking: optionalBoolean,
  /** Seconds. */
  timeout_seconds: nullishNumber,
  default_answer: nullish(DefaultAnswerSchema),
  /** `"tool_permission"` sends no frame to the asker. */
  scope: nullish(oneOf(questionScopes)),
  metadata: optionalFreeForm,
});

/** A message that the daemon tracks until somebody acks it. */
export const AskParamsSchema: ObjectSchema<models.AskParams> = closed({
  /** The asker: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: peerReference,
  /** The peer to ask: a peer id or display name. */
  to_peer: peerReference,
  text: string,
  attachments: attachmentRefs,
  /** The correlation id of an ask. This ask answers it and so closes it. */
  reply_to: nullishString,
  bypass_circle: optionalBoolean,
  /** Looks for the display name in `to_peer` only in this circle. */
  circle: nullishString,
  question: nullish(QuestionSchema),
  /**
   * How the reply travels. `"push"` (default) sends it to the socket of the asker. `"pull"` makes the
   * daemon keep it for {@link WaitOnAskParams}, even if the asker is not registered. Send it only if
   * `capabilities.ask_pull_delivery` of {@link Health} is true; other daemons ignore it.
   */
  reply_delivery: optional(oneOf(replyDeliveries)),
});

/** The ask that the daemon opened. */
export const AskResultSchema: ObjectSchema<models.AskResult> = tolerant({
  /** `ask-<8 hex>`. */
  correlation_id: string,
  error: nullishString,
});

/** The parameters that close an ask. */
export const AckParamsSchema: ObjectSchema<models.AckParams> = closed({
  correlation_id: openAsk,
  /** The reply. If it is absent or empty, the ask is closed without a reply. */
  message: nullishString,
  attachments: attachmentRefs,
  /** Accepted but not checked. */
  from_peer: nullishString,
});

/** The answer to a structured question. The first answer counts. */
export const AnswerParamsSchema: ObjectSchema<models.AnswerParams> = closed({
  correlation_id: openAsk,
  /** The id of the chosen option, for a choice. */
  option_id: nullishString,
  text: nullishString,
  /** Default: `"answered"`. Any other outcome needs neither an option nor a text. */
  outcome: optional(oneOf(questionOutcomes)),
  /** The reply, if there is neither an option nor a text. */
  message: nullishString,
  attachments: attachmentRefs,
});

/** The ask to decline, and the reason. */
export const DeclineParamsSchema: ObjectSchema<models.DeclineParams> = closed({
  correlation_id: openAsk,
  /** The reason, for the asker to read. */
  reason: nonEmpty("the reason, for the asker to read"),
  /** Accepted but not checked. */
  from_peer: nullishString,
});

/** An ask that is still open. */
export const PendingAskSchema: ObjectSchema<models.PendingAsk> = tolerant({
  correlation_id: string,
  /** A display name. */
  from_peer: string,
  /** A display name. */
  to_peer: string,
  /** The text as it was asked. */
  text: string,
  /** ISO 8601. */
  created_at: string,
  direction: open(askDirections),
});

/** The peer whose open asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingAsksParamsSchema: ObjectSchema<models.PendingAsksParams> = closed(
  {
    /** Default: `"inbound"`. */
    direction: optional(among(pendingAskDirections)),
  },
  { also: peerOrPane, rules: [onePeerOrPane] },
);

/** Open asks, the newest first; the Python daemons list at most 10. */
export const PendingAsksResultSchema: ObjectSchema<models.PendingAsksResult> = tolerant({
  asks: list(PendingAskSchema),
});

/**
 * The ask to wait for, and who waits. From the first wait on, the daemon keeps the reply for the waiter.
 */
export const WaitOnAskParamsSchema: ObjectSchema<models.WaitOnAskParams> = closed({
  correlation_id: pathSegment("the correlation id of an ask"),
  /** The asker's peer id or display name. Nobody else may wait. */
  peer_id: peerReference,
  /**
   * Seconds, at most 50. Default: 45. 0 is refused, because Python reads it as 45 and Go waits without
   * end.
   */
  timeout_seconds: nullish(
    checked(
      number,
      rule(rules.isPositive, [], "must be more than 0, because the daemons read 0 differently"),
    ),
  ),
});

/** The result of a wait. */
export const WaitOnAskResultSchema: ObjectSchema<models.WaitOnAskResult> = tolerant({
  correlation_id: string,
  status: open(askWaitStatuses),
  /** The message of the ack, or the text of the answer. */
  reply: nullishString,
  outcome: nullishOpen(questionOutcomes),
  option_id: nullishString,
  message: nullishString,
  close_reason: nullishOpen(askCloseReasons),
  /** A display name. */
  responder: nullishString,
  attachments: nullishFreeForms,
});

/** The peer whose closed asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const AskHistoryParamsSchema: ObjectSchema<models.AskHistoryParams> = closed(
  {
    /** RFC 3339. Default: from the beginning. */
    since: optionalString,
  },
  { also: peerOrPane, rules: [onePeerOrPane] },
);

/** The closed asks that a peer took part in. */
export const AskHistorySchema: ObjectSchema<models.AskHistory> = tolerant({
  peer_id: string,
  repowire_session_id: nullishString,
  /** Correlation ids. */
  threads: nullish(list(string)),
});

/** One of the options of a blocking question. */
export const BlockingOptionSchema: ObjectSchema<models.BlockingOption> = closed({
  id: string,
  title: string,
});

/** A question to the human at the dashboard. The call waits for the answer. */
export const AskBlockingParamsSchema: ObjectSchema<models.AskBlockingParams> = closed(
  {
    prompt: string,
    /** `"tool_permission"` needs at least one option. */
    options: optional(list(BlockingOptionSchema)),
    scope: nullish(oneOf(questionScopes)),
    metadata: nullishFreeForm,
    /** Seconds, at most 55. Default: 45, also for 0. */
    timeout_seconds: nullishNumber,
    /** An id of your own. If you send the same question again with it, it stays one question. */
    correlation_id: nullishString,
    origin: nullishString,
    /** Default: `"external"`. */
    from_peer: nullishString,
  },
  {
    rules: [
      rule(
        rules.needsEntriesFor,
        ["scope", "tool_permission", "options"],
        'needs options when scope is "tool_permission"',
      ),
    ],
  },
);

/** How a blocking question ended. A timeout is an outcome, not an error. */
export const AskBlockingResultSchema: ObjectSchema<models.AskBlockingResult> = tolerant({
  correlation_id: string,
  outcome: open(questionOutcomes),
  option_id: nullishString,
  message: nullishString,
});

/** One question to several peers. */
export const AskManyParamsSchema: ObjectSchema<models.AskManyParams> = closed({
  from_peer: peerReference,
  /** 1 to 50 peer ids or display names. A peer that is named twice is asked once. */
  to_peers: list(
    string,
    rule(rules.hasEntries, [], "must name at least one peer"),
    rule(rules.hasAtMost, [50], "may name at most 50 peers: ask in several calls"),
  ),
  text: string,
  circle: nullishString,
  bypass_circle: optionalBoolean,
  /** Seconds until the status is `timed_out`. No ask is closed then. Default: 300. */
  timeout_seconds: optional(int),
});

/** The ask to one of several peers. It may fail although others succeed. */
export const AskManyChildSchema: ObjectSchema<models.AskManyChild> = tolerant({
  /** A display name. If nobody has it, what the call named. */
  peer: string,
  correlation_id: nullishString,
  delivered: nullishBoolean,
  error: nullishString,
});

/** The asks that were opened. */
export const AskManyResultSchema: ObjectSchema<models.AskManyResult> = tolerant({
  /** `askm-<8 hex>`. */
  parent_id: string,
  children: nullish(list(AskManyChildSchema)),
});

/** The ask-many to look up. */
export const GetAskManyParamsSchema: ObjectSchema<models.GetAskManyParams> = closed({
  parent_id: pathSegment("the parent id of an ask-many"),
});

/** The outcome of the ask to one of several peers. */
export const AskManyChildProgressSchema: ObjectSchema<models.AskManyChildProgress> = tolerant({
  peer: string,
  peer_id: nullishString,
  correlation_id: nullishString,
  status: open(askManyChildStatuses),
  reply: nullishString,
  close_reason: nullishOpen(askCloseReasons),
  error: nullishString,
});

/** How many asks of an ask-many are in each state. */
export const AskManyRollupSchema: ObjectSchema<models.AskManyRollup> = tolerant({
  total: nullishInt,
  acked: nullishInt,
  replied: nullishInt,
  pending: nullishInt,
  failed: nullishInt,
});

/** The state of an ask-many. */
export const AskManyStatusSchema: ObjectSchema<models.AskManyStatus> = tolerant({
  parent_id: string,
  /** The asker, as the call named it. */
  from_peer: nullishString,
  text: nullishString,
  /** ISO 8601. */
  created_at: nullishString,
  /** ISO 8601. */
  deadline: nullishString,
  state: open(askManyStates),
  timed_out: nullishBoolean,
  rollup: nullish(AskManyRollupSchema),
  children: nullish(list(AskManyChildProgressSchema)),
});

/** Routes about asks. */
export const askEndpoints = endpointTable({
  /** Asks a peer. The daemon tracks the ask until somebody acks it. */
  ask: {
    method: "POST",
    path: "/ask",
    errors: [403, 404, 409, 503],
    params: AskParamsSchema,
    result: AskResultSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Asks several peers the same question. Each ask may fail on its own. */
  askMany: {
    method: "POST",
    path: "/ask-many",
    params: AskManyParamsSchema,
    result: AskManyResultSchema,
    actsTwice: true,
    hold: { default: 750, most: 750, each: "to_peers" },
  },
  /** Returns the outcome of an ask to several peers. */
  getAskMany: {
    method: "GET",
    path: "/ask-many/{parent_id}",
    errors: [404],
    params: GetAskManyParamsSchema,
    result: AskManyStatusSchema,
  },
  /** Asks the human at the dashboard. The call stays open until the answer. */
  askBlocking: {
    method: "POST",
    path: "/questions/ask-blocking",
    params: AskBlockingParamsSchema,
    result: AskBlockingResultSchema,
    actsTwice: true,
    hold: { parameter: "timeout_seconds", default: 45_000, most: 55_000 },
  },
  /** Closes an ask, with or without a reply. */
  ack: {
    method: "POST",
    path: "/ack",
    errors: [404, 410, 503],
    params: AckParamsSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Answers a structured question. The first answer counts. */
  answer: {
    method: "POST",
    path: "/answer",
    errors: [404, 410, 503],
    params: AnswerParamsSchema,
    hold: receiptHold,
  },
  /** Declines an ask: closes it and tells the asker the reason. */
  decline: {
    method: "POST",
    path: "/decline",
    errors: [404, 410, 503],
    params: DeclineParamsSchema,
    daemons: ["go"],
    actsTwice: true,
    hold: receiptHold,
  },
  /** Lists the open asks of a peer. */
  pendingAsks: {
    method: "GET",
    path: "/asks/pending",
    errors: [400, 404],
    params: PendingAsksParamsSchema,
    result: PendingAsksResultSchema,
  },
  /** Waits until an ask is closed. From then on the daemon keeps its reply for the waiter. */
  waitOnAsk: {
    method: "POST",
    path: "/asks/{correlation_id}/wait",
    errors: [403, 404],
    params: WaitOnAskParamsSchema,
    result: WaitOnAskResultSchema,
    daemons: ["0.17.0", "go"],
    hold: { parameter: "timeout_seconds", default: 45_000, most: 50_000 },
  },
  /** Lists the closed asks that a peer took part in. */
  askHistory: {
    method: "GET",
    path: "/asks/history",
    errors: [404],
    params: AskHistoryParamsSchema,
    result: AskHistorySchema,
    daemons: ["go"],
  },
});
