import { type Clock, systemClock } from "./scope.ts";
import {
  type Checked,
  type Rule,
  type Rules,
  abortSignal,
  byDefault,
  callback,
  checkOptions,
  having,
  oneOf,
  propertiesOf,
  repetitions,
  rule,
  several,
  size,
  timeLimit,
} from "./option-rules.ts";

/** What the client passes to `fetch` beside the URL. */
export interface FetchInit {
  /** The method of HTTP. */
  readonly method: string;
  /** The headers, by their names. */
  readonly headers: Record<string, string>;
  /** The body, if the request has one. */
  readonly body?: string | ArrayBuffer;
  /** The client follows no redirect. */
  readonly redirect: "manual";
  /** Ends the call. Absent if `fetch` refuses the signals of the page, as it may with a DOM in Node. */
  readonly signal?: AbortSignal;
}

/** The part of the web's `Response` that the client reads. */
export interface FetchResponse {
  /** The status of the answer. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: { get(name: string): string | null };
  /** A `ReadableStream` of bytes, or anything that can be iterated for bytes. */
  readonly body: unknown;
}

/**
 * A web-standard `fetch`: the global one, the one of the packages `undici` or `node-fetch`, or your own.
 * The client calls it with a URL and an init. It never passes a `Request`, because the `fetch` of another
 * package could not read it.
 *
 * Node's own `fetch` gives up when the daemon sends nothing for 300 seconds, whatever `timeout` says. If
 * nobody answers its attempt to connect, as behind a firewall, it tries for 10 seconds and keeps the
 * program alive meanwhile, even if the call has ended. Pass a `fetch` with other limits:
 *
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 * import { Agent, fetch } from "undici";
 *
 * const dispatcher = new Agent({ connectTimeout: 2_000, headersTimeout: 0, bodyTimeout: 0 });
 * const client = new RepowireClient({
 *   fetch: (url, init) => fetch(url, { ...init, dispatcher }),
 *   timeout: 900_000,
 * });
 * ```
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** A token, or a function that returns the current token before each call; `undefined` sends none. */
export type AuthToken = string | (() => string | undefined | Promise<string | undefined>);

/**
 * How to treat an answer that does not match its schema.
 *
 * `"strict"` rejects with a `DaemonResponseError`. `"warn"` returns the answer and reports it to
 * `onDrift` and the logger. `"off"` skips the check.
 */
export type Validation = "strict" | "warn" | "off";

/** Headers to send, by name: a plain object, a `Headers` of any library, or pairs. */
export type HeadersOption =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string>>;

/** A call that is about to be sent. */
export interface RequestEvent {
  /** The method of the client, such as `"ask"`. */
  readonly name: string;
  /** The method of HTTP. */
  readonly method: string;
  /** The path below the base URL, with its query. */
  readonly path: string;
}

/** A call that has ended, with or without an answer. */
export interface ResponseEvent extends RequestEvent {
  /** Absent if no answer came. */
  readonly status: number | undefined;
  /** Milliseconds from the start of the call to its end. */
  readonly duration: number;
  /** What the call rejected with. */
  readonly error: unknown;
}

/** An answer that does not match its schema. */
export interface DriftEvent extends RequestEvent {
  /** The status of the answer. */
  readonly status: number;
  /** The mismatches, one string each. They never contain a value of the answer. */
  readonly issues: readonly string[];
}

/** A logger, such as `console`. No line contains a token, a header or a body. */
export interface Logger {
  /** Logs what helps to find a fault. */
  debug(message: string): void;
  /** Logs what should not happen. */
  warn(message: string): void;
}

/** How a client reaches its daemon. Everything has a default. */
export interface RepowireClientOptions {
  /**
   * The URL of the daemon: `http` or `https`, with a path if a relay needs one.
   *
   * @defaultValue `"http://127.0.0.1:8377"`
   */
  readonly baseUrl?: string | URL | undefined;
  /** The bearer token. Default: no token. */
  readonly authToken?: AuthToken | undefined;
  /**
   * Time limit of a call in milliseconds, up to the last byte of its answer. The time for which the call
   * asks the daemon to wait is added. `Infinity` sets no limit.
   *
   * @defaultValue 30000
   */
  readonly timeout?: number | undefined;
  /** Sends the requests. `close()` does not close it. Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every call. `authorization` is refused: use `authToken`. */
  readonly headers?: HeadersOption | undefined;
  /**
   * How to treat an answer that does not match its schema.
   *
   * @defaultValue `"strict"`
   */
  readonly validation?: Validation | undefined;
  /**
   * How often to repeat a read after a lost connection or a 408, 429, 502, 503 or 504. All attempts share
   * one `timeout`. Pauses grow, with jitter, and respect `Retry-After`. A call that acts is never
   * repeated.
   *
   * @defaultValue 0
   */
  readonly retry?: number | undefined;
  /**
   * The largest JSON answer to accept, in bytes after decompression. For an event stream, the longest
   * event in characters.
   *
   * @defaultValue 8388608 (8 MiB)
   */
  readonly maxResponseBytes?: number | undefined;
  /**
   * How many connections event streams and waits for replies may hold together: 2 or more. A browser
   * allows six for each daemon.
   *
   * @defaultValue 3 in a browser, 16 elsewhere
   */
  readonly maxConnections?: number | undefined;
  /** Called before each call. If it throws, the logger gets the error and the call goes on. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called after each call, also after a failed one. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called for an answer that does not match its schema. */
  readonly onDrift?: ((event: DriftEvent) => void) | undefined;
  /** Gets a line for each call and each warning. Default: no logging. */
  readonly logger?: Logger | undefined;
  /**
   * The class that opens the sockets of live peers, such as `WebSocket` of the package `ws`. Default: the
   * global `WebSocket`. Node's keeps the program alive for the 10 seconds of an attempt to connect that
   * nobody answers; `ws` stops at once.
   */
  readonly WebSocket?: WebSocketConstructor | undefined;
  /**
   * The clock for the pauses and time limits of streams, waits for replies and live peers. The `timeout`
   * of a call does not use it. In tests, pass the clock of a fake daemon. Default: the system's clock.
   */
  readonly clock?: Clock | undefined;
}

