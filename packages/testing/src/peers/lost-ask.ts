import { FakeDaemonError } from "../fake-daemon-error.ts";

/**
 * An answer that came too late: the daemon no longer knows the ask, because it went down, was
 * restored, or dropped the ask. The script that answers made no mistake.
 */
export class LostAsk extends FakeDaemonError {
  constructor(message: string, options?: ErrorOptions) {
    super("misuse", message, options);
  }
}
