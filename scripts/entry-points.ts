import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One key of the `exports` of a package. */
export interface EntryPoint {
  /** `.` or `./sub`. */
  readonly name: string;
  /** Its declarations, or `undefined` for a JSON file. */
  readonly types: string | undefined;
}

/** A value of `exports`. */
export type Target = string | { readonly [condition: string]: Target };

interface Manifest {
  readonly exports: Readonly<Record<string, Target>>;
  readonly publishConfig?: { readonly bin?: Readonly<Record<string, string>> };
}

const conditions = ["types", "import", "node", "default"];

/** The entry points of a package. */
export function entryPoints(folder: string): EntryPoint[] {
  return Object.entries(manifestOf(folder).exports)
    .filter(([name]) => name !== "./package.json")
    .map(([name, target]) => ({ name, types: declarations(target) }));
}

/** The entry points that a program can import with types. */
export function typedEntryPoints(folder: string): (EntryPoint & { readonly types: string })[] {
  return entryPoints(folder).flatMap(({ name, types }) =>
    types === undefined ? [] : [{ name, types }],
  );
}

/** The files that a build must write for the entry points and commands of a package. */
export interface BuiltFiles {
  /** `x` for `dist/x.js`, made from `src/x.ts`. */
  readonly code: readonly string[];
  /** `x` for `dist/x.d.ts`. */
  readonly types: readonly string[];
}

export function builtFiles(folder: string): BuiltFiles {
  const { exports, publishConfig } = manifestOf(folder);
  const files = targets({ ...exports, ...publishConfig?.bin });
  const named = (pattern: RegExp) => [
    ...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? [])),
  ];
  return { code: named(/^\.\/dist\/(.+)\.js$/), types: named(/^\.\/dist\/(.+)\.d\.ts$/) };
}

/** Every file to which a part of `exports` leads, for any condition. */
export function targets(exports: Target): string[] {
  return typeof exports === "string" ? [exports] : Object.values(exports).flatMap(targets);
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** The first declarations that a program for Node would get. */
function declarations(target: Target): string | undefined {
  if (typeof target === "string") return target.endsWith(".d.ts") ? target : undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const found = conditions.includes(condition) ? declarations(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
