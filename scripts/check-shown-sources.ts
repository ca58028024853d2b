// Checks that pages show their sources: programs and their diagrams, tables of options, and the guides
// in the packages. With --update it writes the pages. Without it, it lists stale pages.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { packageGuide } from "./package-guide.ts";
import { withSources } from "./shown-sources.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const run = (path: string) =>
  execFileSync(process.execPath, ["--conditions=@repowire/source", path], {
    cwd: root,
    encoding: "utf8",
  });

for (const path of globSync(["docs/**/*.md", "*.md", "packages/*/README.md"], { cwd: root })) {
  hold(path, withSources(read(path), read, run));
}
for (const folder of globSync("packages/*", { cwd: root }))
  hold(join(folder, "AGENTS.md"), guide(folder));

function guide(folder: string): string {
  const { name, exports } = JSON.parse(read(join(folder, "package.json"))) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, { readonly "@repowire/source"?: string }>>;
  };
  const entries = Object.entries(exports).flatMap(([entry, { "@repowire/source": source }]) =>
    source === undefined ? [] : [[name + entry.slice(1), join(folder, source)] as const],
  );
  const readme = read(join(folder, "README.md"));
  return packageGuide({ name, readme, entries: Object.fromEntries(entries), read });
}

function hold(path: string, now: string): void {
  const page = existsSync(join(root, path)) ? read(path) : "";
  if (plain(now) === plain(page)) return;
  if (process.argv.includes("--update")) {
    writeFileSync(join(root, path), now);
    console.log(`wrote ${path}`);
  } else {
    console.error(`${path} is out of date; pnpm run pages writes it`);
    process.exitCode = 1;
  }
}

/** The formatter wraps lines and aligns tables. That does not change the content. */
function plain(page: string): string {
  return page.replaceAll(/\s+/g, " ").replaceAll(/-{3,}/g, "---");
}
