import { mkdtempSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DaemonUnavailableError } from "./daemon-unavailable-error.ts";
import { installRelease } from "./install-release.ts";
import { skipReason } from "./skip-reason.ts";
import { OLD } from "./testing.ts";

let cache: string;

beforeEach(() => {
  cache = mkdtempSync("/tmp/repowire-cache-");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

test.skipIf(await skipReason(OLD))("an installed release costs next to nothing", async () => {
  const start = performance.now();
  await installRelease(OLD);
  expect(performance.now() - start).toBeLessThan(50);
});

test("without Python the reason is one sentence", async () => {
  vi.stubEnv("REPOWIRE_DAEMON_CACHE", cache);
  vi.stubEnv("REPOWIRE_PYTHON", "/nowhere/python");
  await expect(installRelease(OLD)).rejects.toThrow(
    new DaemonUnavailableError("REPOWIRE_PYTHON (/nowhere/python) is not a Python 3.10 or newer."),
  );
});

test("with an empty PATH there is no Python either", async () => {
  vi.stubEnv("REPOWIRE_DAEMON_CACHE", cache);
  vi.stubEnv("REPOWIRE_PYTHON", "");
  vi.stubEnv("PATH", "/nowhere");
  vi.stubEnv("REPOWIRE_NO_DAEMON", "0");
  vi.stubEnv("REPOWIRE_REQUIRE_DAEMON", "0");
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const reason = await skipReason(OLD);
  expect(reason).toBe("No Python 3.10 or newer was found; REPOWIRE_PYTHON can name one.");
  expect(warn).toHaveBeenCalledWith(`skipped: ${reason}`);
  vi.stubEnv("REPOWIRE_REQUIRE_DAEMON", "1");
  await expect(skipReason(OLD)).rejects.toThrow(DaemonUnavailableError);
});

test.skipIf(await skipReason(OLD))(
  "when pip fails the reason is its last line",
  { timeout: 60_000 },
  async () => {
    vi.stubEnv("REPOWIRE_DAEMON_CACHE", cache);
    vi.stubEnv("PIP_NO_INDEX", "1");
    vi.stubEnv("PIP_FIND_LINKS", "");
    await expect(installRelease(OLD)).rejects.toThrow(
      /^repowire 0\.14\.17 could not be installed: ERROR: No matching distribution found/,
    );
  },
);

test("only a release number names a release", async () => {
  await expect(installRelease("../0.14.17")).rejects.toThrow(TypeError);
});
