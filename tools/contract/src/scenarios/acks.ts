import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** An ask that has reached its worker. */
async function openAsk({ peer }: Stage) {
  const asker = await peer("asker");
  const worker = await peer("worker");
  const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
  await worker.receives();
  return { asker, worker, correlation_id };
}

export const acks: Group = {
  name: "acks",
  title: "Closing an ask",
  scenarios: [
    {
      id: "bare-ack-closes-silently",
      rule: "An ack without a message closes the ask, writes an event and sends no frame.",
      ruleOf: "python",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        (await worker.ack(correlation_id)).is(200, { ok: true });
        await stage.silence(asker, worker);
        (await stage.get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [] });
        await stage.events([
          { type: "ask" },
          { type: "ack", status: "ack", delivered: false, has_message: false },
        ]);
      },
    },
    {
      id: "empty-message-is-a-bare-ack",
      rule: "An empty message and null count as no message.",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        (await worker.ack(correlation_id, { message: "" })).is(200);
        (await worker.ack(correlation_id, { message: null })).is(200);
        await stage.silence(asker);
        await stage.events();
      },
    },
    {
      id: "bare-re-ack-is-200",
      rule: "A second bare ack of a closed ask succeeds and has no effect.",
      ruleOf: "python",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        (await worker.ack(correlation_id)).is(200);
        (await worker.ack(correlation_id)).is(200, { ok: true });
        await stage.silence(asker);
        await stage.events([{ type: "ask" }, { type: "ack" }]);
      },
    },
    {
      id: "message-on-a-closed-ask-is-410",
      rule: "An ack with a message for a closed ask returns 410, and the message is not delivered.",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        (await worker.ack(correlation_id, { message: "first" })).is(200);
        await asker.receives({ text: / first$/ });
        const late = await worker.ack(correlation_id, { message: "second" });
        late.is(410, {
          detail:
            `Ask ${correlation_id} is already closed; reply message was not delivered.` +
            (stage.since("0.15.0") ? " Send a new notify/ask instead." : ""),
        });
        (await worker.ack(correlation_id, { attachments: [{ id: "x" }] })).is(410);
        await stage.silence(asker);
      },
    },
    {
      id: "unknown-ask-is-404",
      rule: "An ack of an unknown id returns 404.",
      ruleOf: "python",
      async steps({ post }) {
        const unknown = { correlation_id: "ask-unknown" };
        (await post("/ack", unknown)).is(404, {
          detail: "No open ask with correlation_id: ask-unknown",
        });
        (await post("/ack", { ...unknown, message: "x" })).is(404);
        (await post("/ack", {})).is(422, {
          detail: [{ type: "missing", loc: ["body", "correlation_id"] }],
        });
      },
    },
    {
      id: "sender-of-an-ack-is-not-checked",
      rule: "Any caller may ack an ask. The reply names the asked peer as its sender.",
      async steps(stage) {
        const { asker, correlation_id } = await openAsk(stage);
        const body = { correlation_id, message: "not me", from_peer: "somebody-else" };
        (await stage.post("/ack", body)).is(200);
        await asker.receives({
          from_peer: "worker-claude-code",
          text: `[ack #${correlation_id} from @worker-claude-code] not me`,
        });
      },
    },
    {
      id: "attachments-alone-are-a-reply",
      rule: "A reply may consist of attachments alone. Its text then ends with a blank.",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        const attachments = [{ id: "f0afebdc", filename: "x.json" }];
        (await worker.ack(correlation_id, { attachments })).is(200);
        await asker.receives({
          text: `[ack #${correlation_id} from @worker-claude-code] `,
          attachments,
        });
        await stage.events();
      },
    },
    {
      id: "reply-waits-for-a-receipt",
      rule: "The ack returns when the asker's receipt comes, or after 0.75 seconds. A receipt of a failure changes nothing.",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        const next = (await asker.ask(worker, "y")).text("correlation_id");
        await worker.receives();
        asker.receipt = "rejected";
        const [answer, quick] = await stage.timed(() => worker.ack(next, { message: "r" }));
        answer.is(200, { ok: true });
        stage.must("a receipt ends the wait", quick < 700);
        await asker.receives();
        asker.receipt = undefined;
        const [, slow] = await stage.timed(() => worker.ack(correlation_id, { message: "r" }));
        stage.must("no receipt takes its time", slow >= 740);
        await asker.receives();
        (await stage.get("/deliveries/pending", { peer_id: asker.peer_id })).is(200, {
          deliveries: [],
        });
      },
    },
    {
      id: "ask-stays-pending-until-the-receipt",
      rule: "The ask closes after the wait for the receipt. Until then it is pending, and concurrent acks all succeed.",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        asker.receipt = undefined;
        const first = worker.ack(correlation_id, { message: "one" });
        await asker.receives({ text: / one$/ });
        const pending = await stage.get("/asks/pending", { peer_id: worker.peer_id });
        pending.is(200, { asks: [{ correlation_id }] });
        const second = worker.ack(correlation_id, { message: "two" });
        await asker.receives({ text: / two$/ });
        (await first).is(200);
        (await second).is(200);
        (await worker.ack(correlation_id, { message: "three" })).is(410);
      },
    },
    {
      id: "reply-to-a-deleted-asker",
      rule: "If the asker is gone, a reply returns 200 and is only written as an event.",
      ruleOf: "python",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        await stage.delete(`/peers/${asker.peer_id}`);
        (await worker.ack(correlation_id, { message: "anybody?" })).is(200);
        await stage.silence(asker);
        (await worker.ack(correlation_id, { message: "again" })).is(410);
        (await worker.ack(correlation_id)).is(200);
        await stage.events([
          { type: "ask" },
          { type: "ack", status: "ack_with_msg", delivered: false },
        ]);
      },
    },
    {
      id: "reply-to-an-unknown-asker",
      rule: "If the asker was never registered, a reply returns 200 and is only written as an event.",
      ruleOf: "python",
      async steps({ peer, post, events }) {
        const worker = await peer("worker");
        const ask = { from_peer: "ghost", to_peer: worker.peer_id, text: "x" };
        const correlation_id = (await post("/ask", ask)).text("correlation_id");
        await worker.receives({ from_peer: "ghost" });
        (await worker.ack(correlation_id, { message: "boo" })).is(200);
        await events([{ type: "ask" }, { type: "ack", delivered: false }]);
      },
    },
    {
      id: "reply-of-a-deleted-worker",
      rule: "If the worker is gone, its reply still arrives, with its id as the sender.",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openAsk(stage);
        await stage.delete(`/peers/${worker.peer_id}`);
        (await stage.post("/ack", { correlation_id, message: "from beyond" })).is(200);
        await asker.receives({
          from_peer: worker.peer_id,
          text: `[ack #${correlation_id} from @worker-claude-code] from beyond`,
        });
      },
    },
    {
      id: "reply-to-an-asker-without-a-connection",
      rule: "Up to 0.14.17 such a reply is queued and closes the ask. Since 0.15.2 every attempt is queued and refused with 503.",
      async steps({ register, peer, post, get, since, events }) {
        const me = await register("me");
        const worker = await peer("worker");
        const ask = { from_peer: me.peer_id, to_peer: worker.peer_id, text: "x" };
        const correlation_id = (await post("/ask", ask)).text("correlation_id");
        await worker.receives();
        const replies = [await worker.ack(correlation_id, { message: "one" })];
        replies.push(await worker.ack(correlation_id, { message: "two" }));
        if (since("0.15.2")) {
          for (const reply of replies) {
            reply.is(503, {
              detail:
                "Reply delivery failed for me-claude-code: queued_delivery. " +
                "Ask remains open; retry when the asker reconnects.",
            });
          }
        } else {
          replies[0]?.is(200);
          replies[1]?.is(410);
        }
        const rows = await get("/deliveries/pending", { peer_id: me.peer_id });
        rows.is(200, {
          deliveries: since("0.15.2") ? [{}, {}] : [{ kind: "notify", correlation_id: null }],
        });
        await get("/asks/pending", { peer_id: worker.peer_id });
        await events();
      },
    },
    {
      id: "no-ops",
      rule: "`picked_up` and `mark_reminded` have no effect for any id, but require a body.",
      ruleOf: "python",
      async steps({ post }) {
        for (const what of ["picked_up", "mark_reminded"]) {
          (await post(`/asks/ask-unknown/${what}`, {})).is(200, { ok: true });
          (await post(`/asks/ask-unknown/${what}`)).is(422, {
            detail: [{ type: "missing", loc: ["body"] }],
          });
        }
      },
    },
  ],
};
