import { FakeDaemon } from "../fake-daemon.ts";
import type { FakeDaemonOptions } from "../options.ts";
import { withTranscript } from "./with-transcript.ts";

/** What a test gets from {@link daemonFixtures}. */
export interface DaemonFixtures {
  /** A fake daemon of the test's own, verified and closed after it. */
  readonly daemon: FakeDaemon;
}

/** What a fixture reads of the test that it is for, as vitest has it. */
export interface FixtureContext {
  readonly task?: { readonly result?: { readonly errors?: readonly { message?: string }[] } };
}

/**
 * Fixtures for vitest's `test.extend`: each test gets a fake daemon of its own. What the test left
 * behind fails it, and below a failure stands what was said.
 *
 * @example
 * ```ts
 * import { daemonFixtures } from "@repowire/testing";
 * import { test as base } from "vitest";
 *
 * const test = base.extend(daemonFixtures({ emulate: "0.17.0" }));
 * test("the daemon is there", async ({ daemon, expect }) => {
 *   expect((await daemon.fetch(`${daemon.url}/health`)).status).toBe(200);
 * });
 * ```
 */
export function daemonFixtures(options: FakeDaemonOptions = {}) {
  return {
    // The runner reads from the parameters which other fixtures it has to bring.
    daemon: async ({ task }: FixtureContext, use: (daemon: FakeDaemon) => Promise<void>) => {
      const daemon = new FakeDaemon(options);
      // A test that is tried again keeps what was wrong with it before.
      const before = task?.result?.errors?.length ?? 0;
      try {
        await use(daemon);
        const errors = task?.result?.errors?.slice(before) ?? [];
        if (errors.length === 0) await daemon.verifyAtEnd();
        for (const error of errors) withTranscript(error, daemon);
      } finally {
        await daemon.close();
      }
    },
  };
}
