import type { Daemon, Route } from "./daemon.ts";
import { isFailure, type Receipt } from "./sockets.ts";
import { refuse } from "./refusal.ts";
import type { AskRecord, Trace, TraceStage } from "./state.ts";
import { hour } from "./time.ts";

/** How much of a text a trace contains. */
const tracedSize = 500;

/** What is known of a step. */
type Known = Partial<Pick<TraceStage, "status" | "peer_id" | "from_peer_id" | "detail">>;

/** Adds a step to the trace of one message. */
export type Note = (stage: string, known?: Known) => void;

/** Returns a function that adds steps to a trace. The steps have these ends, unless they have others. */
export function traceOf(
  daemon: Daemon,
  traceId: string,
  kind: Trace["kind"],
  ends: Pick<Known, "peer_id" | "from_peer_id"> = {},
): Note {
  return (stage, known) => {
    const { traces } = daemon.state;
    const trace: Trace = traces.get(traceId) ?? { kind, stages: [] };
    traces.set(traceId, trace);
    const ts = daemon.stamp();
    const {
      peer_id = null,
      from_peer_id = null,
      status = "ok",
      detail = {},
    } = { ...ends, ...known };
    trace.stages.push({
      seq: trace.stages.length,
      stage,
      status,
      peer_id,
      from_peer_id,
      ts,
      detail,
    });
    if (peer_id && (kind === "notify" || daemon.facts.askReceiptsCount)) {
      rememberInjection(daemon, peer_id, stage, ts);
    }
  };
}

/** The last step of a message that was sent: what its receipt says, if there is one. */
export function noteOutcome(note: Note, receipt: Receipt | null): void {
  if (receipt?.status === "injected") {
    note("hook_received");
    note("pane_injected");
  } else if (isFailure(receipt)) {
    note("hook_received");
    note("injection_failed", { status: "fail", detail: { hook_status: receipt!.status } });
  } else {
    note("websocket_sent", { detail: { transport: "ws", verified: false } });
  }
}

/** The last steps of an ask that was closed by its receiver. */
export function traceClosing(daemon: Daemon, ask: AskRecord, reply: string): void {
  const { correlation_id, close_reason, to_peer_id: peer_id, from_peer_id } = ask;
  const { tracesTexts } = daemon.facts;
  const detail = tracesTexts ? { close_reason } : {};
  const said = tracesTexts && reply !== "" ? { reply: shortened(daemon, reply) } : {};
  const note = traceOf(daemon, correlation_id, "ask", { peer_id, from_peer_id });
  note("acked", { detail });
  note("closed", { detail: { ...detail, ...said } });
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
