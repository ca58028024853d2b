/** Why a text is not JSON, in the words of the daemon's parser. */
export interface JsonProblem {
  /** The parser's message. */
  readonly message: string;
  /** The index of the character at which the parser failed. */
  readonly position: number;
}

/**
 * Reads JSON that Python accepts and JavaScript does not: `NaN` and `Infinity`.
 */
export function parsePythonJson(text: string): unknown {
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g, (token) =>
    token.startsWith('"') ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? Number(value.slice(mark.length)) : value,
  );
}

/** No text of a request begins like this. */
const mark = "\u{10FFFD}number:";

class Stop extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

const value = "Expecting value";
const propertyName = "Expecting property name enclosed in double quotes";

/** Finds the error in a text that `JSON.parse` refused; `undefined` if Python accepts the text. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  try {
    const end = skipSpace(text, readValue(text, skipSpace(text, 0)));
    return end < text.length ? { message: "Extra data", position: end } : undefined;
  } catch (error) {
    if (error instanceof Stop) return { message: error.message, position: error.position };
    throw error;
  }
}

function skipSpace(text: string, position: number): number {
  while (" \t\n\r".includes(text[position] ?? "x")) position++;
  return position;
}

function readValue(text: string, position: number): number {
  const first = text[position];
  if (first === '"') return readString(text, position + 1);
  if (first === "{") return readObject(text, position + 1);
  if (first === "[") return readArray(text, position + 1);
  const scalar = /(?:null|true|false|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y;
  scalar.lastIndex = position;
  const match = scalar.exec(text);
  if (!match) throw new Stop(value, position);
  return position + match[0].length;
}

function readObject(text: string, start: number): number {
  let position = skipSpace(text, start);
  if (text[position] === "}") return position + 1;
  if (text[position] !== '"') throw new Stop(propertyName, position);
  for (;;) {
    position = skipSpace(text, readString(text, position + 1));
    if (text[position] !== ":") throw new Stop("Expecting ':' delimiter", position);
    position = skipSpace(text, readValue(text, skipSpace(text, position + 1)));
    if (text[position] === "}") return position + 1;
    if (text[position] !== ",") throw new Stop("Expecting ',' delimiter", position);
    position = skipSpace(text, position + 1);
    if (text[position] !== '"') throw new Stop(propertyName, position);
  }
}

function readArray(text: string, start: number): number {
  let position = skipSpace(text, start);
  if (text[position] === "]") return position + 1;
  for (;;) {
    position = skipSpace(text, readValue(text, position));
    if (text[position] === "]") return position + 1;
    if (text[position] !== ",") throw new Stop("Expecting ',' delimiter", position);
    position = skipSpace(text, position + 1);
  }
}

function readString(text: string, start: number): number {
  for (let position = start; position < text.length; position++) {
    const character = text[position]!;
    if (character === '"') return position + 1;
    if (character < " ") throw new Stop("Invalid control character at", position);
    if (character !== "\\") continue;
    const escaped = text[++position];
    if (escaped === undefined) break;
    if (escaped === "u") {
      if (!/^[\da-fA-F]{4}$/.test(text.slice(position + 1, position + 5))) {
        throw new Stop("Invalid \\uXXXX escape", position);
      }
      position += 4;
    } else if (!'"\\/bfnrt'.includes(escaped)) {
      throw new Stop("Invalid \\escape", position - 1);
    }
  }
  throw new Stop("Unterminated string starting at", start - 1);
}

/** The levels of lists and objects in a JSON text. Returns 0 for a text with few levels. */
export function nestingOf(json: string): number {
  // A deep text ends with a row of brackets. Most texts are not deep.
  if (!json.includes("]]]]]]]]") && !json.includes("}}}}}}}}")) return 0;
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth--;
  }
  return deepest;
}

/** JSON as this route writes it: with spaces, and in ASCII. */
export function eventJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(eventJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => `${ascii(JSON.stringify(key))}: ${eventJson(entry)}`);
    return `{${entries.join(", ")}}`;
  }
  return ascii(JSON.stringify(value) ?? "null");
}

function ascii(json: string): string {
  return json.replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
