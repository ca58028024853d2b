import type { Backend, Open } from "@repowire/protocol";

import { attempt } from "../../support.ts";
import type { Daemon } from "../daemon.ts";
import { normalizePath } from "../names.ts";
import { refuse } from "../refusal.ts";
import type { Launch, Launched } from "../state.ts";
import { folderExists, home, canResume, openPane } from "./machine.ts";

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

/** The folder and the command of a new agent. */
export function checkedStart(
  daemon: Daemon,
  path: string,
  backend: Open<Backend>,
  profile?: string | null,
): Pick<Launch, "path" | "command"> {
  const { checksFolderFirst, emptyIsMissing } = daemon.facts;
  if (checksFolderFirst) allowedPath(daemon, path);
  const command = commandFor(daemon, backend, profile);
  if (path === "" && emptyIsMissing) refuse(404, "Path does not exist: ");
  return { path: allowedPath(daemon, path), command };
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
    const shown = daemon.facts.quote(backend);
    const hint = `No daemon.spawn.commands entry for ${shown}. Add it to ~/.repowire/config.yaml.`;
    refuse(422, { error: "command_unavailable", hint, backend });
  }
  if (!profile) return command;
  const selected = profiles[backend]?.[profile];
  if (!selected) {
    const hint = `No daemon.spawn.profiles.${backend}.${profile} entry in ~/.repowire/config.yaml.`;
    refuse(422, { error: "profile_unavailable", hint, backend, profile });
  }
  return [command, ...(selected.args ?? []).map(daemon.facts.shellWord)].join(" ");
}

/** The backend of a command line. The name of a backend is accepted too. */
export function backendOfCommand(daemon: Daemon, command: string): Open<Backend> {
  const { commands = {} } = daemon.settings.spawn;
  if (Object.hasOwn(commands, command)) return command as Open<Backend>;
  const found = Object.entries(commands).find(([, line]) => line === command);
  if (found) return found[0] as Open<Backend>;
  const named = daemon.facts.repeatsUnknownCommand ? `: '${command}'` : "";
  const shown = `Command/profile not configured${named}.`;
  const hint = `${shown} Use daemon.spawn.commands keyed by backend.`;
  refuse(403, { error: "command_unavailable", hint, command });
}

/** The command line of a backend. The error for a missing one has other words than {@link commandFor}. */
export function mappedCommand(daemon: Daemon, backend: Open<Backend>, more: object): string {
  const hint =
    `No entry in daemon.spawn.commands maps to '${backend}'. Add ` +
    `daemon.spawn.commands.${backend} to ~/.repowire/config.yaml.`;
  return (
    daemon.settings.spawn.commands?.[backend] ??
    refuse(422, { error: "command_unavailable", hint, ...more })
  );
}

/** Opens a window and starts the command in it. */
export function launch(daemon: Daemon, launch: Launch): Launched {
  const { state, facts } = daemon;
  const session = facts.tmuxSession(launch.circle, sessionsOf(daemon));
  const windows = windowsOf(daemon, session);
  const folder = launch.path.split("/").at(-1) || "peer";
  let display_name = folder;
  for (let number = 2; windows.includes(display_name); number++)
    display_name = `${folder}-${number}`;
  const { command, path: cwd } = launch;
  const pane = openPane(daemon, { tmux_session: `${session}:${display_name}`, command, cwd });
  const tmux_session = `${launch.circle}:${display_name}`;
  if (launch.circle.includes(".")) {
    // The window stays, but the daemon does not find it.
    refuse(500, `tmux could not resolve pane for ${tmux_session}: %!w(<nil>)`);
  }
  const { path, circle, backend, role, peer_id = null, message } = launch;
  state.spawned.set(pane.pane_id, { path, circle, backend, role, tmux_session, peer_id });
  if (message && facts.typesFirstMessage) {
    // The pane of a state that was restored meanwhile is another object.
    const type = () => void daemon.state.panes.get(pane.pane_id)?.typed.push(message);
    daemon.clock.schedule(typingDelay, type, "an agent's first message");
  }
  const launched = { ...launch, pane, display_name };
  for (const listener of daemon.listeners.launch) {
    // An error of the test's listener must not reach the caller who spawns.
    attempt(() => listener(structuredClone(launched)), daemon.activity.onFailure);
  }
  return launched;
}

