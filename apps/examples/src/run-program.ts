// Runs a recipe as a user would: as a separate program, on a daemon at a URL.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";

/** A running program. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** Its output so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line, past or future, that contains a text. */
  waitForLine(text: string): Promise<string>;
  /** Resolves with its exit code when it ends. */
  readonly ended: Promise<number | null>;
}

/** Starts a TypeScript file with the settings of this process and additional variables. */
export function startProgram(
  file: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): RunningProgram {
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => {
    console.log(`  ${line}`);
    lines.push(line);
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  const waitForLine = async (text: string) => {
    for (;;) {
      const found = lines.find((line) => line.includes(text));
      if (found !== undefined) return found;
      const code = await Promise.race([once(reader, "line").then(() => undefined), ended]);
      if (code !== undefined) throw new Error(`the program ended (${code}) without "${text}"`);
    }
  };
  return { child, lines, waitForLine, ended };
}

/** Runs a program to its end. */
export async function runProgram(
  file: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const { ended, lines } = startProgram(file, args, variables);
  return { code: await ended, lines };
}
