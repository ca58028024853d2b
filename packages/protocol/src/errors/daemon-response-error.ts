import { hasBrand } from "./brand.ts";
import { DaemonHTTPError, type DaemonHTTPErrorOptions } from "./daemon-http-error.ts";

const brand: unique symbol = Symbol.for("@repowire/protocol.DaemonResponseError");

/** What a {@link DaemonResponseError} is made of. */
export interface DaemonResponseErrorOptions extends DaemonHTTPErrorOptions {
  /** What is wrong with the answer, a line each; never a value of it. */
  readonly issues: readonly string[];
}

/**
 * A 2xx answer that is no valid answer: not JSON, too large, or of another shape. The daemon has
 * acted, so the call must not be sent again.
 */
export class DaemonResponseError extends DaemonHTTPError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "DaemonResponseError";
  /** What is wrong with the answer, a line each; never a value of it. */
  readonly issues: readonly string[];

  constructor(message: string, options: DaemonResponseErrorOptions) {
    super(message, { ...options, delivery: "unknown" });
    this.issues = options.issues;
  }

  get [brand](): true {
    return true;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), issues: this.issues };
  }
}

/** Tells whether a caught value is a {@link DaemonResponseError}. */
export function isDaemonResponseError(value: unknown): value is DaemonResponseError {
  return hasBrand(DaemonResponseError, value);
}
