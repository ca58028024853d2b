import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Runs pnpm and returns its output. If pnpm runs this process, the same pnpm is used. */
export function pnpm(
  commandArguments: readonly string[],
  options: Omit<ExecFileSyncOptionsWithStringEncoding, "encoding"> = {},
): string {
  const [command, ...before] = pnpmCommand();
  return execFileSync(command, [...before, ...commandArguments], {
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
    encoding: "utf8",
  });
}

/** The program and first arguments that run pnpm. */
export function pnpmCommand(): readonly [program: string, ...programArguments: string[]] {
  const running = process.env["npm_execpath"];
  return running?.includes("pnpm") ? [process.execPath, running] : ["npx", "-y", packageManager()];
}

function packageManager(): string {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    packageManager: string;
  };
  return manifest.packageManager;
}
