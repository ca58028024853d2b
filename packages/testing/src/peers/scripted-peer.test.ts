import { describe, expect, test } from "vitest";

import { FakeDaemon, FakeDaemonError, type ScriptedPeer } from "../index.ts";

function pair() {
  const daemon = new FakeDaemon();
  return { daemon, me: daemon.peer("me"), bob: daemon.peer("bob") };
}

test("a pane that the Go daemon does not know is a mistake that says what to write", () => {
  const daemon = new FakeDaemon({ emulate: "go" });
  expect(() => daemon.peer("bob", { path: "/w/bob", pane_id: "%7" })).toThrow(
    new FakeDaemonError(
      "misuse",
      "the daemon refused the scripted peer bob: pane-backed runtime registration rejected: " +
        "pane_not_live. A peer of this daemon needs a pane that exists: write pane_id: " +
        'daemon.machine.addPane({ tmux_session: "<circle>:bob", cwd: "<path>" })',
    ),
  );
  const pane_id = daemon.machine.addPane({ tmux_session: "docs:bob", cwd: "/w/bob" });
  expect(daemon.peer("bob", { path: "/w/bob", circle: "docs", pane_id }).display_name).toBe(
    "bob-claude-code",
  );
});

describe("a scripted peer", () => {
  test("answers by the first script that fits, as often as it says", async () => {
    const { daemon, me, bob } = pair();
    bob.onAsk("port").reply("8377").times(1);
    bob.onAsk(/port/).reply((ask) => `again, ${ask.from_peer}?`);
    bob.onAsk((ask) => ask.text === "run").run(async (ask) => ask.reply("ran"));
    bob.onAsk("close").ack();
    for (const text of ["port?", "port?", "run", "close"]) await me.ask(bob.display_name, text);
    await daemon.clock.settled();
    expect(me.notifications.map(({ text }) => text.replace(/^\[.*?\] ?/, ""))).toEqual([
      "8377",
      "again, me-claude-code?",
      "ran",
    ]);
    expect(daemon.state.openAsks).toEqual([]);
    daemon.verify();
  });

  test("lets the test answer by hand", async () => {
    const { daemon, me, bob } = pair();
    const waiting = bob.nextAsk();
    const correlationId = await me.ask(bob.display_name, "which port?");
    const ask = await waiting;
    expect(ask).toMatchObject({
      correlation_id: correlationId,
      text: "which port?",
      answered: false,
    });
    await ask.reply("8377");
    expect((await me.nextNotification()).text).toMatch(/\] 8377$/);
    await expect(ask.reply("again")).rejects.toThrow(/410/);
    daemon.verify();
  });

  test("gives the test no ask that a script took", async () => {
    const { daemon, me, bob } = pair();
    bob.onAsk("a").reply("x");
    bob.onAsk("c").reply("x").after("2s");
    for (const text of ["a", "b", "c", "d"]) await me.ask(bob.display_name, text);
    for (const text of ["b", "d"]) {
      const ask = await bob.nextAsk();
      expect(ask).toMatchObject({ text, answered: false });
      await ask.reply("by hand");
    }
    const waiting = bob.nextAsk();
    await me.ask(bob.display_name, "a, too, when nobody waits");
    expect((await waiting).text).toBe("a, too, when nobody waits");
    await (await waiting).ack();
    await daemon.clock.advance("2s");
    expect(bob.asks).toHaveLength(5);
    daemon.verify();
  });

  test("goes by a pattern whatever it was used for before", async () => {
    const { daemon, me, bob } = pair();
    const pattern = /port/g;
    bob.onAsk(pattern).reply("8377");
    for (const text of ["which port?", "port?", "the port, please"]) {
      await me.ask(bob.display_name, text);
    }
    await daemon.clock.settled();
    expect(me.notifications).toHaveLength(3);
    daemon.verify();
  });

  test.each<[string, (bob: ScriptedPeer) => unknown]>([
    ["a reply", (bob) => bob.onAsk().reply("8377")],
    ["a reply to one ask", (bob) => bob.onAsk().reply("8377").times(1)],
    ["a late reply", (bob) => bob.onAsk().reply("8377").after("2s")],
    ["an answer by hand", async (bob) => (await bob.nextAsk()).reply("8377")],
  ])("takes a frame that comes twice for one ask: %s", async (_what, script) => {
    const { daemon, me, bob } = pair();
    daemon.fault({ frame: "ask" }, "duplicate-frame");
    script(bob);
    await me.ask(bob.display_name, "which port?");
    await daemon.clock.advance("2s");
    expect(daemon.messages.filter(({ frame }) => frame?.["type"] === "ask")).toHaveLength(2);
    expect(bob.asks).toHaveLength(2);
    expect(me.notifications).toHaveLength(1);
    daemon.verify();
  });

  test("leaves one ask open when a frame comes twice and no script is for it", async () => {
    const { daemon, me, bob } = pair();
    daemon.fault({ frame: "ask" }, "duplicate-frame");
    await me.ask(bob.display_name, "which port?");
    expect(bob.unscripted).toHaveLength(1);
  });

  test("gives up waiting when it is told to", async () => {
    const { bob } = pair();
    await expect(bob.nextAsk({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
      "enough",
    );
  });

  test("answers a query, and a structured question", async () => {
    const { daemon, bob } = pair();
    bob.onAsk("how").reply("so");
    const answer = await daemon.fetch(`${daemon.url}/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        from_peer: "me-claude-code",
        to_peer: bob.display_name,
        text: "how?",
      }),
    });
    expect(await answer.json()).toMatchObject({ text: "so", error: null });
  });

  test("reports what it does, hears broadcasts, and comes back as the same peer", async () => {
    const { daemon, me, bob } = pair();
    bob.busy();
    await daemon.clock.settled();
    const find = () => daemon.state.peers.find(({ peer_id }) => peer_id === bob.peer_id);
    expect(find()).toMatchObject({ status: "busy", turn_state: "working" });
    await me.broadcast("hello all");
    expect((await bob.nextBroadcast()).text).toContain("hello all");
    const { peer_id } = bob;
    bob.reconnectAfter("5s");
    expect(find()).toMatchObject({ ws_connected: false });
    await daemon.clock.advance("5s");
    expect(bob.peer_id).toBe(peer_id);
    expect(find()).toMatchObject({ ws_connected: true });
  });

  test("finds it out when its script fails", async () => {
    const { daemon, me, bob } = pair();
    bob.onAsk().run(async () => {
      throw new Error("a mistake");
    });
    await me.ask(bob.display_name, "x");
    await daemon.clock.settled();
    expect(() => daemon.verify()).toThrow(/the script of bob failed: a mistake/);
  });
});
