import { expect, test } from "vitest";

import { tarballOffences } from "./tarball-offences.ts";

const files = [
  "package.json",
  "README.md",
  "LICENSE",
  "AGENTS.md",
  "CHANGELOG.md",
  "schema.json",
  "dist/a.js",
  "dist/a.js.map",
  "dist/a.d.ts",
  "dist/chunks/b.d.ts",
];
const exports = {
  ".": { types: "./dist/a.d.ts", default: "./dist/a.js" },
  "./schema.json": "./schema.json",
};
const manifest = { name: "p", version: "0.1.0", exports };
const limits = { bytes: 1_000, files: 11 };

function offences(contents: object): string[] {
  return tarballOffences({ bytes: 1_000, files, manifest, ...contents }, limits);
}

test("a tarball of built files has no offences", () => {
  expect(offences({})).toEqual([]);
});

test.for([
  ["src/a.ts", "src/a.ts should not be packed"],
  ["dist/a.test.ts", "dist/a.test.ts should not be packed"],
  ["other.json", "other.json should not be packed"],
  ["tsconfig.json", "tsconfig.json should not be packed"],
])("%s", ([file, offence]) => {
  expect(offences({ files: [...files, file] })).toEqual([offence]);
});

test.for([
  ["README.md", ["lacks README.md"]],
  ["LICENSE", ["lacks LICENSE"]],
  ["AGENTS.md", ["lacks AGENTS.md"]],
  ["CHANGELOG.md", ["lacks CHANGELOG.md"]],
  ["dist/a.d.ts", ["names ./dist/a.d.ts, which is not packed"]],
  ["schema.json", ["names ./schema.json, which is not packed"]],
] as const)("without %s", ([file, expected]) => {
  expect(offences({ files: files.filter((one) => one !== file) })).toEqual(expected);
});

test.for([
  [{ scripts: { postinstall: "x" } }, "has the install script postinstall"],
  [{ dependencies: { zod: "catalog:" } }, "depends on zod as catalog:"],
  [{ bin: { b: "./dist/b.js" } }, "names ./dist/b.js, which is not packed"],
] as const)("%o", ([changes, offence]) => {
  expect(offences({ manifest: { ...manifest, ...changes } })).toEqual([offence]);
});

test("sources among the exports", () => {
  const source = { "@repowire/source": "./dist/a.js", ...exports["."] };
  expect(
    offences({
      manifest: { ...manifest, exports: { ".": source } },
      files: files.filter((one) => one !== "schema.json"),
    }),
  ).toEqual(["exports names sources, which are not packed"]);
});

test("more than it may weigh", () => {
  const more = [...files, "dist/c.d.ts", "dist/d.d.ts"];
  expect(offences({ bytes: 1_001, files: more })).toEqual([
    "has 1001 bytes, more than 1000",
    "has 12 files, more than 11",
  ]);
});
