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
import type { Scope } from "../scope.ts";
import {
  type BodySource,
  type EncodedRequest,
  type Route,
  WrongParameters,
  encodeRequest,
  encodeRoute,
} from "./encode-request.ts";
import { type Bounds, type Reply, Sender } from "./send.ts";
import type { Bytes } from "./stream.ts";

/** An answer together with its status and headers. */
export interface CallResponse<Data> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
}

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

/** Makes a call from an answer. `pick` takes the method's result out of the daemon's envelope. */
export function callOf<Body, Data>(
  answer: Promise<CallResponse<Body>>,
  pick: (body: Body, headers: Headers) => Data = (body) => body as unknown as Data,
): RepowireCall<Data> {
  const data = answer.then((response) => pick(response.data, response.headers));
  return Object.assign(data, {
    async withResponse() {
      // The promise that is returned here reports a failure.
      data.catch(() => undefined);
      const { status, headers } = await answer;
      return { data: await data, status, headers };
    },
  });
}

/** A call that has passed all checks. */
interface Plan {
  readonly request: EncodedRequest;
  readonly bounds: Bounds;
  readonly validation: Validation;
}

/** All endpoints by their names. */
export type EndpointTable = { readonly [Name in EndpointName]: Endpoint };

/** Makes calls: checks the request, sends it, and checks the answer. */
export class Caller {
  readonly #settings: Settings;
  readonly #callbacks: Callbacks;
  readonly #sender: Sender;
  readonly #watched: boolean;
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
    this.#sender = new Sender(settings, scope);
    this.#table = table;
    const { onRequest, onResponse, logger } = settings;
    this.#watched = (onRequest ?? onResponse ?? logger) !== undefined;
  }

  /**
   * Calls an endpoint. `pick` takes the method's result out of the daemon's envelope. `prepare` may
   * refuse or complete the parameters first, within the call's time limit.
   */
  call<Name extends EndpointName, Data = ResultOf<Name>>(
    name: Name,
    params?: object,
    options?: CallOptions,
    pick?: (result: ResultOf<Name>) => Data,
    prepare?: () => object | undefined | Promise<object | undefined>,
  ): RepowireCall<Data> {
    const answer = this.#json(
      async () => {
        const endpoint = this.#endpoint(name);
        const plan = this.#plan(endpoint, params, options);
        if (prepare === undefined) return plan;
        const start = performance.now();
        const prepared = this.#plan(endpoint, (await prepare()) ?? params, options);
        return { ...prepared, bounds: { ...plan.bounds, spent: performance.now() - start } };
      },
      pick as ((result: unknown) => unknown) | undefined,
    );
    return callOf(answer as Promise<CallResponse<Data>>);
  }

  /** Calls an endpoint, which need not be in the table. */
  callEndpoint<Params, Result>(
    endpoint: Endpoint<Params, Result>,
    params?: object,
    options?: CallOptions,
  ): RepowireCall<Result> {
    const answer = this.#json(() => {
      const { name, response = "json", body = "json" } = jsonEndpoint(endpoint);
      if (response === "json" && body !== "multipart") return this.#plan(endpoint, params, options);
      throw new TypeError(`${name}: use RepowireClient for files and streams`);
    });
    return callOf(answer) as RepowireCall<Result>;
  }

  /** Calls an endpoint with a body that is collected first, within the call's time limit. */
  upload<Name extends EndpointName>(
    name: Name,
    options: CallOptions | undefined,
    prepare: () => { readonly params: object; readonly source: BodySource },
  ): RepowireCall<ResultOf<Name>> {
    const answer = this.#json(() => {
      const { params, source } = prepare();
      return this.#plan(this.#endpoint(name), params, options, source);
    });
    return callOf(answer);
  }

  /** Calls a route that is not in the table. */
  route(route: Route, options?: CallOptions): RepowireCall<unknown> {
    return callOf(this.#json(() => this.#bound(encodeRoute(route), 0, options)));
  }

  /** Calls an endpoint whose answer is bytes, and reads them up to a limit. */
  async bytes(
    name: EndpointName,
    params: object,
    options: CallOptions | undefined,
    limit: number,
  ): Promise<CallResponse<Bytes>> {
    const { request, bounds } = await explained(() =>
      this.#plan(this.#endpoint(name), params, options),
    );
    const answer = await this.#watch(request, async () => {
      const { status, headers, body } = await this.#sender.send(request, bounds, limit);
      return { data: body.bytes(), status, headers };
    });
    return answer;
  }

  /**
   * Calls an endpoint whose answer is a stream, and returns the stream when the headers have come. The
   * call's timeout applies to the headers. `pieceTimeout` applies to each piece; it defaults to that
   * timeout.
   */
  async open(
    name: EndpointName,
    params?: object,
    options?: CallOptions,
    pieceTimeout?: number,
  ): Promise<CallResponse<ReadableStream<Bytes>>> {
    const { request, bounds } = await explained(() =>
      this.#plan(this.#endpoint(name), params, options),
    );
    const answer = await this.#watch(request, async () => {
      const { status, headers, stream } = await this.#sender.open(request, bounds, pieceTimeout);
      return { data: stream, status, headers };
    });
    return answer;
  }

  async #json(
    plan: () => Plan | Promise<Plan>,
    pick?: (result: unknown) => unknown,
  ): Promise<CallResponse<unknown>> {
    const { request, bounds, validation } = await explained(plan);
    // Await here, so that the stack of an error leads to the caller.
    const answer = await this.#watch(request, async () => {
      const reply = await this.#sender.send(request, bounds);
      const data = this.#parse(request, reply);
      if (validation !== "off" && request.endpoint?.result(data) === false) {
        await this.#drift(request.endpoint.name, request, reply, data, validation);
      }
      const picked = pick === undefined ? data : this.#pick(request, reply, data, pick);
      return { data: picked, status: reply.status, headers: reply.headers };
    });
    return answer;
  }

  /** Takes the method's result out of the answer, which may have any shape if nothing checks it. */
  #pick(
    request: EncodedRequest,
    reply: Reply,
    data: unknown,
    pick: (result: unknown) => unknown,
  ): unknown {
    const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
    const picked = isObject ? pick(data) : undefined;
    if (picked !== undefined && picked !== null) return picked;
    throw this.#sender.unusable(request, reply, ["the answer lacks what the method returns"]);
  }

  #endpoint(name: EndpointName): Endpoint {
    const endpoint = Object.hasOwn(this.#table, name) ? this.#table[name] : undefined;
    if (endpoint !== undefined) return endpoint;
    const near = didYouMean(name, Object.keys(this.#table));
    throw new TypeError(`request: there is no endpoint ${JSON.stringify(name)}${near}`);
  }

  #plan(endpoint: Endpoint, params: object = {}, options?: CallOptions, source?: BodySource): Plan {
    return this.#bound(encodeRequest(endpoint, params, source), holdOf(endpoint, params), options);
  }

  #bound(request: EncodedRequest, hold: number, options: CallOptions | undefined): Plan {
    const { signal, timeout, headers, validation, retry } = callSettingsOf(request.name, options);
    const settings = this.#settings;
    return {
      request: headers ? { ...request, headers: { ...headers, ...request.headers } } : request,
      bounds: {
        signal,
        timeout: timeout ?? settings.timeout + hold,
        retry: retry ?? settings.retry,
        spent: 0,
      },
      validation: validation ?? settings.validation,
    };
  }

  #parse(request: EncodedRequest, reply: Reply): unknown {
    const text = reply.body.text();
    try {
      return JSON.parse(text);
    } catch {
      // A route that is not in the table may have an empty answer.
      if (text === "" && request.endpoint === undefined) return undefined;
      const issue = text === "" ? "the body is empty" : "the body is not JSON";
      throw this.#sender.unusable(request, reply, [issue]);
    }
  }

  async #drift(
    name: EndpointName,
    request: EncodedRequest,
    reply: Reply,
    data: unknown,
    validation: Validation,
  ): Promise<void> {
    const { explainResult } = await import("@repowire/protocol/explain");
    const issues = explainResult(name, data);
    const event = eventOf(request);
    this.#callbacks.tell("onDrift", this.#settings.onDrift, [
      { ...event, status: reply.status, issues },
    ]);
    this.#callbacks.warn(`${lineOf(event)}: unknown answer: ${issues.join("; ")}`);
    if (validation === "strict") throw this.#sender.unusable(request, reply, issues);
  }

  /** Tells the observers and the logger about a call. They cannot change anything. */
  async #watch<Answer extends { readonly status: number }>(
    request: EncodedRequest,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    if (!this.#watched && !hasSubscribers("repowire:call")) {
      const answer = await send();
      return answer;
    }
    const event = eventOf(request);
    const start = performance.now();
    this.#callbacks.tell("onRequest", this.#settings.onRequest, [event]);
    try {
      const answer = await send();
      this.#over(request, answer.status, start, undefined);
      return answer;
    } catch (error) {
      this.#over(request, (error as { status?: number } | undefined)?.status, start, error);
      throw error;
    }
  }

  #over(request: EncodedRequest, status: number | undefined, start: number, error: unknown): void {
    const event = eventOf(request);
    const duration = performance.now() - start;
    publish("repowire:call", () => ({
      name: event.name,
      method: event.method,
      route: request.endpoint?.path,
      origin: this.#settings.origin,
      startTime: performance.timeOrigin + start,
      duration,
      status,
      error: error === undefined ? undefined : failureOf(error),
    }));
    this.#callbacks.tell("onResponse", this.#settings.onResponse, [
      { ...event, status, duration, error },
    ]);
    const outcome = status ?? (error as Error | undefined)?.name ?? "ended";
    this.#callbacks.debug(`${lineOf(event)}: ${outcome} in ${duration.toFixed(1)} ms`);
  }
}

