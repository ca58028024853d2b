import type { DaemonResponseError } from "@repowire/protocol";

import { BodyTooLarge } from "./body-too-large.ts";
import { BoundedBody } from "./bounded-body.ts";
import type { Bytes } from "./bytes.ts";
import {
  closedError,
  connectionError,
  httpError,
  responseError,
  timeoutError,
} from "./daemon-errors.ts";
import { failureOf } from "./failure.ts";
import { guardedStream } from "./guarded-stream.ts";
import { Aborted, closed, interruptible, timedOut } from "../interruptible.ts";
import { Lifetime } from "../lifetime.ts";
import type { Outgoing } from "./outgoing.ts";
import { Progress } from "./progress.ts";
import { redactor } from "./redact.ts";
import { sendRequest } from "./send-request.ts";
import type { Scope } from "../scope.ts";
import { type Settings, checkToken } from "../settings.ts";

/** An error carries its body along; the daemon's are a few hundred bytes. */
const errorLimit = 64 * 1024;

/** What bounds one call. */
export interface Bounds {
  /** Milliseconds, or `Infinity`. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** A 2xx answer of which everything has arrived. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: BoundedBody;
  /** The token that a function gave for this call. */
  readonly token: string | undefined;
}

/** A 2xx answer whose body is still to come. */
export interface OpenReply {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The bytes as they come. The timeout holds for the headers, and then for each piece anew;
   * cancelling, the caller's signal and `close()` end the connection.
   */
  readonly stream: ReadableStream<Bytes>;
}

/**
 * Sends requests and reads answers. Everything that can go wrong on the way becomes one of the
 * protocol's errors here, and nothing of ky or of `fetch` goes further: an error of theirs
 * shows the whole request, token included, as soon as somebody prints it.
 */
export class Transport {
  readonly #settings: Settings;
  readonly #lifetime: Lifetime;
  readonly #headers = new WeakMap<object, Readonly<Record<string, string>>>();

  constructor(settings: Settings, scope: Scope) {
    this.#settings = settings;
    this.#lifetime = new Lifetime(scope);
  }

