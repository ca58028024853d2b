import type { Group } from "../runner/scenario.ts";

export const schedules: Group = {
  name: "schedules",
  title: "Scheduling a message",
  scenarios: [
    {
      id: "list-and-cancel",
      rule: "A message can be scheduled for a time or by a cron line, listed, and cancelled once.",
      ruleOf: "python",
      async steps({ peer, post, get, delete: remove, circle }) {
        const me = await peer("me");
        const body = { from_peer: circle, to_peer: me.peer_id, text: "later", kind: "notify" };
        const fire_at = "2999-01-01T00:00:00+00:00";
        const once = (await post("/schedules", { ...body, fire_at })).is(200);
        const cron = (await post("/schedules", { ...body, cron: "0 9 * * 1", kind: "ask" })).is(
          200,
        );
        await get("/schedules", { from_peer: circle });
        await get("/schedules", { from_peer: "nobody" });
        for (const answer of [once, cron]) {
          const id = answer.text("schedule_id");
          (await remove(`/schedules/${id}`)).is(200, { ok: true });
          (await remove(`/schedules/${id}`)).is(404, { detail: `No schedule: ${id}` });
        }
        (await get("/schedules", { from_peer: circle })).is(200, { schedules: [] });
      },
    },
    {
      id: "bad-schedules",
      rule: "A schedule has exactly one of `fire_at` and `cron`, and both are checked.",
      ruleOf: "python",
      async steps({ post }) {
        const body = { from_peer: "ghost", to_peer: "nobody", text: "x" };
        const fire_at = "2999-01-01T00:00:00+00:00";
        await post("/schedules", body);
        await post("/schedules", { ...body, kind: "notify" });
        await post("/schedules", { ...body, kind: "notify", fire_at, cron: "0 9 * * *" });
        await post("/schedules", { ...body, kind: "notify", fire_at: "tomorrow" });
        await post("/schedules", { ...body, kind: "notify", cron: "always" });
        await post("/schedules", { ...body, kind: "dance", fire_at });
        (await post("/schedules", {})).is(422);
      },
    },
    {
      id: "past-schedule-fires-at-once",
      rule: "A message that is scheduled for the past is sent at once.",
      async steps({ peer, post, get }) {
        const me = await peer("me");
        const past = { fire_at: "2001-01-01T00:00:00+00:00", text: "overdue", to_peer: me.peer_id };
        await post("/schedules", { ...past, from_peer: "ghost", kind: "notify" });
        await me.receives({ type: "notify", text: "overdue" });
        await post("/schedules", { ...past, from_peer: "ghost", kind: "ask" });
        await me.receives({ type: "ask" });
        (await get("/asks/pending", { peer_id: me.peer_id })).is(200, {
          asks: [{ text: "overdue" }],
        });
      },
    },
    {
      id: "schedule-that-finds-nobody",
      rule: "A scheduled message to an unknown peer is dropped, and one to a peer that is away is queued. Neither is reported.",
      async steps({ register, peer, post, get, circle, eventually, caller }) {
        const alone = await register("alone");
        const me = await peer("me");
        const past = { fire_at: "2001-01-01T00:00:00+00:00", from_peer: circle, text: "overdue" };
        for (const kind of ["notify", "ask"]) {
          for (const to_peer of ["nobody", alone.peer_id, me.peer_id]) {
            (await post("/schedules", { ...past, kind, to_peer })).is(200);
          }
          await me.receives({ type: kind });
        }
        await eventually("all of them to be over", async () => {
          const query = { from_peer: circle };
          const { body } = await caller.quietly("GET", "/schedules", { query });
          return JSON.stringify(body) === '{"schedules":[]}';
        });
        await get("/deliveries/pending", { peer_id: alone.peer_id });
        await get("/asks/pending", { peer_id: alone.peer_id });
      },
    },
  ],
};
