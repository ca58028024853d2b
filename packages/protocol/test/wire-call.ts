import { type Endpoint, placeOf } from "@repowire/protocol";

/** A call as it is sent. */
export interface WireCall {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
}

/** Builds a request from the parameters of an endpoint, without checking their types. */
export function wireCall(endpoint: Endpoint, params: Readonly<Record<string, unknown>>): WireCall {
  let path: string = endpoint.path;
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    const place = placeOf(endpoint, name);
    if (place === "path") path = path.replace(`{${name}}`, () => encodeURIComponent(String(value)));
    else if (place === "query") query.set(name, textOf(value));
    else body[name] = value;
  }
  const { method } = endpoint;
  const hasBody = (method === "POST" || method === "PATCH") && endpoint.body !== "none";
  return {
    method,
    path: query.size > 0 ? `${path}?${query}` : path,
    body: hasBody ? JSON.stringify(body) : undefined,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
