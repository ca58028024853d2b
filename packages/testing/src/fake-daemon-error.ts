/**
 * The codes of a {@link FakeDaemonError}.
 *
 * - `"unknown_route"`: a call that no release of the daemon has.
 * - `"open_asks"`, `"unused_faults"`, `"leaked_streams"`, `"held_calls"`: found by `verify()`.
 * - `"background"`: a timer or another task in the background threw.
 * - `"misuse"`: the fake was called wrongly.
 * - `"bug"`: the fake itself has a bug.
 */
export type FakeDaemonErrorCode =
  | "unknown_route"
  | "open_asks"
  | "unused_faults"
  | "leaked_streams"
  | "held_calls"
  | "background"
  | "misuse"
  | "bug";

/** A mistake in a test. The message says what to write instead. */
export class FakeDaemonError extends Error {
  /** The name of the class. */
  override readonly name: string = "FakeDaemonError";
  /** The kind of misuse or failure. */
  readonly code: FakeDaemonErrorCode;

  constructor(code: FakeDaemonErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The error for a wrong call of the fake. */
export function misuse(message: string, options?: ErrorOptions): FakeDaemonError {
  return new FakeDaemonError("misuse", message, options);
}
