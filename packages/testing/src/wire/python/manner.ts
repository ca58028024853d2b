import { Refusal, breakDown, brokenDown } from "../../daemon/refusal.ts";
import type { HandshakeHeaders, Manner } from "../manner.ts";
import { type WireAnswer, type WireRequest, percentDecoded } from "../wire.ts";
import { json, noSuchRoute, preflight, refusal, stream, text, withCors } from "./envelope.ts";
import { eventJson, nestingOf } from "./python-json.ts";
import { serveFile, uploadedFile } from "./files.ts";
import { readBody, readParams } from "./params.ts";

/** The JSON levels that can be written. A peer's free-form values may have 255 levels. */
const deepestValue = 257;

/** FastAPI, behind uvicorn. */
export const python: Manner = {
  connection: {
    badRequest: (date) =>
      `HTTP/1.1 400 Bad Request\r\ndate: ${date}\r\nserver: uvicorn\r\n` +
      "content-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n" +
      "Invalid HTTP request received.",
    needsHost: false,
    oversizeReason: (bytes, limit) => `frame with ${bytes} bytes exceeds limit of ${limit} bytes`,
    badHandshake,
    ignoresExpectations: true,
    ignoresOtherHandshakes: false,
  },
  find(router, { method, target }) {
    const path = percentDecoded(/^[^?#]*/.exec(target)![0]);
    return { path, match: router.match(method, path) };
  },
  noRoute: (request, path) => preflight(request) ?? noSuchRoute(request.method, path),
  admit(place, request, { authToken, refusesUnknownKeys, ignoredFields }) {
    // Malformed JSON is refused even before the token is looked at.
    const raw = readBody(place, request, ignoredFields);
    if (!place.endpoint.open && authToken !== undefined) authorize(request, authToken);
    const [, text] = /^[^?#]*\?([^#]*)/.exec(request.target) ?? [];
    const query = text === undefined ? undefined : new URLSearchParams(text);
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

function badHandshake(
  method: string,
  { "sec-websocket-version": version, "sec-websocket-key": key }: HandshakeHeaders,
): WireAnswer | undefined {
  const wrong =
    method !== "GET"
      ? `unsupported HTTP method: ${method}`
      : key === undefined
        ? "missing Sec-WebSocket-Key header"
        : version === undefined
          ? "missing Sec-WebSocket-Version header"
          : `invalid Sec-WebSocket-Version header: ${version}`;
  if (method === "GET" && key !== undefined && version === "13") return undefined;
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    ...(method !== "GET" && { allow: "GET" }),
  };
  const body = `Failed to open a WebSocket connection: ${wrong}.\n`;
  return { status: method === "GET" ? 400 : 405, headers, body };
}

function authorize(request: WireRequest, authToken: string): void {
  const [, scheme = "", token = ""] =
    /^(\S+) +(.+)$/.exec(request.header("authorization") ?? "") ?? [];
  const isBearer = scheme.toLowerCase() === "bearer" && token !== "";
  if (isBearer && token === authToken) return;
  const detail = isBearer ? "Invalid auth token" : "Missing authorization header";
  throw new Refusal(401, { detail }, { "www-authenticate": "Bearer" });
}
