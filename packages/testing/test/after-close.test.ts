import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

test("planned actions of scripts do not keep the process alive after close", () => {
  const program = join(import.meta.dirname, "after-close-program.ts");
  const args = ["--conditions=@repowire/source", program];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 25_000,
  });
  expect([status, stderr]).toEqual([0, ""]);
});
