import { Refusal, breakDown, brokenDown } from "../../daemon/refusal.ts";
import type { Manner } from "../manner.ts";
import type { WireRequest } from "../wire.ts";
import { json, noSuchRoute, preflight, refusal, stream, text, withCors } from "./envelope.ts";
import { eventJson, nestingOf } from "./python-json.ts";
import { serveFile, uploadedFile } from "./files.ts";
import { readBody, readParams } from "./params.ts";

/** The JSON levels that can be written. A peer's free-form values may have 255 levels. */
const deepestValue = 257;

/** FastAPI, behind uvicorn. */
export const python: Manner = {
  find(router, { method, target }) {
    const queryAt = target.indexOf("?");
    const raw = queryAt < 0 ? target : target.slice(0, queryAt);
    const path = raw.includes("%") ? decodePath(raw) : raw;
    return { path, match: router.match(method, path) };
  },
  noRoute: (request) => preflight(request) ?? noSuchRoute(request.method),
  admit(place, request, { authToken, refusesUnknownKeys, ignoredFields }) {
    // Malformed JSON is refused even before the token is looked at.
    const raw = readBody(place, request, ignoredFields);
    if (!place.endpoint.open && authToken !== undefined) authorize(request, authToken);
    const queryAt = request.target.indexOf("?");
    const query = queryAt < 0 ? undefined : new URLSearchParams(request.target.slice(queryAt + 1));
    return readParams(place, request.method, query, raw, {
      refusesUnknownKeys,
      ignoredFields,
    });
  },
  result(name, value) {
    const answer = json(200, value);
    // The peers of a list are two levels below the answer.
    const deepest = deepestValue + (name === "listPeers" ? 2 : 0);
    if (nestingOf(String(answer.body)) > deepest) breakDown();
    return answer;
  },
  refusal,
  ambiguity: () => brokenDown(),
  finish: withCors,
  json,
  text,
  uploadedFile,
  serveFile,
  stream,
  eventJson,
  frame: (message) => JSON.stringify(message),
};

function authorize(request: WireRequest, authToken: string): void {
  const [, scheme = "", token = ""] =
    /^(\S+) +(.+)$/.exec(request.header("authorization") ?? "") ?? [];
  const isBearer = scheme.toLowerCase() === "bearer" && token !== "";
  if (isBearer && token === authToken) return;
  const detail = isBearer ? "Invalid auth token" : "Missing authorization header";
  throw new Refusal(401, { detail }, { "www-authenticate": "Bearer" });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
