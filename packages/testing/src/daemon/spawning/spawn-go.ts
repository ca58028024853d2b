import type { Backend, Open, ParamsOf, ResultOf } from "@repowire/protocol";
import { withSortedKeys } from "../../support.ts";
import type { Daemon, Route } from "../daemon.ts";
import { refuse } from "../refusal.ts";
import type { PeerRecord } from "../state.ts";
import { allowedPath, commandFor, launch } from "./launcher.ts";
import { exactlyOnePeer, refuseOtherHost } from "./target.ts";

/** The backends that today's daemon starts. */
const supported: readonly Open<Backend>[] = ["claude-code", "codex", "opencode", "pi"];

/** `GET /spawn/config`. */
export const spawnConfigOfGo: Route<"spawnConfig"> = (daemon) => {
  const { commands = {}, profiles = {}, allowed_paths = [] } = daemon.settings.spawn;
  const shown = pick(commands);
  const shownProfiles = Object.entries(pick(profiles)).map(([backend, named]) => [
    backend,
    Object.fromEntries(Object.entries(named).map(([name, { args = [] }]) => [name, args])),
  ]);
  return {
    enabled: Object.keys(commands).length > 0 && allowed_paths.length > 0,
    circle_boundary: "session",
    commands: shown,
    profiles: Object.fromEntries(shownProfiles) as NonNullable<ResultOf<"spawnConfig">["profiles"]>,
    allowed_commands: Object.values(shown),
    allowed_paths: (allowed_paths.length > 0 ? allowed_paths : null) as string[],
  };
};

/** The entries of the backends that this daemon can start, sorted as Go sorts the keys of a map. */
function pick<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  const picked = Object.entries(entries).filter(([backend]) => supported.includes(backend));
  return withSortedKeys(Object.fromEntries(picked));
}

/** `POST /spawn`: a window opens, and the agent in it registers by itself, or never. */
export function spawnOfGo(daemon: Daemon, params: ParamsOf<"spawn">): ResultOf<"spawn"> {
  const { backend: named, command, profile, circle } = params;
  if (!circle) refuse(422, "circle is required; run inside a tmux session or pass --circle");
  if (named != null && command != null) refuse(422, "Pass backend or command, not both");
  if (named == null && command == null) refuse(422, "Pass backend or command");
  if (profile && named == null) refuse(422, "Pass backend with profile");
  const backend = named ?? backendOf(daemon, command!);
  refuseUnsupported(backend);
  const line = commandFor(daemon, backend, profile);
  const { display_name } = launch(daemon, {
    path:
      params.path === "" ? refuse(404, "Path does not exist: ") : allowedPath(daemon, params.path),
    circle,
    backend,
    command: line,
    role: params.role || "agent",
    message: params.message,
  });
  return {
    ok: true,
    display_name,
    tmux_session: `${circle}:${display_name}`,
    peer_id: null,
    registration_state: "pending_hook",
    warnings: [],
  };
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
  if (path === "") {
    const hint = "Peer has no recorded working directory; cannot fork its workspace.";
    refuse(409, { error: "missing_path", hint });
  }
  const spawned = spawnOfGo(daemon, { path, backend: new_backend, circle: peer.circle });
  return {
    ...sourceOf(peer),
    new_backend,
    ...spawned,
    warnings: [historyStays],
  } as ResultOf<"forkBackend">;
};

const historyStays =
  "The source peer is still running; backend-native conversation history was not copied.";

function sourceOf({ peer_id, display_name, backend }: PeerRecord) {
  return {
    ok: true,
    source_peer_id: peer_id,
    source_display_name: display_name,
    source_backend: backend,
  };
}

/** The backend of a command, which is a configured command line or the backend's name. */
function backendOf(daemon: Daemon, command: string): Open<Backend> {
  const { commands = {} } = daemon.settings.spawn;
  const found = Object.entries(commands).find(([backend, line]) =>
    [backend, line].includes(command),
  );
  if (found) return found[0] as Open<Backend>;
  const hint = "Command/profile not configured. Use daemon.spawn.commands keyed by backend.";
  refuse(403, { error: "command_unavailable", hint, command });
}

function refuseUnsupported(backend: Open<Backend>): void {
  if (supported.includes(backend)) return;
  const hint = "Supported runtimes are claude-code, codex, opencode, and pi.";
  refuse(422, { error: "unsupported_backend", hint, backend });
}
