import { type CodeSource, type ErrorCode, readErrorBody } from "./error-codes.ts";

export {
  type CodeSource,
  type ErrorBody,
  type ErrorCode,
  type KnownErrorCode,
  type KnownErrorCodes,
  readErrorBody,
} from "./error-codes.ts";

/**
 * Implements `instanceof` with a brand instead of the prototype, so that it works between two installed
 * copies of this package. A class without its own brand (a user's subclass) is compared as usual.
 */
function hasBrand(type: Branded, value: unknown): boolean {
  if (!Object.hasOwn(type, "brand")) {
    return Function.prototype[Symbol.hasInstance].call(type, value);
  }
  return typeof value === "object" && value !== null && Symbol.for(type.brand) in value;
}

/** Marks an error with the brands of its class and of each parent class. */
function addBrands(error: RepowireError, type: Branded): void {
  for (
    let above = type;
    above !== (Error as unknown);
    above = Object.getPrototypeOf(above) as Branded
  ) {
    if (Object.hasOwn(above, "brand")) {
      Object.defineProperty(error, Symbol.for(above.brand), { value: true });
    }
  }
}

type Branded = Function & { readonly brand: string };

/** The request, without secrets: it contains neither the base URL's path nor a header. */
export interface ErrorRequest {
  /** The method, such as `"POST"`. */
  readonly method: string;
  /** The path below the base URL, with its query. */
  readonly path: string;
}

/**
 * Whether the request reached the daemon, if the client can know.
 *
 * `"not_sent"`: the daemon has certainly not seen it, so you can safely send it again. `"rejected"`: the
 * daemon answered and refused it. `"unknown"`: the daemon may have acted.
 */
export type RequestDelivery = "not_sent" | "rejected" | "unknown";

/** A plain copy of the cause's name, message and code. It is never an object of a library. */
export interface ErrorCause {
  /** Such as `"TypeError"`. */
  readonly name: string;
  /** What the runtime or library said. */
  readonly message: string;
  /** Such as `"ECONNREFUSED"`. */
  readonly code?: string;
}

/** Options of every error of this package. */
export interface RepowireErrorOptions extends Pick<RepowireError, "request" | "delivery"> {
  /** What the runtime reported. */
  readonly cause?: ErrorCause | undefined;
}

/**
 * The base class of every failed call to the daemon.
 *
 * `instanceof` also works if two copies of this package are installed.
 */
export abstract class RepowireError extends Error {
  /** Marks the errors of this class, as the key of a symbol that every copy of the package shares. */
  static readonly brand: string = "@repowire/protocol.RepowireError";
  /** The name of the class. */
  override readonly name: string = "RepowireError";
  /** The request that failed. */
  readonly request: ErrorRequest;
  /** Whether the request reached the daemon, if the client can know. */
  readonly delivery: RequestDelivery;
  /** What the runtime reported. */
  declare readonly cause?: ErrorCause;

  constructor(message: string, options: RepowireErrorOptions) {
    super(message, options.cause && { cause: options.cause });
    addBrands(this, new.target);
    this.request = options.request;
    this.delivery = options.delivery;
  }

  /** Recognizes the errors of every installed copy of the package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(this, value);
  }

  /** Returns a form for logs, without token, headers and body. */
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

/** Returns whether a caught value is any error of this package. */
export function isRepowireError(value: unknown): value is RepowireError {
  return hasBrand(RepowireError, value);
}

/** Options of a {@link DaemonConnectionError}. */
export interface DaemonConnectionErrorOptions extends RepowireErrorOptions {
  /** `"not_sent"` only if nothing was sent for certain. */
  readonly delivery: "not_sent" | "unknown";
}

/** The daemon could not be reached, or the connection broke before the answer was complete. */
export class DaemonConnectionError extends RepowireError {
  static override readonly brand: string = "@repowire/protocol.DaemonConnectionError";
  override readonly name: string = "DaemonConnectionError";
  declare readonly delivery: "not_sent" | "unknown";

