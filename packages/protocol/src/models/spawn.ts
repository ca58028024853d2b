import { endpointTable, pythonDaemons } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import * as rules from "../rules.ts";
import {
  type ObjectSchema,
  anything,
  boolean,
  closed,
  daemonRule,
  mapOf,
  nullish,
  nullishBoolean,
  nullishOpen,
  nullishString,
  nullishStrings,
  oneOf,
  open,
  optional,
  optionalBoolean,
  optionalString,
  peerReference,
  peerSegment,
  string,
  tolerant,
} from "../schema.ts";
import {
  backends,
  peerRoles,
  registrationStates,
  restartStatuses,
  resumeModes,
  rehookReasons,
} from "../words.ts";

/** Named arguments for a backend's command. */
export const SpawnProfileSchema: ObjectSchema<models.SpawnProfile> = tolerant({
  args: nullishStrings,
  description: nullishString,
});

/** What can be spawned, and where. */
export const SpawnConfigSchema: ObjectSchema<models.SpawnConfig> = tolerant({
  enabled: boolean,
  /** Go only: `"session"` or `"window"`. */
  circle_boundary: nullishString,
  /** Backend to command line. */
  commands: nullish(mapOf(string)),
  /** The profiles of each backend by name. A profile is a {@link SpawnProfile}; on Go a list of arguments. */
  profiles: nullish(mapOf(mapOf(anything))),
  /** The values of `commands`. */
  allowed_commands: nullishStrings,
  /** The paths as configured, not resolved. */
  allowed_paths: nullishStrings,
});

/** The agent to start, and where. Pass exactly one of `backend` and `command`. */
export const SpawnParamsSchema: ObjectSchema<models.SpawnParams> = closed(
  {
    /** A directory on the daemon's machine, below one of its allowed paths. */
    path: string,
    backend: nullish(open(backends)),
    /** A profile of the backend. */
    profile: nullishString,
    /** A backend's name, or its configured command line. Prefer `backend`. */
    command: nullishString,
    /**
     * Default: `"default"`; Go requires a circle. It names a tmux session, so it must not contain a dot
     * or a colon.
     */
    circle: optionalString,
    /** Typed into the pane a few seconds later. */
    message: nullishString,
    /** Default: `"agent"`. */
    role: optional(oneOf(peerRoles)),
    /** Go only: the pane beside which to spawn. */
    source_pane: optionalString,
  },
  {
    rules: [
      daemonRule(rules.excludes, ["backend", "command"], "Pass backend or command, not both"),
      daemonRule(rules.hasSome, ["backend", "command"], "Pass backend or command"),
      daemonRule(rules.needs, ["profile", "backend"], "Pass backend with profile"),
    ],
  },
);

/** A window was opened. Its agent registers later by itself, or never. */
export const SpawnResultSchema: ObjectSchema<models.SpawnResult> = tolerant({
  ok: boolean,
  /** The tmux window. It is not the name of the peer that will register. */
  display_name: string,
  /** `<circle>:<window>`. */
  tmux_session: string,
  /** Only for a peer that the daemon registered itself. */
  peer_id: nullishString,
  registration_state: nullishOpen(registrationStates),
  warnings: nullishStrings,
});

/** The peer to end. */
export const KillPeerParamsSchema: ObjectSchema<models.KillPeerParams> = closed({
  /** A peer id or display name. Offline peers with that name count too. */
  peer_identifier: peerReference,
  /** Must match, also for an id. */
  circle: nullishString,
  /** Accepted but not checked. */
  from_peer: nullishString,
});

/** The peer was removed. `tmux_killed` says what happened to its pane. */
export const KillPeerResultSchema: ObjectSchema<models.KillPeerResult> = tolerant({
  ok: boolean,
  /** True: the pane is gone. False: it could not be killed. Null: the daemon did not touch it. */
  tmux_killed: nullishBoolean,
});

/** The peer to restart. */
export const RestartPeerParamsSchema: ObjectSchema<models.RestartPeerParams> = closed({
  /** A peer id or display name. Offline peers with that name count too. */
  name: peerSegment,
  /** Must match, also for an id. */
  circle: nullishString,
  from_peer: nullishString,
  /** Reports what would happen, and does nothing. Default: false. */
  dry_run: optionalBoolean,
  /** Typed into the pane afterwards. */
  message: nullishString,
});

