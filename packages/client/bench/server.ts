// The daemon of the measurements. It prints its address and ends when its standard input closes.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const health = JSON.stringify({ status: "ok", version: "0.14.17", relay_mode: false });
const peers = JSON.stringify({
  peers: Array.from({ length: 10_000 }, (_, index) => ({
    peer_id: `repow-docs-${index.toString(16).padStart(8, "0")}`,
    name: `project-${index}-claude-code`,
    display_name: `project-${index}-claude-code`,
    path: `/work/project-${index}`,
    machine: "laptop",
    tmux_session: `docs:${index}`,
    backend: "claude-code",
    circle: "docs",
    role: "agent",
    status: "online",
    turn_state: "idle",
    last_seen: "2026-11-23T17:14:26.911152+00:00",
    metadata: { branch: "main" },
    description: "",
    ws_connected: true,
    hook_supports_receipts: true,
    last_successful_injection_at: null,
    last_injection_failure_at: null,
    pending_ask_count: 0,
    oldest_pending_age_seconds: null,
    pane_safe: true,
    inbound_status: "online",
  })),
});

const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(request.url === "/peers" ? peers : health);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.stdin.resume().on("end", () => process.exit());
