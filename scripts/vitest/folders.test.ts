import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { longest } from "./longest-first.ts";

const root = join(import.meta.dirname, "../..");

// Without it, vitest in the folder would run with its own defaults, also the tests of real daemons.
test("each folder with tests has the settings of the root", () => {
  const projects = globSync("{packages,apps,tools}/*/package.json", { cwd: root }).map(dirname);
  const without = [...projects, "scripts"].filter(
    (folder) => !existsSync(join(root, folder, "vitest.config.ts")),
  );
  expect(without).toEqual([]);
});

test("each file that starts first exists", () => {
  expect(longest.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