/** An error without its message, which may contain other text. */
function failureOf(error: unknown): { readonly name: string; readonly code: string | undefined } {
  // The reason of an abort may be any value.
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  return {
    name: typeof name === "string" ? name : "Error",
    code: typeof code === "string" ? code : undefined,
  };
}

function jsonEndpoint(endpoint: Endpoint): Endpoint {
  if (typeof endpoint?.params === "function") return endpoint;
  throw new TypeError("call: the first argument must be one of the endpoints");
}

/** Explains in words why parameters are invalid. */
async function explained(plan: () => Plan | Promise<Plan>): Promise<Plan> {
  try {
    return await plan();
  } catch (thrown) {
    if (!(thrown instanceof WrongParameters)) throw thrown;
    const { endpoint, values } = thrown;
    const { explainParams } = await import("@repowire/protocol/explain");
    throw new TypeError(`${endpoint}: ${explainParams(endpoint, values).join("; ")}`);
  }
}

function eventOf({ name, request: { method, path } }: EncodedRequest): RequestEvent {
  return { name, method, path };
}

function lineOf({ name, method, path }: RequestEvent): string {
  return `${name}: ${method} ${path}`;
}

/** How many milliseconds these parameters ask the daemon to hold the call. */
function holdOf({ hold }: Endpoint, params: object): number {
  if (hold === undefined) return 0;
  const values = params as Readonly<Record<string, unknown>>;
  const seconds = hold.parameter && values[hold.parameter];
  const asked = typeof seconds === "number" ? seconds * 1000 : hold.default;
  const entries = hold.each && values[hold.each];
  const times = Array.isArray(entries) ? entries.length : 1;
  return Math.min(asked, hold.most ?? asked) * times;
}
