// Holds the programs that pages show to the programs that run: with --update the pages are written
// anew, without it a page that shows something else is named.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withPrograms } from "./shown-programs.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

for (const path of globSync(["docs/**/*.md", "*.md", "packages/*/README.md"], { cwd: root })) {
  const page = read(path);
  const now = withPrograms(page, read);
  if (now === page) continue;
  if (process.argv.includes("--update")) {
    writeFileSync(join(root, path), now);
    console.log(`wrote ${path}`);
  } else {
    console.error(`${path} shows a program that has changed: pnpm run programs`);
    process.exitCode = 1;
  }
}
