import type { JsonObject } from "../stage/json.ts";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** Makes a call and gives up as soon as `until` resolves. */
async function giveUp(
  { caller }: Stage,
  path: string,
  body: JsonObject,
  until: () => Promise<unknown>,
): Promise<void> {
  const abort = new AbortController();
  const calling = caller.quietly("POST", path, { body, signal: abort.signal }).catch(() => {});
  await until();
  abort.abort();
  await calling;
}

export const callTiming: Group = {
  name: "call-timing",
  title: "Abandoned, repeated and concurrent calls",
  scenarios: [
    {
      id: "given-up-notification",
      rule: "If the caller gives up, a notification is still delivered.",
      ruleOf: "python",
      async steps(stage) {
        const { peer, events, eventually, caller } = stage;
        const sender = await peer("sender");
        const target = await peer("target");
        target.receipt = undefined;
        const body = { from_peer: sender.peer_id, to_peer: target.peer_id, text: "x" };
        await giveUp(stage, "/notify", body, () => target.receives({ type: "notify" }));
        await eventually("the event", async () =>
          JSON.stringify((await caller.quietly("GET", "/events")).body).includes(sender.peer_id),
        );
        await events([{ type: "notification", delivery_status: "sent" }]);
      },
    },
    {
      id: "given-up-query",
      rule: "If the caller gives up, a query goes on. It can be answered, and its event shows the answer.",
      on: "python",
      async steps(stage) {
        const { peer, since, eventually, caller, events, post } = stage;
        const worker = await peer("worker");
        let id = "";
        const body = { to_peer: worker.peer_id, text: "ping?", timeout: 5 };
        await giveUp(stage, "/query", body, async () => {
          id = String((await worker.receives())["correlation_id"]);
        });
        if (since("0.15.2")) (await worker.ack(id, { message: "pong" })).is(200);
        else worker.send({ type: "response", correlation_id: id, text: "pong" });
        await eventually("the query to end", async () =>
          JSON.stringify((await caller.quietly("GET", "/events")).body).includes('"success"'),
        );
        await events();
        (await post("/ack", { correlation_id: id, message: "again" })).is(
          since("0.15.2") ? 410 : 404,
        );
      },
    },
    {
      id: "given-up-reply",
      rule: "If the sender of a reply gives up, the reply still arrives. A repeated reply returns 410, because the first was delivered.",
      async steps(stage) {
        const { peer, caller, eventually, silence } = stage;
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.receives({ type: "ask" });
        asker.receipt = undefined;
        const body = { correlation_id, from_peer: worker.peer_id, message: "8377" };
        await giveUp(stage, "/ack", body, () => asker.receives({ type: "notify", text: / 8377$/ }));
        await eventually("the ask to be closed", async () => {
          const query = { peer_id: worker.peer_id };
          const { body: list } = await caller.quietly("GET", "/asks/pending", { query });
          return JSON.stringify(list) === '{"asks":[]}';
        });
        (await worker.ack(correlation_id, { message: "8377" })).is(410);
        (await worker.ack(correlation_id)).is(200);
        await silence(asker);
      },
    },
    {
      id: "repeated-calls-are-new-ones",
      rule: "The daemon cannot tell a repeated call from a new one. A repeated ask or notification arrives twice, with two ids.",
      async steps({ peer, get, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const first = (await asker.ask(worker, "x")).is(200).text("correlation_id");
        const second = (await asker.ask(worker, "x")).is(200).text("correlation_id");
        must("they are two asks", first !== second);
        await worker.receives({ type: "ask", correlation_id: first });
        await worker.receives({ type: "ask", correlation_id: second });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}, {}] });
        await asker.notify(worker, "y");
        await asker.notify(worker, "y");
        await worker.receives({ type: "notify" });
        await worker.receives({ type: "notify" });
      },
    },
    {
      id: "reply-before-the-answer",
      rule: "A reply can reach the asker before its call of `/ask` returns.",
      async steps({ peer, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        worker.receipt = undefined;
        let returned = false;
        const asking = asker.ask(worker, "x").finally(() => (returned = true));
        const { correlation_id } = await worker.receives({ type: "ask" });
        await worker.ack(String(correlation_id), { message: "quick" });
        await asker.receives({ type: "notify", text: / quick$/ });
        must("the call has not returned", !returned);
        (await asking).is(200, { correlation_id: String(correlation_id) });
      },
    },
    {
      id: "answers-at-the-same-time",
      rule: "Of three concurrent answers to a question, the first counts and the others return 410.",
      async steps({ peer, caller, note, silence }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const question = { kind: "choice", options: [{ id: "y", title: "Yes" }] };
        const correlation_id = (await asker.ask(worker, "x", { question })).text("correlation_id");
        await worker.receives({ type: "ask" });
        const body = { correlation_id, option_id: "y" };
        const answers = await Promise.all(
          [1, 2, 3].map(() => caller.quietly("POST", "/answer", { body })),
        );
        // Which of the three wins is a matter of chance.
        note(
          "answers",
          "are",
          answers.map(({ status }) => status).toSorted((left, right) => left - right),
        );
        await asker.receives({ type: "notify", text: / Yes$/ });
        await silence(asker);
      },
    },
    {
      id: "no-time-for-a-blocking-question",
      rule: "A blocking question with a timeout of 0 waits for the default time.",
      async steps({ post, eventually, caller, circle, sleep, must }) {
        let returned = false;
        const correlation_id = `ask-${circle}`;
        const options = [{ id: "y", title: "Yes" }];
        const body = { correlation_id, prompt: "Deploy?", options, timeout_seconds: 0 };
        const asking = post("/questions/ask-blocking", body).finally(() => (returned = true));
        await eventually("the event of the question", async () =>
          JSON.stringify((await caller.quietly("GET", "/events")).body).includes(correlation_id),
        );
        await sleep(300);
        must("it waits", !returned);
        (await post("/answer", { correlation_id, option_id: "y" })).is(200);
        (await asking).is(200, { outcome: "answered", option_id: "y" });
      },
    },
    {
      id: "no-time-for-a-wait",
      rule: "A wait with a timeout of 0 waits for the default time. A wait with a negative timeout returns at once.",
      since: "0.16.0",
      on: "python",
      async steps({ peer, post, sleep, must, timed }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.receives({ type: "ask" });
        const wait = (timeout_seconds: number) =>
          post(`/asks/${correlation_id}/wait`, { peer_id: asker.peer_id, timeout_seconds });
        const [look, time] = await timed(() => wait(-1));
        look.is(200, { status: "pending" });
        must("it looks only once", time < 1000);
        let returned = false;
        const waiting = wait(0).finally(() => (returned = true));
        await sleep(300);
        must("it waits", !returned);
        await worker.ack(correlation_id, { message: "8377" });
        (await waiting).is(200, { status: "resolved", reply: "8377" });
      },
    },
  ],
};