  /** Sends a call once, and reads the whole answer. */
  async send(
    outgoing: Outgoing,
    bounds: Bounds,
    limit = this.#settings.maxResponseBytes,
  ): Promise<Reply> {
    const progress = new Progress();
    const body = await this.#run(outgoing, bounds, progress, async (response) => {
      progress.body = new BoundedBody(response, response.ok ? limit : errorLimit);
      await progress.body.read();
      return progress.body;
    });
    const { status, headers } = progress.response as Response;
    return { status, headers, body, token: progress.token };
  }

  /** Sends a call once, and gives the answer as soon as its headers are there. */
  async open(outgoing: Outgoing, bounds: Bounds): Promise<OpenReply> {
    const progress = new Progress();
    const reader = await this.#run(outgoing, bounds, progress, async (response) => {
      if (response.ok) return response.body?.getReader();
      progress.body = new BoundedBody(response, errorLimit);
      await progress.body.read();
      return undefined;
    });
    const { status, headers } = progress.response as Response;
    const stream = guardedStream(reader, {
      ...bounds,
      lifetime: this.#lifetime,
      controller: progress.controller,
      explain: (thrown) => this.#explain(outgoing, bounds, progress, thrown),
    });
    return { status, headers, stream };
  }

  /** The error for a 2xx answer that came well, and says nothing that can be used. */
  unusable(outgoing: Outgoing, reply: Reply, issues: readonly string[]): DaemonResponseError {
    const body = parsed(this.#redactor(reply.token), reply.body.text());
    return responseError(outgoing, this.#settings.origin, reply.status, body, issues);
  }

  async #run<Result>(
    outgoing: Outgoing,
    bounds: Bounds,
    progress: Progress,
    read: (response: Response) => Promise<Result>,
  ): Promise<Result> {
    const interruptions = { ...bounds, lifetime: this.#lifetime, controller: progress.controller };
    let thrown: unknown;
    try {
      const result = await interruptible(interruptions, () =>
        this.#exchange(outgoing, progress, read),
      );
      if (progress.response?.ok) return result;
    } catch (reason) {
      thrown = reason;
    }
    progress.body?.cancel();
    throw this.#explain(outgoing, bounds, progress, thrown);
  }

  async #exchange<Result>(
    outgoing: Outgoing,
    progress: Progress,
    read: (response: Response) => Promise<Result>,
  ): Promise<Result> {
    const { signal } = progress.controller;
    const { base, fetch, authToken } = this.#settings;
    let headers = this.#headersOf(outgoing);
    if (typeof authToken === "function") {
      headers = await this.#authorized(headers, authToken, progress);
    }
    let body: BodyInit | undefined;
    if (typeof outgoing.body === "function") {
      const collect = outgoing.body;
      const collected = await ofCaller(progress, () => collect(signal));
      headers = { ...headers, "content-type": collected.type };
      body = collected.body;
    } else {
      body = outgoing.body;
    }
    // The wait is over for the caller, so nothing may be sent any more.
    signal.throwIfAborted();
    const response = await sendRequest({
      url: base + outgoing.request.path,
      method: outgoing.request.method,
      headers,
      body,
      signal,
      fetch: async (request, init) => {
        progress.sent = true;
        try {
          return await (fetch ?? globalThis.fetch)(request, init);
        } catch (reason) {
          progress.thrown = reason;
          throw reason;
        }
      },
    });
    if (typeof response?.headers?.get !== "function") {
      throw new TypeError("the fetch function gave no Response");
    }
    if (signal.aborted) {
      // A fetch that does not know signals; nobody waits for its answer any more.
      response.body?.cancel().catch(() => undefined);
      signal.throwIfAborted();
    }
    progress.response = response;
    return read(response);
  }

  /** The client's headers and the call's, put together once for each kind of call. */
  #headersOf({ headers }: Outgoing): Readonly<Record<string, string>> {
    let all = this.#headers.get(headers);
    if (all === undefined) {
      all = { ...this.#settings.headers, ...headers };
      this.#headers.set(headers, all);
    }
    return all;
  }

  async #authorized(
    headers: Readonly<Record<string, string>>,
    authToken: () => string | undefined | Promise<string | undefined>,
    progress: Progress,
  ): Promise<Readonly<Record<string, string>>> {
    const token = await ofCaller(progress, async () => {
      const given = await authToken();
      return given === undefined ? undefined : checkToken(given);
    });
    progress.token = token;
    return token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` };
  }

  #explain(outgoing: Outgoing, bounds: Bounds, progress: Progress, thrown: unknown): unknown {
    if (thrown instanceof Aborted) return thrown.reason;
    const { origin } = this.#settings;
    const { sent, response, body } = progress;
    const redact = this.#redactor(progress.token);
    if (response !== undefined && !response.ok) {
      const { status, headers } = response;
      return httpError(outgoing, origin, { status, headers, body: parsed(redact, body?.text()) });
    }
    if (thrown === closed) return closedError(outgoing, sent);
    if (thrown === timedOut) return timeoutError(outgoing, origin, bounds.timeout);
    if (progress.callerFailed) return thrown;
    if (response !== undefined && thrown instanceof BodyTooLarge) {
      return responseError(outgoing, origin, response.status, undefined, [thrown.message]);
    }
    const failure = failureOf(progress.thrown ?? thrown, redact);
    return connectionError(outgoing, origin, sent, failure);
  }

  #redactor(token: string | undefined): (text: string) => string {
    const { secrets } = this.#settings;
    return redactor(token === undefined ? secrets : [token, ...secrets]);
  }
}

/** Runs what the caller gave. If it fails, the failure is the caller's, and stays as it is. */
async function ofCaller<Result>(progress: Progress, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (reason) {
    progress.callerFailed = true;
    throw reason;
  }
}

/** The body of a failed call: parsed where it is JSON, else the text. */
function parsed(redact: (text: string) => string, text = ""): unknown {
  const clean = redact(text);
  try {
    return JSON.parse(clean, (_, value: unknown) =>
      typeof value === "string" ? redact(value) : value,
    );
  } catch {
    return clean;
  }
}
