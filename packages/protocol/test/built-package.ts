import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const repository = join(root, "..", "..");

/** The package as its build makes it, from the sources as they are, in a folder of its own. */
export class BuiltPackage implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "repowire-protocol-"));

  constructor() {
    const dist = join(this.#folder, "dist");
    const project = join(root, "tsconfig.build.json");
    run(join(repository, "node_modules", ".bin", "tsc"), ["-p", project, "--outDir", dist]);
    run(process.execPath, [join(repository, "scripts", "mark-pure.mjs")], this.#folder);
    cpSync(join(root, "package.json"), join(this.#folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(this.#folder, "node_modules"));
  }

  /** The code that a bundler makes of a program that imports from the package. */
  async bundle(program: string, condition?: "browser" | "node" | "workerd"): Promise<string> {
    const result = await build({
      stdin: { contents: program, resolveDir: this.#folder, loader: "ts" },
      platform: "neutral",
      conditions: condition ? [condition] : [],
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    });
    return result.outputFiles[0]?.text ?? "";
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Bytes over the wire. */
export function gzipSize(code: string): number {
  return code.trim() === "" ? 0 : gzipSync(code, { level: 9 }).length;
}

function run(command: string, arguments_: string[], cwd = root): void {
  const { status, stdout, stderr } = spawnSync(command, arguments_, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed:\n${stdout}${stderr}`);
}
