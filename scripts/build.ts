// Builds the package in the current folder: one file of code and one of declarations for each entry
// of `exports` and `bin`, and chunks for what entries share or load on first use. `dist/x.js` is made
// from `src/x.ts`. The source maps contain the sources; `--no-maps` leaves them out.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { type SourceMapSegment, decode, encode } from "@jridgewell/sourcemap-codec";
import {
  type OutputBundle,
  type OutputChunk,
  type CodeSplittingGroup,
  type CodeSplittingNameFunction,
  type Plugin,
  build,
} from "rolldown";
import { dts } from "rolldown-plugin-dts";

import { builtFiles } from "./entry-points.ts";

const root = join(import.meta.dirname, "..");
const entries = builtFiles(process.cwd());
const declarations = mkdtempSync(join(tmpdir(), "declarations-"));

try {
  execFileSync(
    join(root, "node_modules/.bin/tsc"),
    ["-p", "tsconfig.build.json", "--outDir", declarations],
    { stdio: "inherit" },
  );
  rmSync("dist", { recursive: true, force: true });
  await Promise.all([buildCode(), buildDeclarations()]);
} finally {
  rmSync(declarations, { recursive: true });
}

async function buildCode(): Promise<void> {
  await build({
    input: inputs((name) => resolve("src", `${name}.ts`)),
    external: isExternal,
    platform: "neutral",
    transform: { target: "es2023" },
    plugins: [dropEmptyImports(), mapLines()],
    output: {
      dir: "dist",
      chunkFileNames: "chunks/[name].js",
      minifyInternalExports: false,
      ...(process.argv.includes("--join") && { codeSplitting: { groups: [joinedGroup()] } }),
      sourcemap: !process.argv.includes("--no-maps"),
      // Only the declarations keep the documentation. Bundlers need the annotations.
      comments: { jsdoc: false, annotation: true, legal: true },
    },
  });
}

/**
 * One chunk for everything that the entries load at once. By default, what parts that load on first use
 * share with the entries is a chunk for each combination, and a bundler keeps them apart.
 */
function joinedGroup(): CodeSplittingGroup {
  const atOnce = new Map<string, boolean>();
  const name: CodeSplittingNameFunction = (module, context) => {
    const isLoadedAtOnce = (id: string): boolean => {
      const known = atOnce.get(id);
      if (known !== undefined) return known;
      // In a circle of imports, another importer decides.
      atOnce.set(id, false);
      const info = context.getModuleInfo(id);
      const found =
        info?.isEntry === true || [...(info?.importers ?? [])].some(isLoadedAtOnce) === true;
      atOnce.set(id, found);
      return found;
    };
    return isLoadedAtOnce(module) && context.getModuleInfo(module)?.isEntry === false
      ? "shared"
      : null;
  };
  return { name, debugName: "shared" };
}

async function buildDeclarations(): Promise<void> {
  const { types } = entries;
  await build({
    input: inputs((name) => join(declarations, `${name}.d.ts`), types),
    external: isExternal,
    // The compiler has already written the declarations, so the generator must not write them.
    plugins: [
      dts({ dtsOnly: true, tsconfig: false, generator: "oxc", sourcemap: false }),
      exportAll(),
      keepReadable(),
      importAll(),
      joinConstants(),
      compact(),
      referGlobals(),
    ],
    output: {
      dir: "dist",
      chunkFileNames: ({ name }) => `chunks/${name.replace(/\.d$/, "")}.d.ts`,
      minifyInternalExports: false,
    },
  });
}

function inputs(
  file: (name: string) => string,
  names: readonly string[] = entries.code,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, file(name)]));
}

function isExternal(specifier: string): boolean {
  return !/^[./]/.test(specifier);
}

/** A plugin that changes each file of declarations. */
function editing(name: string, edit: (chunk: OutputChunk, bundle: OutputBundle) => void): Plugin {
  return {
    name: `repowire:${name}`,
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) if (chunk.type === "chunk") edit(chunk, bundle);
    },
  };
}

