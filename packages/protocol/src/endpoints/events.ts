import * as z from "zod/mini";

import { IngestChatTurnDeltaParamsSchema, IngestChatTurnParamsSchema } from "../chat.ts";
import { EventsParamsSchema, EventsResultSchema, RawEventSchema } from "../events.ts";
import { OkResultSchema } from "../peers.ts";
import { TraceParamsSchema, TraceSchema } from "../traces.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

/** Routes about events. */
export const eventEndpoints = {
  /** Lists the last 500 events, or those that follow a given one. */
  events: {
    name: "events",
    method: "GET",
    path: "/events",
    params: EventsParamsSchema,
    result: EventsResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
  /** Sends the last 500 events, and then each new one, as server-sent events. */
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
  /** Records what was said in an agent's session. */
  ingestChatTurn: {
    name: "ingestChatTurn",
    method: "POST",
    path: "/events/chat",
    params: IngestChatTurnParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Records a piece of what an agent is saying. */
  ingestChatTurnDelta: {
    name: "ingestChatTurnDelta",
    method: "POST",
    path: "/events/chat_delta",
    params: IngestChatTurnDeltaParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Follows a message through the daemon. */
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
