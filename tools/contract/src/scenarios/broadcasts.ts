import type { Group } from "../runner/scenario.ts";

export const broadcasts: Group = {
  name: "broadcasts",
  title: "Broadcasts",
  scenarios: [
    {
      id: "reaches-the-circle",
      rule: "A broadcast reaches the connected peers of the circle and every service, orchestrator and human, except its sender.",
      ruleOf: "python",
      async steps({ peer, register, post, circle, silence, events }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        const other = await peer("other", { circle: `${circle}-b` });
        const service = await peer("service", { circle: `${circle}-b`, role: "service" });
        await register("alone");
        const body = { from_peer: alpha.peer_id, text: "all " };
        (await post("/broadcast", body)).is(200, {
          ok: true,
          sent_to: ["beta-claude-code", "service-claude-code"],
          failed: [],
        });
        await beta.receives({ type: "broadcast", from_peer: alpha.peer_id, text: "all " });
        await service.receives({ type: "broadcast" });
        await silence(alpha, beta, other, service);
        await events([{ type: "broadcast", from: alpha.peer_id, text: "all ", exclude: [] }]);
      },
    },
    {
      id: "by-name-and-to-itself-not",
      rule: "The sender's name is copied unchanged. A sender that is a peer does not receive its own broadcast.",
      async steps({ peer, post, silence }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        (await post("/broadcast", { from_peer: "alpha-claude-code", text: "x" })).is(200);
        await beta.receives({ from_peer: "alpha-claude-code" });
        await silence(alpha);
      },
    },
    {
      id: "excludes",
      rule: "Excluded names and ids receive nothing. Unknown names and ids are ignored.",
      ruleOf: "python",
      async steps({ peer, post, silence }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        const gamma = await peer("gamma");
        const delta = await peer("delta");
        const exclude = [beta.peer_id, "gamma-claude-code", "nobody"];
        const body = { from_peer: alpha.peer_id, text: "x", exclude };
        (await post("/broadcast", body)).is(200, { sent_to: ["delta-claude-code"] });
        await delta.receives();
        await silence(beta, gamma);
        (await post("/broadcast", { ...body, exclude: null })).is(422);
      },
    },
    {
      id: "unknown-sender-and-bypass-reach-everyone",
      rule: "An unknown sender, a service, and `bypass_circle` reach every circle.",
      async steps({ peer, post, circle }) {
        const alpha = await peer("alpha");
        const other = await peer("other", { circle: `${circle}-b` });
        const service = await peer("service", { role: "service" });
        await post("/broadcast", { from_peer: "ghost", text: "1" });
        await post("/broadcast", { from_peer: alpha.peer_id, text: "2", bypass_circle: true });
        await post("/broadcast", { from_peer: service.peer_id, text: "3" });
        for (const text of ["1", "2", "3"]) await other.receives({ text });
      },
    },
    {
      id: "status-does-not-matter",
      rule: "A connected peer with any status receives a broadcast. A peer without a connection never does.",
      async steps({ peer, register, post, get }) {
        const me = await peer("me");
        const alone = await register("alone");
        await post("/session/update", { peer_name: me.peer_id, status: "offline" });
        (await post("/broadcast", { from_peer: "ghost", text: "x" })).is(200, {
          sent_to: ["me-claude-code"],
        });
        await me.receives({ type: "broadcast", delivery_id: undefined });
        (await get("/deliveries/pending", { peer_id: alone.peer_id })).is(200, { deliveries: [] });
      },
    },
    {
      id: "needs-a-sender-and-a-text",
      rule: "A broadcast needs `from_peer` and `text`.",
      ruleOf: "python",
      async steps({ post }) {
        (await post("/broadcast", {})).is(422, {
          detail: [{ type: "missing" }, { type: "missing" }],
        });
        const nobody = { from_peer: "ghost", text: "x", exclude: [5] };
        (await post("/broadcast", nobody)).is(422, {
          detail: [{ type: "string_type", loc: ["body", "exclude", 0] }],
        });
      },
    },
  ],
};
