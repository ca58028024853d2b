/** A text of the length of a document that has nothing but one of its programs, on its own lines. */
export interface Program {
  /** The line of its last fence, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Takes the TypeScript of a Markdown document apart into programs that compile alone. A block that
 * goes on where the one before it ended is fenced as "ts continued".
 */
export function programsOf(markdown: string): Program[] {
  const programs: Program[] = [];
  let lines: string[] = [];
  let fence: "code" | "other" | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, info] = /^\s*```(.*)$/.exec(line) ?? [];
    const ends = fence !== undefined && info?.trim() === "";
    if (fence === "code" && !ends) {
      lines[index] = line;
    } else if (fence === "code") {
      programs.push({ line: index + 1, text: textOf(lines) });
      fence = undefined;
    } else if (info !== undefined) {
      fence = ends ? undefined : /^(ts|typescript)\b/.test(info) ? "code" : "other";
      if (fence === "code" && !info.endsWith(" continued")) lines = [];
    }
  }
  return programs;
}

function textOf(lines: string[]): string {
  // Without an import or export the compiler would take it for a script with shared names.
  return `${Array.from(lines, (line) => line ?? "").join("\n")}\nexport {};\n`;
}
