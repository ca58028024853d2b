import type { DefaultAnswer } from "@repowire/protocol";
import { wrongAnswer } from "./answers.ts";
import { closeAsk, onAskClosed, openAsk } from "./ask-store.ts";
import type { Daemon, Route } from "./daemon.ts";
import { questionOnWire } from "./delivery.ts";
import { addEvent } from "./events.ts";
import { breakDown, refuse } from "./refusal.ts";
import type { AskRecord } from "./state.ts";

const waitDefault = 45;
const waitMost = 50;
const blockingMost = 55;

/** The seconds of a wait without an end. */
const longestWait = 1e9;

/** `POST /asks/{correlation_id}/wait`: after the first wait the reply is kept for waits. */
export const waitOnAsk: Route<"waitOnAsk"> = async (daemon, params) => {
  const { correlation_id, peer_id, timeout_seconds } = params;
  let ask =
    daemon.state.asks.get(correlation_id) ??
    refuse(404, `No ask with correlation_id: ${correlation_id}`);
  if (peer_id !== ask.from_peer_id && peer_id !== ask.from_peer_name) {
    refuse(403, { error: "not_the_asker", correlation_id, asker: ask.from_peer_name });
  }
  if (ask.close_reason === null) {
    ask.pulled = true;
    const isEndless = daemon.facts.zeroWaitIsEndless && (timeout_seconds ?? waitDefault) <= 0;
    const seconds = isEndless
      ? longestWait
      : Math.max(0, Math.min(timeout_seconds || waitDefault, waitMost));
    await untilClosed(daemon, ask, seconds);
    ask = currentAsk(daemon, ask);
  }
  const isOpen = ask.close_reason === null;
  return {
    correlation_id,
    status: isOpen ? "pending" : "resolved",
    reply: ask.reply_text ?? ask.answer?.text ?? null,
    outcome: ask.answer?.outcome ?? null,
    option_id: ask.answer?.option_id ?? null,
    message: ask.answer?.message ?? null,
    close_reason: ask.close_reason,
    responder: isOpen ? null : ask.to_peer_name,
    attachments:
      ask.reply_attachments?.map(daemon.facts.shownAsSent ? asSent : withAllKeys) ?? null,
  };
};

/** `POST /questions/ask-blocking`: no frame is sent; a human or a peer answers by the id. */
export const askBlocking: Route<"askBlocking"> = async (daemon, params) => {
  const { prompt, options = [], scope = null, from_peer, origin } = params;
  if (daemon.facts.checksRegistration && prompt === "") refuse(422, "prompt is required");
  if (scope === "tool_permission" && options.length === 0) {
    refuse(422, "tool_permission question requires at least one allow-capable option");
  }
  const seconds = Math.min(params.timeout_seconds || waitDefault, blockingMost);
  const outcome = scope === "tool_permission" ? "denied" : "timed_out";
  const default_answer: DefaultAnswer = { outcome, message: "blocking question timed out" };
  const ask = openAsk(daemon, {
    from_peer_id: from_peer || "external",
    from_peer_name: from_peer || "external",
    to_peer_id: "__repowire_control__",
    to_peer_name: "human",
    text: prompt,
    correlation_id: params.correlation_id,
    question: {
      kind: "choice",
      prompt,
      options,
      blocking: true,
      timeout_seconds: seconds,
      default_answer,
      scope,
      metadata: params.metadata ?? {},
    },
  });
  addEvent(daemon, "ask", {
    from: ask.from_peer_name,
    to: ask.to_peer_name,
    from_peer_id: ask.from_peer_id,
    to_peer_id: ask.to_peer_id,
    text: prompt,
    correlation_id: ask.correlation_id,
    question: daemon.facts.shownAsSent
      ? { ...ask.question, scope: scope ?? "", metadata: params.metadata ?? null }
      : ask.question && questionOnWire(ask.question),
    ...(origin && { origin }),
  });
  const answer = await waitForAnswer(daemon, ask, seconds, default_answer);
  return {
    correlation_id: ask.correlation_id,
    outcome: answer.outcome ?? "answered",
    option_id: answer.option_id ?? null,
    message: answer.message ?? null,
  };
};

/** Waits for the answer to a question. After the timeout, its answer is the default. */
export async function waitForAnswer(
  daemon: Daemon,
  ask: AskRecord,
  seconds: number,
  byDefault: DefaultAnswer,
): Promise<DefaultAnswer> {
  if (ask.answer) return ask.answer;
  if (ask.close_reason !== null) return { outcome: "cancelled", message: ask.close_reason };
  if (wrongAnswer(ask, byDefault)) breakDown();
  await untilClosed(daemon, ask, seconds);
  ask = currentAsk(daemon, ask);
  if (ask.answer) return ask.answer;
  if (ask.close_reason !== null) return { outcome: "cancelled", message: ask.close_reason };
  ask.answer = byDefault;
  closeAsk(daemon, ask, "answered");
  return byDefault;
}

/** The current record of the ask. A state that was restored meanwhile has another record. */
function currentAsk(daemon: Daemon, ask: AskRecord): AskRecord {
  return daemon.state.asks.get(ask.correlation_id) ?? ask;
}

/** Waits until an ask is closed, or the time is over. */
async function untilClosed(daemon: Daemon, ask: AskRecord, seconds: number): Promise<void> {
  if (Number.isNaN(seconds)) breakDown();
  const limited = Math.min(Math.max(0, seconds), longestWait);
  const wait = daemon.waits.begin<void>(limited * 1000, "the limit of a wait for an answer");
  onAskClosed(daemon, ask, () => wait.settle());
  await wait.result;
}

function asSent(attachment: object): Record<string, unknown> {
  return { ...attachment };
}

/** An attachment as this one route shows it: with every key. */
function withAllKeys(attachment: object): Record<string, unknown> {
  return { id: null, path: null, filename: null, size: null, content_type: null, ...attachment };
}
