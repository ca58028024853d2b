import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { type BuildOptions, build } from "esbuild";

const packages = join(import.meta.dirname, "../packages");

/** The size of a program's bundle, in bytes after minifying and gzip -9. */
export interface SizeRow {
  readonly what: string;
  readonly program: string;
  readonly from: "protocol" | "client";
  /** A guard against growth, a little above the current size. */
  readonly atMost: number;
  /** The target, if it is not reached yet. */
  readonly goal?: number;
  /** Counts only what a page loads at first. */
  readonly firstLoad?: boolean;
}

export const sizeRows: readonly SizeRow[] = [
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
    // The same schema made with the functions of zod/mini alone needs 5,820.
    atMost: 5_000,
  },
  {
    what: "the errors",
    program: uses("DaemonHTTPError, isDaemonHTTPError", "@repowire/protocol"),
    from: "protocol",
    atMost: 1_950,
  },
  {
    what: "all of the client",
    program: 'export * from "@repowire/client";',
    from: "client",
    // With ky (9 kB), the guards (7 kB), and 3 kB of words that load only to explain an error.
    atMost: 68_950,
    goal: 44_000,
  },
  {
    what: "the first load of the client",
    program: uses("RepowireClient", "@repowire/client"),
    from: "client",
    atMost: 27_350,
    firstLoad: true,
  },
  {
    what: "the core of the client with six endpoints",
    program: `import { createCore } from "@repowire/client/core";
import { ack, ask, health, listPeers, notify, registerPeer } from "@repowire/protocol/endpoints";
globalThis.used = [createCore, ack, ask, health, listPeers, notify, registerPeer];`,
    from: "client",
    atMost: 18_050,
    firstLoad: true,
  },
];

/** Writes a program that uses names of a module. */
export function uses(names: string, module: string): string {
  return `import { ${names} } from "${module}"; globalThis.used = [${names}];`;
}

/** Measures the bytes of a row. */
export async function sizeOf({ program, from, firstLoad = false }: SizeRow): Promise<number> {
  const files = await bundle(program, from);
  const loaded = firstLoad ? files.filter(({ first }) => first) : files;
  return loaded
    .filter(({ text }) => text.trim() !== "")
    .reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
}

/** Bundles a program for a browser. `first` is the part that loads at once. */
export async function bundle(program: string, from: string, more: BuildOptions = {}) {
  const { outputFiles = [], metafile } = await build({
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
  });
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
    first: [...first].some((one) => path.endsWith(`/${one}`)),
  }));
}
