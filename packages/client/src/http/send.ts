import { type Scope, ScopeEnded, systemClock } from "../scope.ts";
import { loadRepeat } from "../lazy.ts";
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

/** How many bytes of a failed call's body to keep. A body of the daemon has a few hundred. */
export const errorLimit = 64 * 1024;

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

/** A call on its way. Errors tell how far it came, because their names depend on the runtime. */
export class Sending {
  readonly plan: Plan;
  readonly scope: Scope;
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

  constructor(plan: Plan, parent: Scope) {
    const { signal, timeout, start } = plan;
    this.plan = plan;
    // A real daemon does not use the clock of a test, so the call's time limit does not either.
    const left = Math.max(start + timeout - performance.now(), 0);
    this.scope = parent.child({ signal, timeout: left, clock: systemClock });
  }

  /** Runs a function of the caller. Its error is passed on unchanged. */
  async ofCaller<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (reason) {
      this.callerFailed = true;
      throw reason;
    }
  }

  /** Reads the body up to a limit. If the answer is an error, a part of it is enough. */
  async read(response: FetchResponse, limit: number): Promise<BoundedBody> {
    this.body = new BoundedBody(response.body, isOk(response) ? limit : errorLimit);
    await this.body.read();
    return this.body;
  }
}

/**
 * Sends requests and reads answers. Every failure on the way becomes one of the protocol's errors here.
 * No error of ky or `fetch` leaves this class, because printing it would show the whole request with the
 * token.
 */
export class Sender {
  readonly scope: Scope;
  readonly #settings: Settings;
  /** Whether `fetch` takes our signals. The first call finds out. */
  #hasSignals = true;
  readonly #headers = new WeakMap<object, Readonly<Record<string, string>>>();

  constructor(settings: Settings, scope: Scope) {
    this.#settings = settings;
    this.scope = scope;
  }

