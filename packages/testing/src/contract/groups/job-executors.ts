import type { Group } from "../scenario.ts";
import type { Stage } from "../stage.ts";

/** Waits until a job was looked at, and shows what came of it. */
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
