import { type Clock, systemClock } from "./clock.ts";
import { defaultConnections } from "./connections.ts";
import {
  type Checked,
  type Rule,
  type Rules,
  abortSignal,
  byDefault,
  callback,
  checkOptions,
  having,
  inherited,
  oneOf,
  propertiesOf,
  repetitions,
  several,
  size,
  timeLimit,
} from "./option-rules.ts";

/** What the client passes to `fetch` beside the URL. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | ArrayBuffer;
  readonly redirect: "manual";
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** What the client reads of an answer: a part of the web's `Response`. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** A stream of bytes: the web's, or any that can be iterated. */
  readonly body: unknown;
}

/**
 * A web-standard `fetch`: the global one, that of the packages `undici` and `node-fetch`, or your own.
 * The client calls it with a URL and an init, never with a `Request`, which another package's `fetch`
 * could not read.
 *
 * Node's own `fetch` gives up when the daemon says nothing for 300 seconds, whatever `timeout` says. For
 * a call that waits longer, pass one without that limit:
 *
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 * import { Agent, fetch } from "undici";
 *
 * const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
 * const client = new RepowireClient({
 *   fetch: (url, init) => fetch(url, { ...init, dispatcher }),
 *   timeout: 900_000,
 * });
 * ```
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** A token, or a function that gives the current one before each call; `undefined` sends none. */
export type AuthToken = string | (() => string | undefined | Promise<string | undefined>);

/**
 * What to do about an answer that has not the shape which its schema demands.
 *
 * `"strict"`: reject with a `DaemonResponseError`. `"warn"`: return it as it is, and tell `onDrift`
 * and the logger. `"off"`: do not look.
 */
export type Validation = "strict" | "warn" | "off";

/** Headers to send, by name: an object, a `Headers` of any library, or pairs. */
export type HeadersOption =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string>>;

/** A call that is about to be sent. */
export interface RequestEvent {
  /** The method of the client, such as `"ask"`. */
  readonly name: string;
  readonly method: string;
  /** The path below the base URL, with its query. */
  readonly path: string;
}

/** A call that is over, whatever became of it. */
export interface ResponseEvent extends RequestEvent {
  /** Absent when no answer came. */
  readonly status: number | undefined;
  /** Milliseconds from before the call to its outcome. */
  readonly duration: number;
  /** What the call rejected with. */
  readonly error: unknown;
}

/** An answer of another shape than its schema demands. */
export interface DriftEvent extends RequestEvent {
  readonly status: number;
  /** What is wrong, a line each; never a value of the answer. */
  readonly issues: readonly string[];
}

/** Where the client may write, such as `console`. No line holds a token, a header or a body. */
export interface Logger {
  debug(message: string): void;
  warn(message: string): void;
}

/** How a client reaches its daemon. Everything has a default. */
export interface RepowireClientOptions {
  /**
   * Where the daemon is: `http` or `https`, with a path where a relay asks for one.
   *
   * @defaultValue `"http://127.0.0.1:8377"`
   */
  readonly baseUrl?: string | URL | undefined;
  /** The bearer token. Absent: none is sent. */
  readonly authToken?: AuthToken | undefined;
  /**
   * Milliseconds from before a call to the last byte of its answer, on top of the time for which
   * the call itself asks the daemon to wait. `Infinity` sets no limit.
   *
   * @defaultValue 30000
   */
  readonly timeout?: number | undefined;
  /** Sends the requests. It stays its owner's: `close()` leaves it alone. Absent: the global one. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every call. `authorization` is refused: that is `authToken`. */
  readonly headers?: HeadersOption | undefined;
  /**
   * What to do about an answer that does not match its schema.
   *
   * @defaultValue `"strict"`
   */
  readonly validation?: Validation | undefined;
  /**
   * How often a read is repeated after a lost connection or a 408, 429, 502, 503 or 504, within its one
   * `timeout`. Pauses grow, with jitter, and obey `Retry-After`. A call that acts is never repeated.
   *
   * @defaultValue 0
   */
  readonly retry?: number | undefined;
  /**
   * The most bytes of JSON, after decompression, that an answer may have. Of a stream of events:
   * the most characters of one event.
   *
   * @defaultValue 8388608 (8 MiB)
   */
  readonly maxResponseBytes?: number | undefined;
  /**
   * The most connections that event streams and waits for replies hold at the same time, however
   * many there are: 2 or more. A browser has six for each daemon.
   *
   * @defaultValue 3 in a browser, 16 elsewhere
   */
  readonly maxConnections?: number | undefined;
  /** Called before each call. What it throws is given to the logger and changes nothing. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called after each call, the failed ones included. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called for an answer of another shape than its schema demands. */
  readonly onDrift?: ((event: DriftEvent) => void) | undefined;
  /** Where the client writes a line for each call and each warning. Absent: nowhere. */
  readonly logger?: Logger | undefined;
  /**
   * Opens the sockets of live peers, where there is no global `WebSocket` or another one is wanted:
   * the class of the package `ws` fits. Absent: the global one.
   */
  readonly WebSocket?: WebSocketConstructor | undefined;
  /**
   * The time by which streams, waits for replies and live peers pause and give up; the `timeout`
   * of a call is not measured by it. For tests: a fake daemon's clock fits. Absent: the
   * process's own.
   */
  readonly clock?: Clock | undefined;
}

