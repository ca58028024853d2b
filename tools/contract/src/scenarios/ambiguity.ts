import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

const NAME = "twin-claude-code";

/** Two connected peers of one name in two circles. Neither is in the scenario's own circle. */
async function twins({ socket, circle, path }: Stage) {
  const one = await socket("twin", { circle: `${circle}-a` }, "injected");
  const two = await socket(
    "other twin",
    {
      display_name: "twin",
      circle: `${circle}-b`,
      path: path("twin"),
    },
    "injected",
  );
  return { one, two };
}

export const ambiguity: Group = {
  name: "ambiguity",
  title: "Ambiguous names",
  scenarios: [
    {
      id: "of-a-sender",
      rule: "If a sender's name means two peers in other circles, each route refuses it in its own way.",
      ruleOf: "python",
      async steps(stage) {
        await twins(stage);
        const { peer, post, silence } = stage;
        const target = await peer("target");
        const message = { from_peer: NAME, to_peer: target.peer_id, text: "x" };
        (await post("/ask", message)).is(409, { detail: /^Ambiguous peer name / });
        (await post("/notify", message)).is(409, { reason: "ambiguous_peer" });
        (await post("/query", { ...message, timeout: 1 })).is(200, {
          error: /^Ambiguous peer name /,
        });
        await post("/ask-many", { from_peer: NAME, to_peers: [target.peer_id], text: "x" });
        (await post("/broadcast", message)).is(500, "Internal Server Error");
        await silence(target);
      },
    },
    {
      id: "of-a-sender-in-the-circle-of-the-target",
      rule: "If a peer in the target's circle has the sender's name, the name means that peer, even if other circles have it too.",
      async steps(stage) {
        const { one } = await twins(stage);
        const { peer, post, circle } = stage;
        const target = await peer("target", { circle: `${circle}-a` });
        const message = { from_peer: NAME, to_peer: target.peer_id, text: "x" };
        (await post("/notify", message)).is(200, { from_peer_id: one.peer_id });
        await target.receives({ type: "notify" });
        (await post("/ask", message)).is(200);
        await target.receives({ type: "ask" });
      },
    },
    {
      id: "of-a-sender-from-another-circle",
      rule: "A sender's name that exists only in another circle is found there, and the circle boundary refuses the call.",
      ruleOf: "python",
      async steps({ peer, post, circle }) {
        await peer("far", { circle: `${circle}-b` });
        const target = await peer("target");
        const message = { from_peer: "far-claude-code", to_peer: target.peer_id, text: "x" };
        (await post("/notify", message)).is(403, { reason: "forbidden" });
        (await post("/ask", message)).is(403, { detail: /^Circle boundary: / });
        (await post("/query", { ...message, timeout: 1 })).is(200, { error: /^Circle boundary: / });
        const many = { from_peer: "far-claude-code", to_peers: [target.peer_id], text: "x" };
        (await post("/ask-many", many)).is(200, { children: [{ error: /^Circle boundary: / }] });
      },
    },
    {
      id: "of-one-of-many",
      rule: "In an ask to many, an ambiguous name is an error of that child alone.",
      async steps(stage) {
        await twins(stage);
        const { peer, post, get } = stage;
        const asker = await peer("asker");
        const worker = await peer("worker");
        const to_peers = [NAME, worker.peer_id];
        const many = await post("/ask-many", { from_peer: asker.peer_id, to_peers, text: "x" });
        many.is(200, {
          children: [
            { peer: NAME, delivered: false, error: /mbiguous/ },
            { peer: "worker-claude-code", delivered: true },
          ],
        });
        await worker.receives({ type: "ask" });
        await get(`/ask-many/${many.text("parent_id")}`);
      },
    },
    {
      id: "of-a-chat",
      rule: "A chat turn or delta accepts any name, even if two peers have it.",
      ruleOf: "python",
      async steps(stage) {
        await twins(stage);
        const { post, events, circle } = stage;
        (await post("/events/chat", { peer: NAME, role: "user", text: "hello" })).is(200);
        const delta = { peer: NAME, turn_id: `turn-${circle}`, chunk_index: 0, text: "h" };
        (await post("/events/chat_delta", delta)).is(200);
        await events([
          { type: "chat_turn", peer: NAME },
          { type: "chat_turn_delta", peer: NAME },
        ]);
      },
    },
    {
      id: "of-a-history",
      rule: "The routes of a peer's history return a plain 500 for an ambiguous name.",
      ruleOf: "python",
      async steps(stage) {
        await twins(stage);
        for (const route of ["timeline", "timeline/search?q=x", "transcript"]) {
          (await stage.get(`/peers/${NAME}/${route}`)).is(500, "Internal Server Error");
        }
      },
    },
  ],
};
