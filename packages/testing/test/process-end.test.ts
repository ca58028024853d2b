import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

test.each([
  ["planned actions of scripts do not keep the process alive after close", "after-close", ""],
  [
    "waits in the time of a ticking daemon keep the process alive, and nothing else does",
    "ticking",
    "PeerNotReadyError\n200\n",
  ],
])("%s", (_title, name, printed) => {
  const program = join(import.meta.dirname, `${name}-program.ts`);
  const args = ["--conditions=@repowire/source", program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 25_000,
  });
  expect([status, stdout, stderr]).toEqual([0, printed, ""]);
});
