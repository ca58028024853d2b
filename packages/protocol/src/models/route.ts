import type * as z from "zod/mini";

import {
  type DaemonVersion,
  type Endpoint,
  type EndpointFacts,
  type Hold,
  routeOf,
} from "../endpoint.ts";
import * as s from "../schema.ts";

/** The parameters of an endpoint without parameters. */
export const NoParams = s.closed({});

/** The daemon has done it. */
export const OkResult = s.tolerant({ ok: s.boolean });

/** An endpoint with its schemas. The guards are generated from them. */
export interface EndpointDefinition extends Omit<Endpoint, "name" | "params" | "result"> {
  readonly params: z.core.$ZodType<object>;
  readonly result: z.core.$ZodType;
  /** The statuses of errors that only this endpoint has, in addition to the common ones. */
  readonly errors?: readonly ErrorStatus[];
}

/** The statuses of errors that the daemons send. */
export type ErrorStatus = 400 | 403 | 404 | 409 | 410 | 413 | 422 | 503 | 507;

/** An endpoint: method and path, parameters and result, and the facts that differ from most. */
// @__NO_SIDE_EFFECTS__
export function route(
  methodAndPath: Parameters<typeof routeOf>[0],
  params: EndpointDefinition["params"],
  result: EndpointDefinition["result"],
  facts?: EndpointFacts & Pick<EndpointDefinition, "errors">,
): EndpointDefinition {
  return { ...routeOf(methodAndPath, facts), params, result };
}

/** How many milliseconds the daemon waits for a receiver's receipt before it answers. */
export const receiptHold = { default: 750, most: 750 } as const satisfies Hold;

/** The Python releases. */
export const pythonDaemons = ["0.14.17", "0.17.0"] as const satisfies readonly DaemonVersion[];
