import type { EndpointName } from "@repowire/protocol";

import type { RepowireClient } from "@repowire/client";

/** A method, an example call, and the request that it sends. */
export interface MethodRow {
  readonly method: EndpointName;
  /** The method of upstream's Python client, if it has one. */
  readonly python?: string;
  readonly call: (client: RepowireClient) => Promise<unknown>;
  /** The request line, and the JSON if there is a body. */
  readonly sends: readonly [line: string, json?: unknown];
}

const id = "repow-docs-1a2b3c4d";
const ask = "ask-1a2b3c4d";
const session = "rw-session-1a2b3c4d5e6f";
const job = "work-1a2b3c4d5e6f";

/** Every method of the client that makes one call. */
export const methodRows: readonly MethodRow[] = [
  { method: "health", python: "health", call: (client) => client.health(), sends: ["GET /health"] },
  {
    method: "listPeers",
    python: "list_peers",
    call: (client) => client.listPeers({ status: "online", path: "/srv/a b" }),
    sends: ["GET /peers?status=online&path=%2Fsrv%2Fa%20b"],
  },
  {
    method: "getPeer",
    python: "get_peer",
    call: (client) => client.getPeer("docs/codex", { circle: "docs" }),
    sends: ["GET /peers/docs%2Fcodex?circle=docs"],
  },
  {
    method: "getPeerByPane",
    python: "get_peer_by_pane",
    call: (client) => client.getPeerByPane("%42"),
    sends: ["GET /peers/by-pane/%2542"],
  },
  {
    method: "registerPeer",
    python: "register_peer",
    call: (client) => client.registerPeer({ name: "docs", path: "/srv/docs", circle: null }),
    sends: ["POST /peers", { name: "docs", path: "/srv/docs", circle: null }],
  },
  {
    method: "unregisterPeer",
    python: "unregister_peer",
    call: (client) => client.unregisterPeer(id, { circle: "docs" }),
    sends: [`DELETE /peers/${id}?circle=docs`],
  },
  {
    method: "validateIdentity",
    call: (client) =>
      client.validateIdentity({ birth_certificate: { nonce: "x" }, backend: "codex" }),
    sends: [
      "POST /peers/identity/validate",
      { birth_certificate: { nonce: "x" }, backend: "codex" },
    ],
  },
  {
    method: "doctorPeer",
    call: (client) => client.doctorPeer(id),
    sends: [`GET /peers/${id}/doctor`],
  },
  {
    method: "markPeerOffline",
    python: "mark_peer_offline",
    call: (client) => client.markPeerOffline(id),
    sends: [`POST /peers/${id}/offline`, {}],
  },
  {
    method: "setDescription",
    python: "set_description",
    call: (client) => client.setDescription(id, { description: "ports", circle: "docs" }),
    sends: [`POST /peers/${id}/description?circle=docs`, { description: "ports" }],
  },
  {
    method: "touchPeer",
    python: "touch_peer",
    call: (client) => client.touchPeer(id, { circle: "docs" }),
    sends: [`POST /peers/${id}/touch?circle=docs`],
  },
  {
    method: "setCircle",
    python: "set_circle",
    call: (client) => client.setCircle(id, { circle: "shop" }),
    sends: ["POST /peers/circle", { peer_name: id, circle: "shop" }],
  },
  {
    method: "setProvenance",
    call: (client) => client.setProvenance(id, { source: "hook", circle: "docs" }),
    sends: [`POST /peers/${id}/provenance?circle=docs`, { source: "hook" }],
  },
  {
    method: "claimRole",
    call: (client) => client.claimRole({ role: "orchestrator", peer_name: id }),
    sends: ["POST /peers/claim-role", { role: "orchestrator", peer_name: id }],
  },
  {
    method: "updateSession",
    call: (client) => client.updateSession({ peer_name: id, status: "busy" }),
    sends: ["POST /session/update", { peer_name: id, status: "busy" }],
  },
  {
    method: "orchestratorStatus",
    python: "orchestrator_status",
    call: (client) => client.orchestratorStatus("docs"),
    sends: ["GET /circles/docs/orchestrator"],
  },
  {
    method: "notify",
    python: "notify",
    call: (client) => client.notify({ from_peer: "a", to_peer: "b", text: "hi" }),
    sends: ["POST /notify", { from_peer: "a", to_peer: "b", text: "hi" }],
  },
  {
    method: "broadcast",
    python: "broadcast",
    call: (client) => client.broadcast({ from_peer: "a", text: "hi", exclude: ["b"] }),
    sends: ["POST /broadcast", { from_peer: "a", text: "hi", exclude: ["b"] }],
  },
  {
    method: "query",
    python: "query",
    call: (client) => client.query({ from_peer: "a", to_peer: "b", text: "?", timeout: 5 }),
    sends: ["POST /query", { from_peer: "a", to_peer: "b", text: "?", timeout: 5 }],
  },
  {
    method: "pendingDeliveries",
    call: (client) => client.pendingDeliveries({ peer_id: id, max_results: 5 }),
    sends: [`GET /deliveries/pending?peer_id=${id}&max_results=5`],
  },
  {
    method: "ask",
    python: "ask",
    call: (client) => client.ask({ from_peer: "a", to_peer: "b", text: "?", reply_to: ask }),
    sends: ["POST /ask", { from_peer: "a", to_peer: "b", text: "?", reply_to: ask }],
  },
  {
    method: "askMany",
    call: (client) => client.askMany({ from_peer: "a", to_peers: ["b", "c"], text: "?" }),
    sends: ["POST /ask-many", { from_peer: "a", to_peers: ["b", "c"], text: "?" }],
  },
  {
    method: "getAskMany",
    call: (client) => client.getAskMany("askm-1a2b3c4d"),
    sends: ["GET /ask-many/askm-1a2b3c4d"],
  },
  {
    method: "askBlocking",
    call: (client) => client.askBlocking({ prompt: "Deploy?" }),
    sends: ["POST /questions/ask-blocking", { prompt: "Deploy?" }],
  },
  {
    method: "ack",
    python: "ack",
    call: (client) => client.ack(ask, { from_peer: "b", message: "8377" }),
    sends: ["POST /ack", { from_peer: "b", message: "8377", correlation_id: ask }],
  },
  {
    method: "answer",
    call: (client) => client.answer(ask, { option_id: "yes" }),
    sends: ["POST /answer", { option_id: "yes", correlation_id: ask }],
  },
  {
    method: "decline",
    call: (client) => client.decline(ask, { reason: "not mine" }),
    sends: ["POST /decline", { reason: "not mine", correlation_id: ask }],
  },
  {
    method: "pendingAsks",
    python: "pending_asks",
    call: (client) => client.pendingAsks({ pane_id: "%42", direction: "both" }),
    sends: ["GET /asks/pending?pane_id=%2542&direction=both"],
  },
  {
    method: "waitOnAsk",
    call: (client) => client.waitOnAsk(ask, { peer_id: id, timeout_seconds: 5 }),
    sends: [`POST /asks/${ask}/wait`, { peer_id: id, timeout_seconds: 5 }],
  },
  {
    method: "askHistory",
    call: (client) => client.askHistory({ peer_id: id }),
    sends: [`GET /asks/history?peer_id=${id}`],
  },
  {
    method: "events",
    python: "events",
    call: (client) => client.events({ since: "e1" }),
    sends: ["GET /events?since=e1"],
  },
  {
    method: "ingestChatTurn",
    python: "ingest_chat_turn",
    call: (client) => client.ingestChatTurn({ peer: "a", role: "user", text: "hi" }),
    sends: ["POST /events/chat", { peer: "a", role: "user", text: "hi" }],
  },
  {
    method: "ingestChatTurnDelta",
    call: (client) =>
      client.ingestChatTurnDelta({ peer: "a", turn_id: "t", chunk_index: 0, text: "h" }),
    sends: ["POST /events/chat_delta", { peer: "a", turn_id: "t", chunk_index: 0, text: "h" }],
  },
  { method: "trace", call: (client) => client.trace(ask), sends: [`GET /traces/${ask}`] },
  {
    method: "spawnConfig",
    python: "spawn_config",
    call: (client) => client.spawnConfig(),
    sends: ["GET /spawn/config"],
  },
  {
    method: "spawn",
    python: "spawn",
    call: (client) => client.spawn({ path: "/srv/docs", backend: "codex" }),
    sends: ["POST /spawn", { path: "/srv/docs", backend: "codex" }],
  },
  {
    method: "killPeer",
    python: "kill_peer",
    call: (client) => client.killPeer(id, { circle: "docs" }),
    sends: ["POST /kill-peer", { peer_identifier: id, circle: "docs" }],
  },
  {
    method: "restartPeer",
    python: "restart_peer",
    call: (client) => client.restartPeer(id, { dry_run: true }),
    sends: [`POST /peers/${id}/restart`, { dry_run: true }],
  },
  {
    method: "rehookPeer",
    call: (client) => client.rehookPeer(id, { apply: true }),
    sends: [`POST /peers/${id}/rehook`, { apply: true }],
  },
  {
    method: "switchBackend",
    call: (client) => client.switchBackend(id, { new_backend: "pi", circle: "docs" }),
    sends: [`POST /peers/${id}/switch-backend?circle=docs`, { new_backend: "pi" }],
  },
  {
    method: "forkBackend",
    call: (client) => client.forkBackend(id, { new_backend: "pi", circle: "docs" }),
    sends: [`POST /peers/${id}/fork-backend?circle=docs`, { new_backend: "pi" }],
  },
  {
    method: "notifySession",
    call: (client) => client.notifySession(session, { text: "hi" }),
    sends: [`POST /sessions/${session}/controls/notify`, { text: "hi" }],
  },
  {
    method: "resumeSession",
    python: "resume_session",
    call: (client) => client.resumeSession(session, { dry_run: false }),
    sends: [`POST /sessions/${session}/controls/resume`, { dry_run: false }],
  },
  {
    method: "timeline",
    call: (client) => client.timeline(id, { limit: 5 }),
    sends: [`GET /peers/${id}/timeline?limit=5`],
  },
  {
    method: "searchTimeline",
    call: (client) => client.searchTimeline(id, { q: "port" }),
    sends: [`GET /peers/${id}/timeline/search?q=port`],
  },
  {
    method: "transcript",
    call: (client) => client.transcript(id, { before: "c1" }),
    sends: [`GET /peers/${id}/transcript?before=c1`],
  },
  {
    method: "uploadAttachment",
    python: "upload_attachment",
    call: (client) => client.uploadAttachment(new Blob(["x"]), { filename: "a.txt" }),
    sends: ["POST /attachments"],
  },
  {
    method: "downloadAttachment",
    python: "download_attachment",
    call: (client) => client.downloadAttachment("1a2b3c4d"),
    sends: ["GET /attachments/1a2b3c4d"],
  },
  {
    method: "createJob",
    call: (client) => client.createJob({ title: "tests", assigned_peer_id: id }),
    sends: ["POST /jobs", { title: "tests", assigned_peer_id: id }],
  },
  {
    method: "listJobs",
    call: (client) => client.listJobs({ circle: "docs" }),
    sends: ["GET /jobs?circle=docs"],
  },
  { method: "getJob", call: (client) => client.getJob(job), sends: [`GET /jobs/${job}`] },
  {
    method: "updateJob",
    call: (client) => client.updateJob(job, { state: "running" }),
    sends: [`PATCH /jobs/${job}`, { state: "running" }],
  },
  {
    method: "runJob",
    call: (client) => client.runJob(job),
    sends: [`POST /jobs/${job}/run`, {}],
  },
  {
    method: "retryJob",
    call: (client) => client.retryJob(job, { requested_by_peer_id: id }),
    sends: [`POST /jobs/${job}/retry`, { requested_by_peer_id: id }],
  },
  {
    method: "jobResult",
    call: (client) => client.jobResult(job),
    sends: [`GET /jobs/${job}/result`],
  },
  {
    method: "cancelJob",
    call: (client) => client.cancelJob(job, { reason: "late" }),
    sends: [`POST /jobs/${job}/cancel`, { reason: "late" }],
  },
  {
    method: "createSchedule",
    call: (client) =>
      client.createSchedule({ from_peer: "a", to_peer: "b", text: "hi", cron: "0 9 * * *" }),
    sends: ["POST /schedules", { from_peer: "a", to_peer: "b", text: "hi", cron: "0 9 * * *" }],
  },
  {
    method: "listSchedules",
    call: (client) => client.listSchedules({ from_peer: "a" }),
    sends: ["GET /schedules?from_peer=a"],
  },
  {
    method: "deleteSchedule",
    call: (client) => client.deleteSchedule("sch-1"),
    sends: ["DELETE /schedules/sch-1"],
  },
];
