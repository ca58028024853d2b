import type { Backend, Open } from "@repowire/protocol";
import type { Daemon } from "../daemon.ts";
import { canResume } from "./machine.ts";

/** Whether an agent's session can be resumed. */
export type Resume =
  | { readonly resumable: true; readonly session: string }
  | { readonly resumable: false; readonly warning: string };

/** The backends that can resume a session. */
const resumableBackends: ReadonlySet<string> = new Set([
  "claude-code",
  "codex",
  "opencode",
  "pi",
  "antigravity",
  "gemini",
]);

/** Decides whether a session can be resumed, and if not, why. */
export function judgeResume(
  daemon: Daemon,
  backend: Open<Backend>,
  path: string,
  session: string | null,
): Resume {
  if (!session) {
    return { resumable: false, warning: "no captured backend session id for this peer" };
  }
  if (!resumableBackends.has(backend)) {
    return { resumable: false, warning: `backend ${backend} does not support resume` };
  }
  if (canResume(daemon, backend, path, session)) return { resumable: true, session };
  const warning =
    "captured session id has no local session file (stale/expired); resuming would fail, so " +
    "restarting fresh";
  return { resumable: false, warning };
}

/** The daemon's record of how a backend resumes a session. */
export function resumeCapability(
  backend: Open<Backend>,
  session: string | null,
): Record<string, unknown> {
  if (!session) return {};
  const strategies: Readonly<Record<string, string>> = {
    "claude-code": "claude_resume",
    codex: "codex_resume",
    gemini: "gemini_resume",
    opencode: "opencode_session",
    antigravity: "antigravity_conversation",
    pi: "pi_session",
  };
  const strategy = strategies[backend];
  if (!strategy) {
    return { supported: false, strategy: "unsupported", reason: "backend_resume_not_implemented" };
  }
  return { supported: true, strategy, runtime_session_id_arg: session };
}
