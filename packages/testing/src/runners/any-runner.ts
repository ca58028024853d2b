import { FakeDaemon } from "../fake-daemon.ts";
import type { FakeDaemonOptions } from "../options.ts";
import { type ClientClass, type ClosableClient, splitOptions } from "./client-fixture.ts";
import { withTranscript } from "./with-transcript.ts";

/** What a runner may pass to a test: node:test aborts the signal when the test takes too long. */
interface RunnerContext {
  readonly signal?: AbortSignal;
  diagnostic?(message: string): void;
}

/**
 * Wraps a test for any runner (node:test, Jest, mocha). Each test gets its own fake daemon. The test
 * fails if it leaves something behind, and the message of a failure contains the transcript. With the
 * option `client` the test also gets a client, which is closed after the test.
 *
 * @throws FakeDaemonError for an invalid option.
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
 * Wraps a test for any runner. Each test gets its own fake daemon, without a client.
 *
 * @throws FakeDaemonError for an invalid option.
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
  // Without a named parameter: to Jest and mocha that would be a callback to wait for.
  return async (...[context]) => {
    const daemon = new FakeDaemon(daemonOptions);
    const forget = tellOfTimeout(context, daemon);
    try {
      const client = Client && new Client(daemon.clientOptions);
      try {
        await test(daemon, client as never);
      } finally {
        await client?.close();
      }
      await daemon.parts.verification.atEnd();
    } catch (error) {
      if (error instanceof Error) withTranscript(error, daemon);
      throw error;
    } finally {
      forget();
      await daemon.close();
    }
  };
}

/** Prints the reason at once when a test takes too long, because it cannot be reported later. */
function tellOfTimeout(context: unknown, daemon: FakeDaemon): () => void {
  const { signal, ...runner } =
    ((typeof context === "object" ? context : undefined) as RunnerContext) ?? {};
  const tell = () => {
    const { standstill } = daemon.parts.verification;
    if (standstill !== undefined) (runner.diagnostic ?? console.error)(standstill);
  };
  signal?.addEventListener("abort", tell, { once: true });
  return () => signal?.removeEventListener("abort", tell);
}
