import { FakeDaemon } from "../fake-daemon.ts";
import type { FakeDaemonOptions } from "../options.ts";
import { type ClientClass, type ClosableClient, splitOptions } from "./client-fixture.ts";
import { withTranscript } from "./with-transcript.ts";

/** What a runner may tell a test: node:test ends its signal when the test takes too long. */
interface RunnerContext {
  readonly signal?: AbortSignal;
  diagnostic?(message: string): void;
}

/**
 * Makes a test of any runner (node:test, Jest, mocha) that gets a fake daemon of its own. What it
 * left behind fails it, and below a failure stands what was said. With the option `client` the test
 * gets a client of the daemon as well, closed after it.
 *
 * @throws FakeDaemonError for an option that cannot work.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 *
 * import { RepowireClient } from "@repowire/client";
 * import { assertThat, withDaemon } from "@repowire/testing";
 *
 * test(
 *   "nobody asks",
 *   withDaemon(async (daemon) => assertThat(daemon).toHaveNoOpenAsks()),
 * );
 * test(
 *   "lists peers",
 *   withDaemon(async (daemon, client) => console.log(await client.listPeers()), {
 *     client: RepowireClient,
 *   }),
 * );
 * ```
 */
export function withDaemon<Client extends ClosableClient>(
  test: (daemon: FakeDaemon, client: Client) => unknown,
  options: FakeDaemonOptions & { readonly client: ClientClass<Client> },
): (context?: unknown) => Promise<void>;
/**
 * Makes a test of any runner that gets a fake daemon of its own, without a client.
 *
 * @throws FakeDaemonError for an option that cannot work.
 */
export function withDaemon(
  test: (daemon: FakeDaemon) => unknown,
  options?: FakeDaemonOptions,
): (context?: unknown) => Promise<void>;
export function withDaemon(
  test: (daemon: FakeDaemon, client: never) => unknown,
  options: FakeDaemonOptions & { readonly client?: ClientClass<ClosableClient> } = {},
): (context?: unknown) => Promise<void> {
  const { Client, daemonOptions } = splitOptions(options);
  return async (context) => {
    const daemon = new FakeDaemon(daemonOptions);
    const forget = tellOfTimeout(context, daemon);
    try {
      const client = Client && new Client(daemon.clientOptions);
      try {
        await test(daemon, client as never);
      } finally {
        await client?.close();
      }
      await daemon.verifyAtEnd();
    } catch (error) {
      if (error instanceof Error) withTranscript(error, daemon);
      throw error;
    } finally {
      forget();
      await daemon.close();
    }
  };
}

/** A test that took too long is not heard of again, so why it waits is said at once. */
function tellOfTimeout(context: unknown, daemon: FakeDaemon): () => void {
  const { signal, ...runner } =
    ((typeof context === "object" ? context : undefined) as RunnerContext) ?? {};
  const tell = () => {
    const { standstill } = daemon;
    if (standstill !== undefined) (runner.diagnostic ?? console.error)(standstill);
  };
  signal?.addEventListener("abort", tell, { once: true });
  return () => signal?.removeEventListener("abort", tell);
}
