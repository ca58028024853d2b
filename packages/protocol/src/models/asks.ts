import * as rules from "../checks.ts";
import * as s from "../schema.ts";
import * as words from "../words.ts";
import { attachmentRefs } from "./messages.ts";
import { OkResult, receiptHold, route } from "./route.ts";

/** The correlation id of an ask in a body. */
const openAsk = s.nonEmpty("the correlation id of an ask");

/** An answer to a structured question. */
export const DefaultAnswer = s.closed({
  option_id: s.nullishString,
  text: s.nullishString,
  /** Default: `"answered"`. */
  outcome: s.optional(s.oneOf(words.questionOutcomes)),
  message: s.nullishString,
});

/** One of the options of a choice. */
export const QuestionOption = s.closed({
  id: s.string,
  title: s.string,
  description: s.nullishString,
});

/** A structured question that goes with an ask. */
export const Question = s.closed({
  kind: s.oneOf(words.questionKinds),
  prompt: s.nullishString,
  options: s.optional(s.list(QuestionOption)),
  /** Shown to the reader only. The daemon does not wait. */
  blocking: s.optionalBoolean,
  timeout_seconds: s.nullishNumber,
  default_answer: s.nullish(DefaultAnswer),
  /** `"tool_permission"` sends no frame to the asker. */
  scope: s.nullish(s.oneOf(words.questionScopes)),
  metadata: s.optionalFreeForm,
});

/** A message that the daemon tracks until somebody acks it. */
export const AskParams = s.closed({
  /** The asker: a peer id or display name. The daemon accepts an unknown one. */
  from_peer: s.peerReference,
  /** The peer to ask: a peer id or display name. */
  to_peer: s.peerReference,
  text: s.string,
  attachments: attachmentRefs,
  /** The correlation id of an ask. This ask answers it and so closes it. */
  reply_to: s.nullishString,
  bypass_circle: s.optionalBoolean,
  /** Looks for the display name in `to_peer` only in this circle. */
  circle: s.nullishString,
  question: s.nullish(Question),
  /**
   * How the reply travels. `"push"` (default) sends it to the socket of the asker. `"pull"` makes the
   * daemon keep it for {@link WaitOnAskParams}, even if the asker is not registered. Send it only if
   * `capabilities.ask_pull_delivery` of {@link Health} is true; other daemons ignore it.
   */
  reply_delivery: s.optional(s.oneOf(words.replyDeliveries)),
});

/** The ask that the daemon opened. */
export const AskResult = s.tolerant({
  /** `ask-<8 hex>`. */
  correlation_id: s.string,
  error: s.nullishString,
});

/** The parameters that close an ask. */
export const AckParams = s.closed({
  correlation_id: openAsk,
  /** The reply. If it is absent or empty, the ask is closed without a reply. */
  message: s.nullishString,
  attachments: attachmentRefs,
  /** Accepted but not checked. */
  from_peer: s.nullishString,
});

/** The answer to a structured question. The first answer counts. */
export const AnswerParams = s.closed({
  correlation_id: openAsk,
  /** The id of the chosen option, for a choice. */
  option_id: s.nullishString,
  text: s.nullishString,
  /** Default: `"answered"`. Any other outcome needs neither an option nor a text. */
  outcome: s.optional(s.oneOf(words.questionOutcomes)),
  /** The reply, if there is neither an option nor a text. */
  message: s.nullishString,
  attachments: attachmentRefs,
});

/** The ask to decline, and the reason. */
export const DeclineParams = s.closed({
  correlation_id: openAsk,
  /** The reason, for the asker to read. */
  reason: s.nonEmpty("the reason, for the asker to read"),
  /** Accepted but not checked. */
  from_peer: s.nullishString,
});

/** An ask that is still open. */
export const PendingAsk = s.tolerant({
  correlation_id: s.string,
  /** A display name. */
  from_peer: s.string,
  /** A display name. */
  to_peer: s.string,
  /** The text as it was asked. */
  text: s.string,
  created_at: s.string,
  direction: s.open("askDirections"),
});

