import type { Endpoint, ErrorCause, SpawnResult } from "@repowire/protocol";
import {
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonResponseError,
  DaemonTimeoutError,
  readErrorBody,
} from "@repowire/protocol/errors";
import { daemonVersions } from "@repowire/protocol/guards";

import { ClientClosedError, LoadError } from "../errors.ts";
import { visible } from "../format-inbound.ts";
import { lazy } from "../lazy.ts";
import type { FetchResponse } from "../options.ts";
import type { EncodedRequest } from "./encode-request.ts";

/** Explains what does not match a guard. */
export const loadExplanations = lazy(() => import("@repowire/protocol/explain"));

// Each message names the call, the daemon, and what to try. It shows only the origin of the base URL,
// because the path may contain a relay's token.

type Call = Pick<EncodedRequest, "name" | "request">;

/** The call of an endpoint. `name` is the method of the user, if it is another one. */
export function callTo({ name: endpoint, method, path }: Endpoint, name: string = endpoint): Call {
  return { name, request: { method, path } };
}

/** The client was closed before or during a call, or a wait of several calls. */
export function closedError(
  { name, request }: Call,
  sent: boolean,
  spawned?: SpawnResult,
): ClientClosedError {
  const when = sent ? "before the answer was complete" : "before the call was sent";
  return new ClientClosedError(`${name}: the client was closed ${when}.`, {
    request,
    delivery: sent ? "unknown" : "not_sent",
    spawned,
  });
}

/** A part of the client could not be loaded. */
export function loadError({ name, request }: Call, thrown: unknown): LoadError {
  const { cause } = failureOf(thrown, visible);
  return new LoadError(
    `${name}: a part of @repowire/client could not be loaded (${cause.message}), and nothing was sent. ` +
      "Call again. In a web page whose files were replaced, reload the page.",
    { request, cause },
  );
}

/** The way of a call. */
interface Way {
  readonly origin: string;
  /** How often `fetch` was called. */
  readonly attempts: number;
}

/** There is no connection, or it broke. */
export function connectionError(
  { name, request }: Call,
  { origin, attempts }: Way,
  failure: Failure,
): DaemonConnectionError {
  const { cause } = failure;
  const notSent = attempts === 0 || failure.beforeSending;
  const why = `${triesOf(attempts)} (${visible(cause.message)}).`;
  const words = failure.refused
    ? `no daemon listens at ${origin}${why} Start one with "repowire serve", or set baseUrl to where it is.`
    : notSent
      ? `${origin} was not reached${why} Nothing was sent.`
      : failure.hidden && isForeign(origin)
        ? `the browser gave this page no answer from ${origin}${why} Either nothing listens there, or ` +
          "the daemon does not allow this page to read its answers (CORS): the daemon in Go allows " +
          "none. Serve the page and the daemon from one origin, through a proxy. The daemon may have acted."
        : `the connection to ${origin} broke before the answer was complete${why} The daemon may have acted.`;
  const delivery = notSent ? "not_sent" : "unknown";
  return new DaemonConnectionError(`${name}: ${words}`, { request, delivery, cause });
}

/** The time of a call is up. */
export function timeoutError(
  { name, request }: Call,
  { origin, attempts }: Way,
  timeout: number,
): DaemonTimeoutError {
  const notSent = attempts === 0;
  const words = notSent
    ? `the call was not sent within ${timeout} ms, because its token, its file or its peer's connection did not come in time.`
    : `no complete answer from ${origin} within ${timeout} ms${triesOf(attempts)}. The daemon may have acted.`;
  return new DaemonTimeoutError(
    `${name}: ${words} Set a longer timeout for the client or for the call.`,
    { request, timeout, delivery: notSent ? "not_sent" : "unknown" },
  );
}

