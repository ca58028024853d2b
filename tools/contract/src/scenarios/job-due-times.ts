import type { Group } from "../runner/scenario.ts";
import { delivered } from "./job-steps.ts";

export const jobDueTimes: Group = {
  name: "job-due-times",
  title: "Jobs with an unreadable due time",
  // The daemon runs no job by itself until it is restarted, so the group must not use somebody's
  // daemon.
  needs: ["restart"],
  // No job runs afterwards, so this group cannot share a daemon with other groups.
  config: () => ({}),
  scenarios: [
    {
      id: "due-in-the-past-or-never",
      rule: "A job with a due time in the past, or with an empty due time, is sent at once.",
      async steps({ peer, post, get, circle, eventually, caller }) {
        const worker = await peer("worker");
        for (const due_at of ["2001-01-01T00:00:00+00:00", "2001-01-01", "20010101T000000", ""]) {
          const body = { circle, prompt: "x", assigned_peer_id: worker.peer_id, due_at };
          const id = (await post("/jobs", body)).is(200, { status: { due_at } }).text("job_id");
          await worker.receives({ type: "ask" });
          await delivered({ eventually, caller }, id);
          await get(`/jobs/${id}`);
          await post(`/jobs/${id}/cancel`, {});
        }
      },
    },
    {
      // The last scenario, because no job runs on this daemon afterwards.
      id: "bad-time-jams-all-jobs",
      rule: "An invalid due time is stored unchanged. From then on no job is sent by itself. Every job but that one still runs on request.",
      on: "python",
      async steps({ peer, post, get, circle, settle, must }) {
        const worker = await peer("worker");
        const body = { circle, prompt: "x", assigned_peer_id: worker.peer_id };
        const bad = (await post("/jobs", { ...body, due_at: "x" })).is(200, {
          status: { state: "queued", due_at: "x" },
        });
        (await post("/jobs", { ...body, due_at: "tomorrow" })).is(200);
        const good = (await post("/jobs", body)).is(200, { status: { state: "queued" } });
        await settle(worker);
        must("nothing came", worker.takeUnread().length === 0);
        (await get(`/jobs/${good.text("job_id")}`)).is(200, { status: { state: "queued" } });
        (await get(`/jobs/${bad.text("job_id")}`)).is(200, { status: { due_at: "x" } });
        (await post(`/jobs/${bad.text("job_id")}/run`)).is(500, "Internal Server Error");
        (await post(`/jobs/${good.text("job_id")}/run`)).is(200, {
          status: { state: "delivered" },
        });
        await worker.receives({ type: "ask" });
        (await post(`/jobs/${bad.text("job_id")}/cancel`, {})).is(200, {
          status: { state: "cancelled" },
        });
      },
    },
  ],
};
