import type { ResultOf } from "@repowire/protocol";
import type { Daemon, Route } from "../daemon.ts";
import { claimIdentity } from "../peers/identity.ts";
import type { Launched } from "../state.ts";
import { allowedPath, backendOfCommand, commandFor, launch } from "./launcher.ts";

/** `GET /spawn/config`. */
export const spawnConfig: Route<"spawnConfig"> = (daemon) => {
  const { commands = {}, profiles = {}, allowed_paths = [] } = daemon.settings.spawn;
  const allowed_commands = Object.values(commands);
  const shownProfiles = Object.entries(profiles).map(([backend, named]) => [
    backend,
    Object.fromEntries(
      Object.entries(named).map(([name, { args = [], description = null }]) => [
        name,
        { args, description },
      ]),
    ),
  ]);
  return {
    enabled: allowed_commands.length > 0 && allowed_paths.length > 0,
    commands,
    profiles: Object.fromEntries(shownProfiles) as NonNullable<ResultOf<"spawnConfig">["profiles"]>,
    allowed_commands,
    allowed_paths,
  };
};

/** `POST /spawn`: opens a window. The agent in it registers by itself, or never. */
export const spawn: Route<"spawn"> = (daemon, params) => {
  const backend = params.backend ?? backendOfCommand(daemon, params.command!);
  const path = allowedPath(daemon, params.path);
  const launched = launch(daemon, {
    path,
    circle: params.circle ?? "default",
    backend,
    command: commandFor(daemon, backend, params.profile),
    role: params.role ?? "agent",
    message: params.message,
  });
  const { display_name, pane } = launched;
  const spawned = { ok: true, display_name, tmux_session: pane.tmux_session };
  if (!daemon.facts.spawnSaysRegistration) return spawned;
  if (backend === "antigravity") return { ...spawned, ...registerSpawned(daemon, launched) };
  return { ...spawned, peer_id: null, registration_state: "pending_hook", warnings: [] };
};

/** Some agents never register by themselves, so the daemon does it for them. */
function registerSpawned(daemon: Daemon, { backend, circle, path, pane, role, message }: Launched) {
  const peer = claimIdentity(daemon, {
    circle,
    backend,
    path,
    machine: "unknown",
    role,
    status: "online",
    pane_id: pane.pane_id,
    tmux_session: pane.tmux_session,
    turn_state: message ? "pending_first_turn" : null,
    metadata: {
      repowire_cli_fallback: true,
      spawn_registration: "daemon_pre_registered",
      spawn_warning:
        `${backend} hooks do not currently fire reliably; ` +
        "Repowire pre-registered this peer for CLI polling.",
    },
  });
  const warning =
    `${backend} plugin hooks are pending upstream; peer was pre-registered for CLI polling, so ` +
    "ask/notify delivery queues until the peer drains it with `repowire peer asks` / " +
    "`repowire peer deliveries`.";
  const { peer_id, display_name } = peer;
  return { display_name, peer_id, registration_state: "cli_fallback", warnings: [warning] };
}
