import type { Group } from "../runner/scenario.ts";

/** Longer than any step here. */
const timeout = { timeout: 10_000 };

export const livePeers: Group = {
  name: "live-peers",
  title: "Live peers of the client",
  scenarios: [
    {
      id: "handler-answers",
      rule: "The return value of a live peer's handler is the reply to the asker.",
      async steps({ live, note, caller, eventually, events }) {
        const worker = await live("worker");
        const asker = await live("asker");
        worker.onAsk(({ from_peer, text }) => `${from_peer} asks: ${text}`);
        const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
        note("asker", "reads", await ask.reply(timeout));
        // The daemon closes the ask only after the asker's receipt.
        await eventually("the ask to be closed", async () => {
          const query = { peer_id: worker.peer_id };
          const { body } = await caller.quietly("GET", "/asks/pending", { query });
          return JSON.stringify(body) === '{"asks":[]}';
        });
        await events();
      },
    },
    {
      id: "handler-acknowledges",
      rule: "A handler that returns nothing closes the ask without a reply.",
      async steps({ live, note }) {
        const worker = await live("worker");
        const asker = await live("asker");
        worker.onAsk(() => undefined);
        const ask = await asker.ask({ to_peer: worker.peer_id, text: "Did you hear?" });
        note("asker", "reads", await ask.reply(timeout));
      },
    },
    {
      id: "handler-declines",
      rule: "If the handler throws, the ask is declined with the error's message.",
      async steps({ live, note }) {
        const worker = await live("worker");
        const asker = await live("asker");
        worker.onAsk(() => {
          throw new Error("I do not know");
        });
        const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
        note("asker", "reads", await ask.reply(timeout));
      },
    },
    {
      id: "choice-is-made",
      rule: "A live peer chooses an option of a question.",
      async steps({ live, note }) {
        const worker = await live("worker");
        const asker = await live("asker");
        worker.onAsk({
          ask: () => undefined,
          question: ({ question }) => ({ option_id: question.options?.[1]?.id ?? "" }),
        });
        const options = [
          { id: "y", title: "Yes" },
          { id: "n", title: "No" },
        ];
        const question = { kind: "choice", prompt: "Deploy?", options } as const;
        const ask = await asker.ask({ to_peer: worker.peer_id, text: "deploy?", question });
        note("asker", "reads", await ask.reply(timeout));
      },
    },
    {
      id: "asks-come-in-order",
      rule: "A live peer gets its asks in order, each of them once.",
      async steps({ live, must }) {
        const worker = await live("worker");
        const asker = await live("asker");
        const seen: string[] = [];
        worker.onAsk(({ text }) => {
          seen.push(text);
          return text;
        });
        const texts = Array.from({ length: 20 }, (_, number) => `ask ${number}`);
        for (const text of texts) {
          const reply = await (await asker.ask({ to_peer: worker.peer_id, text })).reply(timeout);
          must("each gets its own reply", reply.status === "answered" && reply.text === text);
        }
        must("all came once and in order", seen.join() === texts.join());
      },
    },
    {
      id: "many-are-asked",
      rule: "An ask to many collects all replies.",
      async steps({ live, note }) {
        const asker = await live("asker");
        for (const name of ["alpha", "beta", "gamma"])
          (await live(name)).onAsk(() => `I am ${name}`);
        const to_peers = ["alpha", "beta", "gamma"].map((name) => `${name}-claude-code`);
        const many = await asker.askMany({ to_peers, text: "Who are you?" });
        const replies = await many.all(timeout);
        note(
          "asker",
          "reads",
          replies.toSorted((left, right) => (left.peer < right.peer ? -1 : 1)),
        );
      },
    },
    {
      id: "notifications-and-broadcasts",
      rule: "Live peers receive notifications and broadcasts, but not their own.",
      async steps({ live, note, circle }) {
        const [alpha, beta] = [await live("alpha"), await live("beta")];
        const heard = Promise.withResolvers<unknown>();
        const called = Promise.withResolvers<unknown>();
        beta.onNotify((message) => heard.resolve(message));
        beta.onBroadcast((message) => called.resolve(message));
        alpha.onBroadcast((message) => called.reject(new Error(`alpha heard ${message.text}`)));
        const sent = await alpha.notify({ to_peer: beta.peer_id, text: `hello ${circle}` });
        note("alpha", "is told", sent);
        note("beta", "hears", await heard.promise);
        note("alpha", "is told", await alpha.broadcast({ text: "all" }));
        note("beta", "hears", await called.promise);
      },
    },
    {
      id: "queue-is-read-once",
      rule: "On every release, queued messages reach a live peer once when it connects.",
      async steps({ live, register, post, must, note, settle }) {
        const { peer_id } = await register("me");
        for (const text of ["one", "two"]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text });
        }
        const me = await live("me", { peer_id });
        must("it is itself", me.peer_id === peer_id);
        const heard: string[] = [];
        const both = Promise.withResolvers<void>();
        me.onNotify(({ text }) => {
          heard.push(text);
          if (heard.length === 2) both.resolve();
        });
        await both.promise;
        await settle();
        note("me", "hears", heard);
      },
    },
    {
      id: "open-asks-are-recovered",
      rule: "Asks that were open when a peer went away reach its handler when the peer is back.",
      async steps({ live, note }) {
        const asker = await live("asker");
        const before = await live("worker");
        before.onAsk(() => new Promise<undefined>(() => {}));
        const ask = await asker.ask({ to_peer: before.peer_id, text: "still there?" });
        const { peer_id } = before;
        await before.close({ drainTimeout: 0 });
        const after = await live("worker", { peer_id });
        after.onAsk(({ recovered }) => `recovered: ${recovered}`);
        note("asker", "reads", await ask.reply(timeout));
      },
    },
    {
      id: "queries-are-answered",
      rule: "A live peer answers queries on every release.",
      ruleOf: "python",
      async steps({ live, post }) {
        const worker = await live("worker");
        const asker = await live("asker");
        worker.onAsk(({ text }) => `you said ${text}`);
        const query = { from_peer: asker.peer_id, to_peer: worker.peer_id, text: "hi", timeout: 5 };
        (await post("/query", query)).is(200, { text: "you said hi", error: null });
      },
    },
    {
      id: "status-is-told",
      rule: "A live peer reports whether it is busy. After it closes, other peers see it offline.",
      async steps({ live, get, eventually, caller }) {
        const me = await live("me");
        const { peer_id } = me;
        const is = (status: string) =>
          eventually(`the status ${status}`, async () => {
            const peer = await caller.quietly("GET", `/peers/${peer_id}`);
            return peer.at("status") === status;
          });
        me.setStatus("busy", "working");
        await is("busy");
        (await get(`/peers/${peer_id}`)).is(200, { turn_state: "working", ws_connected: true });
        me.setStatus("online");
        await is("online");
        await me.close();
        await is("offline");
        (await get(`/peers/${peer_id}`)).is(200, { ws_connected: false });
      },
    },
    {
      id: "events-are-followed",
      rule: "The event stream reports an ask and its reply, each of them once.",
      on: "python",
      async steps({ live, client, note }) {
        const worker = await live("worker");
        const asker = await live("asker");
        worker.onAsk(() => "yes");
        const seen: unknown[] = [];
        const stream = (await client()).eventStream({ types: ["ask", "notification", "ack"] });
        const reading = (async () => {
          for await (const event of stream) {
            if (!("correlation_id" in event) && !("text" in event)) continue;
            if (!JSON.stringify(event).includes(worker.peer_id)) continue;
            seen.push(event.type);
            if (seen.length === 2) return;
          }
        })();
        const ask = await asker.ask({ to_peer: worker.peer_id, text: "yes?" });
        const reply = await ask.reply(timeout);
        await reading;
        note("asker", "reads", reply.status);
        note("the stream", "tells", seen);
      },
    },
    {
      id: "waiting-for-a-peer",
      rule: "The client waits until a peer is there.",
      async steps({ live, client, must, circle, path }) {
        const waiting = (await client()).waitForPeer("late-claude-code", {
          circle,
          timeout: 10_000,
        });
        const late = await live("late", { path: path("late") });
        must("it is the one", (await waiting).peer_id === late.peer_id);
      },
    },
  ],
};
