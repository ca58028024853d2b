import { parseSync } from "oxc-parser";

const programs = /(<!-- program: (\S+) -->\n)[\s\S]*?(<!-- \/program -->)/g;
const diagrams = /(<!-- diagram: (\S+) -->\n)[\s\S]*?(<!-- \/diagram -->)/g;
const options = /(<!-- options: (\S+)#(\w+) -->\n)[\s\S]*?(<!-- \/options -->)/g;

const languages: Readonly<Record<string, string>> = { ts: "ts", py: "python", go: "go" };

/**
 * Inserts into a page what it shows of the sources: programs, tables of options, and diagrams that
 * programs print.
 */
export function withSources(
  markdown: string,
  read: (path: string) => string,
  run: (path: string) => string = read,
): string {
  return markdown
    .replaceAll(diagrams, (_, opening: string, path: string, closing: string) => {
      return `${opening}\n\`\`\`mermaid\n${run(path).trimEnd()}\n\`\`\`\n\n${closing}`;
    })
    .replaceAll(programs, (_, opening: string, path: string, closing: string) => {
      const language = languages[path.split(".").at(-1) ?? ""] ?? "";
      return `${opening}\n\`\`\`${language}\n${read(path).trimEnd()}\n\`\`\`\n\n${closing}`;
    })
    .replaceAll(options, (_, opening: string, path: string, name: string, closing: string) => {
      const rows = optionsOf(read(path), name).map(
        (option) => `| \`${option.name}\` | ${option.fallback} | ${option.text} |`,
      );
      const table = ["| Option | Default | Meaning |", "| --- | --- | --- |", ...rows].join("\n");
      return `${opening}\n${table}\n\n${closing}`;
    });
}

interface OptionText {
  readonly name: string;
  readonly fallback: string;
  readonly text: string;
}

/** The members of an interface, as their comments describe them. */
export function optionsOf(source: string, name: string): OptionText[] {
  const { program, comments } = parseSync("options.ts", source);
  for (const statement of program.body) {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "TSInterfaceDeclaration" || declaration.id.name !== name) continue;
    return declaration.body.body.flatMap((member) => {
      if (member.type !== "TSPropertySignature" || member.key.type !== "Identifier") return [];
      const comment = comments.findLast(({ end }) => end <= member.start);
      const isOwn = comment && source.slice(comment.end, member.start).trim() === "";
      return [describe(member.key.name, isOwn ? comment.value : "")];
    });
  }
  throw new Error(`there is no interface ${name}`);
}

function describe(name: string, comment: string): OptionText {
  const text = comment.replaceAll(/^\s*\*+ ?/gm, "").trim();
  const [, fallback] = /@defaultValue (.+)$/m.exec(text) ?? [];
  const [paragraph = ""] = text.split(/\n\s*\n|(?:^|\n)@/);
  const words = paragraph
    .replaceAll(/\{@link (?:[^}|]*\|)?\s*([^}]+)\}/g, "`$1`")
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .trim();
  const [, absent] = /\b(?:Absent|Default): (.+?)\.(?= |$)/.exec(words) ?? [];
  const shown = fallback?.replaceAll("|", "\\|");
  const meaning = words.replace(/ ?\b(?:Absent|Default): .+?\.(?= |$)/, "").trim();
  if (meaning === "") throw new Error(`the option ${name} has no description`);
  return {
    name,
    fallback: shown === undefined ? (absent ?? "none") : quoted(shown),
    text: meaning,
  };
}

/** The value becomes code. Words after it do not. */
function quoted(fallback: string): string {
  if (fallback.startsWith("`")) return fallback;
  const [, value = "", rest = ""] = /^("[^"]*"|\S+)(.*)$/.exec(fallback) ?? [];
  return `\`${value}\`${rest}`;
}
