import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

import type { Plugin } from "vitest/config";

const source = /^(?<folder>.*\/packages\/[^/]+)\/src\/(?<file>.+)\.ts$/;

/** Tables without a door of their own. The contract reads them, and tests nothing of them. */
const tables = ["wire/references", "wire/router"];

/**
 * Redirects the import of an entry's source to the built file. Importing any other source is an error,
 * and so is a missing built file.
 */
export function builtFiles(): Plugin {
  return {
    name: "repowire:built-files",
    enforce: "pre",
    resolveId(specifier, importer) {
      if (!importer || !specifier.startsWith(".")) return undefined;
      const path = resolve(dirname(importer), specifier);
      const { folder, file } = source.exec(path)?.groups ?? {};
      if (!folder || !file || source.test(importer) || tables.includes(file)) return undefined;
      const built = `${folder}/dist/${file}.js`;
      if (existsSync(built)) return built;
      throw new Error(
        `${importer} imports ${relative(folder, path)}, and there is no ${relative(folder, built)}: ` +
          "build first, and import entries only where tests have to run on built files",
      );
    },
  };
}
