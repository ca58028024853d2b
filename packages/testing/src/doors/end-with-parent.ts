import { execFileSync } from "node:child_process";
import { fstatSync, readFileSync } from "node:fs";

const parentCheck = 500;

/** Programs that start a command for another program, and may go on after that program ends. */
const launchers = /(?:^|[\s/])(?:npx|npm|pnpm|yarn|bunx|corepack|sh|bash|dash|zsh)\b/;

/** Ends the process on a signal, when its input closes, or when its parent ends. */
export function endWithParent(close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // A pipe closes when its writer ends. Other inputs tell nothing about the parent.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.once("end", end).resume();
  const chain = launchersOf(process.ppid);
  setInterval(() => {
    if (process.ppid !== chain[0]!.id) return end();
    if (chain.some(({ id, parent }) => parent !== undefined && parentOf(id) !== parent)) end();
  }, parentCheck).unref();
}

interface Ancestor {
  readonly id: number;
  /** Absent for the program that started the command. Its own parents do not matter. */
  readonly parent: number | undefined;
}

/** The launchers above the process, and the program that started them, nearest first. */
function launchersOf(parent: number): Ancestor[] {
  const chain: Ancestor[] = [];
  for (let id = parent; chain.length < 6;) {
    const above = id > 1 && launchers.test(commandOf(id)) ? parentOf(id) : undefined;
    chain.push({ id, parent: above });
    if (above === undefined) break;
    id = above;
  }
  return chain;
}

function parentOf(id: number): number | undefined {
  if (process.platform !== "linux") return Number(ps(id, "ppid=")) || undefined;
  try {
    // The name can contain any character. After it come the state and the parent.
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2]);
  } catch {
    return undefined;
  }
}

function commandOf(id: number): string {
  if (process.platform !== "linux") return ps(id, "command=");
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function ps(id: number, column: string): string {
  try {
    return execFileSync("ps", ["-o", column, "-p", String(id)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
