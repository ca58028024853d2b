import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  type ObjectSchema,
  closed,
  intFrom,
  list,
  nullish,
  nullishString,
  oneOf,
  only,
  optional,
  optionalBoolean,
  optionalString,
  string,
} from "../schema.ts";
import { chatRoles, chatDeltaKinds } from "../words.ts";

/** A tool that an agent used in a turn. */
export const ToolCallSchema: ObjectSchema<models.ToolCall> = closed({
  name: string,
  /** Default: empty. */
  input: optionalString,
});

/** What was said in an agent's session. */
export const IngestChatTurnParamsSchema: ObjectSchema<models.IngestChatTurnParams> = closed({
  /** A display name; any text is taken. */
  peer: string,
  role: oneOf(chatRoles),
  text: string,
  session_id: nullishString,
  tool_calls: nullish(list(ToolCallSchema)),
  turn_id: nullishString,
  peer_id: nullishString,
  pane_id: nullishString,
});

/** A piece of what an agent is saying. */
export const IngestChatTurnDeltaParamsSchema: ObjectSchema<models.IngestChatTurnDeltaParams> =
  closed({
    /** A display name; any text is taken. */
    peer: string,
    role: optional(only("assistant")),
    session_id: nullishString,
    /** Pieces of one turn share it; those after the final one are dropped. */
    turn_id: string,
    /** From 0. */
    chunk_index: intFrom(0),
    /** Default: `"text"`. */
    kind: optional(oneOf(chatDeltaKinds)),
    /** Default: empty. */
    text: optionalString,
    tool_call: nullish(ToolCallSchema),
    is_final: optionalBoolean,
    peer_id: nullishString,
    pane_id: nullishString,
  });

/** Routes about what is said in the sessions of agents. */
export const chatEndpoints = endpointTable({
  /** Records what was said in an agent's session. */
  ingestChatTurn: {
    method: "POST",
    path: "/events/chat",
    params: IngestChatTurnParamsSchema,
    actsTwice: true,
  },
  /** Records a piece of what an agent is saying. */
  ingestChatTurnDelta: {
    method: "POST",
    path: "/events/chat_delta",
    params: IngestChatTurnDeltaParamsSchema,
    actsTwice: true,
  },
});
