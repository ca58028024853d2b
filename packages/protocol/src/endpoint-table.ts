import type * as z from "zod/mini";

import type { Endpoint, Hold } from "./endpoint.ts";
import { NoParamsSchema, OkResultSchema } from "./models/ok.ts";
import { type DaemonVersion, daemonVersions } from "./versions.ts";

/** An endpoint as written in a table, with schemas. The guards are generated from them. */
export interface EndpointDefinition extends Omit<Endpoint, "name" | "params" | "result"> {
  readonly name: string;
  readonly params: z.ZodMiniType<object, object>;
  readonly result: z.ZodMiniType;
  /** The statuses of errors that only this endpoint has, in addition to the common ones. */
  readonly errors?: readonly ErrorStatus[];
}

/** The statuses of errors that the daemons send. */
export type ErrorStatus = 400 | 403 | 404 | 409 | 410 | 413 | 422 | 503 | 507;

/** The defaults that most endpoints share and a table leaves out. */
const defaults = {
  params: NoParamsSchema,
  result: OkResultSchema,
  daemons: daemonVersions,
  actsTwice: false,
};

type Defaults = typeof defaults;

/** An endpoint as it is written in a table. */
type EndpointEntry = Omit<EndpointDefinition, "name" | keyof Defaults> &
  Partial<Pick<EndpointDefinition, keyof Defaults>>;

/** The table with the defaults filled in. */
type EndpointTable<Table> = {
  readonly [Name in keyof Table]: Omit<Defaults, keyof Table[Name]> &
    Table[Name] & { readonly name: Name };
};

/** Fills in the name and the defaults of each endpoint. */
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

/** How many milliseconds the daemon waits for a receiver's receipt before it answers. */
export const receiptHold = { default: 750, most: 750 } as const satisfies Hold;

/** The Python releases. */
export const pythonDaemons = ["0.14.17", "0.17.0"] as const satisfies readonly DaemonVersion[];