/** The peer whose open asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const PendingAsksParams = s.closedWith(
  s.peerOrPane,
  {
    /** Default: `"inbound"`. */
    direction: s.optional(s.among(words.pendingAskDirections)),
  },
  s.onePeerOrPane,
);

/** Open asks, the newest first; the Python daemons list at most 10. */
export const PendingAsksResult = s.tolerant({ asks: s.list(PendingAsk) });

/**
 * The ask to wait for, and who waits. From the first wait on, the daemon keeps the reply for the waiter.
 */
export const WaitOnAskParams = s.closed({
  correlation_id: s.pathSegment("the correlation id of an ask"),
  /** The asker's peer id or display name. Nobody else may wait. */
  peer_id: s.peerReference,
  /**
   * Seconds, at most 50. Default: 45. 0 is refused, because Python reads it as 45 and Go waits without
   * end.
   */
  timeout_seconds: s.nullish(
    s.numberWith(
      s.rule(rules.isPositive, [], "must be more than 0, because the daemons read 0 differently"),
    ),
  ),
});

/** The result of a wait. */
export const WaitOnAskResult = s.tolerant({
  correlation_id: s.string,
  status: s.open("askWaitStatuses"),
  /** The message of the ack, or the text of the answer. */
  reply: s.nullishString,
  outcome: s.nullishOpen("questionOutcomes"),
  option_id: s.nullishString,
  message: s.nullishString,
  close_reason: s.nullishOpen("askCloseReasons"),
  /** A display name. */
  responder: s.nullishString,
  attachments: s.nullishFreeForms,
});

/** The peer whose closed asks to list. Pass exactly one of `peer_id` and `pane_id`. */
export const AskHistoryParams = s.closedWith(
  s.peerOrPane,
  {
    /** RFC 3339. Default: from the beginning. */
    since: s.optionalString,
  },
  s.onePeerOrPane,
);

/** The closed asks that a peer took part in. */
export const AskHistory = s.tolerant({
  peer_id: s.string,
  repowire_session_id: s.nullishString,
  /** Correlation ids. */
  threads: s.nullish(s.list(s.string)),
});

/** One of the options of a blocking question. */
export const BlockingOption = s.closed({
  id: s.string,
  title: s.string,
});

/** A question to the human at the dashboard. The call waits for the answer. */
export const AskBlockingParams = s.closed(
  {
    prompt: s.string,
    /** `"tool_permission"` needs at least one option. */
    options: s.optional(s.list(BlockingOption)),
    scope: s.nullish(s.oneOf(words.questionScopes)),
    metadata: s.nullishFreeForm,
    /** Seconds, at most 55. Default: 45, also for 0. */
    timeout_seconds: s.nullishNumber,
    /** An id of your own. If you send the same question again with it, it stays one question. */
    correlation_id: s.nullishString,
    origin: s.nullishString,
    /** Default: `"external"`. */
    from_peer: s.nullishString,
  },
  s.rule(
    rules.needsEntriesFor,
    ["scope", "tool_permission", "options"],
    'needs options when scope is "tool_permission"',
  ),
);

/** How a blocking question ended. A timeout is an outcome, not an error. */
export const AskBlockingResult = s.tolerant({
  correlation_id: s.string,
  outcome: s.open("questionOutcomes"),
  option_id: s.nullishString,
  message: s.nullishString,
});

/** One question to several peers. */
export const AskManyParams = s.closed({
  from_peer: s.peerReference,
  /** 1 to 50 peer ids or display names. A peer that is named twice is asked once. */
  to_peers: s.list(
    s.string,
    s.rule(rules.hasEntries, [], "must name at least one peer"),
    s.rule(rules.hasAtMost, [50], "may name at most 50 peers: ask in several calls"),
  ),
  text: s.string,
  circle: s.nullishString,
  bypass_circle: s.optionalBoolean,
  /** Seconds until the status is `timed_out`. No ask is closed then. Default: 300. */
  timeout_seconds: s.optional(s.int),
});

