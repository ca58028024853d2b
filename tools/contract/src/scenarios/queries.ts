import type { Group } from "../runner/scenario.ts";

const asAsk = "0.15.2";
const asQuery = "0.15.1";

export const queries: Group = {
  name: "queries",
  title: "Queries: a question and its answer in one call",
  scenarios: [
    {
      id: "answered-by-a-response-frame",
      rule: "Up to 0.15.1 a query has its own frame and is answered by a `response` frame.",
      until: asQuery,
      async steps({ peer, post, events, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const query = {
          from_peer: "asker-claude-code",
          to_peer: worker.peer_id,
          text: "ping?",
          timeout: 5,
        };
        const asking = post("/query", query);
        const frame = await worker.receives({ type: "query", from_peer: "asker-claude-code" });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [] });
        worker.send({
          type: "response",
          correlation_id: frame["correlation_id"] ?? null,
          text: "pong",
        });
        (await asking).is(200, { text: "pong", error: null, status: null });
        (await post("/ack", { correlation_id: frame["correlation_id"] ?? null })).is(404);
        (await post(`/peers/${worker.peer_id}/offline`)).is(200, { cancelled_queries: 0 });
        await events();
        await asker.close();
      },
    },
    {
      id: "failed-by-an-error-frame",
      rule: "Up to 0.15.1 an `error` frame fails the query with its text.",
      until: asQuery,
      async steps({ peer, post, events }) {
        const worker = await peer("worker");
        const asking = post("/query", { to_peer: worker.peer_id, text: "ping?", timeout: 5 });
        const { correlation_id = null } = await worker.receives({
          type: "query",
          from_peer: "cli",
        });
        worker.send({ type: "error", correlation_id, error: "no idea" });
        (await asking).is(200, { text: null, error: "no idea" });
        await events();
      },
    },
    {
      id: "answered-by-a-hook",
      rule: "Up to 0.15.1 the hook of a peer in a pane answers its oldest query, or the query that it names, over HTTP. Without a query this is not an error.",
      until: asQuery,
      async steps({ peer, post, events }) {
        const worker = await peer("worker", { pane_id: "%7951" });
        const query = { to_peer: worker.peer_id, text: "ping?", timeout: 5 };
        const answer = (text: string, more = {}) =>
          post("/response", { pane_id: "%7951", text, ...more });
        const first = post("/query", { ...query, text: "one" });
        await worker.receives({ type: "query" });
        const second = post("/query", { ...query, text: "two" });
        const { correlation_id = null } = await worker.receives({ type: "query" });
        (await answer("to the second", { correlation_id })).is(200, { ok: true });
        (await second).is(200, { text: "to the second" });
        (await answer("to the first")).is(200, { ok: true });
        (await first).is(200, { text: "to the first" });
        (await answer("to nobody")).is(200, { ok: true });
        (await post("/response", { pane_id: "%7952", text: "x" })).is(404, {
          detail: "No peer for pane: %7952",
        });
        (await post("/response", {})).is(422);
        await events();
      },
    },
    {
      id: "disconnect-fails-a-query",
      rule: "Up to 0.15.1 a query fails when the peer's connection drops or the peer is set offline.",
      until: asQuery,
      async steps({ peer, post, events }) {
        const worker = await peer("worker");
        const query = { to_peer: worker.peer_id, text: "ping?", timeout: 5 };
        const first = post("/query", query);
        await worker.receives({ type: "query" });
        (await post(`/peers/${worker.peer_id}/offline`)).is(200, { cancelled_queries: 1 });
        (await first).is(200, { error: /disconnected$/ });
        await post(`/peers/${worker.peer_id}/touch`);
        const second = post("/query", query);
        await worker.receives({ type: "query" });
        await worker.close();
        (await second).is(200, { error: /disconnected$/ });
        await events();
      },
    },
    {
      id: "outlives-a-replaced-connection",
      rule: "Up to 0.15.1 no query fails when a replaced connection ends.",
      until: asQuery,
      async steps({ peer, socket, post, settle }) {
        const first = await peer("worker");
        const second = await socket("worker", { peer_id: first.peer_id });
        const asking = post("/query", { to_peer: first.peer_id, text: "ping?", timeout: 5 });
        const { correlation_id = null } = await second.receives({ type: "query" });
        await first.close();
        await settle(second);
        second.send({ type: "response", correlation_id, text: "pong" });
        (await asking).is(200, { text: "pong", error: null });
      },
    },
    {
      id: "answered-by-an-ack",
      rule: "Since 0.15.2 a query is an ask with a text question. An ack answers it, and the asker also gets the reply as a notification.",
      since: asAsk,
      ruleOf: "python",
      async steps({ peer, post, events, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const query = {
          from_peer: asker.peer_id,
          to_peer: worker.peer_id,
          text: "ping?",
          timeout: 5,
        };
        const asking = post("/query", query);
        const frame = await worker.receives({
          type: "ask",
          question: {
            kind: "text",
            blocking: true,
            scope: "mesh_ask",
            metadata: { compat: "query" },
          },
        });
        const correlation_id = String(frame["correlation_id"]);
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}] });
        worker.send({ type: "response", correlation_id, text: "is not looked at" });
        (await worker.ack(correlation_id, { message: "pong" })).is(200);
        (await asking).is(200, { text: "pong", error: null, status: null });
        await asker.receives({
          type: "notify",
          text: `[ack #${correlation_id} from @worker-claude-code] pong`,
        });
        await events();
      },
    },
    {
      id: "answered-in-other-words",
      rule: "Since 0.15.2 a query returns the text of the answer, else its message, or an error if the answer was cancelled.",
      since: asAsk,
      async steps({ peer, post, events }) {
        const worker = await peer("worker");
        for (const answer of [
          { message: "a message" },
          { text: "a text", message: "a message" },
          { outcome: "cancelled", message: "no time" },
          { outcome: "cancelled" },
        ]) {
          const query = { to_peer: worker.peer_id, text: "ping?", timeout: 5 };
          const asking = post("/query", query);
          const { correlation_id } = await worker.receives({ type: "ask" });
          const said = await post("/answer", { correlation_id: correlation_id!, ...answer });
          if (said.status !== 200) await worker.ack(String(correlation_id), { message: "pong" });
          await asking;
        }
        await events();
      },
    },
    {
      id: "waits-on-without-the-peer",
      rule: "Since 0.15.2 a query still waits and can be answered when the peer's connection drops or the peer is set offline.",
      on: "python",
      since: asAsk,
      async steps({ peer, post, events }) {
        const worker = await peer("worker");
        const query = { to_peer: worker.peer_id, text: "ping?", timeout: 5 };
        const first = post("/query", query);
        const { correlation_id } = await worker.receives({ type: "ask" });
        (await post(`/peers/${worker.peer_id}/offline`)).is(200, { cancelled_queries: 0 });
        await worker.close();
        (await worker.ack(String(correlation_id), { message: "pong" })).is(200);
        (await first).is(200, { text: "pong" });
        await events();
      },
    },
    {
      id: "times-out-without-the-peer",
      rule: "Since 0.15.2 a query to a peer whose connection dropped times out like any other query.",
      since: asAsk,
      ruleOf: "python",
      async steps({ peer, post, get }) {
        const worker = await peer("worker");
        const query = { to_peer: worker.peer_id, text: "ping?", timeout: 0.3 };
        const asking = post("/query", query);
        await worker.receives({ type: "ask" });
        await worker.close();
        (await asking).is(200, { text: null, error: /^Timeout waiting for / });
        await get(`/peers/${worker.peer_id}`);
      },
    },
    {
      id: "bare-ack-is-an-empty-answer",
      rule: "Since 0.15.2 a bare ack of a query is an empty answer, and `/answer` works too.",
      since: asAsk,
      ruleOf: "python",
      async steps({ peer, post }) {
        const worker = await peer("worker");
        const query = { to_peer: worker.peer_id, text: "ping?", timeout: 5 };
        const first = post("/query", query);
        const { correlation_id } = await worker.receives({ from_peer: "cli" });
        await worker.ack(String(correlation_id));
        (await first).is(200, { text: "" });
        const second = post("/query", query);
        const next = await worker.receives();
        await post("/answer", { correlation_id: next["correlation_id"] ?? null, text: "yes" });
        (await second).is(200, { text: "yes" });
      },
    },
    {
      id: "times-out",
      rule: "A query that times out returns 200 with an error, and the peer is pinged.",
      on: "python",
      async steps({ peer, post, events, get, silence }) {
        const worker = await peer("worker");
        const query = { to_peer: "worker-claude-code", text: "ping?", timeout: 0.1 };
        (await post("/query", query)).is(200, {
          text: null,
          error: "Timeout waiting for worker-claude-code",
        });
        await worker.receives();
        await silence(worker);
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "online" });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [] });
        (await post("/query", { ...query, timeout: 0 })).is(200, { error: /^Timeout/ });
        (await post("/query", { ...query, timeout: -1 })).is(200, { error: /^Timeout/ });
        await worker.receives();
        await worker.receives();
        await events();
      },
    },
    {
      id: "unanswered-ping-is-offline",
      rule: "After a query timed out, a peer that does not answer a ping within five seconds becomes offline, and queries to it are refused. Waiting queries fail up to 0.15.1, and wait on later.",
      on: "python",
      async steps({ peer, post, get, sleep, since }) {
        const worker = await peer("worker");
        worker.pong = undefined;
        const query = { to_peer: worker.peer_id, text: "ping?", timeout: 0 };
        (await post("/query", query)).is(200);
        await worker.receives();
        await worker.receives({ type: "ping" });
        const other = post("/query", { ...query, timeout: 20 });
        const { correlation_id } = await worker.receives();
        await sleep(5_300);
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "offline" });
        if (since(asAsk)) await worker.ack(String(correlation_id), { message: "pong" });
        (await other).is(200, since(asAsk) ? { text: "pong" } : { error: /disconnected$/ });
        (await post("/query", query)).is(200, { error: /' is offline$/, status: "offline" });
      },
    },
    {
      id: "late-answer-to-a-query",
      rule: "Since 0.15.2 a late answer to a query that timed out returns 410. Before, its id was never an ask.",
      on: "python",
      async steps({ peer, post, since }) {
        const worker = await peer("worker");
        await post("/query", { to_peer: worker.peer_id, text: "ping?", timeout: 0 });
        const { correlation_id } = await worker.receives();
        const late = await worker.ack(String(correlation_id), { message: "late" });
        late.is(since(asAsk) ? 410 : 404);
        (await worker.ack(String(correlation_id))).is(since(asAsk) ? 200 : 404);
      },
    },
    {
      id: "refused-at-once",
      rule: "A query to an unknown, busy or offline peer is refused at once in a 200.",
      ruleOf: "python",
      async steps({ peer, post }) {
        const worker = await peer("worker");
        const query = (to_peer: string) => post("/query", { to_peer, text: "x", timeout: 1 });
        (await query("nobody")).is(200, {
          text: null,
          error: "Unknown peer: nobody",
          status: null,
        });
        for (const status of ["busy", "offline"]) {
          await post("/session/update", { peer_name: worker.peer_id, status });
          (await query("worker-claude-code")).is(200, {
            error: `Peer 'worker-claude-code' is ${status}`,
            status,
          });
        }
        (
          await post("/query", { to_peer: "worker-claude-code", text: "x", circle: "elsewhere" })
        ).is(200, {
          error: "Unknown peer: worker-claude-code",
        });
      },
    },
    {
      id: "without-a-connection",
      rule: "A query to a peer without a connection returns 200 with an error.",
      ruleOf: "python",
      async steps({ register, post, get, events, since }) {
        const { peer_id } = await register("alone");
        const answer = await post("/query", { to_peer: peer_id, text: "x", timeout: 1 });
        answer.is(200, { error: since(asAsk) ? /has no live connection/ : /not connected$/ });
        await get(`/peers/${peer_id}`);
        await events();
      },
    },
    {
      id: "needs-a-target-and-a-text",
      rule: "A query needs `to_peer` and `text`. Its timeout must be a number.",
      ruleOf: "python",
      async steps({ post }) {
        (await post("/query", {})).is(422, { detail: [{ type: "missing" }, { type: "missing" }] });
        const query = { to_peer: "nobody", text: "x" };
        (await post("/query", { ...query, timeout: null })).is(422);
        (await post("/query", { ...query, timeout: "soon" })).is(422, {
          detail: [{ type: "float_parsing" }],
        });
        (await post("/query", { ...query, timeout: "1.5" })).is(200);
      },
    },
    {
      id: "limit-of-its-own",
      rule: "Since 0.15.2 the question of a query contains its timeout, by default 300 seconds.",
      ruleOf: "python",
      since: asAsk,
      async steps({ peer, post }) {
        const worker = await peer("worker");
        const asking = post("/query", { to_peer: worker.peer_id, text: "ping?" });
        const { correlation_id = null } = await worker.receives({
          type: "ask",
          question: { timeout_seconds: 300 },
        });
        (await post("/answer", { correlation_id, text: "pong" })).is(200);
        (await asking).is(200, { text: "pong", error: null });
      },
    },
  ],
};