/** The part of the web's `WebSocket` that a live peer needs. */
export interface WebSocketLike {
  /** The state, as numbers of the standard: 1 is open. */
  readonly readyState: number;
  /** Sends a text. */
  send(data: string): void;
  /** Closes the socket. */
  close(code?: number, reason?: string): void;
  /** Adds a listener of an event. */
  addEventListener(type: "open" | "error", listener: () => void): void;
  /** Adds a listener of an event. */
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  /** Adds a listener of an event. */
  addEventListener(
    type: "close",
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

/** A class of sockets, such as the global `WebSocket`. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** Options of a single call. */
export interface CallOptions {
  /** Ends the wait, but not the work: the daemon is not told. Its reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call. Replaces the client's `timeout` and includes the daemon's wait. */
  readonly timeout?: number | undefined;
  /** Sent with this call, in addition to the client's headers. */
  readonly headers?: HeadersOption | undefined;
  /** Replaces the client's `validation`. */
  readonly validation?: Validation | undefined;
  /** Replaces the client's `retry`. A call that acts is never repeated. */
  readonly retry?: number | undefined;
}

const defaultBaseUrl = "http://127.0.0.1:8377";

const baseUrl: Rule<BaseUrl> = { check: checkBaseUrl, fallback: undefined };
const authToken: Rule<AuthToken> = {
  check: (at, value) =>
    typeof value === "function" ? (value as () => string | undefined) : checkToken(value, at),
  fallback: undefined,
};
const headers: Rule<HeadersByName> = { check: checkHeaders, fallback: undefined };
const validation = oneOf<Validation>("strict", "warn", "off");

/** All options of a client, with their checks and defaults. */
const clientOptions = {
  baseUrl,
  authToken,
  timeout: byDefault(timeLimit, 30_000),
  fetch: callback<Fetch>(),
  headers,
  validation: byDefault(validation, "strict"),
  retry: byDefault(repetitions, 0),
  maxResponseBytes: byDefault(size, 8 * 1024 * 1024),
  maxConnections: several,
  onRequest: callback<(event: RequestEvent) => void>(),
  onResponse: callback<(event: ResponseEvent) => void>(),
  onDrift: callback<(event: DriftEvent) => void>(),
  logger: having<Logger>("debug", "warn"),
  WebSocket: callback<WebSocketConstructor>(),
  clock: byDefault(having<Clock>("schedule"), systemClock),
} satisfies Rules<RepowireClientOptions>;

/** All options of a call, with their checks. An absent option has the client's value. */
const callOptions = {
  signal: abortSignal,
  timeout: timeLimit,
  headers,
  validation,
  retry: repetitions,
} satisfies Rules<CallOptions>;

/** `spawn` takes one more. The code that waits checks it. */
const spawnOptions = () => ({ ...callOptions, waitUntilReady: rule<unknown>("there", () => true) });

/** Headers by lower-case name. */
type HeadersByName = Readonly<Record<string, string>>;

/** The parts of a base URL. */
interface BaseUrl {
  /** The part that errors may show. */
  readonly origin: string;
  /** The whole URL, without a trailing slash. */
  readonly base: string;
  /** The token of a relay, which is a part of the path. */
  readonly secrets: readonly string[];
}

/** The options of a client after the check. */
export interface Settings
  extends Omit<Checked<typeof clientOptions>, "baseUrl" | "headers" | "maxConnections">, BaseUrl {
  readonly maxConnections: number;
  /** Includes the token if it is a string. */
  readonly headers: HeadersByName;
}

/** Checks the options of a client. */
export function settingsOf(method: string, given: RepowireClientOptions): Settings {
  const options = checkOptions(method, clientOptions, given);
  const url = options.baseUrl ?? checkBaseUrl("baseUrl", defaultBaseUrl);
  const { authToken: token } = options;
  const fixed = typeof token === "string" ? { authorization: `Bearer ${token}` } : {};
  return {
    ...options,
    ...url,
    maxConnections: options.maxConnections ?? defaultConnections(),
    headers: Object.assign(Object.create(null) as object, options.headers, fixed),
    secrets: [
      ...(typeof token === "string" ? [token] : []),
      ...url.secrets,
      ...credentialsOf(options.headers),
    ],
  };
}

/** Copies the options of a client, which may be getters of a class. Checks no values. */
export function plainOptions(method: string, given: RepowireClientOptions): RepowireClientOptions {
  return propertiesOf(`${method}: the options`, given, Object.keys(clientOptions));
}

/** A browser has six connections for each daemon, and the calls of all its tabs share them. */
function defaultConnections(): number {
  return "document" in globalThis || "WorkerGlobalScope" in globalThis ? 3 : 16;
}

/** Returns the token to send now. */
export async function currentToken({ authToken }: Settings): Promise<string | undefined> {
  if (typeof authToken !== "function") return authToken;
  const token = await authToken();
  return token === undefined ? undefined : checkToken(token);
}

/** The options of a call after the check. */
export type CallSettings = Checked<typeof callOptions>;

/** Checks the options of a call, by the name of its method. */
export function callSettingsOf(method: string, given: CallOptions | undefined): CallSettings {
  return checkOptions(method, method === "spawn" ? spawnOptions() : callOptions, given);
}

/** Checks a base URL, and takes it apart. */
export function checkBaseUrl(at: string, given: unknown): BaseUrl {
  const url = parse(at, given);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`${at} must begin with "http://" or "https://"`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`${at} must have no user or password; use authToken`);
  }
  if (url.search !== "" || url.hash !== "") {
    throw new TypeError(`${at} must have no query or fragment`);
  }
  const path = url.pathname.replace(/\/+$/, "");
  const relay = /\/d\/([^/]+)/.exec(path)?.[1];
  return {
    origin: url.origin,
    base: url.origin + path,
    secrets: relay === undefined ? [] : [relay],
  };
}

