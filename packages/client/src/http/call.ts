import type { Endpoint, EndpointName, ResultOf } from "@repowire/protocol";

import { type Callbacks, hasSubscribers, publish } from "../observers.ts";
import { didYouMean } from "../option-rules.ts";
import {
  type CallOptions,
  type RequestEvent,
  type Settings,
  type Validation,
  callSettingsOf,
} from "../options.ts";
import { Scope, systemClock, timerDelay } from "../scope.ts";
import { UnusableBody } from "./body.ts";
import {
  type BodySource,
  type EncodedRequest,
  type Route,
  WrongParameters,
  encodeRequest,
  encodeRoute,
} from "./encode-request.ts";
import { loadExplanations } from "./explain.ts";
import { type CallResponse, type Plan, Sending } from "./send.ts";

/** A call under way: a promise of the daemon's answer. */
export interface RepowireCall<Data> extends Promise<Data> {
  /**
   * Returns the answer with its status and headers. The call is sent once, however often you await it.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { data, status, headers } = await client.health().withResponse();
   * console.log(status, headers.get("date"), data.version);
   * ```
   */
  withResponse(): Promise<CallResponse<Data>>;
}

/** Makes a call from its answer. `pick` takes the method's result out of the body. */
export function callOf<Body, Data = Body>(
  answer: Promise<CallResponse<Body>>,
  pick: (body: Body) => Data = (body) => body as unknown as Data,
): RepowireCall<Data> {
  const data = answer.then((response) => pick(response.data));
  return Object.assign(data, {
    async withResponse() {
      // The promise that is returned here reports a failure.
      data.catch(() => undefined);
      const { status, headers } = await answer;
      return { data: await data, status, headers };
    },
  });
}

/** What a method adds to the parameters of its caller. */
interface Additions {
  /** Parameters that the method takes by themselves. They go before the caller's. */
  readonly fixed?: object;
  /** A body that is collected first, within the call's time limit. */
  readonly source?: BodySource;
  /** The method that the user called, if the endpoint has another name. */
  readonly method?: string;
}

/** All endpoints by their names. */
export type EndpointTable = { readonly [Name in EndpointName]: Endpoint };

type Pick = (result: never) => unknown;

/** Makes calls: checks the request, sends it, and checks the answer. */
export class Caller {
  readonly #scope: Scope;
  readonly #settings: Settings;
  readonly #callbacks: Callbacks;
  readonly #table: Partial<EndpointTable>;

  /** If there is no table, calls take their endpoint instead of a name. */
  constructor(
    settings: Settings,
    scope: Scope,
    callbacks: Callbacks,
    table: Partial<EndpointTable> = {},
  ) {
    this.#settings = settings;
    this.#callbacks = callbacks;
    this.#scope = scope;
    this.#table = table;
  }

  /**
   * Calls an endpoint. `pick` takes the method's result out of the daemon's envelope. `prepare` may
   * refuse or complete the parameters first, within the call's time limit.
   */
  call<Name extends EndpointName, Data = ResultOf<Name>>(
    name: Name,
    params?: object,
    options?: CallOptions,
    pick?: (result: ResultOf<Name>) => Data | undefined,
    prepare?: () => object | undefined | Promise<object | undefined>,
  ): RepowireCall<Data> {
    return this.json(async () => {
      const plan = this.plan(name, params, options);
      const prepared = prepare && (await this.#prepared(plan, prepare));
      return prepared ? { ...this.plan(name, prepared, options), start: plan.start } : plan;
    }, pick);
  }

  /** Does work that belongs to a call and comes before its request. */
  async #prepared<Result>(plan: Plan, work: () => Result | Promise<Result>): Promise<Result> {
    const sending = new Sending(plan, this.#settings, this.#scope);
    const { scope } = sending;
    try {
      return await scope.run(work);
    } catch (thrown) {
      throw thrown === scope.ended ? sending.explain(thrown) : thrown;
    } finally {
      scope.end();
    }
  }

  /**
   * Calls an endpoint. `fixed` are the parameters that the method takes as separate arguments. They replace
   * those of the same name in `params`.
   */
  on<Name extends EndpointName>(
    name: Name,
    fixed: object,
    params: object | undefined,
    options: CallOptions | undefined,
  ): RepowireCall<ResultOf<Name>> {
    return this.json(() => this.plan(name, params, options, { fixed }));
  }

  /** Sends what `makePlan` returns, and returns the JSON of the answer. */
  json<Data>(makePlan: () => Plan | Promise<Plan>, pick?: Pick): RepowireCall<Data> {
    const answer = this.run(makePlan, (sending, { request, validation }) =>
      sending.send(this.#settings.maxResponseBytes, async (body, status) => {
        const data = parsed(request, body.text());
        if (validation !== "off" && request.endpoint?.result(data) === false) {
          await this.#drift(request, request.endpoint.result, status, data, validation);
        }
        return pick === undefined ? data : picked(data, pick);
      }),
    );
    return callOf(answer as Promise<CallResponse<Data>>);
  }

