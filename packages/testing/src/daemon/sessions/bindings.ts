import type { Backend, Open } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { normalizePath } from "../names.ts";
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
  if (daemon.facts.newestSessionCounts) {
    return newest(bindingsOf(daemon, peer.peer_id))?.repowire_session_id ?? null;
  }
  const session = peer.metadata["hook_session_id"] || peer.metadata["session_id"];
  const binding = bindingOf(daemon, peer, session);
  if (binding) return binding.repowire_session_id;
  const ofPath = peer.path === "" ? [] : bindingsOfProject(daemon, peer.backend, peer.path);
  return ofPath.length === 1 ? ofPath[0]!.repowire_session_id : null;
}

/** The session with the agent's own id for it, or else the peer's last session. */
export function bindingOf(
  daemon: Daemon,
  { peer_id, backend, path }: PeerRecord,
  session: unknown,
): Binding | undefined {
  const named =
    typeof session === "string" ? bindingByRuntime(daemon, session, backend, path) : undefined;
  return named ?? newest(bindingsOf(daemon, peer_id));
}

/** The last session of a peer's agent in a folder. */
export function runtimeSessionOf(daemon: Daemon, peer: PeerRecord, path: string): string | null {
  const own = bindingsOf(daemon, peer.peer_id);
  const fitting = own.filter(
    (binding) =>
      binding.runtime_session_id !== null &&
      binding.backend === peer.backend &&
      normalizePath(binding.project_path) === normalizePath(path),
  );
  return newest(fitting)?.runtime_session_id ?? null;
}

/** The session from which a peer's history is read. `undefined` if several are possible. */
export function bindingForHistory(
  daemon: Daemon,
  peer: PeerRecord,
  session: string | undefined,
): Binding | undefined {
  if (session) {
    return (
      bindingByRuntime(daemon, session, peer.backend, peer.path || undefined) ??
      bindingByRuntime(daemon, session, peer.backend, undefined)
    );
  }
  const usable = bindingsOf(daemon, peer.peer_id).filter(
    (binding) => binding.backend === peer.backend && binding.project_path === peer.path,
  );
  if (usable.length === 1) return usable[0];
  const { hook_session_id } = peer.metadata;
  return usable.find(
    (binding) => hook_session_id && binding.runtime_session_id === hook_session_id,
  );
}

function findBinding(daemon: Daemon, seen: Observation, uri: string | null): Binding | undefined {
  const { bindings } = daemon.state;
  if (uri) {
    for (const binding of bindings.values()) if (binding.runtime_source_uri === uri) return binding;
  }
  if (seen.runtime_session_id) {
    const path = seen.project_path || undefined;
    const found = bindingByRuntime(daemon, seen.runtime_session_id, seen.backend, path);
    if (found) return found;
  }
  return newest(
    bindingsOf(daemon, seen.peer_id).filter(
      (binding) =>
        binding.backend === seen.backend &&
        binding.project_path === seen.project_path &&
        binding.runtime_session_id === null &&
        binding.runtime_source_uri === null,
    ),
  );
}

function bindingByRuntime(
  daemon: Daemon,
  session: string,
  backend: Open<Backend>,
  path: string | undefined,
): Binding | undefined {
  const { bindings } = daemon.state;
  return newest(
    [...bindings.values()].filter(
      (binding) =>
        binding.runtime_session_id === session &&
        binding.backend === backend &&
        (path === undefined || binding.project_path === path),
    ),
  );
}

function bindingsOfProject(daemon: Daemon, backend: Open<Backend>, path: string): Binding[] {
  return [...daemon.state.bindings.values()].filter(
    (binding) => binding.backend === backend && binding.project_path === path,
  );
}

function bindingsOf(daemon: Daemon, peerId: string): Binding[] {
  return [...daemon.state.bindings.values()].filter((binding) => binding.peer_id === peerId);
}

function newest(bindings: readonly Binding[]): Binding | undefined {
  return bindings.reduce<Binding | undefined>(
    (best, binding) => (best && best.last_seen_at >= binding.last_seen_at ? best : binding),
    undefined,
  );
}

function sourceUri(metadata: Record<string, unknown>): string | null {
  for (const key of ["runtime_source_uri", "source_uri", "transcript_source_uri"]) {
    const value = metadata[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}
