import type { Backend, Open, ParamsOf, ResultOf } from "@repowire/protocol";
import { withSortedKeys } from "../../support.ts";
import type { Daemon, Route } from "../daemon.ts";
import { claimIdentity } from "../peers/identity.ts";
import { refuse } from "../refusal.ts";
import type { Launched } from "../state.ts";
import { allowedPath, backendOfCommand, commandFor, launch } from "./launcher.ts";
import { exactlyOnePeer, refuseOtherHost, knownFolder } from "./target.ts";

/** The backends that Go starts. */
const supported: readonly Open<Backend>[] = ["claude-code", "codex", "opencode", "pi"];

/** `GET /spawn/config`. */
export const spawnConfig: Route<"spawnConfig"> = (daemon) => {
  const isOfGo = daemon.facts.launching === "go";
  const { commands: all = {}, profiles = {}, allowed_paths = [] } = daemon.settings.spawn;
  const commands = isOfGo ? pick(all) : all;
  const shownProfiles = Object.entries(isOfGo ? pick(profiles) : profiles).map(
    ([backend, named]) => [
      backend,
      Object.fromEntries(
        Object.entries(named).map(([name, { args = [], description = null }]) => [
          name,
          isOfGo ? args : { args, description },
        ]),
      ),
    ],
  );
  return {
    enabled: Object.keys(all).length > 0 && allowed_paths.length > 0,
    ...(isOfGo && { circle_boundary: "session" }),
    commands,
    profiles: Object.fromEntries(shownProfiles) as NonNullable<ResultOf<"spawnConfig">["profiles"]>,
    allowed_commands: Object.values(commands),
    allowed_paths: (isOfGo && allowed_paths.length === 0 ? null : allowed_paths) as string[],
  };
};

/** The entries of the backends that Go starts, sorted as Go sorts the keys of a map. */
function pick<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  const picked = Object.entries(entries).filter(([backend]) => supported.includes(backend));
  return withSortedKeys(Object.fromEntries(picked));
}

/** `POST /spawn`: opens a window. The agent in it registers by itself, or never. */
export const spawn: Route<"spawn"> = (daemon, params) => {
  if (daemon.facts.launching === "go") return spawnOfGo(daemon, params);
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
  return { ...spawned, ...pendingHook };
};

const pendingHook = { peer_id: null, registration_state: "pending_hook", warnings: [] };

function spawnOfGo(daemon: Daemon, params: ParamsOf<"spawn">): ResultOf<"spawn"> {
  const { backend: named, command, profile, circle, path } = params;
  if (!circle) refuse(422, "circle is required; run inside a tmux session or pass --circle");
  if (named != null && command != null) refuse(422, "Pass backend or command, not both");
  if (named == null && command == null) refuse(422, "Pass backend or command");
  if (profile && named == null) refuse(422, "Pass backend with profile");
  const backend = named ?? backendOfCommand(daemon, command!);
  refuseUnsupported(backend);
  const line = commandFor(daemon, backend, profile);
  if (path === "") refuse(404, "Path does not exist: ");
  const { display_name } = launch(daemon, {
    path: allowedPath(daemon, path),
    circle,
    backend,
    command: line,
    role: params.role || "agent",
    message: params.message,
  });
  return { ok: true, display_name, tmux_session: `${circle}:${display_name}`, ...pendingHook };
}

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

/** `POST /peers/{name}/fork-backend`: another agent in the same folder, beside the peer. */
export const forkBackend: Route<"forkBackend"> = (daemon, { name, circle, new_backend }) => {
  refuseUnsupported(new_backend);
  const peer = exactlyOnePeer(daemon, name, circle || undefined);
  refuseOtherHost(
    daemon,
    peer,
    "Backend fork is same-host only in v1; remote workspace spawning requires a remote spawn transport.",
  );
  const { backend, path } = peer;
  if (backend === new_backend) {
    const hint = `Choose a backend different from the source peer's ${backend} runtime.`;
    refuse(409, { error: "same_backend", hint, backend });
  }
  knownFolder(peer, "fork its workspace");
  const { ok, ...spawned } = spawnOfGo(daemon, { path, backend: new_backend, circle: peer.circle });
  const warning =
    "The source peer is still running; backend-native conversation history was not copied.";
  return {
    ok,
    source_peer_id: peer.peer_id,
    source_display_name: peer.display_name,
    source_backend: backend,
    new_backend,
    ...spawned,
    warnings: [warning],
  } as ResultOf<"forkBackend">;
};

function refuseUnsupported(backend: Open<Backend>): void {
  if (supported.includes(backend)) return;
  const hint = "Supported runtimes are claude-code, codex, opencode, and pi.";
  refuse(422, { error: "unsupported_backend", hint, backend });
}
