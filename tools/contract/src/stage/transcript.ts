import type { Answer } from "./answer.ts";
import type { Family } from "../targets/target.ts";
import type { Json, JsonObject } from "./json.ts";
import { sortUnordered } from "./unordered.ts";
import type { References } from "./references.ts";

/** One line of a transcript: a call with its answer, a received frame, or a note of the scenario. */
export type Entry = JsonObject;

/** The headers of nearly every answer. Only differences from them are recorded. */
const USUAL_HEADERS: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  python: { "content-type": "application/json", vary: "Origin" },
  go: { "content-type": "application/json" },
};

/** The calls and frames of one scenario, in the order of its steps. */
export class Transcript {
  readonly #entries: { line: JsonObject; answer?: Answer | undefined; more?: JsonObject }[] = [];

  readonly #family: Family;
  readonly #usual: Readonly<Record<string, string>>;

  constructor(family: Family = "python") {
    this.#family = family;
    this.#usual = USUAL_HEADERS[family];
  }

  /** Reserves a line for a call, so that its answer stands there, even if it comes later. */
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

  /** Reserves a line for something that is not an HTTP call of the scenario. */
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

  /** All lines, unchanged. */
  raw(): string {
    return JSON.stringify(
      this.#entries.map(({ line, answer, more }) => [line, answer?.body, more]),
    );
  }

  /** The lines, with references instead of values that differ in every run. */
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
