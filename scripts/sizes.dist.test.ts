// What a user's bundle pays for the built packages, in bytes after gzip -9 with a minifier.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Plugin } from "esbuild";
import { expect, test } from "vitest";

import { builtFiles } from "./entry-points.ts";
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
  for (const file of builtFiles(join(packages, name)).code) {
    const program = `import "./${name}/dist/${file}.js";`;
    const files = await bundle(program, ".", {
      minify: false,
      packages: "external",
      plugins: [loadEverything],
    });
    const kept = files.flatMap(({ text }) => text.match(/^(?!import\b|\/\/|\s|\}).+$/gm) ?? []);
    expect({ file, kept: kept.map((line) => line.slice(0, 80)) }).toEqual({ file, kept: [] });
  }
});

test("declarations of the protocol: at most 150 kB", () => {
  expect(declarations("protocol")).toBeLessThanOrEqual(150_000);
});

test.for(["protocol", "client", "testing"])("%s ships each source once, in a map", (name) => {
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
  expect(sources.length).toBeGreaterThan(10);
  expect(new Set(sources).size).toBe(sources.length);
});

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/** Looks at every file as if its package did not say that it has no side effects. */
const loadEverything: Plugin = {
  name: "load-everything",
  setup({ onResolve }) {
    onResolve({ filter: /^[./]/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: true,
    }));
  },
};

function declarations(name: string): number {
  const folder = join(packages, name);
  return builtFiles(folder).types.reduce(
    (sum, file) => sum + readFileSync(join(folder, "dist", `${file}.d.ts`)).length,
    0,
  );
}
