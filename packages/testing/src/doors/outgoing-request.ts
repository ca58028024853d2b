/** A request, read from the arguments of `fetch`. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { get(name: string): string | null };
  readonly body: string | Uint8Array | null;
  readonly redirect: RequestRedirect;
  readonly signal: AbortSignal | undefined;
}

/** Reads the arguments of `fetch` as the platform does, with the same errors. */
export function readFetchArguments(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): OutgoingRequest | Promise<OutgoingRequest> {
  if (input instanceof Request) {
    return isSignalOnly(init) ? read(input, init?.signal) : read(new Request(input, init));
  }
  return (
    readPlain(typeof input === "string" ? input : input.href, init) ??
    read(new Request(input, init))
  );
}

/** Headers that describe a body, and are dropped with it. */
const ofTheBody = new Set([
  "content-encoding",
  "content-language",
  "content-length",
  "content-location",
  "content-type",
]);

/** The request that follows a redirect; `undefined` if the target is not a URL. */
export function redirected(
  request: OutgoingRequest,
  status: number,
  location: string,
): OutgoingRequest | undefined {
  const url = URL.parse(location, request.url)?.href;
  if (url === undefined) return undefined;
  const { method, headers } = request;
  const becomesGet =
    status === 303 ? method !== "GET" && method !== "HEAD" : status < 303 && method === "POST";
  if (!becomesGet) return { ...request, url };
  const get = (name: string) => (ofTheBody.has(name) ? null : headers.get(name));
  return { ...request, url, method: "GET", headers: { get }, body: null };
}

async function read(request: Request, signal?: AbortSignal | null): Promise<OutgoingRequest> {
  const { url, method, headers, redirect } = request;
  // `null` removes the signal of a request, as on the platform.
  if (signal === undefined) ({ signal } = request);
  signal?.throwIfAborted();
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  return { url, method, headers, redirect, signal: signal ?? undefined, body };
}

function isSignalOnly(init: RequestInit | undefined): boolean {
  for (const key in init) if (key !== "signal") return false;
  return true;
}

const plainUrl = /^https?:\/\/[a-z\d.-]+(?::\d+)?\/(?!(?:.*\/)?\.{1,2}(?:\/|$))[\w/.~?=&+:@,-]*$/;
const plainMethods = new Set(["GET", "POST", "PATCH", "DELETE", "PUT"]);
const plainName = /^[\w-]+$/;
const plainValue = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * Reads simple arguments without the cost of a `Request`. Returns `undefined` for arguments that may
 * need the platform's rules.
 */
function readPlain(url: string, init: RequestInit = {}): OutgoingRequest | undefined {
  const { method = "GET", headers, body = null, redirect = "follow", signal, ...others } = init;
  if (!plainUrl.test(url) || !plainMethods.has(method) || Object.keys(others).length > 0) return;
  if (body !== null && (typeof body !== "string" || method === "GET")) return;
  const read = readHeaders(headers, body !== null);
  if (!read || !isRedirect(redirect) || !(signal == null || signal instanceof AbortSignal)) return;
  return { url, method, headers: read, body, redirect, signal: signal ?? undefined };
}

function isRedirect(redirect: string): redirect is RequestRedirect {
  return redirect === "follow" || redirect === "manual" || redirect === "error";
}

function readHeaders(
  headers: HeadersInit | undefined,
  hasText: boolean,
): OutgoingRequest["headers"] | undefined {
  const values = new Map<string, string>();
  if (hasText) values.set("content-type", "text/plain;charset=UTF-8");
  if (headers !== undefined) {
    if (Array.isArray(headers) || Object.getPrototypeOf(headers) !== Object.prototype) return;
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value !== "string" || !plainName.test(name) || !plainValue.test(value)) return;
      values.set(name.toLowerCase(), value);
    }
  }
  return { get: (name) => values.get(name) ?? null };
}
