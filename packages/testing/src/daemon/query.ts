import type { ParamsOf, ResultOf } from "@repowire/protocol";

import type { Conversations } from "./conversations.ts";
import type { Core } from "./core.ts";
import type { EventRecord } from "./events.ts";
import type { Liveness } from "./liveness.ts";
import { Ambiguous, type Lookup } from "./lookup.ts";
import type { Questions } from "./questions.ts";
import { Unreachable, reach } from "./reach.ts";
import { Refusal } from "./refusal.ts";
import type { PeerRecord } from "./state.ts";

type Query = ParamsOf<"query">;
type Result = ResultOf<"query">;

/** Milliseconds that a peer which did not answer has to prove that it is there. */
const pingAfterTimeout = 5000;
const shownLetters = 100;

/** `/query`: asks and waits for the answer, and never fails with a status. */
export class Queries {
  readonly #core: Core;
  readonly #lookup: Lookup;
  readonly #liveness: Liveness;
  readonly #conversations: Conversations;
  readonly #questions: Questions;

  constructor(parts: {
    core: Core;
    lookup: Lookup;
    liveness: Liveness;
    conversations: Conversations;
    questions: Questions;
  }) {
    this.#core = parts.core;
    this.#lookup = parts.lookup;
    this.#liveness = parts.liveness;
    this.#conversations = parts.conversations;
    this.#questions = parts.questions;
  }

  async query(params: Query): Promise<Result> {
    await this.#liveness.lazyRepair();
    const peer = this.#lookup.find(params.to_peer, params.circle);
    if (peer && peer.status !== "online") {
      return { ...failed(`Peer '${params.to_peer}' is ${peer.status}`), status: peer.status };
    }
    const bypass_circle = params.bypass_circle || params.from_peer == null;
    const query = { ...params, from_peer: params.from_peer || "cli", bypass_circle };
    if (this.#core.facts.queryTravelsAs === "query") return this.#byFrame(query);
    return peer ? this.#byAsk(query, peer) : failed(`Unknown peer: ${params.to_peer}`);
  }

  async #byFrame(query: Query & { from_peer: string }): Promise<Result> {
    const { ids, connections, queries } = this.#core;
    let ends: ReturnType<typeof reach>;
    try {
      ends = reach(this.#lookup, query);
    } catch (error) {
      if (error instanceof Unreachable) return failed(error.message);
      throw error;
    }
    const { sender, target } = ends;
    const event = this.#announce(query, sender, target);
    const fail = (error: string) => {
      Object.assign(event, { status: "error", error });
      return failed(error);
    };
    if (!connections.has(target.peer_id)) return fail(`Peer ${target.display_name} not connected`);
    const correlation_id = ids.uuid();
    const { from_peer } = query;
    connections.send(target.peer_id, {
      type: "query",
      correlation_id,
      from_peer,
      text: wrapped(query),
    });
    const end = await queries.wait(correlation_id, target, this.#seconds(query) * 1000);
    if (!end) return this.#timedOut(event, query, target);
    if ("error" in end) {
      const disconnected = /^Query failed: (.*)$/s.exec(end.error)?.[1];
      Object.assign(event, { status: "error", error: disconnected ?? end.error });
      return failed(end.error);
    }
    return this.#answered(event, query, { sender, target }, end.text);
  }

  async #byAsk(query: Query & { from_peer: string }, target: PeerRecord): Promise<Result> {
    const sender = this.#sender(query.from_peer, target);
    const event = this.#announce(query, sender, target);
    const seconds = this.#seconds(query);
    const byDefault = {
      outcome: "timed_out" as const,
      message: `Timeout waiting for ${query.to_peer}`,
    };
    try {
      const { correlation_id } = await this.#conversations.ask({
        from_peer: query.from_peer,
        to_peer: query.to_peer,
        text: query.text,
        bypass_circle: query.bypass_circle,
        circle: query.circle,
        question: {
          kind: "text",
          prompt: query.text,
          blocking: true,
          timeout_seconds: seconds,
          default_answer: byDefault,
          scope: "mesh_ask",
          metadata: { compat: "query" },
        },
      });
      const ask = this.#core.state.asks.get(correlation_id);
      // A state that was restored while the ask was under way does not know it.
      if (!ask) return this.#timedOut(event, query, target);
      const answer = await this.#questions.waitForAnswer(ask, seconds, byDefault);
      if (answer.outcome === "timed_out") return this.#timedOut(event, query, target);
      if (answer.outcome === "cancelled") {
        const error = answer.message || "Query cancelled";
        Object.assign(event, { status: "error", error });
        return failed(error);
      }
      const text = answer.text || answer.message || answer.option_id || "";
      return this.#answered(event, query, { sender, target }, text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { detail } = error.body as { detail: unknown };
      const text = typeof detail === "string" ? detail : String(JSON.stringify(detail));
      Object.assign(event, { status: "error", error: text });
      return failed(text);
    }
  }

  #announce(
    { from_peer, to_peer, text }: Query,
    sender: PeerRecord | undefined,
    target: PeerRecord,
  ): EventRecord {
    return this.#core.events.add("query", {
      from: from_peer,
      to: to_peer,
      text,
      from_peer_id: sender?.peer_id ?? null,
      to_peer_id: target.peer_id,
      status: "pending",
    });
  }

  #answered(
    event: EventRecord,
    { from_peer, to_peer }: Query,
    { sender, target }: { sender: PeerRecord | undefined; target: PeerRecord },
    text: string,
  ): Result {
    event["status"] = "success";
    this.#core.events.add("response", {
      from: to_peer,
      to: from_peer,
      from_peer_id: target.peer_id,
      to_peer_id: sender?.peer_id ?? null,
      text: text.length > shownLetters ? `${text.slice(0, shownLetters)}...` : text,
      correlation_id: event.id,
    });
    return { text, error: null, status: null };
  }

  #timedOut(event: EventRecord, { to_peer }: Query, target: PeerRecord): Result {
    event["status"] = "timeout";
    void this.#core.activity.during(() => this.#checkAfterTimeout(target));
    return failed(`Timeout waiting for ${to_peer}`);
  }

  /** A peer that does not even answer a ping is offline. */
  async #checkAfterTimeout(target: PeerRecord): Promise<void> {
    const { connections } = this.#core;
    if (!connections.has(target.peer_id)) return;
    const pong = await connections.ping(target.peer_id, pingAfterTimeout);
    if (pong || this.#core.state.peers.get(target.peer_id) !== target) return;
    this.#liveness.reportedOffline(target);
    this.#core.queries.disconnect(target.peer_id);
  }

  #sender(identifier: string, target: PeerRecord): PeerRecord | undefined {
    try {
      return this.#lookup.sender(identifier, target);
    } catch (error) {
      if (error instanceof Ambiguous) return undefined;
      throw error;
    }
  }

  #seconds({ timeout }: Query): number {
    return timeout ?? this.#core.facts.queryTimeout;
  }
}

function failed(error: string): Result {
  return { text: null, error, status: null };
}

/** The text as an agent gets it, with the words of the daemon around it. */
function wrapped({ from_peer, text }: Query): string {
  return (
    `[Repowire Query from @${from_peer}]\n${text}\n\n` +
    "IMPORTANT: Respond directly in your message. Do NOT use ask() to reply - " +
    `your response is automatically captured and returned to ${from_peer}.`
  );
}
