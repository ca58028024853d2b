import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

test("what scripts had planned keeps no process alive when the daemon is closed", () => {
  const program = join(import.meta.dirname, "after-close-program.ts");
  const args = ["--conditions=@repowire/source", program];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 25_000,
  });
  expect([status, stderr]).toEqual([0, ""]);
});
