import * as rules from "../checks.ts";
import * as s from "../schema.ts";
import * as words from "../words.ts";
import { namedPeer } from "./peers.ts";
import { NoParams, pythonDaemons, route } from "./route.ts";

/** Named arguments for a backend's command. */
export const SpawnProfile = s.tolerant({
  args: s.nullishStrings,
  description: s.nullishString,
});

/** What can be spawned, and where. */
export const SpawnConfig = s.tolerant({
  enabled: s.boolean,
  /** Go only: `"session"` or `"window"`. */
  circle_boundary: s.nullishString,
  /** Backend to command line. */
  commands: s.nullish(s.mapOf(s.string)),
  /** The profiles of each backend by name. A profile is a {@link SpawnProfile}; on Go a list of arguments. */
  profiles: s.nullish(s.mapOf(s.mapOf(s.anything))),
  /** The values of `commands`. */
  allowed_commands: s.nullishStrings,
  /** The paths as configured, not resolved. */
  allowed_paths: s.nullishStrings,
});

/** The agent to start, and where. Pass exactly one of `backend` and `command`. */
export const SpawnParams = s.closed(
  {
    /** A directory on the daemon's machine, below one of its allowed paths. */
    path: s.string,
    backend: s.nullish(s.open("backends")),
    profile: s.nullishString,
    /** A backend's name, or its configured command line. Prefer `backend`. */
    command: s.nullishString,
    /**
     * Default: `"default"`; Go requires a circle. It names a tmux session, so it must not contain a dot
     * or a colon.
     */
    circle: s.optionalString,
    /** Typed into the pane a few seconds later. */
    message: s.nullishString,
    /** Default: `"agent"`. */
    role: s.optional(s.oneOf(words.peerRoles)),
    /** Go only: the pane beside which to spawn. */
    source_pane: s.optionalString,
  },
  s.daemonRule(rules.excludes, ["backend", "command"], "Pass backend or command, not both"),
  s.daemonRule(rules.hasSome, ["backend", "command"], "Pass backend or command"),
  s.daemonRule(rules.needs, ["profile", "backend"], "Pass backend with profile"),
);

/** A window was opened. Its agent registers later by itself, or never. */
export const SpawnResult = s.tolerant({
  ok: s.boolean,
  /** The tmux window. It is not the name of the peer that will register. */
  display_name: s.string,
  /** `<circle>:<window>`. */
  tmux_session: s.string,
  /** Only for a peer that the daemon registered itself. */
  peer_id: s.nullishString,
  registration_state: s.nullishOpen("registrationStates"),
  warnings: s.nullishStrings,
});

/** The peer to end. */
export const KillPeerParams = s.closed({
  /** A peer id or display name. Offline peers with that name count too. */
  peer_identifier: s.peerReference,
  /** Must match, also for an id. */
  circle: s.nullishString,
  /** Accepted but not checked. */
  from_peer: s.nullishString,
});

/** The peer was removed. `tmux_killed` says what happened to its pane. */
export const KillPeerResult = s.tolerant({
  ok: s.boolean,
  /** True: the pane is gone. False: it could not be killed. Null: the daemon did not touch it. */
  tmux_killed: s.nullishBoolean,
});

/** The peer to restart. */
export const RestartPeerParams = s.closed({
  /** A peer id or display name. Offline peers with that name count too. */
  name: s.peerSegment,
  /** Must match, also for an id. */
  circle: s.nullishString,
  from_peer: s.nullishString,
  /** Reports what would happen, and does nothing. Default: false. */
  dry_run: s.optionalBoolean,
  /** Typed into the pane afterwards. */
  message: s.nullishString,
});

/** The result of a restart. The peer is offline until its agent registers again. */
export const RestartPeerResult = s.tolerant({
  ok: s.boolean,
  status: s.open("restartStatuses"),
  restarted: s.nullishBoolean,
  peer_id: s.string,
  display_name: s.string,
  backend: s.open("backends"),
  /** Absolute and resolved. */
  path: s.string,
  circle: s.string,
  tmux_session: s.nullishString,
  resume_mode: s.nullishOpen("resumeModes"),
  resume_warning: s.nullishString,
  unsupported_reason: s.nullishString,
  command: s.nullishString,
});

