import type * as all from "@repowire/protocol/endpoints";

import type { Guard } from "./checks.ts";

/**
 * The daemon releases whose interface this package describes.
 *
 * `"0.14.17"` is the reference, `"0.17.0"` the last release in Python, and `"go"` the rewrite
 * that followed (0.18 and later). A Go daemon of July 2026 was run; later changes were read.
 */
export const daemonVersions = ["0.14.17", "0.17.0", "go"] as const;

/** A daemon release of {@link daemonVersions}. */
export type DaemonVersion = (typeof daemonVersions)[number];

/** The methods that the daemon's routes have. */
export type EndpointMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** How long the daemon may hold a call open before it answers. */
export interface Hold {
  /** The parameter with which the caller sets it, in seconds. */
  readonly parameter?: string;
  /** The default, in milliseconds. */
  readonly default: number;
  /** The maximum in milliseconds, whatever the caller asks for. */
  readonly most?: number;
  /** A list parameter. The daemon holds the call for each entry in turn, for the same time. */
  readonly each?: string;
}

/** Another method and path for the same action of the daemon. */
export interface EndpointAlias {
  /** Its method. */
  readonly method: EndpointMethod;
  /** Its path with the same parameters in braces. */
  readonly path: `/${string}`;
  /** The releases that have it. Default: those of the endpoint. */
  readonly daemons?: readonly DaemonVersion[];
}

/**
 * One route of the daemon: how to call it, its parameters and its result. `params` and `result` are plain
 * functions that check in place.
 */
export interface Endpoint<Params = unknown, Result = unknown> {
  /** The method of the client, and the key in the table. */
  readonly name: EndpointName;
  /** The method of HTTP. */
  readonly method: EndpointMethod;
  /** The path with its parameters in braces, as in `/peers/{identifier}`. */
  readonly path: `/${string}`;
  /** Other routes for the same action. Parameters outside their path are sent as usual. */
  readonly aliases?: readonly EndpointAlias[];
  /** Whether the daemon would accept these parameters. Pass all of them, with wire names. */
  readonly params: Guard<Params>;
  /** Parameters to send in the query although the method has a body. */
  readonly query?: readonly string[];
  /** How to send the other parameters. Default: `"json"`, but `"none"` with GET and DELETE. */
  readonly body?: "json" | "multipart" | "none";
  /** The form of the answer. Default: JSON. */
  readonly response?: "json" | "bytes" | "events";
  /**
   * Checks the JSON of the answer. For `"events"` it checks one event; for `"bytes"` it checks nothing.
   */
  readonly result: Guard<Result>;
  /** The releases that have the route. */
  readonly daemons: readonly DaemonVersion[];
  /** Set if the route needs no token, even if the daemon has one. */
  readonly open?: true;
  /** Whether a repeated call may act a second time. */
  readonly actsTwice: boolean;
  /** How long the daemon may hold the call. Default: it answers at once. */
  readonly hold?: Hold;
}

/** What an endpoint may have beside its name, its route and its guards. */
export type EndpointFacts = Partial<
  Omit<Endpoint, "name" | "method" | "path" | "params" | "result">
>;

/** Method and path, and the facts with their defaults. */
export function routeOf<Facts extends EndpointFacts>(
  methodAndPath: `${EndpointMethod} /${string}`,
  facts?: Facts,
): Pick<Endpoint, "method" | "path" | "daemons" | "actsTwice"> & Facts {
  const [method, path] = methodAndPath.split(" ") as [EndpointMethod, `/${string}`];
  return { method, path, daemons: daemonVersions, actsTwice: false, ...(facts as Facts) };
}

/** An endpoint of the generated table. */
// @__NO_SIDE_EFFECTS__
export function endpoint<Params, Result>(
  name: EndpointName,
  methodAndPath: `${EndpointMethod} /${string}`,
  params: Guard<Params>,
  result: Guard<Result>,
  facts?: EndpointFacts,
): Endpoint<Params, Result> {
  return { name, ...routeOf(methodAndPath, facts), params, result };
}

/** The endpoints by their names. By the name of the entry, because the declarations would list each again. */
export type Endpoints = typeof all;

/** The name of an endpoint, which is the name of the client's method. */
export type EndpointName = keyof Endpoints;

/** The parameters of an endpoint, in wire names. */
export type ParamsOf<Name extends EndpointName> =
  Endpoints[Name] extends Endpoint<infer Params, infer _> ? Params : never;

