import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

async function openAsk({ peer }: Stage, more: Record<string, unknown> = {}) {
  const asker = await peer("asker");
  const worker = await peer("worker");
  const correlation_id = (await asker.ask(worker, "x", more as never)).text("correlation_id");
  await worker.receives();
  const peer_id = asker.peer_id;
  return { asker, worker, correlation_id, peer_id, route: `/asks/${correlation_id}/wait` };
}

const since = "0.16.0";

export const waits: Group = {
  name: "waits",
  title: "Waiting for the reply to an ask",
  scenarios: [
    {
      id: "not-before-0.16.0",
      rule: "Before 0.16.0 the route does not exist.",
      until: "0.15.99",
      async steps({ post }) {
        (await post("/asks/ask-unknown/wait", { peer_id: "x" })).is(405, {
          detail: "Method Not Allowed",
        });
      },
    },
    {
      id: "pending-when-time-is-up",
      rule: "A wait without a reply returns `pending` and can be repeated.",
      since,
      on: "python",
      async steps(stage) {
        const { route, peer_id } = await openAsk(stage);
        const body = { peer_id, timeout_seconds: 0.05 };
        (await stage.post(route, body)).is(200, { status: "pending", reply: null });
        (await stage.post(route, { ...body, timeout_seconds: -1 })).is(200, { status: "pending" });
      },
    },
    {
      id: "reply-is-pulled",
      rule: "After a wait the reply is kept for the asker and not pushed. Another wait returns it again.",
      since,
      ruleOf: "python",
      async steps(stage) {
        const { route, peer_id, asker, worker, correlation_id } = await openAsk(stage);
        const wait = { peer_id, timeout_seconds: 0.05 };
        await stage.post(route, wait);
        const attachments = [{ id: "f0afebdc" }];
        (await worker.ack(correlation_id, { message: "pulled", attachments })).is(200);
        const resolved = { status: "resolved", reply: "pulled", close_reason: "ack_with_msg" };
        (await stage.post(route, wait)).is(200, { ...resolved, responder: "worker-claude-code" });
        (await stage.post(route, wait)).is(200, resolved);
        await stage.silence(asker);
        await stage.events([
          { type: "ask" },
          { type: "ack", status: "ack_with_msg", delivered: true },
        ]);
      },
    },
    {
      id: "reply-ends-a-wait",
      rule: "A reply ends a running wait.",
      since,
      on: "python",
      async steps(stage) {
        const { route, peer_id, worker, correlation_id } = await openAsk(stage);
        const waiting = stage.post(route, { peer_id, timeout_seconds: 20 });
        // When a second wait has ended, the first has certainly begun.
        await stage.post(route, { peer_id, timeout_seconds: -1 });
        (await worker.ack(correlation_id, { message: "now" })).is(200);
        (await waiting).is(200, { status: "resolved", reply: "now" });
      },
    },
    {
      id: "pushed-reply-is-found-later",
      rule: "If the reply was pushed already, a wait returns that the ask is closed.",
      since,
      async steps(stage) {
        const { route, peer_id, asker, worker, correlation_id } = await openAsk(stage);
        (await worker.ack(correlation_id, { message: "pushed" })).is(200);
        await asker.receives();
        (await stage.post(route, { peer_id })).is(200, { status: "resolved" });
      },
    },
    {
      id: "bare-ack-ends-a-wait",
      rule: "A bare ack ends a wait without a reply.",
      since,
      on: "python",
      async steps(stage) {
        const { route, peer_id, worker, correlation_id } = await openAsk(stage);
        await stage.post(route, { peer_id, timeout_seconds: -1 });
        (await worker.ack(correlation_id)).is(200);
        (await stage.post(route, { peer_id })).is(200, {
          status: "resolved",
          reply: null,
          close_reason: "ack",
        });
      },
    },
    {
      id: "answer-is-pulled",
      rule: "A wait returns the answer to a question with its outcome and option.",
      since,
      on: "python",
      async steps(stage) {
        const question = { kind: "choice", options: [{ id: "y", title: "Yes" }] };
        const { route, peer_id, asker, correlation_id } = await openAsk(stage, { question });
        await stage.post(route, { peer_id, timeout_seconds: -1 });
        const answer = { correlation_id, option_id: "y", message: "go" };
        (await stage.post("/answer", answer)).is(200);
        (await stage.post(route, { peer_id })).is(200, {
          status: "resolved",
          outcome: "answered",
          option_id: "y",
          message: "go",
          close_reason: "answered",
        });
        await stage.silence(asker);
        await stage.events();
      },
    },
    {
      id: "only-the-asker-waits",
      rule: "Only the asker may wait, by its id or name. Others get 403, and an unknown ask returns 404.",
      since,
      on: "python",
      async steps(stage) {
        const { route, worker, correlation_id } = await openAsk(stage);
        (await stage.post(route, { peer_id: worker.peer_id })).is(403, {
          detail: { error: "not_the_asker", correlation_id, asker: "asker-claude-code" },
        });
        (await stage.post(route, { peer_id: "asker-claude-code", timeout_seconds: -1 })).is(200);
        (await stage.post("/asks/ask-unknown/wait", { peer_id: worker.peer_id })).is(404, {
          detail: "No ask with correlation_id: ask-unknown",
        });
        (await stage.post(route, {})).is(422);
      },
    },
  ],
};
