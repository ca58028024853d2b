import * as z from "zod/mini";

import {
  FreeFormSchema,
  circleName,
  guard,
  open,
  pathSegment,
  registeredName,
} from "./schema.ts";

/** The coding agents that a peer may be. `"mcp-http"` cannot connect a socket. */
export const backends = [
  "claude-code",
  "opencode",
  "codex",
  "gemini",
  "antigravity",
  "pi",
  "mcp-http",
] as const;

/** A coding agent known to the daemon. */
export type Backend = (typeof backends)[number];

/** Tells whether a text is a {@link Backend} known to this release. */
export const isBackend = /* @__PURE__ */ guard(backends);

/** A peer's roles; `service`, `orchestrator` and `human` cross the borders of circles. */
export const peerRoles = ["agent", "service", "orchestrator", "human"] as const;

/** A peer's role in its circle. */
export type PeerRole = (typeof peerRoles)[number];

/** Tells whether a text is a {@link PeerRole} known to this release. */
export const isPeerRole = /* @__PURE__ */ guard(peerRoles);

/** A peer's stored states; whether its socket is open is `ws_connected`. */
export const peerStatuses = ["online", "busy", "offline"] as const;

/** A peer's stored state. */
export type PeerStatus = (typeof peerStatuses)[number];

/** Tells whether a text is a {@link PeerStatus} known to this release. */
export const isPeerStatus = /* @__PURE__ */ guard(peerStatuses);

/** What an agent is doing with its turn. */
export const turnStates = ["idle", "working", "awaiting_input", "pending_first_turn"] as const;

/** What an agent is doing with its turn. */
export type TurnState = (typeof turnStates)[number];

/** How well messages reach a peer. */
export const inboundStatuses = [
  "offline",
  "pane_unsafe",
  "no_hook",
  "legacy_unverified",
  "inbound_degraded",
  "online",
] as const;

/** How well messages reach a peer. */
export type InboundStatus = (typeof inboundStatuses)[number];

/** Where a registering peer knows its circle from. */
export const circleSources = ["tmux", "spawn_hint", "fallback"] as const;

export const PeerSchema = z.looseObject({
  /** The stable identity, `repow-<circle at creation>-<8 hex>`. */
  peer_id: z.string(),
  /** The same as `display_name`. */
  name: z.string(),
  /** The name that the daemon chose: `<folder>-<backend>`, with a number on collision. */
  display_name: z.string(),
  path: z.nullish(z.string()),
  machine: z.nullish(z.string()),
  /** `session:window`. */
  tmux_session: z.nullish(z.string()),
  backend: open(backends),
  model: z.nullish(z.string()),
  circle: z.string(),
  role: open(peerRoles),
  status: open(peerStatuses),
  turn_state: z.nullish(open(turnStates)),
  /** ISO 8601. */
  last_seen: z.nullish(z.string()),
  metadata: z.optional(FreeFormSchema),
  /** Empty when unset or older than 15 minutes. */
  description: z.optional(z.string()),
  /** Whether a socket is open right now. */
  ws_connected: z.optional(z.boolean()),
  hook_supports_receipts: z.optional(z.boolean()),
  last_successful_injection_at: z.nullish(z.string()),
  last_injection_failure_at: z.nullish(z.string()),
  pending_ask_count: z.optional(z.int()),
  /** Seconds. */
  oldest_pending_age_seconds: z.nullish(z.number()),
  pane_safe: z.nullish(z.boolean()),
  inbound_status: z.optional(open(inboundStatuses)),
  /** Go only. */
  pane_id: z.nullish(z.string()),
  /** Go only. */
  source: z.nullish(z.string()),
  /** Go only. */
  parent_runtime_id: z.nullish(z.string()),
  /** Go only. */
  ephemeral: z.optional(z.boolean()),
  /** Go only. */
  addressable: z.optional(z.boolean()),
  /** Go only. */
  addressable_reason: z.nullish(z.string()),
  /** Go only. */
  parent_peer_id: z.nullish(z.string()),
});

/** A coding-agent session that the daemon knows. */
export type Peer = z.infer<typeof PeerSchema>;

export const ListPeersParamsSchema = z.strictObject({
  /** `"online"` keeps online and busy peers, `"offline"` the offline ones; else no filter. */
  status: z.optional(z.string()),
  path: z.optional(z.string()),
  backend: z.optional(z.enum(backends)),
  /** This circle and every service, orchestrator and human; `"*"` or absent: all. */
  circle: z.optional(z.string()),
});

/** Which peers to list; no filter lists all. */
export type ListPeersParams = z.infer<typeof ListPeersParamsSchema>;

export const ListPeersResultSchema = z.looseObject({ peers: z.array(PeerSchema) });

/** The peers, in the order of their registration. */
export type ListPeersResult = z.infer<typeof ListPeersResultSchema>;

export const GetPeerParamsSchema = z.strictObject({
  /** A peer id or a display name. */
  identifier: pathSegment("a peer id or display name"),
  /** Narrows a lookup by display name; without effect for an id. */
  circle: z.optional(z.string()),
});

/** Which peer to get. */
export type GetPeerParams = z.infer<typeof GetPeerParamsSchema>;

export const RegisterPeerParamsSchema = z.strictObject({
  /** Claims an identity of before; send it with the same absolute, normalised `path`. */
  peer_id: z.nullish(z.string()),
  /** Checked by the daemon, and then not used: `display_name` of the result is the name. */
  name: registeredName(),
  /** Absolute and normalised; its last folder makes the display name. */
  path: z.nullish(z.string()),
  machine: z.nullish(z.string()),
  tmux_session: z.nullish(z.string()),
  pane_id: z.nullish(z.string()),
  backend: z.optional(z.enum(backends)),
  /** Since 0.15.2; older daemons ignore it. */
  model: z.nullish(z.string()),
  /** Absent: `"global"`. Say it, because the socket's default is another. */
  circle: z.nullish(circleName()),
  circle_source: z.nullish(z.enum(circleSources)),
  /** Absent: `"agent"`; without effect when an identity is claimed. */
  role: z.optional(z.enum(peerRoles)),
  turn_state: z.nullish(z.enum(turnStates)),
  agent_pid: z.nullish(z.int()),
  parent_pid: z.nullish(z.int()),
  metadata: z.optional(FreeFormSchema),
});

/** Who registers, and where. */
export type RegisterPeerParams = z.infer<typeof RegisterPeerParamsSchema>;

export const RegisterPeerResultSchema = z.looseObject({
  ok: z.boolean(),
  /** The identity to use from now on. */
  peer_id: z.string(),
  /** The name that the daemon chose, not the one that was asked for. */
  display_name: z.string(),
  pane_assigned: z.optional(z.boolean()),
  /** Proof of the identity for 24 hours; treat it as a secret. */
  birth_certificate: z.nullish(FreeFormSchema),
  /** Go only. */
  circle: z.optional(z.string()),
  /** Go only. */
  role: z.optional(open(peerRoles)),
});

/** Who the daemon made of a registration. */
export type RegisterPeerResult = z.infer<typeof RegisterPeerResultSchema>;

export const UnregisterPeerParamsSchema = z.strictObject({
  /** A peer id or a display name. */
  name: pathSegment("a peer id or display name"),
  circle: z.optional(z.string()),
});

/** Which peer to forget. */
export type UnregisterPeerParams = z.infer<typeof UnregisterPeerParamsSchema>;

export const OkResultSchema = z.looseObject({ ok: z.boolean() });

/** The daemon's plain yes. */
export type OkResult = z.infer<typeof OkResultSchema>;

