import { hasBrand } from "./brand.ts";
import { type ErrorCause, type ErrorRequest, RepowireError } from "./repowire-error.ts";

const brand: unique symbol = Symbol.for("@repowire/protocol.DaemonConnectionError");

/** What a {@link DaemonConnectionError} is made of. */
export interface DaemonConnectionErrorOptions {
  readonly request: ErrorRequest;
  /** `"not_sent"` only where that is certain. */
  readonly delivery: "not_sent" | "unknown";
  readonly cause?: ErrorCause | undefined;
}

/** The daemon was not reachable, or the connection broke before the answer was complete. */
export class DaemonConnectionError extends RepowireError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "DaemonConnectionError";
  declare readonly delivery: "not_sent" | "unknown";

  constructor(message: string, options: DaemonConnectionErrorOptions) {
    super(message, options);
  }

  get [brand](): true {
    return true;
  }
}

/** Tells whether a caught value is a {@link DaemonConnectionError}. */
export function isDaemonConnectionError(value: unknown): value is DaemonConnectionError {
  return hasBrand(DaemonConnectionError, value);
}
