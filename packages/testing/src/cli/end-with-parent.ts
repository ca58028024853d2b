import { fstatSync } from "node:fs";

const parentCheck = 500;

/** Ends the process when it is told to, or when nobody is left who could tell. */
export function endWithParent(close: () => Promise<void>): void {
  const parent = process.ppid;
  const end = () => void close().finally(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // A pipe ends with its writer; another input says nothing of whoever started the process.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.once("end", end).resume();
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, parentCheck).unref();
}
