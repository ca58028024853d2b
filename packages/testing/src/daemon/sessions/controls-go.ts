import type { ParamsOf, ResultOf } from "@repowire/protocol";
import { Unreachable } from "../addressing.ts";
import type { Daemon } from "../daemon.ts";
import { deliverNotification } from "../delivery.ts";
import { peerById } from "../peers/registry.ts";
import { Refusal, detailOf, refuse } from "../refusal.ts";
import { NoConnection } from "../sockets.ts";
import { allowedPath, commandFor, launch, resumeCommand } from "../spawning/launcher.ts";
import { judgeResume } from "../spawning/resume.ts";
import type { Binding } from "../state.ts";
import { bindingById } from "./bindings.ts";

/** `POST /sessions/{repowire_session_id}/controls/notify`, to the peer that had the session last. */
export async function notifySessionOfGo(
  daemon: Daemon,
  params: ParamsOf<"notifySession">,
): Promise<ResultOf<"notifySession">> {
  const { repowire_session_id, text, attachments, from_peer, bypass_circle = true } = params;
  const binding = bindingById(daemon, repowire_session_id) ?? refuse(404, "session_not_found");
  const executor_peer_id = binding.peer_id;
  try {
    const { delivery_state, delivered, queued, reason, hook_delivery } = await deliverNotification(
      daemon,
      {
        from_peer: from_peer || "dashboard",
        to_peer: executor_peer_id,
        text,
        bypass_circle,
        attachments,
      },
    );
    return {
      capability: "active_executor",
      delivered,
      delivery_state: delivery_state!,
      executor_peer_id,
      hook_delivery,
      ok: true,
      queued,
      reason,
      repowire_session_id,
      session_status: "active",
    };
  } catch (error) {
    const isExpected = error instanceof NoConnection || error instanceof Unreachable;
    throw isExpected ? new Refusal(503, { detail: error.message }) : error;
  }
}

/** `POST /sessions/{repowire_session_id}/controls/resume`. */
export function resumeSessionOfGo(
  daemon: Daemon,
  params: ParamsOf<"resumeSession">,
): ResultOf<"resumeSession"> {
  const { repowire_session_id, dry_run = true, profile, message } = params;
  const binding =
    bindingById(daemon, repowire_session_id) ??
    refuse(404, `session_not_found: ${repowire_session_id}`);
  const executor = peerById(daemon, binding.peer_id);
  if (executor && executor.status !== "offline") {
    refuse(409, "active_executor: session already has a live executor");
  }
  const { backend, project_path, runtime_session_id, resume_capability } = binding;
  if (!judgeResume(daemon, backend, project_path, runtime_session_id).resumable) {
    refuse(409, "resume_unavailable: runtime session is unsupported or stale");
  }
  const found = {
    backend,
    capability: "supported",
    executor_peer_id: binding.peer_id,
    message: "backend-native resume is available",
    ok: true,
  };
  const rest = {
    repowire_session_id,
    resume_capability,
    runtime_session_id,
    runtime_source_uri: binding.runtime_source_uri,
    session_status: "active",
  };
  if (dry_run) return { action: "inspect", ...found, ...rest, status: "resume_available" };
  const { pane, display_name, circle } = launchResumed(daemon, binding, profile, message);
  const plan = { backend, capability: resume_capability, repowire_session_id, runtime_session_id };
  return {
    action: "spawned",
    ...found,
    pane_id: pane.pane_id,
    plan,
    ...rest,
    spawned_display_name: display_name,
    status: "resume_available",
    tmux_session: `${circle}:${display_name}`,
  } as ResultOf<"resumeSession">;
}

function launchResumed(
  daemon: Daemon,
  { backend, project_path, runtime_session_id, peer_id, circle: bound }: Binding,
  profile: string | null | undefined,
  message: string | null | undefined,
) {
  let base: string;
  try {
    base = commandFor(daemon, backend, profile);
  } catch (error) {
    refuse(422, (detailOf(error) as { hint: string }).hint);
  }
  const circle =
    bound ??
    peerById(daemon, peer_id)?.circle ??
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
