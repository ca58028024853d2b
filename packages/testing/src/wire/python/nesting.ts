/** How many levels of lists and objects a text of JSON has; 0 also for one that has a few. */
export function nestingOf(json: string): number {
  // Whatever is deep ends in a row of brackets, and most texts are not deep.
  if (!json.includes("]]]]]]]]") && !json.includes("}}}}}}}}")) return 0;
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth--;
  }
  return deepest;
}
