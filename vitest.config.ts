import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";

import { defineConfig } from "vitest/config";

import { builtFiles } from "./scripts/vitest/built-files.ts";
import { ClosingLineReporter } from "./scripts/vitest/closing-line-reporter.ts";
import { LongestFirst } from "./scripts/vitest/longest-first.ts";

// Three runs share this file. `pnpm test` needs no other program. `pnpm test:daemons` needs releases
// of the daemon. `pnpm test:dist` runs what does not look inside the packages, on their built files.
const { REPOWIRE_DAEMONS, REPOWIRE_DIST } = process.env;
const built = REPOWIRE_DIST === "1";
const daemons = REPOWIRE_DAEMONS === "1";
const include = daemons
  ? ["**/*.daemon.test.ts", "test/live/*.test.ts"]
  : built
    ? ["test/**/*.test.ts", "**/*.dist.test.ts"]
    : ["**/*.test.ts"];
const exclude = ["**/node_modules/**"];
if (!daemons) exclude.push("**/*.daemon.test.ts");
if (!built) exclude.push("**/*.dist.test.ts");
const conditions = ["node", "import", "module", "default"];
if (!built) conditions.unshift("@repowire/source");

// The `vitest.config.ts` of each folder exports this file: there, only the folder's own tests run.
const root = import.meta.dirname;
const folder = relative(root, process.cwd());
const folders = [
  ...globSync("{packages,apps,tools}/*/package.json", { cwd: root }).map(dirname),
  "scripts",
];
const tested = folders.includes(folder) ? folder : `{${folders.join(",")}}`;

export default defineConfig({
  root,
  plugins: built ? [builtFiles()] : [],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // One project for all folders: workers of one project load what the folders share only once.
    include: include.map((files) => `${tested}/${files}`),
    exclude,
    sequence: { sequencer: LongestFirst },
    // Tests of real daemons mostly wait; a machine of two cores has time for others meanwhile.
    maxWorkers: Math.max(daemons ? 5 : 4, availableParallelism() - 1),
    // Most of what a file costs is loading modules, so files share them; what a test replaces comes back.
    isolate: false,
    // Most of what tests make is soon garbage. With more room, less of it is copied.
    execArgv: ["--max-semi-space-size=32"],
    // What a concurrent test waits for costs the others nothing.
    maxConcurrency: 50,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Tests do not measure: what is slow on a busy machine is not wrong.
    env: {
      ...(daemons ? { REPOWIRE_REQUIRE_DAEMON: "1" } : { REPOWIRE_NO_DAEMON: "1" }),
      // Node keeps what it compiled for the next process that a test starts.
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
    },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ["default", new ClosingLineReporter()],
  },
});
