// Packs the package in the current folder and checks what users would get.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { pack } from "./tarball.ts";
import { type Limits, tarballOffences } from "./tarball-offences.ts";

const limits: Readonly<Record<string, Limits>> = {
  "@repowire/protocol": { bytes: 250_000, files: 40 },
  "@repowire/client": { bytes: 250_000, files: 40 },
  "@repowire/testing": { bytes: 250_000, files: 90 },
};

const bin = join(import.meta.dirname, "../node_modules/.bin");
const folder = mkdtempSync(join(tmpdir(), "check-package-"));

try {
  const tarball = pack(process.cwd(), folder);
  const { name } = tarball.manifest;
  const offences = tarballOffences(tarball, limits[name] ?? { bytes: 0, files: 0 });
  for (const offence of offences) console.error(`${name}: ${offence}`);
  const checks = [
    check("publint", "--strict", tarball.path),
    check("attw", "--profile", "esm-only", tarball.path),
  ];
  if (offences.length > 0 || !checks.every(Boolean)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function check(tool: string, ...toolArguments: string[]): boolean {
  try {
    execFileSync(join(bin, tool), toolArguments, { stdio: "pipe" });
    return true;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    console.error(`${stdout.toString()}${stderr.toString()}`);
    return false;
  }
}
