import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { entryPoints } from "./entry-points.ts";

test.for([
  ["./a.json", undefined],
  [{ types: "./a.d.ts", browser: "./b.js", default: "./a.js" }, "./a.d.ts"],
  [{ browser: { types: "./b.d.ts" }, default: { types: "./a.d.ts" } }, "./a.d.ts"],
] as const)("of %o Node's declarations are %s", ([target, types]) => {
  const folder = mkdtempSync(join(tmpdir(), "entry-points-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const publishConfig = { exports: { "./a": target, "./package.json": "./package.json" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ publishConfig }));
  expect(entryPoints(folder)).toEqual([{ name: "./a", types }]);
});
