import { mkdir, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A HOME folder that contains all data of a daemon. */
export interface DaemonHome {
  readonly folder: string;
  readonly tmuxFolder: string;
  /** Whether it is temporary and is removed with the daemon. */
  readonly temporary: boolean;
}

/** Prepares `home`, or a new temporary folder, and writes `config` as the daemon's settings. */
export async function prepareHome(
  home: string | undefined,
  config: Record<string, unknown> | undefined,
): Promise<DaemonHome> {
  // JSON is YAML. It is serialized first, because a failure after that would leave a folder behind.
  const settings = config && JSON.stringify({ daemon: config }, undefined, 2);
  // Not os.tmpdir(), which can be long: the path of a tmux socket has room for about 100 bytes.
  const folder = await realpath(home ?? (await mkdtemp("/tmp/repowire-")));
  const tmuxFolder = join(folder, "tmux");
  const settingsFolder = join(folder, ".repowire");
  await mkdir(tmuxFolder, { recursive: true, mode: 0o700 });
  await mkdir(settingsFolder, { recursive: true, mode: 0o700 });
  if (settings) await writeFile(join(settingsFolder, "config.yaml"), settings, { mode: 0o600 });
  return { folder, tmuxFolder, temporary: home === undefined };
}
