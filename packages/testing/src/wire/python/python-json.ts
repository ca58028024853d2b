import { type JsonRules, NotJson, endOfValue, skipSpace } from "../json-scanner.ts";

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

const messages: Readonly<Record<string, string>> = {
  value: "Expecting value",
  key: "Expecting property name enclosed in double quotes",
  colon: "Expecting ':' delimiter",
  entry: "Expecting ',' delimiter",
  item: "Expecting ',' delimiter",
  control: "Invalid control character at",
  digit: "Invalid \\uXXXX escape",
  escape: "Invalid \\escape",
  "end of string": "Unterminated string starting at",
};

const scalar = /(?:null|true|false|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y;

const rules: JsonRules = {
  endOfScalar(text, at) {
    scalar.lastIndex = at;
    if (!scalar.test(text)) throw new NotJson("value", at);
    return scalar.lastIndex;
  },
  deepest: Infinity,
};

/** Finds the error in a text that `JSON.parse` refused; `undefined` if Python accepts the text. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  try {
    const end = skipSpace(text, endOfValue(text, skipSpace(text, 0), rules));
    return end < text.length ? { message: "Extra data", position: end } : undefined;
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { message: messages[error.place]!, position: error.start };
  }
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
