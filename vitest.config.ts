import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname } from "node:path";

import { defineConfig } from "vitest/config";

import { builtFiles } from "./scripts/vitest/built-files.ts";
import { ClosingLineReporter } from "./scripts/vitest/closing-line-reporter.ts";

// With REPOWIRE_DIST=1 the same tests run against the compiled files that users get; what is not
// built has been tested without.
const built = process.env["REPOWIRE_DIST"] === "1";
const conditions = ["node", "import", "module", "default"];
if (!built) conditions.unshift("@repowire/source");

const rooms = built ? "{packages,apps}" : "{packages,apps,tools}";
const folders = globSync(`${rooms}/*/package.json`).map(dirname).sort();
if (!built) folders.push("scripts");

export default defineConfig({
  plugins: built ? [builtFiles()] : [],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Tests of real daemons mostly wait; a machine of two cores has time for others meanwhile.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Tests do not measure: what is slow on a busy machine is not wrong.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ["default", new ClosingLineReporter()],
    projects: folders.map((root) => ({
      extends: true,
      test: {
        name: basename(root),
        root,
        include: ["**/*.test.ts"],
        exclude: ["**/node_modules/**", ...(built ? ["**/real-*.test.ts"] : [])],
      },
    })),
  },
});
