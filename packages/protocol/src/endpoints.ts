import type * as z from "zod/mini";

import { askEndpoints } from "./models/asks.ts";
import { attachmentEndpoints } from "./models/attachments.ts";
import { eventEndpoints } from "./models/events.ts";
import { healthEndpoints } from "./models/health.ts";
import { jobEndpoints } from "./models/jobs.ts";
import { messageEndpoints } from "./models/messages.ts";
import { peerStateEndpoints } from "./models/peer-state.ts";
import { peerEndpoints } from "./models/peers.ts";
import { registrationEndpoints } from "./models/registration.ts";
import { sessionEndpoints } from "./models/sessions.ts";
import { spawnEndpoints } from "./models/spawn.ts";

/** Every route of the daemon that a program outside it uses. */
export const endpoints = {
  ...healthEndpoints,
  ...peerEndpoints,
  ...registrationEndpoints,
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
