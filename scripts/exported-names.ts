import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The names that a declaration file exports, each once, with those of the files that it exports as a whole. */
export function exportedNamesOf(path: string): string[] {
  const declarations = readFileSync(path, "utf8");
  const chunks = Array.from(declarations.matchAll(/^export \* from "(.*)\.js";$/gm), ([, chunk]) =>
    join(path, `../${chunk}.d.ts`),
  );
  return [...new Set([...exportedNames(declarations), ...chunks.flatMap(exportedNamesOf)])];
}

/**
 * The names that a declaration file or an API report exports, in a list or at their declaration. A package
 * that it exports as a whole is among them.
 */
export function exportedNames(declarations: string): string[] {
  const listed = [...declarations.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap(([, list]) => (list ?? "").split(","))
    .map((name) => name.trim().replace(/^type |^.* as /, ""))
    .filter((name) => name !== "");
  const declared = declarations.matchAll(
    /^export (?:declare |abstract )*(?:class|const|function|interface|type) (\w+)/gm,
  );
  // The build declares constants that follow each other in one statement.
  const joined = Array.from(
    declarations.matchAll(/^export declare const\n([^]*?);$/gm),
    ([, list]) => list ?? "",
  ).flatMap((list) => [...list.matchAll(/^(\w+): /gm)]);
  const wholes = declarations.matchAll(/^export (?:type )?\* from ["'](@[^"']+)["'];$/gm);
  return [...listed, ...Array.from([...declared, ...joined, ...wholes], ([, name]) => name ?? "")];
}
