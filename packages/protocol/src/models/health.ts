import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import {
  type ObjectSchema,
  nullish,
  nullishBoolean,
  nullishFreeForm,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishString,
  open,
  string,
  tolerant,
} from "../schema.ts";
import { channelStatuses, acpBrokerStatuses, relayStatuses } from "../words.ts";

/** State of the daemon's Claude channel. */
export const ChannelHealthSchema: ObjectSchema<models.ChannelHealth> = tolerant({
  status: open(channelStatuses),
  configured: nullishBoolean,
  runtime_available: nullishBoolean,
  stop_hook_fallback: nullishBoolean,
  last_error: nullishString,
});

/** State of the ACP broker's permission requests. */
export const AcpPermissionHealthSchema: ObjectSchema<models.AcpPermissionHealth> = tolerant({
  pending: nullishInt,
  /** Seconds. */
  timeout_seconds: nullishNumber,
  last_error: nullishString,
  last_error_at: nullishString,
});

/** State of the daemon's ACP broker. */
export const AcpBrokerHealthSchema: ObjectSchema<models.AcpBrokerHealth> = tolerant({
  status: open(acpBrokerStatuses),
  enabled: nullishBoolean,
  sdk_available: nullishBoolean,
  manager_initialized: nullishBoolean,
  configured_peers: nullishInt,
  active_clients: nullishInt,
  in_flight: nullishInt,
  last_error: nullishString,
  last_error_peer_id: nullishString,
  last_error_at: nullishString,
  last_success_at: nullishString,
  /** Peer id to broker session id. */
  sessions: nullishFreeForm,
  permissions: nullish(AcpPermissionHealthSchema),
});

/** The daemon's capabilities, as flags. A missing flag means false. */
export const DaemonCapabilitiesSchema: ObjectSchema<models.DaemonCapabilities> = tolerant({
  /** Whether `ask` accepts `reply_delivery`. */
  ask_pull_delivery: nullishBoolean,
});

/** State of the daemon's connection to its relay. */
export const RelayHealthSchema: ObjectSchema<models.RelayHealth> = tolerant({
  status: nullishOpen(relayStatuses),
  enabled: nullishBoolean,
  connected: nullishBoolean,
  running: nullishBoolean,
  url: nullishString,
  /** ISO 8601. */
  last_connected_at: nullishString,
  last_error: nullishString,
  /** ISO 8601. */
  last_error_at: nullishString,
});

/** The state of the daemon. An answer means that the daemon is ready. */
export const HealthSchema: ObjectSchema<models.Health> = tolerant({
  status: string,
  /** The release, such as `"0.14.17"`. The Go daemon does not send it. */
  version: nullishString,
  relay_mode: nullishBoolean,
  channel: nullish(ChannelHealthSchema),
  acp_broker: nullish(AcpBrokerHealthSchema),
  /** Go only: the capabilities of this daemon. */
  capabilities: nullish(DaemonCapabilitiesSchema),
  /** Go only: the number of open sockets. */
  peers: nullishInt,
  /** Go only: the version of the daemon's database. Python daemons send `version` instead. */
  schema_version: nullishInt,
  /** Go only, if a relay is configured. */
  relay: nullish(RelayHealthSchema),
});

/** Routes about the daemon itself. */
export const healthEndpoints = endpointTable({
  /** Returns the state of the daemon. Needs no token. */
  health: {
    method: "GET",
    path: "/health",
    result: HealthSchema,
    open: true,
  },
});
