import type { Endpoint } from "@repowire/protocol";
import { routeInAnyRelease } from "../../../../packages/testing/src/wire/router.ts";
import type { Entry } from "../stage/transcript.ts";

/** The endpoint of a call (`GET /peers/…`), if the table has it. */
export function endpointOf(call: string): Endpoint | undefined {
  const [method = "", target = ""] = call.split(/ (.*)/s);
  return routeInAnyRelease(method, target.replace(/\?.*/s, ""))?.endpoint;
}

/** The names of the endpoints with an answer in a transcript. */
export function endpointsIn(transcript: readonly Entry[]): Set<string> {
  const calls = transcript.flatMap(({ call }) => (typeof call === "string" ? [call] : []));
  return new Set(calls.flatMap((call) => endpointOf(call)?.name ?? []));
}
