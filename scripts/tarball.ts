import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { basename, join } from "node:path";

import type { Target } from "./entry-points.ts";
import { pnpm } from "./pnpm.ts";

/** A package as it would be published. */
export interface Tarball {
  readonly path: string;
  readonly bytes: number;
  /** Its files, as paths from the root of the package. */
  readonly files: readonly string[];
  /** Its `package.json`, as published. */
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Target;
  readonly bin?: Record<string, string>;
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
}

/** Packs the package in a folder. */
export function pack(folder: string, destination: string): Tarball {
  const packed = pnpm(["pack", "--json", "--pack-destination", destination], { cwd: folder });
  const path = join(destination, basename((JSON.parse(packed) as { filename: string }).filename));
  const read = (...tarArguments: string[]) =>
    execFileSync("tar", tarArguments, { encoding: "utf8" });
  return {
    path,
    bytes: statSync(path).size,
    files: read("-tzf", path)
      .trimEnd()
      .split("\n")
      .map((file) => file.replace(/^package\//, "")),
    manifest: JSON.parse(read("-xzOf", path, "package/package.json")) as Manifest,
  };
}
