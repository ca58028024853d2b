import * as z from "zod/mini";

import {
  nullishFlag,
  nullishFreeForm,
  nullishInt,
  nullishNumber,
  nullishText,
  open,
} from "../schema.ts";
import { endpointTable } from "../endpoint.ts";

/** The channel's states known so far. */
export const channelStatuses = ["inactive", "ready", "degraded"] as const;

/** A state of the channel. */
export type ChannelStatus = (typeof channelStatuses)[number];

/** The ACP broker's states known so far. */
export const acpBrokerStatuses = ["inactive", "ready", "busy", "degraded"] as const;

/** A state of the ACP broker. */
export type AcpBrokerStatus = (typeof acpBrokerStatuses)[number];

/** The schema of {@link ChannelHealth}. */
export const ChannelHealthSchema = z.looseObject({
  status: open(channelStatuses),
  configured: nullishFlag,
  runtime_available: nullishFlag,
  stop_hook_fallback: nullishFlag,
  last_error: nullishText,
});

/** State of the daemon's Claude channel. */
export type ChannelHealth = z.infer<typeof ChannelHealthSchema>;

/** The schema of {@link AcpPermissionHealth}. */
export const AcpPermissionHealthSchema = z.looseObject({
  pending: nullishInt,
  /** Seconds. */
  timeout_seconds: nullishNumber,
  last_error: nullishText,
  last_error_at: nullishText,
});

/** State of the ACP broker's permission requests. */
export type AcpPermissionHealth = z.infer<typeof AcpPermissionHealthSchema>;

/** The schema of {@link AcpBrokerHealth}. */
export const AcpBrokerHealthSchema = z.looseObject({
  status: open(acpBrokerStatuses),
  enabled: nullishFlag,
  sdk_available: nullishFlag,
  manager_initialized: nullishFlag,
  configured_peers: nullishInt,
  active_clients: nullishInt,
  in_flight: nullishInt,
  last_error: nullishText,
  last_error_peer_id: nullishText,
  last_error_at: nullishText,
  last_success_at: nullishText,
  /** Peer id to broker session id. */
  sessions: nullishFreeForm,
  permissions: z.nullish(AcpPermissionHealthSchema),
});

/** State of the daemon's ACP broker. */
export type AcpBrokerHealth = z.infer<typeof AcpBrokerHealthSchema>;

/** The schema of {@link Health}. */
export const HealthSchema = z.looseObject({
  status: z.string(),
  /** The release, as `"0.14.17"`; the Go daemon does not say it. */
  version: nullishText,
  relay_mode: nullishFlag,
  channel: z.nullish(ChannelHealthSchema),
  acp_broker: z.nullish(AcpBrokerHealthSchema),
  /** Go only: what this daemon can do. */
  capabilities: nullishFreeForm,
  /** Go only: the number of open sockets. */
  peers: nullishInt,
  /** Go only, and the sign of it. */
  schema_version: nullishInt,
  /** Go only. */
  relay: nullishFreeForm,
});

/** What the daemon says of itself; its presence is the readiness probe. */
export type Health = z.infer<typeof HealthSchema>;

/** Routes about the daemon itself. */
export const healthEndpoints = endpointTable({
  /** Tells that the daemon is there, and what it is. Needs no token. */
  health: {
    method: "GET",
    path: "/health",
    result: HealthSchema,
    open: true,
  },
});
