import { setTimeout as delay } from "node:timers/promises";
import type { Run } from "./supervisor.ts";

const PATIENCE_MS = 60_000;
const PAUSE_MS = 20;

interface Expected {
  version: string;
  /** What the daemon has logged since it was started. */
  readLog: () => string;
  signal?: AbortSignal | undefined;
}

/**
 * Waits until a started daemon answers, and gives the port that it listens on.
 *
 * Its own log says where it listens. An answer of /health alone would prove nothing: another
 * daemon may have taken the port, and this one may be about to exit for that reason.
 */
export async function untilReady(run: Run, expected: Expected): Promise<number> {
  const { version, readLog, signal } = expected;
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    const exitCode = await Promise.race([run.exited, delay(PAUSE_MS)]);
    if (exitCode !== undefined) {
      throw failure(`repowire ${version} ended with ${exitCode} before it was ready`, readLog());
    }
    const port = listeningPort(readLog());
    if (port === undefined) continue;
    const actual = await healthVersion(port);
    if (actual === version) return port;
    throw new Error(`Wanted repowire ${version}, but the daemon says that it is ${actual}.`);
  }
  throw failure(`repowire ${version} was not ready after ${PATIENCE_MS / 1000} s`, readLog());
}

function listeningPort(log: string): number | undefined {
  const port = /Uvicorn running on http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1];
  return port === undefined ? undefined : Number(port);
}

async function healthVersion(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/health`, {
    // A kept connection would be the first thing to break after a restart.
    headers: { connection: "close" },
    signal: AbortSignal.timeout(10_000),
  });
  const { version } = (await response.json()) as { version: string };
  return version;
}

function failure(what: string, log: string): Error {
  const tail = log.trimEnd().split("\n").slice(-20).join("\n");
  return new Error(`${what}. Its log ends with:\n${tail}`);
}
