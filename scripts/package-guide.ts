import { dirname, join } from "node:path";

import { parseSync } from "oxc-parser";

/** The sources of a guide. */
export interface PackageSources {
  readonly name: string;
  readonly readme: string;
  /** The source of each entry, by its specifier. */
  readonly entries: Readonly<Record<string, string>>;
  read(path: string): string;
}

/**
 * Writes a short guide for coding agents: what the package is, a program, and the exports of each
 * entry.
 */
export function packageGuide({ name, readme, entries, read }: PackageSources): string {
  const [, introduction = ""] = /^# .*\n\n([^]*?)\n\n```/.exec(readme) ?? [];
  const [, program = ""] = /^(```ts\n[^]*?\n```)$/m.exec(readme) ?? [];
  const parts = Object.entries(entries).map(([specifier, source]) => {
    const exported = exportsOf(source, read);
    const others = exported.filter(({ summary }) => !summary.startsWith(guardSummary));
    const lines = others.map(
      ({ signature, summary }) => `- \`${signature}\`${summary && `: ${summary}`}`,
    );
    const guards = exported.length - others.length;
    if (guards > 0) lines.push(`- \`is…(value)\`: ${guards} guards, one for each model.`);
    return lines.length === 0 ? "" : `## \`${specifier}\`\n\n${lines.join("\n")}\n`;
  });
  const head = [
    `# ${name}: a guide for coding agents`,
    introduction,
    program,
    "Parameters and results keep the daemon's names (`from_peer`, `correlation_id`). The README has a topic " +
      "for each heading, and every symbol is documented in the declarations.",
  ];
  return `${[...head, ...parts.filter(Boolean)].join("\n\n").trimEnd()}\n`;
}

const guardSummary = "Recognizes a ";

interface Exported {
  readonly signature: string;
  readonly summary: string;
}

/** The classes, with their public methods, and the functions that an entry exports. */
function exportsOf(entry: string, read: (path: string) => string): Exported[] {
  const { program } = parseSync(entry, read(entry));
  const own = describe(entry, read(entry), undefined);
  const others = program.body.flatMap((statement) => {
    const isAll = statement.type === "ExportAllDeclaration";
    if (!isAll && statement.type !== "ExportNamedDeclaration") return [];
    const path = statement.source?.value;
    if (!path?.startsWith(".")) return [];
    const file = join(dirname(entry), path);
    if (isAll) return exportsOf(file, read);
    // A class that only the package makes is exported as a type.
    const names = statement.specifiers.flatMap(({ exported }) =>
      exported.type === "Identifier" ? [exported.name] : [],
    );
    return describe(file, read(file), new Set(names));
  });
  return [...others, ...own];
}

function describe(
  file: string,
  source: string,
  names: ReadonlySet<string> | undefined,
): Exported[] {
  const { program, comments } = parseSync(file, source);
  const summaryBefore = (start: number) => {
    const comment = comments.findLast(({ end }) => end <= start);
    if (!comment?.value.startsWith("*") || source.slice(comment.end, start).trim())
      return undefined;
    return comment.value.includes("@internal") ? undefined : firstSentence(comment.value);
  };
  const text = (node: { start: number; end: number }) =>
    source.slice(node.start, node.end).replaceAll(/\s+/g, " ");
  const seen = new Set<string>();
  return program.body.flatMap((statement): Exported[] => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration == null) return [];
    const { declaration, start } = statement;
    if (declaration.type === "VariableDeclaration") {
      const [, name = ""] = /^export const (is\w+): Guard</.exec(text(statement)) ?? [];
      const isExported = name !== "" && (names?.has(name) ?? true);
      return isExported ? [{ signature: `${name}(value)`, summary: guardSummary }] : [];
    }
    const isFunction =
      declaration.type === "FunctionDeclaration" || declaration.type === "TSDeclareFunction";
    if (!isFunction && declaration.type !== "ClassDeclaration") return [];
    const name = declaration.id?.name ?? "";
    if ((names && !names.has(name)) || seen.has(name)) return [];
    seen.add(name);
    const summary = summaryBefore(start) ?? "";
    if (isFunction)
      return [{ signature: `${name}(${parametersOf(declaration.params, text)})`, summary }];
    const members = declaration.type === "ClassDeclaration" ? declaration.body.body : [];
    const methods = members.flatMap((member): Exported[] => {
      if (member.type !== "MethodDefinition" && member.type !== "TSAbstractMethodDefinition")
        return [];
      if (member.kind !== "method" || member.key.type !== "Identifier") return [];
      const described = summaryBefore(member.start);
      const key = `${name}.${member.key.name}`;
      if (!described || seen.has(key)) return [];
      seen.add(key);
      const signature = `${member.static ? name : ""}.${member.key.name}(${parametersOf(member.value.params, text)})`;
      return [{ signature, summary: described }];
    });
    return [{ signature: `class ${name}`, summary }, ...methods];
  });
}

function parametersOf(
  params: readonly { readonly start: number; readonly end: number }[],
  text: (node: { start: number; end: number }) => string,
): string {
  return params.map((param) => text(param).replace(/[?]?[:=].*/, "")).join(", ");
}

function firstSentence(comment: string): string {
  const words = comment
    .replaceAll(/^\s*\*+ ?/gm, "")
    .trim()
    .replaceAll(/\{@link ([^}]+)\}/g, "`$1`")
    .replaceAll(/\s+/g, " ");
  return /^.*?[.!?](?= |$)/.exec(words)?.[0] ?? words;
}
