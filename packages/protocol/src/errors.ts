import { type CodeSource, readErrorBody } from "./error-body.ts";
import type { ErrorCode } from "./error-codes.ts";

export { type CodeSource, type ErrorBody, readErrorBody } from "./error-body.ts";
export { type ErrorCode, type KnownErrorCode, type KnownErrorCodes } from "./error-codes.ts";

/**
 * `instanceof` by a mark in place of the prototype, so that it holds between two installed copies
 * of this package. A class without a mark of its own (a user's subclass) is compared as usual.
 */
function hasBrand(type: Function, value: unknown): boolean {
  if (!Object.hasOwn(type, "brand")) {
    return Function.prototype[Symbol.hasInstance].call(type, value);
  }
  const { brand } = type as unknown as { brand: symbol };
  return typeof value === "object" && value !== null && brand in value;
}

/** Marks an error with the brand of its class and of each class above it. */
function addBrands(error: RepowireError, type: Function): void {
  for (let above = type; above !== Error; above = Object.getPrototypeOf(above) as Function) {
    if (!Object.hasOwn(above, "brand")) continue;
    const { brand } = above as unknown as { brand: symbol };
    Object.defineProperty(error, brand, { value: true });
  }
}

const repowireErrorBrand: symbol = /* @__PURE__ */ Symbol.for("@repowire/protocol.RepowireError");

/** What was called, without anything secret: neither the base URL's path nor a header. */
export interface ErrorRequest {
  readonly method: string;
  /** The path below the base URL, with its query. */
  readonly path: string;
}

/**
 * What became of the request, as far as the caller can know.
 *
 * `"not_sent"`: certainly not seen by the daemon, so that sending it again is safe.
 * `"rejected"`: the daemon answered and refused it. `"unknown"`: it may have acted.
 */
export type RequestDelivery = "not_sent" | "rejected" | "unknown";

/** A small plain picture of what caused an error; never an object of a library. */
export interface ErrorCause {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

/** What each error of this package is made of. */
export interface RepowireErrorOptions {
  readonly request: ErrorRequest;
  readonly delivery: RequestDelivery;
  readonly cause?: ErrorCause | undefined;
}

/**
 * The base of every failure to get a good answer from the daemon.
 *
 * `instanceof` holds also when two copies of this package are installed.
 */
export abstract class RepowireError extends Error {
  static readonly brand: symbol = repowireErrorBrand;
  override readonly name: string = "RepowireError";
  readonly request: ErrorRequest;
  readonly delivery: RequestDelivery;
  declare readonly cause?: ErrorCause;

  constructor(message: string, options: RepowireErrorOptions) {
    super(message, options.cause && { cause: options.cause });
    addBrands(this, new.target);
    this.request = options.request;
    this.delivery = options.delivery;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(this, value);
  }

  /** A form for logs: no token, no header, no body. */
  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      message: this.message,
      request: this.request,
      delivery: this.delivery,
      ...(this.cause && { cause: this.cause }),
    };
  }
}

/** Tells whether a caught value is any error of this package. */
export function isRepowireError(value: unknown): value is RepowireError {
  return hasBrand(RepowireError, value);
}

const connectionErrorBrand: symbol = /* @__PURE__ */ Symbol.for(
  "@repowire/protocol.DaemonConnectionError",
);

/** What a {@link DaemonConnectionError} is made of. */
export interface DaemonConnectionErrorOptions {
  readonly request: ErrorRequest;
  /** `"not_sent"` only where that is certain. */
  readonly delivery: "not_sent" | "unknown";
  readonly cause?: ErrorCause | undefined;
}

/** The daemon was not reachable, or the connection broke before the answer was complete. */
export class DaemonConnectionError extends RepowireError {
  static override readonly brand: symbol = connectionErrorBrand;
  override readonly name: string = "DaemonConnectionError";
  declare readonly delivery: "not_sent" | "unknown";

  constructor(message: string, options: DaemonConnectionErrorOptions) {
    super(message, options);
  }
}

/** Tells whether a caught value is a {@link DaemonConnectionError}. */
export function isDaemonConnectionError(value: unknown): value is DaemonConnectionError {
  return hasBrand(DaemonConnectionError, value);
}

const timeoutErrorBrand: symbol = /* @__PURE__ */ Symbol.for(
  "@repowire/protocol.DaemonTimeoutError",
);

/** What a {@link DaemonTimeoutError} is made of. */
export interface DaemonTimeoutErrorOptions {
  readonly request: ErrorRequest;
  /** Milliseconds. */
  readonly timeout: number;
  readonly cause?: ErrorCause | undefined;
}

