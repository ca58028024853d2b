import { type Clock, longestTimer, systemClock } from "./clock.ts";
import type {
  AuthToken,
  CallOptions,
  DriftEvent,
  Fetch,
  HeadersOption,
  Logger,
  RepowireClientOptions,
  RequestEvent,
  ResponseEvent,
  Validation,
  WebSocketConstructor,
} from "./options.ts";

/** What the options of a client come to once they are checked. */
export interface Settings {
  /** What errors may show of the base URL. */
  readonly origin: string;
  /** The base URL, without a slash at its end. */
  readonly base: string;
  readonly authToken: AuthToken | undefined;
  readonly timeout: number;
  readonly fetch: Fetch | undefined;
  /** By lower-case name. A token that is a text is among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly validation: Validation;
  readonly maxResponseBytes: number;
  readonly onRequest: ((event: RequestEvent) => void) | undefined;
  readonly onResponse: ((event: ResponseEvent) => void) | undefined;
  readonly onDrift: ((event: DriftEvent) => void) | undefined;
  readonly logger: Logger | undefined;
  readonly WebSocket: WebSocketConstructor | undefined;
  readonly clock: Clock;
  /** Texts that no error and no line of a log may hold. */
  readonly secrets: readonly string[];
}

const defaultBaseUrl = "http://127.0.0.1:8377";
const defaultTimeout = 30_000;
const defaultMaxResponseBytes = 8 * 1024 * 1024;

const clientOptions = new Set([
  "baseUrl",
  "authToken",
  "timeout",
  "fetch",
  "headers",
  "validation",
  "maxResponseBytes",
  "onRequest",
  "onResponse",
  "onDrift",
  "logger",
  "WebSocket",
  "clock",
]);

const callOptions = new Set(["signal", "timeout", "headers", "validation"]);

/** Checks the options of a client. No message quotes a value: it may be a secret. */
export function settingsOf(given: RepowireClientOptions): Settings {
  const options = ownOptions("RepowireClient", given, clientOptions) as RepowireClientOptions;
  const { origin, base, secrets } = checkBaseUrl(options.baseUrl ?? defaultBaseUrl);
  const headers = checkHeaders("RepowireClient", options.headers);
  const secretHeaders = Object.values(headers);
  const { authToken } = options;
  if (authToken !== undefined && typeof authToken !== "function") {
    headers["authorization"] = `Bearer ${checkToken(authToken)}`;
  }
  return {
    origin,
    base,
    authToken,
    timeout: checkTimeout("RepowireClient", options.timeout ?? defaultTimeout),
    fetch: checkFunction("fetch", options.fetch),
    headers,
    validation: checkValidation("RepowireClient", options.validation ?? "strict"),
    maxResponseBytes: checkBytes(options.maxResponseBytes ?? defaultMaxResponseBytes),
    onRequest: checkFunction("onRequest", options.onRequest),
    onResponse: checkFunction("onResponse", options.onResponse),
    onDrift: checkFunction("onDrift", options.onDrift),
    logger: checkLogger(options.logger),
    WebSocket: checkFunction("WebSocket", options.WebSocket),
    clock: checkClock(options.clock ?? systemClock),
    secrets: [
      ...(typeof authToken === "string" ? [authToken] : []),
      ...[...secrets, ...secretHeaders].filter((text) => text.length >= shortestSecret),
    ],
  };
}

/** Shorter header values and folders are words, which an error may well say. */
const shortestSecret = 8;

/** The options of one call, once they are checked. */
export interface CallSettings {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number | undefined;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly validation: Validation | undefined;
}

const noCallSettings: CallSettings = Object.freeze({
  signal: undefined,
  timeout: undefined,
  headers: undefined,
  validation: undefined,
});

/** Checks the options of one call. */
export function callSettingsOf(name: string, given: CallOptions | undefined): CallSettings {
  if (given === undefined) return noCallSettings;
  const options = ownOptions(name, given, callOptions) as CallOptions;
  const { signal, timeout, headers, validation } = options;
  return {
    signal: checkSignal(name, signal),
    timeout: timeout === undefined ? undefined : checkTimeout(name, timeout),
    headers: headers === undefined ? undefined : checkHeaders(name, headers),
    validation: validation === undefined ? undefined : checkValidation(name, validation),
  };
}

/**
 * The options that are the object's own: what somebody put on `Object.prototype` is no option, and
 * a misspelt one is a mistake that should not go unseen.
 */
