import type { ParamsOf, ResultOf } from "@repowire/protocol";

import type { Asks } from "./asks.ts";
import { NoConnection } from "./connections.ts";
import type { Core } from "./core.ts";
import { type Delivery, InjectionFailed } from "./delivery.ts";
import type { Liveness } from "./liveness.ts";
import { Ambiguous, type Lookup } from "./lookup.ts";
import { circleBorder } from "./circles.ts";
import { refuse } from "./refusal.ts";
import type { AskRecord, PeerRecord } from "./state.ts";
import { second } from "./time.ts";

const mostPeers = 50;
const defaultDeadline = 300;

type ChildAnswer = NonNullable<ResultOf<"askMany">["children"]>[number];

/** One ask to many peers: `/ask-many`. */
export class AskManys {
  readonly #core: Core;
  readonly #lookup: Lookup;
  readonly #liveness: Liveness;
  readonly #asks: Asks;
  readonly #delivery: Delivery;

  constructor(parts: {
    core: Core;
    lookup: Lookup;
    liveness: Liveness;
    asks: Asks;
    delivery: Delivery;
  }) {
    this.#core = parts.core;
    this.#lookup = parts.lookup;
    this.#liveness = parts.liveness;
    this.#asks = parts.asks;
    this.#delivery = parts.delivery;
  }

  /** `POST /ask-many`: the peers are asked one after the other; a failure is the child's own. */
  async open(params: ParamsOf<"askMany">): Promise<ResultOf<"askMany">> {
    await this.#liveness.lazyRepair();
    const { to_peers } = params;
    if (to_peers.length === 0) refuse(422, "to_peers must not be empty");
    if (to_peers.length > mostPeers) refuse(422, `to_peers exceeds the ${mostPeers}-peer limit`);
    const parent = {
      parent_id: `askm-${this.#core.ids.hex(8)}`,
      from_peer: params.from_peer,
      text: params.text,
      created_at: this.#core.stamp(),
      timeout_seconds: params.timeout_seconds ?? defaultDeadline,
      children: [] as ManyChild[],
    };
    this.#core.state.ask_manys.set(parent.parent_id, parent);
    const children: ChildAnswer[] = [];
    const asked = new Set<string>();
    for (const name of new Set(to_peers)) {
      const peer = this.#find(name, params.circle);
      if (typeof peer === "string") {
        parent.children.push({ peer: name, peer_id: null, correlation_id: null, error: peer });
        children.push({ peer: name, correlation_id: null, delivered: false, error: peer });
      } else if (!asked.has(peer.peer_id)) {
        asked.add(peer.peer_id);
        const { correlation_id, error } = await this.#ask(params, parent.parent_id, peer);
        const { display_name, peer_id } = peer;
        parent.children.push({ peer: display_name, peer_id, correlation_id, error });
        children.push({ peer: display_name, correlation_id, delivered: error === null, error });
      }
    }
    return { parent_id: parent.parent_id, children };
  }

  /** `GET /ask-many/{parent_id}`. */
  status(parentId: string): ResultOf<"getAskMany"> {
    const parent = this.#core.state.ask_manys.get(parentId);
    if (!parent) refuse(404, `ask-many ${parentId} not found`);
    const counts = { acked: 0, replied: 0, pending: 0, failed: 0 };
    const children = parent.children.map((child) => {
      const ask = child.correlation_id ? this.#asks.get(child.correlation_id) : undefined;
      const status = childStatus(ask);
      counts[status]++;
      return {
        peer: child.peer,
        peer_id: child.peer_id,
        correlation_id: child.correlation_id,
        status,
        reply: ask?.reply_text ?? null,
        close_reason: ask?.close_reason ?? null,
        error: child.error,
      };
    });
    const deadline = parent.created_at + parent.timeout_seconds * second;
    const timed_out = counts.pending > 0 && this.#core.now() >= deadline;
    return {
      parent_id: parentId,
      from_peer: parent.from_peer,
      text: parent.text,
      created_at: this.#core.write(parent.created_at),
      deadline: this.#core.write(deadline),
      state: counts.pending === 0 ? "complete" : timed_out ? "partial" : "pending",
      timed_out,
      rollup: { total: children.length, ...counts },
      children,
    };
  }

  #find(name: string, circle: string | null | undefined): PeerRecord | string {
    try {
      return this.#lookup.find(name, circle) ?? `peer not found: ${name}`;
    } catch (error) {
      if (error instanceof Ambiguous) return error.message;
      throw error;
    }
  }

  async #ask(
    params: ParamsOf<"askMany">,
    parent_id: string,
    target: PeerRecord,
  ): Promise<{ correlation_id: string; error: string | null }> {
    const sender =
      this.#lookup.findOrConflict(params.from_peer, target.circle) ??
      this.#lookup.findOrConflict(params.from_peer);
    const ask = this.#asks.open({
      from_peer_id: sender?.peer_id ?? params.from_peer,
      from_peer_name: sender?.display_name ?? params.from_peer,
      to_peer_id: target.peer_id,
      to_peer_name: target.display_name,
      text: params.text,
      parent_id,
    });
    const { correlation_id } = ask;
    const border = circleBorder(sender, target, params.bypass_circle);
    try {
      if (border) throw new NoConnection(border);
      await this.#delivery.ask(ask, target, {});
      return { correlation_id, error: null };
    } catch (error) {
      if (!(error instanceof NoConnection) && !(error instanceof InjectionFailed)) throw error;
      this.#asks.close(ask, "send_failed");
      return { correlation_id, error: error.message };
    }
  }
}

/** One of those who were asked. */
export interface ManyChild {
  readonly peer: string;
  readonly peer_id: string | null;
  readonly correlation_id: string | null;
  readonly error: string | null;
}

/** An ask to many. */
export interface ManyParent {
  readonly parent_id: string;
  readonly from_peer: string;
  readonly text: string;
  readonly created_at: number;
  readonly timeout_seconds: number;
  readonly children: ManyChild[];
}

function childStatus(ask: AskRecord | undefined): "acked" | "replied" | "pending" | "failed" {
  if (!ask || ask.close_reason === "send_failed") return "failed";
  if (ask.close_reason === null) return "pending";
  return ask.reply_text === null ? "acked" : "replied";
}
