import { PendingAsksParamsSchema, PendingAsksResultSchema } from "../asks.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

export const askEndpoints = {
  pendingAsks: {
    name: "pendingAsks",
    method: "GET",
    path: "/asks/pending",
    params: PendingAsksParamsSchema,
    result: PendingAsksResultSchema,
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
