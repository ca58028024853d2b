import type { Group } from "../runner/scenario.ts";

export const traces: Group = {
  name: "traces",
  title: "Delivery traces of messages",
  scenarios: [
    {
      id: "ask-with-a-receipt",
      rule: "The trace of an ask lists its steps from creation to end, and whether the receipt came.",
      async steps({ peer, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const id = (await asker.ask(worker, "x")).text("correlation_id");
        await get(`/traces/${id}`);
        await worker.ack(id, { message: "y" });
        await get(`/traces/${id}`);
        const bare = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.ack(bare);
        await get(`/traces/${bare}`);
      },
    },
    {
      id: "ask-without-a-receipt",
      rule: "Without a receipt the trace ends with the frame that was sent.",
      async steps({ peer, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = undefined;
        await get(`/traces/${(await asker.ask(worker, "x")).text("correlation_id")}`);
      },
    },
    {
      id: "ask-that-failed",
      rule: "The trace of a failed ask shows the step that failed.",
      async steps({ peer, register, get, events }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = "rejected";
        const failed = await asker.ask(worker, "x");
        await get(`/traces/${failed.text("detail", "correlation_id")}`);
        const alone = await register("alone");
        await asker.ask(alone, "x");
        const list = await events();
        await get(
          `/traces/${String(list.findLast(({ type }) => type === "ask")?.["correlation_id"])}`,
        );
      },
    },
    {
      id: "reply-to-nobody",
      rule: "If the asker is gone, a reply closes the ask, but the trace does not show it.",
      async steps({ peer, get, delete: remove }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const id = (await asker.ask(worker, "x")).text("correlation_id");
        (await remove(`/peers/${asker.peer_id}`)).is(200, { ok: true });
        (await worker.ack(id, { message: "y" })).is(200, { ok: true });
        await get(`/traces/${id}`);
      },
    },
    {
      id: "notifications",
      rule: "A notification, sent or queued, has a trace under its delivery id.",
      async steps({ peer, register, get, post }) {
        const sender = await peer("sender");
        const target = await peer("target");
        await get(`/traces/${(await sender.notify(target, "x")).text("delivery_id")}`);
        target.receipt = undefined;
        await get(`/traces/${(await sender.notify(target, "x")).text("delivery_id")}`);
        target.receipt = "failed";
        await get(`/traces/${(await sender.notify(target, "x")).text("delivery_id")}`);
        await post("/session/update", { peer_name: target.peer_id, status: "busy" });
        await get(`/traces/${(await sender.notify(target, "x")).text("delivery_id")}`);
        const alone = await register("alone");
        await get(`/traces/${(await sender.notify(alone, "x")).text("delivery_id")}`);
      },
    },
    {
      id: "queued-notification",
      rule: "The trace of a notification for a peer without a connection ends with `pending`.",
      async steps({ peer, register, get }) {
        const sender = await peer("sender");
        const alone = await register("alone");
        await get(`/traces/${(await sender.notify(alone, "x")).text("delivery_id")}`);
      },
    },
    {
      id: "unknown-is-404",
      rule: "An id without a trace returns 404.",
      async steps({ get }) {
        (await get("/traces/ask-unknown")).is(404, {
          detail: "No delivery trace for: ask-unknown",
        });
      },
    },
  ],
};
