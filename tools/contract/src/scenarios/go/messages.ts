import type { Group } from "../../runner/scenario.ts";

export const goMessages: Group = {
  name: "go-messages",
  title: "Asks, replies and the queue of the Go daemon",
  scenarios: [
    {
      id: "ask-crosses-circles",
      rule: "An ask crosses circles; a notification does not.",
      on: "go",
      async steps({ peer, circle }) {
        const me = await peer("me");
        const far = await peer("far", { circle: `${circle}-b` });
        (await me.ask(far, "hello")).is(200);
        await far.receives({ type: "ask", text: /^hello\n/ });
        (await me.notify(far, "hello")).is(403, { reason: "forbidden" });
      },
    },
    {
      id: "asking-oneself",
      rule: "A peer may ask itself.",
      on: "go",
      async steps({ peer }) {
        const me = await peer("me");
        (await me.ask(me, "hello")).is(200);
        await me.receives({ type: "ask", text: /^hello\n/ });
      },
    },
    {
      id: "busy-peer-is-asked-at-once",
      rule: "A busy peer gets asks and notifications at once.",
      on: "go",
      async steps({ peer, eventually, caller }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        worker.send({ type: "status", status: "busy", turn_state: "working" });
        await eventually("it to be busy", async () => {
          const { body } = await caller.quietly("GET", `/peers/${worker.peer_id}`);
          return JSON.stringify(body).includes('"status":"busy"');
        });
        (await me.ask(worker, "an ask")).is(200);
        await worker.receives({ type: "ask", text: /^an ask\n/ });
        (await me.notify(worker, "a notification")).is(200, { delivered: true });
        await worker.receives({ type: "notify" });
      },
    },
    {
      id: "unknown-delivery-is-ignored",
      rule: "`reply_delivery` of an ask is ignored: the reply is pushed.",
      on: "go",
      async steps({ peer, post }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const answer = await me.ask(worker, "hello", { reply_delivery: "pull" });
        await worker.receives({ type: "ask" });
        const correlation_id = answer.text("correlation_id");
        (await post("/ack", { correlation_id, from_peer: worker.peer_id, message: "8377" })).is(
          200,
        );
        await me.receives({ type: "notify", text: /8377/ });
      },
    },
    {
      id: "capabilities-are-not-told",
      rule: "`/health` has no capabilities.",
      on: "go",
      async steps({ get }) {
        (await get("/health")).is(200, { capabilities: undefined, schema_version: 12 });
      },
    },
    {
      id: "capabilities-of-a-socket",
      rule: "A socket may declare capabilities that the daemon does not know.",
      on: "go",
      async steps({ peer, get }) {
        const me = await peer("me", {
          capabilities: ["delivery_receipts", "runtime_inbox", "other"],
        });
        (await get(`/peers/${me.peer_id}`)).is(200, { ws_connected: true });
      },
    },
    {
      id: "no-decline",
      rule: "`/decline` and the history of asks do not exist.",
      on: "go",
      async steps({ peer, post, get }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.receives();
        const body = { correlation_id, from_peer: worker.peer_id, reason: "no" };
        (await post("/decline", body)).is(404, "404 page not found\n");
        (await get("/asks/history", { peer_id: me.peer_id })).is(404);
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, {
          asks: [{ correlation_id }],
        });
      },
    },
    {
      id: "reply-to-an-offline-asker-is-503",
      rule: "A reply to an asker without a socket returns 503 and is queued. The ask stays open, and each retry queues again.",
      on: "go",
      async steps({ peer, post, get }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.receives();
        await me.close();
        const body = { correlation_id, from_peer: worker.peer_id, message: "8377" };
        (await post("/ack", body)).is(503, { detail: /Ask remains open/ });
        (await post("/ack", body)).is(503);
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, {
          asks: [{ correlation_id }],
        });
        await get("/deliveries/pending", { peer_id: me.peer_id });
        (await post("/ack", { correlation_id, from_peer: worker.peer_id })).is(200);
      },
    },
    {
      id: "wait-gives-the-reply",
      rule: "An asker that waits gets the reply from its wait, without a frame. A wait that times out returns `pending`.",
      on: "go",
      async steps({ peer, post, silence, timed, must }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.receives();
        const wait = `/asks/${correlation_id}/wait`;
        const body = { peer_id: me.peer_id, timeout_seconds: 1 };
        const [first, time] = await timed(() => post(wait, body));
        first.is(200, { status: "pending" });
        must("about a second", time >= 900 && time < 5_000);
        await worker.ack(correlation_id, { message: "8377" });
        (await post(wait, body)).is(200, { reply: "8377" });
        await silence(me);
      },
    },
    {
      id: "stranger-does-not-wait",
      rule: "Only the asker may wait. An unknown ask returns 404.",
      on: "go",
      async steps({ peer, post }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.receives();
        const body = { peer_id: worker.peer_id, timeout_seconds: 1 };
        (await post(`/asks/${correlation_id}/wait`, body)).is(403, {
          detail: { error: "not_the_asker" },
        });
        (await post("/asks/ask-00000000/wait", body)).is(404, {
          detail: "No ask with correlation_id: ask-00000000",
        });
      },
    },
    {
      id: "ask-before-the-receipt",
      rule: "Without a receipt an ask returns 200 after 0.75 seconds.",
      on: "go",
      async steps({ peer, timed, must }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        worker.receipt = undefined;
        const [answer, time] = await timed(() => me.ask(worker, "hello"));
        answer.is(200);
        must("about 0.75 s", time > 600 && time < 5_000);
        await worker.receives({ type: "ask" });
      },
    },
    {
      id: "attachments-are-not-filled-in",
      rule: "Attachments and questions reach the peer unchanged, with unknown keys and nulls.",
      on: "go",
      async steps({ peer }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const attachments = [{ id: "f0afebdc", size: null, colour: "red" }];
        const question = { kind: "choice", options: [{ id: "y", title: "Yes" }], shape: "round" };
        (await me.ask(worker, "hello", { attachments, question })).is(200);
        await worker.receives({ attachments, question });
      },
    },
    {
      id: "pending-takes-ids-alone",
      rule: "Open asks are listed by peer id. A display name is not found.",
      on: "go",
      async steps({ peer, get }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        for (let number = 1; number <= 12; number += 1) await me.ask(worker, `ask ${number}`);
        const all = await get("/asks/pending", { peer_id: worker.peer_id });
        all.is(200);
        (await get("/asks/pending", { peer_id: worker.display_name })).is(404, {
          detail: `No peer with id: ${worker.display_name}`,
        });
      },
    },
    {
      id: "replay-comes-at-once",
      rule: "At most 50 queued messages come right after `connected`. Each leaves the queue when it is sent.",
      on: "go",
      async steps({ register, peer, socket, get, must, note }) {
        const me = await peer("me");
        const late = await register("late");
        for (let number = 1; number <= 52; number += 1) {
          (await me.notify(late, `message ${number}`)).is(200, { queued: true });
        }
        const there = await socket("late", { peer_id: late.peer_id });
        for (let number = 1; number <= 50; number += 1) {
          const { text } = await there.receives({ type: "notify" });
          must("in order", text === `message ${number}`);
        }
        const left = await get("/deliveries/pending", { peer_id: late.peer_id });
        note("the queue", "has left", (left.at("deliveries") as unknown[] | undefined)?.length);
      },
    },
    {
      id: "queued-notification-is-an-event",
      rule: "A queued notification writes an event. A delivered notification, an ask and a reply do not.",
      on: "go",
      async steps({ register, peer, events, note }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const late = await register("late");
        await me.notify(worker, "now");
        await me.notify(late, "later");
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.ack(correlation_id, { message: "8377" });
        const types = (await events()).map(({ type }) => type);
        note("the events", "are", types);
      },
    },
  ],
};

