import type { EndpointName, Health, ParamsOf, ResultOf } from "@repowire/protocol";

import type { RepowireCall } from "./http/call.ts";
import { Caller } from "./http/caller.ts";
import { Daemon } from "./daemon.ts";
import type { CallOptions, RepowireClientOptions } from "./options.ts";
import type { Route } from "./http/route.ts";
import { Scope } from "./scope.ts";
import { settingsOf } from "./settings.ts";

/** The endpoints that answer with JSON to parameters that are JSON. */
export type JsonEndpointName = Exclude<
  EndpointName,
  "downloadAttachment" | "eventStream" | "uploadAttachment"
>;

/** What every client has, whatever it calls: its connection, its end, and a way to any route. */
export abstract class ClientCore {
  /** @internal */
  protected readonly calls: Caller;
  /** @internal */
  protected readonly scope: Scope;
  /** @internal */
  protected readonly daemon: Daemon;

  /** @internal */
  protected constructor(options: RepowireClientOptions, parent?: Scope) {
    const settings = settingsOf(options);
    this.scope = new Scope({ clock: settings.clock }, parent);
    this.calls = new Caller(settings, this.scope);
    this.daemon = new Daemon(this.calls, settings, this.scope);
  }

  /** Whether the daemon is well, and what it is. Needs no token. */
  health(options?: CallOptions): RepowireCall<Health> {
    return this.calls.call("health", undefined, options);
  }

  /**
   * Calls an endpoint by its name, with all parameters in one object and the daemon's whole answer.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { peers } = await client.request("listPeers", { circle: "docs" });
   * console.log(peers.length);
   * ```
   */
  request<Name extends JsonEndpointName>(
    name: Name,
    params?: ParamsOf<Name>,
    options?: CallOptions,
  ): RepowireCall<ResultOf<Name>>;
  /**
   * Calls a route that the table of endpoints does not have. The JSON that comes back is not
   * checked; an empty answer is `undefined`.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const answer = await client.request({
   *   method: "GET",
   *   path: "/reviews",
   *   query: { reviewer: "docs-codex" },
   * });
   * console.log(answer);
   * ```
   */
  request(route: Route, options?: CallOptions): RepowireCall<unknown>;
  request(
    target: JsonEndpointName | Route,
    second?: object,
    options?: CallOptions,
  ): RepowireCall<unknown> {
    return typeof target === "string"
      ? this.calls.call(target, second, options)
      : this.calls.route(target, second as CallOptions | undefined);
  }

  /**
   * Ends what this client has under way, and has later calls fail at once. Closing twice does
   * nothing more. A `fetch` that was passed in stays as it is.
   */
  close(): Promise<void> {
    this.scope.end("closed");
    return Promise.resolve();
  }

  /** {@link ClientCore.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
