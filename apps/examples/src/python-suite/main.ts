// A Python test suite on the fake daemon. pytest starts `serve` and controls it over HTTP.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);
const python = process.env["REPOWIRE_PYTHON"] || "python3";

const found = await run(python, ["-c", "import pytest; print(pytest.__version__)"]).catch(
  () => undefined,
);
if (found === undefined) {
  const reason = `${python} with pytest was not found`;
  console.log(`skipped: ${reason}`);
  // Tells the runner of the stories.
  process.send?.({ skipped: reason });
} else {
  console.log(`  pytest ${found.stdout.trim()}`);
  // Outside this repository the command is `npx @repowire/testing serve`, the default.
  const serve = join(import.meta.dirname, "../../../../packages/testing/src/cli.ts");
  const command = [process.execPath, ...process.execArgv, serve, "serve", "--clock", "ticking"];
  const env = {
    ...process.env,
    FAKE_DAEMON: command.join(" "),
    PYTHONDONTWRITEBYTECODE: "1",
    PATH: process.env["PATH"],
  };
  const suite = ["-m", "pytest", "-q", "-p", "no:cacheprovider", import.meta.dirname];
  const { stdout } = await run(python, suite, { env });
  console.log(stdout.trim().replaceAll(/^/gm, "  "));
  assert.match(stdout, /\b2 passed\b/);
}
