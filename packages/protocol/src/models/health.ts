import * as s from "../schema.ts";
import { NoParams, route } from "./route.ts";

/** State of the daemon's Claude channel. */
export const ChannelHealth = s.tolerant({
  status: s.open("channelStatuses"),
  configured: s.nullishBoolean,
  runtime_available: s.nullishBoolean,
  stop_hook_fallback: s.nullishBoolean,
  last_error: s.nullishString,
});

/** State of the ACP broker's permission requests. */
export const AcpPermissionHealth = s.tolerant({
  pending: s.nullishInt,
  timeout_seconds: s.nullishNumber,
  last_error: s.nullishString,
  last_error_at: s.nullishString,
});

/** State of the daemon's ACP broker. */
export const AcpBrokerHealth = s.tolerant({
  status: s.open("acpBrokerStatuses"),
  enabled: s.nullishBoolean,
  sdk_available: s.nullishBoolean,
  manager_initialized: s.nullishBoolean,
  configured_peers: s.nullishInt,
  active_clients: s.nullishInt,
  in_flight: s.nullishInt,
  last_error: s.nullishString,
  last_error_peer_id: s.nullishString,
  last_error_at: s.nullishString,
  last_success_at: s.nullishString,
  /** Peer id to broker session id. */
  sessions: s.nullishFreeForm,
  permissions: s.nullish(AcpPermissionHealth),
});

/** The daemon's capabilities, as flags. A missing flag means false. */
export const DaemonCapabilities = s.tolerant({
  /** Whether `ask` accepts `reply_delivery`. */
  ask_pull_delivery: s.nullishBoolean,
});

/** State of the daemon's connection to its relay. */
export const RelayHealth = s.tolerant({
  status: s.nullishOpen("relayStatuses"),
  enabled: s.nullishBoolean,
  connected: s.nullishBoolean,
  running: s.nullishBoolean,
  url: s.nullishString,
  last_connected_at: s.nullishString,
  last_error: s.nullishString,
  last_error_at: s.nullishString,
});

/** The state of the daemon. An answer means that the daemon is ready. */
export const Health = s.tolerant({
  status: s.string,
  /** The release, such as `"0.14.17"`. The Go daemon does not send it. */
  version: s.nullishString,
  relay_mode: s.nullishBoolean,
  channel: s.nullish(ChannelHealth),
  acp_broker: s.nullish(AcpBrokerHealth),
  /** Go only: the capabilities of this daemon. */
  capabilities: s.nullish(DaemonCapabilities),
  /** Go only: the number of open sockets. */
  peers: s.nullishInt,
  /** Go only: the version of the daemon's database. Python daemons send `version` instead. */
  schema_version: s.nullishInt,
  /** Go only, if a relay is configured. */
  relay: s.nullish(RelayHealth),
});

/** Routes about the daemon itself. */
export const healthEndpoints = {
  /** Returns the state of the daemon. Needs no token. */
  health: route("GET /health", NoParams, Health, { open: true }),
};