  /** Returns the endpoint of a name. */
  endpoint(name: EndpointName): Endpoint {
    const endpoint = Object.hasOwn(this.#table, name) ? this.#table[name] : undefined;
    if (endpoint !== undefined) return endpoint;
    const near = didYouMean(name, Object.keys(this.#table));
    throw new TypeError(`request: there is no endpoint ${JSON.stringify(name)}${near}`);
  }

  /** Checks a call and everything that comes with it. */
  plan(
    target: Endpoint | EndpointName,
    params: object = {},
    options?: CallOptions,
    { fixed, source, method }: Additions = {},
  ): Plan {
    const endpoint = typeof target === "string" ? this.endpoint(target) : target;
    const request = encodeRequest(endpoint, params, fixed, source);
    return this.bound(request, options, method, holdOf(endpoint, params));
  }

  /** Adds the options of a call. The daemon may hold it for `hold` milliseconds. */
  bound(
    request: EncodedRequest,
    options: CallOptions | undefined,
    method: string = request.name,
    hold = 0,
  ): Plan {
    const { signal, timeout, headers, validation, retry } = callSettingsOf(method, options);
    const settings = this.#settings;
    return {
      request: headers ? { ...request, headers: { ...headers, ...request.headers } } : request,
      signal,
      timeout: timeout ?? timerDelay(settings.timeout + hold),
      start: performance.now(),
      retry: request.repeatable ? (retry ?? settings.retry) : 0,
      validation: validation ?? settings.validation,
    };
  }

  /** Makes a plan, and sends it with `send`. If parameters are invalid, the error explains why in words. */
  async run<Answer extends { readonly status: number }>(
    makePlan: () => Plan | Promise<Plan>,
    send: (sending: Sending, plan: Plan, scope: Scope) => Promise<Answer>,
  ): Promise<Answer> {
    let plan: Plan;
    try {
      plan = await makePlan();
    } catch (thrown) {
      if (!(thrown instanceof WrongParameters)) throw thrown;
      const { endpoint, values } = thrown;
      const issues = await this.#inWords(endpoint.params, values);
      throw new TypeError(`${endpoint.name}: ${issues.join("; ")}`);
    }
    // Await here, so that the stack of an error leads to the caller.
    return await this.#watch(plan.request, () =>
      send(new Sending(plan, this.#settings, this.#scope), plan, this.#scope),
    );
  }

  /** Explains a mismatch. If the words cannot be loaded, the mismatch counts all the same. */
  async #inWords(guard: Endpoint["result"], value: unknown): Promise<readonly string[]> {
    try {
      const { timeout, clock } = this.#settings;
      const load = () => loadExplanations(clock);
      // A call of a closed client is explained too.
      const scope = this.#scope.ended === undefined ? this.#scope : new Scope();
      const { explain } = await scope.within({ timeout, clock: systemClock }, load);
      return explain(guard, value);
    } catch {
      return ["a value does not match the schema; the details could not be loaded"];
    }
  }

  async #drift(
    request: EncodedRequest,
    result: Endpoint["result"],
    status: number,
    data: unknown,
    validation: Validation,
  ): Promise<void> {
    const issues = await this.#inWords(result, data);
    const event = { ...eventOf(request), status, issues };
    this.#callbacks.tell("onDrift", this.#settings.onDrift, [event]);
    this.#callbacks.warn(`${lineOf(event)}: unknown answer: ${issues.join("; ")}`);
    if (validation === "strict") throw new UnusableBody(issues);
  }

  /** Tells the observers and the logger about a call. They cannot change anything. */
  async #watch<Answer extends { readonly status: number }>(
    request: EncodedRequest,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const { onRequest, onResponse, logger, origin } = this.#settings;
    const watcher = onRequest ?? onResponse ?? logger;
    if (watcher === undefined && !hasSubscribers("repowire:call")) return await send();
    const event = eventOf(request);
    const start = performance.now();
    const ended = (status: number | undefined, error: unknown) => {
      const duration = performance.now() - start;
      publish("repowire:call", () => ({
        name: event.name,
        method: event.method,
        route: request.endpoint?.path,
        origin,
        startTime: performance.timeOrigin + start,
        duration,
        status,
        error: error === undefined ? undefined : withoutMessage(error),
      }));
      const response = { ...event, status, duration, error };
      this.#callbacks.tell("onResponse", onResponse, [response]);
      const outcome = status ?? (error as Error | undefined)?.name ?? "ended";
      this.#callbacks.debug(`${lineOf(event)}: ${outcome} in ${duration.toFixed(1)} ms`);
    };
    this.#callbacks.tell("onRequest", onRequest, [event]);
    try {
      const answer = await send();
      ended(answer.status, undefined);
      return answer;
    } catch (error) {
      ended((error as { status?: number } | undefined)?.status, error);
      throw error;
    }
  }
}

// Functions instead of methods, because a bundle of the core needs only the first.

/** Calls an endpoint: for `request` by its name, for `call` one that need not be in the table. */
export function callEndpoint<Params, Result>(
  caller: Caller,
  method: "call" | "request",
  target: Endpoint<Params, Result> | EndpointName,
  params: object | undefined,
  options: CallOptions | undefined,
): RepowireCall<Result> {
  const isRequest = method === "request";
  return caller.json(() => {
    const endpoint = isRequest ? caller.endpoint(target as EndpointName) : target;
    if (typeof endpoint !== "object" || typeof endpoint?.params !== "function") {
      throw new TypeError("call: the first argument must be one of the endpoints");
    }
    const { name, response = "json", body = "json" } = endpoint;
    if (response !== "json" || body === "multipart") {
      const instead = isRequest
        ? "the method of that name"
        : "RepowireClient for files and streams";
      throw new TypeError(`${name}: use ${instead}`);
    }
    return caller.plan(endpoint, params, options, { method });
  });
}

/** Calls a route that is not in the table. */
export function callRoute(
  caller: Caller,
  route: Route,
  options: CallOptions | undefined,
  more: unknown,
): RepowireCall<unknown> {
  return caller.json(() => {
    const plan = caller.bound(encodeRoute(route), options);
    if (more === undefined) return plan;
    throw new TypeError("request: the options of a route are the second argument");
  });
}

function parsed({ endpoint }: EncodedRequest, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A route that is not in the table may have an empty answer.
    if (text === "" && endpoint === undefined) return undefined;
    throw new UnusableBody([text === "" ? "the body is empty" : "the body is not JSON"]);
  }
}

