import type { Group } from "../runner/scenario.ts";

export const repairs: Group = {
  name: "repairs",
  title: "Lazy repair",
  config: () => ({
    peer_reap_ttl_seconds: 3,
    // Longer than the time between two repairs, and less than twice as long.
    prune_max_age_hours: 45 / 3600,
    stale_busy_timeout_seconds: 10,
  }),
  together: "repair",
  seconds: 62,
  scenarios: [
    {
      id: "no-connection-is-offline",
      rule: "After a start, the first call that can repair does so. It sets peers without a connection and a pane offline.",
      async steps({ register, peer, repair, get, events }) {
        const alone = await register("alone");
        const busy = await peer("busy");
        await repair();
        (await get(`/peers/${alone.peer_id}`)).is(200, { status: "offline" });
        (await get(`/peers/${busy.peer_id}`)).is(200, { status: "online" });
        await events();
      },
    },
    {
      id: "not-before-30-seconds",
      rule: "The next repair is half a minute later. Until then nothing is repaired.",
      async steps({ register, repair, get, path }) {
        await repair();
        const { peer_id } = await register("late");
        (await get("/peers", { path: path("late") })).is(200, { peers: [{ status: "online" }] });
        (await get(`/peers/${peer_id}`)).is(200, { status: "online" });
        await repair();
        (await get(`/peers/${peer_id}`)).is(200, { status: "offline" });
      },
    },
    {
      id: "long-offline-is-removed",
      rule: "A peer that was offline too long is removed with its asks.",
      on: "python",
      async steps({ peer, repair, get, post, events, register, must }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        // An earlier ask would start the first repair while other peers still connect.
        await repair();
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.receives();
        await worker.close();
        await post(`/peers/${worker.peer_id}/offline`);
        (await get(`/peers/${worker.peer_id}`)).is(200, { status: "offline" });
        await repair();
        (await get(`/peers/${worker.peer_id}`)).is(404);
        (await post("/ack", { correlation_id })).is(404);
        const again = await register("worker", { peer_id: worker.peer_id });
        must("the id is gone for good", again.peer_id !== worker.peer_id);
        await events();
      },
    },
    {
      id: "shortly-offline-stays",
      rule: "A peer that went offline just now stays, and other peers are still removed.",
      async steps({ peer, repair, get, post }) {
        const young = await peer("young");
        const old = await peer("old");
        await post(`/peers/${old.peer_id}/offline`);
        await repair();
        await repair();
        await post(`/peers/${young.peer_id}/offline`);
        (await get(`/peers/${young.peer_id}`)).is(200, { status: "offline" });
        (await get(`/peers/${old.peer_id}`)).is(404);
      },
    },
    {
      id: "removed-peer-hears-nothing",
      rule: "A removed peer receives nothing more, even if its connection is still open.",
      async steps({ peer, repair, post, settle, must }) {
        const me = await peer("me");
        await post(`/peers/${me.peer_id}/offline`);
        await repair();
        await repair();
        const other = await peer("other");
        const call = { from_peer: other.peer_id, text: "anybody?" };
        const roles = await post("/broadcast", call);
        must("nobody is told", JSON.stringify(roles.at("sent_to")) === "[]");
        await settle(me);
        must("nothing came", me.takeUnread().length === 0);
      },
    },
    {
      id: "stale-busy-is-online",
      rule: "A peer that was busy and working too long is set online and idle. A peer that just began, or that awaits input, is not.",
      async steps({ peer, repair, get, post, sleep }) {
        const young = await peer("young");
        const working = await peer("working");
        const waiting = await peer("waiting");
        for (const [me, turn_state] of [
          [working, "working"],
          [waiting, "awaiting_input"],
        ] as const) {
          await post("/session/update", { peer_name: me.peer_id, status: "busy", turn_state });
        }
        await repair();
        await sleep(27_000);
        const busy = { status: "busy", turn_state: "working" };
        await post("/session/update", { peer_name: young.peer_id, ...busy });
        await repair();
        (await get(`/peers/${young.peer_id}`)).is(200, busy);
        (await get(`/peers/${working.peer_id}`)).is(200, { status: "online", turn_state: "idle" });
        (await get(`/peers/${waiting.peer_id}`)).is(200, {
          status: "busy",
          turn_state: "awaiting_input",
        });
      },
    },
    {
      id: "silent-pane-is-offline",
      rule: "Up to 0.14.17 a repair drops the connection of a peer with a pane if it does not answer a ping. Later releases keep it.",
      on: "python",
      async steps({ socket, repair, get, since, events, post }) {
        const me = await socket("me", { pane_id: "%7801" });
        me.pong = undefined;
        const fine = await socket("fine", { pane_id: "%7802" });
        await repair();
        await me.receives({ type: "ping" });
        (await get(`/peers/${me.peer_id}`)).is(
          200,
          since("0.15.3") ? { ws_connected: true } : { status: "offline", ws_connected: false },
        );
        await get(`/peers/${fine.peer_id}`);
        await post("/notify", { from_peer: "ghost", to_peer: me.peer_id, text: "x" });
        await events();
      },
    },
    {
      id: "dead-pane-is-offline",
      rule: "If a peer reports that its pane is gone, releases up to 0.14.17 drop its connection at once. Later, the third report in a row ends the peer for good.",
      on: "python",
      async steps({ socket, repair, get, events, since, silence }) {
        const me = await socket("me", { pane_id: "%7803" });
        const moody = await socket("moody", { pane_id: "%7808" });
        me.pong = moody.pong = { type: "pong", pane_alive: false };
        const looks = async (expected: { status: string; ws_connected: boolean }) =>
          (await get(`/peers/${me.peer_id}`)).is(200, expected);
        await repair();
        if (since("0.15.3")) {
          await looks({ status: "online", ws_connected: true });
          moody.pong = { type: "pong", pane_alive: true };
          await repair();
          await looks({ status: "online", ws_connected: true });
          moody.pong = me.pong;
          await repair();
          await me.ends(4004);
          (await get(`/peers/${moody.peer_id}`)).is(200, { ws_connected: true });
        }
        await looks({ status: "offline", ws_connected: false });
        await silence(moody);
        await events();
      },
    },
    {
      id: "ping-ends-another",
      rule: "When a ping times out, a later ping to the same peer ends too. A peer that answers after that still becomes offline.",
      since: "0.15.3",
      on: "python",
      async steps({ peer, repair, post, get, sleep, events }) {
        const me = await peer("me", { pane_id: "%7811" });
        me.pong = undefined;
        const repairing = repair();
        await me.receives({ type: "ping" });
        await post("/query", { to_peer: me.peer_id, text: "ping?", timeout: 0 });
        await me.receives({ type: "ask" });
        await me.receives({ type: "ping" });
        await repairing;
        me.send({ type: "pong" });
        await sleep(5_000);
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "offline" });
        await events();
      },
    },
    {
      id: "old-asks-are-dropped",
      rule: "A repair drops asks that are too old. Their ids are then unknown.",
      // Earlier releases have no other scenario of this length here.
      since: "0.15.3",
      async steps({ peer, repair, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const pending = { peer_id: worker.peer_id };
        // An earlier ask would start the first repair while other peers still connect.
        await repair();
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        await worker.receives();
        await repair();
        (await get("/asks/pending", pending)).is(200, { asks: [{ correlation_id }] });
        await repair();
        (await get("/asks/pending", pending)).is(200, { asks: [] });
        (await worker.ack(correlation_id)).is(404);
      },
    },
    {
      id: "silent-stream-says-so",
      rule: "The event stream sends a comment after fifteen seconds without an event.",
      on: "python",
      async steps({ eventStream, repair, must, sleep }) {
        await repair();
        const stream = await eventStream();
        await sleep(15_500);
        must("a comment came", (await stream.skipTo(": keepalive")) === ": keepalive\n\n");
        await repair();
      },
    },
    {
      id: "evidence-of-a-pane",
      rule: "A peer with a pane and without a connection stays online as long as its process lives.",
      on: "python",
      async steps({ register, repair, get, events }) {
        const alive = await register("alive", { pane_id: "%7804", agent_pid: 1 });
        const dead = await register("dead", { pane_id: "%7805", agent_pid: 4194002 });
        const unknown = await register("unknown", { pane_id: "%7806" });
        const processless = await register("processless", { agent_pid: 1 });
        await repair();
        for (const { peer_id } of [alive, dead, unknown, processless])
          await get(`/peers/${peer_id}`);
        await events();
      },
    },
  ],
};
