import ts from "typescript-6";

/**
 * The exported names without documentation, and the members of exported types without documentation, as an
 * editor shows them. `"Peer.last_seen"` is a member. The files are declarations.
 */
export function undocumented(files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const found = new Set<string>();
  const seen = new Set<ts.Symbol>();
  const isOurs = (node: ts.Node) => files.some((file) => file === node.getSourceFile().fileName);
  const hasWords = (symbol: ts.Symbol) => {
    const calls = checker.getTypeOfSymbol(symbol).getCallSignatures();
    // An editor shows the words of the signature for a function without its own.
    return [symbol, ...calls].some((one) => one.getDocumentationComment(checker).length > 0);
  };

  const visitMembers = (name: string, owner: ts.Symbol): void => {
    if (seen.has(owner)) return;
    seen.add(owner);
    const types = [checker.getDeclaredTypeOfSymbol(owner)];
    if (owner.flags & ts.SymbolFlags.Class) types.push(checker.getTypeOfSymbol(owner));
    for (const member of types.flatMap((type) => type.getProperties())) {
      const [declaration] = member.declarations ?? [];
      if (!declaration || !isOurs(declaration) || /^(prototype$|#)/.test(member.name)) continue;
      if (!hasWords(member)) found.add(`${name}.${member.name}`);
    }
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const [declaration] = symbol.declarations ?? [];
      if (!declaration || !isOurs(declaration)) continue;
      if (!hasWords(symbol)) found.add(symbol.name);
      if (
        symbol.flags &
        (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias)
      )
        visitMembers(symbol.name, symbol);
    }
  }
  return [...found].toSorted();
}
