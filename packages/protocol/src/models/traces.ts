import * as z from "zod/mini";

import { deliveryKinds } from "./messages.ts";
import { FreeFormSchema, int, nullishOpen, nullishText, open, pathSegment } from "../schema.ts";

/** The schema of {@link TraceParams}. */
export const TraceParamsSchema = z.strictObject({
  /** The correlation id of an ask, or the delivery id of a notification. */
  trace_id: pathSegment("a correlation id or delivery id"),
});

/** Which message to follow. */
export type TraceParams = z.infer<typeof TraceParamsSchema>;

/** The stages of a message. */
export const traceStages = [
  "created",
  "resolved_peer",
  "resolve_failed",
  "routed",
  "no_connection",
  "pending",
  "websocket_sent",
  "hook_received",
  "pane_injected",
  "thread_input_accepted",
  "injection_failed",
  "acked",
  "closed",
] as const;

/** A stage of a message. */
export type TraceStageName = (typeof traceStages)[number];

/** The schema of {@link TraceStage}. */
export const TraceStageSchema = z.looseObject({
  /** From 0. */
  seq: int,
  stage: open(traceStages),
  /** `"ok"` or `"fail"`. */
  status: z.string(),
  peer_id: nullishText,
  from_peer_id: nullishText,
  /** ISO 8601. */
  ts: z.string(),
  detail: z.nullish(FreeFormSchema),
});

/** What happened to a message at one point. */
export type TraceStage = z.infer<typeof TraceStageSchema>;

/** The schema of {@link Trace}. */
export const TraceSchema = z.looseObject({
  trace_id: z.string(),
  kind: nullishOpen(deliveryKinds),
  stages: z.array(TraceStageSchema),
});

/** The way that a message went. */
export type Trace = z.infer<typeof TraceSchema>;
