import { check, closed, maybeText, text, wholeNumber } from "./option-rules.ts";
import { misuse } from "./fake-daemon-error.ts";
import type { Daemon } from "./daemon/daemon.ts";
import type { Launched, Pane } from "./daemon/state.ts";
import { normalizePath } from "./daemon/names.ts";
import { home, openPane } from "./daemon/spawning/machine.ts";

/** A pane that the daemon does not own. */
export const paneRule = closed({
  tmux_session: maybeText,
  command: maybeText,
  cwd: maybeText,
});

/** The imitated machine of the fake daemon: panes, folders, processes and sessions. */
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

  /** Copies of the panes of its tmux. */
  get panes(): readonly Pane[] {
    return structuredClone([...this.#daemon.state.panes.values()]);
  }

  /** Opens a pane that the daemon does not own. Returns its id. */
  addPane(
    options: {
      readonly tmux_session?: string | undefined;
      readonly command?: string | undefined;
      readonly cwd?: string | undefined;
    } = {},
  ): string {
    check("a pane", paneRule, options);
    const { tmux_session = "default:shell", command = "sh", cwd = this.home } = options;
    return openPane(this.#daemon, { tmux_session, command, cwd }).pane_id;
  }

  /** Closes a pane, as a user would. */
  closePane(paneId: string): void {
    this.#daemon.state.panes.delete(paneId);
  }

  /** Adds a folder. It matters only if `settings.folders` lists the folders that exist. */
  addFolder(path: string): void {
    this.#daemon.state.folders.add(normalizePath(check("a folder", text, path)));
  }

  /** Lets the daemon see a running process with that id. */
  addProcess(pid: number): void {
    this.#daemon.state.pids.add(check("a process", wholeNumber, pid));
  }

  /** Ends a process. */
  endProcess(pid: number): void {
    this.#daemon.state.pids.delete(pid);
  }

  /** Adds an agent's session, which the daemon can then resume. */
  addSession(sessionId: string): void {
    this.#daemon.state.sessions.add(check("a session", text, sessionId));
  }

  /**
   * Calls the listener for each agent that the daemon starts. The listener can register a peer with
   * that name, circle and pane. `verify()` reports its errors. Returns a function that removes the
   * listener.
   */
  onSpawn(listener: (launched: Launched) => void): () => void {
    if (typeof listener !== "function") throw misuse("onSpawn takes a function");
    this.#daemon.listeners.launch.add(listener);
    return () => this.#daemon.listeners.launch.delete(listener);
  }
}