/** The answer of an endpoint. */
export type ResultOf<Name extends EndpointName> =
  Endpoints[Name] extends Endpoint<infer _, infer Result> ? Result : never;

/**
 * Returns where to send a parameter of an endpoint.
 *
 * @example
 * ```ts
 * placeOf(endpoints.getPeer, "identifier"); // "path"
 * placeOf(endpoints.getPeer, "circle"); // "query"
 * ```
 */
export function placeOf(
  endpoint: Pick<Endpoint, "method" | "path" | "query">,
  parameter: string,
): "path" | "query" | "body" {
  const { method, path, query = [] } = endpoint;
  if (path.includes(`{${parameter}}`)) return "path";
  const hasBody = method === "POST" || method === "PATCH";
  return hasBody && !query.includes(parameter) ? "body" : "query";
}

/** A route of the daemon that is not an endpoint here. */
export interface OmittedRoute {
  /** The method of HTTP. */
  readonly method: EndpointMethod;
  /** The path with its parameters in braces. */
  readonly path: `/${string}`;
  /** The releases that have it. */
  readonly daemons: readonly DaemonVersion[];
  /** Why a program outside the daemon does not need it. */
  readonly reason: string;
}

const hooks = "used by the tmux and agent hooks on the daemon's machine";
const panes = "manages tmux panes on the daemon's machine, for its command line";
const tools = "reads or changes the agents' own settings on the daemon's machine";
const reviews = "manages notes of reviewing agents, which the daemon's gh command writes";
const shares = "is passed on to the relay of the daemon's owner";
const noOp = "does nothing and is kept for old hooks";
const push = "registers the relay's mobile app for push messages";
const pages = "shows a page in a browser";

const python = ["0.14.17", "0.17.0"] as const;
const go = ["go"] as const;
const sharing = ["0.17.0", "go"] as const;

// @__NO_SIDE_EFFECTS__
function omitted(
  methodAndPath: `${EndpointMethod} /${string}`,
  reason: string,
  daemons: readonly DaemonVersion[] = daemonVersions,
): OmittedRoute {
  const { method, path } = routeOf(methodAndPath);
  return { method, path, daemons, reason };
}

/** All other routes of the daemons, with the reason why each is not an endpoint. */
export const omittedRoutes: readonly OmittedRoute[] = [
  omitted("POST /response", hooks, python),
  omitted("POST /hooks/lifecycle/pane-died", hooks),
  omitted("POST /hooks/lifecycle/session-closed", hooks),
  omitted("POST /hooks/lifecycle/session-renamed", hooks),
  omitted("POST /hooks/lifecycle/window-renamed", hooks),
  omitted("POST /hooks/lifecycle/client-detached", hooks),
  omitted("POST /asks/{correlation_id}/picked_up", noOp, python),
  omitted("POST /asks/{correlation_id}/mark_reminded", noOp, python),
  omitted("GET /panes/orphans", panes),
  omitted("POST /panes/{pane_id}/link", panes),
  omitted("GET /peers/{name}/mcp", tools),
  omitted("POST /peers/{name}/mcp", tools),
  omitted("DELETE /peers/{name}/mcp/{server_name}", tools),
  omitted("GET /reviews", reviews),
  omitted("POST /reviews", reviews),
  omitted("DELETE /reviews/{pr_url_encoded}", reviews),
  omitted(
    "POST /acp/permissions/{request_id}/decision",
    "answers a question of the ACP broker, for the dashboard",
  ),
  omitted("GET /shares", shares, sharing),
  omitted("POST /shares", shares, sharing),
  omitted("DELETE /shares/{share_id}", shares, sharing),
  omitted(
    "POST /shutdown",
    "ends the daemon for everybody, and cannot be reached in released packages",
    go,
  ),
  omitted("POST /sessions/resume", "the same as resumeSession, with the id in the body", go),
  omitted("GET /push/devices", push, go),
  omitted("POST /push/devices", push, go),
  omitted("DELETE /push/devices/{token}", push, go),
  omitted("POST /mcp", "speaks the Model Context Protocol, not this one", python),
  omitted("GET /docs", pages, python),
  omitted("GET /redoc", pages, python),
  omitted("GET /openapi.json", "describes the other routes", python),
  omitted("GET /dashboard", pages, python),
  omitted("GET /", pages, python),
];
