// Holds what pages show of the sources to the sources: with --update the pages are written
// anew, without it a page that shows something else is named.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withSources } from "./shown-sources.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

for (const path of globSync(["docs/**/*.md", "*.md", "packages/*/README.md"], { cwd: root })) {
  const page = read(path);
  const now = withSources(page, read);
  if (plain(now) === plain(page)) continue;
  if (process.argv.includes("--update")) {
    writeFileSync(join(root, path), now);
    console.log(`wrote ${path}`);
  } else {
    console.error(`${path} shows something that has changed: pnpm run pages`);
    process.exitCode = 1;
  }
}

/** The formatter aligns tables, which changes nothing of what they say. */
function plain(page: string): string {
  return page.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");
}