/** Takes the method's result out of the answer, which may have any shape if nothing checks it. */
function picked(data: unknown, pick: Pick): unknown {
  const result = typeof data === "object" && data !== null ? pick(data as never) : undefined;
  if (result !== undefined && result !== null) return result;
  throw new UnusableBody(["the answer lacks what the method returns"]);
}

/** The name and the code of an error. Its message may contain other text. */
function withoutMessage(error: unknown): {
  readonly name: string;
  readonly code: string | undefined;
} {
  // The reason of an abort may be any value.
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  return {
    name: typeof name === "string" ? name : "Error",
    code: typeof code === "string" ? code : undefined,
  };
}

function eventOf({ name, request: { method, path } }: EncodedRequest): RequestEvent {
  return { name, method, path };
}

function lineOf({ name, method, path }: RequestEvent): string {
  return `${name}: ${method} ${path}`;
}

/**
 * How many milliseconds these parameters ask the daemon to hold the call. The daemon reads 0 as its default.
 */
function holdOf({ hold }: Endpoint, params: object): number {
  if (hold === undefined) return 0;
  const values = params as Readonly<Record<string, unknown>>;
  const seconds = hold.parameter && values[hold.parameter];
  const asked = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : hold.default;
  const entries = hold.each && values[hold.each];
  const times = Array.isArray(entries) ? entries.length : 1;
  return Math.min(asked, hold.most ?? asked) * times;
}
