import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { describe, expect, test } from "vitest";

import { typedEntryPoints } from "./entry-points.ts";

const packages = join(import.meta.dirname, "../packages");

// The declarations leave internal constructors out. Then `new` without arguments compiles, and fails.
describe.each(["protocol", "client", "testing"])("%s", (name) => {
  const folder = join(packages, name);
  const entries = typedEntryPoints(folder).map(({ name: entry, types }) => ({
    entry,
    types: join(folder, types),
  }));

  test.each(entries)("exports only classes that users can make from $entry", async ({ types }) => {
    const code = types.replace(/\.d\.ts$/, ".js");
    const values = (await import(pathToFileURL(code).href)) as object;
    const declarations = declarationsOf(types);
    const without = Object.entries(values)
      .filter(([name, value]) => isClass(value) && lacksConstructor(name, declarations))
      .map(([name]) => name);
    expect(without).toEqual([]);
  });
});

function isClass(value: unknown): boolean {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}

/** Whether these declarations have a class without a constructor. */
function lacksConstructor(name: string, declarations: string): boolean {
  const pattern = new RegExp(`class ${name}\\b.*?\\{\\n(.*?)^\\}`, "ms");
  const members = pattern.exec(declarations)?.[1];
  return members !== undefined && !/^\s+constructor\(/m.test(members);
}

/** An entry's declarations with those of its chunks. */
function declarationsOf(path: string): string {
  const text = readFileSync(path, "utf8");
  const chunks = [...text.matchAll(/ from "(\.\/.*?)\.js"/g)];
  return [
    text,
    ...chunks.map(([, chunk]) => readFileSync(join(path, `../${chunk}.d.ts`), "utf8")),
  ].join("\n");
}
