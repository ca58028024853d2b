import { hasBrand } from "./brand.ts";

const brand: unique symbol = Symbol.for("@repowire/protocol.RepowireError");

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
export type Delivery = "not_sent" | "rejected" | "unknown";

/** A small plain picture of what caused an error; never an object of a library. */
export interface ErrorCause {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

/** What each error of this package is made of. */
export interface RepowireErrorOptions {
  readonly request: ErrorRequest;
  readonly delivery: Delivery;
  readonly cause?: ErrorCause | undefined;
}

/**
 * The base of every failure to get a good answer from the daemon.
 *
 * `instanceof` holds also when two copies of this package are installed.
 */
export abstract class RepowireError extends Error {
  static readonly brand: symbol = brand;
  override readonly name: string = "RepowireError";
  readonly request: ErrorRequest;
  readonly delivery: Delivery;
  declare readonly cause?: ErrorCause;

  constructor(message: string, options: RepowireErrorOptions) {
    super(message, options.cause && { cause: options.cause });
    this.request = options.request;
    this.delivery = options.delivery;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(this, value);
  }

  get [brand](): true {
    return true;
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
