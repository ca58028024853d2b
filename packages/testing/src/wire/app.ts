import {
  type DaemonVersion,
  type Endpoint,
  type EndpointName,
  describeIssues,
} from "@repowire/protocol";
import { validator } from "@repowire/protocol/validate";

import type { Daemon } from "../daemon/daemon.ts";
import { type Route, notImitated as missing, routes } from "../daemon/routes.ts";
import { Refusal, brokenDown } from "../daemon/refusal.ts";
import { Ambiguous } from "../daemon/peers/lookup.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import { json, noSuchRoute, preflight, refusal, withCors } from "./envelope.ts";
import { readBody, readParams } from "./params.ts";
import { type Match, Router, existsAnywhere, nearestRoutes } from "./router.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** What an {@link App} is made of. */
export interface AppOptions {
  readonly daemon: Daemon;
  readonly version: DaemonVersion;
  readonly authToken: string | undefined;
  /** Whether a route that no daemon has is the test's mistake. */
  readonly refusesUnknownRoutes: boolean;
}

/** A request that was understood, before it is answered. */
export interface Call {
  readonly request: WireRequest;
  readonly path: string;
  readonly match: Match | undefined;
}

/** The daemon's HTTP interface, without a transport. */
export class App {
  readonly #daemon: Daemon;
  readonly #router: Router;
  readonly #authToken: string | undefined;
  readonly #refusesUnknownRoutes: boolean;

  constructor(options: AppOptions) {
    this.#daemon = options.daemon;
    this.#router = new Router(options.version);
    this.#authToken = options.authToken;
    this.#refusesUnknownRoutes = options.refusesUnknownRoutes;
  }

  /** Reads where a request goes. */
  understand(request: WireRequest): Call {
    const queryAt = request.target.indexOf("?");
    const raw = queryAt < 0 ? request.target : request.target.slice(0, queryAt);
    const path = raw.includes("%") ? decodePath(raw) : raw;
    return { request, path, match: this.#router.match(request.method, path) };
  }

  /** @throws {@link FakeDaemonError} for what no daemon would have to answer. */
  async answer(call: Call): Promise<WireAnswer> {
    const { request, match } = call;
    try {
      if (!match) return withCors(request, this.#withoutRoute(call));
      const { endpoint, path, pathParams } = match;
      if (!endpoint) return notImitated(request.method, path);
      return withCors(request, await this.#call({ endpoint, path, pathParams }, request));
    } catch (error) {
      if (error instanceof Refusal && error.isBreakdown) return refusal(error);
      if (error instanceof Refusal) return withCors(request, refusal(error));
      // The routes that do not expect two peers of one name break down over them.
      if (error instanceof Ambiguous) {
        return refusal(brokenDown());
      }
      throw error;
    }
  }

  async #call(
    match: Match & { readonly endpoint: NonNullable<Match["endpoint"]> },
    request: WireRequest,
  ): Promise<WireAnswer> {
    const { endpoint } = match;
    const route = routes[endpoint.name] as Route<EndpointName> | typeof missing;
    if (route === missing) return notImitated(request.method, match.path);
    const raw = readBody(match, request);
    if (!endpoint.open) this.#authorize(request);
    const queryAt = request.target.indexOf("?");
    const query = queryAt < 0 ? undefined : new URLSearchParams(request.target.slice(queryAt + 1));
    const refusesUnknownKeys =
      endpoint.name === "createJob" && this.#daemon.facts.jobsRefuseUnknownKeys;
    const params = readParams(match, request.method, query, raw, { refusesUnknownKeys });
    const result = await route(this.#daemon, params as never, request);
    if (endpoint.response === "bytes" || endpoint.response === "events")
      return result as WireAnswer;
    this.#check(endpoint, result);
    return json(200, this.#daemon.facts.sendsNulls ? result : leaveOutNulls(result));
  }

  #authorize(request: WireRequest): void {
    if (this.#authToken === undefined) return;
    const [, scheme = "", token = ""] =
      /^(\S+) +(.+)$/.exec(request.header("authorization") ?? "") ?? [];
    const isBearer = scheme.toLowerCase() === "bearer" && token !== "";
    if (isBearer && token === this.#authToken) return;
    const detail = isBearer ? "Invalid auth token" : "Missing authorization header";
    throw new Refusal(401, { detail }, { "www-authenticate": "Bearer" });
  }

  /** Holds the fake to what the daemon's users may rely on. */
  #check(endpoint: Endpoint, result: unknown): void {
    if (validator(endpoint.result)(result)) return;
    const { error } = endpoint.result.safeParse(result);
    throw new FakeDaemonError(
      "bug",
      `the fake daemon's answer to ${endpoint.name} is wrong, which is a bug of @repowire/testing: ` +
        (error ? describeIssues(error).join("; ") : "it does not fit its schema"),
    );
  }

  #withoutRoute({ request, path }: Call): WireAnswer {
    const asked = preflight(request);
    if (asked) return asked;
    if (this.#refusesUnknownRoutes && !this.#daemonAnswers(request.method, path)) {
      throw new FakeDaemonError(
        "unknown_route",
        `no Repowire daemon has ${request.method} ${path}; the nearest routes are ` +
          `${nearestRoutes(request.method, path).join(", ")}. To see the daemon's own 404, ` +
          "make the fake with strict: { unknownRoutes: false }",
      );
    }
    return noSuchRoute(request.method);
  }

  /** Whether the daemon's refusal is the point: a route of another release, or a probe. */
  #daemonAnswers(method: string, path: string): boolean {
    return method === "HEAD" || method === "OPTIONS" || existsAnywhere(method, path);
  }
}

/** The answer of the fake itself to a route that the daemon has and it has not. */
function notImitated(method: string, path: string): WireAnswer {
  const detail =
    `the fake daemon does not imitate ${method} ${path}; COMPATIBILITY.md of @repowire/testing ` +
    "lists what it does imitate";
  return json(501, { detail, fake_daemon: "not_imitated" });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The Go daemon leaves out what is null, at every depth that it defines. */
function leaveOutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leaveOutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, leaveOutNulls(entry)]),
  );
}
