import {
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonResponseError,
  DaemonTimeoutError,
  daemonVersions,
  readErrorBody,
} from "@repowire/protocol";

import type { Failure } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

// Each message names what was called, where, and what to try. Of the base URL it shows the origin
// alone: the path may be a relay's token.

/** The client was closed before or during a call, or a wait of several calls. */
export function closedError(
  { name, request }: Pick<Outgoing, "name" | "request">,
  sent: boolean,
): DaemonConnectionError {
  const when = sent ? "before the answer was complete" : "before the call was sent";
  return new DaemonConnectionError(`${name}: the client was closed ${when}.`, {
    request,
    delivery: sent ? "unknown" : "not_sent",
  });
}

/** No connection, or one that broke. */
export function connectionError(
  { name, request }: Outgoing,
  origin: string,
  sent: boolean,
  failure: Failure,
): DaemonConnectionError {
  const { cause } = failure;
  if (failure.refused) {
    return new DaemonConnectionError(
      `${name}: no daemon listens at ${origin} (${cause.message}). Start one with "repowire serve", ` +
        "or set baseUrl to where it is.",
      { request, delivery: "not_sent", cause },
    );
  }
  if (!sent || failure.beforeSending) {
    return new DaemonConnectionError(
      `${name}: ${origin} was not reached (${cause.message}). Nothing was sent.`,
      { request, delivery: "not_sent", cause },
    );
  }
  return new DaemonConnectionError(
    `${name}: the connection to ${origin} broke before the answer was complete (${cause.message}). ` +
      "The daemon may have acted.",
    { request, delivery: "unknown", cause },
  );
}

/** No complete answer in time. */
export function timeoutError(
  { name, request }: Outgoing,
  origin: string,
  timeout: number,
): DaemonTimeoutError {
  return new DaemonTimeoutError(
    `${name}: no complete answer from ${origin} within ${timeout} ms. The daemon may have acted; ` +
      "a longer timeout can be set for the client and for each call.",
    { request, timeout },
  );
}

/** A 2xx answer that is no valid answer. */
export function responseError(
  { name, request }: Outgoing,
  origin: string,
  status: number,
  body: unknown,
  issues: readonly string[],
): DaemonResponseError {
  return new DaemonResponseError(
    `${name}: the ${status} answer of ${origin} is not what this client knows: ${issues.join("; ")}. ` +
      "The daemon has acted; is it supported?",
    { request, status, body, issues },
  );
}

/** An answer that is not a 2xx. */
export function httpError(
  outgoing: Outgoing,
  origin: string,
  answer: { status: number; headers: Headers; body: unknown },
): DaemonHTTPError {
  const { name, request } = outgoing;
  const { status, headers, body } = answer;
  const redirect = status === 0 || (status >= 300 && status < 400);
  const { detail } = readErrorBody(status, body);
  const words = redirect ? undefined : short(detail);
  const advice = redirect ? redirectAdvice : adviceFor(outgoing, status, detail);
  return new DaemonHTTPError(
    `${name}: ${status === 0 ? "a redirect" : status} from ${origin}` +
      `${words === undefined ? "" : `: ${words}`}${advice === undefined ? "" : `. ${advice}`}`,
    {
      request,
      status,
      body,
      // Whoever redirects may have acted first; that is what a 303 is for.
      delivery: redirect ? "unknown" : undefined,
      retryAfter: retryAfterOf(headers),
    },
  );
}

const redirectAdvice =
  "A redirect is never followed, since that would hand on the token; set baseUrl to where the daemon is";

/** What the routers of the daemons in Python and in Go say of a path that they do not have. */
const routerWords = ["Not Found", "404 page not found"];

function adviceFor(
  { endpoint, request }: Outgoing,
  status: number,
  detail: string | undefined,
): string | undefined {
  if (status === 401) return "Check authToken (REPOWIRE_AUTH_TOKEN for fromEnv)";
  const noRoute = status === 405 || (status === 404 && routerWords.includes(detail?.trim() ?? ""));
  if (!noRoute || endpoint === undefined) return undefined;
  if (request.path.includes("%2F")) {
    return "The daemon finds nothing under a name with a slash; use the id";
  }
  const { daemons } = endpoint;
  const first = daemons[0];
  if (first === undefined || daemons.length === daemonVersions.length) {
    return "Is baseUrl that of a Repowire daemon?";
  }
  if (first === daemonVersions[0]) {
    return `Only the daemons up to ${daemons.at(-1)} have this route`;
  }
  if (first === "go") return "Only the daemon in Go has this route";
  return `This daemon is older: the route exists since ${first}`;
}

/** The first line of the daemon's words, as far as it fits into a message. */
function short(detail: string | undefined): string | undefined {
  const line = detail?.split("\n", 1)[0]?.replace(/\.$/, "");
  return line === undefined || line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}

/** `Retry-After` in milliseconds, from seconds or from a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
