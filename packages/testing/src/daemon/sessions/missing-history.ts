import type { Backend, Open } from "@repowire/protocol";

import type { Binding, PeerRecord } from "../state.ts";

/** Why a peer has no history of its agent. The fake has no files of agents. */
export interface MissingHistory {
  readonly history_status: string;
  readonly history_backend: Open<Backend>;
  readonly history_message: string;
}

/** Python names the kind of file, unless a session names the file itself. */
export function missingInPython(
  { backend }: PeerRecord,
  binding?: Binding,
  session?: string,
): MissingHistory {
  if (backend !== "claude-code" && backend !== "codex") {
    const isKnown = ["gemini", "opencode", "pi"].includes(backend) && !binding;
    const words = isKnown
      ? `${backend} does not expose a supported local history source yet.`
      : `${backend} local history is not supported.`;
    return missing("unsupported", backend, words);
  }
  const isBound = binding && (binding.runtime_source_uri || binding.runtime_session_id || session);
  const what = backend === "codex" ? "codex rollout" : "Claude Code transcript";
  const words = isBound
    ? `No ${backend} history found for this session binding.`
    : `No ${what} history found for this peer path.`;
  return missing("unavailable", backend, words);
}

/** Go knows two ways to run codex. */
export function missingInGo({ backend, metadata }: PeerRecord): MissingHistory {
  const shown = backend === "codex" && metadata["acp"] != null ? "codex-acp" : backend;
  return backend === "claude-code" || backend === "codex"
    ? missing("unavailable", shown, `No ${shown} history found for this peer path.`)
    : missing("unsupported", shown, `${shown} local history is not supported.`);
}

function missing(
  history_status: string,
  history_backend: string,
  history_message: string,
): MissingHistory {
  return { history_status, history_backend, history_message };
}
