import type * as z from "zod/mini";

import { askEndpoints } from "./asks.ts";
import { healthEndpoints } from "./health.ts";
import { messageEndpoints } from "./messages.ts";
import { peerEndpoints } from "./peers.ts";

/** Every route of the daemon that a program outside it uses. */
export const endpoints = {
  ...healthEndpoints,
  ...peerEndpoints,
  ...messageEndpoints,
  ...askEndpoints,
} as const;

/** The name of an endpoint, which is the name of the client's method. */
export type EndpointName = keyof typeof endpoints;

/** The parameters of an endpoint, in wire names. */
export type ParamsOf<Name extends EndpointName> = z.input<(typeof endpoints)[Name]["params"]>;

/** What an endpoint answers. */
export type ResultOf<Name extends EndpointName> = z.output<(typeof endpoints)[Name]["result"]>;
