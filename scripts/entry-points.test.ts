import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { builtFiles, entryPoints } from "./entry-points.ts";

function packageWith(manifest: object): string {
  const folder = mkdtempSync(join(tmpdir(), "entry-points-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}

test.for([
  ["./a.json", undefined],
  [{ types: "./a.d.ts", browser: "./b.js", default: "./a.js" }, "./a.d.ts"],
  [{ browser: { types: "./b.d.ts" }, default: { types: "./a.d.ts" } }, "./a.d.ts"],
] as const)("of %o Node's declarations are %s", ([target, types]) => {
  const folder = packageWith({ exports: { "./a": target, "./package.json": "./package.json" } });
  expect(entryPoints(folder)).toEqual([{ name: "./a", types }]);
});

test("what is built is what entries and commands lead to", () => {
  const folder = packageWith({
    exports: {
      ".": { "@repowire/source": "./src/a.ts", types: "./dist/a.d.ts", default: "./dist/a.js" },
      "./b": { types: "./dist/b/c.d.ts", browser: "./dist/d.js", default: "./dist/b/c.js" },
      "./e.json": "./e.json",
    },
    publishConfig: { bin: { f: "./dist/cli/f.js" } },
  });
  expect(builtFiles(folder)).toEqual({
    code: ["a", "d", "b/c", "cli/f"],
    types: ["a", "b/c"],
  });
});
