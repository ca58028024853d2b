/** A text to find in another, or a pattern. */
export type TextPattern = string | RegExp;

/** Whether a text is one that a pattern means, whatever `lastIndex` a global pattern is at. */
export function fits(pattern: TextPattern, text: string): boolean {
  return typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) >= 0;
}
