/** Longer texts are not searched: a text of nothing but opening brackets would take too long. */
const mostCandidates = 100;

/** The search reads at most this many times the length of the text. */
const mostPasses = 4;

/**
 * Finds the JSON values in an agent's answer, the most likely first: the whole text, then fenced code
 * blocks, then the objects and lists in the prose.
 */
export function* jsonCandidates(text: string): Generator<unknown> {
  const whole = parse(text);
  if (whole !== undefined) {
    yield whole.value;
    return;
  }
  for (const [, block = ""] of text.matchAll(/^[ \t]*```[^\n`]*\n([\s\S]*?)^[ \t]*```/gm)) {
    const inside = parse(block);
    if (inside !== undefined) yield inside.value;
  }
  yield* bracketed(text);
}

/** Finds the outermost objects and lists of a text that are valid JSON. */
function* bracketed(text: string): Generator<unknown> {
  let budget = text.length * mostPasses;
  let found = 0;
  for (let start = nextBracket(text, 0); start !== -1; start = nextBracket(text, start)) {
    const end = closingBracket(text, start);
    budget -= (end ?? text.length) - start;
    const json = end === undefined ? undefined : parse(text.slice(start, end));
    if (json !== undefined) yield json.value;
    found += 1;
    if (found === mostCandidates || budget < 0) return;
    start = json === undefined ? start + 1 : (end ?? text.length);
  }
}

function nextBracket(text: string, from: number): number {
  const at = text.slice(from).search(/[[{]/);
  return at === -1 ? -1 : from + at;
}

/** Returns the index after the bracket that closes the one at `start`. */
function closingBracket(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
