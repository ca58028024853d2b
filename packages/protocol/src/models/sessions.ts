import * as s from "../schema.ts";
import { attachmentRefs } from "./messages.ts";
import { receiptHold, route } from "./route.ts";

/** A session id in the path. */
const sessionId = s.pathSegment("a session id");

/** A message to the peer that has the session now. */
export const NotifySessionParams = s.closed({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: sessionId,
  /** Default: `"dashboard"`. */
  from_peer: s.optionalString,
  text: s.string,
  attachments: attachmentRefs,
  /** Default: true. Other routes default to false. */
  bypass_circle: s.optionalBoolean,
});

/** What the daemon did with a message to a session. */
export const NotifySessionResult = s.tolerant({
  ok: s.boolean,
  repowire_session_id: s.string,
  session_status: s.string,
  /** `"active_executor"`. */
  capability: s.string,
  executor_peer_id: s.string,
  /** A display name. Go does not send it. */
  executor_peer_name: s.nullishString,
  delivery_state: s.open("deliveryStates"),
  delivered: s.boolean,
  queued: s.boolean,
  reason: s.string,
  hook_delivery: s.nullishFreeForm,
});

/** The session to resume. */
export const ResumeSessionParams = s.closed({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: sessionId,
  /** Default: `"dashboard"`. */
  from_peer: s.optionalString,
  /** Default: true. False opens a tmux window. */
  dry_run: s.optionalBoolean,
  profile: s.nullishString,
  message: s.nullishString,
});

/** Whether a session can be resumed, and what was done. */
export const ResumeSessionResult = s.tolerant({
  ok: s.boolean,
  repowire_session_id: s.string,
  session_status: s.string,
  /** 0.14.17 answers 200 for every known session, so check this field. */
  status: s.open("resumeStatuses"),
  capability: s.open("sessionCapabilities"),
  message: s.string,
  backend: s.open("backends"),
  runtime_session_id: s.nullishString,
  runtime_source_uri: s.nullishString,
  executor_peer_id: s.nullishString,
  executor_peer_name: s.nullishString,
  resume_capability: s.nullishFreeForm,
  action: s.nullishOpen("resumeActions"),
  spawned_display_name: s.nullishString,
  tmux_session: s.nullishString,
  pane_id: s.nullishString,
});

/** The fields that name a peer's history. */
const historyParams = {
  name: s.peerSegment,
  session_id: s.optionalString,
  circle: s.optionalString,
};

/** The fields that tell where a history comes from. */
const historySource = {
  history_status: s.nullishOpen("historyStatuses"),
  history_backend: s.nullishString,
  history_message: s.nullishString,
  history_source: s.nullishString,
  repowire_session_id: s.nullishString,
  binding_status: s.nullishString,
  runtime_session_id: s.nullishString,
};

/** The parameters of `timeline`. */
export const TimelineParams = s.closedWith(historyParams, {
  /** Default: 100. */
  limit: s.optional(s.intFrom(1, 500)),
});

/** Something that happened in a peer's session. */
export const TimelineItem = s.tolerant({
  id: s.string,
  kind: s.string,
  source: s.string,
  timestamp: s.string,
  session_id: s.string,
  turn_id: s.string,
  role: s.string,
  text: s.string,
  tool_calls: s.nullishFreeForms,
  peer_id: s.nullishString,
  peer: s.nullishString,
  event_ids: s.nullishStrings,
});

/** What happened in a peer's session. */
export const Timeline = s.tolerantWith(historySource, {
  peer_id: s.string,
  peer_name: s.string,
  session_id: s.nullishString,
  items: s.list(TimelineItem),
});

/** The text to find, and the peer in whose timeline to look. */
export const SearchTimelineParams = s.closedWith(historyParams, {
  /** The text to find, 1 to 200 characters. */
  q: s.stringOf(1, 200),
  /** Default: 20. */
  limit: s.optional(s.intFrom(1, 100)),
});

/** The place in an item where a text was found. */
export const TimelineMatch = s.tolerant({
  start: s.int,
  end: s.int,
  snippet: s.string,
});

/** An item in which a text was found. */
export const TimelineHit = s.tolerant({
  cursor: s.string,
  target_id: s.string,
  item: TimelineItem,
  match: TimelineMatch,
});

/** The places in a peer's timeline where a text was found. */
export const SearchTimelineResult = s.tolerantWith(historySource, {
  peer_id: s.string,
  peer_name: s.string,
  query: s.string,
  session_id: s.nullishString,
  degraded: s.nullishBoolean,
  degradation_message: s.nullishString,
  results: s.list(TimelineHit),
});

/** The parameters of `transcript`. */
export const TranscriptParams = s.closedWith(historyParams, {
  /** Default: 50. */
  limit: s.optional(s.intFrom(1, 500)),
  /** `next_before` of the previous page. */
  before: s.optionalString,
});

/** A turn of a peer's conversation. */
export const TranscriptTurn = s.tolerant({
  role: s.string,
  text: s.string,
  timestamp: s.string,
  session_id: s.string,
  turn_id: s.string,
  tool_calls: s.nullishFreeForms,
});

/** A page of a peer's conversation. */
export const Transcript = s.tolerantWith(historySource, {
  turns: s.list(TranscriptTurn),
  /** Pass it to get older turns. Null if there are none. */
  next_before: s.nullishString,
});

/** Routes about sessions and their history. */
export const sessionEndpoints = {
  /** Sends a message to the peer that has a session now. */
  notifySession: route(
    "POST /sessions/{repowire_session_id}/controls/notify",
    NotifySessionParams,
    NotifySessionResult,
    { errors: [404, 409, 503], actsTwice: true, hold: receiptHold },
  ),
  /** Tells whether a session can be resumed, or resumes it. */
  resumeSession: route(
    "POST /sessions/{repowire_session_id}/controls/resume",
    ResumeSessionParams,
    ResumeSessionResult,
    { errors: [404, 409], actsTwice: true },
  ),
  /** Reads what happened in a peer's session. */
  timeline: route("GET /peers/{name}/timeline", TimelineParams, Timeline, { errors: [404, 409] }),
  /** Finds a text in a peer's timeline. */
  searchTimeline: route(
    "GET /peers/{name}/timeline/search",
    SearchTimelineParams,
    SearchTimelineResult,
    { errors: [404, 409] },
  ),
  /** Reads a peer's conversation, page by page. */
  transcript: route("GET /peers/{name}/transcript", TranscriptParams, Transcript, {
    errors: [404, 409],
  }),
};
