import { type Endpoint, type ErrorRequest, describeIssues } from "@repowire/protocol";

import type { Route } from "./route.ts";
import { isPlainPath, pathTemplate, queryOf } from "./url.ts";

/** Collects a body that is not all there yet. The signal tells it to stop. */
export type BodySource = (signal: AbortSignal) => Promise<BodyInit>;

/** A call in the form in which it travels. */
export interface Outgoing {
  /** The method of the client, for messages. */
  readonly name: string;
  /** Absent for a route outside the table. */
  readonly endpoint: Endpoint | undefined;
  readonly request: ErrorRequest;
  /** By lower-case name, on top of the client's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit | BodySource | undefined;
}

const acceptHeaders = {
  json: { accept: "application/json" },
  bytes: { accept: "*/*" },
  events: { accept: "text/event-stream" },
};
const jsonHeaders = { ...acceptHeaders.json, "content-type": "application/json" };

/** Checks the parameters of an endpoint, and lays them out over path, query and body. */
export function layOut(endpoint: Endpoint, params: object, source?: BodySource): Outgoing {
  const { name, method } = endpoint;
  const checked = endpoint.params.safeParse(params);
  if (!checked.success) {
    throw new TypeError(`${name}: ${describeIssues(checked.error).join("; ")}`);
  }
  const values = params as Readonly<Record<string, unknown>>;
  const template = pathTemplate(endpoint.path);
  const hasBody = method === "POST" || method === "PATCH";
  const query: [string, unknown][] = [];
  // Without a prototype, so that a parameter of any name is only a parameter.
  const body = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined || template.names.has(key)) continue;
    if (hasBody && endpoint.query?.includes(key) !== true) body[key] = value;
    else if (value !== null) query.push([key, value]);
  }
  const json = hasBody && (endpoint.body ?? "json") === "json";
  return named(name, () => ({
    name,
    endpoint,
    request: { method, path: template.fill(values) + queryOf(query) },
    headers: json ? jsonHeaders : acceptHeaders[endpoint.response ?? "json"],
    body: source ?? (json ? toJson(body) : undefined),
  }));
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