/** The peer whose socket hook to start again. */
export const RehookPeerParams = s.closed({
  /** A peer id or display name. Offline peers with that name count too. */
  name: s.peerSegment,
  circle: s.nullishString,
  from_peer: s.nullishString,
  /** Whether to start the hook. Default: false, which only reports what would happen. */
  apply: s.optionalBoolean,
});

/** The result for a peer's socket hook. */
export const RehookPeerResult = s.tolerant({
  ok: s.boolean,
  acted: s.nullishBoolean,
  peer_id: s.string,
  display_name: s.string,
  pane_id: s.nullishString,
  ws_was_connected: s.nullishBoolean,
  ping_ok: s.nullishBoolean,
  pane_verified: s.nullishBoolean,
  ws_hook_respawned: s.nullishBoolean,
  reason: s.open("rehookReasons"),
});

/** The peer to continue with another agent. */
export const SwitchBackendParams = s.closedWith(namedPeer, {
  new_backend: s.open("backends"),
});

/** The old peer is gone. The new one registers later by itself. */
export const SwitchBackendResult = s.tolerant({
  ok: s.boolean,
  /** The tmux window. It is not the name of the peer that will register. */
  display_name: s.string,
  /** `<circle>:<window>`. */
  tmux_session: s.string,
  old_backend: s.open("backends"),
  new_backend: s.open("backends"),
  command: s.string,
});

/** The peer to add a sibling to, and the sibling's agent; Go only. */
export const ForkBackendParams = s.closedWith(namedPeer, {
  new_backend: s.open("backends"),
});

/** The sibling that was spawned. The source continues to run. */
export const ForkBackendResult = s.tolerant({
  ok: s.boolean,
  source_peer_id: s.string,
  source_display_name: s.string,
  source_backend: s.open("backends"),
  new_backend: s.open("backends"),
  display_name: s.string,
  tmux_session: s.string,
  peer_id: s.nullishString,
  registration_state: s.nullishOpen("registrationStates"),
  warnings: s.nullishStrings,
});

/** Routes about spawning and restarting. */
export const spawnEndpoints = {
  /** Returns what can be spawned, and where. */
  spawnConfig: route("GET /spawn/config", NoParams, SpawnConfig),
  /** Starts an agent in a tmux window. It registers later by itself, or never. */
  spawn: route("POST /spawn", SpawnParams, SpawnResult, { errors: [403, 404], actsTwice: true }),
  /** Ends a peer, and also its pane if the daemon created it. */
  killPeer: route("POST /kill-peer", KillPeerParams, KillPeerResult, {
    errors: [404, 409],
    actsTwice: true,
  }),
  /** Ends the agent of a peer and starts it again, under the same id. */
  restartPeer: route("POST /peers/{name}/restart", RestartPeerParams, RestartPeerResult, {
    errors: [403, 404, 409],
    actsTwice: true,
  }),
  /** Starts a peer's socket hook again. */
  rehookPeer: route("POST /peers/{name}/rehook", RehookPeerParams, RehookPeerResult, {
    errors: [404, 409],
    hold: { default: 2_000, most: 2_000 },
  }),
  /** Ends the agent of a peer and starts another in its place. */
  switchBackend: route(
    "POST /peers/{name}/switch-backend",
    SwitchBackendParams,
    SwitchBackendResult,
    { errors: [403, 404, 409], query: ["circle"], daemons: pythonDaemons, actsTwice: true },
  ),
  /** Starts another agent beside a peer, in the same folder and circle. */
  forkBackend: route("POST /peers/{name}/fork-backend", ForkBackendParams, ForkBackendResult, {
    errors: [403, 404, 409],
    query: ["circle"],
    daemons: ["go"],
    actsTwice: true,
  }),
};