/** The ask to one of several peers. It may fail although others succeed. */
export const AskManyChild = s.tolerant({
  /** A display name. If nobody has it, what the call named. */
  peer: s.string,
  correlation_id: s.nullishString,
  delivered: s.nullishBoolean,
  error: s.nullishString,
});

/** The asks that were opened. */
export const AskManyResult = s.tolerant({
  /** `askm-<8 hex>`. */
  parent_id: s.string,
  children: s.nullish(s.list(AskManyChild)),
});

/** The ask-many to look up. */
export const GetAskManyParams = s.closed({
  parent_id: s.pathSegment("the parent id of an ask-many"),
});

/** The outcome of the ask to one of several peers. */
export const AskManyChildProgress = s.tolerant({
  peer: s.string,
  peer_id: s.nullishString,
  correlation_id: s.nullishString,
  status: s.open("askManyChildStatuses"),
  reply: s.nullishString,
  close_reason: s.nullishOpen("askCloseReasons"),
  error: s.nullishString,
});

/** How many asks of an ask-many are in each state. */
export const AskManyRollup = s.tolerant({
  total: s.nullishInt,
  acked: s.nullishInt,
  replied: s.nullishInt,
  pending: s.nullishInt,
  failed: s.nullishInt,
});

/** The state of an ask-many. */
export const AskManyStatus = s.tolerant({
  parent_id: s.string,
  /** The asker, as the call named it. */
  from_peer: s.nullishString,
  text: s.nullishString,
  created_at: s.nullishString,
  deadline: s.nullishString,
  state: s.open("askManyStates"),
  timed_out: s.nullishBoolean,
  rollup: s.nullish(AskManyRollup),
  children: s.nullish(s.list(AskManyChildProgress)),
});

/** Routes about asks. */
export const askEndpoints = {
  /** Asks a peer. The daemon tracks the ask until somebody acks it. */
  ask: route("POST /ask", AskParams, AskResult, {
    errors: [403, 404, 409, 503],
    actsTwice: true,
    hold: receiptHold,
  }),
  /** Asks several peers the same question. Each ask may fail on its own. */
  askMany: route("POST /ask-many", AskManyParams, AskManyResult, {
    actsTwice: true,
    hold: { default: 750, most: 750, each: "to_peers" },
  }),
  /** Returns the outcome of an ask to several peers. */
  getAskMany: route("GET /ask-many/{parent_id}", GetAskManyParams, AskManyStatus, {
    errors: [404],
  }),
  /** Asks the human at the dashboard. The call stays open until the answer. */
  askBlocking: route("POST /questions/ask-blocking", AskBlockingParams, AskBlockingResult, {
    actsTwice: true,
    hold: { parameter: "timeout_seconds", default: 45_000, most: 55_000 },
  }),
  /** Closes an ask, with or without a reply. */
  ack: route("POST /ack", AckParams, OkResult, {
    errors: [404, 410, 503],
    actsTwice: true,
    hold: receiptHold,
  }),
  /** Answers a structured question. The first answer counts. */
  answer: route("POST /answer", AnswerParams, OkResult, {
    errors: [404, 410, 503],
    hold: receiptHold,
  }),
  /** Declines an ask: closes it and tells the asker the reason. */
  decline: route("POST /decline", DeclineParams, OkResult, {
    errors: [404, 410, 503],
    daemons: ["go"],
    actsTwice: true,
    hold: receiptHold,
  }),
  /** Lists the open asks of a peer. */
  pendingAsks: route("GET /asks/pending", PendingAsksParams, PendingAsksResult, {
    errors: [400, 404],
  }),
  /** Waits until an ask is closed. From then on the daemon keeps its reply for the waiter. */
  waitOnAsk: route("POST /asks/{correlation_id}/wait", WaitOnAskParams, WaitOnAskResult, {
    errors: [403, 404],
    daemons: ["0.17.0", "go"],
    hold: { parameter: "timeout_seconds", default: 45_000, most: 50_000 },
  }),
  /** Lists the closed asks that a peer took part in. */
  askHistory: route("GET /asks/history", AskHistoryParams, AskHistory, {
    errors: [404],
    daemons: ["go"],
  }),
};
