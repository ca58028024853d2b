import type { AckParams, DefaultAnswer, AskParams, ParamsOf } from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import type { Bindings } from "./bindings.ts";
import { circleBorder } from "./circles.ts";
import { NoConnection } from "./connections.ts";
import type { Core } from "./core.ts";
import { type Delivery, InjectionFailed } from "./delivery.ts";
import type { Liveness } from "./liveness.ts";
import type { Lookup } from "./lookup.ts";
import { Unreachable, metNobody } from "./reach.ts";
import { refuse } from "./refusal.ts";
import type { AskRecord, PeerRecord } from "./state.ts";

/** An answer to a question, with what goes with it. */
export type AnswerParams = DefaultAnswer & Pick<AckParams, "attachments" | "correlation_id">;

/** Asks, and how they end: `/ask`, `/ack`, `/answer`. */
export class Conversations {
  readonly #core: Core;
  readonly #lookup: Lookup;
  readonly #liveness: Liveness;
  readonly #bindings: Bindings;
  readonly #asks: Asks;
  readonly #delivery: Delivery;

  constructor(parts: {
    core: Core;
    lookup: Lookup;
    liveness: Liveness;
    bindings: Bindings;
    asks: Asks;
    delivery: Delivery;
  }) {
    this.#core = parts.core;
    this.#lookup = parts.lookup;
    this.#liveness = parts.liveness;
    this.#bindings = parts.bindings;
    this.#asks = parts.asks;
    this.#delivery = parts.delivery;
  }

  /** `POST /ask`. */
  async ask(params: AskParams): Promise<{ correlation_id: string; error: null }> {
    await this.#liveness.lazyRepair();
    const target = this.#lookup.findOrConflict(params.to_peer, params.circle);
    if (!target) refuse(404, `Unknown peer: ${params.to_peer}`);
    const sender =
      this.#lookup.findOrConflict(params.from_peer, target.circle) ??
      this.#lookup.findOrConflict(params.from_peer);
    const border = circleBorder(sender, target, params.bypass_circle);
    if (border) refuse(403, border);
    const ask = this.#open(params, sender, target);
    await this.#send(params, ask, target);
    if (params.reply_to) {
      const prior = this.#asks.get(params.reply_to);
      if (prior) this.#asks.close(prior, "reply_to");
    }
    return { correlation_id: ask.correlation_id, error: null };
  }

