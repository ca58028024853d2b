import { expect, test } from "vitest";

import { tarballOffences } from "./tarball-offences.ts";

const files = [
  "package.json",
  "README.md",
  "LICENSE",
  "src/a.ts",
  "dist/a.js",
  "dist/a.js.map",
  "dist/a.d.ts",
  "dist/a.d.ts.map",
];
const types = "./dist/a.d.ts";
const manifest = { name: "p", version: "0.1.0", exports: { ".": { types } } };
const workspaceExports = { ".": { "@repowire/source": "./src/a.ts", types } };

function offences(contents: object): string[] {
  return tarballOffences({ files, manifest, ...contents }, workspaceExports);
}

test("a tarball of sources, compiled files and maps has no offences", () => {
  expect(offences({})).toEqual([]);
});

test.for([
  ["src/a.test.ts", "src/a.test.ts should not be packed"],
  ["src/__fixtures__/a.ts", "src/__fixtures__/a.ts should not be packed"],
  ["tsconfig.json", "tsconfig.json should not be packed"],
])("%s", ([file, offence]) => {
  expect(offences({ files: [...files, file] })).toEqual([offence]);
});

test.for([
  ["README.md", ["lacks README.md"]],
  ["LICENSE", ["lacks LICENSE"]],
  ["dist/a.js.map", ["lacks dist/a.js.map"]],
  ["src/a.ts", ["lacks src/a.ts"]],
  ["dist/a.d.ts.map", ["lacks dist/a.d.ts.map"]],
  ["dist/a.d.ts", ["exports names ./dist/a.d.ts, which is not packed"]],
] as const)("without %s", ([file, expected]) => {
  expect(offences({ files: files.filter((one) => one !== file) })).toEqual(expected);
});

const otherExports = "publishConfig.exports is not exports without @repowire/source";

test.for([
  [{ scripts: { postinstall: "x" } }, "has the install script postinstall"],
  [{ dependencies: { zod: "catalog:" } }, "depends on zod as catalog:"],
  [{ exports: { ".": { types, default: types } } }, otherExports],
  [{ exports: { ".": { types }, "./b": { types } } }, otherExports],
] as const)("%o", ([changes, offence]) => {
  expect(offences({ manifest: { ...manifest, ...changes } })).toEqual([offence]);
});
