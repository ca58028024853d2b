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

export const sessionEndpoints = {
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
  resumeSession: {
    name: "resumeSession",
    method: "POST",
    path: "/sessions/{repowire_session_id}/controls/resume",
    params: ResumeSessionParamsSchema,
    result: ResumeSessionResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  timeline: {
    name: "timeline",
    method: "GET",
    path: "/peers/{name}/timeline",
    params: TimelineParamsSchema,
    result: TimelineSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  searchTimeline: {
    name: "searchTimeline",
    method: "GET",
    path: "/peers/{name}/timeline/search",
    params: SearchTimelineParamsSchema,
    result: SearchTimelineResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
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
