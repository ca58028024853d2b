import { FakeDaemon } from "../fake-daemon.ts";
import { type FakeDaemonOptions, checkOptions } from "../options.ts";
import { type ClientClass, type ClosableClient, splitOptions } from "./client-fixture.ts";
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

/** Runs a test with what a fixture made. */
export type FixtureUse<Value> = (value: Value) => Promise<unknown>;

/** The fixture of a daemon. */
export interface DaemonFixture {
  daemon(context: FixtureContext, use: FixtureUse<FakeDaemon>): Promise<void>;
}

/** The fixtures of a daemon, and of a client of it. */
export interface ClientFixture<Client> extends DaemonFixture {
  client(context: DaemonFixtures, use: FixtureUse<Client>): Promise<void>;
}

/**
 * Fixtures for vitest's `test.extend`: each test gets a fake daemon of its own. What the test left
 * behind fails it, and below a failure stands what was said. With the option `client` there is a
 * client of that daemon as well, closed after the test.
 *
 * @throws FakeDaemonError for an option that cannot work.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 * import { daemonFixtures } from "@repowire/testing";
 * import { test as base } from "vitest";
 *
 * const test = base.extend(daemonFixtures({ emulate: "0.17.0", client: RepowireClient }));
 * test("nobody is there", async ({ daemon, client, expect }) => {
 *   expect(await client.listPeers()).toEqual([]);
 *   expect(daemon.requests).toHaveLength(1);
 * });
 * ```
 */
export function daemonFixtures<Client extends ClosableClient>(
  options: FakeDaemonOptions & { readonly client: ClientClass<Client> },
): ClientFixture<Client>;
/**
 * Fixtures for vitest's `test.extend`, without a client.
 *
 * @throws FakeDaemonError for an option that cannot work.
 */
export function daemonFixtures(options?: FakeDaemonOptions): DaemonFixture;
export function daemonFixtures<Client extends ClosableClient>(
  options: FakeDaemonOptions & { readonly client?: ClientClass<Client> } = {},
): DaemonFixture | ClientFixture<Client> {
  const { Client, daemonOptions } = splitOptions(options);
  checkOptions(daemonOptions);
  // The runner reads from the parameters which other fixtures it has to bring.
  const daemonFixture: DaemonFixture = {
    daemon: async ({ task }, use) => {
      const daemon = new FakeDaemon(daemonOptions);
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
  if (!Client) return daemonFixture;
  return {
    ...daemonFixture,
    client: async ({ daemon }, use) => {
      const client = new Client(daemon.clientOptions);
      try {
        await use(client);
      } finally {
        await client.close();
      }
    },
  };
}
