import {
  type DaemonVersion,
  type Endpoint,
  type EndpointName,
  editDistance,
  endpoints,
  omittedRoutes,
} from "@repowire/protocol";

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
    [endpoint, ...(endpoint.aliases ?? [])].map(({ method, path, daemons = endpoint.daemons }) => ({
      ...{ method, path, segments: path.split("/"), daemons },
      endpoint: endpoint as NonNullable<Match["endpoint"]>,
    })),
  ),
  ...omittedRoutes.map(({ method, path, daemons }) => ({
    ...{ method, path, segments: path.split("/"), daemons },
    endpoint: undefined,
  })),
];

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

const nothing: Readonly<Record<string, string>> = {};

/** Finds the route of a request. */
export class Router {
  readonly #exact = new Map<string, Match>();
  readonly #patterns = new Map<string, Route[]>();

  /** Knows the routes of a release. Without one it knows those of all releases. */
  constructor(version?: DaemonVersion) {
    for (const route of allRoutes) {
      const { method, path, segments, daemons, endpoint } = route;
      if (version !== undefined && !daemons.includes(version)) continue;
      if (!path.includes("{")) {
        this.#exact.set(`${method} ${path}`, { endpoint, path, pathParams: nothing });
        continue;
      }
      const key = `${method} ${segments.length}`;
      const patterns = this.#patterns.get(key);
      if (patterns) patterns.push(route);
      else this.#patterns.set(key, [route]);
    }
  }

  /**
   * The route, or `undefined` if the release does not have it. The path is decoded, as in the daemon.
   */
  match(method: string, path: string): Match | undefined {
    const exact = this.#exact.get(`${method} ${path}`);
    if (exact) return exact;
    const segments = path.split("/");
    for (const route of this.#patterns.get(`${method} ${segments.length}`) ?? []) {
      const pathParams = fit(route.segments, segments);
      if (pathParams) return { endpoint: route.endpoint, path: route.path, pathParams };
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
