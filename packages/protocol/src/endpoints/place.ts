import type { Endpoint } from "./endpoint.ts";

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