  constructor(message: string, options: DaemonConnectionErrorOptions) {
    super(message, options);
  }
}

/** Returns whether a caught value is a {@link DaemonConnectionError}. */
export function isDaemonConnectionError(value: unknown): value is DaemonConnectionError {
  return hasBrand(DaemonConnectionError, value);
}

/** Options of a {@link DaemonTimeoutError}. */
export interface DaemonTimeoutErrorOptions extends Pick<RepowireErrorOptions, "request" | "cause"> {
  /** Milliseconds. */
  readonly timeout: number;
  /** `"not_sent"` only if that is certain. Default: `"unknown"`. */
  readonly delivery?: "not_sent" | "unknown" | undefined;
}

/**
 * No complete answer came in time. Unless `delivery` is `"not_sent"`, the daemon may have acted, because a
 * timeout does not cancel anything there.
 */
export class DaemonTimeoutError extends RepowireError {
  static override readonly brand: string = "@repowire/protocol.DaemonTimeoutError";
  override readonly name: string = "DaemonTimeoutError";
  declare readonly delivery: "not_sent" | "unknown";
  /** The time limit of the call, in milliseconds. */
  readonly timeout: number;

  constructor(message: string, options: DaemonTimeoutErrorOptions) {
    super(message, { ...options, delivery: options.delivery ?? "unknown" });
    this.timeout = options.timeout;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), timeout: this.timeout };
  }
}

/** Returns whether a caught value is a {@link DaemonTimeoutError}. */
export function isDaemonTimeoutError(value: unknown): value is DaemonTimeoutError {
  return hasBrand(DaemonTimeoutError, value);
}

/** Options of a {@link DaemonHTTPError}. */
export interface DaemonHTTPErrorOptions
  extends
    Pick<RepowireErrorOptions, "request" | "cause">,
    Pick<DaemonHTTPError, "status" | "body"> {
  /** Default: `"rejected"` below 500, else `"unknown"`. */
  readonly delivery?: RequestDelivery | undefined;
  /** Milliseconds. */
  readonly retryAfter?: number | undefined;
}

/**
 * The daemon answered, but without success. Either the status is not 2xx, or the 2xx answer cannot be
 * used ({@link DaemonResponseError}).
 */
export class DaemonHTTPError extends RepowireError {
  static override readonly brand: string = "@repowire/protocol.DaemonHTTPError";
  override readonly name: string = "DaemonHTTPError";
  /** The status of the answer. */
  readonly status: number;
  /** The parsed JSON if the answer was JSON, else its text. */
  readonly body: unknown;
  /** The daemon's words, wherever in the body they were. */
  readonly detail: string | undefined;
  /**
   * A code to branch on: one of {@link KnownErrorCodes}, or a newer code. {@link
   * DaemonHTTPError.codeSource} says where it comes from.
   */
  readonly code: ErrorCode | undefined;
  /** The source of {@link DaemonHTTPError.code}. Only `"daemon"` means that the daemon sent it. */
  readonly codeSource: CodeSource | undefined;
  /** How many milliseconds the answer asks to wait. */
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

/**
 * Returns whether a caught value is a {@link DaemonHTTPError}, including a {@link DaemonResponseError}.
 */
export function isDaemonHTTPError(value: unknown): value is DaemonHTTPError {
  return hasBrand(DaemonHTTPError, value);
}

/** Options of a {@link DaemonResponseError}. */
export interface DaemonResponseErrorOptions
  extends DaemonHTTPErrorOptions, Pick<DaemonResponseError, "issues"> {}

/**
 * A 2xx answer that cannot be used: it is not JSON, it is too large, or it does not match its schema. The
 * daemon has acted, so do not send the call again. It is a {@link DaemonHTTPError}, so that one class
 * covers every answer without success.
 */
export class DaemonResponseError extends DaemonHTTPError {
  static override readonly brand: string = "@repowire/protocol.DaemonResponseError";
  override readonly name: string = "DaemonResponseError";
  /** The problems of the answer, one string each. They never contain a value of it. */
  readonly issues: readonly string[];

  constructor(message: string, options: DaemonResponseErrorOptions) {
    super(message, { ...options, delivery: "unknown" });
    this.issues = options.issues;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), issues: this.issues };
  }
}

/** Returns whether a caught value is a {@link DaemonResponseError}. */
export function isDaemonResponseError(value: unknown): value is DaemonResponseError {
  return hasBrand(DaemonResponseError, value);
}
