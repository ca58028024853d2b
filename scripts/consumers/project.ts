import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { EntryPoint } from "../entry-points.ts";

/** A fresh project outside the workspace that has one of our packages installed from its tarball. */
export interface Project {
  readonly folder: string;
  readonly name: string;
}

export interface ProjectOptions {
  readonly folder: string;
  /** The package that the project is about. */
  readonly name: string;
  /** Its program: one source that has to work whatever way it is compiled and loaded. */
  readonly program: string;
  readonly entries: readonly EntryPoint[];
  /** What it installs of ours, and other packages with their ranges. */
  readonly dependencies: Record<string, string>;
  /** Where what our packages depend on is found, since it is not in a registry yet. */
  readonly overrides: Record<string, string>;
}

/** Writes the project and installs what it depends on, as a stranger would with npm. */
export function createProject(options: ProjectOptions): Project {
  const { folder, name, program, entries, dependencies, overrides } = options;
  mkdirSync(folder);
  for (const file of ["consumer.ts", "consumer.cts"]) cpSync(program, join(folder, file));
  writeFileSync(join(folder, "entries.ts"), everyEntry(name, entries));
  writeJson(join(folder, "package.json"), { type: "module", dependencies, overrides });
  npm(["install"], folder);
  return { folder, name };
}

/** Runs npm without asking or telling anyone anything but the registry for the packages. */
export function npm(npmArguments: readonly string[], cwd: string): void {
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  // pnpm hands its own setting down to us, and npm would complain about it.
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

/** A source that loads all there is, so that no entry and no declaration file is left out. */
function everyEntry(name: string, entries: readonly EntryPoint[]): string {
  const lines = entries.map(({ name: entry, types }, index) => {
    const specifier = `"${name}${entry.slice(1)}"`;
    return types === undefined
      ? `import entry${index} from ${specifier} with { type: "json" };\nexport { entry${index} };`
      : `export * as entry${index} from ${specifier};`;
  });
  return `${lines.join("\n")}\n`;
}
