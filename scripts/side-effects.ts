import { type TransformOptions, transform } from "esbuild";
import { parseSync } from "oxc-parser";

const options: TransformOptions = { treeShaking: true, format: "esm", target: "es2023" };

/**
 * The first lines of a module's unused statements that a bundler keeps, because it cannot prove that
 * they have no effect.
 */
export async function keptStatements(code: string): Promise<string[]> {
  const { program, module } = parseSync("module.js", code);
  const statements = program.body
    .filter(({ type }) => !/^(Import|Export)/.test(type))
    .map(({ start, end }) => code.slice(start, end));
  const names = new Map(statements.map((text) => [text, namesOf(text)]));
  const imported = module.staticImports.flatMap(({ entries }) =>
    entries.map(({ localName }) => localName.value),
  );
  const kept = await Promise.all(
    statements.map(async (text) => {
      // Tries each statement alone, beside harmless declarations of the other names.
      const own = names.get(text) ?? [];
      const others = [...imported, ...[...names.values()].flat()].filter(
        (name) => !own.includes(name),
      );
      const stubs = others.map((name) => `var ${name} = () => 0;\n`).join("");
      const result = await transform(stubs + text, options);
      return result.code.trim() === "" ? [] : [text.split("\n", 1)[0]?.slice(0, 100) ?? ""];
    }),
  );
  return kept.flat();
}

function namesOf(statement: string): string[] {
  return parseSync("statement.js", statement).program.body.flatMap((node) => {
    if (node.type === "VariableDeclaration") {
      return node.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
    }
    const isNamed = node.type === "FunctionDeclaration" || node.type === "ClassDeclaration";
    return isNamed && node.id ? [node.id.name] : [];
  });
}
