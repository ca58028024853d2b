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
  shownSession,
  resumeCommand,
  judgeResume,
  resumeCapability,
} from "../spawning/launcher.ts";
import type { Binding, PeerRecord } from "../state.ts";

type Resumed = ResultOf<"resumeSession">;

interface Found {
  readonly binding: Binding;
  /** The peer that works in the session, online or not. */
  readonly executor: PeerRecord | undefined;
  readonly isActive: boolean;
}

/** `POST /sessions/{repowire_session_id}/controls/notify`. */
export const notifySession: Route<"notifySession"> = async (daemon, params) => {
  const { repowire_session_id, text, attachments } = params;
  const { emptyIsMissing, notifiesOfflineSessions, namesExecutor, briefSessionErrors } =
    daemon.facts;
  const found = findSession(daemon, repowire_session_id, "session_not_found");
  const { executor, binding } = found;
  const executor_peer_id = binding.peer_id;
  if (!notifiesOfflineSessions && !found.isActive) {
    const { status, capability, message } = outlook(found);
    refuse(409, {
      error: "session_executor_unavailable",
      repowire_session_id,
      session_status: "active",
      status,
      executor_peer_id,
      capability,
      message,
    });
  }
  try {
    const isUnsigned = params.from_peer == null || (emptyIsMissing && params.from_peer === "");
    const { delivery_state, delivered, queued, reason, hook_delivery } = await deliverNotification(
      daemon,
      {
        from_peer: isUnsigned ? "dashboard" : params.from_peer!,
        to_peer: executor_peer_id,
        text,
        attachments,
        bypass_circle: params.bypass_circle ?? true,
      },
    );
    return {
      ok: true,
      repowire_session_id,
      session_status: "active",
      capability: "active_executor",
      executor_peer_id,
      ...(namesExecutor && { executor_peer_name: executor!.display_name }),
      delivery_state: delivery_state ?? "delivered",
      delivered,
      queued,
      reason,
      hook_delivery,
    };
  } catch (error) {
    if (!isUndeliverable(error)) throw error;
    const { message } = error as Error;
    if (briefSessionErrors) refuse(503, message);
    const rejected = { repowire_session_id, message };
    if (error instanceof NoConnection) {
      refuse(503, { error: "transport_unavailable", executor_peer_id, ...rejected });
    }
    refuse(409, { error: "session_delivery_rejected", ...rejected });
  }
};

/** `POST /sessions/{repowire_session_id}/controls/resume`. */
export const resumeSession: Route<"resumeSession"> = (daemon, params) => {
  const { repowire_session_id, dry_run = true } = params;
  const { strictResume, resumeShowsPlan } = daemon.facts;
  const words = `session_not_found: ${repowire_session_id}`;
  const found = findSession(daemon, repowire_session_id, words);
  if (strictResume) refuseUnresumable(daemon, found);
  const say = outlook(found);
  const base = resumeAnswer(daemon, found, say);
  if (say.capability !== "supported" || dry_run) return base;
  const launched = launchResumed(daemon, found, params);
  const spawned = {
    action: "spawned",
    spawned_display_name: launched.display_name,
    tmux_session: shownSession(daemon, launched),
    pane_id: launched.pane.pane_id,
  };
  if (!resumeShowsPlan) {
    const message = "Backend resume spawned for this runtime session.";
    return { ...base, ...spawned, message };
  }
  const { backend, runtime_session_id, resume_capability: capability } = found.binding;
  const plan = { backend, capability, repowire_session_id, runtime_session_id };
  return { ...base, ...spawned, plan } as Resumed;
};

/** Since 0.14.18: refuses a session that cannot be resumed. */
function refuseUnresumable(daemon: Daemon, { binding, isActive }: Found): void {
  const { backend, project_path, repowire_session_id, runtime_session_id } = binding;
  const { briefSessionErrors } = daemon.facts;
  const refused = (error: string, words: string, more: object) => {
    const common = { error, repowire_session_id, session_status: "active" };
    refuse(409, briefSessionErrors ? `${error}: ${words}` : { ...common, ...more });
  };
  if (isActive) {
    refused("active_executor", "session already has a live executor", {
      status: "active_executor",
      capability: "active_executor",
      message: "Session already has an active executor; live sessions cannot be resumed.",
      resume_warning: null,
    });
  }
  const judged = judgeResume(daemon, backend, project_path, runtime_session_id);
  if (judged.resumable) return;
  refused("resume_unavailable", "runtime session is unsupported or stale", {
    status: "unsupported",
    capability: runtime_session_id ? "unsupported" : "unavailable",
    message: judged.warning,
    resume_warning: judged.warning,
  });
}

/** Starts the agent. */
function launchResumed(
  daemon: Daemon,
  { binding, executor }: Found,
  { profile, message }: ParamsOf<"resumeSession">,
) {
  const { backend, project_path, runtime_session_id, peer_id } = binding;
  const { checksFolderFirst, resumesAsPeer, strictResume } = daemon.facts;
  if (checksFolderFirst) allowedPath(daemon, project_path);
  const base = commandOf(daemon, backend, profile);
  const known = resumesAsPeer
    ? (binding.circle ?? executor?.circle)
    : (!strictResume && executor?.circle) || "default";
  const words = "circle_unavailable: session has no recorded circle";
  return launch(daemon, {
    circle: known ?? refuse(422, words),
    path: allowedPath(daemon, project_path),
    backend,
    command: resumeCommand(daemon, backend, base, runtime_session_id!),
    role: "agent",
    message,
    ...(resumesAsPeer && { peer_id }),
  });
}

function commandOf(daemon: Daemon, backend: Binding["backend"], profile?: string | null): string {
  try {
    return commandFor(daemon, backend, profile);
  } catch (error) {
    if (!daemon.facts.briefSessionErrors) throw error;
    refuse(422, (detailOf(error) as { hint: string }).hint);
  }
}

function resumeAnswer(
  { facts }: Daemon,
  { binding, executor, isActive }: Found,
  say: ReturnType<typeof outlook>,
): Resumed {
  const { backend, runtime_session_id } = binding;
  const answer = {
    ok: true,
    repowire_session_id: binding.repowire_session_id,
    session_status: "active",
    ...say,
    backend,
    runtime_session_id,
    runtime_source_uri: binding.runtime_source_uri,
    executor_peer_id: binding.peer_id,
  };
  if (facts.resumeShowsPlan) {
    const { resume_capability } = binding;
    const message = "backend-native resume is available";
    return { ...answer, message, resume_capability, action: "inspect" };
  }
  return {
    ...answer,
    executor_peer_name: isActive ? executor!.display_name : null,
    resume_capability: resumeCapability(backend, runtime_session_id),
    action: "inspect",
    spawned_display_name: null,
    tmux_session: null,
    pane_id: null,
  };
}

/** Finds a session. The words are those of a brief error. */
function findSession(daemon: Daemon, repowire_session_id: string, words: string): Found {
  const { briefSessionErrors } = daemon.facts;
  const binding =
    daemon.state.bindings.get(repowire_session_id) ??
    refuse(404, briefSessionErrors ? words : { error: "session_not_found", repowire_session_id });
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
