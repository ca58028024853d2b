import type * as z from "zod/mini";

import { NoParamsSchema, OkResultSchema } from "./models/ok.ts";
import { type DaemonVersion, daemonVersions } from "./versions.ts";

/** A schema of the parameters of an endpoint. */
export type EndpointSchema = z.ZodMiniType<object, object>;

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

/** One route of the daemon, with all that a caller or an imitation needs to know of it. */
export interface Endpoint {
  /** The method of the client, and the key in the table. */
  readonly name: string;
  readonly method: EndpointMethod;
  /** The path with its parameters in braces, as in `/peers/{identifier}`. */
  readonly path: `/${string}`;
  /** Routes that do the same; parameters that are not in their path travel as usual. */
  readonly aliases?: readonly EndpointAlias[];
  /** All parameters in one object, in wire names. */
  readonly params: EndpointSchema;
  /** Parameters that go into the query although the method has a body. */
  readonly query?: readonly string[];
  /** How the other parameters travel. Absent: as JSON, or not at all with GET and DELETE. */
  readonly body?: "json" | "multipart" | "none";
  /** What comes back. Absent: JSON. */
  readonly response?: "json" | "bytes" | "events";
  /** The JSON that comes back; of `"events"`, each event; of `"bytes"`, nothing to check. */
  readonly result: z.ZodMiniType;
  /** The releases that have the route. */
  readonly daemons: readonly DaemonVersion[];
  /** Whether a daemon with a token lets this route pass without one. */
  readonly open?: true;
  /** Whether sending the same call again may act a second time. */
  readonly actsTwice: boolean;
  /** Absent: the daemon answers at once. */
  readonly hold?: Hold;
}

/** What most endpoints have in common, and a table leaves out. */
const defaults = {
  params: NoParamsSchema,
  result: OkResultSchema,
  daemons: daemonVersions,
  actsTwice: false,
};

type Defaults = typeof defaults;

/** An endpoint as it is written in a table. */
type EndpointEntry = Omit<Endpoint, "name" | keyof Defaults> &
  Partial<Pick<Endpoint, keyof Defaults>>;

/** The table with the defaults filled in. */
type EndpointTable<Table> = {
  readonly [Name in keyof Table]: Omit<Defaults, keyof Table[Name]> &
    Table[Name] & { readonly name: Name };
};

/** Fills in the name of each endpoint, and what it leaves out. */
// @__NO_SIDE_EFFECTS__
export function endpointTable<const Table extends Record<string, EndpointEntry>>(
  table: Table,
): EndpointTable<Table> {
  const entries = Object.entries(table).map(([name, entry]) => [
    name,
    { name, ...defaults, ...entry },
  ]);
  return Object.fromEntries(entries) as EndpointTable<Table>;
}

/** Milliseconds that the daemon waits for a receiver's receipt before it answers. */
export const receiptHold = { default: 750, most: 750 } as const satisfies Hold;

/** The releases in Python. */
export const pythonDaemons = ["0.14.17", "0.17.0"] as const satisfies readonly DaemonVersion[];

/**
 * Tells where a parameter of an endpoint travels.
 *
 * @example
 * ```ts
 * placeOf(endpoints.getPeer, "identifier"); // "path"
 * placeOf(endpoints.getPeer, "circle"); // "query"
 * ```
 */
export function placeOf(endpoint: Endpoint, parameter: string): "path" | "query" | "body" {
  const { method, path, query = [] } = endpoint;
  if (path.includes(`{${parameter}}`)) return "path";
  const hasBody = method === "POST" || method === "PATCH";
  return hasBody && !query.includes(parameter) ? "body" : "query";
}
