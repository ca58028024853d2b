// Compiles the TypeScript in the documents against the built packages, as a reader would who copies
// it into a project.
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { programsOf } from "./code-blocks.ts";

const root = join(import.meta.dirname, "..");
const documents = ["*.md", "docs/**/*.md", "{packages,apps}/*/*.md", ".changeset/*.md"];
const reader = mkdtempSync(join(tmpdir(), "reader-"));

try {
  install("@repowire/protocol", "packages/protocol");
  install("@repowire/client", "packages/client");
  install("@repowire/testing", "packages/testing");
  for (const name of ["@types/node", "vitest"]) install(name, `node_modules/${name}`);
  writeFileSync(join(reader, "package.json"), '{ "type": "module" }');
  const programs = globSync(documents, { cwd: root }).sort().flatMap(writePrograms);
  writeFileSync(
    join(reader, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2023",
        lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
        module: "nodenext",
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
        types: ["node"],
        noEmit: true,
      },
      files: programs,
    }),
  );
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], { cwd: reader, stdio: "inherit" });
  console.log(`${programs.length} programs in the documents compile`);
} catch (error) {
  // The compiler has said what is wrong.
  if (!(error instanceof Error && "status" in error)) throw error;
  process.exitCode = 1;
} finally {
  rmSync(reader, { recursive: true });
}

function install(name: string, folder: string): void {
  const link = join(reader, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(root, folder), link, "dir");
}

/** Writes each program under the name of its document, with its code on the same lines. */
function writePrograms(document: string): string[] {
  return programsOf(readFileSync(join(root, document), "utf8")).map(({ line, text }) => {
    const path = join(reader, `${document}.to-line-${line}.ts`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  });
}
