import type { Group } from "../runner/scenario.ts";
import { farOff } from "./job-steps.ts";

export const jobOutcomes: Group = {
  name: "job-outcomes",
  title: "How a job ends",
  scenarios: [
    {
      id: "end-is-told",
      rule: "Since 0.16.0 one hears that a job is over: its owner, else its creator, else an orchestrator of its circle.",
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
      rule: "A job that is on its way and has no lease, or one that is over, is taken back as soon as the daemon looks at its jobs; up to 0.15 one that was delivered is as well.",
      async steps({ post, patch, get, circle, sleep, eventually, caller, events }) {
        const body = { circle, prompt: "x", due_at: farOff };
        const leases: (string | undefined)[] = [undefined, "2001-01-01T00:00:00Z", farOff];
        for (const state of ["dispatching", "delivered", "running"]) {
          const ids: string[] = [];
          for (const _lease of leases) {
            ids.push((await post("/jobs", { ...body, title: state })).text("job_id"));
          }
          // Until the daemon has looked at the new ones.
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
          // Whoever adds a job has the daemon look at all of them.
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
      rule: "A job that is on its way is taken back at the moment when its lease ends.",
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
  ],
};
