import type { DefaultAnswer, ParamsOf, ResultOf } from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import { wrongAnswer } from "./conversations.ts";
import type { Core } from "./core.ts";
import { questionOnWire } from "./delivery.ts";
import { breakDown, refuse } from "./refusal.ts";
import type { AskRecord } from "./state.ts";

const waitDefault = 45;
const waitMost = 50;
const blockingMost = 55;

/** Calls that wait for an ask to end: `/asks/{id}/wait` and `/questions/ask-blocking`. */
export class Questions {
  readonly #core: Core;
  readonly #asks: Asks;

  constructor(core: Core, asks: Asks) {
    this.#core = core;
    this.#asks = asks;
  }

  /** `POST /asks/{correlation_id}/wait`: the first wait turns the reply to whoever waits. */
  async wait(params: ParamsOf<"waitOnAsk">): Promise<ResultOf<"waitOnAsk">> {
    const { correlation_id, peer_id, timeout_seconds } = params;
    let ask =
      this.#asks.get(correlation_id) ??
      refuse(404, `No ask with correlation_id: ${correlation_id}`);
    if (peer_id !== ask.from_peer_id && peer_id !== ask.from_peer_name) {
      refuse(403, { error: "not_the_asker", correlation_id, asker: ask.from_peer_name });
    }
    if (ask.close_reason === null) {
      ask.pulled = true;
      const seconds = Math.max(0, Math.min(timeout_seconds || waitDefault, waitMost));
      if (!(await this.untilClosed(ask, seconds))) {
        const nothing = { outcome: null, option_id: null, message: null, close_reason: null };
        return {
          correlation_id,
          status: "pending",
          reply: null,
          ...nothing,
          responder: null,
          attachments: null,
        };
      }
      ask = this.#current(ask);
    }
    return {
      correlation_id,
      status: "resolved",
      reply: ask.reply_text ?? ask.answer?.text ?? null,
      outcome: ask.answer?.outcome ?? null,
      option_id: ask.answer?.option_id ?? null,
      message: ask.answer?.message ?? null,
      close_reason: ask.close_reason,
      responder: ask.to_peer_name,
      attachments: ask.reply_attachments?.map(withAllKeys) ?? null,
    };
  }

  /** `POST /questions/ask-blocking`: no frame is sent; a human or a peer answers by the id. */
  async askBlocking(params: ParamsOf<"askBlocking">): Promise<ResultOf<"askBlocking">> {
    const { prompt, options = [], scope = null, from_peer, origin } = params;
    if (scope === "tool_permission" && options.length === 0) {
      refuse(422, "tool_permission question requires at least one allow-capable option");
    }
    const seconds = Math.min(params.timeout_seconds || waitDefault, blockingMost);
    const outcome = scope === "tool_permission" ? "denied" : "timed_out";
    const default_answer: DefaultAnswer = { outcome, message: "blocking question timed out" };
    const ask = this.#asks.open({
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
    this.#core.events.add("ask", {
      from: ask.from_peer_name,
      to: ask.to_peer_name,
      from_peer_id: ask.from_peer_id,
      to_peer_id: ask.to_peer_id,
      text: prompt,
      correlation_id: ask.correlation_id,
      question: ask.question && questionOnWire(ask.question),
      ...(origin && { origin }),
    });
    const answer = await this.waitForAnswer(ask, seconds, default_answer);
    return {
      correlation_id: ask.correlation_id,
      outcome: answer.outcome ?? "answered",
      option_id: answer.option_id ?? null,
      message: answer.message ?? null,
    };
  }

  /** Waits for the answer to a question; afterwards the default is its answer. */
  async waitForAnswer(
    ask: AskRecord,
    seconds: number,
    byDefault: DefaultAnswer,
  ): Promise<DefaultAnswer> {
    if (ask.answer) return ask.answer;
    if (ask.close_reason !== null) return { outcome: "cancelled", message: ask.close_reason };
    if (wrongAnswer(ask, byDefault)) breakDown();
    await this.untilClosed(ask, seconds);
    ask = this.#current(ask);
    if (ask.answer) return ask.answer;
    if (ask.close_reason !== null) return { outcome: "cancelled", message: ask.close_reason };
    ask.answer = byDefault;
    this.#asks.close(ask, "answered");
    return byDefault;
  }

  /** The ask as the daemon knows it now: a state that was restored meanwhile has its own of it. */
  #current(ask: AskRecord): AskRecord {
    return this.#asks.get(ask.correlation_id) ?? ask;
  }

  /** Waits until an ask is closed; `false` when it is not by then. */
  async untilClosed(ask: AskRecord, seconds: number): Promise<boolean> {
    const wait = this.#core.waits.begin<true>(Math.max(0, seconds) * 1000);
    this.#asks.onClose(ask, () => wait.settle(true));
    return (await wait.result) ?? false;
  }
}

/** An attachment as this one route shows it: with every key. */
function withAllKeys(attachment: object): Record<string, unknown> {
  return { id: null, path: null, filename: null, size: null, content_type: null, ...attachment };
}
