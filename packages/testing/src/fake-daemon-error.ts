/**
 * What a {@link FakeDaemonError} is about.
 *
 * - `"unknown_route"`: a call that no release of the daemon has.
 * - `"open_asks"`, `"unused_faults"`, `"leaked_streams"`, `"held_calls"`: found by `verify()`.
 * - `"background"`: something threw where nobody awaits it, as in a timer.
 * - `"misuse"`: the fake was called wrongly.
 * - `"bug"`: the fake itself is wrong.
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

/** A test did something that no daemon could answer for; the message says what to write instead. */
export class FakeDaemonError extends Error {
  override readonly name: string = "FakeDaemonError";
  readonly code: FakeDaemonErrorCode;

  constructor(code: FakeDaemonErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
