import type { ClientOptions } from "../fake-daemon.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import type { FakeDaemonOptions } from "../options.ts";

/** What a test's client has to have. */
export interface ClosableClient {
  close(): unknown;
}

/** A class of clients, as `RepowireClient` of `@repowire/client`. */
export type ClientClass<Client extends ClosableClient> = new (options: ClientOptions) => Client;

/** Separates the class of the client from what is for the daemon. */
export function splitOptions<Client extends ClosableClient>(
  options: FakeDaemonOptions & { readonly client?: ClientClass<Client> | undefined },
): { Client: ClientClass<Client> | undefined; daemonOptions: FakeDaemonOptions } {
  const { client: Client, ...daemonOptions } = options;
  if (Client === undefined || typeof Client === "function") return { Client, daemonOptions };
  const message = "the option client takes a class, such as RepowireClient of @repowire/client";
  throw new FakeDaemonError("misuse", message);
}
