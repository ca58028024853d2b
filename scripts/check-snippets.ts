// Compiles the TypeScript in the documents and in the documentation comments against the built
// packages, as a reader would who copies them into a project.
import { execFileSync } from "node:child_process";
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import { typedEntryPoints } from "./entry-points.ts";
import { exportedNamesOf } from "./exported-names.ts";
import { commentsOf, snippetsOf, withImports } from "./snippets.ts";

const root = join(import.meta.dirname, "..");
const documents = ["*.md", "docs/**/*.md", "{packages,apps}/*/*.md", ".changeset/*.md"];
const sources = ["packages/*/src/**/*.ts"];
/** The names that an example in a documentation comment may use without a declaration. */
const context = `
declare const client: import("@repowire/client").RepowireClient;
declare const daemon: import("@repowire/testing").FakeDaemon;
declare const input: unknown;
declare const params: unknown;
declare const raw: import("@repowire/protocol").RawEvent;
declare const response: Response;
`;

const reader = mkdtempSync(join(tmpdir(), "reader-"));
try {
  for (const name of ["protocol", "client", "testing"]) {
    install(`@repowire/${name}`, `packages/${name}`);
  }
  for (const name of ["@types/node", "vitest"]) install(name, `node_modules/${name}`);
  install("msw", "packages/testing/node_modules/msw");
  for (const name of ["undici", "zod"]) install(name, `packages/client/node_modules/${name}`);
  writeFileSync(join(reader, "package.json"), '{ "type": "module" }');
  writeFileSync(join(reader, "context.d.ts"), context);
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const inDocuments = globSync(documents, { cwd: root })
    .sort()
    .flatMap((path) => writeSnippets(path, withoutPrograms(read(path))));
  const inComments = globSync(sources, { cwd: root })
    .sort()
    .flatMap((path) => writeSnippets(path, commentsOf(read(path)), modulesAround(path)));
  const sound = [compile(inDocuments), compile([...inComments, "context.d.ts"])];
  const count = inDocuments.length + inComments.length;
  if (sound.every(Boolean)) console.log(`${count} snippets compile`);
  else process.exitCode = 1;
} finally {
  rmSync(reader, { recursive: true });
}

/** Shown programs are compiled as files. Here their lines become empty. */
function withoutPrograms(page: string): string {
  const program = /<!-- program: [^]*?<!-- \/program -->/g;
  return page.replaceAll(program, (shown) => shown.replaceAll(/[^\n]+/g, ""));
}

function install(name: string, folder: string): void {
  const link = join(reader, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(root, folder), link, "dir");
}

/** The names that the entries of the package of a source export. */
function modulesAround(source: string): Record<string, string[]> {
  const folder = join(root, ...source.split("/").slice(0, 2));
  const entries = typedEntryPoints(folder).map(({ name, types }) => {
    const module = `@repowire/${basename(folder)}${name.slice(1)}`;
    return [module, exportedNamesOf(join(folder, types))] as const;
  });
  return Object.fromEntries(entries);
}

/** Writes each snippet to a file that is named after its source, with its code on the same lines. */
function writeSnippets(
  path: string,
  markdown: string,
  modules: Record<string, string[]> = {},
): string[] {
  return snippetsOf(markdown).map(({ line, text }) => {
    const file = `${path}.to-line-${line}.ts`;
    mkdirSync(dirname(join(reader, file)), { recursive: true });
    writeFileSync(join(reader, file), withImports(text, modules));
    return file;
  });
}

function compile(files: string[]): boolean {
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ["node"],
    noEmit: true,
  };
  writeFileSync(join(reader, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  try {
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], {
      cwd: reader,
      stdio: "inherit",
    });
    return true;
  } catch {
    // The compiler has printed the errors.
    return false;
  }
}
