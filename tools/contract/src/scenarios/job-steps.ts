import type { JsonObject } from "../stage/json.ts";
import type { PeerActor } from "../stage/peer-actor.ts";
import type { Stage } from "../stage/stage.ts";

/** A moment so far in the future that the daemon does not run such a job by itself. */
export const farOff = "2999-01-01T00:00:00+00:00";

/** Waits until a job counts as delivered. The transcript does not show this. */
export function delivered(
  { eventually, caller }: Pick<Stage, "eventually" | "caller">,
  id: string,
): Promise<void> {
  return eventually("the job to count as delivered", async () => {
    const { body } = await caller.quietly("GET", `/jobs/${id}`);
    return JSON.stringify(body).includes('"state":"delivered"');
  });
}

/** Creates a job that is not due, runs it now, and reads its ask at the worker. */
export async function runNow(
  { post, circle }: Stage,
  worker: PeerActor,
  more: JsonObject,
): Promise<{ route: string; attempt_id: string }> {
  const body = { circle, prompt: "x", due_at: farOff, ...more };
  const route = `/jobs/${(await post("/jobs", body)).text("job_id")}`;
  const run = (await post(`${route}/run`)).is(200, { status: { state: "delivered" } });
  await worker.receives({ type: "ask" });
  return { route, attempt_id: run.text("status", "runner", "current_attempt_id") };
}
