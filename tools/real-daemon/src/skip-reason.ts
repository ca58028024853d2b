import { execFileSync } from "node:child_process";
import { DaemonUnavailableError } from "./daemon-unavailable-error.ts";
import { installRelease } from "./install-release.ts";

/**
 * Installs a release and says, in print and as result, why tests that need it are skipped:
 * `undefined` where they can run. With `REPOWIRE_REQUIRE_DAEMON=1` nothing is skipped in silence:
 * the reason is thrown. With `REPOWIRE_NO_DAEMON=1` no daemon is used, though it could be.
 *
 * ```ts
 * test.skipIf(await skipReason("0.14.17"))("…", async () => {});
 * ```
 */
export async function skipReason(version: string): Promise<string | undefined> {
  if (process.env["REPOWIRE_NO_DAEMON"] === "1") return "REPOWIRE_NO_DAEMON is set";
  try {
    await installRelease(version, { log: console.warn });
    return undefined;
  } catch (error) {
    if (!(error instanceof DaemonUnavailableError)) throw error;
    return skipped(error);
  }
}

/** The same for what a daemon does in tmux, which it spawns agents in. */
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

function skipped(error: DaemonUnavailableError): string {
  if (process.env["REPOWIRE_REQUIRE_DAEMON"] === "1") throw error;
  console.warn(`skipped: ${error.message}`);
  return error.message;
}
