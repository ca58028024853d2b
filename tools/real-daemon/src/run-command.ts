import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

/** Runs a command in this terminal. Returns its exit code, or 128 plus the signal that ended it. */
export async function runCommand(
  [program = "", ...args]: readonly string[],
  env: Record<string, string>,
): Promise<number> {
  let child: ChildProcess | undefined;
  const forward = (signal: NodeJS.Signals) => child?.kill(signal);
  // In a terminal Ctrl-C reaches the command directly. Many commands stop at once at a second one.
  const forwardInterrupt = process.stdin.isTTY ? () => {} : forward;
  // Before the start, because the command may send a signal early.
  process.on("SIGINT", forwardInterrupt).on("SIGTERM", forward).on("SIGHUP", forward);
  try {
    child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...env } });
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    process.off("SIGINT", forwardInterrupt).off("SIGTERM", forward).off("SIGHUP", forward);
  }
}
