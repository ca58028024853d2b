import type { Tarball } from "./tarball.ts";

type Contents = Pick<Tarball, "files" | "manifest">;

const sourceCondition = "@repowire/source";

/**
 * Says what is in a tarball that should not be, or lacks what should. `workspaceExports` are those
 * that the workspace itself uses.
 */
export function tarballOffences(
  { files, manifest }: Contents,
  workspaceExports: Record<string, unknown>,
): string[] {
  return [
    ...files.filter((file) => !isAllowed(file)).map((file) => `${file} should not be packed`),
    ...["README.md", "LICENSE"].filter((file) => !files.includes(file)).map(lacks),
    ...files
      .filter((file) => /^dist\/.*\.(js|d\.ts)$/.test(file))
      .flatMap((file) => companions(file, files)),
    ...targets(manifest.exports)
      .filter((target) => !files.includes(target.slice(2)))
      .map((target) => `exports names ${target}, which is not packed`),
    ...(JSON.stringify(manifest.exports) === JSON.stringify(published(workspaceExports))
      ? []
      : [`publishConfig.exports is not exports without ${sourceCondition}`]),
    ...["preinstall", "install", "postinstall"]
      .filter((script) => manifest.scripts?.[script] !== undefined)
      .map((script) => `has the install script ${script}`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => /^(workspace|catalog|file|link):/.test(range))
      .map(([name, range]) => `depends on ${name} as ${range}`),
  ];
}

function isAllowed(file: string): boolean {
  if (/\.test(-d)?\.ts$|(^|\/)__\w+__\/|\.tsbuildinfo$/.test(file)) return false;
  return /^(dist|recordings|src)\/|^(package\.json|LICENSE|[A-Z]+\.md)$/.test(file);
}

/** The same without the sources, which need our tools; the order of conditions counts. */
function published(target: unknown): unknown {
  if (typeof target !== "object" || target === null) return target;
  const conditions = Object.entries(target).filter(([condition]) => condition !== sourceCondition);
  return Object.fromEntries(conditions.map(([key, inner]) => [key, published(inner)]));
}

/**
 * A compiled file is worth little in a debugger or an editor without its map and its source. Code
 * may be bundled, declarations stand each for a source.
 */
function companions(file: string, files: readonly string[]): string[] {
  const source = file.replace(/^dist\//, "src/").replace(/\.d\.ts$/, ".ts");
  const wanted = file.endsWith(".d.ts") ? [`${file}.map`, source] : [`${file}.map`];
  return wanted.filter((one) => !files.includes(one)).map(lacks);
}

function targets(exports: unknown): string[] {
  if (typeof exports === "string") return [exports];
  return Object.values(exports ?? {}).flatMap(targets);
}

function lacks(file: string): string {
  return `lacks ${file}`;
}
