import * as z from "zod/mini";

import { FreeFormSchema, open } from "./schema.ts";

/** The channel's states known so far. */
export const channelStatuses = ["inactive", "ready", "degraded"] as const;

/** The ACP broker's states known so far. */
export const acpBrokerStatuses = ["inactive", "ready", "busy", "degraded"] as const;

export const ChannelHealthSchema = z.looseObject({
  status: open(channelStatuses),
  configured: z.optional(z.boolean()),
  runtime_available: z.optional(z.boolean()),
  stop_hook_fallback: z.optional(z.boolean()),
  last_error: z.nullish(z.string()),
});

/** State of the daemon's Claude channel. */
export type ChannelHealth = z.infer<typeof ChannelHealthSchema>;

export const AcpPermissionHealthSchema = z.looseObject({
  pending: z.optional(z.int()),
  /** Seconds. */
  timeout_seconds: z.nullish(z.number()),
  last_error: z.nullish(z.string()),
  last_error_at: z.nullish(z.string()),
});

/** State of the ACP broker's permission requests. */
export type AcpPermissionHealth = z.infer<typeof AcpPermissionHealthSchema>;

export const AcpBrokerHealthSchema = z.looseObject({
  status: open(acpBrokerStatuses),
  enabled: z.optional(z.boolean()),
  sdk_available: z.optional(z.boolean()),
  manager_initialized: z.optional(z.boolean()),
  configured_peers: z.optional(z.int()),
  active_clients: z.optional(z.int()),
  in_flight: z.optional(z.int()),
  last_error: z.nullish(z.string()),
  last_error_peer_id: z.nullish(z.string()),
  last_error_at: z.nullish(z.string()),
  last_success_at: z.nullish(z.string()),
  /** Peer id to broker session id. */
  sessions: z.optional(FreeFormSchema),
  permissions: z.optional(AcpPermissionHealthSchema),
});

/** State of the daemon's ACP broker. */
export type AcpBrokerHealth = z.infer<typeof AcpBrokerHealthSchema>;

export const HealthSchema = z.looseObject({
  status: z.string(),
  /** The release, as `"0.14.17"`; the Go daemon does not say it. */
  version: z.optional(z.string()),
  relay_mode: z.optional(z.boolean()),
  channel: z.optional(ChannelHealthSchema),
  acp_broker: z.optional(AcpBrokerHealthSchema),
  /** Go only: the number of open sockets. */
  peers: z.optional(z.int()),
  /** Go only. */
  schema_version: z.optional(z.union([z.int(), z.string()])),
  /** Go only. */
  relay: z.optional(FreeFormSchema),
});

/** What the daemon says of itself; its presence is the readiness probe. */
export type Health = z.infer<typeof HealthSchema>;
