import type { EndpointModels } from "./generated/models.ts";
import type { Guard } from "./guard.ts";
import type { DaemonVersion } from "./versions.ts";

/** The methods that the daemon's routes have. */
export type EndpointMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** How long the daemon itself may hold a call open before it answers. */
export interface Hold {
  /** The parameter, in seconds, with which a caller sets it. */
  readonly parameter?: string;
  /** Milliseconds, when the caller says nothing. */
  readonly default: number;
  /** Milliseconds that the daemon never exceeds, whatever the caller says. */
  readonly most?: number;
  /** The parameter whose entries are held for one after the other, each as long. */
  readonly each?: string;
}

/** Another method and path by which the daemon does the same. */
export interface EndpointAlias {
  readonly method: EndpointMethod;
  readonly path: `/${string}`;
}

/**
 * One route of the daemon: how to call it, and what goes in and out. `params` and `result` are plain
 * functions that check in place.
 */
export interface Endpoint<Params = unknown, Result = unknown> {
  /** The method of the client, and the key in the table. */
  readonly name: EndpointName;
  readonly method: EndpointMethod;
  /** The path with its parameters in braces, as in `/peers/{identifier}`. */
  readonly path: `/${string}`;
  /** Other routes that do the same. Parameters that are not in their path travel as usual. */
  readonly aliases?: readonly EndpointAlias[];
  /** Tells whether the daemon would take these parameters: all of them, in wire names. */
  readonly params: Guard<Params>;
  /** Parameters that go into the query although the method has a body. */
  readonly query?: readonly string[];
  /** How the other parameters travel. Default: as JSON, and not at all with GET and DELETE. */
  readonly body?: "json" | "multipart" | "none";
  /** What comes back. Default: JSON. */
  readonly response?: "json" | "bytes" | "events";
  /** Checks the JSON that comes back. For `"events"` it checks one event, for `"bytes"` nothing. */
  readonly result: Guard<Result>;
  /** The releases that have the route. */
  readonly daemons: readonly DaemonVersion[];
  /** Set if a daemon with a token answers this route without one. */
  readonly open?: true;
  /** Whether sending the same call again may act a second time. */
  readonly actsTwice: boolean;
  /** How long the daemon may hold the call. Default: it answers at once. */
  readonly hold?: Hold;
}

/** The name of an endpoint, which is the name of the client's method. */
export type EndpointName = keyof EndpointModels;

/** The parameters of an endpoint, in wire names. */
export type ParamsOf<Name extends EndpointName> = EndpointModels[Name]["params"];

/** What an endpoint answers. */
export type ResultOf<Name extends EndpointName> = EndpointModels[Name]["result"];

/**
 * Tells where a parameter of an endpoint travels.
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
