import type { Group } from "../runner/scenario.ts";

export const shortRetention: Group = {
  name: "short-retention",
  title: "A daemon that keeps asks and traces for one second",
  config: () => ({ prune_max_age_hours: 1 / 3600 }),
  needs: ["restart"],
  seconds: 8,
  scenarios: [
    {
      id: "repair-forgets-traces",
      rule: "A repair drops traces that are too old. Until then they are returned.",
      ruleOf: "python",
      async steps({ crash, peer, repair, get, sleep }) {
        const sender = await peer("sender");
        const target = await peer("target");
        const route = `/traces/${(await sender.notify(target, "x")).text("delivery_id")}`;
        await sleep(1_100);
        (await get(route)).is(200);
        await crash();
        (await get(route)).is(200);
        await repair();
        (await get(route)).is(404);
      },
    },
    {
      id: "not-every-look-drops-old-asks",
      rule: "Reading the open asks drops those that are too old, at most once in five minutes.",
      async steps({ peer, get, sleep }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const pending = { peer_id: worker.peer_id };
        (await get("/asks/pending", pending)).is(200, { asks: [] });
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.receives();
        await sleep(1_100);
        (await get("/asks/pending", pending)).is(200, { asks: [{ correlation_id }] });
        (await worker.ack(correlation_id)).is(200);
      },
    },
  ],
};
