import * as z from "zod/mini";

import { backends } from "./peers.ts";
import { attachmentRefs, deliveryStates } from "./messages.ts";
import {
  checked,
  int,
  intFrom,
  nullishFlag,
  nullishFreeForm,
  nullishFreeForms,
  nullishOpen,
  nullishText,
  nullishTexts,
  open,
  optionalFlag,
  optionalText,
  pathSegment,
  peerSegment,
} from "../schema.ts";
import { endpointTable, receiptHold } from "../endpoint.ts";

/** A session id in the path. */
const sessionId = pathSegment("a session id");

/** The schema of {@link NotifySessionParams}. */
export const NotifySessionParamsSchema = z.strictObject({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: sessionId,
  /** Absent: `"dashboard"`. */
  from_peer: optionalText,
  text: z.string(),
  attachments: attachmentRefs,
  /** Absent: true, unlike elsewhere. */
  bypass_circle: optionalFlag,
});

/** A message to whichever peer has the session now. */
export type NotifySessionParams = z.infer<typeof NotifySessionParamsSchema>;

/** The schema of {@link NotifySessionResult}. */
export const NotifySessionResultSchema = z.looseObject({
  ok: z.boolean(),
  repowire_session_id: z.string(),
  session_status: z.string(),
  /** `"active_executor"`. */
  capability: z.string(),
  executor_peer_id: z.string(),
  /** A display name; Go does not say it. */
  executor_peer_name: nullishText,
  delivery_state: open(deliveryStates),
  delivered: z.boolean(),
  queued: z.boolean(),
  reason: z.string(),
  hook_delivery: nullishFreeForm,
});

/** What the daemon did with a message to a session. */
export type NotifySessionResult = z.infer<typeof NotifySessionResultSchema>;

/** The schema of {@link ResumeSessionParams}. */
export const ResumeSessionParamsSchema = z.strictObject({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: sessionId,
  /** Absent: `"dashboard"`. */
  from_peer: optionalText,
  /** Absent: true. False opens a tmux window. */
  dry_run: optionalFlag,
  profile: nullishText,
  message: nullishText,
});

/** Which session to go on with. */
export type ResumeSessionParams = z.infer<typeof ResumeSessionParamsSchema>;

/** Whether a session can be resumed. */
export const resumeStatuses = [
  "active_executor",
  "resume_available",
  "unsupported",
  "binding_unavailable",
] as const;

/** Whether a session can be resumed. */
export type ResumeStatus = (typeof resumeStatuses)[number];

/** What can be done with a session. */
export const sessionCapabilities = [
  "active_executor",
  "supported",
  "unsupported",
  "unavailable",
] as const;

/** What can be done with a session. */
export type SessionCapability = (typeof sessionCapabilities)[number];

/** What resuming did. */
export const resumeActions = ["inspect", "spawned"] as const;

/** What resuming did. */
export type ResumeAction = (typeof resumeActions)[number];

/** The schema of {@link ResumeSessionResult}. */
export const ResumeSessionResultSchema = z.looseObject({
  ok: z.boolean(),
  repowire_session_id: z.string(),
  session_status: z.string(),
  /** 0.14.17 answers 200 for every known session: look here. */
  status: open(resumeStatuses),
  capability: open(sessionCapabilities),
  message: z.string(),
  backend: open(backends),
  runtime_session_id: nullishText,
  runtime_source_uri: nullishText,
  executor_peer_id: nullishText,
  executor_peer_name: nullishText,
  resume_capability: nullishFreeForm,
  action: nullishOpen(resumeActions),
  spawned_display_name: nullishText,
  tmux_session: nullishText,
  pane_id: nullishText,
});

/** Whether a session can be resumed, and what was done. */
export type ResumeSessionResult = z.infer<typeof ResumeSessionResultSchema>;

/** Whether a backend's history can be read. */
export const historyStatuses = ["available", "unavailable", "unsupported"] as const;

/** Whether a backend's history can be read. */
export type HistoryStatus = (typeof historyStatuses)[number];

/** Parameters that name a peer's history, and more. */
// @__NO_SIDE_EFFECTS__
export function historyOf<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject({
    /** A peer id or a display name. */
    name: peerSegment,
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

/** Routes about sessions and their history. */
export const sessionEndpoints = endpointTable({
  /** Sends a message to whichever peer has a session now. */
  notifySession: {
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/notify",
    params: NotifySessionParamsSchema,
    result: NotifySessionResultSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Tells whether a session can be resumed, or resumes it. */
  resumeSession: {
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/resume",
    params: ResumeSessionParamsSchema,
    result: ResumeSessionResultSchema,
    actsTwice: true,
  },
  /** Reads what happened in a peer's session. */
  timeline: {
    method: "GET",
    path: "/peers/{name}/timeline",
    params: TimelineParamsSchema,
    result: TimelineSchema,
  },
  /** Finds a text in a peer's timeline. */
  searchTimeline: {
    method: "GET",
    path: "/peers/{name}/timeline/search",
    params: SearchTimelineParamsSchema,
    result: SearchTimelineResultSchema,
  },
  /** Reads a peer's conversation, page by page. */
  transcript: {
    method: "GET",
    path: "/peers/{name}/transcript",
    params: TranscriptParamsSchema,
    result: TranscriptSchema,
  },
});
