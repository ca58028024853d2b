import type { ParamsOf, ResultOf } from "@repowire/protocol";
import { isUndeliverable } from "../addressing.ts";
import type { Daemon, Route } from "../daemon.ts";
import { deliverNotification } from "../delivery.ts";
import { detailOf, refuse } from "../refusal.ts";
import { NoConnection } from "../sockets.ts";
import {
  allowedPath,
  commandFor,
  launch,
  resumeCommand,
  judgeResume,
  resumeCapability,
} from "../spawning/launcher.ts";
import type { Binding, PeerRecord } from "../state.ts";
import { bindingById } from "./bindings.ts";

type Resumed = ResultOf<"resumeSession">;

interface Found {
  readonly binding: Binding;
  /** The peer that works in the session, online or not. */
  readonly executor: PeerRecord | undefined;
  readonly isActive: boolean;
}

/** `POST /sessions/{repowire_session_id}/controls/notify`. Go sends even to an offline peer. */
export const notifySession: Route<"notifySession"> = async (daemon, params) => {
  const { repowire_session_id, text, attachments } = params;
  const isOfGo = daemon.facts.histories === "go";
  const found = findSession(daemon, repowire_session_id, "session_not_found");
  const { executor, binding } = found;
  const executor_peer_id = binding.peer_id;
  if (!isOfGo && !found.isActive) {
    const { status, capability, message } = outlook(found);
    refuse(409, {
      error: "session_executor_unavailable",
      repowire_session_id,
      session_status: "active",
      ...{ status, executor_peer_id, capability, message },
    });
  }
  try {
    const from_peer = isOfGo ? params.from_peer || "dashboard" : (params.from_peer ?? "dashboard");
    const { delivery_state, delivered, queued, reason, hook_delivery } = await deliverNotification(
      daemon,
      {
        ...{ from_peer, to_peer: executor_peer_id, text, attachments },
        bypass_circle: params.bypass_circle ?? true,
      },
    );
    return {
      ok: true,
      repowire_session_id,
      session_status: "active",
      capability: "active_executor",
      executor_peer_id,
      ...(!isOfGo && { executor_peer_name: executor!.display_name }),
      delivery_state: delivery_state ?? "delivered",
      ...{ delivered, queued, reason, hook_delivery },
    };
  } catch (error) {
    if (!isUndeliverable(error)) throw error;
    const { message } = error as Error;
    if (isOfGo) refuse(503, message);
    const rejected = { repowire_session_id, message };
    if (error instanceof NoConnection) {
      refuse(503, { error: "transport_unavailable", executor_peer_id, ...rejected });
    }
    refuse(409, { error: "session_delivery_rejected", ...rejected });
  }
};

/** `POST /sessions/{repowire_session_id}/controls/resume`. */
export const resumeSession: Route<"resumeSession"> = (daemon, params) => {
  const { repowire_session_id } = params;
  const isOfGo = daemon.facts.launching === "go";
  const words = `session_not_found: ${repowire_session_id}`;
  const found = findSession(daemon, repowire_session_id, words);
  if (isOfGo) return resumeOfGo(daemon, params, found);
  return daemon.facts.strictResume
    ? resumeStrictly(daemon, params, found)
    : resumeLoosely(daemon, params, found);
};

function resumeOfGo(daemon: Daemon, params: ParamsOf<"resumeSession">, found: Found): Resumed {
  const { dry_run = true, profile, message } = params;
  const { binding, isActive } = found;
  if (isActive) refuse(409, "active_executor: session already has a live executor");
  const { backend, project_path, runtime_session_id, resume_capability } = binding;
  if (!judgeResume(daemon, backend, project_path, runtime_session_id).resumable) {
    refuse(409, "resume_unavailable: runtime session is unsupported or stale");
  }
  const { repowire_session_id, runtime_source_uri, peer_id } = binding;
  const answer = {
    action: "inspect",
    ...{ backend, capability: "supported", executor_peer_id: peer_id, ok: true },
    message: "backend-native resume is available",
    ...{ repowire_session_id, resume_capability, runtime_session_id, runtime_source_uri },
    ...{ session_status: "active", status: "resume_available" },
  };
  if (dry_run) return answer;
  const { pane, display_name, circle } = launchResumed(daemon, found, profile, message);
  return {
    ...answer,
    action: "spawned",
    pane_id: pane.pane_id,
    plan: { backend, capability: resume_capability, repowire_session_id, runtime_session_id },
    spawned_display_name: display_name,
    tmux_session: `${circle}:${display_name}`,
  } as Resumed;
}

function launchResumed(
  daemon: Daemon,
  { binding, executor }: Found,
  profile: string | null | undefined,
  message: string | null | undefined,
) {
  const { backend, project_path, runtime_session_id, peer_id } = binding;
  let base: string;
  try {
    base = commandFor(daemon, backend, profile);
  } catch (error) {
    refuse(422, (detailOf(error) as { hint: string }).hint);
  }
  const circle =
    binding.circle ??
    executor?.circle ??
    refuse(422, "circle_unavailable: session has no recorded circle");
  return launch(daemon, {
    path: allowedPath(daemon, project_path),
    circle,
    backend,
    command: resumeCommand(daemon, backend, base, runtime_session_id!),
    role: "agent",
    message,
    peer_id,
  });
}

/** Answers for every session, and relies on what the session was registered with. */
function resumeLoosely(
  daemon: Daemon,
  { dry_run = true, profile, message }: ParamsOf<"resumeSession">,
  found: Found,
): Resumed {
  const { binding, executor } = found;
  const say = outlook(found);
  const base = resumeAnswer(found, say);
  if (say.capability !== "supported" || dry_run) return base;
  const launched = spawnResumed(daemon, binding, executor?.circle ?? "default", profile, message);
  const spawned = "Backend resume spawned for this runtime session.";
  return { ...base, ...launched, message: spawned };
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
  const base = resumeAnswer(found, say);
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
    resume_capability: resumeCapability(binding.backend, binding.runtime_session_id),
    action: "inspect",
    spawned_display_name: null,
    tmux_session: null,
    pane_id: null,
  };
}

/** Finds a session. Go refuses an unknown one in these words. */
function findSession(daemon: Daemon, repowire_session_id: string, words: string): Found {
  const isOfGo = daemon.facts.histories === "go";
  const binding =
    bindingById(daemon, repowire_session_id) ??
    refuse(404, isOfGo ? words : { error: "session_not_found", repowire_session_id });
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
