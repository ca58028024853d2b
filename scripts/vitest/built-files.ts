import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";

import type { Plugin } from "vitest/config";

const source = /^(?<folder>.*\/packages\/[^/]+)\/src\/(?<file>.+)\.ts$/;

/** Takes relative imports of a package's sources to the compiled file, where there is one. */
export function builtFiles(): Plugin {
  return {
    name: "repowire:built-files",
    enforce: "pre",
    resolveId(specifier, importer) {
      if (!importer || !specifier.startsWith(".")) return undefined;
      const { folder, file } = source.exec(resolve(dirname(importer), specifier))?.groups ?? {};
      if (!folder) return undefined;
      if (!existsSync(`${folder}/dist`)) throw new Error(`${folder} is not built`);
      const compiled = `${folder}/dist/${file}.js`;
      return existsSync(compiled) ? compiled : undefined;
    },
  };
}
