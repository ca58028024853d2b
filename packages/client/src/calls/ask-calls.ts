import type {
  AckParams,
  AnswerParams,
  AskBlockingParams,
  AskBlockingResult,
  AskHistory,
  AskHistoryParams,
  AskManyParams,
  AskManyStatus,
  AskParams,
  DeclineParams,
  OkResult,
  PendingAsk,
  PendingAsksParams,
  WaitOnAskParams,
  WaitOnAskResult,
} from "@repowire/protocol";

import { type Ask, sentAsk, withReply } from "../replies/ask.ts";
import { type AskMany, withReplies } from "../replies/ask-many-replies.ts";
import { Pursuits } from "../replies/pursue-reply.ts";
import type { RepowireCall } from "../http/call.ts";
import type { CallOptions } from "../options.ts";
import { MessageCalls } from "./message-calls.ts";

/** Asks: messages that are tracked until they are closed. */
export abstract class AskCalls extends MessageCalls {
  /** @internal */
  protected readonly pursuits = new Pursuits(this.daemon);

  /**
   * Asks a peer. The ask is open until somebody acks the `correlation_id` of the result; its reply may
   * arrive before this call returns.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { correlation_id } = await client.ask({
   *   from_peer: "docs-claude-code",
   *   to_peer: "shop-codex",
   *   text: "Which port?",
   * });
   * console.log(correlation_id);
   * ```
   */
  ask(params: AskParams, options?: CallOptions): RepowireCall<Ask> {
    return this.calls.call("ask", params, options, (result) => {
      const handle = this.pursuits.handle(sentAsk(params, result.correlation_id));
      return withReply(result, handle);
    });
  }

  /**
   * Asks several peers the same. Each ask may fail alone: look at `error` of each child, or take
   * the replies as they come.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const me = await client.registerPeer({ name: "docs", path: "/srv/docs", circle: "docs" });
   * const asks = await client.askMany({
   *   from_peer: me.peer_id,
   *   to_peers: ["shop-codex", "api-codex", "web-codex"],
   *   text: "Is the build green?",
   * });
   * const { status, answers } = await asks.quorum(2, { timeout: 60_000 });
   * console.log(status, answers.map((answer) => `${answer.peer}: ${answer.text}`));
   * ```
   */
  askMany(params: AskManyParams, options?: CallOptions): RepowireCall<AskMany> {
    return this.calls.call("askMany", params, options, (result) =>
      withReplies(result, ({ peer }, correlation_id) =>
        this.pursuits.handle(
          sentAsk({ from_peer: params.from_peer, to_peer: peer }, correlation_id),
        ),
      ),
    );
  }

  /** What became of an {@link AskCalls.askMany} so far. */
  getAskMany(parent_id: string, options?: CallOptions): RepowireCall<AskManyStatus> {
    return this.calls.call("getAskMany", { parent_id }, options);
  }

  /**
   * Asks the human at the dashboard, and waits for the answer, 45 seconds unless `timeout_seconds`
   * says otherwise. No answer is an outcome, not an error.
   */
  askBlocking(params: AskBlockingParams, options?: CallOptions): RepowireCall<AskBlockingResult> {
    return this.calls.call("askBlocking", params, options);
  }

  /**
   * Closes an ask, with a reply in `message` or without one. Closing again without a message is fine;
   * with one it is refused with 410.
   */
  ack(
    correlation_id: string,
    params?: Omit<AckParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("ack", { ...params, correlation_id }, options);
  }

  /** Answers an ask that carries a `question`. */
  answer(
    correlation_id: string,
    params: Omit<AnswerParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("answer", { ...params, correlation_id }, options);
  }

  /** Gives an ask back to its asker. Go only. */
  decline(
    correlation_id: string,
    params: Omit<DeclineParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.calls.call("decline", { ...params, correlation_id }, options);
  }

  /** The open asks of a peer, the newest first; at most 10 from a daemon in Python. */
  pendingAsks(params: PendingAsksParams, options?: CallOptions): RepowireCall<PendingAsk[]> {
    return this.calls.call("pendingAsks", params, options, (result) => result.asks);
  }

  /**
   * Waits, at most 50 seconds a call, until an ask is closed. Since 0.17.0.
   *
   * Only the asker may wait. From the first wait on the reply is kept for whoever waits, and not sent
   * to the asker's socket any more.
   */
  waitOnAsk(
    correlation_id: string,
    params: Omit<WaitOnAskParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<WaitOnAskResult> {
    return this.calls.call("waitOnAsk", { ...params, correlation_id }, options);
  }

  /** The closed asks that a peer took part in. Go only. */
  askHistory(params: AskHistoryParams, options?: CallOptions): RepowireCall<AskHistory> {
    return this.calls.call("askHistory", params, options);
  }
}
