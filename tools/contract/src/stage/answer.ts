import { ContractFailure } from "./contract-failure.ts";
import { type Json, valueAt } from "./json.ts";
import { sortUnordered } from "./unordered.ts";
import { mustMatch, type Pattern, show } from "./match.ts";

/** The headers that a caller can rely on. The others depend on the connection or the moment. */
const HEADERS = new Set([
  "access-control-allow-credentials",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "access-control-max-age",
  "accept-ranges",
  "allow",
  "cache-control",
  "content-disposition",
  "content-range",
  "content-type",
  "location",
  "vary",
  "www-authenticate",
  "x-accel-buffering",
  "x-content-type-options",
]);

interface ReadOptions {
  /** Whether `is` checks anything. Default: true. */
  readonly rule?: boolean;
  /** Whether lists that this daemon returns in random order are sorted. Default: false. */
  readonly sorted?: boolean;
}

/** One answer of a daemon, read to its end. */
export class Answer {
  readonly call: string;
  readonly status: number;
  /** Only the headers that matter. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON, or the text if it is not JSON. */
  readonly body: Json;
  readonly #rule: boolean;

  private constructor(call: string, response: Response, text: string, options: ReadOptions) {
    this.call = call;
    this.status = response.status;
    this.headers = Object.fromEntries([...response.headers].filter(([name]) => HEADERS.has(name)));
    const body = parse(text, response.headers.get("content-type"));
    this.body = options.sorted ? sortUnordered(body) : body;
    this.#rule = options.rule ?? true;
  }

  static async read(call: string, response: Response, options: ReadOptions = {}): Promise<Answer> {
    return new Answer(call, response, await response.text(), options);
  }

  /** @throws ContractFailure unless the answer has this status and a matching body. */
  is(status: number, body?: Pattern): this {
    if (!this.#rule) return this;
    if (this.status !== status) {
      throw new ContractFailure(
        `${this.call} answered ${this.status} ${show(this.body)}, expected ${status}`,
      );
    }
    if (body !== undefined) mustMatch(`the answer of ${this.call}`, this.body, body);
    return this;
  }

  /** The display names in a list of peers, without the daemon's own peer, which only newer ones have. */
  names(): string[] {
    const peers = (this.at("peers") ?? []) as { display_name: string }[];
    return peers.map(({ display_name }) => display_name).filter((name) => name !== "jobs");
  }

  /** Steps into the body. */
  at(...keys: readonly (string | number)[]): Json | undefined {
    return valueAt(this.body, ...keys);
  }

  /** @throws ContractFailure unless there is a text. */
  text(...keys: readonly (string | number)[]): string {
    const found = this.at(...keys);
    if (typeof found === "string") return found;
    throw new ContractFailure(
      `${this.call} answered ${this.status} ${show(this.body)} without a text at ${keys.join(".")}`,
    );
  }
}

function parse(text: string, contentType: string | null): Json {
  if (!contentType?.startsWith("application/json")) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
