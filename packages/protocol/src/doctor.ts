import * as z from "zod/mini";

import { peerRoles, peerStatuses, turnStates } from "./peers.ts";
import {
  nullishFlag,
  nullishFreeForm,
  nullishInt,
  nullishNumber,
  nullishOpen,
  nullishText,
  open,
} from "./schema.ts";

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
