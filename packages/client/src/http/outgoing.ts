import { type Endpoint, type ErrorRequest, describeIssues } from "@repowire/protocol";

import type { Route } from "./route.ts";
import { type PathTemplate, isPlainPath, pathTemplate, queryOf } from "./url.ts";

/** A body with its media type. */
export interface TypedBody {
  readonly body: BodyInit;
  readonly type: string;
}

/** Collects a body that is not all there yet. The signal tells it to stop. */
export type BodySource = (signal: AbortSignal) => Promise<TypedBody>;

/** A call in the form in which it travels. */
export interface Outgoing {
  /** The method of the client, for messages. */
  readonly name: string;
  /** Absent for a route outside the table. */
  readonly endpoint: Endpoint | undefined;
  readonly request: ErrorRequest;
  /** By lower-case name, on top of the client's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | BodySource | undefined;
}

const acceptHeaders = {
  json: { accept: "application/json" },
  bytes: { accept: "*/*" },
  events: { accept: "text/event-stream" },
};
const jsonHeaders = { ...acceptHeaders.json, "content-type": "application/json" };

/** How the calls of an endpoint travel. */
interface Way {
  readonly template: PathTemplate;
  /** Of the parameters that are not in the path, those in the query; `undefined`: all. */
  readonly query: ReadonlySet<string> | undefined;
  /** Whether the rest is sent as JSON. */
  readonly json: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const ways = new Map<Endpoint, Way>();

function wayOf(endpoint: Endpoint): Way {
  let way = ways.get(endpoint);
  if (way === undefined) {
    // Only what the table itself says.
    const { method, path, query, body, response } = own(endpoint);
    const hasBody = method === "POST" || method === "PATCH";
    const json = hasBody && (body ?? "json") === "json";
    way = {
      template: pathTemplate(path),
      query: hasBody ? new Set(query) : undefined,
      json,
      headers: json ? jsonHeaders : acceptHeaders[response ?? "json"],
    };
    ways.set(endpoint, way);
  }
  return way;
}

/** Checks the parameters of an endpoint, and lays them out over path, query and body. */
export function layOut(endpoint: Endpoint, params: object, source?: BodySource): Outgoing {
  const { name, method } = endpoint;
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    throw new TypeError(`${name}: the parameters must be an object`);
  }
  const values = own(params as Readonly<Record<string, unknown>>);
  const checked = endpoint.params.safeParse(values);
  if (!checked.success) {
    throw new TypeError(`${name}: ${describeIssues(checked.error).join("; ")}`);
  }
  const { template, query, json, headers } = wayOf(endpoint);
  const pairs: [string, unknown][] = [];
  const body = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined || template.names.has(key)) continue;
    if (query !== undefined && !query.has(key)) body[key] = value;
    else if (value !== null) pairs.push([key, value]);
  }
  return named(name, () => ({
    name,
    endpoint,
    request: { method, path: template.fill(values) + queryOf(pairs) },
    headers,
    body: source ?? (json ? toJson(body) : undefined),
  }));
}

/** A copy of what is an object's own, without a prototype that might have more. */
function own<Type extends object>(object: Type): Type {
  return Object.assign(Object.create(null) as Type, object);
}

/** Lays out a route that is not in the table. */
export function layOutRoute({ method, path, query = {}, json }: Route): Outgoing {
  const name = "request";
  if (!["GET", "POST", "PUT", "PATCH", "DELETE"].includes(method)) {
    throw new TypeError(`${name}: method must be GET, POST, PUT, PATCH or DELETE`);
  }
  if (typeof path !== "string" || !isPlainPath(path)) {
    throw new TypeError(
      `${name}: path must begin with a slash and be encoded as it is to be sent, without ` +
        '"." and ".." segments; a query goes into query',
    );
  }
  if (method === "GET" && json !== undefined) {
    throw new TypeError(`${name}: a GET has no body; leave json out`);
  }
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return named(name, () => ({
    name,
    endpoint: undefined,
    request: { method, path: path + queryOf(pairs) },
    headers: json === undefined ? acceptHeaders.json : jsonHeaders,
    body: json === undefined ? undefined : toJson(json),
  }));
}

/** Puts the name of the method in front of what the building of a call complains about. */
function named(name: string, build: () => Outgoing): Outgoing {
  try {
    return build();
  } catch (thrown) {
    throw new TypeError(`${name}: ${thrown instanceof Error ? thrown.message : "wrong arguments"}`);
  }
}

/** JSON of a value, or an error for one that has none: a cycle, a bigint, too deep. */
function toJson(value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value) as string | undefined;
  } catch {
    json = undefined;
  }
  if (json === undefined) {
    throw new TypeError("the parameters cannot be written as JSON: a cycle, a bigint, or too deep");
  }
  return json;
}
