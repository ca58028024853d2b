import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

describe("node:test", () => {
  test("runs tests with matchers and with what they left behind", () => {
    // The runner of this test says by this variable that it is one, which node:test takes for its own.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = spawnSync(
      process.execPath,
      [
        "--conditions=@repowire/source",
        "--test",
        "--test-reporter=tap",
        join(import.meta.dirname, "node-test-program.ts"),
      ],
      { encoding: "utf8", env },
    );
    expect(stdout).toContain("# pass 1\n# fail 2");
    expect(stdout).toMatch(/expected bob to have received an ask, but it received \[\]/);
    expect(stdout).toMatch(/What was said:\s+me -> daemon: broadcast "hello" => 200 to/);
    expect(stdout).toMatch(/the fault "?reset"? for "?ask"? happened 0 of 1 times/);
  }, 60_000);
});
