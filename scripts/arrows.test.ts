import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { type Arrow, offences } from "./arrows.ts";

const arrow: Arrow = {
  dependencies: ["zod"],
  peers: { vitest: "src/runner" },
  nodeEntries: ["./node"],
};
const manifest = {
  name: "below",
  exports: {
    ".": { "@repowire/source": "./src/index.ts" },
    "./node": { a: { b: "./src/node.ts" } },
  },
  dependencies: { zod: "1" },
  peerDependencies: { vitest: "1" },
};

function packageWith(files: Record<string, string>, changes: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "arrows-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const all = {
    "package.json": JSON.stringify({ ...manifest, ...changes }),
    "src/index.ts": "export {};",
    "src/node.ts": 'import "node:fs";',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("a package that keeps to its arrow has no offences", () => {
  const folder = packageWith({
    "src/index.ts": 'import * as z from "zod/mini"; export * from "./a.ts";',
    "src/b.json": "{}",
    "src/a.ts":
      '/** import { no } from "above"; */ import "./runner/index.ts";' +
      'import b from "./b.json" with { type: "json" };',
    "src/runner/index.ts": 'export const a: import("vitest").Test = 1;',
    "src/a.test.ts": 'import "above"; import "../test/help.ts";',
  });
  expect(offences(folder, arrow)).toEqual([]);
});

test.for([
  ['import "above";', "below: src/a.ts imports above"],
  ['import type { A } from "@above/x/sub";', "below: src/a.ts imports @above/x/sub"],
  ['export { a } from "above";', "below: src/a.ts imports above"],
  ['export const a = () => import("above");', "below: src/a.ts imports above"],
  ['export type A = import("above").A;', "below: src/a.ts imports above"],
  ['import "vitest";', "below: src/a.ts imports vitest"],
  ['import "../test/help.ts";', "below: src/a.ts leaves src with ../test/help.ts"],
])("%s is an offence", ([text, offence]) => {
  expect(offences(packageWith({ "src/a.ts": text ?? "" }), arrow)).toEqual([offence]);
});

test("an entry that is not for Node reaches no built-in, however far away", () => {
  const folder = packageWith({
    "src/index.ts": 'import "./a.ts";',
    "src/a.ts": 'export const a = () => import("./node.ts");',
  });
  expect(offences(folder, arrow)).toEqual(["below: the entry . reaches node:fs in src/node.ts"]);
  expect(offences(folder, { ...arrow, nodeEntries: "all" })).toEqual([]);
});

test.for([
  [{ dependencies: { zod: "1", above: "1" } }, "below: dependencies has above"],
  [{ dependencies: {} }, "below: dependencies lacks zod"],
  [{ peerDependencies: {} }, "below: peerDependencies lacks vitest"],
  [{ optionalDependencies: { above: "1" } }, "below: optionalDependencies has above"],
] as const)("the manifest is held too: $1", ([changes, offence]) => {
  expect(offences(packageWith({}, changes), arrow)).toEqual([offence]);
});
