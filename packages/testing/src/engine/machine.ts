import type { Core } from "./core.ts";

/** A pane of the terminal multiplexer that the fake pretends to have. */
export interface Pane {
  readonly pane_id: string;
  readonly pid: number;
  /** `session:window`. */
  readonly tmux_session: string;
  readonly command: string;
  readonly cwd: string;
  /** Whether the daemon itself opened it, and so may close it. */
  readonly spawned: boolean;
  /** What was typed into it. */
  readonly typed: string[];
}

/** The machine that the daemon believes to run on: its panes and its processes. */
export class Machine {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  get name(): string {
    return this.#core.settings.machine;
  }

  hasPane(paneId: string): boolean {
    return this.#core.state.panes.has(paneId);
  }

  isAlive(pid: number): boolean {
    if (this.#core.state.pids.has(pid)) return true;
    for (const pane of this.#core.state.panes.values()) if (pane.pid === pid) return true;
    return false;
  }

  /** Whether anything proves that the agent of a peer without a socket still runs. */
  hasEvidence(paneId: string, pid: number | null): boolean {
    return (pid !== null && this.isAlive(pid)) || this.hasPane(paneId);
  }
}
