import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { entryPoints } from "../entry-points.ts";

const packages = join(import.meta.dirname, "../../packages");

/** The entries that need a package which only some users have. */
const forSome = ["./vitest", "./jest", "./jest-globals"];

/**
 * Writes the users' programs into a folder: `<package>.ts`, and `entries.ts`, which loads every entry.
 */
export function writePrograms(
  folder: string,
  names: readonly string[],
  { node }: { node: boolean },
): string[] {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    cpSync(join(packages, name, "test/consumer.ts"), join(folder, `${name}.ts`));
  }
  const entries = names.flatMap((name) =>
    entryPoints(join(packages, name))
      .filter((entry) => (node || entry.name !== "./node") && !forSome.includes(entry.name))
      .map((entry, index) => {
        const specifier = `"@repowire/${name}${entry.name.slice(1)}"`;
        const local = `${name}${index}`;
        return entry.types === undefined
          ? `import ${local} from ${specifier} with { type: "json" };\nexport { ${local} };`
          : `export * as ${local} from ${specifier};`;
      }),
  );
  writeFileSync(join(folder, "entries.ts"), `${entries.join("\n")}\n`);
  return [...names, "entries"];
}

/** Runs npm without audit, funding messages and update checks. */
export function npm(npmArguments: readonly string[], cwd: string): void {
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  // pnpm passes its own setting on, and npm would warn about it.
  const { npm_config_verify_deps_before_run: _, ...env } = process.env;
  execFileSync("npm", [...npmArguments, ...quiet], {
    cwd,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
