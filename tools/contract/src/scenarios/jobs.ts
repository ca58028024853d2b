import type { Group } from "../runner/scenario.ts";
import { delivered, farOff } from "./job-steps.ts";

export const jobs: Group = {
  name: "jobs",
  title: "Durable jobs",
  scenarios: [
    {
      id: "assigned-to-a-connected-peer",
      rule: "A job that is due and assigned to a connected peer reaches it as an ask.",
      ruleOf: "python",
      async steps({ peer, post, get, since, eventually, caller }) {
        const worker = await peer("worker");
        const { circle = null } = (await get(`/peers/${worker.peer_id}`)).body as {
          circle?: string;
        };
        const body = { title: "now", circle, prompt: "do it", assigned_peer_id: worker.peer_id };
        const created = await post("/jobs", body);
        const id = created.is(200).text("job_id");
        const frame = await worker.receives({
          type: "ask",
          from_peer: since("0.16.0") ? "jobs" : "daemon-job-runner",
        });
        await delivered({ eventually, caller }, id);
        await get(`/jobs/${id}`);
        await worker.ack(String(frame["correlation_id"]), { message: "done" });
        await get(`/jobs/${id}/status`);
        await post(`/jobs/${id}/cancel`, {});
      },
    },
    {
      id: "later-job-stays-away",
      rule: "Running a job on request does not send a job that is due later.",
      async steps({ peer, register, post, get, settle, must, eventually, caller, circle }) {
        const worker = await peer("worker");
        await register("other");
        const body = { circle, prompt: "x", assigned_peer_id: worker.peer_id };
        const later = await post("/jobs", {
          ...body,
          title: "later",
          due_at: farOff,
        });
        const now = await post("/jobs", {
          ...body,
          title: "now",
          due_at: "2001-01-01T00:00:00+00:00",
        });
        await worker.receives({ type: "ask" });
        await delivered({ eventually, caller }, now.text("job_id"));
        await settle(worker);
        must("only one came", worker.takeUnread().length === 0);
        await get(`/jobs/${later.text("job_id")}/status`);
        await post(`/jobs/${later.text("job_id")}/cancel`, {});
        await post(`/jobs/${now.text("job_id")}/cancel`, {});
      },
    },
    {
      id: "job-finds-its-peer",
      rule: "A job without an assigned peer goes to the most recently seen live peer with its folder, backend and circle.",
      async steps({ peer, post, get, path, circle, eventually, caller, settle, must }) {
        const worker = await peer("worker");
        const others = [
          await peer("codex", { path: path("worker"), backend: "codex" }),
          await peer("elsewhere", { path: path("elsewhere") }),
          await peer("other-circle", { path: path("worker"), circle: `${circle}-b` }),
        ];
        const body = { circle, prompt: "find me", path: path("worker"), backend: "claude-code" };
        const job = await post("/jobs", { ...body, process_scope: "persistent" });
        await worker.receives({ type: "ask", text: /\nfind me\n/ });
        const id = job.text("job_id");
        await delivered({ eventually, caller }, id);
        await settle(...others);
        must(
          "nobody else got it",
          others.every((other) => other.takeUnread().length === 0),
        );
        await get(`/jobs/${id}`);
        await get("/asks/pending", { peer_id: worker.peer_id });
        await post(`/jobs/${id}/cancel`, {});
      },
    },
    {
      id: "job-that-nobody-can-do",
      rule: "A due job that no peer can do reports the reason.",
      async steps({ register, post, get, circle, eventually, caller }) {
        const alone = await register("alone");
        await post(`/peers/${alone.peer_id}/offline`);
        const due = { circle, prompt: "x" };
        for (const body of [
          due,
          { ...due, assigned_peer_id: alone.peer_id },
          { ...due, path: "/nowhere/at-all", backend: "codex" },
        ]) {
          const job = await post("/jobs", body);
          if (job.status !== 200) continue;
          const id = job.text("job_id");
          await eventually("the job to be looked at", async () => {
            const { body: status } = await caller.quietly("GET", `/jobs/${id}`);
            return (
              !JSON.stringify(status).includes('"state":"queued"') &&
              !JSON.stringify(status).includes('"state":"dispatching"')
            );
          });
          await get(`/jobs/${id}`);
        }
      },
    },
    {
      id: "everything-a-job-may-say",
      rule: "The daemon stores and returns all fields of a job.",
      async steps({ post, get, circle, events }) {
        const due_at = farOff;
        const job = await post("/jobs", {
          title: "all",
          kind: "review",
          circle,
          prompt: "x",
          path: "/w/x",
          backend: "claude-code",
          profile: "fast",
          due_at,
          result_surface: "pr",
          process_scope: "per_fire",
          continuity: "fresh",
          source_kind: "cli",
          source_id: "7",
          scope: "docs",
          correlation_id: "ask-1",
          deadline_at: due_at,
          expires_at: due_at,
          request: { note: 1 },
          provenance: { by: "me" },
          owner_peer_id: "o",
          created_by_peer_id: "c",
          visibility: "circle",
        });
        await get(`/jobs/${job.text("job_id")}`);
        await post(`/jobs/${job.text("job_id")}/cancel`, {
          requested_by_peer_id: "me",
          reason: "enough",
        });
        const cron = {
          title: "again",
          circle,
          prompt: "x",
          cron: "0 0 1 1 *",
          path: "/w/x",
          backend: "codex",
          profile: "slow",
        };
        const recurring = await post("/jobs", { ...cron, process_scope: "persistent" });
        await post(`/jobs/${recurring.text("recurring_id")}/cancel`, { reason: "enough" });
        await get(`/jobs/${recurring.text("recurring_id")}`);
        await events();
      },
    },
    {
      id: "a-job-and-its-state",
      rule: "A job is queued and can be read under both paths. Cancelling it is final.",
      async steps({ post, get, circle, events }) {
        const due_at = farOff;
        const body = { title: "nightly", circle, prompt: "run the tests", due_at };
        const created = (await post("/jobs", body)).is(200, { job_id: /^work-[0-9a-f]{12}$/ });
        const id = created.text("job_id");
        (await get(`/jobs/${id}`)).is(200);
        (await get(`/jobs/${id}/status`)).is(200);
        (await get(`/work/${id}/status`)).is(200);
        (await get(`/jobs/${id}/result`)).is(200, { result: { result_state: "not_ready" } });
        (await post(`/jobs/${id}/cancel`, { reason: "no need" })).is(200, {
          status: { state: "cancelled" },
        });
        (await get(`/jobs/${id}/result`)).is(200);
        await post(`/jobs/${id}/cancel`, {});
        await post(`/jobs/${id}/run`);
        await events();
      },
    },
    {
      id: "other-names-of-the-routes",
      rule: "Every route of a job, except reading it, has an alias below `/work`.",
      ruleOf: "python",
      async steps({ peer, post, patch, get, circle }) {
        const worker = await peer("worker");
        const due_at = farOff;
        const body = { circle, prompt: "x", due_at, assigned_peer_id: worker.peer_id };
        const route = `/work/${(await post("/work", body)).is(200).text("work_id")}`;
        (await get(route)).is(404);
        (await get(`${route}/status`)).is(200, { status: { state: "queued" } });
        const run = (await post(`${route}/run`)).is(200, { status: { state: "delivered" } });
        await worker.receives({ type: "ask" });
        const attempt_id = run.text("status", "runner", "current_attempt_id");
        (await patch(route, { state: "failed", attempt_id })).is(200);
        (await post(`${route}/retry`)).is(200, { status: { state: "delivered" } });
        await worker.receives({ type: "ask" });
        (await post(`${route}/cancel`, {})).is(200, { status: { cancel_requested: true } });
        (await get(`${route}/result`)).is(200);
        (await get(`${route}/status`)).is(200);
      },
    },
    {
      id: "lists",
      rule: "Jobs can be listed by state, owner, creator and circle, complete or as summaries.",
      async steps({ post, get, circle }) {
        const due_at = farOff;
        const body = {
          circle,
          prompt: "x",
          due_at,
          owner_peer_id: circle,
          created_by_peer_id: circle,
        };
        await post("/work", { ...body, title: "one" });
        await post("/work", { ...body, title: "two" });
        (await get("/jobs", { circle })).is(200, { work: [{}, {}] });
        (await get("/work", { circle })).is(200);
        (await get("/jobs", { circle, state: "queued" })).is(200);
        (await get("/jobs", { circle, state: "completed" })).is(200, { work: [] });
        (await get("/jobs", { owner_peer_id: circle, view: "summary" })).is(200);
        (await get("/jobs", { created_by_peer_id: circle, view: "full" })).is(200);
        (await get("/jobs", { circle, state: "nonsense" })).is(400);
        (await get("/jobs", { circle, view: "nonsense" })).is(400);
      },
    },
    {
      id: "lists-of-a-session",
      rule: "Jobs can be listed by the session that they were made for.",
      async steps({ post, get, circle }) {
        for (const title of ["one", "two"]) {
          const repowire_session_id = `rw-session-${circle}-${title}`;
          await post("/jobs", { title, circle, prompt: "x", due_at: farOff, repowire_session_id });
        }
        await post("/jobs", { title: "three", circle, prompt: "x", due_at: farOff });
        const query = { circle, repowire_session_id: `rw-session-${circle}-two` };
        (await get("/jobs", query)).is(200, { work: [{ title: "two" }] });
      },
    },
    {
      id: "recurring",
      rule: "A job with a cron line recurs and has another kind of id.",
      async steps({ post, get, circle }) {
        const body = { title: "hourly", circle, prompt: "x", cron: "0 * * * *" };
        const created = (await post("/jobs", body)).is(200, { recurring_id: /^cal-/ });
        const id = created.text("recurring_id");
        (await get("/jobs", { circle })).is(200, { work: [], recurring: [{}] });
        (await get("/jobs", { circle, state: "queued" })).is(200, { recurring: [] });
        (await get("/jobs", { circle, state: "cancelled" })).is(200, { recurring: [] });
        (await get("/jobs", { circle, view: "summary" })).is(200, { recurring: [{}] });
        await get("/jobs", { created_by_peer_id: circle });
        await get(`/jobs/${id}`);
        await get(`/jobs/${id}/result`);
        await post(`/jobs/${id}/run`);
        (await post(`/jobs/${id}/cancel`, {})).is(200);
        (await get("/jobs", { circle, state: "cancelled" })).is(200, { recurring: [{}] });
        await get("/jobs", { circle });
      },
    },
    {
      id: "bad-jobs",
      rule: "The time, scope and continuity of a job are checked.",
      ruleOf: "python",
      async steps({ post, circle }) {
        const body = { circle, prompt: "x" };
        const due_at = farOff;
        (await post("/jobs", { ...body, due_at, cron: "0 * * * *" })).is(400);
        (await post("/jobs", { ...body, cron: "every day" })).is(400);
        await post("/jobs", { ...body, due_at, process_scope: "forever" });
        await post("/jobs", { ...body, due_at, process_scope: "per_fire", continuity: "perhaps" });
        await post("/jobs", { ...body, due_at, continuity: "fresh" });
        (await post("/jobs", { ...body, due_at, backend: "python" })).is(422);
        (await post("/jobs", { ...body, due_at, assigned_peer_id: "nobody" })).is(404, {
          detail: { error: "assigned_peer_not_found" },
        });
        (await post("/jobs", { ...body, due_at, prompt_file: "/nowhere/prompt.md" })).is(500);
      },
    },
    {
      id: "unknown-keys",
      rule: "Since 0.14.18 a job with an unknown key is refused.",
      ruleOf: "python",
      async steps({ post, circle, since }) {
        const body = { circle, prompt: "x", due_at: farOff, colour: "red" };
        const answer = await post("/jobs", body);
        if (since("0.14.18"))
          answer.is(422, { detail: [{ type: "extra_forbidden", loc: ["body", "colour"] }] });
        else answer.is(200);
      },
    },
    {
      id: "unknown-job-is-404",
      rule: "An unknown id returns 404.",
      ruleOf: "python",
      async steps({ get, post, patch }) {
        (await get("/jobs/work-unknown")).is(404, { detail: "No work: work-unknown" });
        (await get("/jobs/work-unknown/result")).is(404);
        (await post("/jobs/work-unknown/cancel", {})).is(404);
        (await post("/jobs/work-unknown/cancel")).is(422);
        (await post("/jobs/work-unknown/run")).is(404);
        (await post("/jobs/work-unknown/retry")).is(404);
        (await patch("/jobs/work-unknown", { state: "running" })).is(404);
        (await get("/jobs/cal-unknown")).is(404);
      },
    },
    {
      id: "progress-and-result",
      rule: "Updates change the state of a job. A finished job keeps its result, and only a retry runs it again.",
      async steps({ post, patch, get, circle, events }) {
        const due_at = farOff;
        const id = (await post("/jobs", { circle, prompt: "x", due_at })).text("job_id");
        await patch(`/jobs/${id}`, {
          state: "running",
          phase: "tests",
          progress: { done: 1 },
          progress_note: "half",
        });
        (await patch(`/jobs/${id}`, { state: "nonsense" })).is(400);
        await patch(`/jobs/${id}`, {
          state: "completed",
          result_summary: "all green",
          result_data: { ok: 3 },
        });
        await get(`/jobs/${id}/result`);
        await patch(`/jobs/${id}`, { state: "running" });
        await patch(`/jobs/${id}`, { state: "completed", result_summary: "still green" });
        await post(`/jobs/${id}/run`);
        await post(`/jobs/${id}/retry`);
        await post(`/jobs/${id}/cancel`, {});
        await events();
      },
    },
    {
      id: "run-now-and-again",
      rule: "A job that is not due yet runs at once on request, and again after it failed.",
      async steps({ peer, post, patch, get }) {
        const worker = await peer("worker");
        const { circle } = (await get(`/peers/${worker.peer_id}`)).body as { circle: string };
        const due_at = farOff;
        const body = {
          title: "later",
          circle,
          prompt: "do it",
          due_at,
          assigned_peer_id: worker.peer_id,
          source_kind: "cli",
          source_id: "7",
        };
        const id = (await post("/jobs", body)).text("job_id");
        const attempt = async (what: string): Promise<string> => {
          const answer = await post(`/jobs/${id}/${what}`, {});
          answer.is(200, { status: { state: "delivered" } });
          await worker.receives({ type: "ask" });
          return answer.text("status", "runner", "current_attempt_id");
        };
        const failure = { state: "failed", error: { message: "no luck" } };
        const first = await attempt("run");
        (await post(`/jobs/${id}/run`)).is(409);
        (await patch(`/jobs/${id}`, failure)).is(400);
        (await patch(`/jobs/${id}`, { ...failure, attempt_id: first })).is(200);
        const second = await attempt("retry");
        (await patch(`/jobs/${id}`, { ...failure, attempt_id: first })).is(409);
        const success = { state: "completed", result_summary: "done", attempt_id: second };
        (await patch(`/jobs/${id}`, success)).is(200);
        (await get(`/jobs/${id}/result`)).is(200, {
          result: { state: "completed", summary: "done" },
        });
      },
    },
    {
      id: "cron-that-never-comes",
      rule: "A recurring job that would never be due is refused.",
      async steps({ post }) {
        const detail = "cron expression did not match within one year";
        (await post("/jobs", { title: "x", cron: "0 0 30 2 *" })).is(400, { detail });
      },
    },
    {
      id: "execution-that-is-no-object",
      rule: "The execution settings of a job may be a list of pairs. Empty values are left out, and any other value returns a plain 500.",
      async steps({ post }) {
        const due_at = farOff;
        for (const execution of [
          ...[null, [], 0, "", ["ab"], [["a", "b"]]],
          ...[
            { schedule: [] },
            { schedule: ["ab"] },
            { target: [[1, 1]] },
            { prompt: { body: 5 } },
          ],
        ]) {
          const job = { title: "x", due_at, request: { execution } };
          (await post("/jobs", job)).is(200, { status: { state: "queued" } });
        }
        for (const execution of [
          ...[1, "x", ["abc"], { schedule: 1 }, { target: ["x"] }, { prompt: "x" }],
          ...[{ process_scope: [] }, { continuity: {} }, { target: [[[], 1]] }],
        ]) {
          await post("/jobs", { title: "x", due_at, request: { execution } });
        }
      },
    },
  ],
};
