import type { Group } from "../runner/scenario.ts";
import { runNow } from "./job-steps.ts";

export const daemonRestarts: Group = {
  name: "daemon-restarts",
  title: "Restarts of a daemon",
  needs: ["restart"],
  together: "restart",
  seconds: 44,
  scenarios: [
    {
      id: "connections-end-with-1012",
      rule: "A daemon that stops closes its connections with 1012.",
      ruleOf: "python",
      async steps({ peer, restart }) {
        const me = await peer("me");
        await restart();
        await me.ends(1012);
      },
    },
    {
      id: "open-query-ends",
      rule: "Up to 0.15.1 a query that waits when the daemon stops fails, as if its peer were gone.",
      until: "0.15.1",
      async steps({ peer, post, restart }) {
        const me = await peer("me");
        const asking = post("/query", { to_peer: me.peer_id, text: "ping?", timeout: 60 });
        await me.receives({ type: "query" });
        const [answer] = await Promise.all([asking, restart()]);
        answer.is(200, { error: /disconnected$/ });
      },
    },
    {
      id: "open-query-is-forgotten",
      rule: "Up to 0.15.1 a restarted daemon forgets a query that waited when it stopped. The event of the query says that it failed.",
      until: "0.15.1",
      async steps({ peer, caller, folder, restart, register, post, events }) {
        const path = await folder("kept");
        const me = await peer("me", { path });
        const { peer_id } = me;
        // Longer than the time until all scenarios restart together.
        const body = { to_peer: peer_id, text: "ping?", timeout: 3_600 };
        const asking = caller.quietly("POST", "/query", { body }).catch(() => {});
        await me.receives({ type: "query" });
        await restart();
        await asking;
        await register("me", { path, peer_id });
        (await post(`/peers/${peer_id}/offline`)).is(200, { cancelled_queries: 0 });
        await events();
      },
    },
    {
      id: "jobs-of-agents-that-are-gone-fail",
      rule: "Since 0.16.0 a delivered job fails half a minute after a restart unless its agent is back.",
      since: "0.16.0",
      async steps(stage) {
        const { peer, folder, restart, get, sleep } = stage;
        const jobs = [];
        for (const name of ["gone", "back"]) {
          const path = await folder(name);
          const worker = await peer(name, { path });
          const more = { assigned_peer_id: worker.peer_id };
          jobs.push({ name, path, worker, ...(await runNow(stage, worker, more)) });
        }
        await restart();
        const [gone, back] = jobs;
        await peer(back!.name, { path: back!.path, peer_id: back!.worker.peer_id });
        await sleep(31_000);
        (await get(gone!.route)).is(200, {
          status: { state: "failed", state_reason: "executor_died" },
        });
        (await get(back!.route)).is(200, { status: { state: "delivered" } });
      },
    },
    {
      id: "peers-and-asks-are-forgotten",
      rule: "After a restart no peer is listed, and open asks are unknown.",
      async steps({ peer, restart, get, post, path }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        const body = { from_peer: asker.peer_id, to_peers: [worker.peer_id], text: "x" };
        const parent = (await post("/ask-many", body)).text("parent_id");
        await restart();
        (await get("/peers", { path: path("asker") })).is(200, { peers: [] });
        (await get(`/peers/${asker.peer_id}`)).is(404);
        (await post("/ack", { correlation_id })).is(404);
        (await get(`/ask-many/${parent}`)).is(404);
      },
    },
    {
      id: "identity-comes-back-with-its-path",
      rule: "A peer whose path exists on the daemon's machine gets its id, circle, role and description back.",
      async steps({ register, post, folder, restart, get, circle }) {
        const path = await folder("kept");
        const { peer_id } = await register("me", { path, role: "orchestrator" });
        await post(`/peers/${peer_id}/description`, { description: "remember me" });
        await restart();
        (await register("me", { path })).answer.is(200, { peer_id });
        (await get(`/peers/${peer_id}`)).is(200, {
          circle,
          role: "orchestrator",
          description: "remember me",
        });
      },
    },
    {
      id: "new-name-is-kept",
      rule: "A renamed peer keeps its new name after a restart.",
      on: "python",
      async steps({ socket, folder, restart, get, settle }) {
        const path = await folder("kept");
        const me = await socket("me", { path });
        me.send({ type: "update_display_name", display_name: "renamed" });
        await settle(me);
        await restart();
        const again = await socket("me", { path, peer_id: me.peer_id });
        await get(`/peers/${again.peer_id}`);
      },
    },
    {
      id: "jobs-peer-is-a-new-one",
      rule: "The daemon's own peer has another id after a restart.",
      since: "0.16.0",
      on: "python",
      async steps({ restart, get, must }) {
        const before = await get("/peers/jobs");
        await restart();
        const after = await get("/peers/jobs");
        must("the id is new", before.text("peer_id") !== after.text("peer_id"));
      },
    },
    {
      id: "remembered-orchestrator-loses-its-role",
      rule: "A peer that claims the role of orchestrator takes it from a remembered orchestrator of the same circle.",
      ruleOf: "python",
      async steps({ register, folder, restart, post, get, circle }) {
        const role = "orchestrator";
        const own = { path: await folder("own"), role };
        const other = { path: await folder("other"), role, circle: `${circle}-b` };
        await register("own", own);
        await register("agent", { path: await folder("agent") });
        await register("other", other);
        await restart();
        const { peer_id } = await register("me");
        (await post("/peers/claim-role", { role, peer_name: peer_id })).is(200, {
          previous_holders: [{ display_name: "own-claude-code", status: "mapping-only" }],
        });
        for (const [name, more, now] of [
          ["own", own, "agent"],
          ["other", other, role],
        ] as const) {
          const back = await register(name, more);
          (await get(`/peers/${back.peer_id}`)).is(200, { role: now });
        }
      },
    },
    {
      id: "identity-comes-back-with-its-id",
      rule: "A claim with the id on the socket does the same.",
      on: "python",
      async steps({ register, folder, restart, socket, get }) {
        const path = await folder("kept");
        const { peer_id } = await register("me", { path });
        await restart();
        const me = await socket("me", { path, peer_id });
        if (me.peer_id !== peer_id) throw new Error("another id");
        (await get(`/peers/${peer_id}`)).is(200, { ws_connected: true });
      },
    },
    {
      id: "model-is-kept",
      rule: "The daemon remembers the model that a peer reported last.",
      since: "0.15.2",
      async steps({ register, post, folder, restart, get }) {
        const [one, two] = [{ path: await folder("one") }, { path: await folder("two") }];
        const { peer_id } = await register("one", { ...one, model: "first" });
        await register("one", { ...one, peer_id, model: "second" });
        const other = await register("two", two);
        await post("/session/update", { peer_name: other.peer_id, model: "third" });
        await restart();
        await register("one", { ...one, peer_id });
        await register("two", { ...two, peer_id: other.peer_id });
        for (const id of [peer_id, other.peer_id]) await get(`/peers/${id}`);
      },
    },
    {
      id: "invented-path-is-forgotten",
      rule: "A peer whose path does not exist becomes a new peer after a restart.",
      ruleOf: "python",
      async steps({ register, restart, must }) {
        const { peer_id } = await register("me");
        await restart();
        const again = await register("me", { peer_id });
        must("the id is new", again.peer_id !== peer_id);
      },
    },
    {
      id: "certificate-puts-a-peer-back",
      rule: "The birth certificate restores a peer in the list after a restart.",
      async steps({ register, folder, restart, post, get }) {
        const path = await folder("kept");
        const { peer_id, answer } = await register("me", { path });
        await restart();
        const birth_certificate = answer.at("birth_certificate") ?? null;
        const proof = { birth_certificate, backend: "claude-code", path };
        (await post("/peers/identity/validate", proof)).is(200, { peer_id });
        (await get(`/peers/${peer_id}`)).is(200, { status: "online" });
      },
    },
    {
      id: "events-and-traces-are-kept",
      rule: "Events and traces are kept.",
      ruleOf: "python",
      async steps({ peer, restart, get, events }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await restart();
        (await get(`/traces/${correlation_id}`)).is(200);
        await events([{ type: "ask", correlation_id }]);
      },
    },
    {
      id: "live-peer-comes-back",
      rule: "A live peer whose path exists keeps its identity after a restart, and answers.",
      async steps({ live, folder, restart, must, note, eventually, caller }) {
        const path = await folder("kept");
        const worker = await live("worker", { path });
        const { peer_id } = worker;
        worker.onAsk(({ text }) => `${text}!`);
        await restart();
        await eventually("the peer to be back", async () => {
          return (await caller.quietly("GET", `/peers/${peer_id}`)).at("ws_connected") === true;
        });
        must("it is itself", worker.peer_id === peer_id);
        const asker = await live("asker");
        const ask = await asker.ask({ to_peer: peer_id, text: "back" });
        note("asker", "reads", await ask.reply({ timeout: 10_000 }));
      },
    },
    {
      id: "queue-is-kept",
      rule: "Queued notifications are kept until the peer is back.",
      async steps({ register, folder, restart, post, get }) {
        const path = await folder("kept");
        const { peer_id } = await register("me", { path });
        await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "later" });
        await restart();
        (await get("/deliveries/pending", { peer_id })).is(404);
        await register("me", { path, peer_id });
        (await get("/deliveries/pending", { peer_id })).is(200, {
          deliveries: [{ text: "later" }],
        });
      },
    },
    {
      id: "files-schedules-and-jobs-are-kept",
      rule: "Attachments, schedules and jobs are kept.",
      async steps({ call, alias, post, restart, get, delete: remove, circle }) {
        const form = new FormData();
        form.append("file", new Blob(["kept"], { type: "text/plain" }), "kept.txt");
        const file = await call("POST", "/attachments", { raw: form, shownAs: "kept.txt" });
        alias(file.text("id"), "<attachment>");
        const fire_at = "2999-01-01T00:00:00+00:00";
        const later = { from_peer: circle, to_peer: "nobody", text: "x", kind: "notify", fire_at };
        const schedule = await post("/schedules", later);
        const job = await post("/jobs", { circle, prompt: "x", due_at: fire_at });
        await restart();
        (await get(`/attachments/${file.text("id")}`)).is(200, "kept");
        (await get("/schedules", { from_peer: circle })).is(200, { schedules: [{}] });
        (await get(`/jobs/${job.text("job_id")}`)).is(200);
        await remove(`/schedules/${schedule.text("schedule_id")}`);
        await post(`/jobs/${job.text("job_id")}/cancel`, {});
      },
    },
  ],
};
