import {
  SearchTimelineParamsSchema,
  SearchTimelineResultSchema,
  TimelineParamsSchema,
  TimelineSchema,
  TranscriptParamsSchema,
  TranscriptSchema,
} from "../history.ts";
import {
  NotifySessionParamsSchema,
  NotifySessionResultSchema,
  ResumeSessionParamsSchema,
  ResumeSessionResultSchema,
} from "../sessions.ts";
import { daemonVersions } from "../versions.ts";
import { type Endpoint, receiptHold } from "./endpoint.ts";

/** Routes about sessions and their history. */
export const sessionEndpoints = {
  /** Sends a message to whichever peer has a session now. */
  notifySession: {
    name: "notifySession",
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/notify",
    params: NotifySessionParamsSchema,
    result: NotifySessionResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  /** Tells whether a session can be resumed, or resumes it. */
  resumeSession: {
    name: "resumeSession",
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/resume",
    params: ResumeSessionParamsSchema,
    result: ResumeSessionResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Reads what happened in a peer's session. */
  timeline: {
    name: "timeline",
    method: "GET",
    path: "/peers/{name}/timeline",
    params: TimelineParamsSchema,
    result: TimelineSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Finds a text in a peer's timeline. */
  searchTimeline: {
    name: "searchTimeline",
    method: "GET",
    path: "/peers/{name}/timeline/search",
    params: SearchTimelineParamsSchema,
    result: SearchTimelineResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Reads a peer's conversation, page by page. */
  transcript: {
    name: "transcript",
    method: "GET",
    path: "/peers/{name}/transcript",
    params: TranscriptParamsSchema,
    result: TranscriptSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
