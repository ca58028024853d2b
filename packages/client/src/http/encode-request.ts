import type { Endpoint, EndpointName, ErrorRequest } from "@repowire/protocol";

import { visible } from "../format-inbound.ts";
import {
  type Rules,
  absolutePath,
  checkOptions,
  oneOf,
  propertiesOf,
  prototypesOf,
  rule,
} from "../option-rules.ts";
import type { Scope } from "../scope.ts";

/** A route of the daemon that is not in the table of endpoints. */
export interface Route {
  /** The method of HTTP. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path below the base URL, encoded as it is to be sent, without a query. */
  readonly path: `/${string}`;
  /** The query. `undefined` and `null` are left out. */
  readonly query?:
    | Readonly<Record<string, string | number | boolean | null | undefined>>
    | undefined;
  /** Sent as JSON. If absent, there is no body. */
  readonly json?: unknown;
}

/** A body with its media type. */
export interface TypedBody {
  readonly body: ArrayBuffer;
  readonly type: string;
}

/** Collects a body that is not complete yet. It stops when the scope of the call ends. */
export type BodySource = (scope: Scope) => Promise<TypedBody>;

/** A call in the form in which it is sent. */
export interface EncodedRequest {
  /** The method of the client, for messages. */
  readonly name: string;
  /** Absent for a route outside the table. */
  readonly endpoint: Endpoint | undefined;
  readonly request: ErrorRequest;
  /** By lower-case name, in addition to the client's headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ArrayBuffer | BodySource | undefined;
  /** Whether the call is a read, so that it can be repeated safely. */
  readonly repeatable: boolean;
}

const acceptHeaders = {
  json: { accept: "application/json" },
  bytes: { accept: "*/*" },
  events: { accept: "text/event-stream" },
};
const jsonHeaders = { accept: "application/json", "content-type": "application/json" };

/** The daemon would refuse these parameters. The words that explain why are loaded only for that. */
export class WrongParameters extends Error {
  readonly endpoint: Endpoint;
  readonly values: object;

  constructor(endpoint: Endpoint, values: object) {
    super(`${endpoint.name}: the parameters are invalid`);
    this.endpoint = endpoint;
    this.values = values;
  }
}

/** Refuses values that the daemons accept but understand differently, from each other or from the caller. */
const refusals: Partial<Record<EndpointName, (values: Record<string, unknown>) => void>> = {
  registerPeer: ({ path }) => {
    if (typeof path === "string") absolutePath("registerPeer", path);
  },
  query: ({ timeout }) => {
    if (typeof timeout !== "number" || timeout > 0) return;
    throw new TypeError(
      "query: timeout must be more than 0, because the daemons read 0 differently",
    );
  },
};

/**
 * Checks the parameters of an endpoint, and distributes them over path, query and body. `fixed` are those
 * that a method takes as separate arguments.
 */
export function encodeRequest(
  endpoint: Endpoint,
  params: object,
  fixed?: object,
  source?: BodySource,
): EncodedRequest {
  const { name, method, path } = endpoint;
  // Read optional parts from own properties only.
  const { query = [], body = "json", response = "json", actsTwice } = propertiesOf(name, endpoint);
  const values = Object.assign(propertiesOf(`${name}: the parameters`, params), fixed);
  if (!endpoint.params(values)) throw new WrongParameters(endpoint, values);
  refusals[name]?.(values);
  // Every second part was in braces.
  const parts = path.split(/[{}]/);
  const hasBody = method === "POST" || method === "PATCH";
  const isJson = hasBody && body === "json";
  const pairs: [string, unknown][] = [];
  const sent = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined || parts.indexOf(key) % 2 === 1) continue;
    if (hasBody && !(query as string[]).includes(key)) sent[key] = value;
    else if (value !== null) pairs.push([key, value]);
  }
  return named(name, () => ({
    name,
    endpoint,
    request: {
      method,
      path:
        parts.map((part, index) => (index % 2 === 1 ? encode(part, values[part]) : part)).join("") +
        queryOf(pairs),
    },
    headers: isJson ? jsonHeaders : acceptHeaders[response as keyof typeof acceptHeaders],
    body: source ?? (isJson ? encodeJson(sent) : undefined),
    repeatable: method === "GET" && !actsTwice,
  }));
}

const routeOptions = () =>
  ({
    method: oneOf("GET", "POST", "PUT", "PATCH", "DELETE"),
    path: rule<string>(
      'encoded as it is to be sent, begin with a slash, and have no "." and ".." segments; a query ' +
        "goes into query",
      (value) => typeof value === "string" && isPlainPath(value),
    ),
    query: { check: propertiesOf, fallback: undefined },
    json: rule<unknown>("there", () => true),
  }) satisfies Rules<Route>;

/** Builds the request for a route that is not in the table. */
export function encodeRoute(route: Route): EncodedRequest {
  const name = "request";
  if (typeof route !== "object" || route === null) {
    throw new TypeError(`${name}: the first argument must be the name of an endpoint or a route`);
  }
  const { method, path, query = {}, json } = checkOptions(name, routeOptions(), route);
  if (method === undefined || path === undefined) {
    throw new TypeError(`${name}: method and path must be given`);
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
    body: json === undefined ? undefined : encodeJson(json),
    repeatable: method === "GET",
  }));
}

