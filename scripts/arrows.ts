import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

import { importsOf } from "./imports.ts";

/** The packages that a package may use. */
export interface Arrow {
  /** The packages that its sources may import, and that its `package.json` must list. */
  readonly dependencies: readonly string[];
  /**
   * The packages that users of one entry install themselves, each with the folder or file that may
   * import it.
   */
  readonly peers?: Readonly<Record<string, string>>;
  /** The entries that run only on Node. All others must reach no Node built-in. */
  readonly nodeEntries: readonly string[] | "all";
}

interface Manifest {
  readonly name: string;
  readonly exports: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Lists the imports of a package that are not allowed, one sentence each. */
export function offences(folder: string, arrow: Arrow): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return [
    ...offencesOfManifest(manifest, arrow),
    ...offencesOfSources(folder, manifest.name, arrow),
    ...offencesOfEntries(folder, manifest, arrow),
  ];
}

function* offencesOfManifest(manifest: Manifest, arrow: Arrow): Generator<string> {
  const fields = {
    dependencies: arrow.dependencies,
    peerDependencies: Object.keys(arrow.peers ?? {}),
    optionalDependencies: [],
  };
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies"] as const) {
    const allowed: readonly string[] = fields[field];
    const found = Object.keys(manifest[field] ?? {});
    for (const name of found.filter((one) => !allowed.includes(one))) {
      yield `${manifest.name}: ${field} has ${name}`;
    }
    for (const name of allowed.filter((one) => !found.includes(one))) {
      yield `${manifest.name}: ${field} lacks ${name}`;
    }
  }
}

function* offencesOfSources(folder: string, self: string, arrow: Arrow): Generator<string> {
  const peers = Object.entries(arrow.peers ?? {});
  const sources = globSync("src/**/*.ts", {
    cwd: folder,
    exclude: ["**/*.test.ts", "**/*.test-d.ts"],
  });
  for (const source of sources.sort()) {
    const own = peers
      .filter(([, room]) => `${source}/`.startsWith(`${room}/`))
      .map(([name]) => name);
    // A package may name its own entries, for types that would otherwise list everything again.
    const allowed = [...arrow.dependencies, ...own, self];
    for (const specifier of importsOf(join(folder, source))) {
      if (isBuiltin(specifier)) continue;
      if (specifier.startsWith(".")) {
        const target = relative(join(folder, "src"), resolve(folder, dirname(source), specifier));
        if (target.startsWith("..")) yield `${self}: ${source} leaves src with ${specifier}`;
      } else if (!allowed.includes(packageOf(specifier))) {
        yield `${self}: ${source} imports ${specifier}`;
      }
    }
  }
}

function* offencesOfEntries(folder: string, manifest: Manifest, arrow: Arrow): Generator<string> {
  if (arrow.nodeEntries === "all") return;
  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (arrow.nodeEntries.includes(entry)) continue;
    for (const file of sourcesOf(target).flatMap((source) => [
      ...reachable(join(folder, source)),
    ])) {
      for (const specifier of importsOf(file).filter(isBuiltin)) {
        yield `${manifest.name}: the entry ${entry} reaches ${specifier} in ${relative(folder, file)}`;
      }
    }
  }
}

/** The sources of an entry, one for each of its conditions. */
function sourcesOf(target: unknown): string[] {
  if (typeof target === "string") return /^\.\/src\/.*\.ts$/.test(target) ? [target] : [];
  return Object.values(target ?? {}).flatMap(sourcesOf);
}

function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !file.endsWith(".ts")) return seen;
  seen.add(file);
  for (const specifier of importsOf(file).filter((one) => one.startsWith("."))) {
    reachable(resolve(dirname(file), specifier), seen);
  }
  return seen;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
