import type { Endpoint } from "@repowire/protocol";

import { Callbacks } from "./observers.ts";
import { Caller, type RepowireCall, callEndpoint } from "./http/call.ts";
import { type CallOptions, type RepowireClientOptions, settingsOf } from "./options.ts";
import { Scope } from "./scope.ts";

export * as endpoints from "@repowire/protocol/endpoints";
export { ClientClosedError, type ClientClosedErrorOptions } from "./errors.ts";
export type { RepowireCall } from "./http/call.ts";
export type { CallResponse } from "./http/send.ts";
export type { Endpoint, ErrorCause, ErrorRequest, SpawnResult } from "@repowire/protocol";
export type {
  AuthToken,
  CallOptions,
  DriftEvent,
  Fetch,
  FetchInit,
  FetchResponse,
  HeadersOption,
  Logger,
  RepowireClientOptions,
  RequestEvent,
  ResponseEvent,
  Validation,
} from "./options.ts";
export {
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonResponseError,
  DaemonTimeoutError,
  RepowireError,
  isDaemonConnectionError,
  isDaemonHTTPError,
  isDaemonResponseError,
  isDaemonTimeoutError,
  isRepowireError,
} from "@repowire/protocol/errors";

/** The options of a core: those of a client, except what only streams and live peers use. */
export type CoreOptions = Omit<RepowireClientOptions, "WebSocket" | "clock" | "maxConnections">;

/** A client that calls endpoints and does nothing else. */
export interface Core extends AsyncDisposable {
  /**
   * Calls an endpoint and returns the daemon's whole answer. Pass all parameters in one object. Checks,
   * requests and errors are the same as for the methods of `RepowireClient`.
   *
   * Endpoints of files and streams throw a `TypeError`. Use `RepowireClient` for them.
   */
  call<Params, Result>(
    endpoint: Endpoint<Params, Result>,
    params: Params,
    options?: CallOptions,
  ): RepowireCall<Result>;
  /** Ends the calls under way. Later calls fail at once. */
  close(): Promise<void>;
}

/**
 * Makes a client for programs that must stay small, such as a worker or a web page. A bundler keeps only
 * the endpoints that you use. `RepowireClient` offers the same calls as methods, and also replies,
 * streams, live peers and files.
 *
 * @throws TypeError if an option is invalid. Its message never contains the option's value.
 *
 * @example
 * ```ts
 * import { createCore, endpoints } from "@repowire/client/core";
 *
 * const core = createCore({ timeout: 10_000 });
 * const { peers } = await core.call(endpoints.listPeers, { circle: "docs" });
 * const { correlation_id } = await core.call(endpoints.ask, {
 *   from_peer: "docs-claude-code",
 *   to_peer: "shop-codex",
 *   text: "Which port?",
 * });
 * console.log(peers.length, correlation_id);
 * ```
 */
export function createCore(options: CoreOptions = {}): Core {
  const settings = settingsOf("createCore", options);
  const scope = new Scope();
  const caller = new Caller(settings, scope, new Callbacks(settings.logger));
  return {
    call: (endpoint, params, callOptions) =>
      callEndpoint(caller, "call", endpoint, params as object, callOptions),
    close: () => scope.close(),
    [Symbol.asyncDispose]: () => scope.close(),
  };
}
