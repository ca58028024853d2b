import type { Job } from "@repowire/protocol";
import type { RepowireClient } from "@repowire/client";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** Two peers that belong to this scenario, registered by the client; `worker` is connected. */
async function two({ recordedClient, socket, path, circle }: Stage) {
  const client = await recordedClient();
  const register = (name: string) =>
    client.registerPeer({ name, path: path(name), circle, backend: "claude-code" });
  const me = await register("me");
  const { peer_id } = await register("worker");
  const worker = await socket("worker", { peer_id }, "injected");
  return { client, me, worker };
}

/** Makes a call that must be refused. The transcript shows how. */
async function refused(call: Promise<unknown>): Promise<void> {
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal === undefined) throw new Error("The call was not refused.");
}

const FAR = "2999-01-01T00:00:00+00:00";

export const clientMethods: Group = {
  name: "client-methods",
  title: "Every method of the client",
  scenarios: [
    {
      id: "peers",
      rule: "The client registers, lists, finds, describes and unregisters peers.",
      on: "python",
      async steps(stage) {
        const { client, me } = await two(stage);
        const { circle, path } = stage;
        await client.health();
        await client.getPeer(me.peer_id);
        await client.getPeer("me-claude-code", { circle });
        await client.listPeers({ path: path("me") });
        await client.listPeers({ circle, status: "online", backend: "claude-code" });
        const paned = { name: "pane", path: path("pane"), circle, pane_id: "%7951" };
        await client.registerPeer({
          ...paned,
          backend: "codex",
          role: "service",
          metadata: { a: 1 },
        });
        await client.getPeerByPane("%7951");
        await client.doctorPeer(me.peer_id);
        await client.setDescription(me.peer_id, { description: "at work" });
        await client.touchPeer(me.peer_id);
        await client.updateSession({
          peer_name: me.peer_id,
          status: "busy",
          turn_state: "working",
        });
        await client.setCircle(me.peer_id, { circle: `${circle}-b` });
        await client.markPeerOffline(me.peer_id);
        const birth_certificate = me.birth_certificate ?? {};
        const proof = { birth_certificate, backend: "claude-code", path: path("me") } as const;
        await client.validateIdentity(proof);
        await client.unregisterPeer(me.peer_id);
        await refused(client.getPeer(me.peer_id));
      },
    },
    {
      id: "orchestrators",
      rule: "The client claims the role of orchestrator, and sees who has it.",
      async steps(stage) {
        const { client, worker } = await two(stage);
        await client.claimRole({ role: "orchestrator", peer_name: worker.peer_id });
        await client.orchestratorStatus(stage.circle);
        await refused(client.claimRole({ role: "orchestrator", peer_name: "me-claude-code" }));
      },
    },
    {
      id: "messages",
      rule: "The client notifies, broadcasts, queries, and reads a queue.",
      async steps(stage) {
        const { client, me, worker } = await two(stage);
        const from_peer = me.peer_id;
        await client.notify({ from_peer, to_peer: worker.peer_id, text: "hello" });
        await worker.receives({ type: "notify" });
        await client.notify({ from_peer: worker.peer_id, to_peer: from_peer, text: "queued" });
        await client.pendingDeliveries({ peer_id: from_peer, max_results: 5 });
        await client.broadcast({ from_peer, text: "all", exclude: ["nobody"] });
        await worker.receives({ type: "broadcast" });
        await client.query({ to_peer: "nobody", text: "?" });
        await refused(client.notify({ from_peer, to_peer: "nobody", text: "x" }));
      },
    },
    {
      id: "asks",
      rule: "The client asks, sees what is open, and acks.",
      on: "python",
      async steps(stage) {
        const { client, me, worker } = await two(stage);
        const { peer_id } = worker;
        const ask = { from_peer: me.peer_id, to_peer: peer_id, text: "Which port?" };
        const { correlation_id } = await client.ask(ask);
        await worker.receives({ type: "ask" });
        await client.pendingAsks({ peer_id });
        await client.ack(correlation_id, { from_peer: peer_id });
        await client.trace(correlation_id);
        await refused(client.ack(correlation_id, { from_peer: peer_id, message: "late" }));
        await refused(client.ack("ask-unknown", { from_peer: peer_id }));
        await refused(client.ask({ ...ask, to_peer: me.peer_id }));
        worker.receipt = "rejected";
        await refused(client.ask(ask));
        await worker.receives({ type: "ask" });
      },
    },
    {
      id: "questions",
      rule: "The client asks a peer or any human structured questions, and answers them.",
      async steps(stage) {
        const { client, me, worker } = await two(stage);
        const options = [{ id: "y", title: "Yes" }];
        const ask = { from_peer: me.peer_id, to_peer: worker.peer_id, text: "?" };
        const question = { kind: "choice", options } as const;
        const { correlation_id } = await client.ask({ ...ask, question });
        await worker.receives({ type: "ask" });
        await refused(client.answer(correlation_id, { option_id: "n" }));
        await client.answer(correlation_id, { option_id: "y" });
        await client.askBlocking({ prompt: "?", options, timeout_seconds: 0.05 });
      },
    },
    {
      id: "asks-to-many",
      rule: "The client asks several peers at once, and reads the result.",
      async steps(stage) {
        const { client, me, worker } = await two(stage);
        const to_peers = [worker.peer_id, "nobody"];
        const { parent_id } = await client.askMany({ from_peer: me.peer_id, to_peers, text: "x" });
        await worker.receives({ type: "ask" });
        await client.getAskMany(parent_id);
        await refused(client.getAskMany("askm-unknown"));
      },
    },
    {
      id: "waits",
      rule: "The client waits on an ask if the daemon supports it, and otherwise throws an error that says so.",
      async steps(stage) {
        const { client, me, worker } = await two(stage);
        const ask = { from_peer: me.peer_id, to_peer: worker.peer_id, text: "x" };
        const { correlation_id } = await client.ask(ask);
        await worker.receives({ type: "ask" });
        const wait = () =>
          client.waitOnAsk(correlation_id, { peer_id: me.peer_id, timeout_seconds: 0.05 });
        if (!stage.since("0.16.0")) return refused(wait());
        await wait();
        await worker.ack(correlation_id, { message: "pulled" });
        await wait();
      },
    },
    {
      id: "events",
      rule: "The client writes chat turns, and reads the events.",
      async steps(stage) {
        const client = await stage.recordedClient();
        const peer = stage.circle;
        await client.ingestChatTurn({ peer, role: "user", text: "hello" });
        const delta = { peer, turn_id: `t-${peer}`, chunk_index: 0, text: "he" };
        await client.ingestChatTurnDelta(delta);
        const quiet = await stage.client();
        const list = await quiet.events();
        const first = list.find((event) => JSON.stringify(event).includes(`"${peer}"`));
        await client.events({ since: String(first?.id) });
      },
    },
    {
      id: "attachments",
      rule: "The client uploads a file and downloads it.",
      async steps(stage) {
        const quiet = await stage.client();
        const file = new Blob(["8377"], { type: "text/plain" });
        const { id } = await quiet.uploadAttachment(file, { filename: "port.txt" });
        stage.alias(id, "<attachment>");
        const client = await stage.recordedClient();
        stage.afterwards(async () => {});
        await client.downloadAttachment(id);
        const second = await client.uploadAttachment(file, { filename: "again.txt" });
        stage.alias(second.id, "<second attachment>");
        await refused(client.downloadAttachment("00000000"));
      },
    },
    {
      id: "sessions",
      rule: "The client reaches a peer by its session, and reads the session's history.",
      async steps(stage) {
        const { client, me, worker } = await two(stage);
        const notice = { from_peer: me.peer_id, to_peer: worker.peer_id, text: "x" };
        const { repowire_session_id } = await client.notify(notice);
        await worker.receives();
        const session = String(repowire_session_id);
        await client.notifySession(session, { text: "by session" });
        await worker.receives();
        if (stage.since("0.14.18")) await refused(client.resumeSession(session));
        else await client.resumeSession(session);
        await client.timeline(worker.peer_id, { limit: 5 });
        await client.searchTimeline(worker.peer_id, { q: "x" });
        await client.transcript(worker.peer_id);
        await refused(client.notifySession("rw-session-unknown", { text: "x" }));
      },
    },
    {
      id: "jobs",
      rule: "The client makes jobs, follows them, and ends them.",
      async steps(stage) {
        const client = await stage.recordedClient();
        const { circle } = stage;
        const { job_id } = await client.createJob({ circle, prompt: "x", due_at: FAR });
        const id = String(job_id);
        await client.listJobs({ circle });
        await client.getJob(id);
        await client.updateJob(id, { state: "running" });
        await client.jobResult(id);
        await refused(client.runJob(id));
        await client.cancelJob(id);
        await refused(client.retryJob("work-unknown"));
        await client.jobResult(id);
      },
    },
    {
      id: "jobs-that-run",
      rule: "The client runs a job at once, and again after it failed.",
      async steps(stage) {
        const { client, worker } = await two(stage);
        const assigned_peer_id = worker.peer_id;
        const { circle } = stage;
        const job = await client.createJob({ circle, prompt: "x", due_at: FAR, assigned_peer_id });
        const id = String(job.job_id);
        const attempt = async (run: Promise<{ status: Job }>) => {
          const { status } = await run;
          await worker.receives({ type: "ask" });
          const { current_attempt_id } = status.runner as { current_attempt_id: string };
          return current_attempt_id;
        };
        const attempt_id = await attempt(client.runJob(id));
        await client.updateJob(id, { state: "failed", attempt_id });
        await attempt(client.retryJob(id));
        await client.cancelJob(id);
      },
    },
    {
      id: "schedules",
      rule: "The client schedules messages, lists and deletes them.",
      async steps(stage) {
        const client = await stage.recordedClient();
        const later = {
          from_peer: stage.circle,
          to_peer: "nobody",
          text: "x",
          kind: "notify",
        } as const;
        const { schedule_id } = await client.createSchedule({ ...later, fire_at: FAR });
        await client.listSchedules({ from_peer: stage.circle });
        await client.deleteSchedule(String(schedule_id));
        await refused(client.deleteSchedule(String(schedule_id)));
      },
    },
    {
      id: "spawning-that-is-off",
      rule: "The client reads what may be spawned. If nothing may be spawned, a spawn is refused.",
      on: "python",
      async steps(stage) {
        const { client, worker } = await two(stage);
        await client.spawnConfig();
        await refused(client.spawn({ path: "/", backend: "codex", circle: stage.circle }));
        await refused(client.restartPeer(worker.peer_id));
        await refused(client.rehookPeer(worker.peer_id));
        await refused(client.switchBackend(worker.peer_id, { new_backend: "codex" }));
        await client.killPeer(worker.peer_id);
      },
    },
    {
      id: "routes-of-later-daemons",
      rule: "Calls that only later releases support are refused with a status that says so.",
      async steps(stage) {
        const { client, me } = await two(stage);
        const calls: ((client: RepowireClient) => Promise<unknown>)[] = [
          (one) => one.decline("ask-unknown", { reason: "x", from_peer: me.peer_id }),
          (one) => one.askHistory({ peer_id: me.peer_id }),
          (one) => one.setProvenance(me.peer_id, { source: "unknown" }),
          (one) => one.forkBackend(me.peer_id, { new_backend: "codex" }),
        ];
        for (const call of calls) await refused(call(client));
      },
    },
  ],
};
