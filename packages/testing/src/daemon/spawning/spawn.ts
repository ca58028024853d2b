import type { Backend, Open, ParamsOf, ResultOf } from "@repowire/protocol";
import { withSortedKeys } from "../../support.ts";
import type { Daemon, Route } from "../daemon.ts";
import { claimIdentity } from "../peers/identity.ts";
import { refuse } from "../refusal.ts";
import type { Launched } from "../state.ts";
import { backendOfCommand, checkedStart, launch, shownSession } from "./launcher.ts";
import { exactlyOnePeer, refuseOtherHost, knownFolder } from "./target.ts";

/** The backends that can be started, where a daemon does not start all. */
const startable: readonly Open<Backend>[] = ["claude-code", "codex", "opencode", "pi"];

/** `GET /spawn/config`. */
export const spawnConfig: Route<"spawnConfig"> = (daemon) => {
  const { briefSpawnConfig } = daemon.facts;
  const { commands: all = {}, profiles = {}, allowed_paths = [] } = daemon.settings.spawn;
  const commands = briefSpawnConfig ? pick(all) : all;
  const shownProfiles = Object.entries(briefSpawnConfig ? pick(profiles) : profiles).map(
    ([backend, named]) => [
      backend,
      Object.fromEntries(
        Object.entries(named).map(([name, { args = [], description = null }]) => [
          name,
          briefSpawnConfig ? args : { args, description },
        ]),
      ),
    ],
  );
  return {
    enabled: Object.keys(all).length > 0 && allowed_paths.length > 0,
    ...(briefSpawnConfig && { circle_boundary: "session" }),
    commands,
    profiles: Object.fromEntries(shownProfiles) as NonNullable<ResultOf<"spawnConfig">["profiles"]>,
    allowed_commands: Object.values(commands),
    allowed_paths: (briefSpawnConfig && allowed_paths.length === 0
      ? null
      : allowed_paths) as string[],
  };
};

/** The entries of the backends that can be started, sorted. */
function pick<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  const picked = Object.entries(entries).filter(([backend]) => startable.includes(backend));
  return withSortedKeys(Object.fromEntries(picked));
}

/** `POST /spawn`: opens a window. The agent in it registers by itself, or never. */
export const spawn: Route<"spawn"> = (daemon, params) => spawnAgent(daemon, params);

function spawnAgent(daemon: Daemon, params: ParamsOf<"spawn">): ResultOf<"spawn"> {
  const { facts } = daemon;
  if (facts.checksSpawn) checkSpawn(params);
  const backend = params.backend ?? backendOfCommand(daemon, params.command!);
  if (facts.checksSpawn) refuseUnstartable(backend);
  const launched = launch(daemon, {
    ...checkedStart(daemon, params.path, backend, params.profile),
    circle: params.circle ?? "default",
    backend,
    role: params.role || "agent",
    message: params.message,
  });
  const { display_name } = launched;
  const spawned = { ok: true, display_name, tmux_session: shownSession(daemon, launched) };
  if (!facts.spawnSaysRegistration) return spawned;
  if (backend === "antigravity") return { ...spawned, ...registerSpawned(daemon, launched) };
  return { ...spawned, peer_id: null, registration_state: "pending_hook", warnings: [] };
}

/** What the body of a spawn must have where it is not checked before. */
function checkSpawn({ backend, command, profile, circle }: ParamsOf<"spawn">): void {
  if (!circle) refuse(422, "circle is required; run inside a tmux session or pass --circle");
  if (backend != null && command != null) refuse(422, "Pass backend or command, not both");
  if (backend == null && command == null) refuse(422, "Pass backend or command");
  if (profile && backend == null) refuse(422, "Pass backend with profile");
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
  refuseUnstartable(new_backend);
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
  const source = { path, backend: new_backend, circle: peer.circle };
  const { ok, ...spawned } = spawnAgent(daemon, source);
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

function refuseUnstartable(backend: Open<Backend>): void {
  if (startable.includes(backend)) return;
  const hint = "Supported runtimes are claude-code, codex, opencode, and pi.";
  refuse(422, { error: "unsupported_backend", hint, backend });
}