  /** `POST /ack`. */
  async ack({ correlation_id, message, attachments = [] }: AckParams): Promise<{ ok: true }> {
    const ask = this.#known(correlation_id);
    const hasReply = Boolean(message) || attachments.length > 0;
    if (ask.close_reason === null && ask.question) {
      const outcome = message ? "answered" : "acknowledged";
      return this.answer({ correlation_id, text: message, outcome, attachments });
    }
    if (ask.close_reason !== null) {
      if (!hasReply) return { ok: true };
      const said = `Ask ${correlation_id} is already closed; reply message was not delivered.`;
      refuse(410, said + this.#core.facts.closedAskHint);
    }
    if (!hasReply) {
      this.#announce(ask, "ack", { delivered: false, message: false, attachments: false });
      this.#asks.close(ask, "ack");
    } else if (ask.pulled) {
      ask.reply_text ??= message ?? "";
      ask.reply_attachments = attachments.length > 0 ? [...attachments] : null;
      this.#asks.close(ask, "ack_with_msg");
      const had = { delivered: true, message: true, attachments: attachments.length > 0 };
      this.#announce(ask, "ack_with_msg", had);
    } else if (!(await this.#reply(ask, message ?? "", attachments))) {
      return { ok: true };
    }
    const step = { peer_id: ask.to_peer_id, from_peer_id: ask.from_peer_id };
    this.#core.traces.record(correlation_id, "ask", { ...step, stage: "acked" });
    this.#core.traces.record(correlation_id, "ask", { ...step, stage: "closed" });
    return { ok: true };
  }

  /** `POST /answer`. */
  async answer(params: AnswerParams): Promise<{ ok: true }> {
    const ask = this.#known(params.correlation_id);
    if (!ask.question) {
      refuse(422, `Ask ${params.correlation_id} is not a structured question; use /ack.`);
    }
    if (ask.close_reason !== null) {
      refuse(410, `Ask ${params.correlation_id} is already answered/closed.`);
    }
    const answer: DefaultAnswer = {
      option_id: params.option_id ?? null,
      text: params.text ?? null,
      outcome: params.outcome ?? "answered",
      message: params.message ?? null,
    };
    const wrong = wrongAnswer(ask, answer);
    if (wrong) refuse(422, wrong);
    ask.answer = answer;
    ask.reply_text ??= answer.text ?? null;
    this.#asks.close(ask, "answered");
    const body = ask.question.scope === "tool_permission" ? null : replyText(ask, answer);
    const delivered = Boolean(body) && (await this.#deliverAnswer(ask, body!, params.attachments));
    const attachments = (params.attachments ?? []).length > 0;
    this.#announce(ask, "answered", { delivered, message: Boolean(body), attachments });
    return { ok: true };
  }

  /** `POST /decline`, Go: the ask goes back to its asker, with a reason. */
  async decline({ correlation_id, reason }: ParamsOf<"decline">): Promise<{ ok: true }> {
    const ask = this.#known(correlation_id);
    if (ask.close_reason !== null) refuse(410, `Ask ${correlation_id} is already closed.`);
    try {
      await this.#notifyAsker(
        ask,
        `[declined #${correlation_id} from @${ask.to_peer_name}] ${reason}`,
      );
    } catch (error) {
      if (!metNobody(error)) throw error;
    }
    this.#asks.close(ask, "declined");
    return { ok: true };
  }

  /** Delivers the answers that could not be delivered when they were given. */
  async deliverUndelivered(asker: PeerRecord): Promise<void> {
    for (const ask of this.#core.state.asks.values()) {
      if (ask.from_peer_id !== asker.peer_id || ask.undelivered === null) continue;
      const text = ask.undelivered;
      try {
        await this.#notifyAsker(ask, text);
      } catch (error) {
        if (metNobody(error)) return;
        throw error;
      }
      ask.undelivered = null;
    }
  }

  /** Opens an ask and notes its first steps. */
  #open(params: AskParams, sender: PeerRecord | undefined, target: PeerRecord): AskRecord {
    const ask = this.#asks.open({
      from_peer_id: sender?.peer_id ?? params.from_peer,
      from_peer_name: sender?.display_name ?? params.from_peer,
      to_peer_id: target.peer_id,
      to_peer_name: target.display_name,
      text: params.text,
      from_session: this.#bindings.idFor(sender),
      to_session: this.#bindings.idFor(target),
      question: params.question ?? null,
    });
    const step = { peer_id: target.peer_id, from_peer_id: ask.from_peer_id };
    for (const stage of ["created", "resolved_peer", "routed"]) {
      this.#core.traces.record(ask.correlation_id, "ask", { ...step, stage });
    }
    return ask;
  }

  async #send(params: AskParams, ask: AskRecord, target: PeerRecord): Promise<void> {
    const { traces } = this.#core;
    const id = ask.correlation_id;
    const step = { peer_id: target.peer_id, from_peer_id: ask.from_peer_id };
    try {
      const { attachments = [], reply_to = null } = params;
      traces.recordOutcome(
        id,
        "ask",
        await this.#delivery.ask(ask, target, { attachments, reply_to }),
        step,
      );
    } catch (error) {
      if (error instanceof InjectionFailed) {
        traces.recordOutcome(id, "ask", error.receipt, step);
        this.#asks.close(ask, "send_failed");
        const text = `Ask injection failed for ${params.to_peer}: ${error.message}`;
        refuse(503, { error: "injection_failed", hint: text, correlation_id: id });
      }
      if (!(error instanceof NoConnection)) throw error;
      if (target.metadata["repowire_cli_fallback"]) {
        this.#delivery.queueAsk(ask, params.attachments);
        const detail = { transport: "cli_polling_queue" };
        return traces.record(id, "ask", { peer_id: target.peer_id, stage: "pending", detail });
      }
      traces.record(id, "ask", {
        peer_id: target.peer_id,
        stage: "no_connection",
        status: "fail",
        detail: { error: error.message },
      });
      this.#asks.close(ask, "send_failed");
      refuse(503, `Peer ${params.to_peer} has no live connection: ${error.message}`);
    }
  }

  /** Sends the reply to the asker; `false` when the asker is not there any more. */
  async #reply(
    ask: AskRecord,
    message: string,
    attachments: NonNullable<AckParams["attachments"]>,
  ): Promise<boolean> {
    const failed = (reason: string) =>
      refuse(
        503,
        `Reply delivery failed for ${ask.from_peer_name}: ${reason}. ` +
          "Ask remains open; retry when the asker reconnects.",
      );
    try {
      const delivered = await this.#notifyAsker(ask, framed(ask, message), attachments);
      if (!delivered.delivered && this.#core.facts.queuedReply === "refused")
        failed(delivered.reason);
    } catch (error) {
      if (error instanceof NoConnection) failed(error.message);
      if (!(error instanceof Unreachable)) throw error;
      this.#asks.close(ask, "ack_with_msg");
      const had = { delivered: false, message: true, attachments: attachments.length > 0 };
      this.#announce(ask, "ack_with_msg", had);
      return false;
    }
    if (message) ask.reply_text ??= message;
    this.#asks.close(ask, "ack_with_msg");
    return true;
  }

  async #deliverAnswer(
    ask: AskRecord,
    body: string,
    attachments: AckParams["attachments"],
  ): Promise<boolean> {
    if (ask.pulled) return true;
    const text = framed(ask, body);
    try {
      await this.#notifyAsker(ask, text, attachments);
      return true;
    } catch (error) {
      if (error instanceof NoConnection) ask.undelivered = text;
      else if (!(error instanceof Unreachable)) throw error;
      return false;
    }
  }

  #notifyAsker(ask: AskRecord, text: string, attachments: AckParams["attachments"] = []) {
    const route = { from_peer: ask.to_peer_id, to_peer: ask.from_peer_id, bypass_circle: true };
    return this.#delivery.notify({ ...route, text, attachments });
  }

  #announce(
    ask: AskRecord,
    status: string,
    had: { delivered: boolean; message: boolean; attachments: boolean },
  ): void {
    this.#core.events.add("ack", {
      from: ask.to_peer_name,
      to: ask.from_peer_name,
      from_peer_id: ask.to_peer_id,
      to_peer_id: ask.from_peer_id,
      correlation_id: ask.correlation_id,
      status,
      delivered: had.delivered,
      has_message: had.message,
      has_attachments: had.attachments,
      repowire_session_id: ask.from_session,
      from_repowire_session_id: ask.to_session,
      to_repowire_session_id: ask.from_session,
    });
  }

  #known(correlationId: string): AskRecord {
    return (
      this.#asks.get(correlationId) ??
      refuse(404, `No open ask with correlation_id: ${correlationId}`)
    );
  }
}

/** The text of a reply, as the asker gets it. */
export function framed(ask: AskRecord, body: string): string {
  return `[ack #${ask.correlation_id} from @${ask.to_peer_name}] ${body}`;
}

/** Why a question does not take an answer. */
export function wrongAnswer({ question }: AskRecord, answer: DefaultAnswer): string | undefined {
  if (answer.outcome !== "answered" || question?.kind !== "choice") return undefined;
  if (answer.option_id == null) return "choice question requires an option_id";
  const isKnown = (question.options ?? []).some((option) => option.id === answer.option_id);
  return isKnown ? undefined : `unknown option_id: ${answer.option_id}`;
}

function replyText(
  { question }: AskRecord,
  { text, option_id, message }: DefaultAnswer,
): string | null {
  if (text) return text;
  const option = question?.options?.find(({ id }) => id === option_id);
  return option_id ? (option?.title ?? option_id) : (message ?? null);
}
