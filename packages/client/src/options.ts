import type { Clock } from "./clock.ts";

/**
 * A web-standard `fetch`. The client calls it with a `Request`, and beside it with the signal that
 * ends the call: what passes the request on passes both on.
 */
export type Fetch = (request: Request, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** A token, or a function that gives the current one before each call; `undefined` sends none. */
export type AuthToken = string | (() => string | undefined | Promise<string | undefined>);

/**
 * What to do about an answer that has not the shape which its schema demands.
 *
 * `"strict"`: reject with a `DaemonResponseError`. `"warn"`: return it as it is, and tell `onDrift`
 * and the logger. `"off"`: do not look.
 */
export type Validation = "strict" | "warn" | "off";

/** Headers to send, by name. */
export type HeadersOption = Headers | Readonly<Record<string, string>>;

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
  /** @defaultValue `"strict"` */
  readonly validation?: Validation | undefined;
  /**
   * The most bytes of JSON, after decompression, that an answer may have. Of a stream of events:
   * the most characters of one event.
   *
   * @defaultValue 8388608 (8 MiB)
   */
  readonly maxResponseBytes?: number | undefined;
  /** Called before each call. What it throws is given to the logger and changes nothing. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called after each call, the failed ones included. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called for an answer of another shape than its schema demands. */
  readonly onDrift?: ((event: DriftEvent) => void) | undefined;
  /** Absent: the client writes nothing, anywhere. */
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
}
