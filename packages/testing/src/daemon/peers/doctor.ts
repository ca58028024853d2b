import type { ResultOf } from "@repowire/protocol";
import { inboundAsks } from "../ask-store.ts";
import type { Daemon, Route } from "../daemon.ts";
import { refuse } from "../refusal.ts";
import { isAlive } from "../spawning/machine.ts";
import type { PeerRecord } from "../state.ts";
import { findPeerOrConflict } from "./lookup.ts";

/** `GET /peers/{identifier}/doctor`. */
export const doctorPeer: Route<"doctorPeer"> = async (daemon, { identifier, circle }) => {
  const peer = findPeerOrConflict(daemon, identifier, circle);
  return diagnose(daemon, peer ?? refuse(404, `Peer not found: ${identifier}`));
};

type Report = ResultOf<"doctorPeer">;

/** Seconds after which an open ask is suspicious. */
const staleAsk = 30 * 60;

/** `GET /peers/{identifier}/doctor`: the evidence for and against the presence of a peer. */
export function diagnose(daemon: Daemon, peer: PeerRecord): Report {
  const { sockets } = daemon;
  const connection = sockets.get(peer.peer_id);
  const local =
    peer.machine === daemon.settings.machine ||
    (["", "unknown"].includes(peer.machine) && peer.pane_id !== null);
  const pane = local && peer.pane_id ? daemon.state.panes.get(peer.pane_id) : undefined;
  const { count, oldest, age } = inboundAsks(daemon, peer.peer_id);
  const report = {
    peer_id: peer.peer_id,
    display_name: peer.display_name,
    status: peer.status,
    turn_state: peer.turn_state,
    last_seen: daemon.write(peer.last_seen),
    machine: peer.machine,
    // The daemon writes the name of its own constant here instead of the backend.
    backend: `AgentType.${peer.backend.toUpperCase().replaceAll("-", "_")}`,
    circle: peer.circle,
    role: peer.role,
    pane_id: peer.pane_id,
    is_local_machine: local,
    ws_connected: connection !== undefined,
    ws_pane_id: connection?.pane_id ?? null,
    tmux_pane_exists: local && peer.pane_id ? pane !== undefined : null,
    tmux_evidence: pane
      ? { tmux_session: pane.tmux_session, current_path: pane.cwd, pane_pid: pane.pid }
      : null,
    hook_meta_available: false,
    hook_meta_peer_id: null,
    hook_meta_display_name: null,
    agent_pid: peer.agent_pid,
    agent_pid_alive: local && peer.agent_pid !== null ? isAlive(daemon, peer.agent_pid) : null,
    pending_inbound_count: count,
    oldest_pending_age_seconds: age,
    oldest_pending_cid: oldest?.correlation_id ?? null,
  };
  const found = contradictions(peer, report);
  return daemon.facts.briefDoctor
    ? briefReport(daemon, peer, report, found)
    : { ...report, contradictions: found };
}

/** The report of the Go daemon. It mentions panes only for a peer with a pane. */
function briefReport(
  daemon: Daemon,
  peer: PeerRecord,
  report: Omit<Report, "contradictions">,
  found: NonNullable<Report["contradictions"]>,
): Report {
  const { oldest_pending_age_seconds, oldest_pending_cid, tmux_evidence: _, ...rest } = report;
  const { agent_pid, agent_pid_alive, ws_pane_id, tmux_pane_exists, ...more } = rest;
  const { hook_meta_available, hook_meta_peer_id, hook_meta_display_name, ...shown } = more;
  const hook = { hook_meta_available, hook_meta_peer_id, hook_meta_display_name };
  return {
    ...shown,
    backend: peer.backend,
    last_seen: daemon.write(peer.last_seen, "event"),
    turn_state: peer.turn_state ?? "",
    contradictions: found,
    ...(agent_pid_alive !== null && { agent_pid, agent_pid_alive }),
    ...(oldest_pending_cid !== null && { oldest_pending_age_seconds, oldest_pending_cid }),
    ...(peer.pane_id !== null && { tmux_pane_exists, ...hook }),
    ...(ws_pane_id !== null && { ws_pane_id }),
  } as unknown as Report;
}

function contradictions(
  peer: PeerRecord,
  report: Omit<Report, "contradictions">,
): NonNullable<Report["contradictions"]> {
  const { ws_pane_id } = report;
  const age = report.oldest_pending_age_seconds as number | null;
  const found: { code: string; severity: string; detail: string }[] = [];
  const error = (code: string, detail: string) => found.push({ code, severity: "error", detail });
  const warning = (code: string, detail: string) =>
    found.push({ code, severity: "warning", detail });
  if (report.is_local_machine && peer.status !== "offline" && !report.ws_connected) {
    error("ONLINE_BUT_NO_WS", `peer is ${peer.status} but has no live WebSocket connection`);
  }
  if (report.tmux_pane_exists === false) {
    error("PANE_MISSING", `registry pane ${peer.pane_id} is not present in tmux`);
  }
  if (report.agent_pid_alive === false) {
    error("AGENT_PID_DEAD", `agent pid ${peer.agent_pid} is not a live process`);
  }
  if (ws_pane_id && peer.pane_id && ws_pane_id !== peer.pane_id) {
    const detail = `websocket is bound to pane ${ws_pane_id} but registry records pane ${peer.pane_id}`;
    warning("WS_PANE_MISMATCH", detail);
  }
  if (age !== null && age > staleAsk) {
    const id = report.oldest_pending_cid;
    const minutes = Math.floor(age / 60);
    warning("STALE_PENDING_ASK", `oldest pending inbound ask ${id} has been open ~${minutes}m`);
  }
  return found;
}