/** Puts the name of the method in front of an error that building the call throws. */
function named(name: string, build: () => EncodedRequest): EncodedRequest {
  try {
    return build();
  } catch (thrown) {
    throw new TypeError(`${name}: ${thrown instanceof Error ? thrown.message : "wrong arguments"}`);
  }
}

/** A query of pairs, with its question mark. */
function queryOf(pairs: readonly (readonly [name: string, value: unknown])[]): string {
  if (pairs.length === 0) return "";
  return `?${pairs.map(([name, value]) => `${encode(name, name)}=${encode(name, value)}`).join("&")}`;
}

/** Encodes a value for a URL. The message of `encodeURIComponent` alone would be "URI malformed". */
function encode(name: string, value: unknown): string {
  if (!/^(string|boolean|bigint)$/.test(typeof value) && !Number.isFinite(value)) {
    refuse(name, "must be a string, a finite number or a boolean");
  }
  const text = String(value);
  checkText(name, text);
  return encodeURIComponent(text);
}

/** Refuses half of a surrogate pair, which a daemon could not write again. */
export function checkText(field: string, text: string): void {
  if (/\p{Surrogate}/u.test(text)) refuse(field, "contains half of a surrogate pair");
}

/**
 * Whether a path goes below the base URL exactly as it is written: no segment goes up, no character is
 * encoded silently, and no other host is possible.
 */
function isPlainPath(path: string): boolean {
  if (!path.startsWith("/")) return false;
  const url = `http://daemon${path}`;
  const { href, search, hash } = new URL(url);
  return href === url && search === "" && hash === "";
}

/**
 * How deep a value may be nested. Python daemons accept more, but from about 255 levels on they answer
 * 500 to everybody who lists the peers.
 */
const deepest = 200;

/** How many characters of a field's name a message shows. */
const longestField = 80;

/**
 * Converts a value to JSON, for all bodies and frames. It refuses what JSON would change or leave out
 * silently, and what a daemon cannot write again.
 *
 * @throws TypeError that names the field.
 */
export function encodeJson(value: unknown): string {
  check(value, "", 0, new Set());
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError("there is nothing to send as JSON");
  return json;
}

function check(value: unknown, field: string, depth: number, around: Set<object>): void {
  if (typeof value === "string") {
    checkText(field, value);
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse(field, "must be a finite number");
  } else if (typeof value === "object") {
    if (value !== null) checkObject(value, field, depth, around);
  } else if (typeof value !== "boolean" && value !== undefined) {
    refuse(field, `must not be a ${typeof value}`);
  }
}

function checkObject(value: object, field: string, depth: number, around: Set<object>): void {
  if (around.has(value)) refuse(field, "must not contain itself");
  if (depth >= deepest) refuse(field, `is nested more than ${deepest} levels deep`);
  around.add(value);
  const kind = Object.prototype.toString.call(value);
  const toJSON = read(field, () => (value as { toJSON?: unknown }).toJSON);
  if (typeof toJSON === "function") {
    const json: unknown = read(field, () => toJSON.call(value, "") as unknown);
    if (json === null && kind === "[object Date]") refuse(field, "must be a valid date");
    check(json, field, depth + 1, around);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (item === undefined) refuse(`${field}[${index}]`, "must not be undefined");
      check(item, `${field}[${index}]`, depth + 1, around);
    }
  } else {
    const keys = Object.keys(value);
    // An Error, a Promise or a boxed number would be {} or null.
    const isOpaque = kind === "[object Error]" || (keys.length === 0 && kind !== "[object Object]");
    if (isOpaque || Symbol.iterator in value || hasGetters(value)) {
      refuse(
        field,
        "must be a plain object or an array, because JSON would leave out a part of it",
      );
    }
    for (const key of keys) {
      const name = field === "" ? key : `${field}.${key}`;
      check(key, name, depth, around);
      const inner = read(name, () => (value as Record<string, unknown>)[key]);
      check(inner, name, depth + 1, around);
    }
  }
  around.delete(value);
}

/** Runs a getter or a `toJSON` of the caller's, which may throw. */
function read<Value>(field: string, get: () => Value): Value {
  try {
    return get();
  } catch (thrown) {
    return refuse(
      field,
      `cannot be read (${thrown instanceof Error ? thrown.message : "it threw"})`,
    );
  }
}

/** JSON leaves out the getters of a class. */
function hasGetters(value: object): boolean {
  return prototypesOf(value).some((prototype) =>
    Object.values(Object.getOwnPropertyDescriptors(prototype)).some(({ get }) => get !== undefined),
  );
}

function refuse(field: string, why: string): never {
  const names = field.length > longestField ? `${field.slice(0, longestField)}…` : field;
  throw new TypeError(`${visible(names || "the value")} ${why}`);
}
