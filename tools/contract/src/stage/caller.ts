import { Answer } from "./answer.ts";
import type { Json } from "./json.ts";
import { familyOf, type Target } from "../targets/target.ts";
import type { Transcript } from "./transcript.ts";

/** The options of a call. */
export interface CallOptions {
  /** Sent as JSON. */
  readonly body?: Json | undefined;
  /** Sent unchanged, instead of `body`. */
  readonly raw?: BodyInit;
  /** Added to the usual headers. `null` removes a header. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly query?: Readonly<Record<string, string>>;
  /** How the transcript shows the body, if `raw` is not a text. */
  readonly shownAs?: Json;
  /** Aborts the call, as a caller that gives up. */
  readonly signal?: AbortSignal;
}

/** Makes HTTP calls, and adds each with its answer to the transcript. */
export class Caller {
  readonly #target: Target;
  readonly #transcript: Transcript;
  readonly #rule: boolean;
  /** All calls, such as `GET /peers/…`. */
  readonly calls: string[] = [];

  /** @param options.rule - Whether answers must match what the scenario expects. */
  constructor(target: Target, transcript: Transcript, { rule = true }: { rule?: boolean } = {}) {
    this.#target = target;
    this.#rule = rule;
    this.#transcript = transcript;
  }

  /** Makes a call that the transcript shows. */
  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const answer = this.#call(method, path, options);
    // A scenario that fails during a call ends before the call.
    answer.catch(() => {});
    return answer;
  }

  async #call(method: string, path: string, options: CallOptions): Promise<Answer> {
    const { raw, body, shownAs } = options;
    this.calls.push(`${method} ${path}`);
    const shown = shownAs ?? (typeof raw === "string" ? raw : body);
    const answered = this.#transcript.call(method, withQuery(path, options.query), shown);
    const answer = await this.quietly(method, path, options);
    answered(answer);
    return answer;
  }

  /** Makes a call that the transcript does not show. */
  async quietly(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, raw, query, signal } = options;
    const headers: Record<string, string | null> = {
      // After a plain 500 a real daemon closes the connection without notice, and the next call on it
      // would fail.
      ...(!this.#target.keepsConnections && { connection: "close" }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(this.#target.authToken && { authorization: `Bearer ${this.#target.authToken}` }),
      ...options.headers,
    };
    const { baseUrl, fetch, fetchWhole = fetch } = this.#target;
    const response = await fetchWhole(baseUrl + withQuery(path, query), {
      method,
      headers: Object.entries(headers).filter(
        (header): header is [string, string] => header[1] !== null,
      ),
      redirect: "manual",
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(raw !== undefined && { body: raw }),
      ...(signal && { signal }),
    });
    const isGo = familyOf(this.#target.version) === "go";
    return Answer.read(`${method} ${path}`, response, { rule: this.#rule, sorted: isGo });
  }

  /** Calls with GET. */
  get = (path: string, query?: Readonly<Record<string, string>>): Promise<Answer> =>
    this.call("GET", path, query ? { query } : {});

  /** Calls with POST and a JSON body. */
  post = (path: string, body?: Json, options: CallOptions = {}): Promise<Answer> =>
    this.call("POST", path, { ...options, body });

  /** Calls with PATCH and a JSON body. */
  patch = (path: string, body: Json): Promise<Answer> => this.call("PATCH", path, { body });

  /** Calls with DELETE. */
  delete = (path: string, query?: Readonly<Record<string, string>>): Promise<Answer> =>
    this.call("DELETE", path, query ? { query } : {});
}

function withQuery(path: string, query: Readonly<Record<string, string>> | undefined): string {
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}
