import {
  AskManyParamsSchema,
  AskManyResultSchema,
  AskManyStatusSchema,
  GetAskManyParamsSchema,
} from "../ask-many.ts";
import {
  AckParamsSchema,
  AnswerParamsSchema,
  AskBlockingParamsSchema,
  AskBlockingResultSchema,
  AskHistoryParamsSchema,
  AskHistorySchema,
  AskParamsSchema,
  AskResultSchema,
  DeclineParamsSchema,
  PendingAsksParamsSchema,
  PendingAsksResultSchema,
  WaitOnAskParamsSchema,
  WaitOnAskResultSchema,
} from "../asks.ts";
import { OkResultSchema } from "../peers.ts";
import { daemonVersions } from "../versions.ts";
import { type Endpoint, receiptHold } from "./endpoint.ts";

/** Routes about asks. */
export const askEndpoints = {
  /** Asks a peer. The answer is tracked until somebody acks. */
  ask: {
    name: "ask",
    method: "POST",
    path: "/ask",
    params: AskParamsSchema,
    result: AskResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Asks several peers the same. Each ask may fail alone. */
  askMany: {
    name: "askMany",
    method: "POST",
    path: "/ask-many",
    params: AskManyParamsSchema,
    result: AskManyResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: { ...receiptHold, each: "to_peers" },
  },
  /** Tells what became of an ask to several peers. */
  getAskMany: {
    name: "getAskMany",
    method: "GET",
    path: "/ask-many/{parent_id}",
    params: GetAskManyParamsSchema,
    result: AskManyStatusSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Asks the human at the dashboard, and waits with the call held open. */
  askBlocking: {
    name: "askBlocking",
    method: "POST",
    path: "/questions/ask-blocking",
    params: AskBlockingParamsSchema,
    result: AskBlockingResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: { parameter: "timeout_seconds", default: 45_000, most: 55_000 },
  },
  /** Closes an ask, with a reply or without. */
  ack: {
    name: "ack",
    method: "POST",
    path: "/ack",
    params: AckParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Answers a structured question. The first answer counts. */
  answer: {
    name: "answer",
    method: "POST",
    path: "/answer",
    params: AnswerParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
    hold: receiptHold,
  },
  /** Gives an ask back to its asker. */
  decline: {
    name: "decline",
    method: "POST",
    path: "/decline",
    params: DeclineParamsSchema,
    result: OkResultSchema,
    daemons: ["go"],
    actsTwice: true,
    hold: receiptHold,
  },
  /** Lists the asks of a peer that are still open. */
  pendingAsks: {
    name: "pendingAsks",
    method: "GET",
    path: "/asks/pending",
    params: PendingAsksParamsSchema,
    result: PendingAsksResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Waits until an ask is closed. From then on its reply is kept for the waiter. */
  waitOnAsk: {
    name: "waitOnAsk",
    method: "POST",
    path: "/asks/{correlation_id}/wait",
    params: WaitOnAskParamsSchema,
    result: WaitOnAskResultSchema,
    daemons: ["0.17.0", "go"],
    actsTwice: false,
    hold: { parameter: "timeout_seconds", default: 45_000, most: 50_000 },
  },
  /** Lists the closed asks that a peer took part in. */
  askHistory: {
    name: "askHistory",
    method: "GET",
    path: "/asks/history",
    params: AskHistoryParamsSchema,
    result: AskHistorySchema,
    daemons: ["go"],
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
