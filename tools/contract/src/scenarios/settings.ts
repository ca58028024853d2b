import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

const SIGNS = {
  register: "A registration renews this.",
  connect: "A new connection renews this.",
  message: "An answered ping, a receipt and a sent message do not renew this.",
  touch: "A touch renews this, but an open connection does not.",
  description: "A description renews this.",
  status: "A status frame renews this.",
  session: "A turn state alone does not renew this.",
};

export const queueOff: Group = {
  name: "queue-off",
  title: "A daemon with its queue switched off and descriptions that do not expire",
  config: () => ({ delivery_queue_ttl_seconds: 0, description_ttl_seconds: 0 }),
  scenarios: [
    {
      id: "description-stays",
      rule: "Descriptions without a lifetime stay.",
      async steps({ register, post, get }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/description`, { description: "for good" });
        for (let look = 0; look < 3; look += 1) {
          (await get(`/peers/${peer_id}`)).is(200, { description: "for good" });
        }
      },
    },
    {
      id: "notification-is-503",
      rule: "If the queue is off, a notification to a peer without a connection returns 503, and the peer becomes offline.",
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
      rule: "A reply to an asker without a connection returns 503. The ask stays open, and the reply can be sent again.",
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
      rule: "An answer to an asker without a connection returns 200, and is pushed when the asker is back.",
      on: "python",
      async steps({ peer, post, socket, path, silence }) {
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
        (await worker.ack(correlation_id, { message: "late" })).is(410);
        (await worker.ack(correlation_id)).is(200);
        await again.close();
        const third = await socket(
          "asker",
          { peer_id: asker.peer_id, path: path("asker") },
          "injected",
        );
        await silence(third);
      },
    },
    {
      id: "answers-wait-for-each-asker",
      rule: "An answer that waits for one asker does not delay answers for other askers.",
      on: "python",
      async steps({ peer, post, socket, path }) {
        const first = await peer("first");
        const second = await peer("second");
        const worker = await peer("worker");
        const question = { kind: "text" };
        const ids: string[] = [];
        for (const asker of [first, second]) {
          ids.push((await asker.ask(worker, "x", { question })).text("correlation_id"));
          await worker.receives();
          await asker.close();
        }
        for (const correlation_id of ids) await post("/answer", { correlation_id, text: "8377" });
        for (const [name, { peer_id }] of [
          ["second", second],
          ["first", first],
        ] as const) {
          const again = await socket(name, { peer_id, path: path(name) }, "injected");
          await again.receives({ type: "notify" });
        }
      },
    },
  ],
};

export const shortLimits: Group = {
  name: "short-limits",
  title: "A daemon whose limits are one second and two queued messages",
  config: () => ({
    delivery_queue_max_per_peer: 2,
    delivery_queue_ttl_seconds: 1,
    description_ttl_seconds: 1,
    heartbeat_interval: 1,
  }),
  seconds: 20,
  scenarios: [
    {
      id: "oldest-row-is-pushed-out",
      rule: "When the queue of a peer is full, the oldest row is dropped.",
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
      rule: "A row that is too old is not returned.",
      async steps({ register, post, get, sleep }) {
        const { peer_id } = await register("me");
        await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "stale" });
        await sleep(1_200);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [] });
      },
    },
    {
      id: "description-expires",
      rule: "A description that is too old is empty.",
      async steps({ register, post, get, sleep }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/description`, { description: "old news" });
        (await get(`/peers/${peer_id}`)).is(200, { description: "old news" });
        await sleep(1_200);
        (await get(`/peers/${peer_id}`)).is(200, { description: "" });
      },
    },
    {
      id: "description-expires-unread",
      rule: "The lifetime of a description begins when it is set, not when it is read.",
      async steps({ register, post, get, sleep }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/description`, { description: "old news" });
        await sleep(1_200);
        (await get(`/peers/${peer_id}`)).is(200, { description: "" });
      },
    },
    {
      id: "pane-of-a-silent-parent",
      rule: "A process takes the pane of its parent if the parent was silent for two heartbeats. Since 0.15.3 the parent keeps the pane while it is connected.",
      on: "python",
      async steps({ register, peer, post, path, circle, sleep, since }) {
        await peer("connected", { pane_id: "%7611", agent_pid: 4194008 });
        await register("alone", { pane_id: "%7612", agent_pid: 4194009 });
        await sleep(2_200);
        const child = (name: string, pane_id: string, parent_pid: number) =>
          post("/peers", { name, path: path(name), circle, pane_id, parent_pid });
        (await child("one", "%7611", 4194008)).is(since("0.15.3") ? 409 : 200);
        (await child("two", "%7612", 4194009)).is(200);
      },
    },
    ...(
      ["touch", "description", "status", "session", "register", "connect", "message"] as const
    ).map((sign) => ({
      id: `orchestrator-gives-a-sign-by-${sign}`,
      rule: `An orchestrator counts as present for two heartbeats after it was last seen. ${SIGNS[sign]}`,
      ...(sign === "session" && { ruleOf: "python" as const }),
      async steps(stage: Stage) {
        const { peer, post, get, circle, sleep } = stage;
        const boss = await peer("boss", { role: "orchestrator" });
        const route = `/circles/${circle}/orchestrator`;
        (await get(route)).is(200, { present: true, stale_after_seconds: 2 });
        await sleep(2_200);
        await post("/notify", { from_peer: "ghost", to_peer: boss.peer_id, text: "x" });
        await boss.receives();
        (await get(route)).is(200, { present: false });
        if (sign === "touch") await post(`/peers/${boss.peer_id}/touch`);
        if (sign === "description")
          await post(`/peers/${boss.peer_id}/description`, { description: "x" });
        if (sign === "status") boss.send({ type: "status", status: "busy" });
        if (sign === "session") {
          await post("/session/update", { peer_name: boss.peer_id, turn_state: "working" });
        }
        if (sign === "register") {
          const { peer_id } = boss;
          (await stage.register("boss", { peer_id, role: "orchestrator" })).answer.is(200, {
            peer_id,
          });
        }
        if (sign === "connect") await stage.socket("boss", { peer_id: boss.peer_id });
        if (sign === "message") {
          boss.send({ type: "pong" });
          await boss.notify({ peer_id: "nobody" }, "x");
          await post("/broadcast", { from_peer: boss.peer_id, text: "x" });
        }
        await stage.settle(boss);
        (await get(route)).is(200, { present: sign !== "session" && sign !== "message" });
      },
    })),
  ],
};
