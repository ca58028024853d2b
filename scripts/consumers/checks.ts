import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";

/** Runs checks side by side and reports each in one line when it ends. */
export class Checks {
  #passed = 0;
  #failed = 0;
  readonly #waiting: (() => Promise<void>)[] = [];

  /** Adds a check, which fails by throwing. */
  add(title: string, action: () => Promise<unknown>): void {
    this.addMany(async () => {
      const start = performance.now();
      const said = await action().then(
        () => "",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      this.report(title, said, (performance.now() - start) / 1000);
    });
  }

  /** Adds an action that reports its checks itself. */
  addMany(action: () => Promise<void>): void {
    this.#waiting.push(action);
  }

  /** Counts and prints a check. It failed if it has problems. */
  report(title: string, said: string, seconds: number): void {
    if (said === "") this.#passed += 1;
    else this.#failed += 1;
    const lines = said.split("\n").slice(0, 20).join("\n");
    console.log(`${said === "" ? "✓" : "✗"} ${title} ${seconds.toFixed(1)} s\n${lines}`.trimEnd());
  }

  /** Runs the added checks, as many at a time as there are processors. */
  async run(): Promise<void> {
    const runNext = async (): Promise<void> => {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
    };
    await Promise.all(Array.from({ length: availableParallelism() }, runNext));
  }

  /** Prints the last line, and fails the process if a check failed. */
  finish(): void {
    console.log(`${this.#passed} passed, ${this.#failed} failed, 0 skipped`);
    if (this.#failed > 0 || this.#passed === 0) process.exitCode = 1;
  }
}

/**
 * Runs a program and returns its output. If it fails, the error contains the output. `onLine` receives
 * each line as it comes.
 */
export function run(
  program: string,
  programArguments: readonly string[],
  cwd: string,
  onLine?: (line: string) => void,
): Promise<string> {
  // pnpm passes its own setting on, and npm would warn about it.
  const { npm_config_verify_deps_before_run: _, ...env } = process.env;
  const child = spawn(program, programArguments, {
    cwd,
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  if (onLine) createInterface(child.stdout).on("line", onLine);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with ${code ?? signal}:\n${output}`));
    });
  });
}
