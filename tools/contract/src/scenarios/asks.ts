import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

export const asks: Group = {
  name: "asks",
  title: "Asking a peer",
  scenarios: [
    {
      id: "travels-end-to-end",
      rule: "An ask reaches its target with a hint and is pending until it is acked. The reply reaches the asker as a notification.",
      ruleOf: "python",
      async steps({ peer, get, events, silence }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "Which port?"))
          .is(200, { error: null })
          .text("correlation_id");
        const hint = `↳ ack("${correlation_id}") or ack("${correlation_id}", "reply")`;
        await worker.receives({
          type: "ask",
          correlation_id,
          delivery_id: /^ask-delivery-[0-9a-f]{8}$/,
          from_peer: "asker-claude-code",
          to_peer: "worker-claude-code",
          text: `Which port?\n${hint}`,
        });
        const pending = { peer_id: worker.peer_id };
        (await get("/asks/pending", pending)).is(200, {
          asks: [{ correlation_id, text: "Which port?" }],
        });
        (await worker.ack(correlation_id, { message: "8377" })).is(200, { ok: true });
        await asker.receives({
          type: "notify",
          from_peer: "worker-claude-code",
          text: `[ack #${correlation_id} from @worker-claude-code] 8377`,
        });
        (await get("/asks/pending", pending)).is(200, { asks: [] });
        await events([
          { type: "ask", correlation_id, self_target: false },
          { type: "notification", delivery_status: "sent" },
        ]);
        await silence(asker, worker);
      },
    },
    {
      id: "text-is-stored-as-sent",
      rule: "The frame drops white space at the end of the text. The pending list and the event keep it.",
      ruleOf: "python",
      async steps({ peer, get, events }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        await asker.ask(worker, "  two lines\n here \t\n ");
        await worker.receives({ text: /^ {2}two lines\n here\n↳ ack/ });
        const pending = await get("/asks/pending", { peer_id: worker.peer_id });
        pending.is(200, { asks: [{ text: "  two lines\n here \t\n " }] });
        await events([{ text: "  two lines\n here \t\n " }]);
      },
    },
    {
      id: "empty-text-is-an-ask",
      rule: "A text may be empty.",
      async steps({ peer }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        (await asker.ask(worker, "")).is(200);
        await worker.receives({ type: "ask" });
      },
    },
    {
      id: "by-name",
      rule: "Asker and target can be named by their display names.",
      async steps({ peer, post }) {
        await peer("asker");
        const worker = await peer("worker");
        const ask = { from_peer: "asker-claude-code", to_peer: "worker-claude-code", text: "x" };
        (await post("/ask", ask)).is(200);
        await worker.receives({ from_peer: "asker-claude-code" });
      },
    },
    {
      id: "unknown-target-is-404",
      rule: "An ask to an unknown peer returns 404 with the name that was sent.",
      async steps({ post, events }) {
        const ask = { from_peer: "ghost", to_peer: "nobody", text: "x" };
        (await post("/ask", ask)).is(404, { detail: "Unknown peer: nobody" });
        await events();
      },
    },
    {
      id: "target-without-a-connection-is-503",
      rule: "An ask to a peer without a connection returns 503 and sets the peer offline. Nothing stays pending, but the event stays.",
      ruleOf: "python",
      async steps({ peer, register, get, events }) {
        const asker = await peer("asker");
        const alone = await register("alone");
        (await asker.ask(alone, "x")).is(503, {
          detail: `Peer ${alone.peer_id} has no live connection: No connection for session ${alone.peer_id}`,
        });
        (await get(`/peers/${alone.peer_id}`)).is(200, { status: "offline" });
        (await get("/asks/pending", { peer_id: alone.peer_id })).is(200, { asks: [] });
        await events();
      },
    },
    {
      id: "target-that-left-is-503",
      rule: "A peer whose connection dropped stays online until an ask fails to reach it.",
      on: "python",
      async steps({ peer, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        await worker.close();
        const state = { status: "online", ws_connected: false, inbound_status: "no_hook" };
        (await get(`/peers/${worker.peer_id}`)).is(200, state);
        (await asker.ask(worker, "x")).is(503);
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "offline" });
      },
    },
    {
      id: "waits-for-a-receipt",
      rule: "The call of an ask returns when the target's receipt comes, or after 0.75 seconds.",
      async steps({ peer, timed, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const [, quick] = await timed(() => asker.ask(worker, "with a receipt"));
        must("a receipt ends the wait", quick < 700);
        worker.receipt = undefined;
        const [answer, slow] = await timed(() => asker.ask(worker, "without"));
        answer.is(200);
        must("no receipt takes its time", slow >= 740 && slow < 3000);
        await worker.receives();
        await worker.receives();
      },
    },
    {
      id: "unknown-receipt-counts",
      rule: "A receipt with an unknown status ends the wait too.",
      async steps({ peer, timed, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = "seen";
        const [answer, time] = await timed(() => asker.ask(worker, "x"));
        answer.is(200);
        must("the receipt ends the wait", time < 700);
        worker.receipt = {};
        (await asker.ask(worker, "y")).is(200);
      },
    },
    ...["failed", "rejected"].map((status) => ({
      id: `${status}-receipt-is-503`,
      rule: `If the receipt says ${status}, the ask returns 503 \`injection_failed\` and closes. The target stays online.`,
      ruleOf: "python" as const,
      async steps({ peer, get, post }: Stage) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = { status, detail: "pane gone" };
        const answer = await asker.ask(worker, "x");
        answer.is(503, {
          detail: {
            error: "injection_failed",
            hint: `Ask injection failed for ${worker.peer_id}: Ask injection ${status}: pane gone`,
          },
        });
        const correlation_id = answer.text("detail", "correlation_id");
        (await get(`/peers/${worker.peer_id}`)).is(200, {
          status: "online",
          inbound_status: "inbound_degraded",
        });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [] });
        (await post("/ack", { correlation_id, message: "late" })).is(410);
        (await post("/ack", { correlation_id })).is(200);
      },
    })),
    {
      id: "failed-receipt-without-detail",
      rule: "The error of a failed receipt without a detail quotes its status.",
      ruleOf: "python",
      async steps({ peer }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = "failed";
        (await asker.ask(worker, "x")).is(503, {
          detail: { hint: /: Ask injection failed: failed$/ },
        });
      },
    },
    {
      id: "foreign-receipt-is-ignored",
      rule: "Only the receiver's own connection can send the receipt.",
      async steps({ peer, timed, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = undefined;
        const [answer, time] = await timed(async () => {
          const asking = asker.ask(worker, "x");
          const { delivery_id = null } = await worker.receives();
          asker.send({ type: "delivery_ack", delivery_id, status: "failed" });
          return asking;
        });
        answer.is(200);
        must("the receipt of another does not count", time >= 740);
      },
    },
    {
      id: "late-receipt-is-ignored",
      rule: "A receipt that comes after the call returned does not change the ask.",
      async steps({ peer, get, settle }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = undefined;
        (await asker.ask(worker, "x")).is(200);
        const { delivery_id = null } = await worker.receives();
        worker.send({ type: "delivery_ack", delivery_id, status: "failed" });
        await settle(worker);
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}] });
      },
    },
    {
      id: "self-ask",
      rule: "A peer can ask itself; the event says so.",
      ruleOf: "python",
      async steps({ peer, events, get }) {
        const me = await peer("me");
        (await me.ask(me, "who am I?")).is(200);
        await me.receives({ type: "ask", from_peer: "me-claude-code", to_peer: "me-claude-code" });
        await get("/asks/pending", { peer_id: me.peer_id, direction: "both" });
        await events([{ type: "ask", self_target: true }]);
      },
    },
    {
      id: "reply-to-closes",
      rule: "An ask with `reply_to` closes the other ask without a frame. Its event names the other ask.",
      async steps({ peer, get, post, events, silence }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        const first = (await alpha.ask(beta, "first")).text("correlation_id");
        await beta.receives();
        (await beta.ask(alpha, "counter", { reply_to: first })).is(200);
        await alpha.receives({ type: "ask", reply_to: first });
        await silence(alpha, beta);
        (await get("/asks/pending", { peer_id: beta.peer_id })).is(200, { asks: [] });
        (await post("/ack", { correlation_id: first, message: "m" })).is(410);
        (await post("/ack", { correlation_id: first })).is(200);
        await events();
      },
    },
    {
      id: "unknown-reply-to-is-passed-on",
      rule: "An unknown `reply_to` is not an error. It is still in the frame.",
      async steps({ peer }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        (await alpha.ask(beta, "x", { reply_to: "ask-unknown" })).is(200);
        await beta.receives({ reply_to: "ask-unknown" });
      },
    },
    {
      id: "failed-counter-ask-closes-nothing",
      rule: "If an ask with `reply_to` fails, the other ask stays open.",
      async steps({ peer, get }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        const first = (await alpha.ask(beta, "first")).text("correlation_id");
        await beta.receives();
        await alpha.close();
        (await beta.ask(alpha, "counter", { reply_to: first })).is(503);
        const pending = await get("/asks/pending", { peer_id: beta.peer_id });
        pending.is(200, { asks: [{ correlation_id: first }] });
      },
    },
    {
      id: "attachments-travel",
      rule: "Attachments are passed on unchecked. Null and unknown keys are dropped.",
      ruleOf: "python",
      async steps({ peer, events }) {
        const alpha = await peer("alpha");
        const beta = await peer("beta");
        const attachments = [
          { id: "f0afebdc", path: "/tmp/x.json", filename: "x.json", size: 7, content_type: null },
          { filename: "only-a-name", colour: "red" },
          {},
        ];
        (await alpha.ask(beta, "look", { attachments })).is(200);
        await beta.receives({
          attachments: [{ content_type: undefined }, { colour: undefined }, {}],
        });
        await events();
      },
    },
    {
      id: "fallback-peer-keeps-the-ask",
      rule: "An ask to a peer that polls its queue (`repowire_cli_fallback`) returns 200, is pending and waits in the queue.",
      ruleOf: "python",
      async steps({ peer, register, get, events }) {
        const asker = await peer("asker");
        const cli = await register("cli", { metadata: { repowire_cli_fallback: true } });
        (await asker.ask(cli, "later")).is(200);
        (await get(`/peers/${cli.peer_id}`)).is(200, { status: "online", pending_ask_count: 1 });
        (await get("/asks/pending", { peer_id: cli.peer_id })).is(200, {
          asks: [{ text: "later" }],
        });
        const rows = await get("/deliveries/pending", { peer_id: cli.peer_id });
        rows.is(200, { deliveries: [{ kind: "ask", text: "later" }] });
        await events();
      },
    },
    {
      id: "reply-delivery-is-ignored",
      rule: "The Python releases ignore how a reply should be delivered.",
      on: "python",
      async steps({ peer, post }) {
        const [asker, worker] = [await peer("asker"), await peer("worker")];
        const ends = { from_peer: asker.peer_id, to_peer: worker.peer_id };
        (await post("/ask", { ...ends, text: "x", reply_delivery: "post" })).is(200);
        await worker.receives({ type: "ask" });
      },
    },
    {
      id: "given-up-calls-go-on",
      rule: "If the caller gives up, the ask stays open.",
      ruleOf: "python",
      async steps({ peer, get, caller, sleep }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = undefined;
        const abort = new AbortController();
        const body = { from_peer: asker.peer_id, to_peer: worker.peer_id, text: "x" };
        const asking = caller
          .quietly("POST", "/ask", { body, signal: abort.signal })
          .catch(() => {});
        await worker.receives({ type: "ask" });
        abort.abort();
        await asking;
        await sleep(1000);
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}] });
      },
    },
    {
      id: "busy-and-offline-peers-are-asked",
      rule: "An ask reaches a connected peer with any status.",
      async steps({ peer, post, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        await post("/session/update", { peer_name: worker.peer_id, status: "busy" });
        (await asker.ask(worker, "busy?")).is(200);
        await worker.receives();
        await post("/session/update", { peer_name: worker.peer_id, status: "offline" });
        (await asker.ask(worker, "offline?")).is(200);
        await worker.receives();
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "offline", ws_connected: true });
      },
    },
    {
      id: "health-of-the-target",
      rule: "A peer shows the number of its open asks, the age of the oldest, and the time of its last receipt.",
      ruleOf: "python",
      async steps({ peer, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        for (const text of ["one", "two"]) await asker.ask(worker, text);
        (await get(`/peers/${worker.peer_id}`)).is(200, {
          pending_ask_count: 2,
          hook_supports_receipts: true,
          inbound_status: "online",
          last_injection_failure_at: null,
        });
        (await get(`/peers/${worker.peer_id}/doctor`)).is(200, { pending_inbound_count: 2 });
      },
    },
  ],
};
