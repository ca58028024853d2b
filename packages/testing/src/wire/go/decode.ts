import { type JsonRules, NotJson, endOfValue, skipSpace } from "../json-scanner.ts";

/** Why a body cannot be decoded, in the words of Go's `encoding/json`. */
export class DecodeError extends Error {}

/** A number that is too large for any of Go's types. */
export class Overflow {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What is wrong at each place. Other places are described by their name. */
const places: Readonly<Record<string, string>> = {
  value: "looking for beginning of value",
  key: "looking for beginning of object key string",
  colon: "after object key",
  entry: "after object key:value pair",
  item: "after array element",
  control: "in string literal",
  escape: "in string escape code",
  digit: "in \\u hexadecimal character escape",
};

const words = ["true", "false", "null"];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

const rules: JsonRules = {
  endOfScalar(text, at) {
    const word = words.find(([first]) => first === text[at]);
    if (word !== undefined) return endOfWord(text, at, word);
    number.lastIndex = at;
    if (!number.test(text)) {
      throw text[at] === "-" ? new NotJson("in numeric literal", at + 1) : new NotJson("value", at);
    }
    const end = number.lastIndex;
    // The expression stops before a fraction or an exponent without digits.
    const [exponent] = /^[eE][-+]?/.exec(text.slice(end, end + 2)) ?? [];
    if (text[end] === "." && !text.slice(at, end).includes(".")) {
      throw new NotJson("after decimal point in numeric literal", end + 1);
    }
    if (exponent !== undefined) {
      throw new NotJson("in exponent of numeric literal", end + exponent.length);
    }
    return end;
  },
  deepest: 10_000,
};

function endOfWord(text: string, at: number, word: string): number {
  for (const [index, letter] of [...word].entries()) {
    if (text[at + index] === letter) continue;
    throw new NotJson(`in literal ${word} (expecting ${quoted(letter)})`, at + index);
  }
  return at + word.length;
}

/**
 * Decodes the first JSON value of a body, and ignores the rest.
 *
 * @throws DecodeError
 */
export function decodeFirst(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes);
  // A character for each byte.
  const text = buffer.toString("latin1");
  const start = skipSpace(text, 0);
  if (start === text.length) throw new DecodeError("EOF");
  try {
    const end = endOfValue(text, start, rules);
    const json = buffer.toString("utf8", start, end);
    // Only a few numbers need this, and it does not work for thousands of levels.
    const reviver = mayOverflow.test(json) ? (withOverflows as Reviver) : undefined;
    return JSON.parse(json, reviver) as unknown;
  } catch (error) {
    // The stack of this process may overflow before the decoder's limit.
    if (error instanceof RangeError) throw new DecodeError("exceeded max depth");
    if (!(error instanceof NotJson)) throw error;
    const { place, at } = error;
    if (place === "depth") throw new DecodeError("exceeded max depth");
    if (at >= text.length) throw new DecodeError("unexpected EOF");
    throw new DecodeError(`invalid character ${quoted(text[at]!)} ${places[place] ?? place}`);
  }
}

const mayOverflow = /\d[eE]\+?\d{3}|\d{200}/;

type Reviver = Parameters<typeof JSON.parse>[1];

function withOverflows(_key: string, value: unknown, { source }: { source: string }): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? new Overflow(source) : value;
}

/** A byte as Go shows it: as the character with that code. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  if (character === '"') return `'"'`;
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, "0");
  if (code === 0x7f) return `'\\x7f'`;
  if ((code > 0x7f && code <= 0xa0) || code === 0xad) return `'\\u00${hex}'`;
  const shown = JSON.stringify(character).slice(1, -1);
  return `'${shown.replace(/^\\u00([0-9a-f]{2})$/, "\\x$1")}'`;
}
