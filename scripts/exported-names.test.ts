import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { exportedNames, exportedNamesOf } from "./exported-names.ts";

test("a declaration file exports what it lists and what it declares", () => {
  const declarations = `export { type A, b } from "./a.ts";
export type {
  C,
  D as E,
} from "./c.ts";
export declare function f(): void;
export interface G {}
export declare const
/** A constant: two in one statement. */
h: string,
i: readonly number[];
export type * from "@repowire/protocol";
`;
  const names = ["A", "b", "C", "E", "f", "G", "h", "i", "@repowire/protocol"];
  expect(exportedNames(declarations)).toEqual(names);
});

test("a name that comes in two ways is exported once", () => {
  const folder = mkdtempSync(join(tmpdir(), "exported-"));
  try {
    writeFileSync(join(folder, "a.d.ts"), "export declare const one: string;\n");
    writeFileSync(join(folder, "b.d.ts"), 'export { one } from "./a.js";\n');
    const index = join(folder, "index.d.ts");
    writeFileSync(index, 'export * from "./a.js";\nexport * from "./b.js";\n');
    expect(exportedNamesOf(index)).toEqual(["one"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