export function ownOptions(name: string, given: object, known: ReadonlySet<string>): object {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`${name}: the options must be an object`);
  }
  for (const key of Object.keys(given)) {
    if (!known.has(key)) {
      throw new TypeError(
        `${name}: there is no option ${JSON.stringify(key)}, only ${[...known].join(", ")}`,
      );
    }
  }
  return Object.assign(Object.create(null) as object, given);
}

function checkBaseUrl(given: string | URL) {
  const url = parse(given);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError('RepowireClient: baseUrl must begin with "http://" or "https://"');
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("RepowireClient: baseUrl must have no user or password; use authToken");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new TypeError("RepowireClient: baseUrl must have no query or fragment");
  }
  const path = url.pathname.replace(/\/+$/, "");
  return { origin: url.origin, base: url.origin + path, secrets: path.split("/") };
}

function parse(given: string | URL): URL {
  try {
    return new URL(given);
  } catch {
    throw new TypeError(
      `RepowireClient: baseUrl must be an absolute URL, as in ${JSON.stringify(defaultBaseUrl)}`,
    );
  }
}

/** What `fetch` refuses in a header, it quotes whole in its error: it must not get that far. */
export function checkToken(token: unknown): string {
  if (typeof token !== "string") {
    throw new TypeError("authToken must be a text, or a function that gives one");
  }
  if (token === "") {
    throw new TypeError("authToken must not be an empty text; leave it out to send none");
  }
  if (!isHeaderValue(token)) {
    throw new TypeError(
      "authToken must be Latin-1, without line break, control character or space at an end",
    );
  }
  return token;
}

function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text === text.trim();
}

/** Checks headers, and gives them by lower-case name. */
export function checkHeaders(
  name: string,
  given: HeadersOption | undefined,
): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  if (given === undefined) return headers;
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`${name}: headers must be a Headers or an object of texts`);
  }
  const entries = given instanceof Headers ? [...given.entries()] : Object.entries(given);
  for (const [key, value] of entries) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(key)) {
      throw new TypeError(`${name}: a name in headers is no header name`);
    }
    if (key.toLowerCase() === "authorization") {
      throw new TypeError(`${name}: headers must not hold authorization; use authToken`);
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      throw new TypeError(`${name}: the value of the header ${key} cannot be sent in a header`);
    }
    headers[key.toLowerCase()] = value;
  }
  return headers;
}

function checkTimeout(name: string, timeout: unknown): number {
  if (
    typeof timeout !== "number" ||
    !(timeout > 0) ||
    (timeout > longestTimer && timeout !== Infinity)
  ) {
    throw new TypeError(
      `${name}: timeout must be more than 0 and at most ${longestTimer} milliseconds, or Infinity`,
    );
  }
  return timeout;
}

function checkValidation(name: string, validation: unknown): Validation {
  if (validation !== "strict" && validation !== "warn" && validation !== "off") {
    throw new TypeError(`${name}: validation must be "strict", "warn" or "off"`);
  }
  return validation;
}

function checkBytes(bytes: unknown): number {
  if (!Number.isSafeInteger(bytes) || (bytes as number) <= 0) {
    throw new TypeError("RepowireClient: maxResponseBytes must be a whole number above 0");
  }
  return bytes as number;
}

function checkFunction<Type>(name: string, value: Type): Type {
  if (value !== undefined && typeof value !== "function") {
    throw new TypeError(`RepowireClient: ${name} must be a function`);
  }
  return value;
}

function checkClock(clock: Clock): Clock {
  if (typeof clock?.schedule !== "function") {
    throw new TypeError("RepowireClient: clock must have the function schedule");
  }
  return clock;
}

function checkLogger(logger: Logger | undefined): Logger | undefined {
  if (
    logger !== undefined &&
    (typeof logger?.debug !== "function" || typeof logger.warn !== "function")
  ) {
    throw new TypeError("RepowireClient: logger must have the functions debug and warn");
  }
  return logger;
}

export function checkSignal(
  name: string,
  signal: AbortSignal | undefined,
): AbortSignal | undefined {
  if (signal !== undefined && !isSignal(signal)) {
    throw new TypeError(`${name}: signal must be an AbortSignal`);
  }
  return signal;
}

function isSignal(value: unknown): value is AbortSignal {
  return (
    typeof value === "object" &&
    value !== null &&
    "aborted" in value &&
    typeof (value as AbortSignal).addEventListener === "function"
  );
}
