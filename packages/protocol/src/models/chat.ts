import * as s from "../schema.ts";
import * as words from "../words.ts";
import { OkResult, route } from "./route.ts";

/** A tool that an agent used in a turn. */
export const ToolCall = s.closed({
  name: s.string,
  /** Default: empty. */
  input: s.optionalString,
});

/** A turn in an agent's session. */
export const IngestChatTurnParams = s.closed({
  /** A display name. The daemon accepts any text. */
  peer: s.string,
  role: s.oneOf(words.chatRoles),
  text: s.string,
  session_id: s.nullishString,
  tool_calls: s.nullish(s.list(ToolCall)),
  turn_id: s.nullishString,
  peer_id: s.nullishString,
  pane_id: s.nullishString,
});

/** A piece of a turn that an agent is still writing. */
export const IngestChatTurnDeltaParams = s.closed({
  /** A display name. The daemon accepts any text. */
  peer: s.string,
  role: s.optional(s.only("assistant")),
  session_id: s.nullishString,
  /** The same for all pieces of a turn. The daemon drops pieces after the final one. */
  turn_id: s.string,
  /** From 0. */
  chunk_index: s.intFrom(0),
  /** Default: `"text"`. */
  kind: s.optional(s.oneOf(words.chatDeltaKinds)),
  /** Default: empty. */
  text: s.optionalString,
  tool_call: s.nullish(ToolCall),
  is_final: s.optionalBoolean,
  peer_id: s.nullishString,
  pane_id: s.nullishString,
});

/** Routes about the turns in agents' sessions. */
export const chatEndpoints = {
  /** Records a turn of an agent's session. */
  ingestChatTurn: route("POST /events/chat", IngestChatTurnParams, OkResult, { actsTwice: true }),
  /** Records a piece of a turn that an agent is still writing. */
  ingestChatTurnDelta: route("POST /events/chat_delta", IngestChatTurnDeltaParams, OkResult, {
    actsTwice: true,
  }),
};
