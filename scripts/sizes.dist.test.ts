// What a user's bundle pays for the built packages, in bytes after gzip -9 with a minifier.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { decode } from "@jridgewell/sourcemap-codec";
import { expect, test } from "vitest";

import { keptStatements } from "./side-effects.ts";
import { bundle, sizeOf, sizeRows, uses } from "./sizes.ts";

const packages = join(import.meta.dirname, "../packages");

test.for(sizeRows)("a bundle of $what: at most $atMost", async (row) => {
  expect(await sizeOf(row)).toBeLessThanOrEqual(row.atMost);
});

test("a bundle has the schemas that it names, and no other", async () => {
  const files = await bundle(uses("RunJobParamsSchema", "@repowire/protocol"), "protocol");
  const code = files.map(({ text }) => text).join("");
  const words = ["requested_by_peer_id", "progress_note", "display_name", "/jobs"];
  expect(words.filter((word) => code.includes(word))).toEqual(["requested_by_peer_id"]);
});

test("a page may forbid code generation", async () => {
  const files = await bundle('export * from "@repowire/client";', "client");
  const code = files.map(({ text }) => text).join("");
  expect(code.match(/\bnew Function\b|\beval\(/)).toBeNull();
});

// What a bundler cannot prove to be without effect stays in every bundle.
test.for(["protocol", "client"])("nothing of %s runs when it is loaded", async (name) => {
  const kept: Record<string, string[]> = {};
  for (const file of globSync(`${name}/dist/**/*.js`, { cwd: packages })) {
    const statements = await keptStatements(readFileSync(join(packages, file), "utf8"));
    if (statements.length > 0) kept[file] = statements;
  }
  expect(kept).toEqual({});
});

test("declarations of the protocol: at most 150 kB", () => {
  expect(declarations("protocol")).toBeLessThanOrEqual(150_000);
});

// The fake daemon has readable code instead of maps: with them it would be twice as large.
test.for(["protocol", "client"])("%s ships each source once, in a map", (name) => {
  const files = globSync(`${name}/dist/**/*.js.map`, { cwd: packages });
  const maps = files.map(
    (file) => JSON.parse(readFileSync(join(packages, file), "utf8")) as SourceMap,
  );
  const sources = maps.flatMap((map, index) =>
    map.sources.map((source, at) => {
      expect(map.sourcesContent?.[at], source).toBeTypeOf("string");
      return join(dirname(files[index] ?? ""), source);
    }),
  );
  // A file without a map only passes on what others export.
  for (const file of globSync(`${name}/dist/**/*.js`, { cwd: packages })) {
    if (files.includes(`${file}.map`)) continue;
    const code = readFileSync(join(packages, file), "utf8");
    expect({ file, code: code.replaceAll(/^(import|export) [^;]*;$/gm, "").trim() }).toEqual({
      file,
      code: "",
    });
  }
  expect(sources.length).toBeGreaterThan(10);
  expect(new Set(sources).size).toBe(sources.length);
});

test.for(["protocol", "client"])("the maps of %s lead to the lines of the sources", (name) => {
  let functions = 0;
  for (const file of globSync(`${name}/dist/**/*.js.map`, { cwd: packages })) {
    const map = JSON.parse(readFileSync(join(packages, file), "utf8")) as SourceMap;
    const code = readFileSync(join(packages, file.replace(/\.map$/, "")), "utf8").split("\n");
    const sources = map.sourcesContent?.map((source) => source?.split("\n")) ?? [];
    for (const [index, [segment]] of decode(map.mappings).entries()) {
      const [, source, line] = segment ?? [];
      if (source === undefined || line === undefined) continue;
      const original = sources[source]?.[line];
      expect(original, `${file}:${index + 1}`).toBeTypeOf("string");
      const [, declared] = /^(?:async )?function\*? (\w+)/.exec(code[index] ?? "") ?? [];
      if (declared === undefined) continue;
      functions += 1;
      expect(original, `${file}:${index + 1}`).toContain(declared);
    }
  }
  expect(functions).toBeGreaterThan(10);
});

interface SourceMap {
  readonly mappings: string;
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

function declarations(name: string): number {
  return globSync(`${name}/dist/**/*.d.ts`, { cwd: packages }).reduce(
    (sum, file) => sum + readFileSync(join(packages, file)).length,
    0,
  );
}
