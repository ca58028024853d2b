import { TransportFailure, asFetchFailure } from "./transport-failure.ts";
import type { AnswerStream, WireAnswer, WireRequest } from "./wire.ts";

/** Gives a request to the daemon. */
export type Serve = (request: WireRequest) => Promise<WireAnswer>;

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 20;

/** Makes a `fetch` that ends in this process. Bytes pass, as over a network. */
export function fetchDoor(serve: Serve): typeof globalThis.fetch {
  return async (input, init) => {
    let request = input instanceof Request && init === undefined ? input : new Request(input, init);
    const { signal } = request;
    for (let count = 0; ; count++) {
      signal.throwIfAborted();
      const answer = await untilAborted(answerTo(serve, request), signal);
      const location = redirects.has(answer.status) ? answer.headers["location"] : undefined;
      if (location === undefined || request.redirect === "manual") {
        return toResponse(answer, request, count > 0);
      }
      if (request.redirect === "error" || count === mostRedirects) throw new TypeError("fetch failed");
      request = redirected(request, answer.status, location);
    }
  };
}

async function answerTo(serve: Serve, request: Request): Promise<WireAnswer> {
  try {
    return await serve(await wireRequest(request));
  } catch (error) {
    throw error instanceof TransportFailure ? asFetchFailure(error) : error;
  }
}

async function wireRequest(request: Request): Promise<WireRequest> {
  const { url, headers } = request;
  const pathAt = url.indexOf("/", url.indexOf("//") + 2);
  const hashAt = url.indexOf("#");
  return {
    method: request.method,
    target: hashAt < 0 ? url.slice(pathAt) : url.slice(pathAt, hashAt),
    body: request.body === null ? null : new Uint8Array(await request.arrayBuffer()),
    header: (name) => headers.get(name),
    signal: request.signal,
  };
}

/** What the caller's signal ends goes on in the daemon, which does not learn of it. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function toResponse(answer: WireAnswer, request: Request, wasRedirected: boolean): Response {
  const body = request.method === "HEAD" ? null : responseBody(answer, request.signal);
  const response = new Response(body, { status: answer.status, headers: answer.headers });
  Object.defineProperty(response, "url", { value: request.url });
  if (wasRedirected) Object.defineProperty(response, "redirected", { value: true });
  return response;
}

function responseBody({ body }: WireAnswer, signal: AbortSignal): BodyInit | null {
  if (body === null || typeof body === "string") return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return streamBody(body, signal);
}

const encoder = new TextEncoder();

function streamBody(answer: AnswerStream, signal: AbortSignal): ReadableStream<Uint8Array> {
  let end: () => void = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      let stop = () => {};
      const abort = () => {
        end();
        controller.error(signal.reason);
      };
      end = () => {
        if (!open) return;
        open = false;
        signal.removeEventListener("abort", abort);
        stop();
      };
      signal.addEventListener("abort", abort, { once: true });
      stop = answer.start({
        write(piece) {
          if (open) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
        },
        end() {
          if (!open) return;
          end();
          controller.close();
        },
        fail() {
          if (!open) return;
          end();
          controller.error(new TypeError("terminated"));
        },
      });
    },
    cancel: () => end(),
  });
}

function redirected(request: Request, status: number, location: string): Request {
  const url = new URL(location, request.url);
  const becomesGet = status === 303 || (status < 303 && request.method === "POST");
  return new Request(url, {
    headers: request.headers,
    signal: request.signal,
    redirect: request.redirect,
    method: becomesGet ? "GET" : request.method,
  });
}
