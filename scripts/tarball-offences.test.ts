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
const manifest = { name: "p", version: "0.1.0", exports: { ".": { types: "./dist/a.d.ts" } } };

test("a tarball of sources, compiled files and maps has no offences", () => {
  expect(tarballOffences({ files, manifest })).toEqual([]);
});

test.for([
  ["src/a.test.ts", "src/a.test.ts should not be packed"],
  ["src/__fixtures__/a.ts", "src/__fixtures__/a.ts should not be packed"],
  ["tsconfig.json", "tsconfig.json should not be packed"],
])("%s", ([file, offence]) => {
  expect(tarballOffences({ files: [...files, file ?? ""], manifest })).toEqual([offence]);
});

test.for([
  ["README.md", ["lacks README.md"]],
  ["LICENSE", ["lacks LICENSE"]],
  ["dist/a.js.map", ["lacks dist/a.js.map"]],
  ["src/a.ts", ["lacks src/a.ts", "lacks src/a.ts"]],
  ["dist/a.d.ts", ["exports names ./dist/a.d.ts, which is not packed"]],
] as const)("without %s", ([file, offences]) => {
  expect(tarballOffences({ files: files.filter((one) => one !== file), manifest })).toEqual(
    offences,
  );
});

test.for([
  [{ scripts: { postinstall: "x" } }, "has the install script postinstall"],
  [{ dependencies: { zod: "catalog:" } }, "depends on zod as catalog:"],
  [
    { exports: { ".": { "@repowire/source": "./src/a.ts" } } },
    "exports has the condition @repowire/source, whose files need our tools",
  ],
] as const)("%o", ([changes, offence]) => {
  expect(tarballOffences({ files, manifest: { ...manifest, ...changes } })).toEqual([offence]);
});
