import { describe, expect, test } from "vitest";

import { FakeDaemon, connectScriptedPeer } from "../index.ts";

function pair() {
  const daemon = new FakeDaemon();
  return { daemon, me: daemon.peer("me"), bob: daemon.peer("bob") };
}

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

  test("connects to any daemon", async ({ onTestFinished }) => {
    const daemon = new FakeDaemon({ clock: "ticking", authToken: "t" });
    onTestFinished(() => daemon.close());
    const { url } = await daemon.listen();
    const bob = await connectScriptedPeer("bob", { baseUrl: url, auth_token: "t" });
    bob.onAsk().reply("over a socket");
    const me = daemon.peer("me");
    await me.ask(bob.display_name, "where?");
    expect((await me.nextNotification()).text).toMatch(/over a socket$/);
    bob.disconnect();
    await expect(connectScriptedPeer("eve", { baseUrl: url, auth_token: "x" })).rejects.toThrow(
      /refused/,
    );
  });
});
