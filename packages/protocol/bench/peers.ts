/** The text of `GET /peers` with many peers, as a busy daemon would send it. */
export function peersText(count: number, { broken = false } = {}): string {
  const peers = Array.from({ length: count }, (_, index) => peerOf(index));
  // The last field, so that the check reads all fields before it.
  const last = peers.at(-1);
  if (broken && last) last["ws_connected"] = "yes";
  return JSON.stringify({ peers });
}

function peerOf(index: number): Record<string, unknown> {
  const name = `project-${index}-claude-code`;
  const seen = new Date(Date.UTC(2026, 10, 23, 12, 0, 0, index)).toISOString();
  return {
    peer_id: `repow-default-${index.toString(16).padStart(8, "0")}`,
    name,
    display_name: name,
    path: `/home/somebody/projects/project-${index}`,
    machine: "workstation",
    tmux_session: index % 3 === 0 ? null : `default:project-${index}`,
    backend: "claude-code",
    model: null,
    circle: "default",
    role: "agent",
    status: index % 5 === 0 ? "busy" : "online",
    turn_state: index % 5 === 0 ? "working" : "idle",
    last_seen: seen,
    metadata: { hook_version: 3, capabilities: ["delivery_receipts"], session: `s-${index}` },
    description: `Works on project ${index}`,
    ws_connected: true,
    hook_supports_receipts: true,
    last_successful_injection_at: seen,
    last_injection_failure_at: null,
    pending_ask_count: index % 4,
    oldest_pending_age_seconds: index % 4 === 0 ? null : index / 7,
    pane_safe: null,
    inbound_status: "online",
  };
}
