/** Why a body cannot be decoded, in the words of Go's `encoding/json`. */
export class DecodeError extends Error {}

/** A number that is too large for any of Go's types. */
export class Overflow {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Levels at which the decoder gives up. */
const deepest = 10_000;

/**
 * Decodes the first JSON value of a body, and ignores the rest.
 *
 * @throws DecodeError
 */
export function decodeFirst(bytes: Uint8Array): unknown {
  try {
    return new Decoder(Buffer.from(bytes).toString("latin1")).first();
  } catch (error) {
    // The stack of this process may overflow before the decoder's limit.
    throw error instanceof RangeError ? new DecodeError("exceeded max depth") : error;
  }
}

const literals: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

const escapes: Readonly<Record<string, string>> = {
  ...{ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" },
};

class Decoder {
  /** A character for each byte. */
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  first(): unknown {
    this.#skipSpace();
    if (this.#at >= this.#text.length) throw new DecodeError("EOF");
    return this.#value();
  }

  #value(): unknown {
    const start = this.#next("looking for beginning of value");
    if (start === '"') return this.#string();
    if (start === "{") return this.#object();
    if (start === "[") return this.#array();
    if (start === "-" || isDigit(start)) return this.#number(start);
    const word = Object.keys(literals).find((literal) => literal[0] === start);
    if (word === undefined) throw this.#invalid(start, "looking for beginning of value");
    return this.#literal(word);
  }

  #object(): Record<string, unknown> {
    this.#enter();
    const entries: [string, unknown][] = [];
    for (let isFirst = true; ; isFirst = false) {
      const start = this.#nextAfterSpace("looking for beginning of object key string");
      if (start === "}" && isFirst) break;
      if (start !== '"') throw this.#invalid(start, "looking for beginning of object key string");
      const key = this.#string();
      const colon = this.#nextAfterSpace("after object key");
      if (colon !== ":") throw this.#invalid(colon, "after object key");
      this.#skipSpace();
      entries.push([key, this.#value()]);
      const end = this.#nextAfterSpace("after object key:value pair");
      if (end === "}") break;
      if (end !== ",") throw this.#invalid(end, "after object key:value pair");
    }
    this.#depth--;
    return Object.fromEntries(entries);
  }

  #array(): unknown[] {
    this.#enter();
    const values: unknown[] = [];
    this.#skipSpace();
    if (this.#text[this.#at] === "]") this.#at++;
    else {
      for (;;) {
        this.#skipSpace();
        values.push(this.#value());
        const end = this.#nextAfterSpace("after array element");
        if (end === "]") break;
        if (end !== ",") throw this.#invalid(end, "after array element");
      }
    }
    this.#depth--;
    return values;
  }

  #string(): string {
    let result = "";
    for (;;) {
      const start = this.#at;
      while ((this.#text[this.#at] ?? '"') >= " " && !'"\\'.includes(this.#text[this.#at] ?? '"')) {
        this.#at++;
      }
      result += Buffer.from(this.#text.slice(start, this.#at), "latin1").toString();
      const character = this.#next("in string literal");
      if (character === '"') return result;
      if (character < " ") throw this.#invalid(character, "in string literal");
      result += this.#escaped();
    }
  }

  #escaped(): string {
    const character = this.#next("in string escape code");
    if (character !== "u") {
      return escapes[character] ?? this.#fail(character, "in string escape code");
    }
    let code = "";
    while (code.length < 4) {
      const digit = this.#next("in \\u hexadecimal character escape");
      if (!/[\da-fA-F]/.test(digit)) {
        throw this.#invalid(digit, "in \\u hexadecimal character escape");
      }
      code += digit;
    }
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #number(start: string): number | Overflow {
    let text = start;
    const digits = (where: string) => {
      const first = this.#next(where);
      if (!isDigit(first)) throw this.#invalid(first, where);
      text += first;
      while (isDigit(this.#text[this.#at])) text += this.#text[this.#at++];
    };
    if (start === "-") {
      const first = this.#next("in numeric literal");
      if (!isDigit(first)) throw this.#invalid(first, "in numeric literal");
      text += first;
    }
    if (!text.endsWith("0")) while (isDigit(this.#text[this.#at])) text += this.#text[this.#at++];
    if (this.#text[this.#at] === ".") {
      text += this.#text[this.#at++];
      digits("after decimal point in numeric literal");
    }
    if (/[eE]/.test(this.#text[this.#at] ?? "")) {
      text += this.#text[this.#at++];
      if (/[-+]/.test(this.#text[this.#at] ?? "")) text += this.#text[this.#at++];
      digits("in exponent of numeric literal");
    }
    const value = Number(text);
    return Number.isFinite(value) ? value : new Overflow(text);
  }

  #literal(word: string): unknown {
    for (const expected of word.slice(1)) {
      const where = `in literal ${word} (expecting ${quoted(expected)})`;
      const character = this.#next(where);
      if (character !== expected) throw this.#invalid(character, where);
    }
    return literals[word];
  }

  #enter(): void {
    if (++this.#depth > deepest) throw new DecodeError("exceeded max depth");
  }

  #skipSpace(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at++;
  }

  #nextAfterSpace(where: string): string {
    this.#skipSpace();
    return this.#next(where);
  }

  #next(_where: string): string {
    const character = this.#text[this.#at++];
    if (character === undefined) throw new DecodeError("unexpected EOF");
    return character;
  }

  #fail(character: string, where: string): never {
    throw this.#invalid(character, where);
  }

  #invalid(character: string, where: string): DecodeError {
    return new DecodeError(`invalid character ${quoted(character)} ${where}`);
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
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
