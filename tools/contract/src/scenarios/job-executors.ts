import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";
import { farOff, runNow } from "./job-steps.ts";

/** Waits until the daemon has handled a job, and returns its state. */
async function outcome(stage: Stage, id: string): Promise<void> {
  await stage.eventually("the job to be looked at", async () => {
    const { body } = await stage.caller.quietly("GET", `/jobs/${id}`);
    return !/"state":"(queued|dispatching)"/.test(JSON.stringify(body));
  });
  await stage.get(`/jobs/${id}`);
  await stage.post(`/jobs/${id}/cancel`, {});
}

export const jobExecutors: Group = {
  name: "job-executors",
  title: "Which peer runs a job",
  scenarios: [
    {
      id: "assigned-within-its-target",
      rule: "A job may name its peer in its target alone.",
      async steps(stage) {
        const { peer, post, circle } = stage;
        const worker = await peer("worker");
        const execution = { target: { assigned_peer_id: worker.peer_id } };
        const job = await post("/jobs", { circle, prompt: "x", request: { execution } });
        await worker.receives({ type: "ask" });
        await outcome(stage, job.is(200).text("job_id"));
      },
    },
    {
      id: "without-a-circle",
      rule: "A job without a circle finds no peer by its path and backend.",
      ruleOf: "go",
      async steps(stage) {
        const { post, path } = stage;
        const target = { path: path("worker"), backend: "claude-code" };
        const job = await post("/jobs", { prompt: "x", ...target });
        await outcome(stage, job.is(200).text("job_id"));
      },
    },
    {
      id: "idle-peer-comes-first",
      rule: "Of the peers in its folder, a job goes to one that is online, not to a busy one that was seen later.",
      async steps(stage) {
        const { peer, post, path, circle, silence } = stage;
        const idle = await peer("worker");
        const busy = await peer("worker");
        await post("/session/update", { peer_name: busy.peer_id, status: "busy" });
        const target = { path: path("worker"), backend: "claude-code" };
        const job = await post("/jobs", {
          circle,
          prompt: "x",
          process_scope: "persistent",
          ...target,
        });
        await idle.receives({ type: "ask" });
        await silence(busy);
        await outcome(stage, job.text("job_id"));
      },
    },
    {
      id: "stays-with-its-peer",
      rule: "A job keeps its peer when it is retried, even if another peer fits better.",
      async steps(stage) {
        const { peer, post, patch, path, silence } = stage;
        const worker = await peer("worker");
        const target = { path: path("worker"), backend: "claude-code" };
        const { route, attempt_id } = await runNow(stage, worker, {
          process_scope: "persistent",
          ...target,
        });
        const later = await peer("later", { path: path("worker") });
        await patch(route, { state: "failed", attempt_id });
        (await post(`${route}/retry`)).is(200, {
          status: { assigned_peer_id: worker.peer_id, state: "delivered" },
        });
        await worker.receives({ type: "ask" });
        await silence(later);
      },
    },
    {
      id: "ask-that-does-not-arrive",
      rule: "If the ask of a job does not arrive, the job fails with the reason and leaves no ask open.",
      async steps(stage) {
        const { peer, register, post, get, circle } = stage;
        const alone = await register("alone");
        const deaf = await peer("deaf");
        for (const receipt of [{ status: "failed" }, { status: "failed", detail: "no prompt" }]) {
          deaf.receipt = receipt;
          const body = { circle, prompt: "x", assigned_peer_id: deaf.peer_id };
          const job = await post("/jobs", body);
          await deaf.receives({ type: "ask" });
          await outcome(stage, job.text("job_id"));
        }
        const body = { circle, prompt: "x", assigned_peer_id: alone.peer_id };
        await outcome(stage, (await post("/jobs", body)).text("job_id"));
        for (const peer_id of [deaf.peer_id, alone.peer_id]) {
          (await get("/asks/pending", { peer_id })).is(200, { asks: [] });
        }
        await stage.events();
      },
    },
    {
      id: "session-of-the-executor",
      rule: "A job records the session of the agent that does it, even if the daemon has not bound the session.",
      async steps(stage) {
        const { peer, socket, post, patch } = stage;
        const uuid = (digit: number) => `11111111-2222-4333-8444-00000000000${digit}`;
        const workers = [
          await peer("bare"),
          await peer("bound", {
            metadata: { hook_session_id: uuid(1), runtime_session_id: uuid(2) },
          }),
          await socket("unbound", {}, "injected"),
          await socket("silent", {}, "injected"),
        ];
        const metadata = { hook_session_id: uuid(3), runtime_session_id: uuid(4) };
        await post("/session/update", {
          peer_name: workers[2]!.peer_id,
          status: "online",
          metadata,
        });
        for (const worker of workers) {
          const assigned_peer_id = worker.peer_id;
          const { route, attempt_id } = await runNow(stage, worker, { assigned_peer_id });
          await patch(route, { state: "completed", attempt_id });
        }
      },
    },
    {
      id: "for-one-job-alone",
      rule: "A job with an exclusive agent cannot go to a peer without a pane, because the daemon could not end that agent afterwards.",
      ruleOf: "python",
      async steps(stage) {
        const { peer, post, circle } = stage;
        const worker = await peer("worker");
        const assigned_peer_id = worker.peer_id;
        const due = { circle, prompt: "x", due_at: farOff };
        const body = { ...due, assigned_peer_id, process_scope: "per_fire" };
        const id = (await post("/jobs", body)).text("job_id");
        (await post(`/jobs/${id}/run`)).is(200, {
          status: { state: "unavailable", state_reason: "release_handle_unavailable" },
        });
        await stage.silence(worker);
        await stage.get(`/jobs/${id}/result`);
      },
    },
    {
      id: "assigned-by-name",
      rule: "A job may be assigned to a peer by its display name. If two peers have the name, the job's circle decides.",
      async steps(stage) {
        const { peer, post, circle, settle, must } = stage;
        const worker = await peer("worker");
        const twin = await peer("worker", { circle: `${circle}-b` });
        const body = { title: "x", prompt: "x", assigned_peer_id: "worker-claude-code" };
        (await post("/jobs", { ...body, due_at: farOff })).is(409, {
          detail: { error: "ambiguous_assigned_peer" },
        });
        const job = await post("/jobs", { ...body, circle });
        await worker.receives({ type: "ask" });
        await outcome(stage, job.is(200).text("job_id"));
        await settle(twin);
        must("the twin got nothing", twin.takeUnread().length === 0);
      },
    },
    {
      id: "assigned-to-another-circle",
      rule: "A job finds no peer in another circle.",
      async steps(stage) {
        const worker = await stage.peer("worker");
        const body = { title: "x", prompt: "x", assigned_peer_id: worker.peer_id };
        const job = await stage.post("/jobs", { ...body, circle: `${stage.circle}-b` });
        await outcome(stage, job.is(200).text("job_id"));
        await stage.silence(worker);
      },
    },
    {
      id: "half-a-target",
      rule: "A job with a folder and no backend, or with a backend and no folder, finds no peer.",
      async steps(stage) {
        const { post, circle, path } = stage;
        for (const target of [{ path: path("worker") }, { backend: "codex" }]) {
          const job = await post("/jobs", { title: "x", prompt: "x", circle, ...target });
          if (job.status === 200) await outcome(stage, job.text("job_id"));
        }
      },
    },
  ],
};
