/** A route of the daemon that the table of endpoints does not have. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL, encoded as it is to be sent, without a query. */
  readonly path: `/${string}`;
  /** Without those that are `undefined` or `null`. */
  readonly query?:
    | Readonly<Record<string, string | number | boolean | null | undefined>>
    | undefined;
  /** Sent as JSON. Absent: no body. */
  readonly json?: unknown;
}
