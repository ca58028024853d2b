import { execFileSync } from "node:child_process";
import { DaemonUnavailableError } from "./daemon-unavailable-error.ts";
import { findProgram, GO } from "./daemon-program.ts";

/**
 * Installs a release, or finds the Go daemon. Prints and returns why tests that need it are skipped, or
 * returns `undefined` if they can run. With `REPOWIRE_REQUIRE_DAEMON=1` it throws the reason instead,
 * except for `go`, which cannot be installed. With `REPOWIRE_NO_DAEMON=1` no daemon is used.
 *
 * ```ts
 * test.skipIf(await skipReason("0.14.17"))("…", async () => {});
 * ```
 */
export async function skipReason(version: string): Promise<string | undefined> {
  if (process.env["REPOWIRE_NO_DAEMON"] === "1") return "REPOWIRE_NO_DAEMON is set";
  try {
    await findProgram(version, { log: console.warn });
    return undefined;
  } catch (error) {
    if (!(error instanceof DaemonUnavailableError)) throw error;
    return skipped(error, { required: version !== GO });
  }
}

/** The same for tests of spawning, which need tmux. */
export function tmuxSkipReason(): string | undefined {
  try {
    execFileSync("tmux", ["-V"], { stdio: "ignore" });
    return undefined;
  } catch {
    return skipped(
      new DaemonUnavailableError("there is no tmux for the daemon to spawn agents in"),
    );
  }
}

function skipped(error: DaemonUnavailableError, { required = true } = {}): string {
  if (required && process.env["REPOWIRE_REQUIRE_DAEMON"] === "1") throw error;
  console.warn(`skipped: ${error.message}`);
  return error.message;
}
