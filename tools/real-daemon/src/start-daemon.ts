import { dirname } from "node:path";
import { type DaemonConfig, prepareFolders } from "./daemon-folders.ts";
import { findProgram } from "./daemon-program.ts";
import { RealDaemon } from "./real-daemon.ts";
import { Supervisor } from "./supervisor.ts";

export interface StartOptions {
  /**
   * A release, such as `"0.14.17"`, which is installed if necessary, or `"go"` for the executable that
   * `REPOWIRE_GO_DAEMON` names.
   */
  version: string;
  /**
   * The daemon's settings, as below `daemon:` in its file: `{ auth_token: "…", spawn: {…} }`. A function
   * gets the daemon's `workFolder`.
   */
  config?: DaemonConfig | ((workFolder: string) => DaemonConfig) | undefined;
  /** Additional environment variables. The daemon inherits nothing from this process. */
  env?: Record<string, string>;
  /** A HOME that stays when the daemon stops. Default: a new HOME that is removed. */
  home?: string;
  /** Default: a free port. */
  port?: number;
  /** Gives up starting. */
  signal?: AbortSignal;
}

/**
 * Starts a daemon on a loopback port with its own HOME, and waits until it answers. It ends with
 * `stop()`, or with this process, even if the process is killed.
 */
export async function startDaemon(options: StartOptions): Promise<RealDaemon> {
  const { version, config, env, port = 0, signal } = options;
  const program = await findProgram(version);
  signal?.throwIfAborted();
  const folders = await prepareFolders(options.home, config);
  const supervisor = new Supervisor(program, {
    env: {
      PATH: `${dirname(program.executable)}:/usr/bin:/bin`,
      LANG: "C.UTF-8",
      SHELL: "/bin/sh",
      TERM: "xterm",
      HOME: folders.home,
      TMUX_TMPDIR: folders.tmux,
      REPOWIRE_DISABLE_HOOK_INSTALL: "1",
      REPOWIRE_RELAY__ENABLED: "false",
      ...env,
    },
    tmuxFolder: folders.tmux,
    removeFolder: folders.temporary,
  });
  const daemon = new RealDaemon(program, folders, supervisor, port);
  try {
    await daemon.restart({ signal });
  } catch (error) {
    await daemon.stop();
    throw error;
  }
  return daemon;
}
