import { type Endpoint, type EndpointName, endpoints } from "@repowire/protocol";
import type { Entry } from "../stage/transcript.ts";

const table = Object.values(endpoints as Record<EndpointName, Endpoint>).map((endpoint) => ({
  endpoint,
  // Fixed segments win over parameters: /peers/circle is not a peer named circle.
  weight: endpoint.path.split("/").filter((segment) => !segment.startsWith("{")).length,
  pattern: new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, "[^/?]+")}(?:\\?.*)?$`),
}));

/** The endpoint of a call (`GET /peers/…`), if the table has it. */
export function endpointOf(call: string): Endpoint | undefined {
  const [method, path = ""] = call.split(/ (.*)/s);
  return table
    .filter(({ endpoint, pattern }) => endpoint.method === method && pattern.test(path))
    .toSorted((left, right) => right.weight - left.weight)[0]?.endpoint;
}

/** The names of the endpoints with an answer in a transcript. */
export function endpointsIn(transcript: readonly Entry[]): Set<string> {
  const calls = transcript.flatMap(({ call }) => (typeof call === "string" ? [call] : []));
  return new Set(calls.flatMap((call) => endpointOf(call)?.name ?? []));
}
