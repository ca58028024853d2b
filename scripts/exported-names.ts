/** The names that a declaration file or an API report exports, in a list or at their declaration. */
export function exportedNames(declarations: string): string[] {
  const listed = [...declarations.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap(([, list]) => (list ?? "").split(","))
    .map((name) => name.trim().replace(/^type |^.* as /, ""))
    .filter((name) => name !== "");
  const declared = declarations.matchAll(
    /^export (?:declare |abstract )*(?:class|const|function|interface|type) (\w+)/gm,
  );
  return [...listed, ...Array.from(declared, ([, name]) => name ?? "")];
}
