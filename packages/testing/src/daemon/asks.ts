import type { AskParams } from "@repowire/protocol";
import { type NewAsk, closeAsk, endsOf, openAsk } from "./ask-store.ts";
import type { Daemon, Route } from "./daemon.ts";
import { InjectionFailed, deliverAsk, isHeldBack, queueAsk } from "./delivery.ts";
import { circleBorder } from "./addressing.ts";
import { findPeerOrConflict, findSender } from "./peers/lookup.ts";
import { refuse } from "./refusal.ts";
import { sessionIdFor } from "./sessions/bindings.ts";
import { NoConnection } from "./sockets.ts";
import type { AskRecord, PeerRecord } from "./state.ts";
import { type Note, noteOutcome, shortened, traceOf } from "./traces.ts";

/** `POST /ask`. */
export const ask: Route<"ask"> = async (daemon, params, request) => {
  const signal = daemon.facts.givenUpAsksClose ? request.signal : undefined;
  return sendNewAsk(daemon, params, {}, signal);
};

/**
 * As `POST /ask`, with what is kept of the ask instead of the name and the sessions of its ends. The
 * signal closes the ask while it is on its way.
 */
export async function sendNewAsk(
  daemon: Daemon,
  params: AskParams,
  kept: Partial<NewAsk>,
  signal?: AbortSignal,
): Promise<{ correlation_id: string; error: null }> {
  const { keepsReplies } = daemon.facts;
  if (keepsReplies && !["push", "pull", undefined].includes(params.reply_delivery)) {
    refuse(422, "reply_delivery must be push or pull");
  }
  const target = findPeerOrConflict(daemon, params.to_peer, params.circle);
  if (!target) refuse(404, `Unknown peer: ${params.to_peer}`);
  const sender = findSender(daemon, params.from_peer, target, findPeerOrConflict);
  if (sender === target && !daemon.facts.asksItself) refuse(422, "cannot ask the calling peer");
  const border = circleBorder(sender, target, params.bypass_circle);
  if (border) refuse(403, border);
  const ask = openTracedAsk(daemon, params, sender, target, kept);
  const giveUp = () => closeAsk(daemon, ask, "send_failed");
  signal?.addEventListener("abort", giveUp);
  await sendAsk(daemon, params, ask, target);
  signal?.removeEventListener("abort", giveUp);
  if (params.reply_to) {
    const prior = daemon.state.asks.get(params.reply_to);
    if (prior) closeAsk(daemon, prior, "reply_to");
  }
  return { correlation_id: ask.correlation_id, error: null };
}

/** Opens an ask and notes its first steps. */
function openTracedAsk(
  daemon: Daemon,
  params: AskParams,
  sender: PeerRecord | undefined,
  target: PeerRecord,
  kept: Partial<NewAsk>,
): AskRecord {
  const ask = openAsk(daemon, {
    ...endsOf(params.from_peer, sender, target),
    text: params.text,
    from_session: sessionIdFor(daemon, sender),
    to_session: sessionIdFor(daemon, target),
    question: params.question ?? null,
    pulled: daemon.facts.keepsReplies && params.reply_delivery === "pull",
    ...kept,
  });
  const note = traceOfAsk(daemon, ask);
  const { from_peer, to_peer } = params;
  const text = shortened(daemon, params.text);
  note("created", { detail: daemon.facts.tracesTexts ? { from_peer, to_peer, text } : {} });
  for (const stage of ["resolved_peer", "routed"]) note(stage);
  return ask;
}

function traceOfAsk(daemon: Daemon, ask: AskRecord): Note {
  const { correlation_id, to_peer_id: peer_id, from_peer_id } = ask;
  return traceOf(daemon, correlation_id, "ask", { peer_id, from_peer_id });
}

async function sendAsk(
  daemon: Daemon,
  params: AskParams,
  ask: AskRecord,
  target: PeerRecord,
): Promise<void> {
  const note = traceOfAsk(daemon, ask);
  const close = (): void => {
    closeAsk(daemon, ask, "send_failed");
    const detail = { close_reason: "send_failed" };
    if (daemon.facts.tracesTexts) note("closed", { status: "fail", detail });
  };
  if (isHeldBack(daemon, target)) {
    return note("websocket_sent", { detail: { transport: "deferred", verified: false } });
  }
  try {
    const { attachments = [], reply_to = null } = params;
    const receipt = await deliverAsk(daemon, ask, target, { attachments, reply_to });
    noteOutcome(note, receipt);
  } catch (error) {
    if (error instanceof InjectionFailed) {
      noteOutcome(note, error.receipt);
      close();
      const text = `Ask injection failed for ${params.to_peer}: ${error.message}`;
      refuse(503, { error: "injection_failed", hint: text, correlation_id: ask.correlation_id });
    }
    if (!(error instanceof NoConnection)) throw error;
    if (daemon.facts.queuesForPolling && target.metadata["repowire_cli_fallback"]) {
      queueAsk(daemon, ask, params.attachments);
      return note("pending", { from_peer_id: null, detail: { transport: "cli_polling_queue" } });
    }
    note("no_connection", {
      ...(!daemon.facts.tracesTexts && { from_peer_id: null }),
      status: "fail",
      detail: { error: error.message },
    });
    close();
    refuse(503, `Peer ${params.to_peer} has no live connection: ${error.message}`);
  }
}
