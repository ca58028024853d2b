import { type OutgoingRequest, readFetchArguments, redirected } from "./outgoing-request.ts";
import { untilAborted } from "../support.ts";
import { toResponse } from "./to-response.ts";
import {
  asFetchFailure,
  TransportFailure,
  type WireAnswer,
  type WireRequest,
} from "../wire/wire.ts";

/** Passes a request to the daemon. */
export type Serve = (request: WireRequest) => Promise<WireAnswer>;

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 20;

/** Makes a `fetch` that calls the daemon in this process. It passes bytes, as a network does. */
export function fetchDoor(serve: Serve): typeof globalThis.fetch {
  return async (input, init) => {
    let request = await readFetchArguments(input, init);
    const { signal } = request;
    for (let count = 0; ; count++) {
      signal?.throwIfAborted();
      // The daemon does not notice a caller that gives up, and goes on.
      const answer = await untilAborted(answerTo(serve, request), signal);
      const location = redirects.has(answer.status) ? answer.headers["location"] : undefined;
      if (location === undefined || request.redirect === "manual") {
        return toResponse(answer, request, count > 0);
      }
      if (request.redirect === "error") throw failure("unexpected redirect");
      if (count === mostRedirects) throw failure("redirect count exceeded");
      const next = redirected(request, answer.status, location);
      if (next === undefined) throw failure("Invalid URL", "ERR_INVALID_URL");
      if (new URL(next.url).origin !== new URL(request.url).origin) throw unreachable(next.url);
      request = next;
    }
  };
}

/** A request of a test, and its token, must not reach another origin. */
function unreachable(url: string): TypeError {
  return failure(
    `the fake daemon redirected to ${url}, which is another origin and cannot be reached from a test`,
    "ECONNREFUSED",
  );
}

/** The error of the platform's `fetch`. */
function failure(reason: string, code?: string): TypeError {
  const cause = Object.assign(new Error(reason), code !== undefined && { code });
  return new TypeError("fetch failed", { cause });
}

async function answerTo(serve: Serve, request: OutgoingRequest): Promise<WireAnswer> {
  try {
    return await serve(wireRequest(request));
  } catch (error) {
    throw error instanceof TransportFailure ? asFetchFailure(error) : error;
  }
}

function wireRequest({ url, method, headers, body, signal }: OutgoingRequest): WireRequest {
  const pathAt = url.indexOf("/", url.indexOf("//") + 2);
  const hashAt = url.indexOf("#");
  // Node's `fetch` keeps no connection after a HEAD.
  const connection = method === "HEAD" ? "close" : "keep-alive";
  return {
    method,
    target: hashAt < 0 ? url.slice(pathAt) : url.slice(pathAt, hashAt),
    body,
    header: (name) => headers.get(name) ?? (name === "connection" ? connection : null),
    signal,
  };
}
