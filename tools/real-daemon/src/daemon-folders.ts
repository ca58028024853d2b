import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The settings of a daemon, as below `daemon:` in its file. */
export type DaemonConfig = Record<string, unknown>;

/** The folders of a daemon. */
export interface DaemonFolders {
  readonly home: string;
  readonly tmux: string;
  /** Empty, beside HOME. */
  readonly work: string;
  /** Contains the others, except a HOME that stays. It is removed with the daemon. */
  readonly temporary: string;
}

/** Prepares `home`, or a new HOME, and writes the daemon's settings there. */
export async function prepareFolders(
  home: string | undefined,
  config: DaemonConfig | ((workFolder: string) => DaemonConfig) | undefined,
): Promise<DaemonFolders> {
  // Not os.tmpdir(), which can be long: the path of a tmux socket has room for about 100 bytes.
  const temporary = await realpath(await mkdtemp("/tmp/repowire-"));
  try {
    const folders = {
      temporary,
      home: home === undefined ? join(temporary, "home") : await realpath(home),
      tmux: join(temporary, "tmux"),
      work: join(temporary, "work"),
    };
    const settings = join(folders.home, ".repowire");
    for (const folder of [folders.tmux, folders.work, settings])
      await mkdir(folder, { recursive: true, mode: 0o700 });
    const values = typeof config === "function" ? config(folders.work) : config;
    // JSON is YAML.
    const text = values && JSON.stringify({ daemon: values }, undefined, 2);
    if (text) await writeFile(join(settings, "config.yaml"), text, { mode: 0o600 });
    return folders;
  } catch (error) {
    await rm(temporary, { recursive: true });
    throw error;
  }
}
