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

/** What a daemon can do, a flag each. A flag that is missing is false. */
export const DaemonCapabilitiesSchema: ObjectSchema<models.DaemonCapabilities> = tolerant({
  /** Whether `ask` takes `reply_delivery`. */
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

/** What the daemon says of itself; its presence is the readiness probe. */
export const HealthSchema: ObjectSchema<models.Health> = tolerant({
  status: string,
  /** The release, as `"0.14.17"`; the Go daemon does not say it. */
  version: nullishString,
  relay_mode: nullishBoolean,
  channel: nullish(ChannelHealthSchema),
  acp_broker: nullish(AcpBrokerHealthSchema),
  /** Go only: what this daemon can do. */
  capabilities: nullish(DaemonCapabilitiesSchema),
  /** Go only: the number of open sockets. */
  peers: nullishInt,
  /** Go only: the version of the daemon's database. Python daemons have `version` in its place. */
  schema_version: nullishInt,
  /** Go only, and only if a relay is configured. */
  relay: nullish(RelayHealthSchema),
});

/** Routes about the daemon itself. */
export const healthEndpoints = endpointTable({
  /** Returns what the daemon says of itself. Needs no token. */
  health: {
    method: "GET",
    path: "/health",
    result: HealthSchema,
    open: true,
  },
});