/** No complete answer came in time. The daemon may have acted: a timeout cancels nothing there. */
export class DaemonTimeoutError extends RepowireError {
  static override readonly brand: symbol = timeoutErrorBrand;
  override readonly name: string = "DaemonTimeoutError";
  declare readonly delivery: "unknown";
  /** The time that the call had, in milliseconds. */
  readonly timeout: number;

  constructor(message: string, options: DaemonTimeoutErrorOptions) {
    super(message, { ...options, delivery: "unknown" });
    this.timeout = options.timeout;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), timeout: this.timeout };
  }
}

/** Tells whether a caught value is a {@link DaemonTimeoutError}. */
export function isDaemonTimeoutError(value: unknown): value is DaemonTimeoutError {
  return hasBrand(DaemonTimeoutError, value);
}

const httpErrorBrand: symbol = /* @__PURE__ */ Symbol.for("@repowire/protocol.DaemonHTTPError");

/** What a {@link DaemonHTTPError} is made of. */
export interface DaemonHTTPErrorOptions {
  readonly request: ErrorRequest;
  readonly status: number;
  /** The parsed JSON where the answer was JSON, else its text. */
  readonly body: unknown;
  /** Absent: `"rejected"` below 500, else `"unknown"`. */
  readonly delivery?: RequestDelivery | undefined;
  /** Milliseconds. */
  readonly retryAfter?: number | undefined;
  readonly cause?: ErrorCause | undefined;
}

/**
 * The daemon answered, and the answer is no success: its status is not a 2xx, or it is a 2xx that
 * cannot be used ({@link DaemonResponseError}).
 */
export class DaemonHTTPError extends RepowireError {
  static override readonly brand: symbol = httpErrorBrand;
  override readonly name: string = "DaemonHTTPError";
  readonly status: number;
  /** The parsed JSON where the answer was JSON, else its text. */
  readonly body: unknown;
  /** The daemon's own words, from wherever in the body it put them. */
  readonly detail: string | undefined;
  /**
   * A code to branch on: one of {@link KnownErrorCodes}, or a new one. See
   * {@link DaemonHTTPError.codeSource} for where it is from.
   */
  readonly code: ErrorCode | undefined;
  /** Where {@link DaemonHTTPError.code} is from; only `"daemon"` is the daemon's own. */
  readonly codeSource: CodeSource | undefined;
  /** Milliseconds that the answer asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(message: string, options: DaemonHTTPErrorOptions) {
    const delivery = options.delivery ?? (options.status < 500 ? "rejected" : "unknown");
    super(message, { ...options, delivery });
    const { detail, code, codeSource } = readErrorBody(options.status, options.body);
    this.status = options.status;
    this.body = options.body;
    this.detail = detail;
    this.code = code;
    this.codeSource = codeSource;
    this.retryAfter = options.retryAfter;
  }

  override toJSON(): Record<string, unknown> {
    const { status, detail, code, codeSource, retryAfter } = this;
    return { ...super.toJSON(), status, detail, code, codeSource, retryAfter };
  }
}

/** Tells whether a caught value is a {@link DaemonHTTPError}, a {@link DaemonResponseError} included. */
export function isDaemonHTTPError(value: unknown): value is DaemonHTTPError {
  return hasBrand(DaemonHTTPError, value);
}

const responseErrorBrand: symbol = /* @__PURE__ */ Symbol.for(
  "@repowire/protocol.DaemonResponseError",
);

/** What a {@link DaemonResponseError} is made of. */
export interface DaemonResponseErrorOptions extends DaemonHTTPErrorOptions {
  /** What is wrong with the answer, a line each; never a value of it. */
  readonly issues: readonly string[];
}

/**
 * A 2xx answer that cannot be used: it is not JSON, too large, or does not match its schema. It is a
 * {@link DaemonHTTPError}, so that one class covers every answer that is no success. The daemon has
 * acted: do not send the call again.
 */
export class DaemonResponseError extends DaemonHTTPError {
  static override readonly brand: symbol = responseErrorBrand;
  override readonly name: string = "DaemonResponseError";
  /** What is wrong with the answer, a line each; never a value of it. */
  readonly issues: readonly string[];

  constructor(message: string, options: DaemonResponseErrorOptions) {
    super(message, { ...options, delivery: "unknown" });
    this.issues = options.issues;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), issues: this.issues };
  }
}

/** Tells whether a caught value is a {@link DaemonResponseError}. */
export function isDaemonResponseError(value: unknown): value is DaemonResponseError {
  return hasBrand(DaemonResponseError, value);
}
