import type { Backend, Open } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { having, latest } from "../having.ts";
import { normalizePath, runtimeSession } from "../names.ts";
import type { Binding, PeerRecord } from "../state.ts";

interface Observation {
  readonly peer_id: string;
  readonly circle?: string;
  readonly backend: Open<Backend>;
  readonly project_path: string;
  readonly metadata: Record<string, unknown>;
  readonly runtime_session_id: string | null;
  readonly resume_capability?: Record<string, unknown>;
}

/** Stores what a registration or an agent's turn says about the session. */
export function observeSession(daemon: Daemon, seen: Observation): Binding {
  const { bindings } = daemon.state;
  const uri = sourceUri(seen.metadata);
  const now = daemon.stamp();
  const found = findBinding(daemon, seen, uri);
  if (found) {
    found.peer_id = seen.peer_id;
    found.circle = seen.circle ?? found.circle;
    found.project_path = seen.project_path || found.project_path;
    found.runtime_session_id = seen.runtime_session_id ?? found.runtime_session_id;
    found.runtime_source_uri = uri ?? found.runtime_source_uri;
    found.resume_capability = { ...found.resume_capability, ...seen.resume_capability };
    found.last_seen_at = now;
    return found;
  }
  const binding: Binding = {
    repowire_session_id: `rw-session-${daemon.ids.hex(12)}`,
    peer_id: seen.peer_id,
    circle: seen.circle ?? null,
    backend: seen.backend,
    project_path: seen.project_path,
    runtime_session_id: seen.runtime_session_id,
    runtime_source_uri: uri,
    resume_capability: { ...seen.resume_capability },
    last_seen_at: now,
  };
  bindings.set(binding.repowire_session_id, binding);
  return binding;
}

/** The session of a message to or from a peer. */
export function sessionIdFor(daemon: Daemon, peer: PeerRecord | undefined): string | null {
  if (!peer) return null;
  const { peer_id, backend, path, metadata } = peer;
  if (daemon.facts.newestSessionCounts) {
    return newest(daemon, { peer_id })?.repowire_session_id ?? null;
  }
  const binding = bindingOf(daemon, peer, metadata["hook_session_id"] || metadata["session_id"]);
  if (binding) return binding.repowire_session_id;
  const ofPath = having(daemon.state.bindings, { backend, project_path: path });
  return path !== "" && ofPath.length === 1 ? ofPath[0]!.repowire_session_id : null;
}

/** The session with the agent's own id for it, or else the peer's last session. */
export function bindingOf(
  daemon: Daemon,
  { peer_id, backend, path }: PeerRecord,
  session: unknown,
): Binding | undefined {
  const named =
    typeof session === "string"
      ? newest(daemon, { runtime_session_id: session, backend, project_path: path })
      : undefined;
  return named ?? newest(daemon, { peer_id });
}

/** The last session of a peer's agent in a folder. */
export function runtimeSessionOf(
  daemon: Daemon,
  { peer_id, backend }: PeerRecord,
  path: string,
): string | null {
  const fitting = having(daemon.state.bindings, { peer_id, backend }).filter(
    ({ runtime_session_id, project_path }) =>
      runtime_session_id !== null && normalizePath(project_path) === normalizePath(path),
  );
  return latest(fitting, lastSeen)?.runtime_session_id ?? null;
}

/** The session from which a peer's history is read. `undefined` if several are possible. */
export function bindingForHistory(
  daemon: Daemon,
  { peer_id, backend, path, metadata }: PeerRecord,
  session: string | undefined,
): Binding | undefined {
  if (session) {
    const named = { runtime_session_id: session, backend };
    return (
      newest(daemon, { ...named, ...(path && { project_path: path }) }) ?? newest(daemon, named)
    );
  }
  const usable = having(daemon.state.bindings, { peer_id, backend, project_path: path });
  if (usable.length === 1) return usable[0];
  const { hook_session_id } = metadata;
  return usable.find(
    (binding) => hook_session_id && binding.runtime_session_id === hook_session_id,
  );
}

function findBinding(
  daemon: Daemon,
  { peer_id, backend, project_path, runtime_session_id }: Observation,
  runtime_source_uri: string | null,
): Binding | undefined {
  const [ofSource] = runtime_source_uri
    ? having(daemon.state.bindings, { runtime_source_uri })
    : [];
  const ofRuntime = runtime_session_id
    ? newest(daemon, { runtime_session_id, backend, ...(project_path && { project_path }) })
    : undefined;
  const nameless = { runtime_session_id: null, runtime_source_uri: null };
  return ofSource ?? ofRuntime ?? newest(daemon, { peer_id, backend, project_path, ...nameless });
}

/** The session with these values that was seen last. */
function newest(daemon: Daemon, fields: Readonly<Partial<Binding>>) {
  return latest(having(daemon.state.bindings, fields), lastSeen);
}

function lastSeen({ last_seen_at }: Binding): number {
  return last_seen_at;
}

function sourceUri(metadata: Record<string, unknown>): string | null {
  return runtimeSession(metadata, ["runtime_source_uri", "source_uri", "transcript_source_uri"]);
}
