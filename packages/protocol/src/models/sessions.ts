import { endpointTable, receiptHold } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  type ObjectSchema,
  boolean,
  closed,
  int,
  intFrom,
  list,
  nullishBoolean,
  nullishFreeForm,
  nullishFreeForms,
  nullishOpen,
  nullishString,
  nullishStrings,
  open,
  optional,
  optionalBoolean,
  optionalString,
  pathSegment,
  peerSegment,
  string,
  stringOf,
  tolerant,
} from "../schema.ts";
import {
  backends,
  deliveryStates,
  resumeStatuses,
  sessionCapabilities,
  resumeActions,
  historyStatuses,
} from "../words.ts";
import { attachmentRefs } from "./messages.ts";

/** A session id in the path. */
const sessionId = pathSegment("a session id");

/** A message to the peer that has the session now. */
export const NotifySessionParamsSchema: ObjectSchema<models.NotifySessionParams> = closed({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: sessionId,
  /** Default: `"dashboard"`. */
  from_peer: optionalString,
  text: string,
  attachments: attachmentRefs,
  /** Default: true. Other routes default to false. */
  bypass_circle: optionalBoolean,
});

/** What the daemon did with a message to a session. */
export const NotifySessionResultSchema: ObjectSchema<models.NotifySessionResult> = tolerant({
  ok: boolean,
  repowire_session_id: string,
  session_status: string,
  /** `"active_executor"`. */
  capability: string,
  executor_peer_id: string,
  /** A display name. Go does not send it. */
  executor_peer_name: nullishString,
  delivery_state: open(deliveryStates),
  delivered: boolean,
  queued: boolean,
  reason: string,
  hook_delivery: nullishFreeForm,
});

/** The session to resume. */
export const ResumeSessionParamsSchema: ObjectSchema<models.ResumeSessionParams> = closed({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: sessionId,
  /** Default: `"dashboard"`. */
  from_peer: optionalString,
  /** Default: true. False opens a tmux window. */
  dry_run: optionalBoolean,
  profile: nullishString,
  message: nullishString,
});

/** Whether a session can be resumed, and what was done. */
export const ResumeSessionResultSchema: ObjectSchema<models.ResumeSessionResult> = tolerant({
  ok: boolean,
  repowire_session_id: string,
  session_status: string,
  /** 0.14.17 answers 200 for every known session, so check this field. */
  status: open(resumeStatuses),
  capability: open(sessionCapabilities),
  message: string,
  backend: open(backends),
  runtime_session_id: nullishString,
  runtime_source_uri: nullishString,
  executor_peer_id: nullishString,
  executor_peer_name: nullishString,
  resume_capability: nullishFreeForm,
  action: nullishOpen(resumeActions),
  spawned_display_name: nullishString,
  tmux_session: nullishString,
  pane_id: nullishString,
});

/** The fields that name a peer's history. */
const historyParams = {
  /** A peer id or a display name. */
  name: peerSegment,
  session_id: optionalString,
  circle: optionalString,
};

/** The fields that tell where a history comes from. */
const historySource = {
  history_status: nullishOpen(historyStatuses),
  history_backend: nullishString,
  history_message: nullishString,
  history_source: nullishString,
  repowire_session_id: nullishString,
  binding_status: nullishString,
  runtime_session_id: nullishString,
};

/** The parameters of `timeline`. */
export const TimelineParamsSchema: ObjectSchema<models.TimelineParams> = closed(
  {
    /** Default: 100. */
    limit: optional(intFrom(1, 500)),
  },
  { also: historyParams },
);

/** Something that happened in a peer's session. */
export const TimelineItemSchema: ObjectSchema<models.TimelineItem> = tolerant({
  id: string,
  kind: string,
  source: string,
  /** ISO 8601. */
  timestamp: string,
  session_id: string,
  turn_id: string,
  role: string,
  text: string,
  tool_calls: nullishFreeForms,
  peer_id: nullishString,
  /** A display name. */
  peer: nullishString,
  event_ids: nullishStrings,
});

/** What happened in a peer's session. */
export const TimelineSchema: ObjectSchema<models.Timeline> = tolerant(
  {
    peer_id: string,
    peer_name: string,
    session_id: nullishString,
    items: list(TimelineItemSchema),
  },
  { also: historySource },
);

/** The text to find, and the peer in whose timeline to look. */
export const SearchTimelineParamsSchema: ObjectSchema<models.SearchTimelineParams> = closed(
  {
    /** The text to find, 1 to 200 characters. */
    q: stringOf(1, 200),
    /** Default: 20. */
    limit: optional(intFrom(1, 100)),
  },
  { also: historyParams },
);

/** The place in an item where a text was found. */
export const TimelineMatchSchema: ObjectSchema<models.TimelineMatch> = tolerant({
  start: int,
  end: int,
  snippet: string,
});

/** An item in which a text was found. */
export const TimelineHitSchema: ObjectSchema<models.TimelineHit> = tolerant({
  cursor: string,
  target_id: string,
  item: TimelineItemSchema,
  match: TimelineMatchSchema,
});

/** The places in a peer's timeline where a text was found. */
export const SearchTimelineResultSchema: ObjectSchema<models.SearchTimelineResult> = tolerant(
  {
    peer_id: string,
    peer_name: string,
    query: string,
    session_id: nullishString,
    degraded: nullishBoolean,
    degradation_message: nullishString,
    results: list(TimelineHitSchema),
  },
  { also: historySource },
);

/** The parameters of `transcript`. */
export const TranscriptParamsSchema: ObjectSchema<models.TranscriptParams> = closed(
  {
    /** Default: 50. */
    limit: optional(intFrom(1, 500)),
    /** `next_before` of the previous page. */
    before: optionalString,
  },
  { also: historyParams },
);

/** A turn of a peer's conversation. */
export const TranscriptTurnSchema: ObjectSchema<models.TranscriptTurn> = tolerant({
  role: string,
  text: string,
  /** ISO 8601. */
  timestamp: string,
  session_id: string,
  turn_id: string,
  tool_calls: nullishFreeForms,
});

/** A page of a peer's conversation. */
export const TranscriptSchema: ObjectSchema<models.Transcript> = tolerant(
  {
    turns: list(TranscriptTurnSchema),
    /** Pass it to get older turns. Null if there are none. */
    next_before: nullishString,
  },
  { also: historySource },
);

/** Routes about sessions and their history. */
export const sessionEndpoints = endpointTable({
  /** Sends a message to the peer that has a session now. */
  notifySession: {
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/notify",
    errors: [404, 409, 503],
    params: NotifySessionParamsSchema,
    result: NotifySessionResultSchema,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Tells whether a session can be resumed, or resumes it. */
  resumeSession: {
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/resume",
    errors: [404, 409],
    params: ResumeSessionParamsSchema,
    result: ResumeSessionResultSchema,
    actsTwice: true,
  },
  /** Reads what happened in a peer's session. */
  timeline: {
    method: "GET",
    path: "/peers/{name}/timeline",
    errors: [404, 409],
    params: TimelineParamsSchema,
    result: TimelineSchema,
  },
  /** Finds a text in a peer's timeline. */
  searchTimeline: {
    method: "GET",
    path: "/peers/{name}/timeline/search",
    errors: [404, 409],
    params: SearchTimelineParamsSchema,
    result: SearchTimelineResultSchema,
  },
  /** Reads a peer's conversation, page by page. */
  transcript: {
    method: "GET",
    path: "/peers/{name}/transcript",
    errors: [404, 409],
    params: TranscriptParamsSchema,
    result: TranscriptSchema,
  },
});
