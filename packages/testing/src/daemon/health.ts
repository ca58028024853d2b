import type { Health } from "@repowire/protocol";
import type { Route } from "./daemon.ts";

/** `GET /health` of a daemon without relay, channel and broker. */
export const health: Route<"health"> = ({ facts, sockets }) => {
  if (facts.version === undefined) {
    const capabilities = { ask_pull_delivery: facts.keepsReplies };
    return { status: "ok", peers: sockets.size, schema_version: 14, capabilities } as Health;
  }
  return {
    status: "ok",
    version: facts.version,
    relay_mode: false,
    channel: {
      status: "inactive",
      configured: false,
      runtime_available: false,
      stop_hook_fallback: true,
      last_error: null,
    },
    acp_broker: {
      status: "inactive",
      enabled: false,
      sdk_available: false,
      manager_initialized: true,
      configured_peers: 0,
      active_clients: 0,
      in_flight: 0,
      last_error: null,
      last_error_peer_id: null,
      last_error_at: null,
      last_success_at: null,
      sessions: {},
      permissions: { pending: 0, timeout_seconds: 60, last_error: null, last_error_at: null },
    },
  };
};
