import type { Group } from "../runner/scenario.ts";
import { secondsBetween } from "../stage/seconds-between.ts";

export const pending: Group = {
  name: "pending",
  title: "Open asks, and asks to many",
  scenarios: [
    {
      id: "directions",
      rule: "Open asks are listed inbound, outbound or both. Each row has its direction.",
      async steps({ peer, get }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        const gamma = await peer("gamma");
        await alpha.ask(beta, "there");
        await beta.ask(alpha, "and back");
        await beta.ask(gamma, "is none of alpha's");
        await gamma.ask(beta, "neither");
        const list = (direction: string) =>
          get("/asks/pending", { peer_id: alpha.peer_id, direction });
        (await get("/asks/pending", { peer_id: alpha.peer_id })).is(200, {
          asks: [{ text: "and back" }],
        });
        (await list("inbound")).is(200, { asks: [{ text: "and back", direction: "inbound" }] });
        (await list("outbound")).is(200, { asks: [{ text: "there", direction: "outbound" }] });
        (await list("both")).is(200, { asks: [{ text: "and back" }, { text: "there" }] });
        (await list("sideways")).is(400, {
          detail: "direction must be one of: inbound, outbound, both",
        });
      },
    },
    {
      id: "both-directions-in-order",
      rule: "Both directions are listed in one order, newest first. An ask of a peer to itself is listed once.",
      async steps({ peer, get }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        await beta.ask(alpha, "one");
        await alpha.ask(beta, "two");
        await alpha.ask(alpha, "three");
        await alpha.ask(beta, "four");
        await beta.ask(alpha, "five");
        const query = { peer_id: alpha.peer_id, direction: "both" };
        (await get("/asks/pending", query)).is(200, {
          asks: ["five", "four", "three", "two", "one"].map((text) => ({ text })),
        });
      },
    },
    {
      id: "newest-first-and-at-most-ten",
      rule: "At most ten asks are listed, newest first. The peer's count includes all.",
      on: "python",
      async steps({ peer, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        for (let number = 1; number <= 12; number += 1) await asker.ask(worker, `ask ${number}`);
        const answer = (await get("/asks/pending", { peer_id: worker.peer_id })).is(200);
        const texts = (answer.at("asks") as { text: string }[]).map(({ text }) => text);
        if (texts.length !== 10 || texts[0] !== "ask 12") throw new Error(texts.join());
        (await get(`/peers/${worker.peer_id}`)).is(200, { pending_ask_count: 12 });
      },
    },
    {
      id: "by-pane-or-by-peer",
      rule: "Exactly one of `pane_id` and `peer_id` is required. A display name works as `peer_id`.",
      on: "python",
      async steps({ peer, get }) {
        const worker = await peer("worker", { pane_id: "%7301" });
        await (await peer("asker")).ask(worker, "x");
        (await get("/asks/pending", { pane_id: "%7301" })).is(200, { asks: [{}] });
        (await get("/asks/pending", { peer_id: "worker-claude-code" })).is(200, { asks: [{}] });
        (await get("/asks/pending")).is(400, { detail: "Must provide pane_id or peer_id" });
        (await get("/asks/pending", { pane_id: "%7301", peer_id: worker.peer_id })).is(400, {
          detail: "Provide only one of pane_id or peer_id",
        });
        (await get("/asks/pending", { peer_id: "nobody" })).is(404, {
          detail: "No peer with id: nobody",
        });
        (await get("/asks/pending", { pane_id: "%7302" })).is(404, {
          detail: "No peer for pane: %7302",
        });
        (await get("/asks/pending", { pane_id: "", peer_id: "" })).is(400);
      },
    },
    {
      id: "asks-survive-an-unregistration",
      rule: "An ask stays open if its asker or its worker is unregistered.",
      async steps({ peer, get, post, delete: remove }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await remove(`/peers/${asker.peer_id}`);
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, {
          asks: [{ correlation_id }],
        });
        await remove(`/peers/${worker.peer_id}`);
        (await post("/ack", { correlation_id })).is(200);
      },
    },
    {
      id: "many-are-asked-at-once",
      rule: "An ask to many sends one ask to each peer. A failure is reported at its child.",
      async steps({ peer, register, post, get, events }) {
        const asker = await peer("asker");
        const beta = await peer("beta");
        const gamma = await peer("gamma");
        const alone = await register("alone");
        const to_peers = [
          beta.peer_id,
          "gamma-claude-code",
          "beta-claude-code",
          alone.peer_id,
          "nobody",
        ];
        const body = { from_peer: asker.peer_id, to_peers, text: "all" };
        const many = (await post("/ask-many", body)).is(200, {
          parent_id: /^askm-[0-9a-f]{8}$/,
          children: [
            { peer: "beta-claude-code", delivered: true, error: null },
            { peer: "gamma-claude-code", delivered: true },
            { peer: "alone-claude-code", delivered: false },
            {
              peer: "nobody",
              correlation_id: null,
              delivered: false,
              error: "peer not found: nobody",
            },
          ],
        });
        const route = `/ask-many/${many.text("parent_id")}`;
        await beta.receives({ type: "ask" });
        await gamma.receives({ type: "ask" });
        (await get(route)).is(200, { state: "pending", timed_out: false });
        await beta.ack(many.text("children", 0, "correlation_id"));
        await gamma.ack(many.text("children", 1, "correlation_id"), { message: "yes" });
        await asker.receives({ type: "notify" });
        (await get(route)).is(200, {
          state: "complete",
          rollup: { total: 4, acked: 1, replied: 1, pending: 0, failed: 2 },
        });
        await events();
      },
    },
    {
      id: "many-have-a-deadline",
      rule: "After its deadline, by default 300 seconds, an ask to many is `partial`. Its open asks stay open.",
      ruleOf: "python",
      async steps({ peer, post, get, sleep, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const body = {
          from_peer: asker.peer_id,
          to_peers: [worker.peer_id],
          text: "x",
          timeout_seconds: 0,
        };
        const many = await post("/ask-many", body);
        await sleep(20);
        (await get(`/ask-many/${many.text("parent_id")}`)).is(200, {
          timed_out: true,
          state: "partial",
        });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}] });
        const { timeout_seconds: _none, ...usual } = body;
        const second = await post("/ask-many", usual);
        const state = (await get(`/ask-many/${second.text("parent_id")}`)).is(200, {
          state: "pending",
        });
        const time = secondsBetween(state.body, "created_at", "deadline");
        must("the usual deadline is 300 seconds", Math.abs(time - 300) < 0.01);
      },
    },
    {
      id: "many-are-1-to-50",
      rule: "An ask to many has one to fifty names, otherwise it returns 422. An unknown id returns 404.",
      ruleOf: "python",
      async steps({ post, get }) {
        const body = { from_peer: "ghost", text: "x" };
        (await post("/ask-many", { ...body, to_peers: [] })).is(422, {
          detail: "to_peers must not be empty",
        });
        const to_peers = Array.from({ length: 51 }, (_, index) => `nobody-${index}`);
        (await post("/ask-many", { ...body, to_peers })).is(422, {
          detail: "to_peers exceeds the 50-peer limit",
        });
        (await post("/ask-many", { ...body, to_peers: "x" })).is(422, {
          detail: [{ type: "list_type" }],
        });
        (await get("/ask-many/askm-unknown")).is(404, {
          detail: "ask-many askm-unknown not found",
        });
      },
    },
  ],
};