/** The `fetch` function reached its own time limit. */
export function fetchTimeoutError(
  { name, request }: Call,
  { origin, attempts }: Way,
  { cause }: Failure,
  elapsed: number,
): DaemonTimeoutError {
  const timeout = Math.round(elapsed);
  return new DaemonTimeoutError(
    `${name}: fetch gave up after ${timeout} ms without an answer from ${origin}${triesOf(attempts)} ` +
      `(${cause.code ?? visible(cause.message)}). fetch itself has this limit, whatever timeout says; in Node ` +
      "it is 300 seconds. Pass a fetch without it to the client. The daemon may have acted.",
    { request, timeout, cause },
  );
}

function triesOf(attempts: number): string {
  return attempts > 1 ? `, after ${attempts} attempts` : "";
}

/** Whether the call comes from a page of another origin. The daemon has to allow that. */
function isForeign(origin: string): boolean {
  const { location } = globalThis as { location?: { origin?: unknown } };
  return typeof location?.origin === "string" && location.origin !== origin;
}

/** A 2xx answer that is not valid. Text in place of JSON, such as a page, comes from something else. */
export function responseError(
  { name, request }: Call,
  origin: string,
  status: number,
  body: unknown,
  issues: readonly string[],
  isForeign: boolean = typeof body === "string",
): DaemonResponseError {
  const advice = isForeign
    ? `${checkBaseUrl}.`
    : "The daemon has acted. Check that its version is supported.";
  return new DaemonResponseError(
    `${name}: the ${status} answer of ${origin} does not match its schema: ${issues.join("; ")}. ${advice}`,
    { request, status, body, issues },
  );
}

const checkBaseUrl = "Check that baseUrl points to a Repowire daemon";

/** An answer outside 2xx. */
export function httpError(
  call: EncodedRequest,
  { origin, attempts }: Way,
  answer: {
    readonly status: number;
    readonly headers: FetchResponse["headers"];
    readonly body: unknown;
  },
): DaemonHTTPError {
  const { name, request } = call;
  const { status, headers, body } = answer;
  const redirect = status === 0 || (status >= 300 && status < 400);
  const { detail, code } = readErrorBody(status, body);
  const words = redirect ? undefined : short(detail);
  const isPage = status === 404 && typeof body === "string" && code === undefined;
  const advice = redirect ? redirectAdvice : isPage ? checkBaseUrl : adviceFor(call, status, code);
  return new DaemonHTTPError(
    `${name}: ${status === 0 ? "a redirect" : status} from ${origin}${triesOf(attempts)}` +
      `${words === undefined ? "" : `: ${words}`}${advice === undefined ? "" : `. ${advice}`}`,
    {
      request,
      status,
      body,
      // The server may have acted before it redirected; a 303 even means that.
      delivery: redirect ? "unknown" : undefined,
      retryAfter: retryAfterOf(headers),
    },
  );
}

const redirectAdvice =
  "Redirects are never followed, because that would pass on the token. Set baseUrl to the daemon's URL";

function adviceFor(
  { endpoint, request }: EncodedRequest,
  status: number,
  code: string | undefined,
): string | undefined {
  if (status === 401) return "Check authToken (REPOWIRE_AUTH_TOKEN for fromEnv)";
  const noRoute = code === "route_not_found";
  if (!noRoute || endpoint === undefined) return undefined;
  if (request.path.includes("%2F")) {
    return "The daemon finds nothing under a name with a slash; use the id";
  }
  const { daemons } = endpoint;
  const first = daemons[0];
  if (first === undefined || daemons.length === daemonVersions.length) {
    return checkBaseUrl;
  }
  if (first === daemonVersions[0]) {
    return `Only the daemons up to ${daemons.at(-1)} have this route`;
  }
  if (first === "go") return "Only the daemon in Go has this route";
  return `This daemon is older: the route exists since ${first}`;
}

/** The first line of the daemon's words, shortened to fit into a message. */
function short(detail: string | undefined): string | undefined {
  const line = detail?.split("\n", 1)[0]?.replace(/\.$/, "");
  if (line === undefined) return undefined;
  return visible(
    line.length <= 300 ? line : `${line.slice(0, 300).replace(/[\uD800-\uDBFF]$/, "")}…`,
  );
}

