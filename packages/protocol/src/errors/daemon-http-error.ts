import { hasBrand } from "./brand.ts";
import type { CodeSource } from "./derived-codes.ts";
import { readErrorBody } from "./error-body.ts";
import {
  type Delivery,
  type ErrorCause,
  type ErrorRequest,
  RepowireError,
} from "./repowire-error.ts";

const brand: unique symbol = Symbol.for("@repowire/protocol.DaemonHTTPError");

/** What a {@link DaemonHTTPError} is made of. */
export interface DaemonHTTPErrorOptions {
  readonly request: ErrorRequest;
  readonly status: number;
  /** The parsed JSON where the answer was JSON, else its text. */
  readonly body: unknown;
  /** Absent: `"rejected"` below 500, else `"unknown"`. */
  readonly delivery?: Delivery | undefined;
  /** Milliseconds. */
  readonly retryAfter?: number | undefined;
  readonly cause?: ErrorCause | undefined;
}

/** The daemon answered, and the answer is not a 2xx. */
export class DaemonHTTPError extends RepowireError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "DaemonHTTPError";
  readonly status: number;
  /** The parsed JSON where the answer was JSON, else its text. */
  readonly body: unknown;
  /** The daemon's own words, from wherever in the body it put them. */
  readonly detail: string | undefined;
  /** A code to branch on. See {@link DaemonHTTPError.codeSource} for where it is from. */
  readonly code: string | undefined;
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

  get [brand](): true {
    return true;
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
