import { type Refusal, brokenDown } from "../../daemon/refusal.ts";
import type { AnswerStream, WireAnswer, WireRequest } from "../wire.ts";

const server = { server: "uvicorn" };
const jsonHeaders = { ...server, "content-type": "application/json", vary: "Origin" };

/** An answer in JSON, with the headers of the daemon. It fails for half of a surrogate pair. */
export function json(status: number, value: unknown, headers?: Record<string, string>): WireAnswer {
  const body = JSON.stringify(value);
  if (body.includes("\\ud") && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(body))
    return refusal(brokenDown());
  return { status, headers: headers ? { ...jsonHeaders, ...headers } : jsonHeaders, body };
}

/** An answer in plain text. */
export function text(status: number, body: string, headers?: Record<string, string>): WireAnswer {
  return {
    status,
    headers: { ...server, "content-type": "text/plain; charset=utf-8", vary: "Origin", ...headers },
    body,
  };
}

/** A refusal as it goes over the wire. */
export function refusal({ status, body, headers }: Refusal): WireAnswer {
  if (typeof body !== "string") return json(status, body, headers);
  const plain = { ...server, "content-type": "text/plain; charset=utf-8", ...headers };
  return { status, headers: plain, body };
}

/** Bytes of a file. */
export function bytes(body: Uint8Array, headers: Record<string, string>): WireAnswer {
  return { status: 200, headers: { ...server, vary: "Origin", ...headers }, body };
}

/** A stream of events. */
export function stream(body: AnswerStream): WireAnswer {
  return {
    status: 200,
    headers: {
      ...server,
      "cache-control": "no-cache",
      connection: "keep-alive",
      "x-accel-buffering": "no",
      "content-type": "text/event-stream; charset=utf-8",
      vary: "Origin",
    },
    body,
  };
}

/** The answer for a route that the release does not have. It comes from the packaged dashboard. */
export function noSuchRoute(method: string, path: string): WireAnswer {
  return method === "GET" || method === "HEAD" || path === "*"
    ? json(404, { detail: "Not Found" })
    : json(405, { detail: "Method Not Allowed" });
}

const origins = [3000, 8377].flatMap((port) => [
  `http://localhost:${port}`,
  `http://127.0.0.1:${port}`,
]);

const methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"];

const varyOfPreflight = [
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Private-Network",
].join(", ");

/** The answer to a CORS preflight; `undefined` for any other request. */
export function preflight(request: WireRequest): WireAnswer | undefined {
  if (request.method !== "OPTIONS") return undefined;
  const origin = request.header("origin");
  if (origin === null || request.header("access-control-request-method") === null) return undefined;
  const isAllowed = origins.includes(origin);
  const asked = request.header("access-control-request-headers");
  const wrong = [
    ...(isAllowed ? [] : ["origin"]),
    ...(methods.includes(request.header("access-control-request-method")!) ? [] : ["method"]),
  ];
  const words = wrong.length === 0 ? "OK" : `Disallowed CORS ${wrong.join(", ")}`;
  return text(wrong.length === 0 ? 200 : 400, words, {
    vary: varyOfPreflight,
    "access-control-allow-methods": methods.join(", "),
    "access-control-max-age": "600",
    "access-control-allow-credentials": "true",
    ...(isAllowed && { "access-control-allow-origin": origin }),
    ...(asked !== null && { "access-control-allow-headers": asked }),
  });
}

/** Adds the CORS headers for a request of a browser. */
export function withCors(request: WireRequest, answer: WireAnswer): WireAnswer {
  const origin = request.header("origin");
  if (origin === null) return answer;
  const headers = { ...answer.headers, "access-control-allow-credentials": "true" };
  if (!origins.includes(origin)) return { ...answer, headers };
  return { ...answer, headers: { ...headers, "access-control-allow-origin": origin } };
}
