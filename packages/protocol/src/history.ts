import * as z from "zod/mini";

import {
  int,
  nullishFreeForms,
  checked,
  guard,
  nullishFlag,
  nullishOpen,
  nullishText,
  nullishTexts,
  optionalText,
  peerSegment,
  intFrom,
} from "./schema.ts";

/** Whether a backend's history can be read. */
export const historyStatuses = ["available", "unavailable", "unsupported"] as const;

/** Whether a backend's history can be read. */
export type HistoryStatus = (typeof historyStatuses)[number];

/** Tells whether a text is a {@link HistoryStatus} known to this release. */
export const isHistoryStatus = /* @__PURE__ */ guard(historyStatuses);

/** Parameters that name a peer's history, and more. */
// @__NO_SIDE_EFFECTS__
export function historyOf<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject({
    /** A peer id or a display name. */
    name: peerSegment(),
    session_id: optionalText,
    circle: optionalText,
    ...shape,
  });
}

/** A result that tells where a history comes from, and more. */
// @__NO_SIDE_EFFECTS__
export function historyWith<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.looseObject({
    history_status: nullishOpen(historyStatuses),
    history_backend: nullishText,
    history_message: nullishText,
    history_source: nullishText,
    repowire_session_id: nullishText,
    binding_status: nullishText,
    runtime_session_id: nullishText,
    ...shape,
  });
}

/** The schema of {@link TimelineParams}. */
export const TimelineParamsSchema = historyOf({
  /** Absent: 100. */
  limit: z.optional(intFrom(1, z.lte(500))),
});

/** Whose timeline to read. */
export type TimelineParams = z.infer<typeof TimelineParamsSchema>;

/** The schema of {@link TimelineItem}. */
export const TimelineItemSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  source: z.string(),
  /** ISO 8601. */
  timestamp: z.string(),
  session_id: z.string(),
  turn_id: z.string(),
  role: z.string(),
  text: z.string(),
  tool_calls: nullishFreeForms,
  peer_id: nullishText,
  /** A display name. */
  peer: nullishText,
  event_ids: nullishTexts,
});

/** Something that happened in a peer's session. */
export type TimelineItem = z.infer<typeof TimelineItemSchema>;

/** The schema of {@link Timeline}. */
export const TimelineSchema = historyWith({
  peer_id: z.string(),
  peer_name: z.string(),
  session_id: nullishText,
  items: z.array(TimelineItemSchema),
});

/** What happened in a peer's session. */
export type Timeline = z.infer<typeof TimelineSchema>;

/** The schema of {@link SearchTimelineParams}. */
export const SearchTimelineParamsSchema = historyOf({
  /** The text to find, 1 to 200 characters. */
  q: checked(z.string(), z.minLength(1), z.maxLength(200)),
  /** Absent: 20. */
  limit: z.optional(intFrom(1, z.lte(100))),
});

/** What to find, and in whose timeline. */
export type SearchTimelineParams = z.infer<typeof SearchTimelineParamsSchema>;

/** The schema of {@link TimelineMatch}. */
export const TimelineMatchSchema = z.looseObject({
  start: int,
  end: int,
  snippet: z.string(),
});

/** Where in an item a text was found. */
export type TimelineMatch = z.infer<typeof TimelineMatchSchema>;

/** The schema of {@link TimelineHit}. */
export const TimelineHitSchema = z.looseObject({
  cursor: z.string(),
  target_id: z.string(),
  item: TimelineItemSchema,
  match: TimelineMatchSchema,
});

/** An item in which a text was found. */
export type TimelineHit = z.infer<typeof TimelineHitSchema>;

/** The schema of {@link SearchTimelineResult}. */
export const SearchTimelineResultSchema = historyWith({
  peer_id: z.string(),
  peer_name: z.string(),
  query: z.string(),
  session_id: nullishText,
  degraded: nullishFlag,
  degradation_message: nullishText,
  results: z.array(TimelineHitSchema),
});

/** Where a text was found in a peer's timeline. */
export type SearchTimelineResult = z.infer<typeof SearchTimelineResultSchema>;

/** The schema of {@link TranscriptParams}. */
export const TranscriptParamsSchema = historyOf({
  /** Absent: 50. */
  limit: z.optional(intFrom(1, z.lte(500))),
  /** `next_before` of the page before this one. */
  before: optionalText,
});

/** Whose transcript to read. */
export type TranscriptParams = z.infer<typeof TranscriptParamsSchema>;

/** The schema of {@link TranscriptTurn}. */
export const TranscriptTurnSchema = z.looseObject({
  role: z.string(),
  text: z.string(),
  /** ISO 8601. */
  timestamp: z.string(),
  session_id: z.string(),
  turn_id: z.string(),
  tool_calls: nullishFreeForms,
});

/** A turn of a peer's conversation. */
export type TranscriptTurn = z.infer<typeof TranscriptTurnSchema>;

/** The schema of {@link Transcript}. */
export const TranscriptSchema = historyWith({
  turns: z.array(TranscriptTurnSchema),
  /** Where older turns begin; null when there are none. */
  next_before: nullishText,
});

/** A page of a peer's conversation. */
export type Transcript = z.infer<typeof TranscriptSchema>;
