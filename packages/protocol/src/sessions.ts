import * as z from "zod/mini";

import { attachmentRefs, deliveryStates } from "./messages.ts";
import { backends } from "./peers.ts";
import {
  guard,
  nullishFreeForm,
  nullishOpen,
  nullishText,
  open,
  optionalFlag,
  optionalText,
  pathSegment,
} from "./schema.ts";

/** The schema of {@link NotifySessionParams}. */
export const NotifySessionParamsSchema = z.strictObject({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: pathSegment("a session id"),
  /** Absent: `"dashboard"`. */
  from_peer: optionalText,
  text: z.string(),
  attachments: attachmentRefs,
  /** Absent: true, unlike elsewhere. */
  bypass_circle: optionalFlag,
});

/** A message to whichever peer has the session now. */
export type NotifySessionParams = z.infer<typeof NotifySessionParamsSchema>;

/** The schema of {@link NotifySessionResult}. */
export const NotifySessionResultSchema = z.looseObject({
  ok: z.boolean(),
  repowire_session_id: z.string(),
  session_status: z.string(),
  /** `"active_executor"`. */
  capability: z.string(),
  executor_peer_id: z.string(),
  /** A display name; Go does not say it. */
  executor_peer_name: nullishText,
  delivery_state: open(deliveryStates),
  delivered: z.boolean(),
  queued: z.boolean(),
  reason: z.string(),
  hook_delivery: nullishFreeForm,
});

/** What the daemon did with a message to a session. */
export type NotifySessionResult = z.infer<typeof NotifySessionResultSchema>;

/** The schema of {@link ResumeSessionParams}. */
export const ResumeSessionParamsSchema = z.strictObject({
  /** `rw-session-<12 hex>`. */
  repowire_session_id: pathSegment("a session id"),
  /** Absent: `"dashboard"`. */
  from_peer: optionalText,
  /** Absent: true. False opens a tmux window. */
  dry_run: optionalFlag,
  profile: nullishText,
  message: nullishText,
});

/** Which session to go on with. */
export type ResumeSessionParams = z.infer<typeof ResumeSessionParamsSchema>;

/** Whether a session can be resumed. */
export const resumeStatuses = [
  "active_executor",
  "resume_available",
  "unsupported",
  "binding_unavailable",
] as const;

/** Whether a session can be resumed. */
export type ResumeStatus = (typeof resumeStatuses)[number];

/** Tells whether a text is a {@link ResumeStatus} known to this release. */
export const isResumeStatus = /* @__PURE__ */ guard(resumeStatuses);

/** What can be done with a session. */
export const sessionCapabilities = [
  "active_executor",
  "supported",
  "unsupported",
  "unavailable",
] as const;

/** What can be done with a session. */
export type SessionCapability = (typeof sessionCapabilities)[number];

/** Tells whether a text is a {@link SessionCapability} known to this release. */
export const isSessionCapability = /* @__PURE__ */ guard(sessionCapabilities);

/** What resuming did. */
export const resumeActions = ["inspect", "spawned"] as const;

/** What resuming did. */
export type ResumeAction = (typeof resumeActions)[number];

/** Tells whether a text is a {@link ResumeAction} known to this release. */
export const isResumeAction = /* @__PURE__ */ guard(resumeActions);

/** The schema of {@link ResumeSessionResult}. */
export const ResumeSessionResultSchema = z.looseObject({
  ok: z.boolean(),
  repowire_session_id: z.string(),
  session_status: z.string(),
  /** 0.14.17 answers 200 for every known session: look here. */
  status: open(resumeStatuses),
  capability: open(sessionCapabilities),
  message: z.string(),
  backend: open(backends),
  runtime_session_id: nullishText,
  runtime_source_uri: nullishText,
  executor_peer_id: nullishText,
  executor_peer_name: nullishText,
  resume_capability: nullishFreeForm,
  action: nullishOpen(resumeActions),
  spawned_display_name: nullishText,
  tmux_session: nullishText,
  pane_id: nullishText,
});

/** Whether a session can be resumed, and what was done. */
export type ResumeSessionResult = z.infer<typeof ResumeSessionResultSchema>;
