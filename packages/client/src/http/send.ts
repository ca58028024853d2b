import { type Clock, type Scope, ScopeEnded, systemClock } from "../scope.ts";
import { loadKy } from "../lazy.ts";
import { type FetchInit, type FetchResponse, type Settings, currentToken } from "../options.ts";
import type { EncodedRequest } from "./encode-request.ts";
import {
  closedError,
  connectionError,
  failureOf,
  fetchTimeoutError,
  httpError,
  redactor,
  responseError,
  timeoutError,
} from "./explain.ts";
import { BoundedBody, type Bytes, UnusableBody, guardedStream, readerOf } from "./stream.ts";

/** The most bytes of a failed call's body to keep. The daemon's have a few hundred. */
const errorLimit = 64 * 1024;

/** The statuses after which a read may be repeated. */
const passing = [408, 429, 502, 503, 504];

/** The limits of a call. */
export interface Bounds {
  /** Milliseconds, or `Infinity`. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** How often the call may be repeated. */
  readonly retry: number;
  /** Milliseconds of the timeout that have passed already. */
  readonly spent: number;
}

/** An answer together with its status and headers. */
export interface CallResponse<Data> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
}

/** How far a call has come. Errors are classified by this, because their names depend on the runtime. */
class Progress {
  /** How often `fetch` was called. Before that, nothing can have been sent. */
  attempts = 0;
  /** When `fetch` was last called. */
  since = 0;
  /** The error of the last `fetch`, before ky wrapped it. */
  thrown: { readonly reason: unknown } | undefined;
  /** Whether something of the caller's failed: the token, the body, or the `fetch` function. */
  callerFailed = false;
  /** The token of this call, if a function returned it. */
  token: string | undefined;
  response: FetchResponse | undefined;
  body: BoundedBody | undefined;
}

/**
 * Sends requests and reads answers. Every failure on the way becomes one of the protocol's errors here.
 * No error of ky or `fetch` leaves this class, because printing it would show the whole request with the
 * token.
 */
export class Sender {
  readonly #settings: Settings;
  readonly #scope: Scope;
  /** Whether `fetch` takes our signals. The first call finds out. */
  #hasSignals = true;
  readonly #headers = new WeakMap<object, Readonly<Record<string, string>>>();

  constructor(settings: Settings, scope: Scope) {
    this.#settings = settings;
    this.#scope = scope;
  }

