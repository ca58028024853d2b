import type { JsonObject } from "../stage/json.ts";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";
import { delivered, runNow } from "./job-steps.ts";
import { harmlessCommands, hasPane } from "./spawned-peer.ts";

/** The pane that the daemon opened in a folder for a job. */
async function paneOf({ target, circle, eventually }: Stage, name: string) {
  const tmux_session = `${circle}:${name}`;
  const find = async () =>
    (await target.panes?.())?.find((pane) => pane.tmux_session === tmux_session);
  await eventually("the pane to open", async () => (await find()) !== undefined);
  return { tmux_session, pane_id: (await find())?.pane_id ?? "" };
}

/** Creates a job in a folder, waits for its pane, and connects a peer in the pane. */
async function spawnedJob(stage: Stage, name: string, more: JsonObject = {}) {
  const { post, circle, socket } = stage;
  // This window keeps tmux alive, so that its panes can be listed.
  const other = { path: await stage.folder("other"), backend: "codex", circle };
  (await post("/spawn", other)).is(200);
  const path = await stage.folder(name);
  const body = { circle, prompt: "x", path, backend: "claude-code", ...more };
  const id = (await post("/jobs", body)).is(200).text("job_id");
  const pane = await paneOf(stage, name);
  // The job must ignore peers elsewhere.
  await stage.register("bystander", { path });
  await stage.register("neighbour", { pane_id: "%7921" });
  const worker = await socket(name, { path, ...pane }, "injected");
  const frame = await worker.receives({ type: "ask" });
  const [attempt_id = ""] = /attempt-\w+/.exec(String(frame["text"])) ?? [];
  await delivered(stage, id);
  return { id, worker, attempt_id, ...pane };
}

export const jobPanes: Group = {
  name: "job-panes",
  title: "Starting agents for a job",
  needs: ["tmux"],
  config: harmlessCommands,
  seconds: 5,
  scenarios: [
    {
      id: "started-and-ended",
      rule: "The daemon starts an agent for a job of a folder. The agent gets the job when it registers in its pane. When the job is over, the pane closes and the peer is gone.",
      on: "python",
      async steps(stage) {
        const { get, patch, must } = stage;
        const { id, worker, attempt_id, pane_id } = await spawnedJob(stage, "app");
        (await get(`/jobs/${id}`)).is(200, { status: { state: "delivered" } });
        (await patch(`/jobs/${id}`, { state: "completed", attempt_id })).is(200);
        must("the pane is gone", !(await hasPane(stage, pane_id)));
        (await get(`/peers/${worker.peer_id}`)).is(404);
        (await patch(`/jobs/${id}`, { state: "completed", attempt_id })).is(200);
        (await get(`/jobs/${id}/result`)).is(200);
        // The pane stays the daemon's own, no matter which peer claims it.
        const { peer_id } = await stage.register("late", { pane_id });
        const kill = await stage.post("/kill-peer", { peer_identifier: peer_id });
        kill.is(stage.since("0.14.18") ? 500 : 200);
      },
    },
    {
      id: "cancelled-for-good",
      rule: "A job with an agent of its own is cancelled at once, and the agent's pane closes.",
      on: "python",
      async steps(stage) {
        const { get, post, must } = stage;
        const { id, worker, pane_id } = await spawnedJob(stage, "app");
        (await post(`/jobs/${id}/cancel`, { reason: "enough" })).is(200, {
          status: { state: "cancelled" },
        });
        must("the pane is gone", !(await hasPane(stage, pane_id)));
        (await get(`/peers/${worker.peer_id}`)).is(404);
        await stage.events();
      },
    },
    {
      id: "started-to-stay",
      rule: "An agent that was started to persist stays after the job.",
      on: "python",
      async steps(stage) {
        const { get, patch, post, must } = stage;
        const persistent = { process_scope: "persistent", source_kind: "cli", source_id: "7" };
        const { id, worker, attempt_id, pane_id } = await spawnedJob(stage, "app", persistent);
        (await patch(`/jobs/${id}`, { state: "failed", attempt_id })).is(200);
        must("the pane is there", await hasPane(stage, pane_id));
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "online" });
        (await post(`/jobs/${id}/retry`)).is(200, { status: { state: "delivered" } });
        await worker.receives({ type: "ask" });
      },
    },
    {
      id: "assigned-for-itself-alone",
      rule: "A peer in the pane of an exclusive job is gone after the job, even if the pane is gone already. It stays if it moved to another pane.",
      on: "python",
      async steps(stage) {
        const { patch, get, peer, must, register } = stage;
        for (const moves of [false, true]) {
          const worker = await peer("worker", { pane_id: "%7911" });
          const target = { assigned_peer_id: worker.peer_id, process_scope: "per_fire" };
          const { route, attempt_id } = await runNow(stage, worker, target);
          if (moves) await register("worker", { peer_id: worker.peer_id, pane_id: "%7912" });
          (await patch(route, { state: "completed", attempt_id })).is(200);
          const { status } = await get(`/peers/${worker.peer_id}`);
          must("only the one that has moved is there", status === (moves ? 200 : 404));
          await get(`${route}/result`);
        }
      },
    },
  ],
};
