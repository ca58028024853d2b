import type { Endpoint, EndpointName, ResultOf } from "@repowire/protocol";
import * as endpoints from "@repowire/protocol/endpoints";

import { Caller } from "./http/call.ts";
import { callTo, closedError, loadError } from "./http/explain.ts";
import { Callbacks } from "./observers.ts";
import type { Lazy } from "./lazy.ts";
import { abortSignal } from "./option-rules.ts";
import { type Clock, type Scope, ScopeEnded } from "./scope.ts";
import type { Settings } from "./options.ts";

/** The daemon of a client, as seen by the parts that live longer than one call. */
export class Daemon {
  readonly caller: Caller;
  // Private, because it contains the token: nobody who prints a client may see it.
  readonly #settings: Settings;
  /** Ends with the client. Everything that waits has a child of it. */
  readonly scope: Scope;
  /** Calls a user's functions, and survives what they throw. */
  readonly callbacks: Callbacks;
  /** The daemon of the client whose streams and replies this client shares. It may be this one. */
  readonly root: Daemon;
  /** Shared by streams and replies. */
  readonly connections: Connections;
  /**
   * The ids that failed connects registered, by folder, circle and backend. The next connect takes them
   * over, so that a component that mounts twice is one peer.
   */
  readonly leftPeers = new Map<string, Promise<string | undefined>>();
  /** Whether the daemon has `POST /asks/{id}/wait`. The first use finds out. */
  hasWait: boolean | undefined;
  /** Whether `POST /ask` takes `reply_delivery`. The first ask finds out. */
  hasPullAsks: boolean | undefined;
  /** Whether the daemon has `POST /decline`. The first use finds out. */
  hasDecline: boolean | undefined;

  constructor(settings: Settings, scope: Scope, root?: Daemon) {
    this.#settings = settings;
    this.scope = scope;
    this.callbacks = new Callbacks(settings.logger);
    this.caller = new Caller(settings, scope, this.callbacks, endpoints);
    this.root = root ?? this;
    this.connections = root?.connections ?? new Connections(settings.maxConnections);
  }

  get settings(): Settings {
    return this.#settings;
  }

  get clock(): Clock {
    return this.#settings.clock;
  }

  /** Calls an endpoint as soon as one of the connections for streams and replies is free. */
  callInTurn<Name extends EndpointName>(
    scope: Scope,
    name: Name,
    params: object,
  ): Promise<ResultOf<Name>> {
    return this.connections.use(scope, () =>
      this.caller.call(name, params, { signal: scope.signal }),
    );
  }

  /**
   * Loads a part of the client for a call, within the client's `timeout`. The end of the client and the
   * caller's signal end it early. `name` is the method, if it is not the endpoint's.
   */
  async load<Module>(
    part: Lazy<Module>,
    endpoint: Endpoint,
    given?: { readonly signal?: AbortSignal | undefined } | null,
    name: string = endpoint.name,
  ): Promise<Module> {
    const at = `${name}: signal`;
    const signal = given?.signal === undefined ? undefined : abortSignal.check(at, given.signal);
    const { timeout } = this.#settings;
    try {
      return await this.scope.within({ signal, timeout }, () => part(this.clock));
    } catch (error) {
      const call = callTo(endpoint, name);
      if (!(error instanceof ScopeEnded) || error.why === "timed out") throw loadError(call, error);
      throw error.why === "aborted" ? error.reason : closedError(call, false);
    }
  }
}

/**
 * The connections that streams and replies may hold at the same time. When all are taken, others wait in
 * the order in which they came.
 */
export class Connections {
  readonly most: number;
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(most: number) {
    this.most = most;
    this.#free = most;
  }

  /** Waits for a connection. Returns a function that gives it back. */
  async hold(scope: Scope): Promise<() => void> {
    scope.throwIfEnded();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(scope);
    return () => this.#giveBack();
  }

  /** Does some work with one connection. */
  async use<Result>(scope: Scope, work: () => Promise<Result>): Promise<Result> {
    const giveBack = await this.hold(scope);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  async #turn(scope: Scope): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    try {
      await scope.run(() => promise);
    } catch (error) {
      // It may have got a connection at the same moment.
      if (!this.#waiting.delete(resolve)) this.#giveBack();
      throw error;
    }
  }

  #giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
