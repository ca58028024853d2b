import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The folders that the list in AGENTS.md must contain. */
const folders = ["{packages,apps,tools,docs}/*/", "packages/*/src/*/"];

/**
 * Lists the mistakes in a document's list under the heading "Folders". Each line of that list describes
 * a folder or a file.
 */
export function roomOffences(root: string, document: string): string[] {
  const [, picture = ""] =
    /^## Folders\n[^]*?```\n([^]*?)```/m.exec(readFileSync(join(root, document), "utf8")) ?? [];
  const named = picture.split("\n").flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);
  const found = globSync(folders, { cwd: root })
    .map((path) => path.replace(/\/$/, ""))
    .filter((path) => statSync(join(root, path)).isDirectory());
  return [
    ...(named.length === 0 ? [`${document} has no list of folders`] : []),
    ...named
      .filter((path) => globSync(path, { cwd: root }).length === 0)
      .map((path) => `${document} names ${path}, which does not exist`),
    ...found
      .filter(
        (path) => !named.some((one) => one === path || globSync(one, { cwd: root }).includes(path)),
      )
      .map((path) => `${document} does not name ${path}`),
  ];
}
