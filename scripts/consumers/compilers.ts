import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { writeJson } from "./project.ts";

/** One way in which a stranger compiles a project. */
export interface Compilation {
  readonly title: string;
  readonly compilerOptions: Record<string, unknown>;
  readonly files: readonly string[];
}

const everything = { strict: true, skipLibCheck: false, target: "es2022" };
const nodenext = { ...everything, module: "nodenext", types: ["node"] };

/** For Node, as ES modules and as CommonJS; leaves `out/*.js` and `out/*.cjs` to run. */
export const forNode: Compilation = {
  title: "moduleResolution nodenext",
  compilerOptions: { ...nodenext, outDir: "out", noEmitOnError: true, resolveJsonModule: true },
  files: ["consumer.ts", "consumer.cts", "entries.ts"],
};

/** The same for compilers that do not know yet that CommonJS may require ES modules. */
export const forNodeWithOldCompiler: Compilation = {
  title: "moduleResolution nodenext",
  compilerOptions: { ...nodenext, noEmit: true, resolveJsonModule: true },
  files: ["consumer.ts", "entries.ts"],
};

/** For a browser through a bundler: no Node types. */
export const forBundler: Compilation = {
  title: "moduleResolution bundler",
  compilerOptions: {
    ...everything,
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2022", "dom", "dom.iterable", "esnext.disposable"],
    types: [],
    noEmit: true,
    resolveJsonModule: true,
  },
  files: ["consumer.ts"],
};

/** Compiles; what the compiler says goes to the terminal and fails. */
export function compile(folder: string, compiler: string, compilation: Compilation): void {
  const { compilerOptions, files } = compilation;
  writeJson(join(folder, "tsconfig.json"), { compilerOptions, files });
  execFileSync(compiler, ["-p", "tsconfig.json"], { cwd: folder, stdio: "inherit" });
}
