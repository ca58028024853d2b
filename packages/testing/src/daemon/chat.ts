import type { IngestChatTurnParams } from "@repowire/protocol";
import type { Daemon, Route } from "./daemon.ts";
import { addEvent } from "./events.ts";
import { findUnambiguous } from "./peers/lookup.ts";
import { peerOfPane } from "./peers/registry.ts";
import { withoutNulls } from "../support.ts";
import { refuse } from "./refusal.ts";
import { observeTurn } from "./jobs/turns.ts";
import { observeSession } from "./sessions/bindings.ts";
import type { PeerRecord } from "./state.ts";

const rememberedTurns = 4096;

/** A finished turn. */
export const ingestChatTurn: Route<"ingestChatTurn"> = (daemon, params) => {
  if (daemon.facts.checksTurns && params.role !== "user" && params.role !== "assistant") {
    refuse(422, "role must be one of: user, assistant");
  }
  const { peer, name, peer_id } = speakerOf(daemon, params);
  const { session_id = null, turn_id = null } = params;
  if (turn_id && params.role === "assistant") finishTurn(daemon, session_id, turn_id);
  if (peer) {
    observeSession(daemon, {
      peer_id: peer.peer_id,
      backend: peer.backend,
      project_path: peer.path,
      metadata: peer.metadata,
      runtime_session_id: session_id,
    });
    observeTurn(daemon, peer, params);
  }
  addTurn(daemon, "chat_turn", {
    peer: name,
    role: params.role,
    text: params.text,
    session_id,
    tool_calls: params.tool_calls?.map(withInput) ?? null,
    turn_id,
    peer_id,
  });
  return { ok: true };
};

function addTurn(daemon: Daemon, type: string, turn: Record<string, unknown>): void {
  if (!daemon.facts.turnsNamePeer) return void addEvent(daemon, type, turn);
  addEvent(daemon, type, withoutNulls({ ...turn, peer_name: turn["peer"] || null }));
}

/** A delta of a turn. It is dropped if the turn has ended. */
export const ingestChatTurnDelta: Route<"ingestChatTurnDelta"> = (daemon, params) => {
  const { session_id = null, turn_id } = params;
  if (daemon.facts.checksTurns) {
    if ((params.role || "assistant") !== "assistant") refuse(422, "role must be assistant");
    if (turn_id === "") refuse(422, "turn_id is required");
    if ((params.chunk_index ?? 0) < 0) refuse(422, "chunk_index must be >= 0");
    if (!["text", "tool_use"].includes(params.kind || "text")) {
      refuse(422, "kind must be one of: text, tool_use");
    }
  }
  if (daemon.state.finished_turns.has(turnKey(session_id, turn_id))) return { ok: true };
  const { name, peer_id } = speakerOf(daemon, params);
  addTurn(daemon, "chat_turn_delta", {
    peer: name,
    role: params.role ?? "assistant",
    session_id,
    turn_id,
    chunk_index: params.chunk_index ?? 0,
    kind: params.kind || "text",
    text: params.text ?? "",
    tool_call: params.tool_call ? withInput(params.tool_call) : null,
    is_final: params.is_final ?? false,
    peer_id,
  });
  return { ok: true };
};

/** Who speaks: the peer, and its name and id as the event shows them. */
function speakerOf(
  daemon: Daemon,
  params: Pick<IngestChatTurnParams, "peer" | "peer_id" | "pane_id">,
): { peer: PeerRecord | undefined; name: string; peer_id: string | null } {
  const { peer: name, peer_id = null, pane_id } = params;
  if (peer_id || !pane_id) {
    return { peer: findUnambiguous(daemon, peer_id || name), name, peer_id };
  }
  const peer = peerOfPane(daemon, pane_id);
  return { peer, name: peer?.display_name ?? name, peer_id: peer?.peer_id ?? peer_id };
}

function finishTurn(daemon: Daemon, sessionId: string | null, turnId: string): void {
  const { finished_turns } = daemon.state;
  const key = turnKey(sessionId, turnId);
  finished_turns.delete(key);
  finished_turns.add(key);
  for (const oldest of finished_turns) {
    if (finished_turns.size <= rememberedTurns) break;
    finished_turns.delete(oldest);
  }
}

function turnKey(sessionId: string | null, turnId: string): string {
  return `${sessionId || "legacy"}:${turnId}`;
}

function withInput({ name = "", input = "" }: { name?: string; input?: string | undefined }) {
  return { name, input };
}
