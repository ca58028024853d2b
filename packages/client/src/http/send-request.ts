import ky, { type Options } from "ky";

/** A request, ready to be sent. */
export interface SendableRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit | undefined;
  readonly signal: AbortSignal;
  readonly fetch: (
    request: Request,
    init: RequestInit & { signal: AbortSignal },
  ) => Promise<Response>;
}

/** Sends a request once: no second attempt, no time limit, no redirect; every status is an answer. */
export function sendRequest(request: SendableRequest): Promise<Response> {
  const polluted = pollutedNames();
  if (polluted.length > 0) return sendGuarded(request, polluted);
  const { url, method, headers, body, signal, fetch } = request;
  // ky takes its time over each option, so there are no others; over headers, which it would copy
  // three times; and over a signal, which it would join with one of its own. So both go in here.
  const options: Record<string, unknown> = {
    fetch: (sent: Request) => {
      for (const name in headers) sent.headers.set(name, headers[name]!);
      return fetch(sent, { signal });
    },
    redirect: "manual",
    retry: 0,
    throwHttpErrors: false,
    timeout: false,
  };
  if (method !== "GET") options["method"] = method;
  if (body !== undefined) options["body"] = body;
  return ky(url, options as Options);
}

/** The names that somebody put on `Object.prototype`. */
function pollutedNames(): string[] {
  const names: string[] = [];
  for (const name in {}) names.push(name);
  return names;
}

/** What `Request` and `fetch` go by when nobody says anything. */
const silent: Readonly<Record<string, unknown>> = {
  body: null,
  cache: "default",
  credentials: "same-origin",
  dispatcher: null,
  duplex: "half",
  integrity: "",
  keepalive: false,
  mode: "cors",
  priority: "auto",
  referrer: "about:client",
  referrerPolicy: "",
  window: null,
};

/**
 * Sends a request while `Object.prototype` is polluted. ky, `Request` and `fetch` would obey what is
 * there, as `hooks`, `headers` or `body`. So ky is left out, and the others are told everything.
 */
async function sendGuarded(
  { url, method, headers, body, signal, fetch }: SendableRequest,
  polluted: readonly string[],
): Promise<Response> {
  const init = Object.create(null) as Record<string, unknown> & { signal: AbortSignal };
  for (const name of polluted) if (Object.hasOwn(silent, name)) init[name] = silent[name];
  Object.assign(init, { method, headers, signal, redirect: "manual" });
  if (body !== undefined) init["body"] = body;
  const response = await fetch(new Request(url, init), init);
  return response;
}