/** Lets an entry export a chunk as a whole instead of listing its names twice. */
function exportAll(): Plugin {
  return editing("export-all", (chunk, bundle) => {
    if (!chunk.isEntry) return;
    const [, names = ""] = /^export \{(.*)\};?$/m.exec(chunk.code) ?? [];
    const all = new Set(namesIn(names));
    const listed = new Set(all);
    const whole = chunk.imports.filter((path) => {
      const { exports = [], code = "" } = (bundle[path] ?? {}) as Partial<OutputChunk>;
      const isListed = exports.length > 0 && exports.every((name) => all.has(name));
      // A class that is exported as a type alone must not become a value.
      if (!isListed || exports.some((name) => hidesValue(name, names, code))) return false;
      for (const name of exports) listed.delete(name);
      return true;
    });
    const list = [...listed]
      .map((name) => (new RegExp(`\\btype ${name}\\b`).test(names) ? `type ${name}` : name))
      .join(", ");
    const body = chunk.code.replace(/^export \{.*\};?$/m, list && `export { ${list} };`);
    const code = body.replace(/^import \{(.*)\} from.*\n/gm, (line, names: string) => {
      const others = body.replace(line, "");
      const used = namesIn(names).filter((name) => {
        const local = /[\w$]+$/.exec(name)?.[0].replaceAll("$", "\\$");
        return new RegExp(`(?<![\\w$])${local}(?![\\w$])`).test(others);
      });
      return used.length === 0 ? "" : line.replace(/\{.*\}/, () => `{ ${used.join(", ")} }`);
    });
    const stars = whole.map((path) => `export * from "./${path.replace(/d\.ts$/, "js")}";\n`);
    chunk.code = [...new Set(stars)].join("") + passedOn(code);
  });
}

