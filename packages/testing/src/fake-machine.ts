import type { Daemon } from "./daemon/daemon.ts";
import type { Launched, Pane } from "./daemon/state.ts";
import { normalizePath } from "./daemon/names.ts";
import { home } from "./daemon/spawning/machine.ts";

/** The machine that the fake daemon believes to run on, as far as a test wants it to be different. */
export class FakeMachine {
  readonly #daemon: Daemon;

  /** @internal */
  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /** The home folder of the daemon's user. */
  get home(): string {
    return home;
  }

  /** The panes of its tmux, in copies. */
  get panes(): readonly Pane[] {
    return structuredClone([...this.#daemon.state.panes.values()]);
  }

  /** Opens a pane that the daemon does not own. Returns its id. */
  addPane({
    tmux_session = "default:shell",
    command = "sh",
    cwd = this.home,
  }: { tmux_session?: string; command?: string; cwd?: string } = {}): string {
    const { state } = this.#daemon;
    const pane_id = `%${state.next_pane++}`;
    const pid = 40_000 + state.next_pane;
    state.panes.set(pane_id, { pane_id, pid, tmux_session, command, cwd, typed: [] });
    return pane_id;
  }

  /** Closes a pane, as its user may. */
  closePane(paneId: string): void {
    this.#daemon.state.panes.delete(paneId);
  }

  /** Makes a folder, where `settings.folders` says which there are. */
  addFolder(path: string): void {
    this.#daemon.state.folders.add(normalizePath(path));
  }

  /** Makes a process of that id a living one. */
  addProcess(pid: number): void {
    this.#daemon.state.pids.add(pid);
  }

  endProcess(pid: number): void {
    this.#daemon.state.pids.delete(pid);
  }

  /** Makes a session of an agent one that can be resumed. */
  addSession(sessionId: string): void {
    this.#daemon.state.sessions.add(sessionId);
  }

  /**
   * Plays the launcher: called for each agent that the daemon starts, so that a test can let a
   * peer of that name, circle and pane register, or none.
   */
  onSpawn(listener: (launched: Launched) => void): () => void {
    this.#daemon.listeners.launch.add(listener);
    return () => this.#daemon.listeners.launch.delete(listener);
  }
}
