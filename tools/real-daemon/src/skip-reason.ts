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
    const required = process.env["REPOWIRE_REQUIRE_DAEMON"] === "1";
    if (required || !(error instanceof DaemonUnavailableError)) throw error;
    console.warn(`skipped: ${error.message}`);
    return error.message;
  }
}
