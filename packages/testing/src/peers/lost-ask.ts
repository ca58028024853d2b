import { FakeDaemonError } from "../fake-daemon-error.ts";

/**
 * An answer that came too late: the daemon does not know the ask any more, because it was taken
 * down or put back, or dropped the ask. That is no mistake of the script which answers.
 */
export class LostAsk extends FakeDaemonError {
  constructor(message: string, options?: ErrorOptions) {
    super("misuse", message, options);
  }
}
