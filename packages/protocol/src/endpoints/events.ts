import * as z from "zod/mini";

import { IngestChatTurnDeltaParamsSchema, IngestChatTurnParamsSchema } from "../chat.ts";
import { EventsParamsSchema, EventsResultSchema, RawEventSchema } from "../events.ts";
import { OkResultSchema } from "../peers.ts";
import { TraceParamsSchema, TraceSchema } from "../traces.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

export const eventEndpoints = {
  events: {
    name: "events",
    method: "GET",
    path: "/events",
    params: EventsParamsSchema,
    result: EventsResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  eventStream: {
    name: "eventStream",
    method: "GET",
    path: "/events/stream",
    params: z.strictObject({}),
    response: "events",
    result: RawEventSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  ingestChatTurn: {
    name: "ingestChatTurn",
    method: "POST",
    path: "/events/chat",
    params: IngestChatTurnParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  ingestChatTurnDelta: {
    name: "ingestChatTurnDelta",
    method: "POST",
    path: "/events/chat_delta",
    params: IngestChatTurnDeltaParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  trace: {
    name: "trace",
    method: "GET",
    path: "/traces/{trace_id}",
    params: TraceParamsSchema,
    result: TraceSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
