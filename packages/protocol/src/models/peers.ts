import * as z from "zod/mini";

import {
  FreeFormSchema,
  guard,
  nullishFlag,
  nullishFreeForm,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishText,
  open,
  optionalFlag,
  optionalText,
  pathSegment,
  peerSegment,
} from "../schema.ts";
import { endpointTable } from "../endpoint.ts";

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

/** A peer's stored states; whether its socket is open is `ws_connected`. */
export const peerStatuses = ["online", "busy", "offline"] as const;

/** A peer's stored state. */
export type PeerStatus = (typeof peerStatuses)[number];

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

/** How a peer of the Go daemon reached the mesh. */
export const peerSources = ["hook", "codex-app-server", "unknown"] as const;

/** How a peer of the Go daemon reached the mesh. */
export type PeerSource = (typeof peerSources)[number];

/** Who opened the session behind a peer of the Go daemon. */
export const peerInitiators = ["user", "agent", "system"] as const;

/** Who opened the session behind a peer of the Go daemon. */
export type PeerInitiator = (typeof peerInitiators)[number];

/** The schema of {@link Peer}. */
export const PeerSchema = z.looseObject({
  /** The stable identity, `repow-<circle at creation>-<8 hex>`. */
  peer_id: z.string(),
  /** The same as `display_name`. */
  name: z.string(),
  /** The name that the daemon chose: `<folder>-<backend>`, with a number on collision. */
  display_name: z.string(),
  path: nullishText,
  machine: nullishText,
  /** `session:window`. */
  tmux_session: nullishText,
  backend: open(backends),
  /** Since 0.15.2. */
  model: nullishText,
  circle: z.string(),
  role: open(peerRoles),
  status: open(peerStatuses),
  turn_state: nullishOpen(turnStates),
  /** ISO 8601. */
  last_seen: nullishText,
  /** What the peer said of itself, and what the daemon learned of it. */
  metadata: FreeFormSchema,
  /** Empty when unset or older than 15 minutes. */
  description: nullishText,
  /** Whether a socket is open right now. */
  ws_connected: nullishFlag,
  hook_supports_receipts: nullishFlag,
  /** ISO 8601. */
  last_successful_injection_at: nullishText,
  /** ISO 8601. */
  last_injection_failure_at: nullishText,
  pending_ask_count: nullishInt,
  /** Seconds. */
  oldest_pending_age_seconds: nullishNumber,
  pane_safe: nullishFlag,
  inbound_status: nullishOpen(inboundStatuses),
  /** Go only. */
  pane_id: nullishText,
  /** Go only. */
  source: nullishOpen(peerSources),
  /** Go only. */
  initiator: nullishOpen(peerInitiators),
  /** Go only: the parent in the runtime's own words, which is no peer id. */
  parent_runtime_id: nullishText,
  /** Go only. */
  ephemeral: nullishFlag,
  /** Go only: whether the peer takes messages at all. */
  addressable: nullishFlag,
  /** Go only. */
  addressable_reason: nullishText,
  /** Go only. */
  parent_peer_id: nullishText,
});

/** A coding-agent session that the daemon knows. */
export type Peer = z.infer<typeof PeerSchema>;

/** The schema of {@link ListPeersParams}. */
export const ListPeersParamsSchema = z.strictObject({
  /** `"online"` keeps online and busy peers, `"offline"` the offline ones; else no filter. */
  status: optionalText,
  path: optionalText,
  backend: z.optional(z.enum(backends)),
  /** This circle and every service, orchestrator and human; `"*"` or absent: all. */
  circle: optionalText,
  /** Go only; other daemons ignore it. */
  source: z.optional(z.enum(peerSources)),
  /** Go only; other daemons ignore it. */
  addressable: optionalFlag,
  /** Go only; other daemons ignore it. */
  listed: optionalFlag,
});

/** Which peers to list; no filter lists all. */
export type ListPeersParams = z.infer<typeof ListPeersParamsSchema>;

/** The schema of {@link ListPeersResult}. */
export const ListPeersResultSchema = z.looseObject({ peers: z.array(PeerSchema) });

/** The peers, in the order of their registration. */
export type ListPeersResult = z.infer<typeof ListPeersResultSchema>;

/** The schema of {@link GetPeerParams}. */
export const GetPeerParamsSchema = z.strictObject({
  /** A peer id or a display name. */
  identifier: peerSegment,
  /** Narrows a lookup by display name; without effect for an id. */
  circle: optionalText,
});

/** Which peer to get. */
export type GetPeerParams = z.infer<typeof GetPeerParamsSchema>;

/** The schema of {@link GetPeerByPaneParams}. */
export const GetPeerByPaneParamsSchema = z.strictObject({
  /** A tmux pane, `%` and digits. */
  pane_id: pathSegment("a tmux pane id"),
});

/** Whose peer to get. */
export type GetPeerByPaneParams = z.infer<typeof GetPeerByPaneParamsSchema>;

/** The schema of {@link Contradiction}. */
export const ContradictionSchema = z.looseObject({
  /** As `"ONLINE_BUT_NO_WS"`. */
  code: z.string(),
  /** `"error"` or `"warning"`. */
  severity: z.string(),
  detail: z.string(),
});

/** Two things the daemon knows of a peer that cannot both be true. */
export type Contradiction = z.infer<typeof ContradictionSchema>;

/** The schema of {@link DoctorReport}. */
export const DoctorReportSchema = z.looseObject({
  peer_id: z.string(),
  display_name: z.string(),
  status: open(peerStatuses),
  turn_state: nullishOpen(turnStates),
  /** ISO 8601. */
  last_seen: nullishText,
  machine: nullishText,
  /** The Python daemons send the name of their constant, as `"AgentType.CLAUDE_CODE"`. */
  backend: nullishText,
  circle: nullishText,
  role: nullishOpen(peerRoles),
  pane_id: nullishText,
  is_local_machine: nullishFlag,
  ws_connected: nullishFlag,
  ws_pane_id: nullishText,
  tmux_pane_exists: nullishFlag,
  tmux_evidence: nullishFreeForm,
  hook_meta_available: nullishFlag,
  hook_meta_peer_id: nullishText,
  hook_meta_display_name: nullishText,
  agent_pid: nullishInt,
  agent_pid_alive: nullishFlag,
  pending_inbound_count: nullishInt,
  /** Seconds. */
  oldest_pending_age_seconds: nullishNumber,
  oldest_pending_cid: nullishText,
  contradictions: z.nullish(z.array(ContradictionSchema)),
});

/** All that the daemon knows of why messages reach a peer or not. */
export type DoctorReport = z.infer<typeof DoctorReportSchema>;

/** Routes about peers. */
export const peerEndpoints = endpointTable({
  /** Lists the peers that the daemon knows, in the order of their registration. */
  listPeers: {
    method: "GET",
    path: "/peers",
    params: ListPeersParamsSchema,
    result: ListPeersResultSchema,
  },
  /** Gets one peer. */
  getPeer: {
    method: "GET",
    path: "/peers/{identifier}",
    params: GetPeerParamsSchema,
    result: PeerSchema,
  },
  /** Gets the peer of a tmux pane. */
  getPeerByPane: {
    method: "GET",
    path: "/peers/by-pane/{pane_id}",
    params: GetPeerByPaneParamsSchema,
    result: PeerSchema,
  },
  /** Examines why messages reach a peer or not. */
  doctorPeer: {
    method: "GET",
    path: "/peers/{identifier}/doctor",
    params: GetPeerParamsSchema,
    result: DoctorReportSchema,
  },
});
