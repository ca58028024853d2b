import * as z from "zod/mini";

import { backends, peerRoles } from "./peers.ts";
import {
  checked,
  daemonRule,
  mapOf,
  nullishFlag,
  nullishOpen,
  nullishText,
  nullishTexts,
  open,
  optionalFlag,
  optionalText,
  peerReference,
  peerSegment,
} from "../schema.ts";
import { endpointTable, pythonDaemons } from "../endpoint.ts";

/** The schema of {@link SpawnProfile}. */
export const SpawnProfileSchema = z.looseObject({
  args: nullishTexts,
  description: nullishText,
});

/** Named arguments for a backend's command. */
export type SpawnProfile = z.infer<typeof SpawnProfileSchema>;

/** The schema of {@link SpawnConfig}. */
export const SpawnConfigSchema = z.looseObject({
  enabled: z.boolean(),
  /** Go only: `"session"` or `"window"`. */
  circle_boundary: nullishText,
  /** Backend to command line. */
  commands: z.nullish(mapOf(z.string())),
  /** Backend to profile name to profile: a {@link SpawnProfile}, of Go a list of arguments. */
  profiles: z.nullish(mapOf(mapOf(z.unknown()))),
  /** The values of `commands`. */
  allowed_commands: nullishTexts,
  /** As they are configured, not resolved. */
  allowed_paths: nullishTexts,
});

/** What may be spawned, and where. */
export type SpawnConfig = z.infer<typeof SpawnConfigSchema>;

/** The schema of {@link SpawnParams}. */
export const SpawnParamsSchema = checked(
  z.strictObject({
    /** A directory on the daemon's machine, below one of its allowed paths. */
    path: z.string(),
    backend: z.nullish(z.enum(backends)),
    /** A profile of the backend. */
    profile: nullishText,
    /** A backend's name, or its configured command line; `backend` says it better. */
    command: nullishText,
    /** Absent: `"default"`, and refused by Go. Becomes the name of a tmux session: no dot, no colon. */
    circle: optionalText,
    /** Typed into the pane some seconds later. */
    message: nullishText,
    /** Absent: `"agent"`. */
    role: z.optional(z.enum(peerRoles)),
    /** Go only: the pane beside which to spawn. */
    source_pane: optionalText,
  }),
  daemonRule(
    ({ backend, command }) => !(given(backend) && given(command)),
    "Pass backend or command, not both",
  ),
  daemonRule(({ backend, command }) => given(backend) || given(command), "Pass backend or command"),
  daemonRule(
    ({ backend, profile }) => !given(profile) || given(backend),
    "Pass backend with profile",
  ),
);

