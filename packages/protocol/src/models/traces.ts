import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  FreeFormSchema,
  type ObjectSchema,
  closed,
  int,
  list,
  nullish,
  nullishOpen,
  nullishString,
  open,
  pathSegment,
  string,
  tolerant,
} from "../schema.ts";
import { deliveryKinds, traceStages } from "../words.ts";

/** The message to trace. */
export const TraceParamsSchema: ObjectSchema<models.TraceParams> = closed({
  /** The correlation id of an ask, or the delivery id of a notification. */
  trace_id: pathSegment("a correlation id or delivery id"),
});

/** What happened to a message at one point. */
export const TraceStageSchema: ObjectSchema<models.TraceStage> = tolerant({
  /** From 0. */
  seq: int,
  stage: open(traceStages),
  /** `"ok"` or `"fail"`. */
  status: string,
  peer_id: nullishString,
  from_peer_id: nullishString,
  /** ISO 8601. */
  ts: string,
  detail: nullish(FreeFormSchema),
});

/** The path of a message through the daemon. */
export const TraceSchema: ObjectSchema<models.Trace> = tolerant({
  trace_id: string,
  kind: nullishOpen(deliveryKinds),
  stages: list(TraceStageSchema),
});

/** Routes about the path of a message. */
export const traceEndpoints = endpointTable({
  /** Traces a message through the daemon. */
  trace: {
    method: "GET",
    path: "/traces/{trace_id}",
    errors: [404],
    params: TraceParamsSchema,
    result: TraceSchema,
  },
});
