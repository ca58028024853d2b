import type { DaemonVersion, Endpoint, EndpointName } from "@repowire/protocol";
import { editDistance, omittedRoutes } from "@repowire/protocol/guards";

import { endpoints } from "./endpoints.ts";

/** A route of the daemon that a request asks for. */
export interface Match {
  /** Absent if the daemon has the route and the fake does not. */
  readonly endpoint: (Endpoint & { readonly name: EndpointName }) | undefined;
  /** The path as the daemon's documentation writes it. */
  readonly path: string;
  readonly pathParams: Readonly<Record<string, string>>;
}

interface Route {
  /** The method of HTTP. */
  readonly method: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly daemons: readonly DaemonVersion[];
  readonly endpoint: Match["endpoint"];
}

const allRoutes: readonly Route[] = [
  ...Object.values(endpoints as Record<string, Endpoint>).flatMap((endpoint) =>
    [endpoint, ...(endpoint.aliases ?? [])].map((route) =>
      routeOf({ ...route, daemons: route.daemons ?? endpoint.daemons }, endpoint),
    ),
  ),
  ...omittedRoutes.map((route) => routeOf(route, undefined)),
];

function routeOf(
  { method, path, daemons }: Pick<Route, "method" | "path" | "daemons">,
  endpoint: Endpoint | undefined,
): Route {
  return {
    method,
    path,
    segments: path.split("/"),
    daemons,
    endpoint: endpoint as Route["endpoint"],
  };
}

/** Returns where each parameter of an endpoint is sent. */
export function placesOf(
  { query = [] }: Endpoint,
  { path, method }: { readonly path: string; readonly method: string },
): (name: string) => "path" | "query" | "body" {
  const hasBody = method === "POST" || method === "PATCH";
  return (name) => {
    if (path.includes(`{${name}}`)) return "path";
    return hasBody && !query.includes(name) ? "body" : "query";
  };
}

/** Finds the route of a request. */
export class Router {
  /** Paths without parameters come first. */
  readonly #routes: readonly Route[];

  /** Knows the routes of a release. Without one it knows those of all releases. */
  constructor(version?: DaemonVersion) {
    const isPattern = ({ path }: Route) => Number(path.includes("{"));
    this.#routes = allRoutes
      .filter(({ daemons }) => version === undefined || daemons.includes(version))
      .sort((left, right) => isPattern(left) - isPattern(right));
  }

  /**
   * The route, or `undefined` if the release does not have it. The path is decoded, as in the daemon.
   */
  match(method: string, path: string): Match | undefined {
    const wanted = path.split("/");
    for (const { method: own, segments, endpoint, path: pattern } of this.#routes) {
      if (own !== method || segments.length !== wanted.length) continue;
      const pathParams = fit(segments, wanted);
      if (pathParams) return { endpoint, path: pattern, pathParams };
    }
    return undefined;
  }
}

function fit(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index]!;
    if (part.startsWith("{") && segment !== "") params[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

const anyRelease = new Router();

/** The route of a request in any release, not only in the imitated one. */
export function routeInAnyRelease(method: string, path: string): Match | undefined {
  return anyRelease.match(method, path);
}

/** The routes that are most similar to an unknown one, with the client's method. */
export function nearestRoutes(method: string, path: string): string[] {
  const wanted = path.split("/");
  const distance = (route: Route) => {
    const fromPath = pathDistance(wanted, route.segments);
    return fromPath + (route.method === method ? 0 : 1);
  };
  return allRoutes
    .filter((route) => route.endpoint)
    .map((route) => ({ route, distance: distance(route) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ route }) => `${route.method} ${route.path} (${route.endpoint!.name})`);
}

function pathDistance(wanted: readonly string[], pattern: readonly string[]): number {
  const length = Math.max(wanted.length, pattern.length);
  let distance = 0;
  for (let index = 0; index < length; index++) {
    const [left, right] = [wanted[index], pattern[index]];
    if (left === right || (left && right?.startsWith("{"))) continue;
    distance += left === undefined || right === undefined ? 4 : editDistance(left, right);
  }
  return distance;
}
