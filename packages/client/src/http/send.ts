import { type Scope, ScopeEnded, systemClock } from "../scope.ts";
import { lazy } from "../lazy.ts";
import {
  type Fetch,
  type FetchInit,
  type FetchResponse,
  type Settings,
  type Validation,
  currentToken,
} from "../options.ts";
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
import { BoundedBody, UnusableBody, readerOf } from "./body.ts";

/** Sends a read again after a failure, with ky. */
export const loadRepeat = lazy(() => import("./repeat.ts"));

/** How many bytes of a failed call's body to keep. A body of the daemon has a few hundred. */
const errorLimit = 64 * 1024;

/** A call that has passed all checks, and its limits. */
export interface Plan {
  readonly request: EncodedRequest;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds from the start, or `Infinity`. */
  readonly timeout: number;
  /** When the call began, by `performance.now()`. */
  readonly start: number;
  /** How often the call may be repeated. */
  readonly retry: number;
  readonly validation: Validation;
}

/** An answer together with its status and headers. */
export interface CallResponse<Data> {
  /** The checked answer. */
  readonly data: Data;
  /** The status of the answer. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
}

/**
 * A call on its way: sends the request and reads the answer. Every failure becomes one of the protocol's
 * errors here. No error of ky or `fetch` leaves this class, because printing it would show the whole request
 * with the token.
 */
export class Sending {
  readonly scope: Scope;
  /** The last answer. */
  response: FetchResponse | undefined;
  readonly #plan: Plan;
  readonly #settings: Settings;
  // Errors tell how far the call came, because their names depend on the runtime.
  /** How often `fetch` was called. Before that, nothing can have been sent. */
  #attempts = 0;
  /** When `fetch` was last called. */
  #since = 0;
  /** The error of the last `fetch`, before ky wrapped it. */
  #thrown: { readonly reason: unknown } | undefined;
  /** Whether something of the caller's failed: the token, the body, or the `fetch` function. */
  #callerFailed = false;
  /** The token of this call, if a function returned it. */
  #token: string | undefined;
  #body: BoundedBody | undefined;

  constructor(plan: Plan, settings: Settings, parent: Scope) {
    const { signal, timeout, start } = plan;
    this.#plan = plan;
    this.#settings = settings;
    // A real daemon does not use the clock of a test, so the call's time limit does not either.
    const left = Math.max(start + timeout - performance.now(), 0);
    this.scope = parent.child({ signal, timeout: left, clock: systemClock });
  }

  /**
   * Sends the call, reads the whole answer, and returns what `use` makes of it. `use` throws an
   * {@link UnusableBody} for an answer that it cannot use.
   */
  async send<Data>(
    limit: number,
    use: (body: BoundedBody, status: number) => Data | Promise<Data>,
  ): Promise<CallResponse<Data>> {
    const body = await this.run((response) => this.#read(response, limit));
    const { status, headers } = this.response!;
    try {
      return { data: await use(body, status), status, headers: webHeaders(headers) };
    } catch (thrown) {
      if (!(thrown instanceof UnusableBody)) throw thrown;
      const { request } = this.#plan;
      const seen = parsed(this.#redactor(), body.text());
      throw responseError(request, this.#settings.origin, status, seen, thrown.issues);
    }
  }

  /** Sends the call, and returns what `read` makes of a good answer. */
  async run<Result>(read: (response: FetchResponse) => Result | Promise<Result>): Promise<Result> {
    let thrown: unknown;
    try {
      const result = await this.scope.run(() => this.#transmit(read));
      if (isOk(this.response!)) return result as Result;
    } catch (reason) {
      thrown = reason;
    } finally {
      this.scope.release();
    }
    this.#body?.cancel();
    throw this.explain(thrown);
  }

  /** Collects the token and the body, and then sends the request, with repeats if they are allowed. */
  async #transmit<Result>(
    read: (response: FetchResponse) => Result | Promise<Result>,
  ): Promise<Result | undefined> {
    const { scope } = this;
    const { request, retry } = this.#plan;
    const { base, clock } = this.#settings;
    const init = await this.#init();
    const url = base + request.request.path;
    let result: Result | undefined;
    const send = async () => {
      // If the caller no longer waits, nothing may be sent any more.
      scope.throwIfEnded();
      const response = await this.#fetch(url, init);
      if (scope.ended !== undefined) {
        // This fetch ignores signals. Nobody waits for its answer any more.
        discard(response);
        throw scope.ended;
      }
      this.response = response;
      try {
        if (isOk(response)) result = await read(response);
        else await this.#read(response, errorLimit);
      } catch (reason) {
        if (!(reason instanceof UnusableBody)) this.#thrown = { reason };
        throw reason;
      }
      return response;
    };
    const first = send();
    const mayHelp = () => this.#thrown !== undefined && scope.ended === undefined;
    // ky would obey what other code put on Object.prototype.
    const mayRepeat = retry > 0 && pollutedNames().length === 0;
    if (mayRepeat && (await first.then((response) => !isOk(response), mayHelp))) {
      const repeating = await loadRepeat(clock).catch(() => undefined);
      const pause = (milliseconds: number) => scope.pause(milliseconds);
      await (repeating?.repeat({ url, init, retry, first, send, mayHelp, pause }) ?? first);
    } else {
      await first;
    }
    return result;
  }

  /** Collects what is sent. */
  async #init(): Promise<FetchInit> {
    const { request } = this.#plan;
    const headers = { ...this.#settings.headers, ...request.headers };
    if (typeof this.#settings.authToken === "function") {
      this.#token = await this.#ofCaller(() => currentToken(this.#settings));
      if (this.#token !== undefined) headers["authorization"] = `Bearer ${this.#token}`;
    }
    let { body } = request;
    if (typeof body === "function") {
      const collect = body;
      const collected = await this.#ofCaller(() => collect(this.scope));
      headers["content-type"] = collected.type;
      body = collected.body;
    }
    return {
      method: request.request.method,
      headers,
      redirect: "manual",
      signal: this.scope.signal,
      ...(body !== undefined && { body }),
    };
  }

  /** Runs a function of the caller. Its error is passed on unchanged. */
  async #ofCaller<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (reason) {
      this.#callerFailed = true;
      throw reason;
    }
  }

  async #fetch(url: string, init: FetchInit): Promise<FetchResponse> {
    const fetch = this.#settings.fetch ?? globalThis.fetch;
    if (typeof fetch !== "function") {
      this.#callerFailed = true;
      throw new TypeError("there is no global fetch; pass one to the client in fetch");
    }
    this.#attempts += 1;
    this.#since = performance.now();
    this.#thrown = this.response = this.#body = undefined;
    let response: FetchResponse;
    try {
      response = await withSignal(fetch, url, init);
    } catch (reason) {
      this.#thrown = { reason };
      throw reason;
    }
    if (typeof response?.headers?.get === "function") return response;
    this.#callerFailed = true;
    throw new TypeError("the fetch function of the client must resolve to a Response");
  }

  /** Reads the body up to a limit. If the answer is an error, a part of it is enough. */
  async #read(response: FetchResponse, limit: number): Promise<BoundedBody> {
    this.#body = new BoundedBody(response.body, limit);
    await this.#body.read();
    return this.#body;
  }

