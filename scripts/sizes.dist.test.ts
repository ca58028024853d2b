// What a user's bundle pays for the built packages, in bytes after gzip -9 with a minifier.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { type BuildOptions, type Plugin, build } from "esbuild";
import { expect, test } from "vitest";

import { builtFiles } from "./entry-points.ts";

const packages = join(import.meta.dirname, "../packages");

interface Row {
  readonly what: string;
  readonly program: string;
  readonly from: "protocol" | "client";
  readonly atMost: number;
  /** Counts only what the page loads before anything is used. */
  readonly firstLoad?: boolean;
}

const rows: readonly Row[] = [
  {
    what: "types alone",
    program: 'import type { Peer } from "@repowire/protocol";',
    from: "protocol",
    atMost: 0,
  },
  {
    what: "one schema",
    program: uses("PeerSchema", "@repowire/protocol"),
    from: "protocol",
    atMost: 5_000,
  },
  {
    what: "errors",
    program: uses("DaemonHTTPError, isDaemonHTTPError", "@repowire/protocol"),
    from: "protocol",
    atMost: 2_000,
  },
  {
    what: "all of the client",
    program: 'export * from "@repowire/client";',
    from: "client",
    atMost: 44_000,
  },
  {
    what: "the first load of a client",
    program: uses("RepowireClient", "@repowire/client"),
    from: "client",
    atMost: 28_000,
    firstLoad: true,
  },
];

test.for(rows)("$what: at most $atMost", async (row) => {
  expect(await size(row)).toBeLessThanOrEqual(row.atMost);
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

function uses(names: string, module: string): string {
  return `import { ${names} } from "${module}"; globalThis.used = [${names}];`;
}

async function size({ program, from, firstLoad = false }: Row): Promise<number> {
  const files = await bundle(program, from);
  const loaded = firstLoad ? files.filter(({ first }) => first) : files;
  return loaded
    .filter(({ text }) => text.trim() !== "")
    .reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
}

/** What a bundler makes of a program for a browser; `first` is what it loads at once. */
async function bundle(program: string, from: string, more: BuildOptions = {}) {
  const options: BuildOptions = {
    stdin: { contents: program, resolveDir: join(packages, from), loader: "ts" },
    outdir: "out",
    absWorkingDir: packages,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    write: false,
    metafile: true,
    ...more,
  };
  const { outputFiles = [], metafile } = await build(options);
  const outputs = metafile?.outputs ?? {};
  const first = new Set(
    Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === "<stdin>"),
  );
  for (const path of first) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement") first.add(imported);
    }
  }
  return outputFiles.map(({ path, text }) => ({
    text,
    first: [...first].some((one) => path.endsWith(one)),
  }));
}

function declarations(name: string): number {
  const folder = join(packages, name);
  return builtFiles(folder).types.reduce(
    (sum, file) => sum + readFileSync(join(folder, "dist", `${file}.d.ts`)).length,
    0,
  );
}
