import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { entryPoints } from "./entry-points.ts";

test.for([
  ["a file", "./a.json", { file: "./a.json", types: undefined }],
  ["declarations", { types: "./a.d.ts", default: "./a.js" }, { file: "./a.js", types: "./a.d.ts" }],
  [
    "a file for browsers",
    { types: "./a.d.ts", browser: "./b.js", default: "./a.js" },
    { file: "./a.js", types: "./a.d.ts" },
  ],
  [
    "declarations for each condition",
    {
      browser: { types: "./b.d.ts", default: "./b.js" },
      default: { types: "./a.d.ts", default: "./a.js" },
    },
    { file: "./a.js", types: "./a.d.ts" },
  ],
] as const)("finds %s as Node does", ([, target, found]) => {
  const folder = mkdtempSync(join(tmpdir(), "entry-points-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const publishConfig = { exports: { "./a": target, "./package.json": "./package.json" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ publishConfig }));
  expect(entryPoints(folder)).toEqual([{ name: "./a", ...found }]);
});
