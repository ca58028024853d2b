import { targets } from "./entry-points.ts";
import type { Tarball } from "./tarball.ts";

type Contents = Pick<Tarball, "bytes" | "files" | "manifest">;

/** The size limits of a package. */
export interface Limits {
  readonly bytes: number;
  readonly files: number;
}

/** Lists what a tarball contains by mistake and what is missing. */
export function tarballOffences({ bytes, files, manifest }: Contents, limits: Limits): string[] {
  const wanted = [...targets(manifest.exports), ...Object.values(manifest.bin ?? {})];
  return [
    ...files
      .filter((file) => !isAllowed(file, wanted))
      .map((file) => `${file} should not be packed`),
    ...["README.md", "LICENSE", "AGENTS.md", "CHANGELOG.md"]
      .filter((file) => !files.includes(file))
      .map(lacks),
    ...wanted
      .filter((target) => !files.includes(target.slice(2)))
      .map((target) => `names ${target}, which is not packed`),
    ...(JSON.stringify(manifest.exports).includes("@repowire/source")
      ? ["exports names sources, which are not packed"]
      : []),
    ...["preinstall", "install", "postinstall"]
      .filter((script) => manifest.scripts?.[script] !== undefined)
      .map((script) => `has the install script ${script}`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => /^(workspace|catalog|file|link):/.test(range))
      .map(([name, range]) => `depends on ${name} as ${range}`),
    ...(bytes > limits.bytes ? [`has ${bytes} bytes, more than ${limits.bytes}`] : []),
    ...(files.length > limits.files
      ? [`has ${files.length} files, more than ${limits.files}`]
      : []),
  ];
}

function isAllowed(file: string, wanted: readonly string[]): boolean {
  return (
    /^dist\/.*\.(js|js\.map|d\.ts)$|^(package\.json|LICENSE|[A-Z]+\.md)$/.test(file) ||
    wanted.includes(`./${file}`)
  );
}

function lacks(file: string): string {
  return `lacks ${file}`;
}
