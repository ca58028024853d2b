// Packs the package in the current folder and looks at what users would get.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Manifest, pack } from "./tarball.ts";
import { tarballOffences } from "./tarball-offences.ts";

const bin = join(import.meta.dirname, "../node_modules/.bin");
const folder = mkdtempSync(join(tmpdir(), "check-package-"));

try {
  const tarball = pack(process.cwd(), folder);
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const offences = tarballOffences(tarball, exports);
  for (const offence of offences) console.error(`${tarball.manifest.name}: ${offence}`);
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