  /**
   * Sends a call, reads the whole answer, and returns what `use` makes of it. `use` throws an
   * {@link UnusableBody} for an answer that it cannot use.
   */
  async send<Data>(
    plan: Plan,
    limit: number,
    use: (body: BoundedBody, status: number) => Data | Promise<Data>,
  ): Promise<CallResponse<Data>> {
    const sending = new Sending(plan, this.scope);
    const body = await this.run(sending, (response) => sending.read(response, limit));
    const { status, headers } = sending.response!;
    try {
      return { data: await use(body, status), status, headers: webHeaders(headers) };
    } catch (thrown) {
      if (!(thrown instanceof UnusableBody)) throw thrown;
      const seen = parsed(redactor(this.#settings.secrets, sending.token), body.text());
      throw responseError(plan.request, this.#settings.origin, status, seen, thrown.issues);
    }
  }

  /** Sends a call, and returns what `read` makes of a good answer. */
  async run<Result>(
    sending: Sending,
    read: (response: FetchResponse) => Promise<Result>,
  ): Promise<Result> {
    let thrown: unknown;
    try {
      const result = await sending.scope.run(() => this.#transmit(sending, read));
      if (isOk(sending.response!)) return result;
    } catch (reason) {
      thrown = reason;
    } finally {
      sending.scope.release();
    }
    sending.body?.cancel();
    throw this.explain(sending, thrown);
  }

  /** Collects the token and the body, and then sends the request, with repeats if they are allowed. */
  async #transmit<Result>(
    sending: Sending,
    read: (response: FetchResponse) => Promise<Result>,
  ): Promise<Result> {
    const {
      scope,
      plan: { request, retry },
    } = sending;
    const { base, authToken, clock } = this.#settings;
    // A copy, because the caller's fetch may change it.
    const headers = { ...this.#headersOf(request) };
    if (typeof authToken === "function") {
      sending.token = await sending.ofCaller(() => currentToken(this.#settings));
      if (sending.token !== undefined) headers["authorization"] = `Bearer ${sending.token}`;
    }
    let { body } = request;
    if (typeof body === "function") {
      const collect = body;
      const collected = await sending.ofCaller(() => collect(scope));
      headers["content-type"] = collected.type;
      body = collected.body;
    }
    const url = base + request.request.path;
    const init: FetchInit = {
      method: request.request.method,
      headers,
      redirect: "manual",
      signal: scope.signal,
      ...(body !== undefined && { body }),
    };
    let result: Result | undefined;
    const send = async () => {
      // If the caller no longer waits, nothing may be sent any more.
      scope.throwIfEnded();
      const response = await this.#fetch(sending, url, init);
      if (scope.ended !== undefined) {
        // This fetch ignores signals. Nobody waits for its answer any more.
        discard(response);
        throw scope.ended;
      }
      sending.response = response;
      try {
        result = await read(response);
      } catch (reason) {
        if (!(reason instanceof UnusableBody)) sending.thrown = { reason };
        throw reason;
      }
      return response;
    };
    const first = send();
    const mayHelp = () => sending.thrown !== undefined && scope.ended === undefined;
    // ky would obey what other code put on Object.prototype.
    const mayRepeat = retry > 0 && pollutedNames().length === 0;
    if (mayRepeat && (await first.then((response) => !isOk(response), mayHelp))) {
      const repeating = await loadRepeat(clock).catch(() => undefined);
      const pause = (milliseconds: number) => scope.pause(milliseconds);
      await (repeating?.repeat({ url, init, retry, first, send, mayHelp, pause }) ?? first);
    } else {
      await first;
    }
    return result as Result;
  }

  async #fetch(sending: Sending, url: string, init: FetchInit): Promise<FetchResponse> {
    const fetch = this.#settings.fetch ?? globalThis.fetch;
    if (typeof fetch !== "function") {
      sending.callerFailed = true;
      throw new TypeError("there is no global fetch; pass one to the client in fetch");
    }
    sending.attempts += 1;
    sending.since = performance.now();
    sending.thrown = sending.response = sending.body = undefined;
    let response: FetchResponse;
    try {
      response = await this.#withSignal(fetch, url, init);
    } catch (reason) {
      sending.thrown = { reason };
      throw reason;
    }
    if (typeof response?.headers?.get === "function") return response;
    sending.callerFailed = true;
    throw new TypeError("the fetch function of the client must resolve to a Response");
  }

  /** Calls `fetch` with a signal, or without one if it refuses ours. */
  async #withSignal(fetch: Fetch, url: string, init: FetchInit): Promise<FetchResponse> {
    if (!this.#hasSignals) {
      const { signal: _, ...rest } = init;
      return fetch(url, guardedInit(rest));
    }
    try {
      return await fetch(url, guardedInit(init));
    } catch (reason) {
      if (!refusesSignal(reason)) throw reason;
      this.#hasSignals = false;
      return this.#withSignal(fetch, url, init);
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

  /** Makes the error of the protocol from what went wrong on the way. */
  explain(sending: Sending, thrown: unknown): unknown {
    const { plan, attempts, response, body, since } = sending;
    const { request, timeout } = plan;
    const ended = thrown instanceof ScopeEnded ? thrown : undefined;
    if (ended?.why === "aborted") return ended.reason;
    const { origin } = this.#settings;
    const way = { origin, attempts };
    const redact = redactor(this.#settings.secrets, sending.token);
    if (response !== undefined && !isOk(response)) {
      const { status, headers } = response;
      return httpError(request, way, { status, headers, body: parsed(redact, body?.text()) });
    }
    if (ended?.why === "timed out") return timeoutError(request, way, timeout);
    if (ended !== undefined) return closedError(request, attempts > 0);
    if (sending.callerFailed) return thrown;
    if (response !== undefined && thrown instanceof UnusableBody) {
      return responseError(request, origin, response.status, undefined, thrown.issues);
    }
    const reason = sending.thrown === undefined ? thrown : sending.thrown.reason;
    const failure = failureOf(reason, redact);
    return failure.late
      ? fetchTimeoutError(request, way, failure, performance.now() - since)
      : connectionError(request, way, failure);
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
export function isOk({ status }: FetchResponse): boolean {
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