function given(value: string | null | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Which agent to start, and where: exactly one of `backend` and `command`. */
export type SpawnParams = z.infer<typeof SpawnParamsSchema>;

/** How a spawned agent comes to be a peer. */
export const registrationStates = ["pending_hook", "cli_fallback"] as const;

/** How a spawned agent comes to be a peer. */
export type RegistrationState = (typeof registrationStates)[number];

/** The schema of {@link SpawnResult}. */
export const SpawnResultSchema = z.looseObject({
  ok: z.boolean(),
  /** The tmux window, and not the name of the peer that will register. */
  display_name: z.string(),
  /** `<circle>:<window>`. */
  tmux_session: z.string(),
  /** Only of a peer that the daemon registered itself. */
  peer_id: nullishText,
  registration_state: nullishOpen(registrationStates),
  warnings: nullishTexts,
});

/** A window was opened; its agent registers later by itself, or never. */
export type SpawnResult = z.infer<typeof SpawnResultSchema>;

/** The schema of {@link KillPeerParams}. */
export const KillPeerParamsSchema = z.strictObject({
  /** A peer id or display name; offline peers of that name count as well. */
  peer_identifier: peerReference,
  /** Must match, also for an id. */
  circle: nullishText,
  /** Accepted, and not checked. */
  from_peer: nullishText,
});

/** Which peer to end. */
export type KillPeerParams = z.infer<typeof KillPeerParamsSchema>;

/** The schema of {@link KillPeerResult}. */
export const KillPeerResultSchema = z.looseObject({
  ok: z.boolean(),
  /** True: the pane is gone. False: it could not be killed. Null: the daemon left it alone. */
  tmux_killed: nullishFlag,
});

/** The peer is forgotten; `tmux_killed` tells of its pane. */
export type KillPeerResult = z.infer<typeof KillPeerResultSchema>;

/** The schema of {@link RestartPeerParams}. */
export const RestartPeerParamsSchema = z.strictObject({
  /** A peer id or display name; offline peers of that name count as well. */
  name: peerSegment,
  /** Must match, also for an id. */
  circle: nullishText,
  from_peer: nullishText,
  /** Only tells what would happen. */
  dry_run: optionalFlag,
  /** Typed into the pane afterwards. */
  message: nullishText,
});

/** Which peer to restart. */
export type RestartPeerParams = z.infer<typeof RestartPeerParamsSchema>;

/** What a restart came to. */
export const restartStatuses = ["restart_available", "restarted"] as const;

/** What a restart came to. */
export type RestartStatus = (typeof restartStatuses)[number];

/** What an agent remembers after a restart. */
export const resumeModes = ["fresh_runtime_context", "resumed"] as const;

/** What an agent remembers after a restart. */
export type ResumeMode = (typeof resumeModes)[number];

/** The schema of {@link RestartPeerResult}. */
export const RestartPeerResultSchema = z.looseObject({
  ok: z.boolean(),
  status: open(restartStatuses),
  restarted: nullishFlag,
  peer_id: z.string(),
  display_name: z.string(),
  backend: open(backends),
  /** Absolute and resolved. */
  path: z.string(),
  circle: z.string(),
  tmux_session: nullishText,
  resume_mode: nullishOpen(resumeModes),
  resume_warning: nullishText,
  unsupported_reason: nullishText,
  /** The command line. */
  command: nullishText,
});

/** What a restart came to; the peer is offline until its agent registers again. */
export type RestartPeerResult = z.infer<typeof RestartPeerResultSchema>;

/** The schema of {@link RehookPeerParams}. */
export const RehookPeerParamsSchema = z.strictObject({
  /** A peer id or display name; offline peers of that name count as well. */
  name: peerSegment,
  circle: nullishText,
  from_peer: nullishText,
  /** Absent: only tells what would happen. */
  apply: optionalFlag,
});

/** Whose socket hook to start again. */
export type RehookPeerParams = z.infer<typeof RehookPeerParamsSchema>;

/** Why a socket hook was started again, or not. */
export const rehookReasons = [
  "already_healthy",
  "dry_run",
  "respawned",
  "respawn_skipped_pid_alive_or_contested",
  "ws_hook_respawned",
] as const;

/** Why a socket hook was started again, or not. */
export type RehookReason = (typeof rehookReasons)[number];

/** The schema of {@link RehookPeerResult}. */
export const RehookPeerResultSchema = z.looseObject({
  ok: z.boolean(),
  acted: nullishFlag,
  peer_id: z.string(),
  display_name: z.string(),
  pane_id: nullishText,
  ws_was_connected: nullishFlag,
  ping_ok: nullishFlag,
  pane_verified: nullishFlag,
  ws_hook_respawned: nullishFlag,
  reason: open(rehookReasons),
});

/** What became of a peer's socket hook. */
export type RehookPeerResult = z.infer<typeof RehookPeerResultSchema>;

/** The schema of {@link SwitchBackendParams}. */
export const SwitchBackendParamsSchema = z.strictObject({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalText,
  new_backend: z.enum(backends),
});

/** Which peer goes on with which agent. */
export type SwitchBackendParams = z.infer<typeof SwitchBackendParamsSchema>;

/** The schema of {@link SwitchBackendResult}. */
export const SwitchBackendResultSchema = z.looseObject({
  ok: z.boolean(),
  /** The tmux window, and not the name of the peer that will register. */
  display_name: z.string(),
  /** `<circle>:<window>`. */
  tmux_session: z.string(),
  old_backend: open(backends),
  new_backend: open(backends),
  /** The command line. */
  command: z.string(),
});

/** The old peer is gone; the new one registers later by itself. */
export type SwitchBackendResult = z.infer<typeof SwitchBackendResultSchema>;

/** Which peer gets a sibling with which agent; Go only. */
export type ForkBackendParams = SwitchBackendParams;

/** The schema of {@link ForkBackendResult}. */
export const ForkBackendResultSchema = z.looseObject({
  ok: z.boolean(),
  source_peer_id: z.string(),
  source_display_name: z.string(),
  source_backend: open(backends),
  new_backend: open(backends),
  display_name: z.string(),
  tmux_session: z.string(),
  peer_id: nullishText,
  registration_state: nullishOpen(registrationStates),
  warnings: nullishTexts,
});

/** The sibling that was spawned; the source runs on. */
export type ForkBackendResult = z.infer<typeof ForkBackendResultSchema>;

/** Routes about spawning and restarting. */
export const spawnEndpoints = endpointTable({
  /** Tells what may be spawned, and where. */
  spawnConfig: {
    method: "GET",
    path: "/spawn/config",
    result: SpawnConfigSchema,
  },
  /** Starts an agent in a tmux window. It registers later by itself, or never. */
  spawn: {
    method: "POST",
    path: "/spawn",
    params: SpawnParamsSchema,
    result: SpawnResultSchema,
    actsTwice: true,
  },
  /** Ends a peer, and its pane where the daemon made it. */
  killPeer: {
    method: "POST",
    path: "/kill-peer",
    params: KillPeerParamsSchema,
    result: KillPeerResultSchema,
    actsTwice: true,
  },
  /** Ends the agent of a peer and starts it again, under the same id. */
  restartPeer: {
    method: "POST",
    path: "/peers/{name}/restart",
    params: RestartPeerParamsSchema,
    result: RestartPeerResultSchema,
    actsTwice: true,
  },
  /** Starts a peer's socket hook again. */
  rehookPeer: {
    method: "POST",
    path: "/peers/{name}/rehook",
    params: RehookPeerParamsSchema,
    result: RehookPeerResultSchema,
    hold: { default: 2_000, most: 2_000 },
  },
  /** Ends the agent of a peer and starts another in its place. */
  switchBackend: {
    method: "POST",
    path: "/peers/{name}/switch-backend",
    params: SwitchBackendParamsSchema,
    query: ["circle"],
    result: SwitchBackendResultSchema,
    daemons: pythonDaemons,
    actsTwice: true,
  },
  /** Starts another agent beside a peer, in the same folder and circle. */
  forkBackend: {
    method: "POST",
    path: "/peers/{name}/fork-backend",
    params: SwitchBackendParamsSchema,
    query: ["circle"],
    result: ForkBackendResultSchema,
    daemons: ["go"],
    actsTwice: true,
  },
});
