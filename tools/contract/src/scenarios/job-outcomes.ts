import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";
import { farOff, runNow } from "./job-steps.ts";

export const jobOutcomes: Group = {
  name: "job-outcomes",
  title: "How a job ends",
  scenarios: [
    {
      id: "end-is-told",
      rule: "Since 0.16.0 one peer is notified that a job is over: its owner, else its creator, else an orchestrator of its circle.",
      on: "python",
      async steps({ peer, post, patch, get, circle, since, settle, must }) {
        await peer("stranger", { circle: `${circle}-b`, role: "orchestrator" });
        const owner = await peer("owner");
        const creator = await peer("creator");
        const boss = await peer("boss", { role: "orchestrator" });
        const own = since("0.16.0") ? (await get("/peers/jobs")).text("peer_id") : "nobody";
        const make = async (more: Record<string, string>) =>
          `/jobs/${(await post("/jobs", { circle, prompt: "x", due_at: farOff, ...more })).text("job_id")}`;
        const hears = async (one: typeof owner) => {
          if (since("0.16.0")) await one.receives({ type: "notify", from_peer: "jobs" });
          await settle(owner, creator, boss);
          const others = [owner, creator, boss].map((each) => each.takeUnread().length);
          must("nobody else hears it", others.join() === "0,0,0");
        };
        const by = { owner_peer_id: owner.peer_id, created_by_peer_id: creator.peer_id };
        const result_summary = "x".repeat(301);
        await patch(await make({ ...by, title: "long" }), { state: "completed", result_summary });
        await hears(owner);
        await patch(await make({ ...by, owner_peer_id: "nobody" }), { state: "failed" });
        await hears(creator);
        await post(`${await make({ owner_peer_id: own })}/cancel`, { reason: "enough" });
        await hears(boss);
        await post(`/peers/${boss.peer_id}/offline`);
        await patch(await make({ kind: "review" }), { state: "completed" });
        await settle(owner, creator);
        await get("/deliveries/pending", { peer_id: boss.peer_id });
      },
    },
    {
      id: "left-on-the-way",
      rule: "When the daemon checks its jobs, it takes back every job under way whose lease is missing or over. Up to 0.15 it also takes back delivered jobs.",
      async steps({ post, patch, get, circle, sleep, eventually, caller, events }) {
        const body = { circle, prompt: "x", due_at: farOff };
        const leases: (string | undefined)[] = [undefined, "2001-01-01T00:00:00Z", farOff];
        for (const state of ["dispatching", "delivered", "running"]) {
          const ids: string[] = [];
          for (const _lease of leases) {
            ids.push((await post("/jobs", { ...body, title: state })).text("job_id"));
          }
          // Waits until the daemon has handled the new jobs.
          await sleep(100);
          for (const [index, lease_until] of leases.entries()) {
            const attempts = [{ attempt_id: "mine", status: "dispatching" }];
            const runner = {
              attempts,
              current_attempt_id: "mine",
              lease_until: lease_until ?? null,
            };
            await patch(`/jobs/${ids[index]}`, {
              state,
              ...(lease_until !== undefined && { provenance: { by: "me", runner } }),
            });
          }
          // A new job makes the daemon check all jobs.
          const last = (await post("/jobs", { circle, prompt: "x" })).text("job_id");
          await eventually("the daemon to look", async () => {
            const { body: status } = await caller.quietly("GET", `/jobs/${last}`);
            return JSON.stringify(status).includes('"state":"unavailable"');
          });
          for (const id of ids) await get(`/jobs/${id}/result`);
          for (const id of ids) await get(`/jobs/${id}`);
        }
        await events();
      },
    },
    {
      id: "lease-ends",
      rule: "A job under way is taken back when its lease ends.",
      async steps({ post, patch, get, circle, sleep }) {
        const body = { circle, prompt: "x", due_at: farOff };
        const created = await post("/jobs", body);
        const id = created.text("job_id");
        const now = new Date(created.text("status", "created_at")).getTime();
        const lease_until = new Date(now + 1_000).toISOString().replace("Z", "000+00:00");
        const provenance = { runner: { lease_until } };
        await patch(`/jobs/${id}`, { state: "dispatching", provenance });
        await post("/jobs", body);
        (await get(`/jobs/${id}`)).is(200, { status: { state: "dispatching" } });
        await sleep(1_200);
        (await get(`/jobs/${id}`)).is(200, { status: { state: "unavailable" } });
      },
    },
    {
      id: "turn-ends-it",
      rule: "Since 0.16.0 a user's turn with the ids of a job and its attempt starts the job. The next turn of the assistant ends it, and its text is the result.",
      since: "0.16.0",
      async steps({ peer, post, get, circle, events, ...stage }) {
        const owner = await peer("owner");
        const worker = await peer("worker");
        const more = { assigned_peer_id: worker.peer_id, owner_peer_id: owner.peer_id };
        const { route, attempt_id } = await runNow(
          { ...stage, post, circle } as Stage,
          worker,
          more,
        );
        const turn = (role: string, text: string) =>
          post("/events/chat", { peer: worker.peer_id, role, text });
        await turn("assistant", "too early");
        await turn("user", `job_id: ${route.slice(6)} and nothing else`);
        (await get(route)).is(200, { status: { state: "delivered" } });
        await turn("user", `job_id: ${route.slice(6)} attempt_id: ${attempt_id}`);
        (await get(route)).is(200, { status: { state: "running", phase: "turn_started" } });
        await turn("assistant", "It is done.");
        await owner.receives({ type: "notify", from_peer: "jobs" });
        (await get(route)).is(200, { status: { state: "completed" } });
        (await get(`${route}/result`)).is(200, { result: { summary: "It is done." } });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [] });
        await events();
      },
    },
    {
      id: "turn-names-several-jobs",
      rule: "Since 0.16.0 a user's turn starts each of its jobs whose attempt it names, and no job that is unknown or that another peer has.",
      since: "0.16.0",
      async steps({ peer, post, get, circle, ...stage }) {
        const worker = await peer("worker");
        const other = await peer("other");
        const parts = { ...stage, post, circle } as Stage;
        const run = (one: typeof worker) => runNow(parts, one, { assigned_peer_id: one.peer_id });
        const [stale, foreign, named] = [await run(worker), await run(other), await run(worker)];
        const lines = [
          "work-000000000000 attempt-000000000000",
          `${stale.route.slice(6)} attempt-000000000000`,
          `${foreign.route.slice(6)} ${foreign.attempt_id}`,
          `${named.route.slice(6)} ${named.attempt_id}`,
        ];
        const turn = (role: string, text: string) =>
          post("/events/chat", { peer: worker.peer_id, role, text });
        await turn("user", lines.join("\n"));
        for (const { route } of [stale, foreign]) {
          (await get(route)).is(200, { status: { state: "delivered" } });
        }
        (await get(named.route)).is(200, { status: { state: "running" } });
        await turn("assistant", "It is done.");
        (await get(named.route)).is(200, { status: { state: "completed" } });
        for (const { route } of [stale, foreign]) {
          (await get(route)).is(200, { status: { state: "delivered" } });
        }
      },
    },
    {
      id: "turn-of-another-phase-does-not-end-it",
      rule: "Since 0.16.0 a job that its agent moved to another phase goes on after the end of a turn.",
      since: "0.16.0",
      async steps({ peer, post, patch, get, circle, ...stage }) {
        const worker = await peer("worker");
        const assigned_peer_id = worker.peer_id;
        const parts = { ...stage, post, circle } as Stage;
        const { route, attempt_id } = await runNow(parts, worker, { assigned_peer_id });
        const turn = (role: string, text: string) =>
          post("/events/chat", { peer: worker.peer_id, role, text });
        await turn("user", `${route.slice(6)} ${attempt_id}`);
        await patch(route, { state: "running", phase: "waiting", attempt_id });
        await turn("assistant", "I wait.");
        (await get(route)).is(200, { status: { state: "running", phase: "waiting" } });
      },
    },
    {
      id: "terminal-offline-fails-it",
      rule: "Since 0.16.0 the jobs of an agent that is offline for good fail with `executor_died`.",
      since: "0.16.0",
      async steps({ peer, post, get, circle, events, ...stage }) {
        const owner = await peer("owner");
        const worker = await peer("worker");
        const more = { assigned_peer_id: worker.peer_id, owner_peer_id: owner.peer_id };
        const { route } = await runNow({ ...stage, post, circle } as Stage, worker, more);
        (await post(`/peers/${worker.peer_id}/offline`)).is(200);
        (await get(route)).is(200, { status: { state: "delivered" } });
        const gone = { terminal: true, reason: "session_end" };
        (await post(`/peers/${worker.peer_id}/offline`, gone)).is(200);
        await owner.receives({ type: "notify", from_peer: "jobs" });
        (await get(route)).is(200, { status: { state: "failed", state_reason: "executor_died" } });
        (await get(`${route}/result`)).is(200, { result: { error: { detail: "session_end" } } });
        await events();
      },
    },
    {
      id: "jobs-without-an-attempt",
      rule: "A job that an update started has no attempt. In Go only an attempt ends with a turn or with its peer.",
      since: "0.16.0",
      async steps({ peer, post, patch, get, circle, events }) {
        const worker = await peer("worker");
        const body = { circle, prompt: "x", due_at: farOff, assigned_peer_id: worker.peer_id };
        const make = async () => `/jobs/${(await post("/jobs", body)).text("job_id")}`;
        const [turning, other] = [await make(), await make()];
        (await patch(turning, { state: "running", phase: "turn_started" })).is(200);
        (await patch(other, { state: "running" })).is(200);
        await post("/events/chat", { peer: worker.peer_id, role: "assistant", text: "done" });
        for (const route of [turning, other]) await get(route);
        (await post(`/peers/${worker.peer_id}/offline`, { terminal: true })).is(200);
        for (const route of [turning, other]) await get(route);
        await events();
      },
    },
    {
      id: "terminal-offline-leaves-finished-jobs",
      rule: "Since 0.16.0 only the unfinished jobs of an agent fail when it is offline for good.",
      since: "0.16.0",
      async steps({ peer, post, patch, get, circle, ...stage }) {
        const worker = await peer("worker");
        const parts = { ...stage, post, circle } as Stage;
        const run = () => runNow(parts, worker, { assigned_peer_id: worker.peer_id });
        const [finished, open] = [await run(), await run()];
        await patch(finished.route, { state: "completed", attempt_id: finished.attempt_id });
        await post(`/peers/${worker.peer_id}/offline`, { terminal: true, reason: "test" });
        (await get(finished.route)).is(200, { status: { state: "completed" } });
        (await get(open.route)).is(200, { status: { state: "failed" } });
      },
    },
    {
      id: "empty-turn-ends-nothing",
      rule: "Since 0.16.0 a turn of the assistant without a text does not end a job.",
      since: "0.16.0",
      async steps({ peer, post, get, circle, ...stage }) {
        const worker = await peer("worker");
        const parts = { ...stage, post, circle } as Stage;
        const more = { assigned_peer_id: worker.peer_id };
        const { route, attempt_id } = await runNow(parts, worker, more);
        const turn = (role: string, text: string) =>
          post("/events/chat", { peer: worker.peer_id, role, text });
        await turn("user", `${route.slice(6)} ${attempt_id}`);
        await turn("assistant", "");
        (await get(route)).is(200, { status: { state: "running" } });
      },
    },
    {
      id: "phase-while-it-is-handed-over",
      rule: "A job is in the phase `delivery` until its agent has the ask.",
      async steps({ rawSocket, post, get, circle, path }) {
        const claim = { circle, backend: "claude-code", path: path("worker") };
        const body = { name: "worker", ...claim };
        const peer_id = (await post("/peers", body)).text("peer_id");
        const worker = await rawSocket("worker").connect({
          ...claim,
          peer_id,
          display_name: "worker-claude-code",
          capabilities: ["delivery_receipts"],
        });
        const job = { circle, prompt: "x", due_at: farOff, assigned_peer_id: peer_id };
        const route = `/jobs/${(await post("/jobs", job)).text("job_id")}`;
        const running = post(`${route}/run`);
        const { delivery_id = null } = await worker.receives({ type: "ask" });
        (await get(route)).is(200, { status: { state: "dispatching", phase: "delivery" } });
        worker.send({ type: "delivery_ack", delivery_id, status: "injected" });
        (await running).is(200, { status: { state: "delivered", phase: "delivered" } });
      },
    },
    {
      id: "session-of-a-turn",
      rule: "If the daemon knows a session only from a chat turn, it does not know how to resume the session.",
      async steps({ peer, post, circle, ...stage }) {
        const worker = await peer("worker");
        const turn = { peer: worker.peer_id, role: "user", text: "x", session_id: "of-a-turn" };
        await post("/events/chat", turn);
        const parts = { ...stage, post, circle } as Stage;
        await runNow(parts, worker, { assigned_peer_id: worker.peer_id });
      },
    },
  ],
};