  /**
   * Sends a call, reads the whole answer, and returns what `use` makes of it. `use` throws an
   * {@link UnusableBody} for an answer that it cannot use.
   */
  async send<Data>(
    request: EncodedRequest,
    bounds: Bounds,
    limit: number,
    use: (body: BoundedBody, status: number) => Data | Promise<Data>,
  ): Promise<CallResponse<Data>> {
    const progress = new Progress();
    const scope = this.#scopeOf(bounds);
    const body = await this.#run(request, bounds, scope, progress, async (response) => {
      const answer = new BoundedBody(response.body, isOk(response) ? limit : errorLimit);
      progress.body = answer;
      await answer.read();
      return answer;
    });
    scope.release();
    const { status, headers } = progress.response!;
    try {
      return { data: await use(body, status), status, headers: webHeaders(headers) };
    } catch (thrown) {
      if (!(thrown instanceof UnusableBody)) throw thrown;
      const seen = parsed(this.#redactor(progress.token), body.text());
      throw responseError(request, this.#settings.origin, status, seen, thrown.issues);
    }
  }

  /** Sends a call, and returns the bytes as they come: a stream that its consumer may cancel. */
  async open(
    request: EncodedRequest,
    bounds: Bounds,
    pieceTimeout = bounds.timeout,
  ): Promise<CallResponse<ReadableStream<Bytes>>> {
    const { signal } = bounds;
    const progress = new Progress();
    const sending = this.#scopeOf(bounds);
    const reader = await this.#run(request, bounds, sending, progress, async (response) => {
      if (isOk(response)) return readerOf(response.body);
      progress.body = new BoundedBody(response.body, errorLimit);
      await progress.body.read();
      return undefined;
    });
    // From here on each piece has a time limit, instead of the call.
    sending.release();
    const scope = this.#scope.child({ signal, clock: systemClock });
    scope.onEnd(() => sending.end());
    const data = guardedStream(reader, {
      scope,
      timeout: pieceTimeout,
      explain: (thrown) => this.#explain(request, bounds, progress, thrown),
    });
    const { status, headers } = progress.response!;
    return { data, status, headers: webHeaders(headers) };
  }

  #scopeOf({ signal, timeout, spent }: Bounds): Scope {
    const left = Math.max(timeout - spent, 0);
    return this.#scope.child({ signal, timeout: left, clock: systemClock });
  }

  async #run<Result>(
    request: EncodedRequest,
    bounds: Bounds,
    scope: Scope,
    progress: Progress,
    read: (response: FetchResponse) => Promise<Result>,
  ): Promise<Result> {
    let thrown: unknown;
    try {
      const result = await scope.run(() =>
        this.#transmit(request, bounds.retry, scope, progress, read),
      );
      if (isOk(progress.response!)) return result;
    } catch (reason) {
      thrown = reason;
    }
    scope.release();
    progress.body?.cancel();
    throw this.#explain(request, bounds, progress, thrown);
  }

  /** Collects what the caller provides, and then sends the request, repeated if it may be. */
  async #transmit<Result>(
    request: EncodedRequest,
    retry: number,
    scope: Scope,
    progress: Progress,
    read: (response: FetchResponse) => Promise<Result>,
  ): Promise<Result> {
    const { base, authToken } = this.#settings;
    let headers = this.#headersOf(request);
    if (typeof authToken === "function") {
      const token = await ofCaller(progress, () => currentToken(this.#settings));
      progress.token = token;
      if (token !== undefined) headers = { ...headers, authorization: `Bearer ${token}` };
    }
    let body: string | ArrayBuffer | undefined;
    if (typeof request.body === "function") {
      const collect = request.body;
      const collected = await ofCaller(progress, () => collect(scope.signal));
      headers = { ...headers, "content-type": collected.type };
      body = collected.body;
    } else {
      body = request.body;
    }
    const url = base + request.request.path;
    const init: FetchInit = {
      method: request.request.method,
      // A copy, because the caller's fetch may change it.
      headers: { ...headers },
      redirect: "manual",
      signal: scope.signal,
      ...(body !== undefined && { body }),
    };
    let result: Result | undefined;
    const send = async () => {
      // If the caller no longer waits, nothing may be sent any more.
      scope.throwIfEnded();
      const response = await this.#fetch(url, init, progress);
      if (scope.ended !== undefined) {
        // This fetch ignores signals. Nobody waits for its answer any more.
        discard(response);
        throw scope.ended;
      }
      progress.response = response;
      try {
        result = await read(response);
      } catch (reason) {
        if (!(reason instanceof UnusableBody)) progress.thrown = { reason };
        throw reason;
      }
      return response;
    };
    if (retry > 0) {
      const mayHelp = () => progress.thrown !== undefined && scope.ended === undefined;
      await repeating({ url, init, retry, mayHelp, send, clock: this.#settings.clock });
    } else {
      await send();
    }
    return result as Result;
  }

  async #fetch(url: string, init: FetchInit, progress: Progress): Promise<FetchResponse> {
    progress.attempts += 1;
    progress.since = performance.now();
    progress.thrown = undefined;
    progress.response = undefined;
    progress.body = undefined;
    let response: FetchResponse;
    try {
      response = await this.#callFetch(url, init);
    } catch (reason) {
      progress.thrown = { reason };
      throw reason;
    }
    if (typeof response?.headers?.get === "function") return response;
    progress.callerFailed = true;
    throw new TypeError("the fetch function of the client must resolve to a Response");
  }

  async #callFetch(url: string, init: FetchInit): Promise<FetchResponse> {
    const fetch = this.#settings.fetch ?? globalThis.fetch;
    if (!this.#hasSignals) {
      const { signal: _, ...rest } = init;
      return fetch(url, guardedInit(rest));
    }
    try {
      return await fetch(url, guardedInit(init));
    } catch (reason) {
      if (!refusesSignal(reason)) throw reason;
      this.#hasSignals = false;
      return this.#callFetch(url, init);
    }
  }

  /** The client's headers and the call's, combined once for each kind of call. */
  #headersOf({ headers }: EncodedRequest): Readonly<Record<string, string>> {
    let all = this.#headers.get(headers);
    if (all === undefined) {
      all = { ...this.#settings.headers, ...headers };
      this.#headers.set(headers, all);
    }
    return all;
  }

  #explain(request: EncodedRequest, bounds: Bounds, progress: Progress, thrown: unknown): unknown {
    const ended = thrown instanceof ScopeEnded ? thrown : undefined;
    if (ended?.why === "aborted") return ended.reason;
    const { origin } = this.#settings;
    const { attempts, response, body } = progress;
    const way = { origin, attempts };
    const redact = this.#redactor(progress.token);
    if (response !== undefined && !isOk(response)) {
      const { status, headers } = response;
      return httpError(request, way, { status, headers, body: parsed(redact, body?.text()) });
    }
    if (ended?.why === "timed out") {
      const timeout = bounds.spent > 0 ? bounds.timeout : (ended.timeout ?? bounds.timeout);
      return timeoutError(request, way, timeout);
    }
    if (ended !== undefined) return closedError(request, attempts > 0);
    if (progress.callerFailed) return thrown;
    if (response !== undefined && thrown instanceof UnusableBody) {
      return responseError(request, origin, response.status, undefined, thrown.issues);
    }
    const failure = failureOf(
      progress.thrown === undefined ? thrown : progress.thrown.reason,
      redact,
    );
    if (failure.late) {
      return fetchTimeoutError(request, way, failure, performance.now() - progress.since);
    }
    return connectionError(request, way, failure);
  }

  #redactor(token: string | undefined): (text: string) => string {
    const { secrets } = this.#settings;
    return redactor(token === undefined ? secrets : [token, ...secrets]);
  }
}