/** `Retry-After` in milliseconds, from seconds or from a date. */
export function retryAfterOf(headers?: FetchResponse["headers"]): number | undefined {
  const value = headers?.get("retry-after")?.trim();
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  // Otherwise it is a date. Date.parse takes "1.5" and "-5" for years.
  if (!/[a-z]/i.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}

/** Codes of a system, a resolver or a TLS layer for failures before a byte of the request was sent. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/**
 * Deno has no code for this, and Node none for a port that `fetch` never calls. Only these words tell.
 */
const wordsBeforeSending = ["client error (Connect)", "bad port"];

/** The codes of Node's `fetch` when it reaches its own limits. */
const limitsOfFetch = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** Bun's words after five minutes. */
const limitOfBun = "The operation timed out.";

/** The only words of Chromium, Firefox and Safari, in this order, for every failure. */
const browserWords = ["Failed to fetch", "NetworkError when attempting", "Load failed"];

/** What `fetch` threw. It may be any value, so it is read with care. */
export interface Failure {
  readonly cause: ErrorCause;
  /** Whether nothing was sent for certain. */
  readonly beforeSending: boolean;
  readonly refused: boolean;
  /** Whether `fetch` reached its own time limit. */
  readonly late: boolean;
  /** Whether a browser hides the reason. */
  readonly hidden: boolean;
}

/** Copies name, message and code, because the original may contain the token. */
export function failureOf(thrown: unknown, redact: (text: string) => string): Failure {
  const chain = causes(thrown);
  const codes = chain.flatMap((link) => text(link, "code") ?? []);
  const words = chain.map((link) => text(link, "message") ?? "").filter((line) => line !== "");
  // The innermost error says what happened; the outer one says "fetch failed".
  const innermost = chain.findLast((link) => text(link, "message")) ?? thrown;
  const code = codes.at(-1);
  const before =
    (codes.length > 0 && codes.every((each) => beforeSending.has(each))) ||
    words.some((line) => wordsBeforeSending.some((known) => line.includes(known)));
  return {
    cause: {
      name: redact(text(innermost, "name") ?? "Error"),
      message: redact(words.at(-1) ?? printed(thrown)),
      ...(code !== undefined && { code: redact(code) }),
    },
    beforeSending: before,
    late: codes.some((each) => limitsOfFetch.has(each)) || words.includes(limitOfBun),
    hidden:
      codes.length === 0 &&
      browserWords.some(
        (known) => words.length > 0 && words.every((line) => line.startsWith(known)),
      ),
    refused:
      before &&
      [...codes, ...words].some((each) => /ECONNREFUSED|ConnectionRefused|refused/.test(each)),
  };
}

/** An error, its causes and the members of an aggregate, from the outside in. */
function causes(thrown: unknown, depth = 0): object[] {
  if (typeof thrown !== "object" || thrown === null || depth > 5) return [];
  const inner = property(thrown, "cause");
  const members = property(thrown, "errors");
  return [
    thrown,
    ...causes(inner, depth + 1),
    ...(Array.isArray(members) ? members.flatMap((member) => causes(member, depth + 1)) : []),
  ];
}

function text(from: unknown, key: string): string | undefined {
  const value = property(from, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function property(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown> | undefined)?.[key];
  } catch {
    return undefined;
  }
}

function printed(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/**
 * Returns a function that removes secrets from a text, in every form in which they are sent. The token of
 * a call may be one more of them. A short secret is removed only where it stands alone, because it may be
 * a part of any word.
 */
export function redactor(
  secrets: readonly string[],
  token: string | undefined,
): (text: string) => string {
  const all = token === undefined ? secrets : [token, ...secrets];
  const forms = all.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  // The longest first, so that nothing remains of a secret that contains another one.
  const patterns = [...new Set(forms)]
    .filter((form) => form !== "")
    .sort((a, b) => b.length - a.length)
    .map((form) => {
      const exact = form.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
      return form.length < 8 ? `(?<!\\w)${exact}(?!\\w)` : exact;
    });
  if (patterns.length === 0) return (text) => text;
  const found = new RegExp(patterns.join("|"), "g");
  return (text) => text.replace(found, "[redacted]");
}
