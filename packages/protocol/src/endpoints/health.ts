import * as z from "zod/mini";

import { HealthSchema } from "../health.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

/** Routes about the daemon itself. */
export const healthEndpoints = {
  /** Tells that the daemon is there, and what it is. Needs no token. */
  health: {
    name: "health",
    method: "GET",
    path: "/health",
    params: z.strictObject({}),
    result: HealthSchema,
    daemons: daemonVersions,
    open: true,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