/** A request that may be sent more than once. */
interface Repeating {
  readonly url: string;
  readonly init: FetchInit;
  readonly retry: number;
  /** Whether another attempt may succeed where the last one failed. */
  readonly mayHelp: () => boolean;
  readonly send: () => Promise<FetchResponse>;
  /** Is told that a module is loading. */
  readonly clock: Clock;
}

/**
 * Sends a request, and lets ky send it again if it fails. ky gets the first attempt as it went, because
 * it loads only then: a call that succeeds does not wait for it.
 */
async function repeating({ url, init, retry, mayHelp, send, clock }: Repeating): Promise<void> {
  let first: Promise<FetchResponse> | undefined = send();
  const failed = await first.then((response) => !isOk(response), mayHelp);
  // ky would obey what other code put on Object.prototype.
  const library =
    failed && pollutedNames().length === 0 ? await loadKy(clock).catch(() => undefined) : undefined;
  if (library === undefined) {
    await first;
    return;
  }
  const { method, redirect, signal = null } = init;
  const fetch = () => {
    const attempt = first ?? send();
    first = undefined;
    return attempt as Promise<Response>;
  };
  await library.default(url, {
    // Not with ky's Request, because the fetch of another library could not read it.
    fetch,
    method,
    redirect,
    // Aborts the pauses between attempts.
    signal,
    timeout: false,
    throwHttpErrors: (status) => passing.includes(status),
    retry: {
      limit: retry,
      jitter: true,
      statusCodes: passing,
      afterStatusCodes: passing,
      shouldRetry: () => (mayHelp() ? true : undefined),
    },
  });
}

/**
 * Whether `fetch` refused the signal, before it sent anything. With a DOM in Node, `AbortController` may be
 * the page's, and `fetch` the platform's.
 */
function refusesSignal(thrown: unknown): boolean {
  const { name, message, cause } = Object(thrown) as Partial<Error>;
  return name === "TypeError" && cause === undefined && String(message).includes("AbortSignal");
}

/** The names that other code put on `Object.prototype`. */
function pollutedNames(): string[] {
  const names: string[] = [];
  for (const name in {}) names.push(name);
  return names;
}

/** The defaults of `Request` and `fetch`. */
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
 * Completes an init for `fetch` while `Object.prototype` is polluted: `fetch` would use what is there as
 * `cache` or `body`, so every option is given.
 */
function guardedInit(init: FetchInit): FetchInit {
  const polluted = pollutedNames();
  if (polluted.length === 0) return init;
  const told = Object.create(null) as Record<string, unknown>;
  for (const name of polluted) if (Object.hasOwn(silent, name)) told[name] = silent[name];
  return Object.assign(told, init);
}

/** Runs what the caller provides. Its failure stays as it is. */
async function ofCaller<Result>(progress: Progress, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (reason) {
    progress.callerFailed = true;
    throw reason;
  }
}

/** Other libraries leave out `ok`, or count 304 as `ok`. */
function isOk({ status }: FetchResponse): boolean {
  return status >= 200 && status < 300;
}

/** The headers that this package reads. */
const readHeaders = ["content-disposition", "content-type", "retry-after"];

/** Headers of the web. A `fetch` of another kind may have some that do no more than `get`. */
function webHeaders(headers: FetchResponse["headers"]): Headers {
  if (headers instanceof Headers) return headers;
  if (Symbol.iterator in headers) return new Headers(headers as unknown as HeadersInit);
  return new Headers(
    readHeaders.flatMap((name): [string, string][] => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function discard({ body }: FetchResponse): void {
  try {
    readerOf(body)?.cancel();
  } catch {
    // Other code reads it.
  }
}

/** The body of a failed call: parsed if it is JSON, else the text. */
function parsed(redact: (text: string) => string, text = ""): unknown {
  const clean = redact(text);
  try {
    return JSON.parse(clean, (_, value: unknown) =>
      typeof value === "string" ? redact(value) : value,
    );
  } catch {
    return clean;
  }
}
