import * as z from "zod/mini";

import { only, guard, nullishText, optionalFlag, optionalText, intFrom } from "./schema.ts";

/** Who speaks in a chat turn. */
export const chatRoles = ["user", "assistant"] as const;

/** Who speaks in a chat turn. */
export type ChatRole = (typeof chatRoles)[number];

/** Tells whether a text is a {@link ChatRole} known to this release. */
export const isChatRole = /* @__PURE__ */ guard(chatRoles);

/** What a piece of a chat turn is. */
export const chatDeltaKinds = ["text", "tool_use"] as const;

/** What a piece of a chat turn is. */
export type ChatDeltaKind = (typeof chatDeltaKinds)[number];

/** Tells whether a text is a {@link ChatDeltaKind} known to this release. */
export const isChatDeltaKind = /* @__PURE__ */ guard(chatDeltaKinds);

/** The schema of {@link ToolCall}. */
export const ToolCallSchema = z.strictObject({
  name: z.string(),
  /** Absent: empty. */
  input: optionalText,
});

/** A tool that an agent used in a turn. */
export type ToolCall = z.infer<typeof ToolCallSchema>;

/** The schema of {@link IngestChatTurnParams}. */
export const IngestChatTurnParamsSchema = z.strictObject({
  /** A display name; any text is taken. */
  peer: z.string(),
  role: z.enum(chatRoles),
  text: z.string(),
  session_id: nullishText,
  tool_calls: z.nullish(z.array(ToolCallSchema)),
  turn_id: nullishText,
  peer_id: nullishText,
  pane_id: nullishText,
});

/** What was said in an agent's session. */
export type IngestChatTurnParams = z.infer<typeof IngestChatTurnParamsSchema>;

/** The schema of {@link IngestChatTurnDeltaParams}. */
export const IngestChatTurnDeltaParamsSchema = z.strictObject({
  /** A display name; any text is taken. */
  peer: z.string(),
  role: z.optional(only("assistant")),
  session_id: nullishText,
  /** Pieces of one turn share it; those after the final one are dropped. */
  turn_id: z.string(),
  /** From 0. */
  chunk_index: intFrom(0),
  /** Absent: `"text"`. */
  kind: z.optional(z.enum(chatDeltaKinds)),
  /** Absent: empty. */
  text: optionalText,
  tool_call: z.nullish(ToolCallSchema),
  is_final: optionalFlag,
  peer_id: nullishText,
  pane_id: nullishText,
});

/** A piece of what an agent is saying. */
export type IngestChatTurnDeltaParams = z.infer<typeof IngestChatTurnDeltaParamsSchema>;
