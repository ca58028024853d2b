import type { JsonObject } from "../../stage/json.ts";
import type { Group } from "../../runner/scenario.ts";
import type { Stage } from "../../stage/stage.ts";
import { delivered } from "../job-steps.ts";
import { harmlessCommands, hasPane } from "../spawned-peer.ts";

/** Creates a job in a folder, waits for its pane, and connects a peer in the pane. */
async function spawnedJob(stage: Stage, more: JsonObject = {}) {
  const { post, circle, socket, target, eventually } = stage;
  // This window keeps tmux alive, so that its panes can be listed.
  const other = { path: await stage.folder("other"), backend: "codex", circle };
  (await post("/spawn", other)).is(200);
  const path = await stage.folder("app");
  const body = { circle, prompt: "x", path, backend: "claude-code", ...more };
  const id = (await post("/jobs", body)).is(200).text("job_id");
  const tmux_session = `${circle}:app`;
  const find = async () =>
    (await target.panes?.())?.find((pane) => pane.tmux_session === tmux_session);
  await eventually("the pane to open", async () => (await find()) !== undefined);
  const { pane_id = "", pid: agent_pid = 0 } = (await find()) ?? {};
  const pane = { pane_id, tmux_session, agent_pid, circle_source: "tmux" };
  const worker = await socket("app", { path, ...pane }, "injected");
  const frame = await worker.receives({ type: "ask" });
  const [attempt_id = ""] = /attempt-\w+/.exec(String(frame["text"])) ?? [];
  await delivered(stage, id);
  return { id, worker, attempt_id, pane_id };
}

export const goJobPanes: Group = {
  name: "go-job-panes",
  title: "Agents that the Go daemon starts for a job",
  needs: ["tmux"],
  config: harmlessCommands,
  seconds: 5,
  scenarios: [
    {
      id: "started-for-one-job",
      rule: "The daemon starts an agent for a job of a folder. The end of the job removes its peer, and leaves its pane.",
      on: "go",
      async steps(stage) {
        const { get, patch, must } = stage;
        const { id, worker, attempt_id, pane_id } = await spawnedJob(stage);
        (await get(`/jobs/${id}`)).is(200, { status: { state: "delivered" } });
        (await patch(`/jobs/${id}`, { state: "completed", attempt_id })).is(200);
        must("the pane is there", await hasPane(stage, pane_id));
        (await get(`/peers/${worker.peer_id}`)).is(404);
        (await patch(`/jobs/${id}`, { state: "completed", attempt_id })).is(200);
        (await get(`/jobs/${id}/result`)).is(200);
        await stage.events();
      },
    },
    {
      id: "turn-ends-it",
      rule: "The end of the agent's turn ends the job and removes the peer. The job does not say so.",
      on: "go",
      async steps(stage) {
        const { get, post } = stage;
        const { id, worker, attempt_id } = await spawnedJob(stage);
        const turn = { peer: worker.peer_id, role: "user", text: `${id} ${attempt_id}` };
        await post("/events/chat", turn);
        await post("/events/chat", { ...turn, role: "assistant", text: "done" });
        (await get(`/jobs/${id}/result`)).is(200);
        (await get(`/peers/${worker.peer_id}`)).is(404);
      },
    },
    {
      id: "cancelled",
      rule: "A cancellation removes the peer of the job.",
      on: "go",
      async steps(stage) {
        const { get, post } = stage;
        const { id, worker } = await spawnedJob(stage);
        (await post(`/jobs/${id}/cancel`, { reason: "enough" })).is(200, {
          status: { state: "cancelled" },
        });
        (await get(`/peers/${worker.peer_id}`)).is(404);
      },
    },
    {
      id: "started-to-stay",
      rule: "An agent that was started to persist stays after the job.",
      on: "go",
      async steps(stage) {
        const { get, patch, post } = stage;
        const persistent = { process_scope: "persistent", source_kind: "cli", source_id: "7" };
        const { id, worker, attempt_id } = await spawnedJob(stage, persistent);
        (await patch(`/jobs/${id}`, { state: "failed", attempt_id })).is(200);
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "online" });
        (await post(`/jobs/${id}/retry`)).is(200, { status: { state: "delivered" } });
        await worker.receives({ type: "ask" });
      },
    },
    {
      id: "refused",
      rule: "A job whose agent cannot be started fails with a sentence.",
      on: "go",
      async steps(stage) {
        const { post, circle } = stage;
        const path = await stage.folder("app");
        const body = { circle, prompt: "x", due_at: "2999-01-01T00:00:00Z" };
        for (const target of [
          { path: "/nowhere/at-all", backend: "claude-code" },
          { path: "/", backend: "claude-code" },
          { path, backend: "opencode" },
          { path, backend: "claude-code", profile: "loud" },
          { path, backend: "python" },
          { path: "", backend: "claude-code" },
        ]) {
          const id = (await post("/jobs", { ...body, ...target })).text("job_id");
          (await post(`/jobs/${id}/run`)).is(200);
        }
      },
    },
  ],
};
