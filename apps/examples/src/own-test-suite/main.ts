// A test suite that uses the fake daemon. Copy this folder without this file.
import assert from "node:assert/strict";
import process from "node:process";

import { startVitest } from "vitest/node";

// The second object is only for this repository, whose packages are not built.
const conditions = ["@repowire/source", "node", "import", "module", "default"];
const vitest = await startVitest(
  "test",
  [],
  { config: false, root: import.meta.dirname, watch: false, reporters: ["verbose"] },
  { resolve: { conditions }, ssr: { resolve: { conditions } } },
);
const files = vitest.state.getTestModules();
const tests = files.flatMap((file) => [...file.children.allTests()]);
await vitest.close();

assert.ok(tests.length >= 3, "the suite was not found");
assert.ok(
  tests.every((test) => test.result().state === "passed"),
  "a test of the suite failed",
);
console.log(
  `  ${tests.length} tests of a downstream suite passed, each on a fake daemon of its own`,
);
process.exit();
