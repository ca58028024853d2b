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
