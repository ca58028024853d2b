import type { EndpointName } from "@repowire/protocol";

import { Refusal } from "../../daemon/refusal.ts";
import { isRecord, withAllKeysSorted, withSortedKeys } from "../../support.ts";
import type { HandshakeHeaders, Manner } from "../manner.ts";
import { type WireAnswer, type WireRequest, percentDecoded } from "../wire.ts";
import { serveFile, uploadedFile } from "./files.ts";
import { readParams } from "./params.ts";

/** Replaces an encoded slash, which does not end a segment. No decoded path contains it. */
const slash = "\ud800";

/** Results whose empty values are left out; the others send null. */
const leavesOut: ReadonlySet<EndpointName> = new Set(["ask", "query", "waitOnAsk"]);

/** Results that are maps in Go, whose keys are written in order; the others are structs. */
const areMaps: ReadonlySet<EndpointName> = new Set([
  ...(["askBlocking", "doctorPeer", "events", "getAskMany", "health"] as const),
  ...(["cancelJob", "createJob", "getJob", "jobResult", "listJobs", "retryJob", "runJob"] as const),
  ...(["updateJob", "uploadAttachment"] as const),
]);

/** Results that are maps of structs. Only their own keys are in order. */
const areMapsOfStructs: ReadonlySet<EndpointName> = new Set([
  ...(["notifySession", "resumeSession", "searchTimeline", "timeline", "transcript"] as const),
]);

/** Go's `net/http`. */
export const go: Manner = {
  connection: {
    badRequest: () =>
      `HTTP/1.1 ${badRequest}\r\n${plain}\r\nConnection: close\r\n\r\n${badRequest}`,
    needsHost: true,
    oversizeReason: (_bytes, limit) => `read limited at ${limit + 1} bytes`,
    badHandshake,
    ignoresExpectations: false,
    ignoresOtherHandshakes: true,
  },
  find(router, { method, target }) {
    const path = pathOf(target);
    if (isMalformed(path)) return { path, match: undefined };
    // Only routes that write accept an encoded slash as part of a name.
    const kept = methodOf(method) === "GET" ? path : path.replaceAll(/%2f/gi, slash);
    const decoded = percentDecoded(kept);
    const found =
      path === "/health" ? router.match("GET", path) : router.match(methodOf(method), decoded);
    const shown = decoded.replaceAll(slash, "/");
    if (!found || cleanPath(path) !== path) return { path: shown, match: undefined };
    const pathParams = Object.fromEntries(
      Object.entries(found.pathParams).map(([name, text]) => [name, text.replaceAll(slash, "/")]),
    );
    return { path: shown, match: { ...found, pathParams } };
  },
  noRoute({ method, target, header }) {
    const path = pathOf(target);
    if (path === "*") {
      if (method === "OPTIONS") return { status: 200, headers: {}, body: "" };
      return { status: 400, headers: { connection: "close" }, body: "" };
    }
    if (isMalformed(path)) return text(400, badRequest, { connection: "close" });
    const clean = cleanPath(path);
    if (clean !== path) {
      const link = `<a href="${clean}">Temporary Redirect</a>.\n\n`;
      const body = method === "GET" ? link : "";
      const type = methodOf(method) === "GET" && { "content-type": html };
      return { status: 307, headers: { ...type, location: clean }, body };
    }
    if (methodOf(method) === "GET") {
      if (path === "/" || path === "/dashboard") {
        const body = "Dashboard not found. Please run 'repowire build-ui'.";
        return { status: 200, headers: { "content-type": html }, body };
      }
      if (path === "/ws") {
        const connection = JSON.stringify(header("connection") ?? "");
        const words = `WebSocket protocol violation: Connection header ${connection} does not contain`;
        return text(426, `${words} Upgrade\n`, {
          ...(!/\bclose\b/i.test(connection) && { connection: "Upgrade" }),
          upgrade: "websocket",
          "x-content-type-options": "nosniff",
        });
      }
      if (path.startsWith("/peers/")) return json(404, { detail: "Peer route not found" });
    }
    return text(404, "404 page not found\n", { "x-content-type-options": "nosniff" });
  },
  admit(place, request, { authToken, ignoredFields }) {
    if (!place.endpoint.open && authToken !== undefined) authorize(request, authToken);
    return readParams(place, request, ignoredFields);
  },
  result(name, value) {
    const shown = leavesOut.has(name) ? withoutEmpty(value) : value;
    if (areMapsOfStructs.has(name)) return json(200, withSortedKeys(shown as object));
    return json(200, areMaps.has(name) ? withAllKeysSorted(shown) : shown);
  },
  refusal: ({ status, body, headers }) =>
    typeof body === "string"
      ? text(status, body, headers)
      : json(status, withAllKeysSorted(body), headers),
  ambiguity: (error) => new Refusal(409, { detail: error.message }),
  finish: (_request, answer) => answer,
  json,
  text,
  uploadedFile,
  serveFile,
  stream: (body) => ({
    status: 200,
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-cache",
      connection: "keep-alive",
      "x-accel-buffering": "no",
    },
    body,
  }),
  eventJson: (event) => goJson(withAllKeysSorted(event)),
  frame(message) {
    const isStruct = "type" in message && ["connected", "error"].includes(String(message.type));
    return `${goJson(isStruct ? message : withAllKeysSorted(message))}\n`;
  },
};

const html = "text/html; charset=utf-8";
const plain = "Content-Type: text/plain; charset=utf-8";
const badRequest = "400 Bad Request";

function badHandshake(
  method: string,
  { "sec-websocket-version": version, "sec-websocket-key": key }: HandshakeHeaders,
): WireAnswer | undefined {
  const refused = (status: number, words: string, headers?: Record<string, string>) =>
    text(status, `${words}\n`, { ...headers, "x-content-type-options": "nosniff" });
  const violation = "WebSocket protocol violation: ";
  if (method !== "GET") {
    const words = `handshake request method is not GET but ${JSON.stringify(method)}`;
    return refused(405, violation + words);
  }
  if (version !== "13") {
    const words = "unsupported WebSocket protocol version (only 13 is supported): ";
    const headers = { "sec-websocket-version": "13" };
    return refused(400, words + JSON.stringify(version ?? ""), headers);
  }
  return key === undefined ? refused(400, `${violation}missing Sec-WebSocket-Key`) : undefined;
}

/** Whether an escape of a path is none. */
function isMalformed(path: string): boolean {
  return /%(?![\da-f]{2})/i.test(path);
}

function json(status: number, value: unknown, headers?: Record<string, string>): WireAnswer {
  const body = `${goJson(value)}\n`;
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

function text(status: number, body: string, headers?: Record<string, string>): WireAnswer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body };
}

/** The word `Bearer` and one space must match exactly. */
function authorize(request: WireRequest, authToken: string): void {
  const header = request.header("authorization") ?? "";
  if (!header.startsWith("Bearer ")) {
    throw new Refusal(401, { detail: "Missing authorization header" });
  }
  if (header.slice(7) !== authToken) throw new Refusal(401, { detail: "Invalid auth token" });
}

function withoutEmpty(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry != null));
}

function methodOf(method: string): string {
  return method === "HEAD" ? "GET" : method;
}

function pathOf(target: string): string {
  return /^[^?]*/.exec(target)![0];
}

/** The path without empty and dot segments. A trailing slash stays. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const clean = `/${parts.join("/")}`;
  return path.endsWith("/") && clean !== "/" ? `${clean}/` : clean;
}

/** JSON as Go's encoder writes it: safe in HTML. */
function goJson(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
