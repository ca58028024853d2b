import type * as z from "zod/mini";

import { askEndpoints } from "./asks.ts";
import { attachmentEndpoints } from "./attachments.ts";
import { eventEndpoints } from "./events.ts";
import { healthEndpoints } from "./health.ts";
import { jobEndpoints } from "./jobs.ts";
import { messageEndpoints } from "./messages.ts";
import { peerStateEndpoints } from "./peer-state.ts";
import { peerEndpoints } from "./peers.ts";
import { sessionEndpoints } from "./sessions.ts";
import { spawnEndpoints } from "./spawn.ts";

/** Every route of the daemon that a program outside it uses. */
export const endpoints = {
  ...healthEndpoints,
  ...peerEndpoints,
  ...peerStateEndpoints,
  ...messageEndpoints,
  ...askEndpoints,
  ...eventEndpoints,
  ...spawnEndpoints,
  ...sessionEndpoints,
  ...attachmentEndpoints,
  ...jobEndpoints,
} as const;

/** The name of an endpoint, which is the name of the client's method. */
export type EndpointName = keyof typeof endpoints;

/** The parameters of an endpoint, in wire names. */
export type ParamsOf<Name extends EndpointName> = z.input<(typeof endpoints)[Name]["params"]>;

/** What an endpoint answers. */
export type ResultOf<Name extends EndpointName> = z.output<(typeof endpoints)[Name]["result"]>;