  #redactor(): (text: string) => string {
    return redactor(this.#settings.secrets, this.#token);
  }

  /** Makes the error of the protocol from what went wrong on the way. */
  explain(thrown: unknown): unknown {
    const { request, timeout } = this.#plan;
    const ended = thrown instanceof ScopeEnded ? thrown : undefined;
    if (ended?.why === "aborted") return ended.reason;
    const { origin } = this.#settings;
    const attempts = this.#attempts;
    const way = { origin, attempts };
    if (ended !== undefined && ended.why !== "timed out") {
      return closedError(request, attempts > 0);
    }
    const { response } = this;
    if (response !== undefined && !isOk(response)) {
      const { status, headers } = response;
      const body = parsed(this.#redactor(), this.#body?.text());
      return httpError(request, way, { status, headers, body });
    }
    if (ended !== undefined) return timeoutError(request, way, timeout);
    if (this.#callerFailed) return thrown;
    if (response !== undefined && thrown instanceof UnusableBody) {
      return responseError(request, origin, response.status, undefined, thrown.issues);
    }
    const failure = failureOf((this.#thrown ?? { reason: thrown }).reason, this.#redactor());
    return failure.late
      ? fetchTimeoutError(request, way, failure, performance.now() - this.#since)
      : connectionError(request, way, failure);
  }
}

/** The functions that refused our signals, and the class that made these, which a test may replace. */
const refusing = /* @__PURE__ */ new WeakMap<Fetch, typeof AbortController>();

/** Calls `fetch` with a signal, or without one if it refuses ours. */
async function withSignal(fetch: Fetch, url: string, init: FetchInit): Promise<FetchResponse> {
  const { signal: _, ...rest } = init;
  if (refusing.get(fetch) === AbortController) return fetch(url, guardedInit(rest));
  try {
    return await fetch(url, guardedInit(init));
  } catch (reason) {
    if (!refusesSignal(reason)) throw reason;
    refusing.set(fetch, AbortController);
    return withSignal(fetch, url, init);
  }
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

/** Other libraries leave out `ok`, or count 304 as `ok`. */
function isOk({ status }: FetchResponse): boolean {
  return status >= 200 && status < 300;
}

/** The headers that this package reads. */
const readHeaders = ["content-disposition", "content-type", "retry-after"];

/** Headers of the web. A `fetch` of another kind may have some that do no more than `get`. */
export function webHeaders(headers: FetchResponse["headers"]): Headers {
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
  const clean = (value: unknown): unknown => {
    if (typeof value === "string") return redact(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(clean);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [redact(key), clean(inner)]),
    );
  };
  try {
    return clean(JSON.parse(text));
  } catch {
    return redact(text);
  }
}
