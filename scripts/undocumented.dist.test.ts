import { globSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { undocumented } from "./undocumented.ts";

const packages = join(import.meta.dirname, "../packages");

test.for(["protocol", "client", "testing"])(
  "an editor explains every name and every member of %s",
  (name) => {
    const files = globSync(`${name}/dist/**/*.d.ts`, { cwd: packages });
    expect(files).not.toEqual([]);
    expect(undocumented(files.map((file) => join(packages, file)))).toEqual([]);
  },
);
