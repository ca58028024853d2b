import type { Backend, Open } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { normalizePath } from "../names.ts";
import { breakDown, refuse } from "../refusal.ts";
import type { Launch, Launched, Pane } from "../state.ts";
import { folderExists, home } from "./machine.ts";

/** Milliseconds after which the daemon types the first message. */
const typingDelay = 5000;

/** Resolves a path. Refuses a folder in which nothing may be started. */
export function allowedPath(daemon: Daemon, path: string): string {
  const { commands = {}, allowed_paths = [] } = daemon.settings.spawn;
  if (Object.keys(commands).length === 0 || allowed_paths.length === 0) {
    refuse(
      403,
      "Spawn is disabled. Set daemon.spawn.commands and daemon.spawn.allowed_paths in " +
        "~/.repowire/config.yaml",
    );
  }
  const resolved = resolveFolder(path);
  if (!folderExists(daemon, resolved)) refuse(404, `Path does not exist: ${path}`);
  const isAllowed = allowed_paths
    .map((allowed) => resolveFolder(allowed))
    .some((root) => resolved === root || resolved.startsWith(`${root === "/" ? "" : root}/`));
  if (!isAllowed) refuse(403, `Path not under any allowed_paths: ${path}`);
  return resolved;
}

/** The command line of a backend, with the arguments of a profile. */
export function commandFor(
  daemon: Daemon,
  backend: Open<Backend>,
  profile?: string | null,
): string {
  const { commands = {}, profiles = {} } = daemon.settings.spawn;
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

/** The backend of a command line. The name of a backend is accepted too. */
export function backendOfCommand(daemon: Daemon, command: string): Open<Backend> {
  const { commands = {} } = daemon.settings.spawn;
  if (Object.hasOwn(commands, command)) return command as Open<Backend>;
  const found = Object.entries(commands).find(([, line]) => line === command);
  if (found) return found[0] as Open<Backend>;
  const shown = `Command/profile not configured: '${command}'.`;
  const hint = `${shown} Use daemon.spawn.commands keyed by backend.`;
  refuse(403, { error: "command_unavailable", hint, command });
}

/** Opens a window and starts the command in it. */
export function launch(daemon: Daemon, launch: Launch): Launched {
  // These characters have another meaning in tmux, and the daemon does not handle that.
  if (launch.circle === "" || /[.:]/.test(launch.circle)) breakDown();
  const { state } = daemon;
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
  if (message)
    daemon.clock.schedule(typingDelay, () => pane.typed.push(message), "an agent's first message");
  const launched = { ...launch, pane, display_name };
  for (const listener of daemon.listeners.launch) listener(launched);
  return launched;
}

/** Closes a pane. Returns `false` if it no longer exists. */
export function closePane(daemon: Daemon, paneId: string): boolean {
  return daemon.state.panes.delete(paneId);
}

function resolveFolder(path: string): string {
  return normalizePath(path.replace(/^~(?=\/|$)/, home));
}

/** The command with which a backend resumes a session. */
export function resumeCommand(backend: Open<Backend>, command: string, session: string): string {
  const how: Readonly<Record<string, string>> = {
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