function parse(at: string, given: unknown): URL {
  try {
    return new URL(given as string);
  } catch {
    throw new TypeError(`${at} must be an absolute URL, such as ${JSON.stringify(defaultBaseUrl)}`);
  }
}

/**
 * Checks a token. A bad token must not reach `fetch`, because `fetch` quotes it in its error.
 */
export function checkToken(token: unknown, at = "authToken"): string {
  if (typeof token !== "string") {
    throw new TypeError(`${at} must be a string, or a function that returns one`);
  }
  if (token === "") {
    throw new TypeError(`${at} must not be empty; leave it out to send no token`);
  }
  if (!isHeaderValue(token)) {
    throw new TypeError(
      `${at} must be Latin-1, without a line break, control character or space at an end`,
    );
  }
  return token;
}

function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value) && value === value.trim();
}

/**
 * Headers that `fetch` sets. Node's drops some of them silently, fails with others, and never ends with a
 * wrong `content-length`.
 */
const ownHeaders =
  /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/;

function checkHeaders(at: string, given: unknown): HeadersByName {
  const found = Object.create(null) as Record<string, string>;
  for (const [written, value] of pairsOf(at, given)) {
    if (typeof written !== "string" || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(written)) {
      throw new TypeError(`${at} has a name that cannot be sent`);
    }
    const name = written.toLowerCase();
    if (name === "authorization") {
      throw new TypeError(`${at} must not contain authorization; use authToken`);
    }
    if (ownHeaders.test(name)) {
      throw new TypeError(`${at} must not contain ${name}, which fetch sets itself`);
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      throw new TypeError(`${at}: the value of ${name} cannot be sent in a header`);
    }
    // As `Headers` does with a name that occurs twice.
    found[name] = found[name] === undefined ? value : `${found[name]}, ${value}`;
  }
  return found;
}

/**
 * `Headers` of any library, a `Map` and pairs are iterable. Anything else must be an object of strings.
 */
function pairsOf(at: string, given: unknown): Iterable<readonly [unknown, unknown]> {
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given)) {
    return Object.entries(propertiesOf(at, given));
  }
  const pairs = [...(given as Iterable<unknown>)];
  if (pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    return pairs as [unknown, unknown][];
  }
  throw new TypeError(`${at} must be an object of strings, or pairs of a name and a string`);
}

/**
 * The values of the headers that authenticate the caller, and their parts: what follows a scheme, and each
 * cookie with and without its name. Other headers are not secret.
 */
export function credentialsOf(given: HeadersByName | undefined): string[] {
  const values = Object.entries(given ?? {})
    .filter(([name]) => /auth|cookie|token|secret|password|credential|key|session/.test(name))
    .map(([, value]) => value);
  const parts = values
    .flatMap((value) => value.split(/[\s;,]+/))
    .flatMap((part) => [part, part.slice(part.indexOf("=") + 1)]);
  return [...values, ...parts.filter((part) => part.length >= shortest)];
}

/** A shorter part of a credential is a word like others. */
const shortest = 8;
