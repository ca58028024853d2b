import type { DaemonVersion, Endpoint, EndpointName } from "@repowire/protocol";
import { explain } from "@repowire/protocol/explain";

import type { Daemon } from "../daemon/daemon.ts";
import { repairFor } from "../daemon/peers/repair.ts";
import { routeOf } from "../daemon/routes.ts";
import { Refusal } from "../daemon/refusal.ts";
import type { Facts } from "../daemon/releases/index.ts";
import { Ambiguous } from "../daemon/peers/lookup.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import { withHint, withHintOfResult } from "./hints.ts";
import type { Destination, Manner, Place } from "./manner.ts";
import { mannerOf } from "./manners.ts";
import { Router, nearestRoutes, routeInAnyRelease } from "./router.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** The options of {@link App}. */
export interface AppOptions {
  readonly daemon: Daemon;
  readonly version: DaemonVersion;
  readonly authToken: string | undefined;
  /** Whether a call of a route that no daemon has is a mistake of the test. */
  readonly refusesUnknownRoutes: boolean;
}

/** A parsed request. */
export interface Call extends Destination {
  readonly request: WireRequest;
}

/** The daemon's HTTP interface, without a transport. */
export class App {
  readonly #options: AppOptions;
  readonly #manner: Manner;
  readonly #router: Router;

  constructor(options: AppOptions) {
    this.#options = options;
    this.#manner = mannerOf(options.daemon);
    this.#router = new Router(options.version);
  }

  /** Finds the route of a request. */
  understand(request: WireRequest): Call {
    return { request, ...this.#manner.find(this.#router, request) };
  }

  /** @throws {@link FakeDaemonError} for a request that no daemon answers. */
  async answer(call: Call): Promise<WireAnswer> {
    const { request, match } = call;
    const manner = this.#manner;
    try {
      if (!match) return manner.finish(request, this.#withoutRoute(call));
      const { endpoint, path } = match;
      if (!endpoint) return this.#notImitated(request.method, path);
      return manner.finish(request, await this.#call({ ...match, endpoint }, request));
    } catch (error) {
      // Routes that do not expect an ambiguous name get its error here.
      const refused = error instanceof Ambiguous ? manner.ambiguity(error) : error;
      if (!(refused instanceof Refusal)) throw error;
      const answer = manner.refusal(refused);
      return refused.isBreakdown ? answer : manner.finish(request, answer);
    }
  }

  async #call(place: Place, request: WireRequest): Promise<WireAnswer> {
    const { endpoint, path } = place;
    const { daemon, authToken } = this.#options;
    const route = routeOf(endpoint.name);
    if (!route) return this.#notImitated(request.method, path);
    let params: Record<string, unknown> = {};
    let result: unknown;
    try {
      params = this.#manner.admit(place, request, {
        authToken,
        refusesUnknownKeys: endpoint.name === "createJob" && daemon.facts.jobsRefuseUnknownKeys,
        ignoredFields: ignoredFields(endpoint.name, daemon.facts),
      });
      const repairing = repairFor(daemon, endpoint.name);
      // A call that needs no repair must not yield to other calls here.
      if (repairing !== undefined) await repairing;
      result = await route(daemon, params as never, request);
    } catch (error) {
      throw error instanceof Refusal ? withHint(daemon, error, params) : error;
    }
    if (endpoint.response === "bytes" || endpoint.response === "events")
      return result as WireAnswer;
    this.#check(endpoint, result);
    const answer = this.#manner.result(endpoint.name, result);
    return withHintOfResult(daemon, endpoint.name, answer, params);
  }

  /** Checks the fake's answer against the guard of the endpoint. */
  #check(endpoint: Endpoint, result: unknown): void {
    if (endpoint.result(result)) return;
    throw new FakeDaemonError(
      "bug",
      `the fake daemon's answer to ${endpoint.name} is wrong, which is a bug of @repowire/testing: ` +
        explain(endpoint.result, result).join("; "),
    );
  }

  #withoutRoute({ request, path }: Call): WireAnswer {
    if (this.#options.refusesUnknownRoutes && !this.#daemonAnswers(request.method, path)) {
      throw new FakeDaemonError(
        "unknown_route",
        `no Repowire daemon has ${request.method} ${path}; the nearest routes are ` +
          `${nearestRoutes(request.method, path).join(", ")}. To see the daemon's own 404, ` +
          "make the fake with strict: { unknownRoutes: false }",
      );
    }
    return this.#manner.noRoute(request, path);
  }

  /** Whether the caller wants the daemon's own refusal: for a route of another release, or a probe. */
  #daemonAnswers(method: string, path: string): boolean {
    const isProbe = method === "HEAD" || method === "OPTIONS";
    return isProbe || path === "/ws" || routeInAnyRelease(method, path) !== undefined;
  }

  /** The fake's answer to a route that only the daemon has. */
  #notImitated(method: string, path: string): WireAnswer {
    const detail =
      `the fake daemon does not imitate ${method} ${path}; COMPATIBILITY.md of @repowire/testing ` +
      "lists what it does imitate";
    return this.#manner.json(501, { detail, fake_daemon: "not_imitated" });
  }
}

/** The fields of a body that a release does not know. */
function ignoredFields(name: EndpointName, facts: Facts): readonly string[] {
  if (name === "registerPeer") return facts.peerModel ? [] : ["model"];
  if (name === "ask") return facts.keepsReplies ? [] : ["reply_delivery"];
  if (name === "createJob") return facts.readsPromptFiles ? [] : ["prompt_file"];
  if (name === "updateSession") return facts.sessionUpdateModel ? [] : ["model"];
  if (name !== "markPeerOffline" || facts.retiresIds) return [];
  return ["reason", "source", "detail", "terminal"];
}
