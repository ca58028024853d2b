import type { Answer } from "./answer.ts";
import type { Family } from "../targets/target.ts";
import type { Json, JsonObject } from "./json.ts";
import { sortUnordered } from "./unordered.ts";
import type { References } from "./references.ts";

/** One line of a transcript: a call with its answer, a frame that came, or what a scenario noted. */
export type Entry = JsonObject;

/** The headers of nearly every answer; only what differs from them is written down. */
const USUAL_HEADERS: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  python: { "content-type": "application/json", vary: "Origin" },
  go: { "content-type": "application/json" },
};

/** What was said in one scenario, in the order in which the scenario did it. */
export class Transcript {
  readonly #entries: { line: JsonObject; answer?: Answer | undefined; more?: JsonObject }[] = [];

  readonly #family: Family;
  readonly #usual: Readonly<Record<string, string>>;

  constructor(family: Family = "python") {
    this.#family = family;
    this.#usual = USUAL_HEADERS[family];
  }

  /** Keeps a place, so that an answer stands where its call was made and not where it came. */
  call(method: string, path: string, body: Json | undefined): (answer: Answer) => void {
    const line = body === undefined ? {} : { body };
    const entry: { line: JsonObject; answer?: Answer } = {
      line: { call: `${method} ${path}`, ...line },
    };
    this.#entries.push(entry);
    return (answer) => {
      entry.answer = answer;
    };
  }

  /** Keeps a place in the same way for what is no HTTP call of the scenario's own. */
  later(line: JsonObject): (more: JsonObject) => void {
    const entry: { line: JsonObject; more?: JsonObject } = { line };
    this.#entries.push(entry);
    return (more) => {
      entry.more = more;
    };
  }

  add(line: JsonObject): void {
    this.#entries.push({ line });
  }

  /** Everything as it was said. */
  raw(): string {
    return JSON.stringify(
      this.#entries.map(({ line, answer, more }) => [line, answer?.body, more]),
    );
  }

  /** The lines, with references in place of what no two runs share. */
  entries(references: References): Entry[] {
    return this.#entries.map(({ line, answer, more }) => {
      const headers = answer && unusualHeaders(answer.headers, this.#usual);
      const said = answer && {
        status: answer.status,
        ...(headers && Object.keys(headers).length > 0 && { headers }),
        answer: answer.body,
      };
      const entry = { ...line, ...said, ...more };
      return references.replace(this.#family === "go" ? sortUnordered(entry) : entry) as Entry;
    });
  }
}

function unusualHeaders(
  headers: Readonly<Record<string, string>>,
  usual: Readonly<Record<string, string>>,
): Record<string, string | null> {
  const missing = Object.keys(usual).filter((name) => headers[name] === undefined);
  const unusual = Object.entries(headers).filter(([name, value]) => usual[name] !== value);
  return Object.fromEntries([...missing.map((name) => [name, null]), ...unusual]) as Record<
    string,
    string | null
  >;
}
