import { FakeDaemonError } from "../fake-daemon-error.ts";
import type { ClientOptions, FakeDaemonOptions } from "../options.ts";

/** A client that the fixture closes after the test. */
export interface ClosableClient {
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
  const message = "the option client takes a class, such as RepowireClient of @repowire/client";
  throw new FakeDaemonError("misuse", message);
}
