import { idForms, references } from "../../../../packages/testing/src/wire/references.ts";
import type { Family } from "../targets/target.ts";
import { isJsonObject, type Json } from "./json.ts";

/**
 * How a daemon writes a moment, and the word that replaces it. Python writes UTC, with six digits of a
 * second unless all are 0. Go has two forms without trailing zeros. Only years in which a run can
 * happen match, because scenarios use distant years that stay as they are.
 */
const TIMES: Readonly<Record<Family, readonly (readonly [RegExp, string])[]>> = {
  python: [[/\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00/g, "<time>"]],
  go: [
    [/\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\+00:00/g, "<time>"],
    [/\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g, "<time>Z"],
  ],
};

/** The parent of the daemon's own folder. */
const HOME = /(?:\/[\w.-]+)+(?=\/\.repowire\/)/g;

/** Keys whose value depends on the machine or the moment, and the words that replace the values. */
const KEYS: Readonly<Record<string, (value: Json) => string | undefined>> = {
  pane_id: asPane,
  ws_pane_id: asPane,
  agent_pid: asProcess,
  pid: asProcess,
  pane_pid: asProcess,
  nonce: asNonce,
  birth_certificate_nonce: asNonce,
  machine: asMachine,
  self_machine: asMachine,
  repowire_client_id: (value) => (typeof value === "string" ? "<client>" : undefined),
  oldest_pending_age_seconds: (value) => (typeof value === "number" ? "<seconds>" : undefined),
};

function asNonce(value: Json): string | undefined {
  return typeof value === "string" && /^[\w-]{43}$/.test(value) ? "<nonce>" : undefined;
}

/** The machine's own name. Scenarios use `elsewhere` for another machine. */
function asMachine(value: Json): string | undefined {
  return typeof value === "string" && !["unknown", "elsewhere"].includes(value)
    ? "<machine>"
    : undefined;
}

/** tmux counts its panes from 0. Scenarios use much higher numbers. */
function asPane(value: Json): string | undefined {
  return typeof value === "string" && /^%\d{1,3}$/.test(value) ? "<pane>" : undefined;
}

/** A running process. Scenarios use 1, or numbers that Linux never gives. */
function asProcess(value: Json): string | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number > 1 && number < 4_190_000 ? "<process>" : undefined;
}

/** Replaces ids, times and paths with references. Two runs with the same steps get the same references. */
export class References {
  readonly #words: [string, string][];
  /** What was written for a text. Each text comes at least twice. */
  readonly #written = new Map<string, string>();
  readonly #times: (typeof TIMES)[Family];
  readonly #ids = references(idForms, {
    count: (start) => start,
    write: (start, number) => `${start || "uuid-"}<${number}>`,
  });

  /** @param words - Texts of this run, with the words that replace them. */
  constructor(words: Iterable<readonly [string, string]>, family: Family = "python") {
    this.#times = TIMES[family];
    this.#words = Array.from(words, ([text, word]): [string, string] => [text, word])
      .filter(([text]) => text !== "")
      .toSorted(([left], [right]) => right.length - left.length);
  }

  replace(value: Json): Json {
    this.#number(value);
    return this.#replace(value);
  }

  /** Numbers the ids in the order of the keys' names, because recordings on disk are sorted. */
  #number(value: Json): void {
    if (typeof value === "string") this.#text(value);
    else if (Array.isArray(value)) for (const element of value) this.#number(element as Json);
    else if (isJsonObject(value)) {
      for (const key of Object.keys(value).toSorted()) this.#number(value[key] ?? null);
    }
  }

  #replace(value: Json): Json {
    if (typeof value === "string") return this.#text(value);
    if (Array.isArray(value)) return value.map((element: Json) => this.#replace(element));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        this.#text(key),
        KEYS[key]?.(inner) ?? this.#replace(inner),
      ]),
    );
  }

  #text(text: string): string {
    const written = this.#written.get(text) ?? this.#write(text);
    this.#written.set(text, written);
    return written;
  }

  #write(text: string): string {
    let result = text;
    for (const [pattern, word] of this.#times) result = result.replace(pattern, word);
    result = this.#ids(result);
    for (const [from, to] of this.#words) result = result.replaceAll(from, to);
    result = result.replace(HOME, "<home>");
    return result;
  }
}
