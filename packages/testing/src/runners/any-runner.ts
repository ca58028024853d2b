import { FakeDaemon } from "../fake-daemon.ts";
import type { FakeDaemonOptions } from "../options.ts";
import { withTranscript } from "./with-transcript.ts";

/**
 * Makes a test of any runner (node:test, Jest, mocha) that gets a fake daemon of its own. What it
 * left behind fails it, and below a failure stands what was said.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 *
 * import { assertThat, withDaemon } from "@repowire/testing";
 *
 * test(
 *   "nobody asks",
 *   withDaemon(async (daemon) => assertThat(daemon).toHaveNoOpenAsks()),
 * );
 * ```
 */
export function withDaemon(
  test: (daemon: FakeDaemon) => void | Promise<void>,
  options: FakeDaemonOptions = {},
): () => Promise<void> {
  return async () => {
    const daemon = new FakeDaemon(options);
    try {
      await test(daemon);
      await daemon.verifyAtEnd();
    } catch (error) {
      if (error instanceof Error) withTranscript(error, daemon);
      throw error;
    } finally {
      await daemon.close();
    }
  };
}
