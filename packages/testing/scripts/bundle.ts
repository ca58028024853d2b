// Makes few files of the many compiled ones. A test suite imports the package once for each of its
// files, and most of what that takes Node is the number of modules. The declarations stay as they are.
import { globSync, rmSync } from "node:fs";

import { build } from "esbuild";

import manifest from "../package.json" with { type: "json" };

const { exports, bin } = manifest.publishConfig;
const compiled = globSync("dist/**/*.js{,.map}");
const { metafile } = await build({
  entryPoints: [exports["."].default, ...Object.values(bin)],
  outdir: "dist",
  outbase: "dist",
  // As deep as the entry points in folders, so that a relative URL means the same in all of them.
  chunkNames: "chunks/[name]-[hash]",
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  packages: "external",
  target: "es2023",
  sourcemap: true,
  metafile: true,
});
for (const file of compiled) if (!(file in metafile.outputs)) rmSync(file);
