import type { Backend, Open } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import type { Pane } from "../state.ts";

/** The home folder of the daemon's user. */
export const home = "/home/fake";

export function paneById(daemon: Daemon, paneId: string): Pane | undefined {
  return daemon.state.panes.get(paneId);
}

export function isAlive(daemon: Daemon, pid: number): boolean {
  // The first process is there on every machine.
  if (pid === 1 || daemon.state.pids.has(pid)) return true;
  for (const pane of daemon.state.panes.values()) if (pane.pid === pid) return true;
  return daemon.settings.real_processes && isRunning(pid);
}

function isRunning(pid: number): boolean {
  if (typeof process === "undefined" || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user lives as well.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/** Whether anything proves that the agent of a peer without a socket still runs. */
export function hasRuntimeEvidence(daemon: Daemon, paneId: string, pid: number | null): boolean {
  return (pid !== null && isAlive(daemon, pid)) || paneById(daemon, paneId) !== undefined;
}

/** Whether a folder exists. Unless folders are named, each does. */
export function folderExists(daemon: Daemon, path: string): boolean {
  const { folders } = daemon.settings;
  if (folders === undefined) return true;
  const all = [...folders, ...daemon.state.folders];
  return all.some((folder) => path === "/" || folder === path || folder.startsWith(`${path}/`));
}

/** Whether an agent of that backend could go on with a session of a folder. */
export function canResume(
  daemon: Daemon,
  backend: Open<Backend>,
  path: string,
  session: string,
): boolean {
  const { sessions } = daemon.state;
  return sessions.has(session) || sessions.has(sessionFile(backend, path, session));
}

/** Where the one backend whose files are known keeps a session. */
function sessionFile(backend: Open<Backend>, path: string, session: string): string {
  if (backend !== "claude-code") return "";
  return `.claude/projects/${path.replaceAll(/[^a-zA-Z0-9]/g, "-")}/${session}.jsonl`;
}
