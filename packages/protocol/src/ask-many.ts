import * as z from "zod/mini";

import { askCloseReasons } from "./asks.ts";
import {
  int,
  checked,
  guard,
  nullishFlag,
  nullishInt,
  nullishOpen,
  nullishText,
  open,
  optionalFlag,
  pathSegment,
  peerReference,
  rule,
} from "./schema.ts";

/** The schema of {@link AskManyParams}. */
export const AskManyParamsSchema = z.strictObject({
  from_peer: peerReference(),
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

/** Tells whether a text is an {@link AskManyState} known to this release. */
export const isAskManyState = /* @__PURE__ */ guard(askManyStates);

/** The states of one of its asks. */
export const askManyChildStatuses = ["pending", "acked", "replied", "failed"] as const;

/** The state of one of the asks of an ask-many. */
export type AskManyChildStatus = (typeof askManyChildStatuses)[number];

/** Tells whether a text is an {@link AskManyChildStatus} known to this release. */
export const isAskManyChildStatus = /* @__PURE__ */ guard(askManyChildStatuses);

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
