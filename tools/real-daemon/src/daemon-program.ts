import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { createServer } from "node:net";
import { DaemonUnavailableError } from "./daemon-unavailable-error.ts";
import { findPython } from "./find-python.ts";
import { installRelease } from "./install-release.ts";
import type { Interpreter } from "./supervisor.ts";

/** The version of the Go daemon in tests, because its `/health` reports none. */
export const GO = "go";

/** A daemon's executable, and how to run it. */
export interface DaemonProgram extends Interpreter {
  /** A release, or `go`. */
  readonly version: string;
  readonly executable: string;
  /** The arguments with which it only listens on a port. */
  serve(port: number): readonly string[];
  /** The port for `serve`; 0 if the daemon can choose one itself. */
  choosePort(): Promise<number>;
  /** Reads the port from its log, once it listens. */
  readonly listening: RegExp;
  /** Whether an answer of `/health` comes from this daemon. */
  isHealthOf(health: Readonly<Record<string, unknown>>): boolean;
}

/**
 * Finds the program of a daemon: a release, which it installs if necessary, or the executable that
 * `REPOWIRE_GO_DAEMON` names.
 *
 * @throws DaemonUnavailableError if this machine cannot run it.
 */
export async function findProgram(
  version: string,
  options: { log?: (message: string) => void } = {},
): Promise<DaemonProgram> {
  if (version === GO) return goProgram();
  const { executable, python, modules } = await installRelease(version, options);
  return {
    version,
    executable,
    python,
    modules,
    serve: (port) => ["serve", "--host", "127.0.0.1", "--port", String(port), "--no-install-hooks"],
    choosePort: async () => 0,
    listening: /Uvicorn running on http:\/\/127\.0\.0\.1:(\d+)/,
    isHealthOf: (health) => health["version"] === version,
  };
}

async function goProgram(): Promise<DaemonProgram> {
  const executable = process.env["REPOWIRE_GO_DAEMON"];
  if (!executable) {
    throw new DaemonUnavailableError(
      "REPOWIRE_GO_DAEMON must name the Go daemon of this machine, such as /usr/local/bin/repowire.",
    );
  }
  await access(executable, constants.X_OK).catch((cause: unknown) => {
    throw new Error(`REPOWIRE_GO_DAEMON is ${executable}, which cannot be run.`, { cause });
  });
  return {
    version: GO,
    executable,
    python: await findPython(),
    serve: (port) => ["serve", "--host", "127.0.0.1", "--port", String(port)],
    choosePort: freePort,
    listening: /listening on 127\.0\.0\.1:(\d+)/,
    isHealthOf: (health) => health["status"] === "ok" && !("version" in health),
  };
}

/** A free port. The Go daemon would take 0 for its default port. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("There is no free port.");
  return address.port;
}