/** The tmux session of a new agent, as answers name it. */
export function shownSession({ facts }: Daemon, { circle, display_name, pane }: Launched): string {
  return facts.namesSessionByCircle ? `${circle}:${display_name}` : pane.tmux_session;
}

function sessionsOf(daemon: Daemon): Set<string> {
  const panes = [...daemon.state.panes.values()];
  return new Set(panes.map(({ tmux_session }) => tmux_session.split(":")[0]!));
}

function windowsOf(daemon: Daemon, session: string): string[] {
  return [...daemon.state.panes.values()]
    .filter((pane) => pane.tmux_session.startsWith(`${session}:`))
    .map((pane) => pane.tmux_session.slice(session.length + 1));
}

/** Closes a pane. Returns `false` if it no longer exists. */
export function closePane(daemon: Daemon, paneId: string): boolean {
  return daemon.state.panes.delete(paneId);
}

/**
 * Closes a pane that the daemon opened, and forgets it. Returns `false` if it no longer existed.
 *
 * @throws a refusal with the hint, if there is one and the pane no longer existed.
 */
export function endPane(daemon: Daemon, pane_id: string, hint?: string): boolean {
  const isClosed = closePane(daemon, pane_id);
  if (!isClosed && hint !== undefined) refuse(500, { error: "kill_failed", hint, pane_id });
  daemon.state.spawned.delete(pane_id);
  return isClosed;
}

function resolveFolder(path: string): string {
  return normalizePath(path.replace(/^~(?=\/|$)/, home));
}

/** How each backend resumes a session: the argument of its command, and the daemon's name for it. */
const resuming: Readonly<Record<string, { readonly argument: string; readonly strategy: string }>> =
  {
    "claude-code": { argument: "--resume", strategy: "claude_resume" },
    codex: { argument: "resume", strategy: "codex_resume" },
    gemini: { argument: "--resume", strategy: "gemini_resume" },
    opencode: { argument: "--session", strategy: "opencode_session" },
    antigravity: { argument: "--conversation", strategy: "antigravity_conversation" },
    pi: { argument: "--session", strategy: "pi_session" },
  };

/** The command with which a backend resumes a session. */
export function resumeCommand(
  daemon: Daemon,
  backend: Open<Backend>,
  command: string,
  session: string,
): string {
  return `${command} ${resuming[backend]?.argument ?? "--resume"} ${daemon.facts.shellWord(session)}`;
}

/** Whether an agent's session can be resumed. */
type Resume =
  | { readonly resumable: true; readonly session: string }
  | { readonly resumable: false; readonly warning: string };

/** Decides whether a session can be resumed, and if not, why. */
export function judgeResume(
  daemon: Daemon,
  backend: Open<Backend>,
  path: string,
  session: string | null,
): Resume {
  if (!session) {
    return { resumable: false, warning: "no captured backend session id for this peer" };
  }
  if (!resuming[backend]) {
    return { resumable: false, warning: `backend ${backend} does not support resume` };
  }
  if (canResume(daemon, backend, path, session)) return { resumable: true, session };
  const warning =
    "captured session id has no local session file (stale/expired); resuming would fail, so " +
    "restarting fresh";
  return { resumable: false, warning };
}

/** The daemon's record of how a backend resumes a session. */
export function resumeCapability(
  backend: Open<Backend>,
  session: string | null,
): Record<string, unknown> {
  if (!session) return {};
  const strategy = resuming[backend]?.strategy;
  if (!strategy) {
    return { supported: false, strategy: "unsupported", reason: "backend_resume_not_implemented" };
  }
  return { supported: true, strategy, runtime_session_id_arg: session };
}
