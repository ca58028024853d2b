import { execFileSync } from "node:child_process";
import { fstatSync, readFileSync } from "node:fs";

const parentCheck = 500;

/** What starts a command for somebody else, and goes on when that one has ended. */
const launchers = /(?:^|[\s/])(?:npx|npm|pnpm|yarn|bunx|corepack|sh|bash|dash|zsh)\b/;

/** Ends the process when it is told to, or when nobody is left who could tell. */
export function endWithParent(close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // A pipe ends with its writer; another input says nothing of whoever started the process.
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
  /** Absent: it is who started the command, and nobody above it matters. */
  readonly parent: number | undefined;
}

/** The launchers above the process, from the nearest one to who started them. */
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
    // After the name, which may have anything in it: the state, and the parent.
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
