import type { Backend } from "@repowire/protocol";

import type { Core } from "./core.ts";

/** A pane of the terminal multiplexer that the fake pretends to have. */
export interface Pane {
  readonly pane_id: string;
  readonly pid: number;
  /** `session:window`. */
  readonly tmux_session: string;
  readonly command: string;
  readonly cwd: string;
  /** What was typed into it. */
  readonly typed: string[];
}

/** The machine that the daemon believes to run on: its panes, processes and folders. */
export class Machine {
  readonly home = "/home/fake";
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  get name(): string {
    return this.#core.settings.machine;
  }

  pane(paneId: string): Pane | undefined {
    return this.#core.state.panes.get(paneId);
  }

  isAlive(pid: number): boolean {
    // The first process is there on every machine.
    if (pid === 1 || this.#core.state.pids.has(pid)) return true;
    for (const pane of this.#core.state.panes.values()) if (pane.pid === pid) return true;
    return false;
  }

  /** Whether anything proves that the agent of a peer without a socket still runs. */
  hasEvidence(paneId: string, pid: number | null): boolean {
    return (pid !== null && this.isAlive(pid)) || this.pane(paneId) !== undefined;
  }

  /** Whether a folder exists. Unless folders are named, each does. */
  hasFolder(path: string): boolean {
    const { folders } = this.#core.settings;
    if (folders === undefined) return true;
    const all = [...folders, ...this.#core.state.folders];
    return all.some((folder) => path === "/" || folder === path || folder.startsWith(`${path}/`));
  }

  /** Whether an agent of that backend could go on with a session of a folder. */
  canResume(backend: Backend, path: string, session: string): boolean {
    const { sessions } = this.#core.state;
    return sessions.has(session) || sessions.has(sessionFile(backend, path, session));
  }
}

/** Where the one backend whose files are known keeps a session. */
function sessionFile(backend: Backend, path: string, session: string): string {
  if (backend !== "claude-code") return "";
  return `.claude/projects/${path.replaceAll(/[^a-zA-Z0-9]/g, "-")}/${session}.jsonl`;
}
