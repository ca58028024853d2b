import {
  AckParamsSchema,
  AskParamsSchema,
  AskResultSchema,
  BroadcastParamsSchema,
  BroadcastResultSchema,
  NotifyParamsSchema,
  NotifyResultSchema,
} from "../messages.ts";
import { OkResultSchema } from "../peers.ts";
import { daemonVersions } from "../versions.ts";
import { type Endpoint, receiptHold } from "./endpoint.ts";

export const messageEndpoints = {
  ask: {
    name: "ask",
    method: "POST",
    path: "/ask",
    params: AskParamsSchema,
    result: AskResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  ack: {
    name: "ack",
    method: "POST",
    path: "/ack",
    params: AckParamsSchema,
    result: OkResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  notify: {
    name: "notify",
    method: "POST",
    path: "/notify",
    params: NotifyParamsSchema,
    result: NotifyResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
    hold: receiptHold,
  },
  broadcast: {
    name: "broadcast",
    method: "POST",
    path: "/broadcast",
    params: BroadcastParamsSchema,
    result: BroadcastResultSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
} as const satisfies Record<string, Endpoint>;
