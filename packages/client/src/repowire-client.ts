import { LiveCalls } from "./calls/live-calls.ts";
import { environment } from "./environment.ts";
import type { Lifetime } from "./lifetime.ts";
import type { RepowireClientOptions } from "./options.ts";

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
  constructor(options: RepowireClientOptions, parent: Lifetime);
  constructor(options: RepowireClientOptions = {}, parent?: Lifetime) {
    super(options, parent);
    this.#options = { ...options };
  }

  /**
   * A client for the daemon that the environment names: `REPOWIRE_DAEMON_URL` for `baseUrl` and
   * `REPOWIRE_AUTH_TOKEN` for `authToken`, where they are set and not empty. What `options` say
   * goes before the environment. The constructor never looks there.
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
    return new RepowireClient({
      baseUrl: environment("REPOWIRE_DAEMON_URL"),
      authToken: environment("REPOWIRE_AUTH_TOKEN"),
      ...options,
    });
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
    return new RepowireClient({ ...this.#options, ...options }, this.lifetime);
  }
}
