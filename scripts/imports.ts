import { readFileSync } from "node:fs";

import { parseSync } from "oxc-parser";

/** The modules that a file imports, including types, in order. */
export function importsOf(path: string): string[] {
  const { program, errors } = parseSync(path, readFileSync(path, "utf8"));
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  return [...specifiers(program)];
}

function* specifiers(node: unknown): Generator<string> {
  if (typeof node !== "object" || node === null) return;
  // Imports, exports from, `import()` and `import("…").Type` all keep their module in `source`.
  if ("source" in node && isLiteral(node.source)) yield node.source.value;
  for (const child of Object.values(node)) yield* specifiers(child);
}

function isLiteral(node: unknown): node is { value: string } {
  return (
    typeof node === "object" && node !== null && "value" in node && typeof node.value === "string"
  );
}
