import type { Group } from "../../runner/scenario.ts";
import { delivered, farOff, runNow } from "../job-steps.ts";

export const goJobs: Group = {
  name: "go-jobs",
  title: "Jobs and schedules of the Go daemon",
  scenarios: [
    {
      id: "unreadable-due-time-is-now",
      rule: "A due time that is not in RFC 3339 is stored unchanged, and the job is sent at once.",
      on: "go",
      async steps({ peer, post, circle, eventually, caller }) {
        const worker = await peer("worker");
        const body = { circle, prompt: "x", assigned_peer_id: worker.peer_id };
        for (const due_at of ["x", "2999-01-01", "2999-01-01T00:00:00", "2999-01-01 00:00:00Z"]) {
          const id = (await post("/jobs", { ...body, due_at })).is(200).text("job_id");
          await worker.receives({ type: "ask" });
          await delivered({ eventually, caller }, id);
          await post(`/jobs/${id}/cancel`, {});
        }
      },
    },
    {
      id: "empty-texts-are-missing",
      rule: "An empty kind, visibility or reason is the usual one, and an empty filter filters nothing.",
      on: "go",
      async steps({ get, post, circle }) {
        const body = { circle, prompt: "x", due_at: farOff, kind: "", visibility: "" };
        const id = (await post("/jobs", body)).is(200, { status: { kind: "general" } });
        const filters = { circle, owner_peer_id: "", created_by_peer_id: "", state: "", view: "" };
        await get("/jobs", filters);
        await post(`/jobs/${id.text("job_id")}/cancel`, { reason: "" });
        const cron = { circle, title: "x", kind: "", cron: "0 0 1 1 *" };
        const recurring = (await post("/jobs", cron)).text("recurring_id");
        await post(`/jobs/${recurring}/cancel`, { reason: "" });
        await post("/jobs/cal-unknown/cancel", {});
      },
    },
    {
      id: "scope-and-continuity",
      rule: "The scope and the continuity of the job come before those of its execution, even if they are empty.",
      on: "go",
      async steps({ post, circle }) {
        const given = { process_scope: "persistent", continuity: "resume" };
        const body = { circle, prompt: "x", due_at: farOff, request: { execution: given } };
        await post("/jobs", body);
        await post("/jobs", { ...body, process_scope: "", continuity: "" });
        await post("/jobs", { ...body, process_scope: "", path: "/w/x", backend: "codex" });
        await post("/jobs", { ...body, process_scope: "per-fire", continuity: "fresh" });
        await post("/jobs", { ...body, request: { execution: { process_scope: "forever" } } });
        await post("/jobs", {
          ...body,
          cron: "0 0 1 1 *",
          due_at: null,
          process_scope: "per_fire",
        });
      },
    },
    {
      id: "cancel-of-a-delivered-job",
      rule: "A cancellation ends a delivered job, and its ask stays open.",
      on: "go",
      async steps(stage) {
        const { peer, get, post, patch } = stage;
        const worker = await peer("worker");
        const { route, attempt_id } = await runNow(stage, worker, {
          assigned_peer_id: worker.peer_id,
        });
        const by = { requested_by_peer_id: "me", reason: "enough" };
        (await post(`${route}/cancel`, by)).is(200, {
          status: { state: "cancelled", state_reason: "enough", phase: "cancelled" },
        });
        await patch(route, { state: "completed", attempt_id });
        await post(`${route}/run`);
        await get("/asks/pending", { peer_id: worker.peer_id });
        await stage.events();
      },
    },
    {
      id: "long-report",
      rule: "The report of a job is cut at 2000 bytes, and its announcement at 300.",
      on: "go",
      async steps(stage) {
        const { peer, get, post } = stage;
        const owner = await peer("owner");
        const worker = await peer("worker");
        const { route, attempt_id } = await runNow(stage, worker, {
          assigned_peer_id: worker.peer_id,
          owner_peer_id: owner.peer_id,
        });
        const id = route.slice("/jobs/".length);
        const turn = { peer: worker.peer_id, role: "user", text: `${id} ${attempt_id}` };
        await post("/events/chat", turn);
        const text = `x${"ä".repeat(1500)}`;
        await post("/events/chat", { ...turn, role: "assistant", text });
        await owner.receives({ type: "notify", from_peer: "jobs" });
        await get(route);
        await get(`${route}/result`);
      },
    },
    {
      id: "slash-after-the-id",
      rule: "A slash may follow the id of a job, under both paths.",
      on: "go",
      async steps({ get, post, patch, circle }) {
        const body = { circle, prompt: "x", due_at: farOff };
        const id = (await post("/jobs", body)).text("job_id");
        for (const base of ["/jobs", "/work"]) {
          (await get(`${base}/${id}/`)).is(200, { status: { state: "queued" } });
          await patch(`${base}/${id}/`, { state: "queued", phase: base });
        }
        (await get(`/jobs/${id}/status/`)).is(404);
        await post(`/jobs/${id}/cancel`, {});
      },
    },
    {
      id: "moments",
      rule: "A schedule takes a day, or a day and a time. Without a zone it is in UTC.",
      on: "go",
      async steps({ post, delete: remove, circle }) {
        for (const fire_at of [
          "2999-01-01T00:00:00Z",
          "2999-01-01T02:30:00+02:30",
          "2999-01-01T02:30:00.25-02:30",
          "2999-01-01T02:30:00,5Z",
          "2999-01-01T02:30",
          "2999-01-01 02:30:00",
          "2999-01-01 02:30",
          "2999-01-01",
          "2999-01-01T2:30:00",
          "2999-01-01 02:30:00Z",
          "2999-01-01T02:30Z",
          "2999-01-01t02:30:00z",
          "2999-01-01T24:00:00",
          "2999-01-01T02:30:00+25:00",
          "20990101",
          " 2999-01-01",
        ]) {
          const body = { from_peer: circle, to_peer: "nobody", text: "x", fire_at };
          const answer = await post("/schedules", body);
          if (answer.status === 200) await remove(`/schedules/${answer.text("schedule_id")}`);
        }
      },
    },
  ],
};
