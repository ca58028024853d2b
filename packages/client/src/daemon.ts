import type { RawEvent } from "@repowire/protocol";
import * as endpoints from "@repowire/protocol/endpoints";

import { Caller } from "./http/call.ts";
import type { Clock, Scope } from "./scope.ts";
import { responseError, timeoutError } from "./http/explain.ts";
import { Connections } from "./connections.ts";
import { EventFollower, type EventOrigin } from "./events/follower.ts";
import { Callbacks } from "./observers.ts";
import { encodeRequest } from "./http/encode-request.ts";
import type { Settings } from "./options.ts";

/** Longer than the 15 seconds after which the daemon sends a sign of life. */
const streamTimeout = 45_000;

/** The daemon of a client, as seen by the parts that live longer than one call. */
export class Daemon {
  readonly caller: Caller;
  // Private, because it contains the token: nobody who prints a client may see it.
  readonly #settings: Settings;
  /** Ends with the client. Everything that waits has a child of it. */
  readonly scope: Scope;
  /** Calls a user's functions, and survives what they throw. */
  readonly callbacks: Callbacks;
  /** Shared by streams and replies. */
  readonly connections: Connections;
  /** The client's only stream of events. */
  readonly follower: EventFollower;
  /** Whether the daemon has `POST /asks/{id}/wait`. The first use finds out. */
  hasWait: boolean | undefined;
  /** Whether `POST /ask` takes `reply_delivery`. The first ask finds out. */
  hasPullAsks: boolean | undefined;
  /** Whether the daemon has `POST /decline`. The first use finds out. */
  hasDecline: boolean | undefined;

  constructor(settings: Settings, scope: Scope) {
    this.#settings = settings;
    this.scope = scope;
    this.callbacks = new Callbacks(settings.logger);
    this.caller = new Caller(settings, scope, this.callbacks, endpoints);
    this.connections = new Connections(settings.maxConnections);
    this.follower = new EventFollower({
      origin: this.#events,
      scope,
      connections: this.connections,
      limit: settings.maxResponseBytes,
    });
  }

  get settings(): Settings {
    return this.#settings;
  }

  get clock(): Clock {
    return this.#settings.clock;
  }

  /** The daemon's events, as a stream and as a list. */
  readonly #events: EventOrigin = {
    open: async ({ signal }) => {
      const options = { signal, timeout: streamTimeout };
      // The follower of the events watches for silence, so the pieces have no time limit here.
      const { data, headers, status } = await this.caller.open(
        "eventStream",
        {},
        options,
        Infinity,
      );
      const type = headers.get("content-type") ?? "";
      if (/^\s*text\/event-stream\s*(;|$)/i.test(type)) return data;
      data.cancel().catch(() => undefined);
      throw this.#unreadable(status, "the answer is not an event stream");
    },
    since: (since, { signal }): Promise<readonly RawEvent[]> =>
      this.caller.call("events", since === undefined ? {} : { since }, { signal }),
    silent: (milliseconds) =>
      timeoutError(
        encodeRequest(endpoints.eventStream, {}),
        { origin: this.settings.origin, attempts: 1 },
        milliseconds,
      ),
  };

  #unreadable(status: number, issue: string): Error {
    const request = encodeRequest(endpoints.eventStream, {});
    return responseError(request, this.settings.origin, status, undefined, [issue]);
  }
}