export const goAmbiguity: Group = {
  name: "go-ambiguity",
  title: "Ambiguous names on the Go daemon",
  scenarios: [
    {
      id: "answer-of-each-route",
      rule: "An ambiguous name returns 409, but 403 for a notification, 400 for a role, and an `error` in a query.",
      on: "go",
      async steps({ peer, get, post, delete: remove, circle }) {
        const me = await peer("me");
        const path = `/w/${circle}/twin`;
        const twin = await peer("twin", { path });
        await peer("twin", { path, circle: `${circle}-b` });
        const name = twin.display_name;
        const detail = /^ambiguous peer name "/;
        const from_peer = me.peer_id;
        (await get(`/peers/${name}`)).is(409, { detail });
        (await get(`/peers/${name}/doctor`)).is(409, { detail });
        (await post(`/peers/${name}/touch`)).is(409, { detail });
        (await post(`/peers/${name}/description`, { description: "x" })).is(409, { detail });
        (await post(`/peers/${name}/offline`)).is(409, { detail });
        (await post("/ask", { from_peer, to_peer: name, text: "x" })).is(409, { detail });
        (await post("/session/update", { peer_name: name, status: "busy" })).is(409, { detail });
        (await get(`/peers/${name}/timeline`)).is(409, { detail });
        (await get("/deliveries/pending", { peer_id: name })).is(409, { detail });
        (await remove(`/peers/${name}`)).is(409, { detail });
        (await post("/peer/unregister", { name })).is(409, { detail });
        (await post("/kill-peer", { peer_identifier: name })).is(409);
        (await post(`/peers/${name}/restart`, {})).is(409);
        (await post(`/peers/${name}/rehook`, {})).is(409);
        (await post("/notify", { from_peer, to_peer: name, text: "x" })).is(403, {
          reason: "forbidden",
        });
        const claim = { peer_name: name, role: "orchestrator" };
        (await post("/peers/claim-role", claim)).is(400, { detail });
        (await post("/query", { from_peer, to_peer: name, text: "x" })).is(200, { error: detail });
        await post("/ask-many", { from_peer, to_peers: [name], text: "x" });
        (await get("/asks/pending", { peer_id: name })).is(404);
        (await post("/broadcast", { from_peer: name, text: "x" })).is(200);
      },
    },
  ],
};