/** The result of a restart. The peer is offline until its agent registers again. */
export const RestartPeerResultSchema: ObjectSchema<models.RestartPeerResult> = tolerant({
  ok: boolean,
  status: open(restartStatuses),
  restarted: nullishBoolean,
  peer_id: string,
  display_name: string,
  backend: open(backends),
  /** Absolute and resolved. */
  path: string,
  circle: string,
  tmux_session: nullishString,
  resume_mode: nullishOpen(resumeModes),
  resume_warning: nullishString,
  unsupported_reason: nullishString,
  /** The command line. */
  command: nullishString,
});

/** The peer whose socket hook to start again. */
export const RehookPeerParamsSchema: ObjectSchema<models.RehookPeerParams> = closed({
  /** A peer id or display name. Offline peers with that name count too. */
  name: peerSegment,
  circle: nullishString,
  from_peer: nullishString,
  /** Whether to start the hook. Default: false, which only reports what would happen. */
  apply: optionalBoolean,
});

/** The result for a peer's socket hook. */
export const RehookPeerResultSchema: ObjectSchema<models.RehookPeerResult> = tolerant({
  ok: boolean,
  acted: nullishBoolean,
  peer_id: string,
  display_name: string,
  pane_id: nullishString,
  ws_was_connected: nullishBoolean,
  ping_ok: nullishBoolean,
  pane_verified: nullishBoolean,
  ws_hook_respawned: nullishBoolean,
  reason: open(rehookReasons),
});

/** The peer to continue with another agent. */
export const SwitchBackendParamsSchema: ObjectSchema<models.SwitchBackendParams> = closed({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalString,
  new_backend: open(backends),
});

/** The old peer is gone. The new one registers later by itself. */
export const SwitchBackendResultSchema: ObjectSchema<models.SwitchBackendResult> = tolerant({
  ok: boolean,
  /** The tmux window. It is not the name of the peer that will register. */
  display_name: string,
  /** `<circle>:<window>`. */
  tmux_session: string,
  old_backend: open(backends),
  new_backend: open(backends),
  /** The command line. */
  command: string,
});

/** The peer to add a sibling to, and the sibling's agent; Go only. */
export const ForkBackendParamsSchema: ObjectSchema<models.ForkBackendParams> = closed({
  /** A peer id or a display name. */
  name: peerSegment,
  circle: optionalString,
  new_backend: open(backends),
});

/** The sibling that was spawned. The source continues to run. */
export const ForkBackendResultSchema: ObjectSchema<models.ForkBackendResult> = tolerant({
  ok: boolean,
  source_peer_id: string,
  source_display_name: string,
  source_backend: open(backends),
  new_backend: open(backends),
  display_name: string,
  tmux_session: string,
  peer_id: nullishString,
  registration_state: nullishOpen(registrationStates),
  warnings: nullishStrings,
});

/** Routes about spawning and restarting. */
export const spawnEndpoints = endpointTable({
  /** Returns what can be spawned, and where. */
  spawnConfig: {
    method: "GET",
    path: "/spawn/config",
    result: SpawnConfigSchema,
  },
  /** Starts an agent in a tmux window. It registers later by itself, or never. */
  spawn: {
    method: "POST",
    path: "/spawn",
    errors: [403, 404],
    params: SpawnParamsSchema,
    result: SpawnResultSchema,
    actsTwice: true,
  },
  /** Ends a peer, and also its pane if the daemon created it. */
  killPeer: {
    method: "POST",
    path: "/kill-peer",
    errors: [404, 409],
    params: KillPeerParamsSchema,
    result: KillPeerResultSchema,
    actsTwice: true,
  },
  /** Ends the agent of a peer and starts it again, under the same id. */
  restartPeer: {
    method: "POST",
    path: "/peers/{name}/restart",
    errors: [403, 404, 409],
    params: RestartPeerParamsSchema,
    result: RestartPeerResultSchema,
    actsTwice: true,
  },
  /** Starts a peer's socket hook again. */
  rehookPeer: {
    method: "POST",
    path: "/peers/{name}/rehook",
    errors: [404, 409],
    params: RehookPeerParamsSchema,
    result: RehookPeerResultSchema,
    hold: { default: 2_000, most: 2_000 },
  },
  /** Ends the agent of a peer and starts another in its place. */
  switchBackend: {
    method: "POST",
    path: "/peers/{name}/switch-backend",
    errors: [403, 404, 409],
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
    errors: [403, 404, 409],
    params: ForkBackendParamsSchema,
    query: ["circle"],
    result: ForkBackendResultSchema,
    daemons: ["go"],
    actsTwice: true,
  },
});
