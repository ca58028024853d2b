import type { OkResult, ParamsOf } from "@repowire/protocol";

import type { Bindings } from "./bindings.ts";
import type { Core } from "./core.ts";
import { Ambiguous, type Lookup } from "./lookup.ts";
import type { Peers } from "./peers.ts";
import type { PeerRecord } from "./state.ts";

const rememberedTurns = 4096;

/** What agents report of their conversations: `/events/chat` and `/events/chat_delta`. */
export class Chat {
  readonly #core: Core;
  readonly #peers: Peers;
  readonly #lookup: Lookup;
  readonly #bindings: Bindings;

  constructor(core: Core, peers: Peers, lookup: Lookup, bindings: Bindings) {
    this.#core = core;
    this.#peers = peers;
    this.#lookup = lookup;
    this.#bindings = bindings;
  }

  /** A finished turn. */
  ingestTurn(params: ParamsOf<"ingestChatTurn">): OkResult {
    const { peer, fields } = this.#whose(params);
    const { session_id = null, turn_id = null } = params;
    if (turn_id && params.role === "assistant") this.#finish(session_id, turn_id);
    if (peer) {
      this.#bindings.observe({
        peer_id: peer.peer_id,
        backend: peer.backend,
        project_path: peer.path,
        metadata: peer.metadata,
        runtime_session_id: session_id,
      });
    }
    this.#core.events.add("chat_turn", {
      peer: fields.peer,
      role: params.role,
      text: params.text,
      session_id,
      tool_calls: params.tool_calls?.map(withInput) ?? null,
      turn_id,
      peer_id: fields.peer_id,
    });
    return { ok: true };
  }

  /** A part of a turn; dropped when the turn is finished already. */
  ingestDelta(params: ParamsOf<"ingestChatTurnDelta">): OkResult {
    const { session_id = null, turn_id } = params;
    if (this.#core.state.finished_turns.has(turnKey(session_id, turn_id))) return { ok: true };
    const { fields } = this.#whose(params);
    this.#core.events.add("chat_turn_delta", {
      peer: fields.peer,
      role: params.role ?? "assistant",
      session_id,
      turn_id,
      chunk_index: params.chunk_index,
      kind: params.kind ?? "text",
      text: params.text ?? "",
      tool_call: params.tool_call ? withInput(params.tool_call) : null,
      is_final: params.is_final ?? false,
      peer_id: fields.peer_id,
    });
    return { ok: true };
  }

  #whose(params: {
    peer: string;
    peer_id?: string | null | undefined;
    pane_id?: string | null | undefined;
  }): { peer: PeerRecord | undefined; fields: { peer: string; peer_id: string | null } } {
    const { peer_id = null, pane_id } = params;
    if (!peer_id && pane_id) {
      const peer = this.#peers.byPane(pane_id);
      if (peer) return { peer, fields: { peer: peer.display_name, peer_id: peer.peer_id } };
      return { peer, fields: { peer: params.peer, peer_id } };
    }
    return { peer: this.#find(peer_id || params.peer), fields: { peer: params.peer, peer_id } };
  }

  #find(identifier: string): PeerRecord | undefined {
    try {
      return this.#lookup.find(identifier);
    } catch (error) {
      if (error instanceof Ambiguous) return undefined;
      throw error;
    }
  }

  #finish(sessionId: string | null, turnId: string): void {
    const { finished_turns } = this.#core.state;
    const key = turnKey(sessionId, turnId);
    finished_turns.delete(key);
    finished_turns.add(key);
    for (const oldest of finished_turns) {
      if (finished_turns.size <= rememberedTurns) break;
      finished_turns.delete(oldest);
    }
  }
}

function turnKey(sessionId: string | null, turnId: string): string {
  return `${sessionId || "legacy"}:${turnId}`;
}

function withInput({ name, input = "" }: { name: string; input?: string | undefined }) {
  return { name, input };
}
