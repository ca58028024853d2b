import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

export const circles: Group = {
  name: "circles",
  title: "Circles: who may reach whom",
  scenarios: [
    {
      id: "border-refuses-an-ask",
      rule: "An ask from another circle is refused with 403.",
      ruleOf: "python",
      async steps({ peer, circle }) {
        const asker = await peer("alpha");
        const target = await peer("zeta", { circle: `${circle}-z` });
        (await asker.ask(target, "x")).is(403, {
          detail: `Circle boundary: alpha-claude-code (${circle}) cannot access zeta-claude-code (${circle}-z)`,
        });
      },
    },
    {
      id: "reply-crosses-the-border",
      rule: "If an ask crossed the circle boundary, its reply crosses it too.",
      async steps({ peer, circle }) {
        const asker = await peer("alpha");
        const target = await peer("zeta", { circle: `${circle}-z` });
        const ask = await asker.ask(target, "x", { bypass_circle: true });
        const correlation_id = ask.is(200).text("correlation_id");
        (await target.ack(correlation_id, { message: "y" })).is(200, { ok: true });
        await asker.receives({ type: "notify", text: / y$/ });
      },
    },
    {
      id: "border-refuses-a-notification",
      rule: "A notification from another circle is refused with 403, in the flat form of notify.",
      async steps({ peer, circle }) {
        const sender = await peer("alpha");
        const target = await peer("zeta", { circle: `${circle}-z` });
        (await sender.notify(target, "x")).is(403, {
          ok: false,
          status: "forbidden",
          delivery_state: "failed",
          delivered: false,
          queued: false,
          reason: "forbidden",
          detail: /^Circle boundary: /,
        });
      },
    },
    {
      id: "border-refuses-a-query",
      rule: "A query from another circle returns 200 with an error.",
      ruleOf: "python",
      async steps({ peer, circle, post }) {
        const sender = await peer("alpha");
        const { peer_id } = await peer("zeta", { circle: `${circle}-z` });
        const query = { from_peer: sender.peer_id, to_peer: peer_id, text: "x", timeout: 1 };
        (await post("/query", query)).is(200, { text: null, error: /^Circle boundary: / });
      },
    },
    {
      id: "border-is-an-error-of-a-child",
      rule: "In an ask to many, the circle boundary is an error of that child alone.",
      async steps({ peer, circle, post }) {
        const asker = await peer("alpha");
        const { peer_id } = await peer("zeta", { circle: `${circle}-z` });
        const many = { from_peer: asker.peer_id, to_peers: [peer_id], text: "x" };
        const answer = await post("/ask-many", many);
        answer.is(200, { children: [{ delivered: false, error: /^Circle boundary: / }] });
      },
    },
    {
      id: "bypass-crosses",
      rule: "`bypass_circle` crosses the circle boundary in every call that checks it.",
      on: "python",
      async steps({ peer, circle, post }) {
        const asker = await peer("alpha");
        const target = await peer("zeta", { circle: `${circle}-z` });
        (await asker.ask(target, "x", { bypass_circle: true })).is(200);
        await target.receives({ type: "ask", from_peer: "alpha-claude-code" });
        (await asker.notify(target, "y", { bypass_circle: true })).is(200, { status: "sent" });
        await target.receives({ type: "notify", text: "y" });
        const body = { from_peer: asker.peer_id, text: "z", bypass_circle: true };
        const query = { ...body, to_peer: target.peer_id, timeout: 0 };
        (await post("/query", query)).is(200, { error: /^Timeout waiting / });
        await target.receives();
        const many = { ...body, to_peers: [target.peer_id] };
        (await post("/ask-many", many)).is(200, { children: [{ delivered: true }] });
        await target.receives({ type: "ask" });
      },
    },
    {
      id: "unknown-sender-crosses",
      rule: "A sender that is not registered has no circle and reaches every circle.",
      async steps({ peer, post }) {
        const target = await peer("zeta");
        const ask = { from_peer: "ghost", to_peer: target.peer_id, text: "boo" };
        (await post("/ask", ask)).is(200);
        await target.receives({ type: "ask", from_peer: "ghost" });
        (await post("/notify", ask)).is(200, { from_peer_id: null, from_peer_name: "ghost" });
        await target.receives({ type: "notify", from_peer: "ghost" });
      },
    },
    ...(["service", "orchestrator", "human"] as const).map((role) => ({
      id: `${role}-crosses-both-ways`,
      rule: `A peer with the role ${role} reaches every circle and is reached from every circle.`,
      on: "python" as const,
      async steps({ peer, circle, post }: Stage) {
        const special = await peer(role, { role, circle: `${circle}-s` });
        const agent = await peer("agent");
        (await special.ask(agent, "to the agent")).is(200);
        await agent.receives({ type: "ask" });
        (await agent.ask(special, "to the other")).is(200);
        await special.receives({ type: "ask" });
        for (const [sender, target] of [
          [special, agent],
          [agent, special],
        ] as const) {
          (await sender.notify(target, "x")).is(200, { status: "sent" });
          await target.receives({ type: "notify" });
          const query = { from_peer: sender.peer_id, to_peer: target.peer_id, text: "x" };
          (await post("/query", { ...query, timeout: 0 })).is(200, { error: /^Timeout waiting / });
          await target.receives();
        }
      },
    })),
    {
      id: "name-with-a-wrong-circle-is-unknown",
      rule: "With a wrong circle, a name is not found (404), and an id is refused at the circle boundary (403).",
      ruleOf: "python",
      async steps({ peer, circle, post }) {
        const asker = await peer("alpha");
        const target = await peer("zeta", { circle: `${circle}-z` });
        const ask = { from_peer: asker.peer_id, text: "x", circle };
        const byName = await post("/ask", { ...ask, to_peer: "zeta-claude-code" });
        byName.is(404, { detail: "Unknown peer: zeta-claude-code" });
        (await post("/ask", { ...ask, to_peer: target.peer_id })).is(403);
        const notify = await post("/notify", { ...ask, to_peer: "zeta-claude-code" });
        notify.is(404, {
          status: "not_found",
          delivery_state: "unknown_peer",
          reason: "unknown_peer",
        });
      },
    },
    {
      id: "list-of-a-circle",
      rule: "The list of a circle contains its peers and every service, orchestrator and human.",
      ruleOf: "python",
      async steps({ register, circle, get, must }) {
        await register("here");
        await register("there", { circle: `${circle}-b` });
        for (const role of ["service", "orchestrator", "human"]) {
          await register(role, { circle: `${circle}-b`, role });
        }
        const list = async (query: Record<string, string>) =>
          (await get("/peers", query)).is(200).names().join();
        const own =
          "here-claude-code,service-claude-code,orchestrator-claude-code,human-claude-code";
        must("those of the circle and of the roles are listed", (await list({ circle })) === own);
        await list({ circle: "*" });
        await list({ circle: "" });
      },
    },
    {
      id: "moving-keeps-the-id",
      rule: "A peer that moves to another circle keeps its id, which contains the old circle. The name of the new circle is not checked.",
      ruleOf: "python",
      async steps({ register, circle, post, get }) {
        const { peer_id } = await register("me");
        for (const next of [`${circle}-b`, `${circle} c!`]) {
          (await post("/peers/circle", { peer_name: peer_id, circle: next })).is(200, { ok: true });
          (await get(`/peers/${peer_id}`)).is(200, { peer_id, circle: next });
        }
      },
    },
    {
      id: "moving-needs-texts",
      rule: "Moving a peer with an empty name or circle returns 422.",
      ruleOf: "python",
      async steps({ post }) {
        (await post("/peers/circle", { peer_name: "", circle: "" })).is(422, {
          detail: [{ type: "string_too_short" }, { type: "string_too_short" }],
        });
      },
    },
  ],
};
