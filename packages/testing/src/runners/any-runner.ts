import { FakeDaemon } from "../fake-daemon.ts";
import { misuse } from "../fake-daemon-error.ts";
import { type ClientOptions, type FakeDaemonOptions, checkDaemonOptions } from "../options.ts";
import { describeError } from "../support.ts";

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
  checkDaemonOptions(daemonOptions);
  if (typeof test !== "function") throw misuse("withDaemon takes the function of a test");
  // Without a named parameter: to Jest and mocha that would be a callback to wait for.
  return async (...[context]) => {
    const daemon = new FakeDaemon(daemonOptions);
    const forget = tellOfTimeout(context, daemon);
    let client: ClosableClient | undefined;
    const steps = [
      () => {
        client = Client && new Client(daemon.clientOptions);
        return test(daemon, client as never);
      },
      () => client?.close(),
    ];
    try {
      await inOrder(steps);
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

/** Takes all steps. Throws the first error, so that the test's own error is never replaced. */
async function inOrder(steps: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
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

/** A client that the fixture closes after the test. */
export interface ClosableClient {
  /** Closes the client. */
  close(): unknown;
}

/** A client class, such as `RepowireClient` of `@repowire/client`. */
export type ClientClass<Client extends ClosableClient> = new (options: ClientOptions) => Client;

/** Separates the option `client` from the options of the daemon. */
export function splitOptions<Client extends ClosableClient>(
  options: FakeDaemonOptions & { readonly client?: ClientClass<Client> | undefined },
): { Client: ClientClass<Client> | undefined; daemonOptions: FakeDaemonOptions } {
  const { client: Client, ...daemonOptions } = options;
  if (Client === undefined || typeof Client === "function") return { Client, daemonOptions };
  throw misuse("the option client takes a class, such as RepowireClient of @repowire/client");
}

const heading = "What was said:";

/**
 * Adds the transcript to the message of an error, and the reason if a call waits for ever. If the
 * message cannot change, it prints them to the console. A second call adds nothing.
 */
export function withTranscript(error: object, daemon: FakeDaemon): void {
  const message = messageOf(error);
  if (message.includes(heading)) return;
  const { standstill } = daemon.parts.verification;
  const transcript = daemon.transcript();
  const parts = [
    ...(standstill !== undefined && mayBeStandstill(message, daemon) ? [standstill] : []),
    ...(transcript === "" ? [] : [`${heading}\n${transcript.replaceAll(/^/gm, "  ")}`]),
  ];
  if (parts.length === 0) return;
  const value = [message, ...parts].join("\n\n");
  // The message of some errors, such as a DOMException, has a getter but no setter. The errors of vitest
  // are plain objects: another process would not get a message that is not enumerable.
  const enumerable = Object.prototype.propertyIsEnumerable.call(error, "message");
  const options = { value, configurable: true, enumerable, writable: true };
  if (!Reflect.defineProperty(error, "message", options)) console.error(parts.join("\n\n"));
}

/** The message of an error, which may be anything, or cannot be read. */
function messageOf(error: { readonly message?: unknown }): string {
  try {
    const { message = "" } = error;
    return typeof message === "string" ? message : describeError(message);
  } catch {
    return "";
  }
}

/** Whether a clock that stands still may be the reason for a failure. */
function mayBeStandstill(message: string, daemon: FakeDaemon): boolean {
  return daemon.parts.verification.hasHeldCalls || /time(?:d ?)?out|timed out/i.test(message);
}