/** The code of an entry that exports directly what it only imports to export it. */
function passedOn(code: string): string {
  const [list, exported = ""] = /^export \{(.*)\};?$/m.exec(code) ?? [];
  let rest = exported
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const others = code.replaceAll(/^(import|export) \{.*$/gm, "");
  const passed = code.replace(/^import \{(.*)\} from (".*");$/gm, (line, names: string, path) => {
    const given = namesIn(names).flatMap((name) => {
      const isUsed = new RegExp(`\\b${name}\\b`).test(others);
      return isUsed ? [] : rest.filter((one) => one.replace(/^type /, "") === name);
    });
    if (given.length === 0) return line;
    rest = rest.filter((name) => !given.includes(name));
    const kept = names.split(",").filter((name) => !given.some((one) => one.endsWith(name.trim())));
    const imported = kept.length > 0 ? `import {${kept.join(",")}} from ${path};\n` : "";
    return `${imported}export { ${given.join(", ")} } from ${path};`;
  });
  return passed.replace(list ?? "", () =>
    rest.length > 0 ? `export { ${rest.join(", ")} };` : "",
  );
}

/** Writes the declarations for the API report, before they are made small. */
function keepReadable(): Plugin {
  rmSync(".api", { recursive: true, force: true });
  return editing("keep-readable", (chunk) => {
    const path = join(".api", chunk.fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, chunk.code);
  });
}

/** Imports many names of a chunk as a namespace instead of listing them. */
function importAll(): Plugin {
  return editing("import-all", (chunk) => {
    const exported = namesIn(/^export \{(.*)\};?$/m.exec(chunk.code)?.[1]);
    const lists = [...chunk.code.matchAll(/^import \{(.*)\} from ("\.[^"]*");$/gm)]
      .map(([line, list, path]) => ({ line, names: namesIn(list), path }))
      .filter(({ names }) => names.length >= 20 && !names.some((name) => name.includes(" ")))
      .filter(({ names }) => !names.some((name) => exported.includes(name)));
    for (const [index, { line, names, path }] of lists.entries()) {
      const space = `m${index || ""}`;
      const whole = chunk.code.replace(line, `import * as ${space} from ${path};`);
      chunk.code = qualified(whole, new Set(names), space);
    }
  });
}

/** The code with names of types qualified, outside of comments and texts. */
function qualified(code: string, names: ReadonlySet<string>, space: string): string {
  return code.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|"[^"\n]*"|(?<![\w$.])[A-Za-z_$][\w$]*(?![\w$]|\??: )/g,
    (found) => (names.has(found) ? `${space}.${found}` : found),
  );
}

/** Declares constants that follow each other in one statement. Each keeps its documentation. */
function joinConstants(): Plugin {
  const constant = String.raw`(?:/\*\*(?:(?!\*/)[^])*\*/\n)?export declare const \w+: [^\n]*;\n`;
  return editing("join-constants", (chunk) => {
    chunk.code = chunk.code.replace(new RegExp(`(?:${constant}){2,}`, "g"), (statements) => {
      const joined = statements
        .replaceAll(";\n", ",\n")
        .replaceAll("export declare const ", "")
        // The model has the whole text.
        .replace(/^(\/\*\* [^\n]*?[.:] )[^/]*\*\/\n(?=\w+Schema: )/gm, "$1*/\n");
      return `export declare const\n${joined.slice(0, -2)};\n`;
    });
  });
}

/** Indents with tabs, and writes a comment of one paragraph as one line: the compiler reads every byte. */
function compact(): Plugin {
  return editing("compact", (chunk) => {
    chunk.code = chunk.code
      .replace(/\/\*\*\n((?:\s*\* (?!@)[^\n]*\n)+)\s*\*\//g, (comment, lines: string) => {
        if (lines.includes("```")) return comment;
        return `/** ${lines
          .replaceAll(/\s*\n\s*\* /g, " ")
          .replace(/^\s*\* /, "")
          .trim()} */`;
      })
      .replace(/^(?: {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2));
  });
}

function hidesValue(name: string, exported: string, code: string): boolean {
  const isType = new RegExp(`\\btype ${name}\\b`).test(exported);
  return isType && new RegExp(`\\b(class|const|function) ${name}\\b`).test(code);
}

/** The names in the braces of an import or an export. */
function namesIn(list = ""): string[] {
  return list
    .split(",")
    .map((name) => name.trim().replace(/^type /, ""))
    .filter((name) => name !== "");
}

/**
 * Adds the types that the declarations need and that a program may lack: those of `await using`, and
 * two web types, which merge with the real ones. zod uses `URL`.
 */
function referGlobals(): Plugin {
  return editing("refer-globals", (chunk) => {
    if (/Disposable\b|\bSymbol\.\w*[dD]ispose\b/.test(chunk.code)) {
      chunk.code = `/// <reference lib="esnext.disposable" />\n${chunk.code}`;
    }
    const names = [
      ...(/\bBlob\b/.test(chunk.code) ? ["Blob"] : []),
      ...(/ from "zod/.test(chunk.code) ? ["URL"] : []),
    ];
    if (names.length === 0) return;
    const interfaces = names.map((name) => `  interface ${name} {}\n`).join("");
    chunk.code += `\ndeclare global {\n${interfaces}}\n`;
  });
}

/**
 * Drops imports of other files for their effects, which no module here has. An entry that exports all of
 * another one gets such an import, and bundlers warn of it. The line stays, for the map.
 */
function dropEmptyImports(): Plugin {
  return editing("drop-empty-imports", (chunk) => {
    chunk.code = chunk.code.replace(/^import "\.[^"]*";$/gm, "");
  });
}

/** Maps lines only. The code is not minified, and columns would double the size of the maps. */
function mapLines(): Plugin {
  return {
    name: "repowire:map-lines",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".map")) continue;
        const map = JSON.parse(String(file.source)) as { mappings: string; names: string[] };
        const lines = decode(map.mappings).map((line) =>
          line
            .filter((segment) => segment.length > 1)
            .slice(0, 1)
            .map((segment) => segment.slice(0, 4) as SourceMapSegment),
        );
        file.source = JSON.stringify({ ...map, names: [], mappings: encode(lines) });
      }
    },
  };
}
