import type { Backend, Open } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import type { Pane } from "../state.ts";

/** The home folder of the daemon's user. */
export const home = "/home/fake";

/** Opens a pane. */
export function openPane(
  { state }: Daemon,
  options: Pick<Pane, "tmux_session" | "command" | "cwd">,
): Pane {
  const number = state.next_pane++;
  const pane = { pane_id: `%${number}`, pid: 40_001 + number, ...options, typed: [] };
  state.panes.set(pane.pane_id, pane);
  return pane;
}

export function isAlive(daemon: Daemon, pid: number): boolean {
  // Every machine has the process 1.
  if (pid === 1 || daemon.state.pids.has(pid)) return true;
  for (const pane of daemon.state.panes.values()) if (pane.pid === pid) return true;
  return daemon.settings.real_processes && isRunning(pid);
}

function isRunning(pid: number): boolean {
  if (typeof process === "undefined" || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process exists and belongs to another user.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/** Whether a process or a pane shows that the agent of a peer without a socket still runs. */
export function hasRuntimeEvidence(daemon: Daemon, paneId: string, pid: number | null): boolean {
  return (pid !== null && isAlive(daemon, pid)) || daemon.state.panes.get(paneId) !== undefined;
}

/** Whether a folder exists. Without the setting `folders`, every folder exists. */
export function folderExists(daemon: Daemon, path: string): boolean {
  const { folders } = daemon.settings;
  if (folders === undefined) return true;
  const all = [...folders, ...daemon.state.folders];
  return all.some((folder) => path === "/" || folder === path || folder.startsWith(`${path}/`));
}

/** Whether an agent of that backend could resume a session of a folder. */
export function canResume(
  daemon: Daemon,
  backend: Open<Backend>,
  path: string,
  session: string,
): boolean {
  const { sessions } = daemon.state;
  return sessions.has(session) || sessions.has(sessionFile(backend, path, session));
}

/** The file of a session, for the only backend whose files are known. */
function sessionFile(backend: Open<Backend>, path: string, session: string): string {
  if (backend !== "claude-code") return "";
  return `.claude/projects/${path.replaceAll(/[^a-zA-Z0-9]/g, "-")}/${session}.jsonl`;
}
