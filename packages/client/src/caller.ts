import {
  type Endpoint,
  type EndpointName,
  type ResultOf,
  describeIssues,
  endpoints,
} from "@repowire/protocol";

import { type CallResponse, type RepowireCall, callOf } from "./call.ts";
import { responseError } from "./daemon-errors.ts";
import type { Lifetime } from "./lifetime.ts";
import { Observers } from "./observers.ts";
import type { CallOptions } from "./options.ts";
import { type Settings, checkCallOptions, checkHeaders } from "./settings.ts";
import { type Reply, Transport } from "./transport.ts";
import { type Outgoing, layOut } from "./url.ts";

const noOptions: CallOptions = Object.freeze({});

/** Makes calls of endpoints: checks what goes out, sends it, checks what comes back. */
export class Caller {
  readonly #settings: Settings;
  readonly #transport: Transport;
  readonly #observers: Observers;

  constructor(settings: Settings, lifetime: Lifetime) {
    this.#settings = settings;
    this.#transport = new Transport(settings, lifetime);
    this.#observers = new Observers(settings);
  }

  /** Calls an endpoint. `pick` takes what the method returns out of the daemon's envelope. */
  call<Name extends EndpointName, Data = ResultOf<Name>>(
    name: Name,
    params: object = {},
    options: CallOptions = noOptions,
    pick: (result: ResultOf<Name>) => Data = (result) => result as Data,
  ): RepowireCall<Data> {
    const answer = this.#answer(endpoints[name], params, options);
    return callOf(answer as Promise<CallResponse<ResultOf<Name>>>, pick);
  }

  async #answer(
    endpoint: Endpoint,
    params: object,
    options: CallOptions,
  ): Promise<CallResponse<unknown>> {
    const { name } = endpoint;
    const own = options === noOptions ? options : checkCallOptions(name, options);
    const outgoing = layOut(endpoint, params);
    const headers = own.headers && checkHeaders(name, own.headers);
    const bounds = {
      signal: own.signal,
      timeout: own.timeout ?? this.#settings.timeout + holdOf(endpoint, params),
    };
    // Awaited here, so that the stack of an error leads to whoever made the call.
    const answer = await this.#observers.watch(outgoing, async () => {
      const reply = await this.#transport.send(
        headers === undefined
          ? outgoing
          : { ...outgoing, headers: { ...headers, ...outgoing.headers } },
        bounds,
      );
      const data = this.#parse(outgoing, reply);
      this.#validate(outgoing, endpoint, reply, data, own.validation ?? this.#settings.validation);
      return { data, status: reply.status, headers: reply.headers };
    });
    return answer;
  }

  #parse(outgoing: Outgoing, { status, text }: Reply): unknown {
    try {
      return JSON.parse(text);
    } catch {
      const issue = text === "" ? "the body is empty" : "the body is not JSON";
      throw responseError(outgoing, this.#settings.origin, status, text, [issue]);
    }
  }

  #validate(
    outgoing: Outgoing,
    endpoint: Endpoint,
    { status }: Reply,
    data: unknown,
    validation: string,
  ): void {
    if (validation === "off") return;
    const checked = endpoint.result.safeParse(data);
    if (checked.success) return;
    const issues = describeIssues(checked.error);
    this.#observers.drift(outgoing, status, issues);
    if (validation === "strict") {
      throw responseError(outgoing, this.#settings.origin, status, data, issues);
    }
  }
}

/** Milliseconds for which these parameters have the daemon hold the call. */
function holdOf({ hold }: Endpoint, params: object): number {
  if (hold === undefined) return 0;
  const seconds = hold.parameter && (params as Record<string, unknown>)[hold.parameter];
  const asked = typeof seconds === "number" ? seconds * 1000 : hold.default;
  return Math.min(asked, hold.most ?? asked);
}
