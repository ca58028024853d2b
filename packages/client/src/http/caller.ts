import {
  type Endpoint,
  type EndpointName,
  OkResultSchema,
  type ResultOf,
  describeIssues,
  endpoints,
} from "@repowire/protocol";
import { validator } from "@repowire/protocol/validate";

import type { Bytes } from "./bytes.ts";
import { type CallResponse, type RepowireCall, callOf } from "./call.ts";
import { Observers } from "./observers.ts";
import type { CallOptions, Validation } from "../options.ts";
import { type BodySource, type Outgoing, layOut, layOutRoute } from "./outgoing.ts";
import type { Route } from "./route.ts";
import type { Scope } from "../scope.ts";
import { type Settings, callSettingsOf } from "../settings.ts";
import { type Bounds, type Reply, Transport } from "./transport.ts";

/** A call that has passed all checks. */
interface Plan {
  readonly outgoing: Outgoing;
  readonly bounds: Bounds;
  readonly validation: Validation;
}

/** Makes calls: checks what goes out, has it sent, checks what comes back. */
export class Caller {
  readonly #settings: Settings;
  readonly #transport: Transport;
  readonly #observers: Observers;

  constructor(settings: Settings, scope: Scope) {
    this.#settings = settings;
    this.#transport = new Transport(settings, scope);
    this.#observers = new Observers(settings);
  }

  /** Calls an endpoint. `pick` takes what the method returns out of the daemon's envelope. */
  call<Name extends EndpointName, Data = ResultOf<Name>>(
    name: Name,
    params?: object,
    options?: CallOptions,
    pick?: (result: ResultOf<Name>) => Data,
  ): RepowireCall<Data> {
    const answer = this.#json(() => this.#plan(endpoints[name], params, options));
    return callOf(answer, pick as (result: unknown) => Data);
  }

  /** Calls an endpoint with a body that is collected first, within the bounds of the call. */
  upload<Name extends EndpointName>(
    name: Name,
    options: CallOptions | undefined,
    prepare: () => { readonly params: object; readonly source: BodySource },
  ): RepowireCall<ResultOf<Name>> {
    const answer = this.#json(() => {
      const { params, source } = prepare();
      return this.#plan(endpoints[name], params, options, source);
    });
    return callOf(answer);
  }

  /** Calls a route that is not in the table. */
  route(route: Route, options?: CallOptions): RepowireCall<unknown> {
    return callOf(this.#json(() => this.#bound(layOutRoute(route), 0, options)));
  }

  /** Calls an endpoint whose answer is bytes, and reads them all, up to a limit. */
  async bytes(
    name: EndpointName,
    params: object,
    options: CallOptions | undefined,
    limit: number,
  ): Promise<CallResponse<Bytes>> {
    const { outgoing, bounds } = this.#plan(endpoints[name], params, options);
    const answer = await this.#observers.watch(outgoing, async () => {
      const { status, headers, body } = await this.#transport.send(outgoing, bounds, limit);
      return { data: body.bytes(), status, headers };
    });
    return answer;
  }

  /** Calls an endpoint whose answer is a stream, and gives it once its headers are there. */
  async open(
    name: EndpointName,
    params?: object,
    options?: CallOptions,
  ): Promise<CallResponse<ReadableStream<Bytes>>> {
    const { outgoing, bounds } = this.#plan(endpoints[name], params, options);
    const answer = await this.#observers.watch(outgoing, async () => {
      const { status, headers, stream } = await this.#transport.open(outgoing, bounds);
      return { data: stream, status, headers };
    });
    return answer;
  }

  async #json(plan: () => Plan): Promise<CallResponse<unknown>> {
    const { outgoing, bounds, validation } = plan();
    // Awaited here, so that the stack of an error leads to whoever made the call.
    const answer = await this.#observers.watch(outgoing, async () => {
      const reply = await this.#transport.send(outgoing, bounds);
      const data = this.#parse(outgoing, reply);
      if (validation !== "off") this.#validate(outgoing, reply, data, validation);
      return { data, status: reply.status, headers: reply.headers };
    });
    return answer;
  }

  #plan(endpoint: Endpoint, params: object = {}, options?: CallOptions, source?: BodySource): Plan {
    return this.#bound(layOut(endpoint, params, source), holdOf(endpoint, params), options);
  }

  #bound(outgoing: Outgoing, hold: number, options: CallOptions | undefined): Plan {
    const { signal, timeout, headers, validation } = callSettingsOf(outgoing.name, options);
    return {
      outgoing: headers ? { ...outgoing, headers: { ...headers, ...outgoing.headers } } : outgoing,
      bounds: { signal, timeout: timeout ?? this.#settings.timeout + hold },
      validation: validation ?? this.#settings.validation,
    };
  }

  #parse(outgoing: Outgoing, reply: Reply): unknown {
    const { endpoint } = outgoing;
    const text = reply.body.text();
    try {
      return JSON.parse(text);
    } catch {
      // Nothing is a plain yes where the daemon would else have said `{"ok": true}`.
      if (text === "" && endpoint?.result === OkResultSchema) return { ok: true };
      if (text === "" && endpoint === undefined) return undefined;
      const issue = text === "" ? "the body is empty" : "the body is not JSON";
      throw this.#transport.unusable(outgoing, reply, [issue]);
    }
  }

  #validate(outgoing: Outgoing, reply: Reply, data: unknown, validation: Validation): void {
    const schema = outgoing.endpoint?.result;
    if (schema === undefined) return;
    if (validator(schema)(data)) return;
    const { error } = schema.safeParse(data);
    const issues = error === undefined ? [] : describeIssues(error);
    this.#observers.drift(outgoing, reply.status, issues);
    if (validation === "strict") throw this.#transport.unusable(outgoing, reply, issues);
  }
}

/** Milliseconds for which these parameters have the daemon hold the call. */
function holdOf({ hold }: Endpoint, params: object): number {
  if (hold === undefined) return 0;
  const values = params as Readonly<Record<string, unknown>>;
  const seconds = hold.parameter && values[hold.parameter];
  const asked = typeof seconds === "number" ? seconds * 1000 : hold.default;
  const entries = hold.each && values[hold.each];
  const times = Array.isArray(entries) ? entries.length : 1;
  return Math.min(asked, hold.most ?? asked) * times;
}
