/** One program of a document, as long as the document, with the code on its own lines. */
export interface Snippet {
  /** The line of its last fence, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Takes the TypeScript of a Markdown document apart into programs that compile alone. A block that
 * goes on where the one before it ended is fenced as "ts continued".
 */
export function snippetsOf(markdown: string): Snippet[] {
  const snippets: Snippet[] = [];
  let lines: string[] = [];
  let fence: "code" | "other" | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, info] = /^\s*```(.*)$/.exec(line) ?? [];
    const ends = fence !== undefined && info?.trim() === "";
    if (fence === "code" && !ends) {
      lines[index] = line;
    } else if (fence === "code") {
      snippets.push({ line: index + 1, text: textOf(lines) });
      fence = undefined;
    } else if (info !== undefined) {
      fence = ends ? undefined : /^(ts|typescript)\b/.test(info) ? "code" : "other";
      if (fence === "code" && !info.endsWith(" continued")) lines = [];
    }
  }
  return snippets;
}

/** What the documentation comments of a source say, on the lines where they say it. */
export function commentsOf(source: string): string {
  let inside = false;
  const lines = source.split("\n").map((line) => {
    const starts = /^\s*\/\*\*/.test(line);
    inside ||= starts;
    const text = inside && !starts ? line.replace(/^\s*\*(?!\/) ?/, "") : "";
    if (line.includes("*/")) inside = false;
    return inside ? text : "";
  });
  return lines.join("\n");
}

function textOf(lines: string[]): string {
  // Without an import or export the compiler would take it for a script with shared names.
  return `${Array.from(lines, (line) => line ?? "").join("\n")}\nexport {};\n`;
}
