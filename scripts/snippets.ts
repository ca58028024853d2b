/** One program of a document. It has as many lines as the document, and the code keeps its lines. */
export interface Snippet {
  /** The line of its last fence, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Splits the TypeScript of a Markdown document into programs that compile alone. A block that continues
 * the one before it is fenced as "ts continued".
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

/** The texts of a source's documentation comments, on the same lines. */
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

/**
 * Adds the imports that a snippet leaves out, because the documentation of a symbol need not import the
 * symbol. `modules` has the names of each module.
 */
export function withImports(text: string, modules: Record<string, readonly string[]>): string {
  let imported = [...text.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].join();
  const imports = Object.entries(modules).map(([module, names]) => {
    const missing = names.filter((name) => {
      const word = new RegExp(`\\b${name}\\b`);
      return word.test(text) && !word.test(imported);
    });
    // Several entries may export a name; one import is enough.
    imported += `,${missing.join()}`;
    return missing.length === 0 ? "" : `import { ${missing.join(", ")} } from "${module}";`;
  });
  // The first line of a comment has no code, so the other lines keep their numbers.
  return text.replace(/^/, imports.join(" "));
}

function textOf(lines: string[]): string {
  // Without an import or export, the compiler would treat it as a script with shared names.
  return `${Array.from(lines, (line) => line ?? "").join("\n")}\nexport {};\n`;
}
