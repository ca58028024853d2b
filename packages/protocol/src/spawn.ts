import * as z from "zod/mini";

import { backends, peerRoles } from "./peers.ts";
import {
  checked,
  daemonRule,
  guard,
  mapOf,
  nullishFlag,
  nullishOpen,
  nullishText,
  nullishTexts,
  optionalText,
  peerReference,
} from "./schema.ts";

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

/** Tells whether a text is a {@link RegistrationState} known to this release. */
export const isRegistrationState = /* @__PURE__ */ guard(registrationStates);

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
  peer_identifier: peerReference(),
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
