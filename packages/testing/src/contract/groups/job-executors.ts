import type { Group } from "../scenario.ts";
import type { Stage } from "../stage.ts";

/** Waits until a job was looked at, and shows what came of it. */
async function settled(stage: Stage, id: string): Promise<void> {
  await stage.eventually("the job to be looked at", async () => {
    const { body } = await stage.caller.quietly("GET", `/jobs/${id}`);
    return !/"state":"(queued|dispatching)"/.test(JSON.stringify(body));
  });
  await stage.get(`/jobs/${id}`);
}

/** The same, and its end. */
async function outcome(stage: Stage, id: string): Promise<void> {
  await settled(stage, id);
  await stage.post(`/jobs/${id}/cancel`, {});
}

export const jobExecutors: Group = {
  name: "job-executors",
  title: "Who does a job",
  scenarios: [
    {
      id: "assigned-by-name",
      rule: "A job may be assigned to a peer by its display name, in its circle if two have the name.",
      async steps(stage) {
        const { peer, post, circle, settle, must } = stage;
        const worker = await peer("worker");
        const twin = await peer("worker", { circle: `${circle}-b` });
        const body = { title: "x", prompt: "x", assigned_peer_id: "worker-claude-code" };
        const due_at = "2999-01-01T00:00:00+00:00";
        (await post("/jobs", { ...body, due_at })).is(409, {
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
      rule: "A job that is for a peer of another circle than its own finds nobody.",
      async steps(stage) {
        const worker = await stage.peer("worker");
        const body = { title: "x", prompt: "x", assigned_peer_id: worker.peer_id };
        const job = await stage.post("/jobs", { ...body, circle: `${stage.circle}-b` });
        await outcome(stage, job.is(200).text("job_id"));
        await stage.silence(worker);
      },
    },
    {
      id: "assigned-for-one-fire",
      rule: "A job for one fire is done by a peer with a pane, which can be ended after it; the job says of its worker what is known.",
      async steps(stage) {
        const { peer, post, circle } = stage;
        const body = { title: "x", prompt: "x", circle, process_scope: "per_fire" };
        const metadata = { hook_session_id: "11111111-2222-4333-8444-555555555555" };
        for (const more of [{}, { pane_id: "%7961" }, { pane_id: "%7962", metadata }]) {
          const worker = await peer("worker", more);
          const job = await post("/jobs", { ...body, assigned_peer_id: worker.peer_id });
          await settled(stage, job.is(200).text("job_id"));
          await stage.delete(`/peers/${worker.peer_id}`);
        }
      },
    },
    {
      id: "one-fire-is-over",
      rule: "With the end of a job for one fire its worker's pane is ended.",
      async steps(stage) {
        const worker = await stage.peer("worker", { pane_id: "%7963" });
        const body = { title: "x", prompt: "x", process_scope: "per_fire" };
        const job = { ...body, circle: stage.circle, assigned_peer_id: worker.peer_id };
        await outcome(stage, (await stage.post("/jobs", job)).is(200).text("job_id"));
      },
    },
    {
      id: "assigned-to-one-that-rejects",
      rule: "A job whose worker rejects it has failed, and its ask is not open.",
      async steps(stage) {
        const worker = await stage.peer("worker");
        worker.receipt = "rejected";
        const body = { title: "x", prompt: "x", assigned_peer_id: worker.peer_id };
        const job = await stage.post("/jobs", { ...body, circle: stage.circle });
        await outcome(stage, job.is(200).text("job_id"));
        await stage.get("/asks/pending", { peer_id: worker.peer_id });
      },
    },
    {
      id: "half-a-target",
      rule: "A job that names a folder and no backend, or a backend and no folder, has nobody to do it.",
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
