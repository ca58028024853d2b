import { FakeDaemon } from "../fake-daemon.ts";
import { type FakeDaemonOptions, checkDaemonOptions } from "../options.ts";
import {
  type ClientClass,
  type ClosableClient,
  splitOptions,
  withTranscript,
} from "./any-runner.ts";

/** The fixtures that a test gets from {@link daemonFixtures}. */
export interface DaemonFixtures {
  /** The test's own fake daemon. It is verified and closed after the test. */
  readonly daemon: FakeDaemon;
}

/** The part of vitest's context that the fixture reads. */
export interface FixtureContext {
  /** The running test. */
  readonly task?: { readonly result?: { readonly errors?: readonly { message?: string }[] } };
}

/** Runs a test with the value of a fixture. */
export type FixtureUse<Value> = (value: Value) => Promise<unknown>;

/** The fixture of a daemon. */
export interface DaemonFixture {
  /** Makes a fake daemon for a test, and verifies it afterwards. */
  daemon(context: FixtureContext, use: FixtureUse<FakeDaemon>): Promise<void>;
}

/** The fixtures of a daemon and its client. */
export interface ClientFixture<Client> extends DaemonFixture {
  /** Makes a client of the fake daemon for a test, and closes it afterwards. */
  client(context: DaemonFixtures, use: FixtureUse<Client>): Promise<void>;
}

/**
 * Returns fixtures for vitest's `test.extend`. Each test gets its own fake daemon. The test fails if it
 * leaves something behind, and the message of a failure contains the transcript. With the option
 * `client` there is also a client, which is closed after the test.
 *
 * @throws FakeDaemonError for an invalid option.
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
 * Returns fixtures for vitest's `test.extend`, without a client.
 *
 * @throws FakeDaemonError for an invalid option.
 */
export function daemonFixtures(options?: FakeDaemonOptions): DaemonFixture;
export function daemonFixtures<Client extends ClosableClient>(
  options: FakeDaemonOptions & { readonly client?: ClientClass<Client> } = {},
): DaemonFixture | ClientFixture<Client> {
  const { Client, daemonOptions } = splitOptions(options);
  checkDaemonOptions(daemonOptions);
  // The runner reads the names of other fixtures from the parameters.
  const daemonFixture: DaemonFixture = {
    daemon: async ({ task }, use) => {
      const daemon = new FakeDaemon(daemonOptions);
      // A test that is retried keeps the errors of the earlier tries.
      const before = task?.result?.errors?.length ?? 0;
      try {
        await use(daemon);
        const errors = task?.result?.errors?.slice(before) ?? [];
        if (errors.length === 0) await daemon.parts.verification.atEnd();
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
