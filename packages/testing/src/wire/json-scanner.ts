/** Where a text is not JSON. */
export class NotJson extends Error {
  /** What was expected there. */
  readonly place: string;
  /** The index of the first wrong character. */
  readonly at: number;
  /** Where the wrong string or escape begins. Otherwise the same as `at`. */
  readonly start: number;

  constructor(place: string, at: number, start = at) {
    super(place);
    this.place = place;
    this.at = at;
    this.start = start;
  }
}

/** How a parser differs from others. */
export interface JsonRules {
  /** Returns the end of the number or word at a position, or throws {@link NotJson}. */
  readonly endOfScalar: (text: string, at: number) => number;
  /** The most levels of lists and objects. */
  readonly deepest: number;
}

/**
 * Returns the end of the JSON value at a position.
 *
 * @throws {@link NotJson}
 */
export function endOfValue(text: string, start: number, rules: JsonRules, depth = 1): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== "{" && first !== "[") return rules.endOfScalar(text, start);
  if (depth > rules.deepest) throw new NotJson("depth", start);
  const isObject = first === "{";
  const close = isObject ? "}" : "]";
  let at = skipSpace(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    if (isObject) {
      if (text[at] !== '"') throw new NotJson("key", at);
      at = skipSpace(text, endOfString(text, at));
      if (text[at] !== ":") throw new NotJson("colon", at);
      at = skipSpace(text, at + 1);
    }
    at = skipSpace(text, endOfValue(text, at, rules, depth + 1));
    if (text[at] === close) return at + 1;
    if (text[at] !== ",") throw new NotJson(isObject ? "entry" : "item", at);
    at = skipSpace(text, at + 1);
  }
}

export function skipSpace(text: string, at: number): number {
  while (" \t\n\r".includes(text[at] ?? "x")) at++;
  return at;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') return at + 1;
    if (character < " ") throw new NotJson("control", at);
    if (character !== "\\") continue;
    const escaped = text[++at];
    if (escaped === "u") {
      const [digits] = /^[\da-f]{0,4}/i.exec(text.slice(at + 1, at + 5))!;
      if (digits.length < 4) throw new NotJson("digit", at + 1 + digits.length, at);
      at += 4;
    } else if (escaped !== undefined && !'"\\/bfnrt'.includes(escaped)) {
      throw new NotJson("escape", at, at - 1);
    }
  }
  throw new NotJson("end of string", text.length, start);
}
