import type {
  AckParams,
  AskParams,
  AskResult,
  BroadcastParams,
  BroadcastResult,
  GetPeerParams,
  Health,
  ListPeersParams,
  NotifyParams,
  NotifyResult,
  OkResult,
  Peer,
  PendingAsk,
  PendingAsksParams,
  RegisterPeerParams,
  RegisterPeerResult,
  UnregisterPeerParams,
} from "@repowire/protocol";

import type { RepowireCall } from "./call.ts";
import { Caller } from "./caller.ts";
import { Lifetime } from "./lifetime.ts";
import type { CallOptions, RepowireClientOptions } from "./options.ts";
import { settingsOf } from "./settings.ts";

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
 * const client = new RepowireClient();
 * const me = await client.registerPeer({ name: "my-script", path: process.cwd(), circle: "docs" });
 * const { correlation_id } = await client.ask({
 *   from_peer: me.display_name,
 *   to_peer: "project-b",
 *   text: "Which port?",
 * });
 * console.log(correlation_id);
 * await client.close();
 * ```
 */
export class RepowireClient {
  readonly #caller: Caller;
  readonly #lifetime = new Lifetime();

  /**
   * @throws TypeError for options that cannot work. Its message holds no value of them.
   */
  constructor(options: RepowireClientOptions = {}) {
    this.#caller = new Caller(settingsOf(options), this.#lifetime);
  }

  /** Whether the daemon is well, and what it is. Needs no token. */
  health(options?: CallOptions): RepowireCall<Health> {
    return this.#caller.call("health", undefined, options);
  }

  /** The peers of the mesh, in the order of their registration. */
  listPeers(params?: ListPeersParams, options?: CallOptions): RepowireCall<Peer[]> {
    return this.#caller.call("listPeers", params, options, (result) => result.peers);
  }

  /** One peer, by peer id or display name. */
  getPeer(
    identifier: string,
    params?: Omit<GetPeerParams, "identifier">,
    options?: CallOptions,
  ): RepowireCall<Peer> {
    return this.#caller.call("getPeer", { ...params, identifier }, options);
  }

  /**
   * Registers a peer. The daemon chooses the name: go on with `peer_id` and `display_name` of the
   * result, and send the `peer_id` again to be the same peer later.
   */
  registerPeer(params: RegisterPeerParams, options?: CallOptions): RepowireCall<RegisterPeerResult> {
    return this.#caller.call("registerPeer", params, options);
  }

  /** Has the daemon forget a peer. */
  unregisterPeer(
    name: string,
    params?: Omit<UnregisterPeerParams, "name">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.call("unregisterPeer", { ...params, name }, options);
  }

  /** Asks a peer. The ask is open until it is acked with the `correlation_id` of the result. */
  ask(params: AskParams, options?: CallOptions): RepowireCall<AskResult> {
    return this.#caller.call("ask", params, options);
  }

  /** Closes an ask, with a reply in `message` or without one. */
  ack(
    correlation_id: string,
    params?: Omit<AckParams, "correlation_id">,
    options?: CallOptions,
  ): RepowireCall<OkResult> {
    return this.#caller.call("ack", { ...params, correlation_id }, options);
  }

  /** Sends a message that asks for nothing back. The result says whether it was delivered. */
  notify(params: NotifyParams, options?: CallOptions): RepowireCall<NotifyResult> {
    return this.#caller.call("notify", params, options);
  }

  /** Sends a message to every connected peer of the sender's circle. */
  broadcast(params: BroadcastParams, options?: CallOptions): RepowireCall<BroadcastResult> {
    return this.#caller.call("broadcast", params, options);
  }

  /** The open asks of a peer, the newest first. */
  pendingAsks(params: PendingAsksParams, options?: CallOptions): RepowireCall<PendingAsk[]> {
    return this.#caller.call("pendingAsks", params, options, (result) => result.asks);
  }

  /**
   * Ends what this client has under way, and has later calls fail at once. Closing twice does
   * nothing more. A `fetch` that was passed in stays open.
   */
  async close(): Promise<void> {
    this.#lifetime.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
