import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DaemonUnavailableError } from "./daemon-unavailable-error.ts";
import { findPython } from "./find-python.ts";
import { describeRelease, type Release } from "./release.ts";
import { Supervisor } from "./supervisor.ts";

const SCRIPT = join(import.meta.dirname, "install.py");

/**
 * Installs a release of the daemon in its own virtual environment, if it is not installed yet. Several
 * processes may call this at the same time. It is cheap if the release is installed.
 *
 * @throws DaemonUnavailableError if this machine cannot install it.
 */
export async function installRelease(
  version: string,
  { log = () => {} }: { log?: (message: string) => void } = {},
): Promise<Release> {
  const release = describeRelease(version);
  if (await isInstalled(release)) return release;
  const python = await findPython();
  log(`installing repowire ${version} into ${release.folder}`);
  await mkdir(dirname(release.folder), { recursive: true });
  await runInstaller(python, release);
  return release;
}

async function isInstalled({ marker, python, requirements }: Release): Promise<boolean> {
  // A cached environment outlives an upgrade of the Python that its link points to.
  if (!existsSync(marker) || !existsSync(python)) return false;
  const installed = JSON.parse(await readFile(marker, "utf8")) as { requirements: string[] };
  return installed.requirements.join() === requirements.join();
}

async function runInstaller(python: string, release: Release): Promise<void> {
  const { folder, lock, marker, requirements, log, version } = release;
  const supervisor = new Supervisor({ python }, { env: process.env });
  try {
    const command = [python, "-I", SCRIPT, folder, lock, marker, ...requirements];
    const run = await supervisor.start(log, command);
    if ((await run.exited) === 0) return;
  } finally {
    await supervisor.close();
  }
  const lastLine = (await readFile(log, "utf8")).trimEnd().split("\n").at(-1);
  throw new DaemonUnavailableError(`repowire ${version} could not be installed: ${lastLine}`);
}
