import type { Group } from "../scenario.ts";

export const queueOff: Group = {
  name: "queue-off",
  title: "A daemon whose queue is switched off",
  config: () => ({ delivery_queue_ttl_seconds: 0 }),
  scenarios: [
    {
      id: "notification-is-503",
      rule: "Without the queue a notification to a peer without a connection is 503, and the peer is offline.",
      async steps({ register, peer, get, events }) {
        const sender = await peer("sender");
        const target = await register("target");
        (await sender.notify(target, "x")).is(503, {
          ok: false,
          status: "unavailable",
          delivery_state: "no_live_transport",
          reason: "no_live_transport",
        });
        (await get(`/peers/${target.peer_id}`)).is(200, { status: "offline" });
        (await get("/deliveries/pending", { peer_id: target.peer_id })).is(200, { deliveries: [] });
        await events();
      },
    },
    {
      id: "reply-is-503",
      rule: "A reply to an asker without a connection is 503; the ask stays open and the reply can be sent again.",
      async steps({ peer, socket, path, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.receives();
        await asker.close();
        (await worker.ack(correlation_id, { message: "one" })).is(503, {
          detail: /^Reply delivery failed for asker-claude-code: /,
        });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}] });
        const again = await socket(
          "asker",
          { peer_id: asker.peer_id, path: path("asker") },
          "injected",
        );
        (await worker.ack(correlation_id, { message: "two" })).is(200);
        await again.receives({ type: "notify", text: / two$/ });
      },
    },
    {
      id: "answer-waits-in-memory",
      rule: "An answer to an asker without a connection is 200, and pushed when the asker is back.",
      async steps({ peer, post, socket, path }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const question = { kind: "text" };
        const correlation_id = (await asker.ask(worker, "x", { question })).text("correlation_id");
        await worker.receives();
        await asker.close();
        (await post("/answer", { correlation_id, text: "8377" })).is(200);
        const again = await socket(
          "asker",
          { peer_id: asker.peer_id, path: path("asker") },
          "injected",
        );
        await again.receives({ type: "notify", text: / 8377$/ });
      },
    },
  ],
};

export const smallQueue: Group = {
  name: "small-queue",
  title: "A daemon that queues two rows a peer for a second",
  config: () => ({ delivery_queue_max_per_peer: 2, delivery_queue_ttl_seconds: 1 }),
  scenarios: [
    {
      id: "oldest-row-is-pushed-out",
      rule: "When the queue of a peer is full, the oldest row is pushed out.",
      async steps({ register, post, get }) {
        const { peer_id } = await register("me");
        for (const text of ["one", "two", "three"]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text });
        }
        const rows = await get("/deliveries/pending", { peer_id });
        rows.is(200, { deliveries: [{ text: "two" }, { text: "three" }] });
      },
    },
    {
      id: "old-rows-are-dropped",
      rule: "A row that is too old is not given any more.",
      async steps({ register, post, get, sleep }) {
        const { peer_id } = await register("me");
        await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "stale" });
        await sleep(1_200);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [] });
      },
    },
  ],
};
