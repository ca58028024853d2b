import { setTimeout as delay } from "node:timers/promises";
import type { DaemonProgram } from "./daemon-program.ts";
import type { Run } from "./supervisor.ts";

const PATIENCE_MS = 60_000;
const PAUSE_MS = 20;

interface Expected {
  program: DaemonProgram;
  /** The daemon's log since its start. */
  readLog: () => string;
  signal?: AbortSignal | undefined;
}

/**
 * Waits until a started daemon answers. Returns its port.
 *
 * The port comes from the daemon's own log. An answer of /health alone proves nothing, because another
 * daemon may have the port, and this one may be about to exit for that reason.
 */
export async function untilReady(run: Run, expected: Expected): Promise<number> {
  const { program, readLog, signal } = expected;
  const { version } = program;
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    const exitCode = await Promise.race([run.exited, delay(PAUSE_MS)]);
    if (exitCode !== undefined) {
      throw failure(`repowire ${version} ended with ${exitCode} before it was ready`, readLog());
    }
    const port = Number(program.listening.exec(readLog())?.[1]);
    if (!port) continue;
    const health = await readHealth(port);
    if (!health) continue;
    if (program.isHealthOf(health)) return port;
    throw new Error(`Wanted repowire ${version}, but /health says ${JSON.stringify(health)}.`);
  }
  throw failure(`repowire ${version} was not ready after ${PATIENCE_MS / 1000} s`, readLog());
}

/** The answer of `/health`; `undefined` if there is none, because Go logs shortly before it listens. */
async function readHealth(port: number): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/health`, {
    // A kept connection would break after a restart.
    headers: { connection: "close" },
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  return (await response?.json()) as Record<string, unknown> | undefined;
}

function failure(what: string, log: string): Error {
  const tail = log.trimEnd().split("\n").slice(-20).join("\n");
  return new Error(`${what}. Its log ends with:\n${tail}`);
}
