import { gzipSync } from "node:zlib";

import { type BuildOptions, build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What a program with all of the client weighs once it is bundled, minified and compressed. */
async function bundled(options: BuildOptions) {
  const { outputFiles = [], metafile } = await build({
    stdin: { contents: 'export * from "@repowire/client";', resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    write: false,
    metafile: true,
    ...options,
  });
  const inputs = Object.values(metafile?.outputs ?? {}).flatMap((output) =>
    Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  return {
    kilobytes: gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length / 1000,
    files: inputs.map(([file]) => file),
  };
}

// The sources have no marks for a bundler to go by, only what is built from them.
describe.runIf(process.env["REPOWIRE_DIST"] === "1")("a bundle of everything", () => {
  it("for a browser stays small, and has neither a compiler nor Node in it", async () => {
    const { kilobytes, files } = await bundled({ platform: "browser", conditions: ["browser"] });
    expect(files.filter((file) => /jit|compile|dist\/node\.js/.test(file))).toEqual([]);
    expect(kilobytes).toBeLessThan(52);
  });

  it("for Node stays small with the compiler", async () => {
    const { kilobytes } = await bundled({ platform: "node" });
    expect(kilobytes).toBeLessThan(62);
  });
});