/** What a live peer needs of a socket: a part of the web's `WebSocket`. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: "close",
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

/** A class of sockets. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** What a single call may have of its own. */
export interface CallOptions {
  /** Ends the wait, not the work: the daemon is not told. Its reason is rethrown as it is. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, in place of the client's own and of the daemon's wait. */
  readonly timeout?: number | undefined;
  /** Sent with this call, on top of the client's. */
  readonly headers?: HeadersOption | undefined;
  /** In place of the client's own. */
  readonly validation?: Validation | undefined;
  /** In place of the client's own. A call that acts is never repeated, whatever this says. */
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

/** Every option of a client, with its check and its default. */
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

/** Every option of a call, with its check. Absent, it is the client's. */
const callOptions = {
  signal: abortSignal,
  timeout: timeLimit,
  headers,
  validation,
  retry: repetitions,
} satisfies Rules<CallOptions>;

/** Headers by lower-case name. */
type HeadersByName = Readonly<Record<string, string>>;

/** A base URL, taken apart. */
interface BaseUrl {
  /** What errors may show of it. */
  readonly origin: string;
  /** All of it, without a slash at its end. */
  readonly base: string;
  /** The token of a relay, which is a part of the path. */
  readonly secrets: readonly string[];
}

/** The options of a client after the check. */
export interface Settings
  extends Omit<Checked<typeof clientOptions>, "baseUrl" | "headers" | "maxConnections">, BaseUrl {
  readonly maxConnections: number;
  /** A token that is a text is among them. */
  readonly headers: HeadersByName;
}

/** Checks the options of a client. */
export function settingsOf(given: RepowireClientOptions): Settings {
  const options = checkOptions("RepowireClient", clientOptions, given);
  const url = options.baseUrl ?? checkBaseUrl("RepowireClient: baseUrl", defaultBaseUrl);
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

/** A copy of the options of a client, which may be getters of a class; nothing is checked. */
export function plainOptions(given: RepowireClientOptions): RepowireClientOptions {
  const plain: Record<string, unknown> = {};
  for (const name of Object.keys(clientOptions)) {
    const own = Object.hasOwn(given, name);
    const value = own ? (given as Record<string, unknown>)[name] : inherited(given, name);
    if (own || value !== undefined) plain[name] = value;
  }
  return plain;
}

/** The token to send now, from wherever it comes. */
export async function currentToken({ authToken }: Settings): Promise<string | undefined> {
  if (typeof authToken !== "function") return authToken;
  const token = await authToken();
  return token === undefined ? undefined : checkToken(token);
}

/** The options of a call after the check. */
export type CallSettings = Checked<typeof callOptions>;

let noCallSettings: CallSettings | undefined;

/** Checks the options of a call, by the name of its method. */
export function callSettingsOf(name: string, given: CallOptions | undefined): CallSettings {
  if (given !== undefined) return checkOptions(name, callOptions, given);
  return (noCallSettings ??= checkOptions(name, callOptions, {}));
}

function checkBaseUrl(at: string, given: unknown): BaseUrl {
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
 * Checks a token. `fetch` quotes a header that it refuses in its error, so a bad one must not get that
 * far.
 */
export function checkToken(token: unknown, at = "authToken"): string {
  if (typeof token !== "string") {
    throw new TypeError(`${at} must be a text, or a function that returns one`);
  }
  if (token === "") {
    throw new TypeError(`${at} must not be an empty text; leave it out to send none`);
  }
  if (!isHeaderValue(token)) {
    throw new TypeError(
      `${at} must be Latin-1, without line break, control character or space at an end`,
    );
  }
  return token;
}

function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value) && value === value.trim();
}

function checkHeaders(at: string, given: unknown): HeadersByName {
  const found = Object.create(null) as Record<string, string>;
  for (const [name, value] of pairsOf(at, given)) {
    if (typeof name !== "string" || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new TypeError(`${at} has a name that cannot be sent`);
    }
    if (name.toLowerCase() === "authorization") {
      throw new TypeError(`${at} must not hold authorization; use authToken`);
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      throw new TypeError(`${at}: the value of ${name} cannot be sent in a header`);
    }
    found[name.toLowerCase()] = value;
  }
  return found;
}

/** `Headers` of any library, a `Map` and pairs can be iterated; the rest is an object of texts. */
function pairsOf(at: string, given: unknown): Iterable<readonly [unknown, unknown]> {
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given)) {
    return Object.entries(propertiesOf(at, given));
  }
  const pairs = [...(given as Iterable<unknown>)];
  if (pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    return pairs as [unknown, unknown][];
  }
  throw new TypeError(`${at} must be an object of texts, or pairs of a name and a text`);
}

/** The values of the headers that prove who somebody is; others are words like any. */
export function credentialsOf(given: HeadersByName | undefined): string[] {
  return Object.entries(given ?? {})
    .filter(([name]) => /auth|cookie|token|secret|password|credential|key|session/.test(name))
    .map(([, value]) => value)
    .filter((value) => value !== "");
}
