import { LiveCalls } from "./calls/live-calls.ts";
import { clientOptionsFrom, processEnvironment } from "./environment.ts";
import type { RepowireClientOptions } from "./options.ts";
import type { Scope } from "./scope.ts";

/**
 * A client of one Repowire daemon.
 *
 * Parameters and results keep the daemon's own names. Each call is sent once and never again by
 * itself; it gives what the daemon said, or rejects with a `DaemonConnectionError`, a
 * `DaemonTimeoutError` or a `DaemonHTTPError`. Wrong arguments reject with a `TypeError` before
 * anything is sent, and a caller's own abort with the reason that the caller gave.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient({ timeout: 10_000 });
 * try {
 *   const me = await client.registerPeer({ name: "my-script", path: "/srv/docs", circle: "docs" });
 *   const { correlation_id } = await client.ask({
 *     from_peer: me.display_name,
 *     to_peer: "shop-codex",
 *     text: "Which port?",
 *   });
 *   console.log(correlation_id);
 * } finally {
 *   await client.close();
 * }
 * ```
 */
export class RepowireClient extends LiveCalls {
  readonly #options: RepowireClientOptions;

  /**
   * @throws TypeError for options that cannot work. Its message holds no value of them.
   */
  constructor(options?: RepowireClientOptions);
  /** @internal */
  constructor(options: RepowireClientOptions, parent: Scope);
  constructor(options: RepowireClientOptions = {}, parent?: Scope) {
    super(options, parent);
    this.#options = { ...options };
  }

  /**
   * Makes a client for the daemon that the environment names, with the variables that the daemon's own
   * programs read, in their order:
   *
   * - the address: `REPOWIRE_DAEMON_URL`; else `REPOWIRE_DAEMON__HOST` or `REPOWIRE_DAEMON_HOST`, and
   *   `REPOWIRE_DAEMON__PORT` or `REPOWIRE_DAEMON_PORT`,
   * - the token: `REPOWIRE_DAEMON__AUTH_TOKEN` or `REPOWIRE_AUTH_TOKEN`.
   *
   * `options` go before the environment. The constructor never reads it. On Node, `findDaemon` of
   * `@repowire/client/node` also reads the daemon's configuration file.
   *
   * @throws TypeError for a variable that cannot work; its message names the variable.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = RepowireClient.fromEnv({ timeout: 5_000 });
   * console.log(await client.health());
   * ```
   */
  static fromEnv(options: RepowireClientOptions = {}): RepowireClient {
    return new RepowireClient({ ...clientOptionsFrom(processEnvironment()), ...options });
  }

  /**
   * A client that differs from this one in some options, and shares the rest: the `fetch` and so
   * its connections, and its end. An option that is `undefined` goes back to its default. Closing
   * this client closes it too, not the other way round.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const patient = client.with({ timeout: 120_000 });
   * console.log(await patient.listPeers());
   * ```
   */
  with(options: RepowireClientOptions): RepowireClient {
    return new RepowireClient({ ...this.#options, ...options }, this.scope);
  }
}
