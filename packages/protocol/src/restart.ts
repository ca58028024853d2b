import * as z from "zod/mini";

import { backends } from "./peers.ts";
import {
  guard,
  nullishFlag,
  nullishOpen,
  nullishText,
  nullishTexts,
  open,
  optionalFlag,
  optionalText,
  peerSegment,
} from "./schema.ts";
import { registrationStates } from "./spawn.ts";

/** The schema of {@link RestartPeerParams}. */
export const RestartPeerParamsSchema = z.strictObject({
  /** A peer id or display name; offline peers of that name count as well. */
  name: peerSegment(),
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

/** Tells whether a text is a {@link RestartStatus} known to this release. */
export const isRestartStatus = /* @__PURE__ */ guard(restartStatuses);

/** What an agent remembers after a restart. */
export const resumeModes = ["fresh_runtime_context", "resumed"] as const;

/** What an agent remembers after a restart. */
export type ResumeMode = (typeof resumeModes)[number];

/** Tells whether a text is a {@link ResumeMode} known to this release. */
export const isResumeMode = /* @__PURE__ */ guard(resumeModes);

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
  name: peerSegment(),
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

/** Tells whether a text is a {@link RehookReason} known to this release. */
export const isRehookReason = /* @__PURE__ */ guard(rehookReasons);

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
  name: peerSegment(),
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
