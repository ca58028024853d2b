import type { Daemon, Route } from "./daemon.ts";
import { isFailure, type Receipt } from "./sockets.ts";
import { refuse } from "./refusal.ts";
import type { AskRecord, Trace } from "./state.ts";
import { hour } from "./time.ts";

/** How much of a text a trace contains. */
const tracedSize = 500;

interface Step {
  readonly stage: string;
  readonly status?: "ok" | "fail";
  readonly peer_id?: string | null;
  readonly from_peer_id?: string | null;
  readonly detail?: Record<string, unknown>;
}

export function recordTrace(
  daemon: Daemon,
  traceId: string,
  kind: Trace["kind"],
  step: Step,
): void {
  const { traces } = daemon.state;
  let trace = traces.get(traceId);
  if (!trace) traces.set(traceId, (trace = { kind, stages: [] }));
  const ts = daemon.stamp();
  trace.stages.push({
    seq: trace.stages.length,
    stage: step.stage,
    status: step.status ?? "ok",
    peer_id: step.peer_id ?? null,
    from_peer_id: step.from_peer_id ?? null,
    ts,
    detail: step.detail ?? {},
  });
  if (step.peer_id && (kind === "notify" || daemon.facts.askReceiptsCount))
    rememberInjection(daemon, step.peer_id, step.stage, ts);
}

/** The last step of a message that was sent: what its receipt says, if there is one. */
export function recordTraceOutcome(
  daemon: Daemon,
  traceId: string,
  kind: Trace["kind"],
  receipt: Receipt | null,
  step: Pick<Step, "peer_id" | "from_peer_id">,
): void {
  if (receipt?.status === "injected") {
    recordTrace(daemon, traceId, kind, { ...step, stage: "hook_received" });
    recordTrace(daemon, traceId, kind, { ...step, stage: "pane_injected" });
  } else if (isFailure(receipt)) {
    recordTrace(daemon, traceId, kind, { ...step, stage: "hook_received" });
    recordTrace(daemon, traceId, kind, {
      ...step,
      stage: "injection_failed",
      status: "fail",
      detail: { hook_status: receipt!.status },
    });
  } else {
    const detail = { transport: "ws", verified: false };
    recordTrace(daemon, traceId, kind, { ...step, stage: "websocket_sent", detail });
  }
}

/** The last steps of an ask that was closed by its receiver. */
export function traceClosing(daemon: Daemon, ask: AskRecord, reply: string): void {
  const { correlation_id: id, close_reason } = ask;
  const step = { peer_id: ask.to_peer_id, from_peer_id: ask.from_peer_id };
  const { tracesTexts } = daemon.facts;
  const detail = tracesTexts ? { close_reason } : {};
  const said = tracesTexts && reply !== "" ? { reply: shortened(daemon, reply) } : {};
  recordTrace(daemon, id, "ask", { ...step, stage: "acked", detail });
  recordTrace(daemon, id, "ask", { ...step, stage: "closed", detail: { ...detail, ...said } });
}

/** A text, which ends with three dots if it was longer. */
export function shortened(daemon: Daemon, text: string, size = tracedSize): string {
  const cut = daemon.facts.shorten(text, size);
  return cut === text ? text : `${cut}…`;
}

/** `GET /traces/{trace_id}`. */
export const trace: Route<"trace"> = (daemon, { trace_id: traceId }) => {
  const trace = daemon.state.traces.get(traceId);
  if (!trace) refuse(404, `No delivery trace for: ${traceId}`);
  return {
    trace_id: traceId,
    kind: trace.kind,
    stages: trace.stages.map((stage) => ({ ...stage, ts: daemon.write(stage.ts, "proof") })),
  };
};

/** Drops traces that are too old. */
export function pruneTraces(daemon: Daemon): void {
  const { settings, state } = daemon;
  if (settings.prune_max_age_hours <= 0 || !daemon.facts.forgetsTraces) return;
  const limit = daemon.now() - settings.prune_max_age_hours * hour;
  for (const [traceId, trace] of state.traces) {
    if (trace.stages.at(-1)!.ts < limit) state.traces.delete(traceId);
  }
}

function rememberInjection(daemon: Daemon, peerId: string, stage: string, ts: number): void {
  if (stage !== "pane_injected" && stage !== "injection_failed") return;
  const { injections } = daemon.state;
  const times = injections.get(peerId) ?? {};
  times[stage === "pane_injected" ? "succeeded" : "failed"] = ts;
  injections.set(peerId, times);
}
