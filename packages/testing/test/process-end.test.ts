import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { test } from "vitest";

test.concurrent.for([
  ["planned actions of scripts do not keep the process alive after close", "after-close", ""],
  [
    "waits in the time of a ticking daemon keep the process alive, and nothing else does",
    "ticking",
    "PeerNotReadyError\n200\n",
  ],
] as const)("%s", async ([, name, printed], { expect }) => {
  const program = join(import.meta.dirname, `${name}-program.ts`);
  const args = ["--conditions=@repowire/source", program];
  // Rejects if the program fails or does not end.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 25_000 });
  expect([stdout, stderr]).toEqual([printed, ""]);
});