export const goEvents: Group = {
  name: "go-events",
  title: "Events of the Go daemon",
  scenarios: [
    {
      id: "online-twice",
      rule: "A live peer writes `peer_online` twice: when it registers and when it connects.",
      on: "go",
      async steps({ peer, events, must }) {
        await peer("me");
        const types = (await events()).map(({ type }) => type);
        must("two of them", JSON.stringify(types) === '["peer_online","peer_online"]');
      },
    },
    {
      id: "offline-at-once",
      rule: "A peer without a pane is offline as soon as its socket drops, and this writes an event.",
      on: "go",
      async steps({ peer, get, events, eventually, caller }) {
        const me = await peer("me");
        await me.close();
        await eventually("it to be offline", async () => {
          const { body } = await caller.quietly("GET", `/peers/${me.peer_id}`);
          return JSON.stringify(body).includes('"status":"offline"');
        });
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "offline", ws_connected: false });
        await events();
      },
    },
    {
      id: "offline-peer-ends-again",
      rule: "The end of a peer that is offline or retired is a `peer_contradiction`, and so is each status that it reports.",
      on: "go",
      async steps({ register, post, events }) {
        const { peer_id } = await register("me");
        const report = (status: string) => post("/session/update", { peer_name: peer_id, status });
        const end = (body: Record<string, boolean>) => post(`/peers/${peer_id}/offline`, body);
        for (const status of ["offline", "offline", "busy", "online"]) await report(status);
        await end({});
        for (const _time of [1, 2]) await end({ terminal: true });
        await report("offline");
        await report("busy");
        await end({});
        await events();
      },
    },
    {
      id: "status-of-an-offline-peer",
      rule: "An offline peer stays offline when a status is set for it. This writes a `peer_contradiction`.",
      on: "go",
      async steps({ register, post, get, events }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`);
        (await post("/session/update", { peer_name: peer_id, status: "online" })).is(200);
        (await get(`/peers/${peer_id}`)).is(200, { status: "offline" });
        await events();
      },
    },
    {
      id: "role-is-an-event",
      rule: "A claimed role writes an event.",
      on: "go",
      async steps({ register, post, events }) {
        const { peer_id } = await register("me");
        await post("/peers/claim-role", { peer_name: peer_id, role: "orchestrator" });
        await events();
      },
    },
    {
      id: "turns-of-nobody",
      rule: "A turn and a piece of a turn need no peer. Their events do not name one.",
      on: "go",
      async steps({ post, events }) {
        (await post("/events/chat", { role: "user", text: "hello" })).is(200);
        (await post("/events/chat_delta", { turn_id: "5" })).is(200);
        await events();
      },
    },
    {
      id: "broadcast-query-and-chat",
      rule: "Broadcasts, queries and chat turns write events.",
      on: "go",
      async steps({ peer, post, events }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        await post("/broadcast", { from_peer: me.peer_id, text: "all" });
        await worker.receives({ type: "broadcast" });
        const query = post("/query", { from_peer: me.peer_id, to_peer: worker.peer_id, text: "q" });
        const { correlation_id = "" } = await worker.receives({ type: "ask" });
        await worker.ack(String(correlation_id), { message: "a" });
        (await query).is(200, { text: "a" });
        await post("/events/chat", { peer: me.peer_id, role: "user", text: "hello" });
        await events();
      },
    },
    {
      id: "failed-ask-is-traced",
      rule: "A failed ask writes a `delivery_trace`.",
      on: "go",
      async steps({ register, peer, events }) {
        const [me, alone] = [await peer("me"), await register("alone")];
        (await me.ask(alone, "hello")).is(503, { detail: /has no live connection/ });
        await events();
      },
    },
    {
      id: "blocking-question-is-an-event",
      rule: "A blocking question is the only ask that writes an event.",
      on: "go",
      async steps({ post, events, eventually, caller, circle }) {
        const correlation_id = `ask-${circle}`;
        const asking = post("/questions/ask-blocking", {
          correlation_id,
          prompt: "Deploy?",
          options: [{ id: "y", title: "Yes" }],
          timeout_seconds: 5,
        });
        await eventually("the event of the question", async () => {
          const { body } = await caller.quietly("GET", "/events");
          return JSON.stringify(body).includes(correlation_id);
        });
        await post("/answer", { correlation_id, option_id: "y" });
        (await asking).is(200, { outcome: "answered" });
        await events();
      },
    },
    {
      id: "stream",
      rule: "The stream sends all stored events and then new ones, each block in one `data` line.",
      on: "go",
      async steps({ peer, eventStream, must }) {
        await peer("me");
        const stream = await eventStream();
        must("no charset", stream.headers.get("content-type") === "text/event-stream");
        const later = await peer("later");
        const block = await stream.skipTo(later.peer_id);
        must("one line and an empty one", /^data: \{.*\}\n\n$/.test(block));
      },
    },
  ],
};

export const goLiveness: Group = {
  name: "go-liveness",
  title: "Liveness of peers on the Go daemon",
  config: () => ({ peer_reap_ttl_seconds: 3, stale_busy_timeout_seconds: 10 }),
  together: "repair",
  seconds: 62,
  scenarios: [
    {
      id: "wait-of-zero-has-no-end",
      rule: "A wait with a timeout of 0 ends only with the reply, and not after 50 seconds.",
      on: "go",
      async steps({ peer, post, sleep }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.receives({ type: "ask" });
        const body = { peer_id: me.peer_id, timeout_seconds: 0 };
        const waiting = post(`/asks/${correlation_id}/wait`, body);
        await sleep(52_000);
        await worker.ack(correlation_id, { message: "8377" });
        (await waiting).is(200, { status: "resolved", reply: "8377" });
      },
    },
    {
      id: "registered-alone-is-online-until-a-repair",
      rule: "A peer that only registered is online until the next repair.",
      on: "go",
      async steps({ register, repair, get, events }) {
        const { peer_id } = await register("me");
        (await get(`/peers/${peer_id}`)).is(200, { status: "online" });
        await repair();
        (await get(`/peers/${peer_id}`)).is(200, { status: "offline" });
        await events();
      },
    },
    {
      id: "reaped-id-is-retired",
      rule: "A peer that was offline too long is removed and its id is retired: a registration returns 409, a socket closes with 4003.",
      on: "go",
      async steps({ peer, repair, get, post, path, circle, rawSocket, events }) {
        const me = await peer("me");
        const { peer_id, display_name } = me;
        await me.close();
        await repair();
        await repair();
        (await get(`/peers/${peer_id}`)).is(404);
        const identity = { path: path("me"), circle, backend: "claude-code", peer_id };
        (await post("/peers", { name: "me", ...identity })).is(409, {
          detail: "peer: retired peer_id cannot be reclaimed without a live agent",
        });
        const socket = await rawSocket("me").opened();
        socket.send({ type: "connect", display_name, ...identity });
        await socket.receives({ type: "error" });
        await socket.ends(4003);
        await events();
      },
    },
    {
      id: "stale-busy-is-repaired",
      rule: "A repair sets a peer that was busy and working too long to online and idle.",
      on: "go",
      async steps({ peer, repair, get, events, eventually, caller }) {
        const me = await peer("me");
        await repair();
        me.send({ type: "status", status: "busy", turn_state: "working" });
        await eventually("it to be busy", async () => {
          const { body } = await caller.quietly("GET", `/peers/${me.peer_id}`);
          return JSON.stringify(body).includes('"status":"busy"');
        });
        await repair();
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "online", turn_state: "idle" });
        await events();
      },
    },
    {
      id: "silent-socket-stays",
      rule: "A peer without a pane is not pinged, so it may stay silent.",
      on: "go",
      async steps({ peer, repair, get, must }) {
        const me = await peer("me");
        me.pong = undefined;
        await repair();
        must("no ping", me.takeUnread().length === 0);
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "online" });
      },
    },
  ],
};

export const goRestarts: Group = {
  name: "go-restarts",
  title: "Restarts of the Go daemon",
  needs: ["restart"],
  scenarios: [
    {
      id: "order-keeps-identities",
      rule: "After an orderly shutdown identities and the queue are kept, and open asks are lost.",
      on: "go",
      async steps({ peer, register, restart, must, post, get }) {
        const [me, worker] = [await peer("me"), await peer("worker")];
        const late = await register("late");
        await me.notify(late, "later");
        const correlation_id = (await me.ask(worker, "hello")).text("correlation_id");
        await worker.receives();
        await restart();
        const again = await register("late", { peer_id: late.peer_id });
        must("the same id", again.peer_id === late.peer_id);
        await get("/deliveries/pending", { peer_id: late.peer_id });
        (await post("/ack", { correlation_id, message: "x" })).is(404);
      },
    },
    {
      id: "crash-keeps-what-a-repair-saw",
      rule: "After a crash peers that registered before the last repair keep their ids.",
      on: "go",
      async steps({ peer, repair, crash, register, must }) {
        const me = await peer("me");
        await repair();
        await crash();
        const again = await register("me", { peer_id: me.peer_id });
        must("the same id", again.peer_id === me.peer_id);
      },
    },
    {
      id: "crash-forgets-what-no-repair-saw",
      rule: "After a crash peers that registered since the last repair are unknown and get a new id.",
      on: "go",
      async steps({ register, crash, must }) {
        const me = await register("me");
        await crash();
        const again = await register("me", { peer_id: me.peer_id });
        must("a new id", again.peer_id !== me.peer_id);
      },
    },
  ],
};
