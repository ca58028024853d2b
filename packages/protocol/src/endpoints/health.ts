import * as z from "zod/mini";

import { HealthSchema } from "../health.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

export const healthEndpoints = {
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
