// Writes the files that are generated from the schemas. `--check` only reports whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { generate } from "./generate.ts";

const check = process.argv.includes("--check");
const root = join(import.meta.dirname, "..", "..");

const stale: string[] = [];
for (const [name, text] of Object.entries(await generate())) {
  const path = join(root, name);
  if (read(path) === text) continue;
  stale.push(name);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (check && stale.length > 0) {
  console.error(`stale: ${stale.join(", ")}; pnpm --filter @repowire/protocol run generate`);
  process.exitCode = 1;
} else console.log(stale.length === 0 ? "up to date" : `wrote ${stale.join(", ")}`);

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
