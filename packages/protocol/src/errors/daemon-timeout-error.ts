import { hasBrand } from "./brand.ts";
import { type ErrorCause, type ErrorRequest, RepowireError } from "./repowire-error.ts";

const brand: unique symbol = Symbol.for("@repowire/protocol.DaemonTimeoutError");

/** What a {@link DaemonTimeoutError} is made of. */
export interface DaemonTimeoutErrorOptions {
  readonly request: ErrorRequest;
  /** Milliseconds. */
  readonly timeout: number;
  readonly cause?: ErrorCause | undefined;
}

/** No complete answer came in time. The daemon may have acted: a timeout cancels nothing there. */
export class DaemonTimeoutError extends RepowireError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "DaemonTimeoutError";
  declare readonly delivery: "unknown";
  /** The time that the call had, in milliseconds. */
  readonly timeout: number;

  constructor(message: string, options: DaemonTimeoutErrorOptions) {
    super(message, { ...options, delivery: "unknown" });
    this.timeout = options.timeout;
  }

  get [brand](): true {
    return true;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), timeout: this.timeout };
  }
}

/** Tells whether a caught value is a {@link DaemonTimeoutError}. */
export function isDaemonTimeoutError(value: unknown): value is DaemonTimeoutError {
  return hasBrand(DaemonTimeoutError, value);
}
