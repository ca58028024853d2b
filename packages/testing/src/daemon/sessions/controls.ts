import type { ParamsOf, ResultOf } from "@repowire/protocol";
import { Unreachable } from "../addressing.ts";
import type { Daemon } from "../daemon.ts";
import { deliverNotification } from "../delivery.ts";
import { refuse } from "../refusal.ts";
import { NoConnection } from "../sockets.ts";
import { allowedPath, commandFor, launch, resumeCommand } from "../spawning/launcher.ts";
import { judgeResume, resumeCapability } from "../spawning/resume.ts";
import type { Binding, PeerRecord } from "../state.ts";
import { bindingById } from "./bindings.ts";

type Resumed = ResultOf<"resumeSession">;

interface Found {
  readonly binding: Binding;
  /** The peer that works in the session, online or not. */
  readonly executor: PeerRecord | undefined;
  readonly isActive: boolean;
}

export async function notifySession(
  daemon: Daemon,
  params: ParamsOf<"notifySession">,
): Promise<ResultOf<"notifySession">> {
  const { repowire_session_id, text, attachments } = params;
  const found = findSession(daemon, repowire_session_id);
  const { executor } = found;
  if (!executor || !found.isActive) {
    const { status, capability, message } = outlook(found);
    refuse(409, {
      error: "session_executor_unavailable",
      repowire_session_id,
      session_status: "active",
      status,
      executor_peer_id: found.binding.peer_id,
      capability,
      message,
    });
  }
  try {
    const delivered = await deliverNotification(daemon, {
      from_peer: params.from_peer ?? "dashboard",
      to_peer: executor.peer_id,
      text,
      bypass_circle: params.bypass_circle ?? true,
      attachments,
    });
    return {
      ok: true,
      repowire_session_id,
      session_status: "active",
      capability: "active_executor",
      executor_peer_id: executor.peer_id,
      executor_peer_name: executor.display_name,
      delivery_state: delivered.delivery_state ?? "delivered",
      delivered: delivered.delivered,
      queued: delivered.queued,
      reason: delivered.reason,
      hook_delivery: delivered.hook_delivery,
    };
  } catch (error) {
    const rejected = { repowire_session_id, message: (error as Error).message };
    if (error instanceof NoConnection) {
      const executor_peer_id = executor.peer_id;
      refuse(503, { error: "transport_unavailable", executor_peer_id, ...rejected });
    }
    if (error instanceof Unreachable) {
      refuse(409, { error: "session_delivery_rejected", ...rejected });
    }
    throw error;
  }
}

export function resumeSession(daemon: Daemon, params: ParamsOf<"resumeSession">): Resumed {
  const found = findSession(daemon, params.repowire_session_id);
  return daemon.facts.strictResume
    ? resumeStrictly(daemon, params, found)
    : resumeLoosely(daemon, params, found);
}

/** Answers for every session, and relies on what the session was registered with. */
function resumeLoosely(
  daemon: Daemon,
  { dry_run = true, profile, message }: ParamsOf<"resumeSession">,
  found: Found,
): Resumed {
  const { binding, executor } = found;
  const say = outlook(found);
  const capable = say.capability === "supported";
  const base = resumeAnswer(daemon, found, say);
  if (!capable)
    return {
      ...base,
      resume_capability: resumeCapability(binding.backend, binding.runtime_session_id),
    };
  const resume_capability = resumeCapability(binding.backend, binding.runtime_session_id);
  if (dry_run) return { ...base, resume_capability };
  const launched = spawnResumed(daemon, binding, executor?.circle ?? "default", profile, message);
  const spawned = "Backend resume spawned for this runtime session.";
  return { ...base, resume_capability, ...launched, message: spawned };
}

/** Since 0.14.18: refuses a session that cannot be resumed. */
function resumeStrictly(daemon: Daemon, params: ParamsOf<"resumeSession">, found: Found): Resumed {
  const { dry_run = true, profile, message, repowire_session_id } = params;
  const { binding } = found;
  const refused = (
    error: string,
    status: string,
    capability: string,
    text: string,
    warning: string | null,
  ) =>
    refuse(409, {
      error,
      repowire_session_id,
      session_status: "active",
      status,
      capability,
      message: text,
      resume_warning: warning,
    });
  if (found.isActive) {
    const text = "Session already has an active executor; live sessions cannot be resumed.";
    refused("active_executor", "active_executor", "active_executor", text, null);
  }
  const { backend, project_path, runtime_session_id: session } = binding;
  const judged = judgeResume(daemon, backend, project_path, session);
  if (!judged.resumable) {
    const capability = session ? "unsupported" : "unavailable";
    const { warning } = judged;
    refused("resume_unavailable", "unsupported", capability, warning, warning);
  }
  const say = {
    status: "resume_available",
    capability: "supported",
    message: "Backend resume is available for this runtime session.",
  };
  const base = {
    ...resumeAnswer(daemon, found, say),
    executor_peer_name: null,
    resume_capability: resumeCapability(backend, session),
  };
  if (dry_run) return base;
  const launched = spawnResumed(daemon, binding, "default", profile, message);
  return { ...base, ...launched, message: "Backend resume spawned for this runtime session." };
}

function spawnResumed(
  daemon: Daemon,
  { backend, project_path, runtime_session_id }: Binding,
  circle: string,
  profile: string | null | undefined,
  message: string | null | undefined,
) {
  const path = allowedPath(daemon, project_path);
  const base = commandFor(daemon, backend, profile);
  const command = resumeCommand(daemon, backend, base, runtime_session_id!);
  const { display_name, pane } = launch(daemon, {
    path,
    circle,
    backend,
    command,
    role: "agent",
    message,
  });
  const { tmux_session, pane_id } = pane;
  return { action: "spawned", spawned_display_name: display_name, tmux_session, pane_id };
}

function resumeAnswer(
  daemon: Daemon,
  { binding, executor, isActive }: Found,
  say: ReturnType<typeof outlook>,
): Resumed {
  return {
    ok: true,
    repowire_session_id: binding.repowire_session_id,
    session_status: "active",
    ...say,
    backend: binding.backend,
    runtime_session_id: binding.runtime_session_id,
    runtime_source_uri: binding.runtime_source_uri,
    executor_peer_id: binding.peer_id,
    executor_peer_name: isActive ? executor!.display_name : null,
    resume_capability: {},
    action: "inspect",
    spawned_display_name: null,
    tmux_session: null,
    pane_id: null,
  };
}

function findSession(daemon: Daemon, repowire_session_id: string): Found {
  const binding =
    bindingById(daemon, repowire_session_id) ??
    refuse(404, { error: "session_not_found", repowire_session_id });
  const executor = daemon.state.peers.get(binding.peer_id);
  return { binding, executor, isActive: executor !== undefined && executor.status !== "offline" };
}

/** The description of a session before any file is read. */
function outlook({ binding, isActive }: Found): {
  status: string;
  capability: string;
  message: string;
} {
  if (isActive) {
    return {
      status: "active_executor",
      capability: "active_executor",
      message: "Session already has an active executor; send controls to that peer.",
    };
  }
  if (!binding.runtime_session_id) {
    return {
      status: "unsupported",
      capability: "unavailable",
      message:
        "This is a legacy or partial session binding without a runtime session id; resume is not " +
        "available.",
    };
  }
  if (binding.backend === "mcp-http") {
    return {
      status: "unsupported",
      capability: "unsupported",
      message: `${binding.backend} is a service identity, not a resumable local agent session.`,
    };
  }
  return {
    status: "resume_available",
    capability: "supported",
    message: "Backend resume is available for this runtime session.",
  };
}
