import ky, { type Options } from "ky";

import { BodyTooLarge, BoundedBody } from "./bounded-body.ts";
import {
  closedError,
  connectionError,
  httpError,
  responseError,
  timeoutError,
} from "./daemon-errors.ts";
import { failureOf } from "./failure.ts";
import { Aborted, closed, interruptible, timedOut } from "./interruptible.ts";
import type { Lifetime } from "./lifetime.ts";
import { redactor } from "./redact.ts";
import { type Settings, checkToken } from "./settings.ts";
import type { Outgoing } from "./url.ts";

/** What bounds one call. */
export interface Bounds {
  /** Milliseconds, or `Infinity`. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** A good answer, before anybody looked into its text. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How far a call has come; errors are told apart by this, not by what a runtime calls them. */
interface Progress {
  /** Whether `fetch` was called. Before that, nothing can have been sent. */
  sent: boolean;
  /** What `fetch` threw, before ky put something of its own around it. */
  thrown?: unknown;
  /** The token of this call, when a function gave it. */
  token?: string;
  response?: Response;
  body?: BoundedBody;
}

/**
 * Sends requests and reads answers. Everything that can go wrong on the way becomes one of the
 * protocol's errors here, and nothing of ky, or of `fetch`, leaves this file: an error of theirs
 * shows the whole request, token included, as soon as somebody prints it.
 */
export class Transport {
  readonly #settings: Settings;
  readonly #lifetime: Lifetime;

  constructor(settings: Settings, lifetime: Lifetime) {
    this.#settings = settings;
    this.#lifetime = lifetime;
  }

  /** Sends a call once, and reads the whole answer. */
  async send(outgoing: Outgoing, bounds: Bounds): Promise<Reply> {
    const progress: Progress = { sent: false };
    const interruptions = { ...bounds, lifetime: this.#lifetime };
    let thrown: unknown;
    try {
      await interruptible(interruptions, (signal) => this.#exchange(outgoing, progress, signal));
      const { response, body } = progress;
      if (response?.ok && body !== undefined) {
        return { status: response.status, headers: response.headers, text: body.text() };
      }
    } catch (reason) {
      thrown = reason;
    }
    progress.body?.cancel();
    throw this.#explain(outgoing, bounds, progress, thrown);
  }

  async #exchange(outgoing: Outgoing, progress: Progress, signal: AbortSignal): Promise<void> {
    const headers = await this.#headers(outgoing, progress);
    const { fetch } = this.#settings;
    const response = await ky(
      this.#settings.base + outgoing.request.path,
      optionsOf({
        method: outgoing.request.method,
        headers,
        body: outgoing.body,
        signal,
        fetch: async (request: Request) => {
          progress.sent = true;
          try {
            return await (fetch ?? globalThis.fetch)(request);
          } catch (reason) {
            progress.thrown = reason;
            throw reason;
          }
        },
      }),
    );
    if (typeof response?.headers?.get !== "function") {
      throw new TypeError("the fetch function gave no Response");
    }
    if (signal.aborted) {
      // A fetch that does not know signals; nobody waits for its answer any more.
      response.body?.cancel().catch(() => undefined);
      return;
    }
    progress.response = response;
    progress.body = new BoundedBody(response, this.#settings.maxResponseBytes);
    await progress.body.read();
  }

  async #headers(outgoing: Outgoing, progress: Progress): Promise<Record<string, string>> {
    const { headers, authToken } = this.#settings;
    const all = { ...headers, ...outgoing.headers };
    if (typeof authToken === "function") {
      const token = await authToken();
      if (token !== undefined) {
        progress.token = checkToken(token);
        all["authorization"] = `Bearer ${token}`;
      }
    }
    return all;
  }

  #explain(outgoing: Outgoing, bounds: Bounds, progress: Progress, thrown: unknown): unknown {
    if (thrown instanceof Aborted) return thrown.reason;
    const { origin, secrets } = this.#settings;
    const { sent, response, body, token } = progress;
    const redact = redactor(token === undefined ? secrets : [token, ...secrets]);
    if (response !== undefined && !response.ok) {
      const { status, headers } = response;
      return httpError(outgoing, origin, { status, headers, body: parsed(redact, body?.text()) });
    }
    if (thrown === closed) return closedError(outgoing, sent);
    if (thrown === timedOut) return timeoutError(outgoing, origin, bounds.timeout);
    if (response !== undefined && thrown instanceof BodyTooLarge) {
      return responseError(outgoing, origin, response.status, undefined, [thrown.message]);
    }
    const failure = failureOf(progress.thrown ?? thrown, redact);
    return connectionError(outgoing, origin, sent, failure);
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

/**
 * What ky is asked: one attempt, no time of its own, no redirect, every status an answer.
 *
 * It reads options that somebody put on `Object.prototype` (`body`, `hooks`, `headers`), unless
 * each is there as a key of its own. So many keys cost as much as the rest of a call, so they are
 * given only where the prototype is polluted.
 */
function optionsOf(given: Record<string, unknown>): Options {
  const options: Record<string, unknown> = {
    ...(isPolluted() ? neutral : undefined),
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: "manual",
    ...given,
  };
  return options;
}

function isPolluted(): boolean {
  for (const _ in {}) return true;
  return false;
}

const neutral = Object.freeze({
  json: undefined,
  parseJson: undefined,
  stringifyJson: undefined,
  searchParams: undefined,
  baseUrl: undefined,
  prefix: "",
  totalTimeout: false,
  hooks: {},
  onDownloadProgress: undefined,
  onUploadProgress: undefined,
  context: {},
  mode: undefined,
  credentials: undefined,
  cache: undefined,
  referrer: undefined,
  referrerPolicy: undefined,
  integrity: undefined,
  keepalive: undefined,
  window: undefined,
  duplex: "half",
  priority: undefined,
  dispatcher: undefined,
});
