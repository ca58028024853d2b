import type { Group } from "../runner/scenario.ts";
import { secondsBetween } from "../stage/seconds-between.ts";

export const notifications: Group = {
  name: "notifications",
  title: "Notifications and their queue",
  scenarios: [
    {
      id: "delivered",
      rule: "A notification to a connected peer is sent, and the answer contains the whole receipt.",
      ruleOf: "python",
      async steps({ peer, events }) {
        const sender = await peer("sender");
        const target = await peer("target");
        target.receipt = { status: "injected", colour: "blue", note: null };
        (await sender.notify(target, "hello \n")).is(200, {
          ok: true,
          status: "sent",
          delivery_state: "delivered",
          delivered: true,
          queued: false,
          reason: "transport_delivered",
          from_peer_id: sender.peer_id,
          to_peer_name: "target-claude-code",
          hook_delivery: { status: "injected", colour: "blue" },
          delivery_id: /^notif-delivery-[0-9a-f]{8}$/,
        });
        await target.receives({
          type: "notify",
          from_peer: "sender-claude-code",
          text: "hello \n",
        });
        await events([{ type: "notification", delivery_status: "sent" }]);
      },
    },
    {
      id: "without-a-receipt",
      rule: "Without a receipt a notification still counts as sent, after 0.75 seconds.",
      async steps({ peer, timed, must }) {
        const sender = await peer("sender");
        const target = await peer("target");
        target.receipt = undefined;
        const [answer, time] = await timed(() => sender.notify(target, "x"));
        answer.is(200, { status: "sent", hook_delivery: null });
        must("it takes its time", time >= 740 && time < 3000);
      },
    },
    {
      id: "failed-receipt-is-still-delivered",
      rule: "A notification whose receipt says `failed` counts as delivered, and the answer contains the receipt.",
      async steps({ peer, get }) {
        const sender = await peer("sender");
        const target = await peer("target");
        target.receipt = { status: "failed", detail: "pane gone" };
        (await sender.notify(target, "x")).is(200, {
          delivered: true,
          hook_delivery: { status: "failed" },
        });
        (await get(`/peers/${target.peer_id}`)).is(200, { inbound_status: "inbound_degraded" });
        target.receipt = "injected";
        await sender.notify(target, "y");
        (await get(`/peers/${target.peer_id}`)).is(200, { inbound_status: "online" });
      },
    },
    {
      id: "busy-target",
      rule: "A busy peer receives a notification at once. 0.14.17 nevertheless returns `queued` with the reason `recipient_busy`, and queues nothing.",
      async steps({ peer, post, get, since, events }) {
        const sender = await peer("sender");
        const target = await peer("target");
        await post("/session/update", { peer_name: target.peer_id, status: "busy" });
        (await sender.notify(target, "x")).is(
          200,
          since("0.15.6")
            ? { status: "sent", delivered: true, reason: "transport_delivered" }
            : { status: "queued", delivered: false, queued: true, reason: "recipient_busy" },
        );
        await target.receives({ type: "notify", text: "x" });
        (await get("/deliveries/pending", { peer_id: target.peer_id })).is(200, { deliveries: [] });
        await events();
      },
    },
    {
      id: "queued-without-a-connection",
      rule: "A notification to a peer without a connection is queued. The peer becomes offline, and the daemon writes two events.",
      async steps({ peer, register, get, events }) {
        const sender = await peer("sender");
        const target = await register("target");
        (await sender.notify(target, "later")).is(200, {
          status: "queued",
          delivery_state: "queued",
          delivered: false,
          queued: true,
          reason: "queued_delivery",
          hook_delivery: null,
        });
        (await get(`/peers/${target.peer_id}`)).is(200, { status: "offline" });
        await events();
      },
    },
    {
      id: "peer-that-fetches-stays-online",
      rule: "A notification to a peer that polls its queue (`repowire_cli_fallback`) is queued, and the peer stays online.",
      async steps({ peer, register, get, events }) {
        const sender = await peer("sender");
        const metadata = { repowire_cli_fallback: true };
        const target = await register("target", { metadata });
        (await sender.notify(target, "later")).is(200, {
          status: "queued",
          reason: "queued_delivery",
        });
        (await get(`/peers/${target.peer_id}`)).is(200, { status: "online" });
        (await get("/deliveries/pending", { peer_id: target.peer_id })).is(200, {
          deliveries: [{ text: "later", kind: "notify" }],
        });
        await events();
      },
    },
    {
      id: "draining-deletes",
      rule: "Reading the queue removes its rows. They are sorted oldest first and live for a day.",
      async steps({ register, peer, get, must }) {
        const sender = await peer("sender");
        const target = await register("target");
        for (const text of ["one", "two", "three"]) {
          await sender.notify(target, text, { attachments: [{ id: "f0afebdc", size: null }] });
        }
        const drain = (more: Record<string, string> = {}) =>
          get("/deliveries/pending", { peer_id: target.peer_id, ...more });
        (await drain({ max_results: "0" })).is(200, { deliveries: [] });
        (await drain({ max_results: "-1" })).is(200, { deliveries: [] });
        (await drain({ max_results: "2" })).is(200, {
          deliveries: [
            {
              text: "one",
              kind: "notify",
              delivery_id: /^qd-[0-9a-f]{12}$/,
              from_peer: "sender-claude-code",
            },
            { text: "two" },
          ],
        });
        const last = (await drain()).is(200, { deliveries: [{ text: "three" }] });
        const life = secondsBetween(last.at("deliveries", 0), "created_at", "expires_at");
        must("a row lives for a day", Math.abs(life - 86_400) < 0.01);
        (await drain()).is(200, { deliveries: [] });
      },
    },
    {
      id: "queue-by-pane-or-by-peer",
      rule: "The queue is read with exactly one of `pane_id` and `peer_id`.",
      on: "python",
      async steps({ register, get }) {
        const { peer_id } = await register("me", { pane_id: "%7401" });
        (await get("/deliveries/pending", { pane_id: "%7401" })).is(200, { deliveries: [] });
        (await get("/deliveries/pending")).is(400);
        (await get("/deliveries/pending", { peer_id, pane_id: "%7401" })).is(400);
        (await get("/deliveries/pending", { pane_id: "%7402" })).is(404);
        (await get("/deliveries/pending", { peer_id, max_results: "many" })).is(422, {
          detail: [{ type: "int_parsing", loc: ["query", "max_results"] }],
        });
      },
    },
    {
      id: "queue-belongs-to-the-id",
      rule: "The rows belong to the peer id. A peer that comes back without its id has an empty queue.",
      ruleOf: "python",
      async steps({ register, post, get }) {
        const old = await register("target");
        await post("/notify", { from_peer: "ghost", to_peer: old.peer_id, text: "x" });
        const fresh = await register("target");
        (await get("/deliveries/pending", { peer_id: fresh.peer_id })).is(200, { deliveries: [] });
        (await get("/deliveries/pending", { peer_id: old.peer_id })).is(404);
      },
    },
    {
      id: "queue-is-replayed-on-connect",
      rule: "Since 0.14.18 a peer that connects is sent its queued notifications one by one, and each is deleted after any receipt. Before, they stay in the queue.",
      async steps({ register, post, socket, get, since, silence, sleep }) {
        const { peer_id } = await register("me");
        for (const text of ["one", "two"]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text });
        }
        const me = await socket("me", { peer_id }, "rejected");
        if (since("0.14.18")) {
          await me.receives({ type: "notify", text: "one", delivery_id: /^qd-/ });
          await me.receives({ type: "notify", text: "two", delivery_id: /^qd-/ });
          await sleep(100);
        }
        await silence(me);
        const left = await get("/deliveries/pending", { peer_id });
        left.is(200, { deliveries: since("0.14.18") ? [] : [{ text: "one" }, { text: "two" }] });
      },
    },
    {
      id: "replay-waits-for-receipts",
      rule: "Without receipts the replayed rows come 0.75 seconds apart.",
      since: "0.14.18",
      ruleOf: "python",
      async steps({ register, post, socket, timed, must, get, sleep }) {
        const { peer_id } = await register("me");
        for (const text of ["one", "two"]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text });
        }
        const [, time] = await timed(async () => {
          const me = await socket("me", { peer_id });
          await me.receives({ text: "one" });
          await me.receives({ text: "two" });
        });
        must("the second comes later", time >= 740 && time < 3000);
        await sleep(1000);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [] });
      },
    },
    {
      id: "replayed-row-is-pending-until-then",
      rule: "A replayed row stays in the queue until its receipt comes. A peer that reads the queue before that gets the row twice.",
      since: "0.14.18",
      ruleOf: "python",
      async steps({ register, post, socket, get, sleep, silence }) {
        const { peer_id } = await register("me");
        for (const text of ["one", "two"]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text });
        }
        const me = await socket("me", { peer_id });
        const first = await me.receives({ text: "one" });
        (await get("/deliveries/pending", { peer_id, max_results: "1" })).is(200, {
          deliveries: [{ text: "one", delivery_id: String(first["delivery_id"]) }],
        });
        await me.receives({ text: "two" });
        await sleep(1_000);
        await silence(me);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [] });
      },
    },
    {
      id: "broken-socket-keeps-the-rest",
      rule: "If the connection breaks during a replay, the unsent rows stay and are replayed the next time.",
      since: "0.14.18",
      on: "python",
      async steps({ register, post, socket, sleep, silence, get }) {
        const { peer_id } = await register("me");
        for (const text of ["one", "two", "three"]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text });
        }
        const me = await socket("me", { peer_id });
        await me.receives({ text: "one" });
        await me.close();
        await sleep(1_000);
        const again = await socket("me", { peer_id }, "injected");
        await again.receives({ text: "two" });
        await again.receives({ text: "three" });
        await sleep(100);
        await silence(again);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [] });
      },
    },
    {
      id: "queued-asks-are-not-replayed",
      rule: "Queued rows of asks are not replayed.",
      ruleOf: "python",
      async steps({ register, post, socket, silence, get, sleep }) {
        const metadata = { repowire_cli_fallback: true };
        const { peer_id } = await register("me", { metadata });
        await post("/ask", { from_peer: "ghost", to_peer: peer_id, text: "x" });
        const me = await socket("me", { peer_id });
        await sleep(100);
        await silence(me);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [{ kind: "ask" }] });
      },
    },
    {
      id: "queued-ask-does-not-stop-the-replay",
      rule: "Since 0.14.18 a notification behind a queued ask is replayed, and the row of the ask stays.",
      since: "0.14.18",
      ruleOf: "python",
      async steps({ register, post, socket, get, sleep }) {
        const metadata = { repowire_cli_fallback: true };
        const { peer_id } = await register("me", { metadata });
        await post("/ask", { from_peer: "ghost", to_peer: peer_id, text: "x" });
        await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "y" });
        const me = await socket("me", { peer_id }, "rejected");
        await me.receives({ type: "notify", text: "y" });
        await sleep(100);
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [{ kind: "ask" }] });
      },
    },
    {
      id: "needs-a-sender-a-target-and-a-text",
      rule: "`from_peer`, `to_peer` and `text` are required, and attachments must be a list of objects.",
      ruleOf: "python",
      async steps({ post }) {
        (await post("/notify", {})).is(422, {
          detail: [{ type: "missing" }, { type: "missing" }, { type: "missing" }],
        });
        const body = { from_peer: "ghost", to_peer: "nobody", text: "x" };
        (await post("/notify", { ...body, text: 5 })).is(422, {
          detail: [{ type: "string_type" }],
        });
        (await post("/notify", { ...body, attachments: null })).is(422, {
          detail: [{ type: "list_type" }],
        });
        (await post("/notify", { ...body, attachments: ["x"] })).is(422);
        (await post("/notify", { ...body, attachments: [{ size: "big" }] })).is(422);
        (await post("/notify", { ...body, unknown: true })).is(404);
      },
    },
    {
      id: "hundred-rows-a-peer",
      rule: "The queue keeps the newest hundred rows of a peer. A page has fifty.",
      async steps({ register, caller, get, must }) {
        const { peer_id } = await register("me");
        for (let number = 1; number <= 103; number += 1) {
          const body = { from_peer: "ghost", to_peer: peer_id, text: `row ${number}` };
          await caller.quietly("POST", "/notify", { body });
        }
        const first = (await get("/deliveries/pending", { peer_id })).is(200);
        must("a page has fifty", (first.at("deliveries") as unknown[]).length === 50);
        must("the fourth is the oldest", first.text("deliveries", 0, "text") === "row 4");
        const rest = (await get("/deliveries/pending", { peer_id, max_results: "500" })).is(200);
        must("fifty are left", (rest.at("deliveries") as unknown[]).length === 50);
      },
    },
  ],
};
