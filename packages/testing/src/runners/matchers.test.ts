import { describe, expect, test } from "vitest";

import { FakeDaemon, assertThat, matchers } from "../index.ts";

import "../vitest.ts";

expect.extend(matchers);

async function conversation() {
  const daemon = new FakeDaemon();
  const bob = daemon.peer("bob").silent();
  const me = daemon.peer("me");
  await me.ask(bob.display_name, "which port?");
  await me.notify(bob.display_name, "hello");
  await me.broadcast("all of you");
  return { daemon, bob, me };
}

describe("matchers", () => {
  test("hold, and do not", async () => {
    const { daemon, bob, me } = await conversation();
    expect(bob).toHaveReceivedAsk();
    expect(bob).toHaveReceivedAsk("port");
    expect(bob).not.toHaveReceivedAsk(/host/);
    expect(bob).toHaveReceivedNotification("hello");
    expect(bob).toHaveReceivedBroadcast("all");
    expect(me).not.toHaveReceivedBroadcast();
    expect(daemon).not.toHaveNoOpenAsks();
    expect(me).toHaveNoOpenAsks();
    expect(daemon).toHaveBeenCalledFor("notify", { text: "hello" });
    expect(daemon).not.toHaveBeenCalledFor("spawn");
    expect(daemon).not.toMatchTranscript("nothing");
    expect(daemon).toMatchTranscript(daemon.transcript().replaceAll(/^/gm, "      "));
  });

  test("say below what failed what was said", async () => {
    const { daemon, bob } = await conversation();
    const said = 'What was said:\n  me -> daemon: ask bob-claude-code "which port?"';
    expect(() => expect(bob).toHaveReceivedAsk("host")).toThrow(said);
    expect(() => expect(daemon).toHaveNoOpenAsks()).toThrow(
      /expected no open ask, but there is\n  ask-\w+ to bob/,
    );
    expect(() => expect(daemon).not.toHaveBeenCalledFor("notify")).toThrow(
      /expected no call of notify/,
    );
    expect(() => expect({}).toHaveReceivedAsk()).toThrow(/for a peer that daemon\.peer made/);
  });

  test("go by a pattern whatever it was used for before", async () => {
    const { bob } = await conversation();
    const pattern = /port/g;
    for (let count = 0; count < 3; count++) expect(bob).toHaveReceivedAsk(pattern);
  });

  test("know from the daemon which asks to a peer are open", async () => {
    const { daemon, bob, me } = await conversation();
    const before = daemon.state.snapshot();
    expect(bob).not.toHaveNoOpenAsks();
    await daemon.fetch(`${daemon.url}/ack`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ correlation_id: bob.asks[0]!.correlation_id }),
    });
    expect(bob).toHaveNoOpenAsks();
    daemon.state.restore(before);
    expect(bob).not.toHaveNoOpenAsks();
    daemon.fault({ frame: "ask" }, "duplicate-frame");
    await me.ask(bob.display_name, "and which host?");
    expect(() => expect(bob).toHaveNoOpenAsks()).toThrow(
      /there are\n  ask-\w+ to bob-claude-code: which port\?\n  ask-\w+ to .*: and which host\?\n\nWhat/,
    );
    await daemon.restart();
    expect(bob).toHaveNoOpenAsks();
  });

  test("work without a runner", async () => {
    const { daemon, bob } = await conversation();
    assertThat(bob).toHaveReceivedAsk("port");
    assertThat(bob).not.toHaveReceivedAsk("host");
    expect(() => assertThat(daemon).toHaveNoOpenAsks()).toThrow(
      expect.objectContaining({ name: "AssertionError", expected: [] }),
    );
  });

  test("take asymmetric matchers, and a sender", async () => {
    const { daemon, bob } = await conversation();
    expect(bob).toHaveReceivedAsk(expect.stringContaining("port") as never);
    expect(bob).toHaveReceivedAsk(/port/, { from: "me-claude-code" });
    expect(bob).toHaveReceivedNotification(undefined, { from: /^me/ });
    expect(bob).not.toHaveReceivedBroadcast("all", { from: "you" });
    const ask = { text: expect.stringMatching(/port/) as string, to_peer: /bob/ };
    expect(daemon).toHaveBeenCalledFor("ask", ask);
    expect(daemon).toHaveBeenCalledFor(
      "ask",
      expect.objectContaining({ text: "which port?" }) as never,
    );
    expect(daemon).not.toHaveBeenCalledFor("ask", { text: expect.any(Number) as number });
    expect(() => expect(bob).toHaveReceivedAsk("x", { from: "you" })).toThrow(
      'expected bob to have received an ask with "x" from "you", but it received ["me-claude-code: which port?"]',
    );
    expect(() => expect(bob).toHaveReceivedAsk("x", { form: "y" } as never)).toThrow('no "form"');
    expect(() => expect(daemon).toHaveBeenCalledFor("asks" as "ask")).toThrow('no endpoint "asks"');
  });

  test("recommend to wait while something is under way", async () => {
    const daemon = new FakeDaemon();
    const bob = daemon.peer("bob");
    const asking = daemon.fetch(`${daemon.url}/health`);
    expect(() => expect(bob).toHaveReceivedAsk()).toThrow(
      "Something is still under way: write await daemon.clock.settled() before this matcher.",
    );
    await asking;
    await daemon.clock.settled();
    expect(() => expect(bob).toHaveReceivedAsk()).toThrow(/^(?!.*still under way)/s);
  });
});
