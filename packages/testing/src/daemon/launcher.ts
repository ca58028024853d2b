import type { Backend, PeerRole } from "@repowire/protocol";

import type { Core } from "./core.ts";
import { normalizePath } from "./names.ts";
import type { Pane } from "./machine.ts";
import { breakDown, refuse } from "./refusal.ts";

/** Milliseconds after which the daemon types the first message. */
const typingDelay = 5000;

/** An agent to start. */
export interface Launch {
  /** Absolute and existing. */
  readonly path: string;
  readonly circle: string;
  readonly backend: Backend;
  readonly command: string;
  readonly role: PeerRole;
  readonly message?: string | null | undefined;
  /** The peer that the agent should come back as. */
  readonly peer_id?: string | undefined;
}

/** An agent that was started, as a scripted launcher sees it. */
export interface Launched extends Launch {
  readonly pane: Pane;
  /** The window's name. */
  readonly display_name: string;
}

/** Starts agents in the panes of a machine that does not exist, after the daemon's rules. */
export class Launcher {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Where a path leads, if something may be started there. */
  allowedPath(path: string): string {
    const { commands = {}, allowed_paths = [] } = this.#core.settings.spawn;
    if (Object.keys(commands).length === 0 || allowed_paths.length === 0) {
      refuse(
        403,
        "Spawn is disabled. Set daemon.spawn.commands and daemon.spawn.allowed_paths in " +
          "~/.repowire/config.yaml",
      );
    }
    const resolved = this.#resolve(path);
    if (!this.#core.machine.hasFolder(resolved)) refuse(404, `Path does not exist: ${path}`);
    const isAllowed = allowed_paths
      .map((allowed) => this.#resolve(allowed))
      .some((root) => resolved === root || resolved.startsWith(`${root === "/" ? "" : root}/`));
    if (!isAllowed) refuse(403, `Path not under any allowed_paths: ${path}`);
    return resolved;
  }

  /** The command line of a backend, with the arguments of a profile. */
  command(backend: Backend, profile?: string | null): string {
    const { commands = {}, profiles = {} } = this.#core.settings.spawn;
    const command = commands[backend];
    if (!command) {
      const hint = `No daemon.spawn.commands entry for '${backend}'. Add it to ~/.repowire/config.yaml.`;
      refuse(422, { error: "command_unavailable", hint, backend });
    }
    if (!profile) return command;
    const selected = profiles[backend]?.[profile];
    if (!selected) {
      const hint = `No daemon.spawn.profiles.${backend}.${profile} entry in ~/.repowire/config.yaml.`;
      refuse(422, { error: "profile_unavailable", hint, backend, profile });
    }
    return [command, ...(selected.args ?? []).map(shellQuoted)].join(" ");
  }

  /** The backend that a command line, or a backend's name in its place, stands for. */
  backendOf(command: string): Backend {
    const { commands = {} } = this.#core.settings.spawn;
    if (Object.hasOwn(commands, command)) return command as Backend;
    const found = Object.entries(commands).find(([, line]) => line === command);
    if (found) return found[0] as Backend;
    const shown = `Command/profile not configured: '${command}'.`;
    const hint = `${shown} Use daemon.spawn.commands keyed by backend.`;
    refuse(403, { error: "command_unavailable", hint, command });
  }

  /** Opens a window, and starts the command in it. */
  launch(launch: Launch): Launched {
    // tmux takes these for something else, and the daemon does not expect that.
    if (launch.circle === "" || /[.:]/.test(launch.circle)) breakDown();
    const { state } = this.#core;
    const windows = [...state.panes.values()]
      .filter((pane) => pane.tmux_session.startsWith(`${launch.circle}:`))
      .map((pane) => pane.tmux_session.slice(launch.circle.length + 1));
    const folder = launch.path.split("/").at(-1) || "peer";
    let display_name = folder;
    for (let number = 2; windows.includes(display_name); number++)
      display_name = `${folder}-${number}`;
    const pane: Pane = {
      pane_id: `%${state.next_pane++}`,
      pid: 40_000 + state.next_pane,
      tmux_session: `${launch.circle}:${display_name}`,
      command: launch.command,
      cwd: launch.path,
      typed: [],
    };
    state.panes.set(pane.pane_id, pane);
    state.spawned.set(pane.pane_id, { path: launch.path, peer_id: launch.peer_id ?? null });
    const { message } = launch;
    if (message) this.#core.clock.schedule(typingDelay, () => pane.typed.push(message));
    const launched = { ...launch, pane, display_name };
    for (const listener of this.#core.onLaunch) listener(launched);
    return launched;
  }

  /** Closes a pane; `false` when it is not there any more. */
  close(paneId: string): boolean {
    return this.#core.state.panes.delete(paneId);
  }

  #resolve(path: string): string {
    return normalizePath(path.replace(/^~(?=\/|$)/, this.#core.machine.home));
  }
}

/** The command with which a backend goes on with a session. */
export function resumeCommand(backend: Backend, command: string, session: string): string {
  const how: Partial<Record<Backend, string>> = {
    "claude-code": "--resume",
    codex: "resume",
    gemini: "--resume",
    opencode: "--session",
    antigravity: "--conversation",
    pi: "--session",
  };
  return `${command} ${how[backend] ?? "--resume"} ${shellQuoted(session)}`;
}

/** A text as one word of a command line. */
function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
