import type { EndpointName, Endpoints } from "@repowire/protocol";
import * as module from "@repowire/protocol/endpoints";

import { parameters } from "./generated/parameters.ts";

const all: Endpoints = module;

/** The endpoints, in the order in which the daemon looks for a route. A module sorts its names. */
export const endpoints = Object.fromEntries(
  Object.keys(parameters).map((name) => [name, all[name as EndpointName]]),
) as Endpoints;
