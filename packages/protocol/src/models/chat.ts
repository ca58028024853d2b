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

/** A turn in an agent's session. */
export const IngestChatTurnParamsSchema: ObjectSchema<models.IngestChatTurnParams> = closed({
  /** A display name. The daemon accepts any text. */
  peer: string,
  role: oneOf(chatRoles),
  text: string,
  session_id: nullishString,
  tool_calls: nullish(list(ToolCallSchema)),
  turn_id: nullishString,
  peer_id: nullishString,
  pane_id: nullishString,
});

/** A piece of a turn that an agent is still writing. */
export const IngestChatTurnDeltaParamsSchema: ObjectSchema<models.IngestChatTurnDeltaParams> =
  closed({
    /** A display name. The daemon accepts any text. */
    peer: string,
    role: optional(only("assistant")),
    session_id: nullishString,
    /** The same for all pieces of a turn. The daemon drops pieces after the final one. */
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

/** Routes about the turns in agents' sessions. */
export const chatEndpoints = endpointTable({
  /** Records a turn of an agent's session. */
  ingestChatTurn: {
    method: "POST",
    path: "/events/chat",
    params: IngestChatTurnParamsSchema,
    actsTwice: true,
  },
  /** Records a piece of a turn that an agent is still writing. */
  ingestChatTurnDelta: {
    method: "POST",
    path: "/events/chat_delta",
    params: IngestChatTurnDeltaParamsSchema,
    actsTwice: true,
  },
});
