const shown = /(<!-- program: (\S+) -->\n)[\s\S]*?(<!-- \/program -->)/g;

const languages: Readonly<Record<string, string>> = { ts: "ts", py: "python", go: "go" };

/** Puts the source of each program that a page shows between the marks of that program. */
export function withPrograms(markdown: string, read: (path: string) => string): string {
  return markdown.replaceAll(shown, (_, opening: string, path: string, closing: string) => {
    const language = languages[path.split(".").at(-1) ?? ""] ?? "";
    return `${opening}\n\`\`\`${language}\n${read(path).trimEnd()}\n\`\`\`\n\n${closing}`;
  });
}
